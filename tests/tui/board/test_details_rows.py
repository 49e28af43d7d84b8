"""What the details say about when something happened, and by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.actions import card_notes, cards, people
from models.views.card import card
from models.views.names import find_project
from tests.tui import samples
from tui.board.details_rows import _by, _when, rows

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


@pytest.mark.parametrize("what", ["blocked", "assignees", "steps"])
def test_what_a_panel_can_be_scrolled_to_is_told_whole(tmp_path: Path, what: str) -> None:
    p = samples.opened(samples.ledger(tmp_path / "portfolio.db"), "anna")
    made = cards.add(p, find_project(p, "ATLAS").id, "Reconcile").id
    said = " ".join(f"word{at}" for at in range(28))
    if what == "blocked":
        cards.block(p, made, None, said)
    elif what == "steps":
        card_notes.add_check(p, made, said)
    else:
        names = [said[:60], said[60:120], "Zoe Last"]
        ids = [people.add(p, key=f"p{at}", name=name) for at, name in enumerate(names)]
        cards.edit(p, made, None, assignees=ids, saw={"assignees": []})
    told = " ".join(row.text for row in rows(card(p, made), 48, TODAY, ZoneInfo("UTC")))
    p.close()
    assert "…" not in told
    assert ("Zoe Last" if what == "assignees" else "word27") in told
