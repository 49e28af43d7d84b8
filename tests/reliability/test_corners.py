"""A few steps in each corner, the same every time; `corners.py` and `same_cards.py` go on for longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.corners import CORNERS, Corner
from tests.reliability.random_keys import portfolio_of
from tests.reliability.same_cards import side_by_side


@pytest.mark.parametrize("name", CORNERS)
def test_nothing_breaks_in_a_corner(name: str, tmp_path: Path) -> None:
    corner = Corner(name, portfolio_of("demo", tmp_path), 20261129)
    assert corner.walk(20) == []
    assert len(corner.done) == 20
    assert corner.painted == 3


def test_two_who_work_on_the_same_cards_see_the_same_in_the_end(tmp_path: Path) -> None:
    assert side_by_side(portfolio_of("demo", tmp_path), 40, 20261129) == []
