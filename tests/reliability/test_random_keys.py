"""A short random walk of the same keys every time; `random_keys.py` walks further."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.reliability import random_keys
from tests.reliability.random_keys import TOP, Walk, portfolio_of

SEED = int(os.environ.get("PMBOARD_SEED", "20261123"))


@pytest.mark.parametrize(
    ("what", "keys"), [("demo", 120), ("empty", 40), (str(TOP / "examples" / "atlas.yaml"), 60)]
)
def test_random_keys_break_nothing(what: str, keys: int, tmp_path: Path) -> None:
    print(f"seed {SEED}")
    walk = Walk(portfolio_of(what, tmp_path), tmp_path, SEED)
    walk.run(keys, chunk=60)
    assert walk.pressed >= keys


def test_a_walk_sees_every_stop_and_the_screen_coming_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random_keys, "WEIGHTS", {"stop": 1})
    walk = Walk(portfolio_of("empty", tmp_path), tmp_path, SEED)
    walk.run(4, chunk=4)
    # Of several keys in one burst those that are still on their way when the first stops it are thrown away.
    asked = [count for text in walk.sent if (count := text.count("x1a"))]
    assert 4 <= len(asked) <= walk.stops <= sum(asked)
