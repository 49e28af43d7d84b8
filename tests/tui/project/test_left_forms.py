"""A form that is left at any of its fields comes back at that field, with every answer as it was."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models.actions import programs, project_goals
from models.portfolio import Portfolio
from tests.tui.pages import Driver, running
from tests.tui.project.managed import ben
from tui.project.asking import Asking
from tui.project.fields import Typed
from tui.project.filling import Filling
from tui.project.forms import FORMS
from tui.project.rows import Entry

ALL = [
    (kind, new, way)
    for kind, form in FORMS.items()
    for new in (False, True)
    for way in ("left", "killed")
    if form.add is not None or not new
]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Asking]:
    """The forms that were asked for, the latest last."""
    seen: list[Asking] = []
    ask = Filling._ask

    async def noted(page: Filling, asking: Asking, problem: str = "") -> None:
        seen.append(asking)
        await ask(page, asking, problem)

    monkeypatch.setattr(Filling, "_ask", noted)
    return seen


def other(field: Typed) -> str:
    """A value for every field, so that no two are taken for each other."""
    number = sum(map(ord, field.name))
    if field.name == "currency":
        return "USD"
    if "12 Mar" in field.wanted:
        return f"2027-03-{number % 27 + 1:02}"
    return str(number % 5 + 1) if field.short else f"w{number}"


class Desk:
    """A form of a project's page, filled in by keys."""

    def __init__(self, driver: Driver, kind: str, new: bool, opened: list[Asking]) -> None:
        self.driver, self.kind, self.new, self.opened = driver, kind, new, opened
        self.page: Any = driver.app.screen
        self.folder = driver.app.drafts._folder.path

    async def begin(self) -> Asking:
        if self.new:
            self.page.call_later(self.page.add_entry, self.kind)
        else:
            form = FORMS[self.kind]
            entry = Entry(self.kind, form.lines(self.page.view)[0].id)
            self.page.call_later(self.page.change_entry, form, entry)
        await self.driver.settle()
        return self.opened[-1]

    @property
    def line(self) -> str:
        prompt = self.page.prompt
        return f"{prompt._question.label}: {prompt.typed}" if prompt.asking else ""

    async def write(self, field: Typed) -> None:
        await self.driver.press("ctrl+u")
        await self.driver.type(other(field))

    async def fill(self, asking: Asking, to: int) -> None:
        while (at := asking.at) < to:
            if isinstance(asking.field, Typed):
                await self.write(asking.field)
                await self.driver.press("enter")
            else:
                await self.driver.press("down", "enter")
            assert asking.at == at + 1, (asking.field.name, self.driver.status)

    async def leave(self) -> None:
        """Leave it for later, where that can be."""
        for _ in range(3):
            if not self.page.picker.open and not self.page.prompt.asking:
                return
            text = self.driver.text if self.page.picker.open else ""
            only_chosen = "drop it" in text and "leave it for later" not in text
            await self.driver.press(*([*"drop", "enter"] if only_chosen else ["escape"]))

    def forget(self) -> list[str]:
        """Take what is kept away, and give it."""
        self.driver.app.drafts.flush()
        files = list(self.folder.glob("*.json"))
        texts = [file.read_text() for file in files]
        for file in files:
            file.unlink()
        return texts

    async def bring_back(self, way: str) -> bool:
        """Leave the form, or let its session end there; then open it again, if anything was kept."""
        drafts = self.driver.app.drafts
        drafts.flush()
        texts = [file.read_text() for file in self.folder.glob("*.json")]
        await self.leave()
        if way == "left":
            drafts.flush()
            texts = [file.read_text() for file in self.folder.glob("*.json")]
        else:
            self.forget()
            for text in texts:
                (self.folder / "ended-1.json").write_text(text)
        assert len(texts) <= 1
        if texts:
            await self.driver.press("B", "enter")
        return bool(texts)


def serve_goal(p: Portfolio, atlas: int) -> None:
    for name in ("Fewer outages", "More clients", "Less paper"):
        goal = programs.add_goal(p, key=name[:4].upper(), title=name)
    project_goals.add(p, atlas, goal_id=goal)


@pytest.mark.parametrize(("kind", "new", "way"), ALL)
async def test_every_answer_comes_back(
    kind: str, new: bool, way: str, path: Path, opened: list[Asking]
) -> None:
    ben(path, serve_goal)
    came_back = 0
    async with running(path) as driver:
        await driver.press("O")
        desk = Desk(driver, kind, new, opened)
        asking = await desk.begin()
        # The limits are all alike.
        fields = asking.fields if kind != "limits" else asking.fields[:4]
        for to, typing in product(range(len(fields)), (False, True)):
            case, field = (fields[to].name, typing), fields[to]
            await desk.fill(asking, to)
            if typing and isinstance(field, Typed):
                await desk.write(field)
            given, typed, line = dict(asking.answers), dict(asking.typed), desk.line
            if not await desk.bring_back(way):
                asking = await desk.begin()
                continue
            came_back += 1
            back = opened[-1]
            assert back is not asking, (case, driver.status)
            at = back.field.name
            assert not line or desk.line == line, case
            assert desk.page.prompt.typed == typed.get(at, desk.page.prompt.typed), case
            # The open field is answered by Enter.
            assert {**back.answers, at: 0} == {**given, at: 0}, case
            asking = back
    assert came_back or not any(isinstance(field, Typed) for field in fields[:-1])


async def test_a_form_whose_last_field_was_of_several_lines_leaves_nothing_behind(
    path: Path, opened: list[Asking]
) -> None:
    async with running(path) as driver:
        await driver.press("O")
        desk = Desk(driver, "statement", True, opened)
        asking = await desk.begin()
        await desk.fill(asking, 4)
        await driver.press("ctrl+o")
        await driver.type("tell us")
        await driver.press("ctrl+d")
        assert "added" in driver.status
        assert desk.forget() == []
