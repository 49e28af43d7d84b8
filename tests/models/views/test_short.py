"""The short words in the place of a number."""

from __future__ import annotations

import pytest

from models.views.short import WIDEST, more_text, short_note


@pytest.mark.parametrize(
    ("note", "short"),
    [
        ("not enough data (3 of 5 days with a finish)", "too few"),
        ("cannot forecast (no finish in 96 weeks)", "no pace"),
        ("cannot forecast (finished)", "done"),
        ("cannot forecast (on hold)", "-"),
        ("beyond 10 years", "> 10 y"),
        ("not configured (no cards)", "no cards"),
        ("not configured (no cards, no milestones)", "no cards"),
        ("not configured (no open work)", "no work"),
        ("no costs booked", "no costs"),
        ("no budget", "none"),
        ("done", "done"),
        ("", "-"),
    ],
)
def test_a_reason_in_eight_cells(note: str, short: str) -> None:
    assert short_note(note) == short
    assert len(short) <= WIDEST


def test_further_rules_never_read_as_a_score() -> None:
    assert more_text("schedule", 0, longer=True) == "schedule"
    assert more_text("schedule", 4, longer=True) == "schedule and 4 more"
    assert more_text("schedule", 4, longer=False) == "schedule +4 more"
