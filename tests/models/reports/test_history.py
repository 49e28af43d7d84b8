"""The history as text and JSON."""

from __future__ import annotations

from datetime import UTC

from models.reports.history import history_json, history_text
from models.views.history import Deed, History, Subject

ATLAS = Subject("project", 1, "ATLAS", "Ledger")
AT = 1_795_435_200_000
"""2026-11-23 12:00 UTC."""


def test_a_line_for_each_action_in_aligned_columns_and_how_to_go_on() -> None:
    page = History(
        (
            Deed(9, AT, "anna", "card.move", "moved ATLAS-1 to Doing", 2, False),
            Deed(7, AT, "王芳", "card.add", "ATLAS-1 added: 表", 3, False),
        ),
        older=7,
    )
    assert history_text(page, ATLAS, 80, zone=UTC).splitlines() == [
        " History of ATLAS  Ledger",
        " 2026-11-23 12:00  anna  moved ATLAS-1 to Doing",
        " 2026-11-23 12:00  王芳  ATLAS-1 added: 表",
        " older ones: --before 7",
    ]


def test_no_line_is_wider_than_asked_and_no_escape_gets_through() -> None:
    page = History(
        (Deed(1, AT, "x\x1b[31m" * 9, "card.add", "\x1b]52;c;AAAA\x07" + "表" * 300, 1, False),), None
    )
    lines = history_text(page, None, 60, zone=UTC).splitlines()
    assert "\x1b" not in "".join(lines)
    assert "\x07" not in "".join(lines)
    assert max(sum(2 if c == "表" else 1 for c in line) for line in lines) <= 60


def test_nothing_found_is_said() -> None:
    assert "nothing happened" in history_text(History((), None), None, 80, zone=UTC)


def test_json_names_the_subject_and_where_to_go_on() -> None:
    page = History((Deed(9, AT, "anna", "card.move", "moved", 2, True),), 9)
    assert history_json(page, ATLAS) == {
        "version": 1,
        "report": "history",
        "about": {"id": 1, "kind": "project", "key": "ATLAS", "name": "Ledger"},
        "history": [
            {
                "event": 9,
                "at": "2026-11-23T12:00:00.000Z",
                "author": "anna",
                "action": "card.move",
                "text": "moved",
                "changes": 2,
                "undoes": True,
            }
        ],
        "older": 9,
    }
