"""The field of several lines on a page: every way in, every way out, and nothing lost on any of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from models.actions import cards
from models.views.card import card
from models.views.changes import changes_since
from models.views.names import find_card
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import external
from tui.drafts import Drafts
from tui.external import EditorProblem
from tui.glyphs import in_ascii
from tui.passages import Place
from tui.themes import THEME_NAMES


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


def stored(path: Path) -> str:
    portfolio = samples.opened(path, "reader")
    try:
        return str(card(portfolio, find_card(portfolio, "ATLAS-7").id).description)
    finally:
        portfolio.close()


def describe(path: Path, text: str, author: str = "anna") -> None:
    portfolio = samples.opened(path, author)
    cards.edit(portfolio, find_card(portfolio, "ATLAS-7").id, None, description=text)
    portfolio.close()


async def to_description(driver: Driver) -> None:
    await driver.app.session.call(driver.app.drafts.begin)
    await driver.press("2", "enter")
    while driver.app.screen.details.what != "field:description":  # type: ignore[attr-defined]
        await driver.press("j")
    await driver.press("e")
    assert field(driver).open


def field(driver: Driver) -> Any:
    return driver.app.screen.writing  # type: ignore[attr-defined]


async def test_news_of_others_do_not_talk_over_why_it_is_not_saved(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press("2", "C", "x")
        other = samples.opened(ledger, "ben")
        found = find_card(other, "ATLAS-7")
        before = other.store.last_sequence()
        driver.app.session.watch(
            lambda _portfolio: None, lambda _news: None
        )  # They come when this test says.
        cards.archive(other, found.id, found.version)
        news = changes_since(other, before)
        other.close()
        await driver.press("ctrl+d")
        assert "! ben archived ATLAS-7" in driver.status
        driver.app.screen.tell_news(news)  # type: ignore[attr-defined]
        await driver.settle()
        assert "! ben archived ATLAS-7" in driver.status
        assert field(driver).text == "x"


async def paste(driver: Driver, text: str) -> None:
    field(driver).post_message(events.Paste(text))
    await driver.settle()


async def test_a_description_is_written_in_place(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("one")
        await driver.press("enter", "enter")
        await driver.type("字漢 q")
        text = await driver.shown("ctrl+d")
        assert driver.status.startswith("ATLAS-7: description")
        assert "字漢 q" in text
        assert "enter change" in driver.lines[-1], "the keys of the page below are shown again"
        await driver.press("e")
        assert field(driver).text == "one\n\n字漢 q"
        await driver.press("f2")
        assert driver.status == "ATLAS-7: the description is as it was"
    assert stored(ledger) == "one\n\n字漢 q"


async def test_its_keys_are_told_and_every_letter_is_text(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        assert driver.lines[-1].split("   ")[:2] == [" ctrl+d save", "esc leave"]
        await driver.type("qxXuU?:/ nDT")
        assert field(driver).text == "qxXuU?:/ nDT"


async def test_leaving_keeps_the_text_and_offers_it_again(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("not yet")
        await driver.press("escape")
        assert driver.status == "not saved, but kept    B offers the text again"
        assert not driver.app.screen.typing  # type: ignore[attr-defined]
        await driver.press("escape", "B")
        assert "ATLAS-7 description" in driver.text
        assert "23 Nov" in driver.text
        assert "not yet" in driver.text
        await driver.press("enter")
        assert field(driver).text == "not yet"
        await driver.press("ctrl+d")
        await driver.press("B")
        assert driver.status == "no texts were kept"
    assert stored(ledger) == "not yet"


async def test_leaving_an_unchanged_text_keeps_nothing(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.press("x", "backspace", "escape", "B")
        assert driver.status == "no texts were kept"


async def test_a_text_that_cannot_be_kept_is_not_left_by_one_key(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(drafts: Drafts, _key: object) -> bool:
        drafts.problem = "No space left on device"
        return False

    monkeypatch.setattr(Drafts, "keep_left", full)
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.press("x", "escape")
        assert "No space left on device" in driver.status
        assert field(driver).text == "x"
        await driver.press("escape")
        assert not field(driver).open


async def test_quitting_does_not_lose_it(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.press("x", "ctrl+q")
        assert "ctrl+d saves it, esc keeps it for later" in driver.status
        assert field(driver).text == "x"


async def test_pasted_lines_stay_lines(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await paste(driver, "one\r\ntwo\x1b[31m\rthree")
        await driver.press("ctrl+d")
    assert stored(ledger) == "one\ntwo[31m\nthree"


async def test_more_than_a_text_takes_is_told(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await paste(driver, "x" * 100_007)
        assert "7 of what was pasted were left out" in driver.status


async def test_what_was_typed_is_taken_back_and_typed_again(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("one two")
        await driver.press("f3")
        assert field(driver).text == "one "
        await driver.press("f4")
        assert field(driver).text == "one two"
        await driver.press("f3", "f3", "f3", "f3")
        assert driver.status == "there is nothing to undo"


async def test_the_head_tells_where_one_is_and_scrolling_follows_the_cursor(ledger: Path) -> None:
    describe(ledger, "\n".join(f"line {number}" for number in range(100)))
    async with running(ledger, size=(60, 14)) as driver:
        await to_description(driver)
        assert "100/100" in driver.lines[1]
        assert "━" in driver.lines[2]
        assert "line 99" in driver.text
        await driver.press("ctrl+home")
        assert "1/100" in driver.lines[1]
        assert "line 0" in driver.lines[3]
        await driver.press("pagedown", "pagedown", "pagedown")
        assert f"{1 + 3 * field(driver)._body}/100" in driver.lines[1]
        assert f"line {3 * field(driver)._body}" in driver.text


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_it_fits_into_every_size_and_folds_anew_when_that_changes(
    ledger: Path, size: tuple[int, int]
) -> None:
    describe(ledger, "word " * 60 + "字" * 100)
    async with running(ledger, size=size) as driver:
        await to_description(driver)
        for columns, rows in ((50, 15), (120, 40), (40, 12)):
            await driver.pilot.resize_terminal(columns, rows)
            await driver.settle()
            await driver.press("!")
            assert "!" in driver.text, (columns, rows)
        assert field(driver).text.endswith("字!!!")
        await driver.press("ctrl+d")
    assert stored(ledger).endswith("字!!!")


async def test_what_is_sent_for_a_letter_is_what_is_painted(ledger: Path) -> None:
    describe(ledger, "字" * 30 + " word" * 20)
    async with running(ledger, size=(60, 20)) as driver:
        await to_description(driver)
        for key in ("up", "left", "x", "字", "backspace", "home", "enter", "delete", "ctrl+w", "end", "é"):
            await driver.press(key)
            writing = field(driver)
            painted = [writing._painted(y).text for y in range(writing.size.height)]
            assert [writing._sent[y].text for y in range(writing.size.height)] == painted, key


async def test_two_write_the_description_and_both_texts_are_shown(ledger: Path) -> None:
    describe(ledger, "before")
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type(" mine")
        describe(ledger, "theirs", "ben")
        await driver.press("ctrl+d")
        assert "keep mine: before mine" in driver.text
        assert "take theirs: theirs" in driver.text
        await driver.press("escape")
        assert field(driver).text == "before mine"
        await driver.press("ctrl+d")
    assert stored(ledger) == "before mine"


async def test_theirs_can_be_taken(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("mine")
        describe(ledger, "theirs", "ben")
        await driver.press("ctrl+d", "down", "enter")
        assert driver.status == "left as ben has it"
        await driver.press("B")
        assert driver.status == "no texts were kept"
    assert stored(ledger) == "theirs"


async def test_a_refusal_leaves_the_text_in_the_field(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("mine")
        portfolio = samples.opened(ledger, "ben")
        cards.delete(portfolio, find_card(portfolio, "ATLAS-7").id)
        portfolio.close()
        await driver.press("ctrl+d")
        assert driver.status.startswith("!")
        assert field(driver).text == "mine"
        await driver.settle()


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str]], None]:
    def becomes(write: Callable[[str], str]) -> None:
        monkeypatch.setattr(external, "write", lambda _app, text: write(text))

    return becomes


async def test_the_text_goes_to_the_editor_and_back(ledger: Path, editor: Any) -> None:
    editor(lambda text: text + "\nfrom outside")
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("typed")
        await driver.press("ctrl+e")
        assert field(driver).text == "typed\nfrom outside"
        await driver.press("f3")
        assert field(driver).text == "typed"
        await driver.press("f4", "ctrl+d")
    assert stored(ledger) == "typed\nfrom outside"


async def test_what_a_failing_editor_left_is_in_the_field(ledger: Path, editor: Any) -> None:
    def fails(text: str) -> str:
        raise EditorProblem("vi ended with 1: nothing was saved", text + " and more")

    editor(fails)
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.press("x", "ctrl+e")
        assert field(driver).text == "x and more"
        assert "vi ended with 1" in driver.status


async def test_where_there_is_no_editor_its_key_writes_in_place(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMBOARD_RESTRICTED", "1")
    async with running(ledger) as driver:
        await driver.press("2", "E")
        assert field(driver).open
        assert "$EDITOR" not in driver.lines[-1]
        await driver.press("x", "ctrl+e")
        assert "no editor here" in driver.status
        await driver.press("ctrl+d")
    assert stored(ledger) == "x"


async def test_the_place_of_a_text_may_be_gone(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("orphan")
        await driver.press("escape", "escape", "x", "B", "enter")
        assert "its field is gone" in driver.text
        assert "copy it" in driver.text
        await driver.press("down", "enter")
        assert "added" in driver.status
        await driver.press("B")
        assert driver.status == "no texts were kept"
    portfolio = samples.opened(ledger, "reader")
    assert portfolio.store.rows("SELECT title FROM card ORDER BY id DESC LIMIT 1") == [("orphan",)]
    portfolio.close()


async def test_from_another_screen_a_text_opens_where_it_belongs(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        await driver.type("of the board")
        await driver.press("escape", "escape", "O", *"jjjjjjjjjjj", "enter")
        assert "ATLAS description" in driver.lines[1]
        await driver.type("of the page")
        await driver.press("escape", "escape", "tab")
        assert driver.app.current_mode == "delivery"
        await driver.press("B")
        await driver.type("ATLAS-7")
        await driver.press("enter")
        assert driver.app.current_mode == "board"
        assert field(driver).text == "of the board"
        await driver.press("ctrl+d", "B", "enter")
        assert driver.app.current_mode == "project"
        assert field(driver).text == "of the page"
        await driver.press("ctrl+d", "B")
        assert driver.status == "no texts were kept"
    assert stored(ledger) == "of the board"


async def test_a_text_of_a_project_that_is_gone_is_still_offered(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.app.session.call(driver.app.drafts.begin)
        driver.app.drafts.keep(Place("OLD-1 description", "description", "OLD", 1), "of old times")
        await driver.press("B", "enter")
        assert "its field is gone" in driver.text
        await driver.press("enter")
        assert driver.status == "copied; it is still kept"
        await driver.press("r")
        assert driver.status == "ATLAS as it is now"


async def test_texts_can_be_dropped(ledger: Path) -> None:
    async with running(ledger) as driver:
        await to_description(driver)
        for text in ("a", "b"):
            await driver.type(text)
            await driver.press("escape", "e")
        await driver.press("escape", "escape", "B")
        await driver.type("drop")
        await driver.press("enter", "tab", "enter")
        assert driver.status == "dropped: 1"
        await driver.press("B")
        assert driver.text.count("ATLAS-7 description") == 1


async def test_the_cursor_is_seen_in_every_theme(ledger: Path) -> None:
    async with running(ledger, size=(130, 30)) as driver:
        await to_description(driver)
        await driver.type("plain")
        for name in THEME_NAMES:
            driver.app._open_theme(name)
            await driver.settle()
            row = list(field(driver).render_line(2))
            [cursor] = [segment for segment in row if segment.style is not None and segment.style.reverse]
            assert cursor.text == " ", name
            assert "plain" in driver.text, name


async def test_in_ascii_nothing_else_is_sent(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMBOARD_ASCII", "1")
    describe(ledger, "\n".join("line" for _ in range(100)))
    async with running(ledger, size=(130, 30)) as driver:
        await to_description(driver)
        painted = "".join(in_ascii(field(driver).render_line(y).text) for y in range(20))
        assert painted.isascii()


async def test_the_palette_lists_what_was_kept(ledger: Path) -> None:
    async with running(ledger) as driver:
        await driver.press(":")
        await driver.type("bring back a text")
        await driver.press("enter")
        assert driver.status == "no texts were kept"
