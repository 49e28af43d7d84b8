"""The sentences of a history, as the screens write them."""

from __future__ import annotations

from datetime import date

import pytest

from tui.widgets.deeds import with_days

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("ATLAS-27: due 2026-12-04", "ATLAS-27: due Fri 4 Dec"),
        ("undone: ATLAS-27: priority high, due 2026-12-24", "undone: ATLAS-27: priority high, due 24 Dec"),
        ("milestone “UAT”: due 2027-12-04, owner eva", "milestone “UAT”: due 4 Dec 2027, owner eva"),
        (
            "ATLAS-1: title is now “Plan: due 2026-12-04, all”",
            "ATLAS-1: title is now “Plan: due 2026-12-04, all”",
        ),
        ("ATLAS-1: title is now “Plan: due 2026-12-04", "ATLAS-1: title is now “Plan: due 2026-12-04"),
        ("project ATLAS added: Ledger 2026-12-04", "project ATLAS added: Ledger 2026-12-04"),
        ("ATLAS-1: due 2026-13-04", "ATLAS-1: due 2026-13-04"),
        ("ATLAS-1: due cleared", "ATLAS-1: due cleared"),
    ],
)
def test_days_of_fields_are_written_as_the_screens_do(stored: str, shown: str) -> None:
    assert with_days(stored, TODAY) == shown
