"""A short form of `kill.py`, and the proof that its checker sees what it should."""

from __future__ import annotations

import pytest

from tests.reliability.by_hand import by_hand


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_what_was_acknowledged_survives_kill_9(journal: str) -> None:
    code, said = by_hand("kill.py", "--rounds", "15", "--journal", journal)
    assert (code, "15 rounds, 60 processes killed" in said) == (0, True), said
    assert said.endswith(" acknowledged changes: nothing lost, nothing wrong\n")
    assert " 0 acknowledged" not in said


@pytest.mark.parametrize(
    ("sabotage", "sees"),
    [("early", "acknowledged, but not there: event "), ("silent", "history")],
)
def test_the_checker_sees_sabotage(sabotage: str, sees: str) -> None:
    code, said = by_hand("kill.py", "--rounds", "40", "--sabotage", sabotage)
    assert (code, said.splitlines()[-1]) == (0, "caught"), said
    assert sees in said
