"""Rank keys: the order of rows that two people can change at once, without renumbering anything.

A key is an integer of variable length (its first letter says how long) and a base-62 fraction; keys compare
as bytes. Appending or prepending adds one digit per factor of 62; inserting at one spot for ever adds one per
about six inserts.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_BASE = len(DIGITS)
LONG = 40
"""A key longer than this is a reason to spread its column anew."""


def between(a: str | None, b: str | None) -> str:
    """Return a key after `a` and before `b`; None stands for the start or the end.

    Raises ValueError unless a < b.
    """
    if a is None and b is None:
        return _integer(0)
    if a is not None and b is not None and not a < b:
        raise ValueError(f"rank {a!r} is not below {b!r}")
    if b is None:
        assert a is not None
        return _integer(_split(a)[0] + 1)
    if a is None:
        whole, fraction = _split(b)
        return _integer(whole) if fraction else _integer(whole - 1)
    (whole, fraction), (other_whole, other_fraction) = _split(a), _split(b)
    if whole == other_whole:
        return _integer(whole) + _middle(fraction, other_fraction)
    key = _integer(whole + 1)
    return key if key < b else _integer(whole) + _middle(fraction, None)


def spread(count: int, after: str | None = None) -> list[str]:
    """Return `count` short keys in order, all behind `after`.

    Keys behind the last one of a column never meet a key in use, so a whole column may be given new ones in
    any order.
    """
    first = 0 if after is None else _split(after)[0] + 1
    return [_integer(first + step) for step in range(count)]


def _integer(value: int) -> str:
    rest, size = (value, 1) if value >= 0 else (-value - 1, 1)
    while rest >= _BASE**size:
        rest -= _BASE**size
        size += 1
    if value < 0:
        rest = _BASE**size - 1 - rest
    digits = ""
    for _ in range(size):
        rest, digit = divmod(rest, _BASE)
        digits = DIGITS[digit] + digits
    return (chr(ord("a") - 1 + size) if value >= 0 else chr(ord("Z") + 1 - size)) + digits


def _split(key: str) -> tuple[int, str]:
    head = key[:1]
    positive = "a" <= head <= "z"
    if not positive and not "A" <= head <= "Z":
        raise ValueError(f"{key!r} is not a rank")
    size = ord(head) - ord("a") + 1 if positive else ord("Z") + 1 - ord(head)
    digits = key[1:]
    if len(digits) < size or not set(digits) <= _VALUE.keys() or (len(digits) > size and key[-1] == "0"):
        raise ValueError(f"{key!r} is not a rank")
    rest = 0
    for digit in digits[:size]:
        rest = rest * _BASE + _VALUE[digit]
    shorter = sum(_BASE**length for length in range(1, size))
    whole = shorter + rest if positive else -(shorter + _BASE**size - 1 - rest) - 1
    return whole, digits[size:]


def _middle(low: str, high: str | None) -> str:
    """Return a fraction strictly between two; `high` None is 1. It never ends in the zero digit."""
    digits: list[str] = []
    place = 0
    while True:
        below = _VALUE[low[place]] if place < len(low) else 0
        above = _BASE if high is None else (_VALUE[high[place]] if place < len(high) else 0)
        if above - below > 1:
            digits.append(DIGITS[(below + above) // 2])
            return "".join(digits)
        digits.append(DIGITS[below])
        if below != above:
            high = None
        place += 1
