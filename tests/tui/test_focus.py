"""Somebody always has the keys: a click where nothing is takes them from nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui import samples
from tests.tui.pages import Driver, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


async def click_beside_everything(driver: Driver) -> None:
    """As the terminal tells it where the click was made before the program knew that it is smaller."""
    for kind in (events.MouseDown, events.MouseUp):
        driver.app.post_message(
            kind(None, 500, 500, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=500, screen_y=500)
        )
    await driver.settle()


@pytest.mark.parametrize(
    ("ways", "key", "shown"),
    [
        ((), "question_mark", "space page"),
        (("enter",), "question_mark", "space page"),
        (("tab",), "question_mark", "space page"),
        (("tab", "right_curly_bracket"), "question_mark", "space page"),
        (("O",), "question_mark", "space page"),
        (("V",), "question_mark", "space page"),
        (("n",), "x", "x"),
        (("o",), "z", "nothing"),
        (("question_mark", "slash"), "z", "/ z"),
    ],
    ids=["board", "details", "delivery", "timeline", "project", "history", "draft", "finder", "help"],
)
async def test_keys_are_heard_after_a_click_where_nothing_is(
    path: Path, ways: tuple[str, ...], key: str, shown: str
) -> None:
    async with running(path) as driver:
        await driver.press(*ways)
        focused = driver.app.focused
        before = driver.text
        await click_beside_everything(driver)
        assert driver.app.focused is focused
        await driver.press(key, *([key] * 2 if key == "z" else []))
        assert shown in driver.text
        assert driver.text != before
