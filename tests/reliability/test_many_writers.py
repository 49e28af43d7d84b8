"""A short form of `many_writers.py`: the same writers, fewer deeds."""

from __future__ import annotations

import re

import pytest

from tests.reliability.by_hand import by_hand


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_sixteen_writers_lose_nothing_and_are_never_told_that_the_file_is_locked(journal: str) -> None:
    code, said = by_hand("many_writers.py", "--writers", "16", "--deeds", "12", "--journal", journal)
    assert (code, "nothing lost, nothing wrong" in said) == (0, True), said
    saved = re.findall(r"^ +\d+ +(\d+) ", said, re.MULTILINE)
    assert len(saved) == 16
    assert all(int(each) > 0 for each in saved)
