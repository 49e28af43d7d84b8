"""A short form of `flips.py`: flipped bits that change what anybody entered are told; none is a crash."""

from __future__ import annotations

import re

from tests.reliability.by_hand import by_hand


def test_flipped_bits_never_crash_and_almost_all_that_change_anything_are_told() -> None:
    code, said = by_hand("flips.py", "--flips", "80")
    assert code == 0, said
    told, changing = map(int, re.findall(r"(\d+) of (\d+) that change anything are told", said)[0])
    assert changing > 15
    assert told / changing > 0.8, said
