"""Sorting by a column out of sight, and messages that do not outlive the next action."""

from __future__ import annotations

from page import DeliveryApp, FakeSession, lines, settle, text


async def test_the_column_that_is_sorted_by_is_brought_into_sight() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "NPS" not in text(app)
        await pilot.press("s", *"nps", "enter")
        titles = next(line for line in lines(app)[2:-2] if "NPS↓" in line)
        assert "Health" in titles, "beside what is always looked at first"
        await pilot.press("s", *"target", "enter", *"llllllllllllll")
        assert not any("Target" in line for line in lines(app)[2:-2])
        assert "by Target ↓" in lines(app)[0]
        await pilot.press("S")
        assert any("Target↑" in line for line in lines(app)[2:-2])


async def test_what_was_said_does_not_come_back_when_a_filter_closes() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("w", *"prog", "enter")
        await pilot.pause()
        assert "grouped by program" in text(app)
        await pilot.press("/", "k", "escape")
        assert "grouped by program" not in text(app)
