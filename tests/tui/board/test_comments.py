"""Comments and descriptions of several lines: nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards
from models.views.card import card
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import external
from tui.widgets.writing import LOW


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str]], None]:
    """Stands in for the person's editor: there is no terminal to hand over."""

    def becomes(write: Callable[[str], str]) -> None:
        monkeypatch.setattr(external, "write", lambda _app, text: write(text))

    return becomes


def stored(path: Path) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return card(portfolio, find_card(portfolio, "ATLAS-7").id)
    finally:
        portfolio.close()


async def to_comment(driver: Driver) -> None:
    await driver.press("2", "enter")
    while not driver.app.screen.details.what.startswith("comment:"):  # type: ignore[attr-defined]
        await driver.press("j")


def say(path: Path, text: str) -> None:
    portfolio = samples.opened(path, "anna")
    cards.add_comment(portfolio, find_card(portfolio, "ATLAS-7").id, text)
    portfolio.close()


async def test_a_comment_of_several_lines_keeps_them(ledger: Path, editor: Any) -> None:
    say(ledger, "first\nsecond")
    editor(lambda text: text + "\nthird")
    async with running(ledger) as driver:
        await to_comment(driver)
        await driver.press("enter", "enter", "x", "ctrl+s")
        assert "u undo" in driver.status
        await driver.press("E")
    assert stored(ledger).comments[0].text == "first\nsecond\nx\nthird"
    assert stored(ledger).description == ""


async def test_a_comment_that_is_there_is_typed_and_goes_on_in_the_editor(ledger: Path, editor: Any) -> None:
    say(ledger, "one")
    editor(lambda text: text + "\ntwo")
    async with running(ledger) as driver:
        await to_comment(driver)
        await driver.press("enter")
        await driver.type(" line")
        await driver.press("ctrl+d")
        assert stored(ledger).comments[0].text == "one line"
        await driver.press("E")
    assert stored(ledger).comments[0].text == "one line\ntwo"


async def test_enter_begins_a_line_of_a_comment_and_no_letter_behind_it_is_a_command(
    ledger: Path,
) -> None:
    async with running(ledger) as driver:
        before = stored(ledger)
        await driver.press("2", "C", *"Asked", "enter", *"x q n", "f2")
        assert driver.status.startswith("comment on ATLAS-7")
        await driver.press("C", "space", "ctrl+d")
        assert driver.status == "nothing was written"
    after = stored(ledger)
    assert [one.text for one in after.comments] == ["Asked\nx q n"]
    assert after.column == before.column


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (80, 12), (40, 9)])
async def test_a_comment_leaves_the_card_in_sight_and_tells_its_keys(
    ledger: Path, size: tuple[int, int]
) -> None:
    async with running(ledger, size=size) as driver:
        await driver.press("2", "C", *"one", "enter", *"two")
        assert driver.lines[-1].startswith(" ctrl+d save   esc leave")
        shown = [line.strip() for line in driver.lines[:-2]]
        at = next(at for at, line in enumerate(shown) if line.startswith("ATLAS-7 comment"))
        assert at == max(size[1] - 2 - LOW, 1)
        assert shown[at + 2 : at + 4] == ["one", "two"]


async def test_a_field_of_several_lines_covers_whole_columns(ledger: Path) -> None:
    async with running(ledger, size=(120, 36)) as driver:
        await driver.press("2", "enter")
        while driver.app.screen.details.what != "field:description":  # type: ignore[attr-defined]
            await driver.press("j")
        await driver.press("enter")
        screen: Any = driver.app.screen
        widths = screen.board.fitted.widths
        edges = [sum(widths[:place]) for place in range(len(widths))]
        assert screen.writing.region.x in edges


async def test_two_write_one_comment_and_both_texts_are_there(ledger: Path, editor: Any) -> None:
    say(ledger, "first\nsecond")

    def meanwhile(text: str) -> str:
        portfolio = samples.opened(ledger, "ben")
        [comment] = card(portfolio, find_card(portfolio, "ATLAS-7").id).comments
        cards.edit_comment(portfolio, comment.id, None, "ben was here")
        portfolio.close()
        return "mine\nof several lines"

    async with running(ledger, size=(160, 36)) as driver:
        await to_comment(driver)
        editor(meanwhile)
        await driver.press("E")
        assert "keep mine: mine of several lines" in driver.text
        assert "take theirs: ben was here" in driver.text
        await driver.press("down", "down", "enter")
        assert driver.app.screen.writing.text == (  # type: ignore[attr-defined]
            "mine\nof several lines\n\n--- ben wrote meanwhile: ---\n\nben was here"
        )
        assert stored(ledger).comments[0].text == "ben was here"
        await driver.press("ctrl+d")
    assert stored(ledger).comments[0].text.startswith("mine\nof several lines")


async def test_a_description_whose_conflict_is_left_stays_in_the_field(ledger: Path, editor: Any) -> None:
    def meanwhile(_text: str) -> str:
        portfolio = samples.opened(ledger, "ben")
        cards.edit(portfolio, find_card(portfolio, "ATLAS-7").id, None, description="theirs")
        portfolio.close()
        return "mine\nlong"

    editor(meanwhile)
    async with running(ledger, size=(160, 36)) as driver:
        await driver.press("2", "E")
        assert "keep mine: mine long" in driver.text
        await driver.press("escape")
        assert driver.app.screen.writing.text == "mine\nlong"  # type: ignore[attr-defined]
        await driver.press("ctrl+d")
    assert stored(ledger).description == "mine\nlong"
