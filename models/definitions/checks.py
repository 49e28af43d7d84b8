"""Collecting problems at the fields of typed items."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from datetime import date, datetime
from typing import TypeVar

from models.definitions.format import Item
from models.definitions.positions import ITEM_NAMES, item_name, visible
from models.definitions.problems import Problem

_Item = TypeVar("_Item", bound=Item)


def named(path: str, item: Item, index: int) -> str:
    """The path of an item of a list: `cards[cut-over]`, by its key, id, name or title, else `costs[#1]`."""
    return f"{path}[{item_name((getattr(item, name, None) for name in ITEM_NAMES), index)}]"


def when(value: date) -> str:
    """A day or an instant as files have it."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat()


def spoiled(item: Item, *keys: str) -> bool:
    """Whether something was wrong with one of these keys, or with one that may have been meant to be it."""
    wrong = item.marks.damaged
    if not wrong:
        return False
    known = {name.rstrip("_") for name in type(item).model_fields}
    return not wrong.isdisjoint(keys) or not wrong <= known


class Checks:
    """Collects problems at the fields of items."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self,
        item: Item,
        path: str,
        key: str | None,
        what: str,
        *,
        index: int | None = None,
        word: str = "",
        choices: Collection[str] = (),
    ) -> None:
        """Note a problem at a key of the item, at an item of the key's list, or at the item itself."""
        where = f"{path}.{key}" if key else path
        if index is not None:
            where += f"[#{index + 1}]"
        # A key may be a path within a value that has no positions of its own: `thresholds.schedule`.
        position = item.marks.position(key.partition(".")[0].rstrip("_") if key else None, index)
        self.problems.append(Problem(item.marks.source, position, where, what, word, choices))

    def ordered(self, item: Item, path: str, low: str, high: str) -> None:
        """The field `low` is not after the field `high`, where both are given."""
        first, last = getattr(item, low), getattr(item, high)
        if first is None or last is None or first <= last or spoiled(item, low.rstrip("_"), high):
            return
        what = f"{high} is before {low.rstrip('_')} ({when(first)}); allowed is the same or later"
        self.add(item, path, high, what)

    def unique(
        self, items: Iterable[_Item], path: str, key: str, kind: str, of: Callable[[_Item], Hashable]
    ) -> None:
        """No two items have the same identity (None: it has none); the later one is the problem."""
        seen: dict[Hashable, Item] = {}
        for index, item in enumerate(items):
            identity = of(item)
            if identity is None or spoiled(item, key):
                continue
            first = seen.setdefault(identity, item)
            if first is not item:
                name = visible(str(identity)[:100])
                what = f"the {kind} '{name}' is already at {first.place()}; it stands once"
                self.add(item, named(path, item, index), key, what)
