"""Esc takes away what came last: the pane that says why, or the filter."""

from __future__ import annotations

import pytest
from page import DeliveryApp, FakeSession, settle, text

FILTER, WHY = ("slash", *"northw", "enter"), ("i",)


@pytest.mark.parametrize("tab", ["table", "timeline"])
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ((*FILTER, *WHY), ["filter", ""]),
        ((*WHY, *FILTER), ["why", ""]),
        ((*FILTER, *WHY, *WHY, *WHY), ["filter", ""]),
        # The field was opened and left: nothing is newer than why.
        ((*FILTER, *WHY, "slash", "x", "escape"), ["filter", ""]),
        ((*FILTER, *WHY, "slash", "i", "enter"), ["why", ""]),
        ((*FILTER, *WHY, "slash", *"zzz", "enter"), ["why", ""]),
    ],
)
async def test_escape_takes_away_what_came_last(keys: tuple[str, ...], left: list[str], tab: str) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        if tab == "timeline":
            await pilot.press("}")
            await settle(pilot)
        await pilot.press(*keys)
        seen = []
        for _ in range(2):
            await pilot.press("escape")
            shown = app.page.shown
            seen.append(" ".join(["why"] * shown.why_open + ["filter"] * bool(shown.settings.typed)))
        assert seen == left
        assert app.page.tab == tab
        assert "this is the top" not in text(app)
