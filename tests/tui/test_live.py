"""What others commit appears on every screen; the cursor, the scroll and what is typed stay."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, clients, columns, milestones, projects, risks
from models.definitions.importing import import_paths
from models.portfolio import Portfolio, restore
from models.store.backup import backup
from models.views.names import find_card, find_column, find_project
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui.widgets.writing import Writing

WITHIN = 300.0
"""Seconds after which a test gives up, on the slowest machine too.

That it takes less than one is measured on a terminal of its own."""
SCREENS = {
    "board": ("j", "j"),
    "card": ("j", "enter", "j"),
    "delivery": ("tab", "j"),
    "timeline": ("tab", "}", "j"),
    "project": ("O", "}", "j"),
    "risks": ("O", "5"),
    "history": ("W", "w", "enter", "j", "j"),
}
"""Screen -> what is pressed on the board of ATLAS to be there."""

Change = Callable[[Portfolio, int], Any]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = samples.ledger(tmp_path_factory.mktemp("live") / "ledger.db")
    p = samples.opened(path, "setup")
    atlas = find_project(p, "ATLAS").id
    projects.edit(p, atlas, None, start="2026-10-01", target="2027-03-12")
    milestones.add(p, atlas, name="UAT starts", due="2026-12-21")
    risks.add(p, atlas, title="Bank holidays", probability=3, impact=4)
    clients.add_expectation(p, atlas, text="Branches never close", due="2027-03-12")
    p.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in original.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name


def ben(path: Path, change: Change) -> None:
    """Another session, on a connection of its own."""
    p = samples.opened(path, "ben")
    try:
        change(p, find_project(p, "ATLAS").id)
    finally:
        p.close()


async def seen(driver: Driver, holds: Callable[[], bool]) -> None:
    """Wait until the screen shows it."""
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end, driver.text
        await asyncio.sleep(0.02)
        await driver.settle()


def place(driver: Driver) -> object:
    """What the cursor is on, however the lines around it have moved."""
    screen: Any = driver.app.screen
    mode = driver.app.current_mode
    if mode == "board":
        return (screen.here.id, screen.details.what if screen.details_open else "")
    if mode == "delivery":
        return screen.subject
    return screen.sheet.entry if mode == "project" else screen.listing.deed.text


def add_card(p: Portfolio, atlas: int) -> None:
    cards.add(p, atlas, "Zebra crossing", column_id=find_column(p, atlas, "Doing").id)


def edit_card(p: Portfolio, _atlas: int) -> None:
    card = find_card(p, "ATLAS-4")
    cards.edit(p, card.id, card.version, title="Zebra drill")


def move_card(p: Portfolio, atlas: int) -> None:
    card = find_card(p, "ATLAS-4")
    cards.move(p, card.id, card.version, find_column(p, atlas, "Ready").id)


def archive_card(p: Portfolio, _atlas: int) -> None:
    card = find_card(p, "ATLAS-4")
    cards.archive(p, card.id, card.version)


def delete_card(p: Portfolio, _atlas: int) -> None:
    cards.delete(p, find_card(p, "ATLAS-4").id)


def comment(p: Portfolio, _atlas: int) -> None:
    cards.add_comment(p, find_card(p, "ATLAS-2").id, "Zebra said so")


def edit_open_card(p: Portfolio, _atlas: int) -> None:
    cards.edit(p, find_card(p, "ATLAS-2").id, None, title="Zebra policy")


def archive_open_card(p: Portfolio, _atlas: int) -> None:
    cards.archive(p, find_card(p, "ATLAS-2").id, None)


def delete_open_card(p: Portfolio, _atlas: int) -> None:
    cards.delete(p, find_card(p, "ATLAS-2").id)


def column_of(p: Portfolio, atlas: int, name: str) -> tuple[int, int]:
    return p.store.rows(  # type: ignore[return-value]
        "SELECT id, version FROM board_column WHERE project_id = ? AND name = ?", (atlas, name)
    )[0]


def add_column(p: Portfolio, atlas: int) -> None:
    columns.add(p, atlas, name="Zebra", kind="active", after_id=0)


def rename_column(p: Portfolio, atlas: int) -> None:
    columns.edit(p, *column_of(p, atlas, "Review"), name="Zebra")


def reorder_column(p: Portfolio, atlas: int) -> None:
    columns.reorder(p, *column_of(p, atlas, "Review"), after_id=0)


def archive_column(p: Portfolio, atlas: int) -> None:
    columns.archive(p, *column_of(p, atlas, "Review"), column_of(p, atlas, "Ready")[0])


def archive_project(p: Portfolio, atlas: int) -> None:
    version = p.store.rows("SELECT version FROM project WHERE id = ?", (atlas,))[0][0]
    projects.archive(p, atlas, version)


def rename_project(p: Portfolio, atlas: int) -> None:
    version = p.store.rows("SELECT version FROM project WHERE id = ?", (atlas,))[0][0]
    projects.edit(p, atlas, version, name="Zebra ledgers")


def move_milestone(p: Portfolio, _atlas: int) -> None:
    row = p.store.rows("SELECT id, version FROM milestone")[0]
    milestones.edit(p, *row, name="Zebra starts", due="2026-12-01")


def add_risk(p: Portfolio, atlas: int) -> None:
    risks.add(p, atlas, title="Zebra on the road", probability=5, impact=5)


def bring_in(p: Portfolio, _atlas: int) -> None:
    """An import of 500 cards."""
    made = "\n".join(f'      - {{id: "z{at}", title: "Zebra {at}", column: Review}}' for at in range(500))
    file = p.store.path.parent / "zebra.yaml"
    file.write_text(
        f"pmboard: 1\nprojects:\n  - key: ATLAS\n    name: Ledger migration\n    cards:\n{made}\n"
    )
    import_paths(p, [file])


SHOWN: dict[str, list[tuple[Change, Callable[[str], bool]]]] = {
    "board": [
        (add_card, lambda text: "Zebra crossing" in text),
        (edit_card, lambda text: "Zebra drill" in text),
        (move_card, lambda text: "Backlog  5" in text),
        (archive_card, lambda text: "Rollback drill" not in text),
        (delete_card, lambda text: "Rollback drill" not in text),
        (add_column, lambda text: "Zebra  0" in text),
        (rename_column, lambda text: "Zebra  2/3" in text),
        (reorder_column, lambda text: text.find("Review") < text.find("Backlog")),
        (archive_column, lambda text: "Review" not in "".join(text.splitlines()[:4])),
        (archive_project, lambda text: "ben archived ATLAS" in text),
        (rename_project, lambda text: "Zebra ledgers" in text),
        (bring_in, lambda text: "Review  502/3" in text),
    ],
    "card": [
        (comment, lambda text: "Zebra said so" in text),
        (edit_open_card, lambda text: "Zebra policy" in text),
        (archive_open_card, lambda text: "ben archived" in text),
        (delete_open_card, lambda text: "deleted" in text),
    ],
    "delivery": [
        (archive_project, lambda text: "Ledger migration" not in text.split("Project")[-1]),
        (rename_project, lambda text: "Zebra ledgers" in text),
        (move_milestone, lambda text: "Zebra starts" in text),
        (add_risk, lambda text: " 25" in text),
    ],
    "timeline": [
        (rename_project, lambda text: "Zebra ledgers" in text),
    ],
    "project": [
        (move_milestone, lambda text: "Zebra starts" in text),
        (archive_project, lambda text: "archived" in text.splitlines()[0]),
    ],
    "risks": [
        (add_risk, lambda text: "Zebra on the road" in text),
    ],
    "history": [
        (change, lambda text: text.splitlines()[3].split("  ")[1:2] != [] and "ben" in text.splitlines()[3])
        for change in (add_card, edit_card, move_card, archive_card, rename_column, add_risk, bring_in)
    ],
}
CASES = [(screen, *case) for screen, cases in SHOWN.items() for case in cases]


@pytest.mark.parametrize(
    ("screen", "change", "holds"), CASES, ids=[f"{screen}-{change.__name__}" for screen, change, _ in CASES]
)
async def test_what_another_session_commits_appears_and_the_cursor_stays(
    path: Path, screen: str, change: Change, holds: Callable[[str], bool]
) -> None:
    async with running(path) as driver:
        await driver.press(*SCREENS[screen])
        before = place(driver)
        # Were it there already, the test would tell nothing.
        body = "\n".join(driver.lines[:-2])
        assert not holds(body)
        ben(path, change)
        await seen(driver, lambda: holds("\n".join(driver.lines[:-2])) or holds(driver.text))
        if change not in (archive_open_card, delete_open_card) and screen != "delivery":
            assert place(driver) == before


@pytest.mark.parametrize("screen", SCREENS)
async def test_who_changed_it_is_told(path: Path, screen: str) -> None:
    async with running(path) as driver:
        await driver.press(*SCREENS[screen])
        driver.app.screen.prompt.clear()  # type: ignore[attr-defined]
        ben(path, edit_card)
        await seen(driver, lambda: driver.status.startswith("ben: "))


@pytest.mark.parametrize(
    ("screen", "keys"),
    [("board", "d"), ("card", "C"), ("delivery", "/"), ("timeline", "/"), ("project", "n"), ("history", "/")],
)
async def test_an_open_field_keeps_what_is_typed(
    path: Path, screen: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path) as driver:
        await driver.press(*SCREENS[screen], keys)
        await driver.type("a zebra")
        page: Any = driver.app.screen
        field: Any = page.writing or page.prompt
        typed, line = _typed(field), driver.status
        assert typed.endswith("a zebra")
        heard: list[object] = []
        hear = page.changed_elsewhere
        monkeypatch.setattr(page, "changed_elsewhere", lambda changes: (heard.append(changes), hear(changes)))
        ben(path, add_risk)
        ben(path, edit_card)
        await seen(driver, lambda: bool(heard))
        assert _typed(field) == typed
        assert isinstance(field, Writing) or driver.status == line


def _typed(field: Any) -> str:
    return str(field.text if isinstance(field, Writing) else field.typed)


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_backup_that_is_restored_is_shown(path: Path, screen: str, tmp_path: Path) -> None:
    p = samples.opened(path, "setup")
    saved = backup(p.store, tmp_path / "saved.db")
    p.close()
    ben(path, rename_project)
    ben(path, add_risk)
    ben(path, edit_card)
    async with running(path) as driver:
        await driver.press(*SCREENS[screen])
        restore(path, saved, author="eva", clock=samples.clock, force=False)
        shown = {"card": "Archive policy", "history": "saved.db was restored", "risks": "Bank holidays"}
        wanted = shown.get(screen, "Ledger migration")
        await seen(driver, lambda: wanted in driver.text and "Zebra" not in "\n".join(driver.lines[:-2]))
        await driver.press("j", "k")
