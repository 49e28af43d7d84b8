"""What the details say about when something happened, and by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tui.board.details_rows import _by, _when

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 11, 23, 10, 42), "23 Nov 10:42"),
        (datetime(2026, 1, 2, 8), "2 Jan 08:00"),
        (datetime(2025, 12, 24, 8), "24 Dec 2025"),
        (datetime(2021, 9, 15, 16, 16), "15 Sep 2021"),
    ],
)
def test_a_day_of_another_year_is_told_with_it(at: datetime, said: str) -> None:
    assert _when(round(at.replace(tzinfo=UTC).timestamp() * 1000), ZoneInfo("UTC"), TODAY) == said


def test_what_nobody_is_known_to_have_done_has_no_colon() -> None:
    assert (_by("ben"), _by("")) == ("ben: ", "")
