"""Marks: a range that follows the cursor, single cards, and what ends either."""

from __future__ import annotations

from pathlib import Path

from tests.tui.board.open_board import column
from tests.tui.pages import Driver, running


def marked(driver: Driver) -> list[int]:
    """Places of the marked cards in the column of the cursor."""
    page = driver.app.screen
    cards = page.board.stack.shown  # type: ignore[attr-defined]
    painted = [line for line in driver.lines if "•" in line[: page.size.width]]
    assert len(painted) == sum(card.id in page.deck.marks for card in cards)  # type: ignore[attr-defined]
    return [at for at, card in enumerate(cards) if card.id in page.deck.marks]  # type: ignore[attr-defined]


async def test_a_range_begins_here_follows_the_cursor_and_ends(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "v")
        assert marked(driver) == [0]
        await driver.press("j", "j")
        assert marked(driver) == [0, 1, 2]
        assert (
            driver.status == "range: 3 marked    v ends it   H L m c x a d p for all of them   esc drops it"
        )
        await driver.press("k")
        assert marked(driver) == [0, 1]
        await driver.press("v", "j", "j")
        assert marked(driver) == [0, 1]
        assert driver.status == "2 marked    H L m c x a d p for all of them   esc none"


async def test_what_is_done_to_an_open_range_is_done_to_all_of_it(path: Path) -> None:
    async with running(path) as driver:
        three = column(driver, "Backlog")[:3]
        await driver.press("1", "v", "j", "j", "L")
        assert column(driver, "Ready")[-3:] == three
        await driver.press("k")
        assert not driver.app.screen.deck.marks  # type: ignore[attr-defined]


async def test_one_card_of_a_range_that_was_moved_ends_it(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "v", "L", "k")
        assert len(driver.app.screen.deck.marks) == 1  # type: ignore[attr-defined]


async def test_escape_takes_back_what_the_range_marked_and_no_more(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "space", "j", "space", "space", "j", "v", "j")
        assert marked(driver) == [0, 2, 3]
        await driver.press("escape")
        assert marked(driver) == [0]
        assert driver.status.startswith("1 marked")
        await driver.press("escape")
        assert marked(driver) == []
        assert driver.status == ""


async def test_after_a_single_mark_the_range_is_from_there_to_here(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "space", "j", "j", "v")
        assert marked(driver) == [0, 1, 2]
        assert driver.status.startswith("3 marked")
        # The next one begins where it is begun.
        await driver.press("j", "j", "v", "k")
        assert marked(driver) == [0, 1, 2, 3, 4]
        await driver.press("escape")
        assert marked(driver) == [0, 1, 2]


async def test_a_range_upward_and_to_the_top(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "j", "j", "j", "v", "g")
        assert marked(driver) == [0, 1, 2, 3]


async def test_a_range_ends_where_the_cursor_leaves_its_column(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "v", "j", "l", "j", "h", "j")
        assert driver.status.startswith("2 marked")
        assert marked(driver) == [0, 1]


async def test_space_ends_a_range_and_turns_one_mark_over(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "v", "j", "j", "space", "k")
        assert marked(driver) == [0, 1]


async def test_what_else_is_said_goes_with_the_next_key_and_the_marks_are_told_again(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("1", "space", "V")
        assert driver.status == "cards: full"
        await driver.press("j")
        assert driver.status == "1 marked    H L m c x a d p for all of them   esc none"


async def test_the_details_of_a_card_do_not_offer_what_only_the_board_does_to_marked_cards(
    path: Path,
) -> None:
    async with running(path) as driver:
        await driver.press("1", "space", "enter")
        assert driver.status == ""
        await driver.press("escape")
        assert driver.status == "1 marked    H L m c x a d p for all of them   esc none"
