"""The delivery page: keys in, text out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import samples
from page import DeliveryApp, FakeSession, lines, marked, settle, text

from models.portfolio import NothingToUndo, ReadOnly, StoreError
from models.views.changes import Changes
from models.views.delivery import Judgment
from tui.screen import Page

NEWS = Changes(2, frozenset({1}), frozenset(), frozenset(), False, True, ())
FRAME = (Path(__file__).parent / "frame-120x36.txt").read_text(encoding="utf-8")


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


async def test_the_whole_screen(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        shown = lines(app)
        assert "\n".join(shown[:21]) == FRAME.rstrip()
        assert shown[21:35] == [""] * 14
        assert shown[35].startswith(" enter open   i why   O page   b board   / filter   s sort")


async def test_the_cursor_goes_through_attention_first_and_enter_opens_the_board(
    session: FakeSession,
) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("b", "j", "j", "b", "j", "enter", "down", "enter")
        assert app.opened == ["BORA", "KITE", "BORA", "ATLAS"]
        await pilot.press("k", "up", "k", "k", "k", "k", "b")
        assert app.opened[-1] == "BORA"
        await pilot.press("G", "enter", "g", "j", "b")
        assert app.opened[-2:] == ["QUAY", "ATLAS"]


async def test_why_shows_every_rule_the_statement_and_the_trend(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("j", "i")
        shown = text(app)
        for part in (
            "ATLAS  why amber",
            "last statement, amber, 2 d ago, anna",
            "A schedule 62 % likely to make 12 Mar (green from 85 %)",
            "G risk     highest 12 of 25, all reviewed within 30 d",
            "! over-allocated: ben 130 %",
            "UAT late by a week",
            "next     agree the data for branch 12 with Ines.",
            "slip       ▁▂▂▂▃▅▅▄▄▆██ +28 d",
            "29 in 12 weeks, this week 4",
            "milestone   3 Feb +14 d UAT starts",
        ):
            assert part in shown, part
        await pilot.press("k")
        assert "BORA  why red; declared green" in text(app)
        assert "why amber" not in text(app)
        await pilot.press("i")
        assert "why red" not in text(app)


async def test_why_names_what_has_no_answer(session: FakeSession) -> None:
    session.view = samples.view((samples.PINE,), ())
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        assert "no answer  progress not configured (no cards, no milestones);" in text(app)
        assert "Nothing needs you" in text(app)


async def test_filter_while_typing_keep_and_drop(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"northw")
        assert "/northw 3 shown" in text(app)
        assert "Acme Bank" not in text(app)
        await pilot.press("enter")
        assert "KITE" in marked(app)
        assert "/northw 3 shown" in text(app)
        await pilot.press("slash", "x")
        assert "No project matches northwx." in text(app)
        await pilot.press("escape")
        assert "/northw 3 shown" in text(app)
        await pilot.press("escape")
        assert "Acme Bank" in text(app)
        assert app.opened == []


async def test_a_question_that_asks_nothing_known_is_explained(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"is:rad", "enter")
        assert "after is: one of needs, promised, late-promise, booked" in text(app)
        assert "never, red, amber, green" in text(app)


async def test_a_filter_that_leaves_nothing_takes_why_away_and_gives_it_back(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        assert "why" in text(app)
        assert "n statement" in lines(app)[-1]
        await pilot.press("slash", *"zzz", "enter")
        assert "No project matches zzz." in text(app)
        assert not [line for line in lines(app) if "─" in line]
        assert "n statement" not in lines(app)[-1]
        await pilot.press("escape")
        assert "n statement" in lines(app)[-1]
        assert "why" in text(app)


async def test_a_long_filter_leaves_the_tabs_in_the_head(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"client:northwind manager:ben is:active ki", "enter")
        head = lines(app)[0]
        assert head.startswith(" Delivery   3 need you   /client:northwind")
        assert head.endswith("… 1 shown   table  timeline")


async def test_in_a_small_terminal_the_filter_is_told_first(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"is:needs", "enter")
        assert lines(app)[0].startswith(" Delivery   /is:needs 3 shown")


async def test_what_is_asked_for_can_be_walked_whole_in_a_small_terminal() -> None:
    app = DeliveryApp(FakeSession(samples.large(120)))
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await pilot.press("g", "j", "j", "j")
        assert app.page.table.line is not None
        assert app.page.table.line.place[0] == "project"
        await pilot.press("slash", *"is:needs", "enter", "g")
        assert "1-5 of 12" in text(app)
        await pilot.press(*"jjjjjjjjjjj")
        assert app.page.table.line.place == ("attention", "111")
        assert "8-12 of 12" in text(app)
        await pilot.press("j")
        assert app.page.table.line.place[0] == "project"


async def test_sort_by_a_chosen_column_and_reverse(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("w", *"none", "enter")
        await pilot.pause()
        assert "not grouped" in text(app)
        await pilot.press("s", *"slip", "enter")
        await pilot.pause()
        keys = [line[2:7].strip() for line in lines(app)[8:18]]
        assert keys == ["ATLAS", "BORA", "KITE", "LARK", "OPAL", "CEDAR", "DUNE", "MOSS", "PINE", "QUAY"]
        assert "Slip↓" in text(app)
        await pilot.press("S")
        keys = [line[2:7].strip() for line in lines(app)[8:18]]
        assert keys == ["CEDAR", "LARK", "OPAL", "KITE", "BORA", "ATLAS", "DUNE", "MOSS", "PINE", "QUAY"]
        assert "Slip↑" in text(app)


async def test_group_by_program(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("w", "down", "enter")
        await pilot.pause()
        assert "▾ Core banking" in text(app)
        assert "▾ On their own" in text(app)
        assert "by program" in lines(app)[0]


async def test_fold_unfold_and_enter_on_a_folded_group(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j", "j", "j", "z")
        assert marked(app) == "▌▸ Acme Bank                 1R 2A 1G  4 projects  worst BORA"
        assert "Ledger migration" not in text(app)
        await pilot.press("j")
        assert "KITE" in marked(app)
        await pilot.press("k", "enter")
        assert app.opened == []
        assert "BORA" in marked(app)
        assert "Ledger migration" in text(app)


async def test_fresh_data_keep_cursor_filter_and_folds(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("G", "k", "k", "k", "k", "i")
        assert "LARK" in marked(app)
        newcomer = samples.row(11, "AARD", "Added first", health="R")
        rows = (newcomer, *samples.view().rows)
        session.view = samples.view(rows, samples.ATTENTION[1:], 2, samples.NOW_MS + 60_000)
        await pilot.press("r")
        await settle(pilot)
        assert "LARK" in marked(app)
        assert "11 projects   2 need you" in text(app)
        assert lines(app)[0].endswith("10:43")
        assert "LARK  why green" in text(app)


async def test_a_row_that_no_longer_needs_anybody_is_followed_into_the_table(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("j")
        assert "promised" in marked(app)
        session.view = session.view._replace(attention=samples.ATTENTION[2:])
        await pilot.press("r")
        await settle(pilot)
        assert "Ledger migration" in marked(app)


async def test_narrow_columns_are_reached_with_l(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Manager" not in text(app)
        await pilot.press(*"llllllllllll")
        assert "Manager" in text(app)
        assert "Health" not in text(app)
        await pilot.press(*"llllllllllll")
        assert "there are no more columns on the right" in text(app)
        await pilot.press(*["h"] * 20)
        assert "Health↓" in text(app)


async def test_attention_takes_a_third_and_says_how_many_more() -> None:
    app = DeliveryApp(FakeSession(samples.large(200)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "20 need you" in text(app)
        assert "and 15 more: filter with / is:needs" in text(app)
        await pilot.press(*"jjjjj", "enter")
        assert app.opened == ["P00008"]


async def test_find_a_project_and_come_back_to_its_row(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("o", *"lark", "enter")
        await pilot.pause()
        assert app.opened == ["LARK"]
        assert "Driver app" in marked(app)


async def test_copy_says_what(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("y")
        assert app.clipboard == "BORA"
        assert "copied BORA" in text(app)


async def test_undo_tells_what_was_undone_and_reads_again(session: FakeSession) -> None:
    session.answers["undo"] = "undone: ATLAS-31 moved from Ready to Doing"
    session.answers["redo"] = NothingToUndo("There is nothing to redo.")
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        session.called.clear()
        await pilot.press("u")
        await settle(pilot)
        assert "undone: ATLAS-31 moved from Ready to Doing    U redo" in text(app)
        assert session.called == ["undo", "delivery"]
        await pilot.press("U")
        assert "! There is nothing to redo." in text(app)


async def test_the_first_look_shows_names_and_then_the_numbers(session: FakeSession) -> None:
    bare = tuple(
        samples.row(
            row.id, row.key, row.name, row.client, health="", health_rank=-1, p85_note="", budget_note=""
        )
        for row in session.view.rows
    )
    session.first = session.view._replace(rows=bare, attention=(), complete=False)
    session.gate = asyncio.Event()
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "reading the portfolio" in text(app)
        session.gate.set()
        await settle(pilot)
        numbers = ["delivery_first", "delivery_rows", "delivery", "keep_the_day"]
        assert session.called == ["as_left", *numbers]
        assert "\n".join(lines(app)[:21]) == FRAME.rstrip()


async def test_nobody_says_that_nothing_needs_you_before_the_numbers_are_there(session: FakeSession) -> None:
    app = DeliveryApp(session)
    calm = session.view._replace(attention=())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.page.table.show(calm._replace(complete=False))
        await pilot.pause()
        assert "Nothing needs you" not in text(app)
        app.page.table.show(calm)
        await pilot.pause()
        assert "Nothing needs you" in text(app)


async def test_an_empty_portfolio_says_what_to_do_next() -> None:
    app = DeliveryApp(FakeSession(samples.view((), ())))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "No projects yet." in text(app)
        assert """pmboard import FILE --db '/srv/it'"'"'s/team.db' --as anna""" in text(app)
        assert "pmboard demo" in text(app)
        assert "P                    makes one" in text(app)
        await pilot.press(*"jkgGizwsS", "escape", "enter", "o", "y", "ctrl+d", "h", "l")
        assert app.opened == []


@pytest.mark.parametrize("theme", ["pm-light", "high-contrast-dark", "high-contrast-light", "ansi"])
async def test_every_theme_draws_the_same_text(session: FakeSession, theme: str) -> None:
    app = DeliveryApp(session, theme)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "\n".join(lines(app)[:21]) == FRAME.rstrip()


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (20, 5), (40, 8), (79, 23), (120, 10), (300, 70)])
async def test_no_size_breaks_it(session: FakeSession, size: tuple[int, int]) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press(*"ijGkzlhwg")
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert "BORA" in text(app)


async def test_hostile_names_stay_text_and_keep_the_columns() -> None:
    odd = (
        samples.ATLAS._replace(name="台帳移行プロジェクト全支店", client="東京銀行 [b]x[/b]", client_key="t"),
        samples.BORA._replace(name="[/oops] \x1b]52;c;x\x07[TODO]", manager="\x9b31m"),
        samples.CEDAR._replace(name="👨‍👩‍👧‍👦 family", key="VERYLONGKEYNAME"),
    )
    app = DeliveryApp(FakeSession(samples.view(odd)))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("i", "G", "i")
        shown = text(app)
        assert "東京銀行 [b]x[/b]" in shown
        assert "[/oops]" in shown
        assert not any(
            ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown if character != "\n"
        )
        widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
        assert widths == {120}


async def test_a_click_moves_the_cursor_and_a_second_one_opens(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.click(app.page.table, offset=(10, 10))
        assert "DUNE" in marked(app)
        await pilot.double_click(app.page.table, offset=(10, 10))
        await pilot.pause()
        assert app.opened == ["DUNE"]


async def test_ten_thousand_projects_walk_as_ten() -> None:
    app = DeliveryApp(FakeSession(samples.large(10_000)))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        table = app.page.table
        drawn: list[int] = []
        original = table._strip
        table._strip = lambda y: drawn.append(y) or original(y)  # type: ignore[method-assign,func-returns-value]
        await pilot.press("j")
        assert len(set(drawn)) == 2
        await pilot.press("G")
        assert "P09" in marked(app)
        assert "Client 008" not in text(app)
        await pilot.press("g")
        assert "Client 008" in text(app)


async def test_help_lists_the_live_keys(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "group by client, by program, or not at all" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "by program, or" not in text(app)
        await pilot.press("j", "b")
        assert app.opened == ["ATLAS"]


async def test_q_quits(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert app.return_code == 0


async def test_an_error_of_the_store_is_a_sentence(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        session.answers["undo"] = StoreError("the disk is full")
        await pilot.press("u")
        await settle(pilot)
        assert "! the disk is full" in text(app)


async def test_the_rule_that_decided_is_never_cut_short(session: FakeSession) -> None:
    sentence = (
        "2 of 7 in progress older than the SLE of 11.2 d or blocked, more than a quarter, and at least two"
    )
    session.view = samples.view((samples.DUNE._replace(judgments=(Judgment("flow", "R", sentence),)),), ())
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        assert "R flow     2 of 7 in progress older than the SLE of 11.2 d or" in text(app)
        assert "           blocked, more than a quarter, and at least two" in text(app)


async def test_news_is_read_at_once_or_when_the_page_is_shown_again(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        session.called.clear()
        page = app.page
        session.gate = asyncio.Event()
        page.changed_elsewhere(NEWS)
        page.changed_elsewhere(NEWS)
        await pilot.pause()
        assert session.called == ["delivery"]
        page.changed_elsewhere(NEWS)
        session.gate.set()
        await settle(pilot)
        assert session.called == ["delivery"] * 2
        app.add_mode("elsewhere", Page)
        await app.switch_mode("elsewhere")
        page.changed_here()
        await settle(pilot)
        assert session.called == ["delivery"] * 2
        await app.switch_mode("delivery")
        await settle(pilot)
        assert session.called == ["delivery"] * 3


async def test_a_worse_project_that_comes_in_above_does_not_take_the_cursor(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        session.view = session.view._replace(attention=samples.ATTENTION[::-1])
        await pilot.press("r")
        await settle(pilot)
        assert "BORA" in marked(app)
        assert lines(app)[4].startswith("▌")


async def test_the_numbers_of_the_day_are_kept_once(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
    assert session.called.count("keep_the_day") == 1
    assert session.called.count("delivery") >= 2


async def test_who_may_only_look_keeps_nothing_and_is_told_nothing(session: FakeSession) -> None:
    session.answers["keep_the_day"] = ReadOnly("looking only")
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "looking only" not in text(app)
        assert "ATLAS" in text(app)
