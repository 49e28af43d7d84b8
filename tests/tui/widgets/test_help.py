"""The help: every live key, and finding one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import running
from tui.keymap import Key, Keymap
from tui.widgets.help import help_lines

KEYS = (
    Key("board.undo", "u", "undo"),
    Key("board.archive", "x,delete", "archive the card"),
    Key("board.column_1", "1", "to column 1"),
)
PARTS = (("Board", KEYS[:2]), ("Columns", KEYS[2:]))


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("", ["Board", "undo", "archive the card", "", "Columns", "to this column"]),
        ("undo", ["Board", "undo"]),
        ("u", ["Board", "undo"]),
        ("ARCH card", ["Board", "archive the card"]),
        ("del", ["Board", "archive the card"]),
        ("columns", ["Columns", "to this column"]),
        ("board.archive", ["Board", "archive the card"]),
        ("revert", ["Board", "undo"]),
        ("acv", []),
        ("zzz", []),
    ],
)
def test_lines_hold_every_word(typed: str, texts: list[str]) -> None:
    lines = help_lines(Keymap(KEYS), PARTS, typed)
    assert [line[-1][0].strip() if line else "" for line in lines] == texts


def test_changed_keys_are_found() -> None:
    lines = help_lines(Keymap(KEYS, {"board.undo": "f9"}), PARTS, "f9")
    assert [line[-1][0].strip() for line in lines] == ["Board", "undo"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


@pytest.mark.parametrize("page", [(), ("tab",), ("O",)], ids=["board", "delivery", "project"])
async def test_one_types_to_find_a_key(path: Path, page: tuple[str, ...]) -> None:
    async with running(path) as driver:
        await driver.press(*page, "?")
        assert "/ find" in driver.text
        await driver.press("/")
        await driver.type("suspend")
        assert "fg comes back" in driver.text
        assert "next tab" not in driver.text
        assert "move the card" not in driver.text
        await driver.press("escape")
        assert "first " in driver.text
        await driver.press("escape")
        assert "fg comes back" not in driver.text


async def test_letters_are_typed_and_never_act(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("?", "/")
        await driver.type("qj x")
        shown = driver.text
        assert "/ qj x" in shown
        assert "nothing matches" in shown
        await driver.press("backspace", "backspace", "backspace", "backspace", "backspace")
        assert "/ find" in driver.text
