"""A short form of `torn_log.py`."""

from __future__ import annotations

import re

from tests.reliability.by_hand import by_hand


def test_what_a_torn_log_leaves_is_whole() -> None:
    code, said = by_hand("torn_log.py", "--times", "30")
    assert (code, "30 torn logs" in said) == (0, True), said
    assert int(re.findall(r"(\d+) kept a part", said)[0]) > 10
