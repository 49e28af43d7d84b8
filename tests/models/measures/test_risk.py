from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.measures.answers import NoAnswer, Reason
from models.measures.risk import Risk, band, expected_cost, exposure, highest, unreviewed

TODAY = date(2026, 11, 23)


def test_exposure_takes_residual_values_where_given() -> None:
    assert exposure(Risk("a", 3, 4)) == 12
    assert exposure(Risk("a", 3, 4, residual_probability=2)) == 8
    assert exposure(Risk("a", 3, 4, residual_probability=2, residual_impact=1)) == 2


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (1, "low"),
        (4, "low"),
        (5, "medium"),
        (9, "medium"),
        (10, "high"),
        (14, "high"),
        (15, "very high"),
        (25, "very high"),
    ],
)
def test_bands(value: int, name: str) -> None:
    assert band(value) == name


def test_bands_can_be_set() -> None:
    assert band(7, (3, 6, 8)) == "high"


def test_expected_cost_keeps_currencies_apart() -> None:
    risks = [
        Risk("a", 3, 1, cost=8_000_000, currency="EUR"),
        Risk("b", 1, 1, cost=100, currency="EUR"),
        Risk("c", 5, 1, residual_probability=2, cost=1000, currency="USD"),
        Risk("d", 5, 1, cost=1000, currency="USD", is_open=False),
        Risk("e", 5, 1),
    ]
    assert expected_cost(risks) == {"EUR": 4_000_010, "USD": 300}


def test_unreviewed_after_thirty_days() -> None:
    assert not unreviewed(Risk("a", 1, 1, reviewed=TODAY - timedelta(days=30)), TODAY)
    assert unreviewed(Risk("a", 1, 1, reviewed=TODAY - timedelta(days=31)), TODAY)
    assert unreviewed(Risk("a", 1, 1), TODAY)
    assert not unreviewed(Risk("a", 1, 1, is_open=False), TODAY)


def test_highest_open_risk() -> None:
    low, high = Risk("low", 2, 2), Risk("high", 5, 2)
    assert highest([low, high, Risk("closed", 5, 5, is_open=False)]) == high
    assert highest([]) == NoAnswer(Reason.NO_RISKS)
    assert highest([Risk("closed", 5, 5, is_open=False)]) == NoAnswer(Reason.DONE, "1 closed")
