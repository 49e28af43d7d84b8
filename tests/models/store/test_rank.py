from __future__ import annotations

import random

import pytest

from models.store import rank


def test_appending_and_prepending_stay_short() -> None:
    low = high = rank.between(None, None)
    for _ in range(10_000):
        low, high = rank.between(None, low), rank.between(high, None)
    assert len(low) <= 4
    assert len(high) <= 4


def test_keys_stay_in_order_wherever_they_are_put() -> None:
    places = random.Random(7)
    keys = [rank.between(None, None)]
    for _ in range(5_000):
        at = places.randint(0, len(keys))
        before = keys[at - 1] if at else None
        after = keys[at] if at < len(keys) else None
        keys.insert(at, rank.between(before, after))
    assert keys == sorted(keys, key=str.encode)
    assert len(set(keys)) == len(keys)


def test_a_hot_place_grows_slowly() -> None:
    low, high = "a0", "a1"
    for _ in range(100):
        high = rank.between(low, high)
    assert low < high
    assert len(high) < rank.LONG


def test_spread_is_ordered_and_lies_behind_the_last() -> None:
    keys = rank.spread(200, "a5V")
    assert keys[:2] == ["a6", "a7"]
    assert keys == sorted(keys)
    assert rank.spread(2) == ["a0", "a1"]
    assert rank.spread(0) == []


@pytest.mark.parametrize(
    ("low", "high"), [("a1", "a0"), ("a0", "a0"), ("", "a0"), ("a0", "!"), ("a0", "b0"), ("a", None)]
)
def test_nonsense_is_refused(low: str, high: str | None) -> None:
    with pytest.raises(ValueError):
        rank.between(low, high)
