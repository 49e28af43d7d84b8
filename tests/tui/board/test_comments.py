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
        await driver.press("enter")
        assert "u undo" in driver.status
        await driver.press("E")
    assert stored(ledger).comments[0].text == "first\nsecond\nthird\nthird"
    assert stored(ledger).description == ""


async def test_a_comment_of_one_line_is_typed_and_goes_on_in_the_editor(ledger: Path, editor: Any) -> None:
    say(ledger, "one")
    editor(lambda text: text + "\ntwo")
    async with running(ledger) as driver:
        await to_comment(driver)
        await driver.press("enter")
        await driver.type(" line")
        await driver.press("enter")
        assert stored(ledger).comments[0].text == "one line"
        await driver.press("E")
    assert stored(ledger).comments[0].text == "one line\ntwo"


async def test_enter_alone_opens_the_editor_for_a_new_comment(ledger: Path, editor: Any) -> None:
    editor(lambda _text: "a\n\nb")
    async with running(ledger) as driver:
        await driver.press("2", "C", "enter")
        assert driver.status.startswith("comment on ATLAS-7")
        editor(lambda _text: "  ")
        await driver.press("C", "enter")
        assert driver.status == "nothing was written"
    assert [one.text for one in stored(ledger).comments] == ["a\n\nb"]


async def test_a_text_that_cannot_be_saved_is_kept_in_a_file(
    ledger: Path, editor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(external.tempfile, "tempdir", str(tmp_path))
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
        await driver.press("enter")
        assert "your text is in" in driver.status
    assert stored(ledger).comments[0].text == "ben was here"
    [kept] = tmp_path.glob("pmboard-*.md")
    assert kept.read_text() == "mine\nof several lines"
    assert kept.stat().st_mode & 0o077 == 0


async def test_a_description_whose_conflict_is_left_is_kept_in_a_file(
    ledger: Path, editor: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(external.tempfile, "tempdir", str(tmp_path))

    def meanwhile(_text: str) -> str:
        portfolio = samples.opened(ledger, "ben")
        cards.edit(portfolio, find_card(portfolio, "ATLAS-7").id, None, description="theirs")
        portfolio.close()
        return "mine\nlong"

    editor(meanwhile)
    async with running(ledger, size=(160, 36)) as driver:
        await driver.press("2", "E")
        assert "keep mine: what you wrote" in driver.text
        await driver.press("escape")
        assert "your text is in" in driver.status
    [kept] = tmp_path.glob("pmboard-*.md")
    assert kept.read_text() == "mine\nlong"
