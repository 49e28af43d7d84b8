"""What docs/reliability.md names is there."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def test_every_harness_and_test_that_the_page_names_is_there() -> None:
    page = (TOP / "docs" / "reliability.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\.venv/bin/python )?([a-z_0-9/]+\.py)\b", page))
    here = Path("tests", "reliability")
    assert len(named) > 40
    assert [
        name for name in sorted(named) if not (TOP / (name if "/" in name else here / name)).exists()
    ] == []


def test_every_harness_and_test_of_this_folder_is_named() -> None:
    page = (TOP / "docs" / "reliability.md").read_text(encoding="utf-8")
    here = TOP / "tests" / "reliability"
    runs = {
        place.name for place in here.glob("*.py") if "ArgumentParser(" in place.read_text(encoding="utf-8")
    }
    tests = {place.name for place in here.glob("test_*.py")}
    ours = (runs | tests) - {Path(__file__).name}
    assert sorted(name for name in ours if name not in page) == []
