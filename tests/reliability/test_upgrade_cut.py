"""A short form of `upgrade_cut.py`, and one in which it must see what is lost."""

from __future__ import annotations

import re

import pytest

from tests.reliability.by_hand import by_hand


@pytest.mark.parametrize("journal", ["wal", "truncate"])
def test_a_power_cut_during_an_upgrade_leaves_the_file_as_it_was_or_up_to_date(journal: str) -> None:
    code, said = by_hand("upgrade_cut.py", "--journal", journal, "--every", "7")
    assert (code, ", 0 wrong" in said) == (0, True), said
    older, newer = map(int, re.findall(r"(\d+) as it was, (\d+) up to date", said)[0])
    assert older > 0
    assert newer > 0


def test_an_upgrade_without_syncing_is_seen_to_lose() -> None:
    code, said = by_hand("upgrade_cut.py", "--journal", "truncate", "--every", "6", "--sync", "OFF")
    assert code == 1
    assert re.search(r"[1-9]\d* wrong", said), said
