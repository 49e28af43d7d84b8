"""A short random walk of the same keys every time; `random_keys.py` walks further."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.reliability.random_keys import TOP, Walk, portfolio_of

SEED = int(os.environ.get("PMBOARD_SEED", "20261123"))


@pytest.mark.parametrize(
    ("what", "keys"), [("demo", 300), ("empty", 100), (str(TOP / "examples" / "atlas.yaml"), 200)]
)
def test_random_keys_break_nothing(what: str, keys: int, tmp_path: Path) -> None:
    print(f"seed {SEED}")
    walk = Walk(portfolio_of(what, tmp_path), tmp_path, SEED)
    walk.run(keys, chunk=100)
    assert walk.pressed >= keys
