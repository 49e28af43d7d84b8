"""The timeline tab: keys in, text out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import samples
from page import DeliveryApp, FakeSession, lines, marked, settle, text
from textual.geometry import Size

from models.portfolio import StoreError
from tests.tui.quiet import quiet
from tui.delivery.tabbed import TIMELINE
from tui.delivery.timeline.calendar import Timeline
from tui.widgets.spans import Part

FRAME = (Path(__file__).parent / "frame-120x36.txt").read_text(encoding="utf-8")


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


def shows_timeline(app: DeliveryApp) -> bool:
    return isinstance(app.page.focused, Timeline)


def head_of_calendar(app: DeliveryApp) -> tuple[str, str]:
    shown = lines(app)
    return shown[2][:20].strip(), shown[2][30:].strip()


async def test_the_whole_screen(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        assert "\n".join(lines(app)) == FRAME.rstrip("\n")


async def test_the_tabs_are_walked_and_escape_goes_back(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        before = text(app)
        for keys in ("}{", "}}", "{}", "{{"):
            await pilot.press(keys[0])
            assert shows_timeline(app)
            await pilot.press(keys[1])
            assert not shows_timeline(app)
        assert text(app) == before
        await pilot.press("}", "escape")
        assert text(app) == before
        await pilot.press("escape")
        assert "this is the top    q quits" in text(app)


async def test_the_cursor_stays_on_its_project_and_enter_opens_its_board(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("j", "}")
        assert "ATLAS" in marked(app), "from the attention list to the project's row"
        await pilot.press("j", "j", "enter")
        assert app.opened == ["CEDAR"]
        await pilot.press("G", "{")
        assert "QUAY" in marked(app)
        await pilot.press("g", "}", "enter")
        assert app.opened[-1] == "BORA"


async def test_the_line_below_says_dates_or_the_conflict(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        assert lines(app)[32] == "  ↔ BORA-1 ends after ATLAS-2 starts (+42 d)"
        await pilot.press("j")
        assert lines(app)[32] == "  ↔ BORA-1 ends after ATLAS-2 starts (+42 d)"
        await pilot.press("j")
        assert lines(app)[32] == ("  10 Nov to 29 May; next: UAT starts 3 Feb, forecast 17 Feb")
        await pilot.press("G")
        assert lines(app)[32] == "  no dates; next: UAT starts 3 Feb, forecast 17 Feb"


async def test_zoom_from_weeks_to_years_and_back(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        assert head_of_calendar(app) == ("months", "Q3 2026    Q4 2026                        Q1 2027"
                                         "                       Q2 2027")  # fmt: skip
        today = lines(app)[4].index("23 Nov")
        await pilot.press("-")
        assert head_of_calendar(app)[0] == "quarters"
        await pilot.press("-")
        assert head_of_calendar(app)[0] == "years"
        assert "2025        2026        2027" in head_of_calendar(app)[1]
        await pilot.press("-")
        assert "the calendar shows years: it goes no farther out" in text(app)
        assert lines(app)[4].index("23 Nov") == today
        await pilot.press("+", "=", "+")
        assert head_of_calendar(app)[0] == "weeks"
        await pilot.press("+")
        assert "the calendar shows weeks: it goes no nearer" in text(app)


async def test_a_key_between_another_size_and_its_layout_paints_for_that_size(
    session: FakeSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        calendar = app.page.focused
        assert isinstance(calendar, Timeline)
        step = -1
        for size in (Size(200, 60), Size(1, 60), Size(200, 1), Size(40, 60)):
            monkeypatch.setattr(Timeline, "size", size)
            assert calendar.zoom(step), size
            step = -step
        monkeypatch.undo()
        await settle(pilot)
        assert "months" in text(app)


@pytest.mark.parametrize("back", ["0", "t"])
async def test_pan_and_back_to_today(session: FakeSession, back: str) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        before = text(app)
        await pilot.press("l", "right")
        assert "23 Nov" not in text(app)
        assert "‹" in next(line for line in lines(app) if "CEDAR" in line)
        await pilot.press("h", "left", "h")
        assert "23 Nov" in lines(app)[4]
        assert text(app) != before
        await pilot.press(back)
        assert text(app) == before


async def test_to_the_first_day_of_the_project(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(".")
        assert "the calendar is another tab: }" in text(app)
        await pilot.press("}", "+", ".")
        assert marked(app).index("━") == 32 + 87 // 3
        assert lines(app)[4].index("23 Nov") == 32 + 87 // 3 + 42 - 3, "it begins 42 days before today"
        session.view = samples.view((samples.row(2, "BARE"),), ())
        app.page.read()
        await settle(pilot)
        await pilot.press(".")
        assert "there are no dates here to go to" in text(app)


async def test_the_calendar_ends(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("}", "-", "-")
        timeline = app.page.timeline
        while timeline.sideways(50):
            pass
        await pilot.press("l")
        assert "there are no more days on the right" in text(app)
        assert "9999" in text(app)
        while timeline.sideways(-50):
            pass
        await pilot.press("0")
        assert "23 Nov" in text(app)


async def test_filter_sort_group_and_fold_are_those_of_the_table(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("/", *"northw", "enter", "}")
        assert "/northw 3 shown" in text(app)
        assert [line[2:7].strip() for line in lines(app)[6:10]] == ["KITE", "LARK", "MOSS", ""]
        await pilot.press("escape")
        assert "ATLAS" in text(app)
        await pilot.press("z")
        assert "▸ Northwind" in text(app) or "▸ North" in text(app)
        folded = next(line for line in lines(app) if "▸" in line)
        assert "──" in folded
        await pilot.press("z", "w", *"none", "enter")
        await pilot.press("s", *"project", "enter")
        assert [line[2:7].strip() for line in lines(app)[5:8]] == ["ATLAS", "BORA", "CEDAR"]
        await pilot.press("S", "{")
        assert "not grouped" not in lines(app)[0]
        assert lines(app)[8][2:6] == "QUAY"


async def test_why_is_shared(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}", "j", "i")
        assert "ATLAS  why amber" in text(app)
        assert "◆ UAT 4 Nov   ◉ UAT starts 3 Feb, forecast 17 Feb" in text(app)
        assert text(app).count("↔ BORA-1 ends after ATLAS-2 starts (+42 d)") == 1
        await pilot.press("{")
        assert "ATLAS  why amber" in text(app)
        await pilot.press("}", "escape")
        assert "why amber" not in text(app)
        assert shows_timeline(app)


async def test_without_dates_a_project_says_so(session: FakeSession) -> None:
    session.view = samples.view((samples.row(2, "BARE"),), ())
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        assert "no dates" in marked(app)
        assert lines(app)[32] == "  no dates"


async def test_without_projects_the_tab_says_what_to_do(session: FakeSession) -> None:
    session.view = samples.view((), ())
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}", "+", "l", "j", "enter", "i", "0")
        assert "No projects yet." in text(app)


async def test_the_calendars_keys_on_the_table_say_where_it_is(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for key in ("+", "-", "0", "t"):
            await pilot.press(key)
            assert "the calendar is another tab: }" in text(app)


async def test_fresh_data_keeps_cursor_zoom_and_place(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("}", "-", "l", "j", "j")
        before = lines(app)
        session.view = samples.view((*session.view.rows, samples.row(11, "RUSH")))
        app.page.read()
        await settle(pilot)
        after = lines(app)
        assert "DUNE" in marked(app)
        assert after[2:4] == before[2:4]
        assert any("RUSH" in line for line in after)


async def test_bars_of_the_lines_in_view_are_there_before_all_numbers_are_read(session: FakeSession) -> None:
    session.view = samples.large(200)
    session.first = session.view._replace(
        rows=tuple(row._replace(health="") for row in session.view.rows), attention=(), complete=False
    )
    session.all_read = asyncio.Event()
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await quiet(app)
        await app.page.turn_to(TIMELINE)
        await quiet(app)
        assert lines(app)[0].endswith("reading")
        first = lines(app)[5:32]
        assert sum("─" in line and "  P00" in line for line in first) > 15
        assert session.called[-1] == "timeline_first"
        session.all_read.set()
        await settle(pilot)
        assert session.called.count("timeline") == 1
        assert [line[30:] for line in lines(app)[5:32] if "  P00" in line] == [
            line[30:] for line in first if "  P00" in line
        ]


async def test_the_first_turn_reads_the_dates_once_and_paints_them_with_the_lines(
    session: FakeSession,
) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        painted: list[str] = []
        parts = app.page.timeline._parts

        def heard(y: int) -> list[Part]:
            found = parts(y)
            painted.append("".join(text for part in found for text, _style in part.spans))
            return found

        app.page.timeline._parts = heard  # type: ignore[method-assign]
        await pilot.press("}")
        await settle(pilot)
        assert session.called.count("timeline") == 1
        assert all("━" in line for line in painted if "BORA" in line and "Payment" in line)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_an_open_group_is_named_whole_and_a_folded_one_is_named_before_all_is_counted(
    session: FakeSession, width: int
) -> None:
    client = "Department of Environment"
    rows = [samples.row(at, f"P{at}", health=letter) for at, letter in enumerate("RRAG-", 1)]
    session.view = samples.view(tuple(row._replace(client=client) for row in rows), ())
    app = DeliveryApp(session)
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        await pilot.press("}")
        named = next(line for line in lines(app) if line.startswith(" ▾"))
        assert named.rstrip(" │") == f" ▾ {client}  2R 1A 1G 1 unknown"
        if width == 120:
            today = lines(app)[6].rindex("│")
            assert named.rindex("│") == today, "today's line goes on where the name leaves it"
        await pilot.press("z")
        folded = next(line for line in lines(app) if line.startswith("▌▸"))
        assert folded.startswith("▌▸ Department of Env" if width == 120 else "▌▸ Depart")
        assert " 2R " in folded


async def test_an_error_while_reading_dates_is_told(session: FakeSession) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)

        async def fails(*args: object) -> None:
            raise StoreError("the disk is full")

        session.call = fails  # type: ignore[method-assign, assignment]
        await pilot.press("}")
        assert "the disk is full" in text(app)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 10), (20, 5), (3, 3)])
async def test_other_sizes(session: FakeSession, size: tuple[int, int]) -> None:
    app = DeliveryApp(session)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("}", "j", "l", "-", "i", "i", "+", "h", "G")
        assert all(len(line) <= size[0] for line in lines(app))
        await pilot.resize_terminal(120, 36)
        await pilot.pause()
        assert "QUAY" in marked(app)
