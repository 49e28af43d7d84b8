"""Swimlanes: which lane a card stands in, and how the lanes share the height of the window. Draws nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from models.views.board import CardLine

NOBODY = ""
"""The lane of cards without a value; it stands last."""
LEAST = 4
"""Lines that a lane gets at least, if it has as many: a card of normal density."""
_PRIORITIES = ("urgent", "high", "normal", "low")
_CLASSES = ("expedite", "fixed date", "standard", "intangible")


class Grouping(NamedTuple):
    """One way to put cards into lanes."""

    name: str
    lane: Callable[[CardLine], str]
    """The lane of a card; empty for a card without a value."""
    none: str
    """What the lane of those is called."""
    field: str
    """The field of a card that says it."""
    order: tuple[str, ...] = ()
    """The first lanes, where their order is known; the others follow by name."""


def _parent(card: CardLine) -> str:
    return "" if card.parent is None else str(card.parent)


GROUPINGS: tuple[Grouping, ...] = (
    Grouping("assignee", lambda card: card.assignees[0] if card.assignees else "", "nobody", "assignees"),
    Grouping("priority", lambda card: card.priority, "no priority", "priority", _PRIORITIES),
    Grouping("type", lambda card: card.type, "no type", "type"),
    Grouping("milestone", lambda card: card.milestone or "", "no milestone", "milestone_id"),
    Grouping("parent", _parent, "no parent", "parent_id"),
    Grouping("class of service", lambda card: card.service_class, "no class", "service_class", _CLASSES),
)
"""Ways to put cards into lanes, as ``w`` lists them. A card of several people is in the lane of the first."""


def grouping_named(name: str) -> Grouping | None:
    """The way of that name; None where there is none, or none any more."""
    return next((one for one in GROUPINGS if one.name == name), None)


class Lanes:
    """The lanes of a board: their keys in order, and which of them are folded."""

    __slots__ = ("folded", "grouping", "keys", "names", "places")

    def __init__(self, grouping: Grouping) -> None:
        """No lane before there are cards, see `take`."""
        self.grouping = grouping
        self.keys: list[str] = []
        self.folded: set[str] = set()
        self.places: Mapping[str, int] = {}
        """Key -> number of the lane."""
        self.names: Mapping[str, str] = {}
        """What a lane is called where that is not its key: the title of a parent."""

    def name(self, lane: int) -> str:
        """What stands in the head of a lane."""
        key = self.keys[lane]
        return self.names.get(key, key) if key != NOBODY else self.grouping.none

    def is_folded(self, lane: int) -> bool:
        """Whether only the head of a lane is shown."""
        return lane < len(self.keys) and self.keys[lane] in self.folded

    def take(self, keys: Iterable[str]) -> bool:
        """Have lanes for these keys; True when they are others than before."""
        ranks = {key: rank for rank, key in enumerate(self.grouping.order)}
        last = len(ranks)
        ordered = sorted(
            set(keys), key=lambda key: (key == NOBODY, ranks.get(key, last), _by_number(key), key.casefold())
        )
        if ordered == self.keys:
            return False
        self.keys = ordered
        self.places = {key: place for place, key in enumerate(ordered)}
        return True


def _by_number(key: str) -> int:
    return int(key) if key.isdecimal() and len(key) < 18 else 0


class Cells(NamedTuple):
    """One column's cards by lane, as slices of the cards that it shows."""

    starts: list[int]
    """Index of the first card of each lane, and one past the last card of all."""
    counts: list[int]
    """Cards of each lane, those of folded lanes too."""
    tops: list[int]
    """Index of the first card in the window of each lane."""

    def span(self, lane: int) -> tuple[int, int]:
        """The first index of a lane, and one past its last."""
        if lane + 1 >= len(self.starts):
            return 0, 0
        return self.starts[lane], self.starts[lane + 1]

    def lane_of(self, index: int) -> int:
        """The lane in which the card at an index stands."""
        return max(min(bisect_right(self.starts, index) - 1, len(self.starts) - 2), 0)


def celled(cards: Sequence[CardLine], lanes: Lanes) -> tuple[list[CardLine], Cells]:
    """The cards lane by lane, each lane in the order that they came in; without those of folded lanes."""
    count = len(lanes.keys)
    buckets: list[list[CardLine]] = [[] for _ in range(count)]
    lane_of, places = lanes.grouping.lane, lanes.places
    for card in cards:
        buckets[places[lane_of(card)]].append(card)
    shown: list[CardLine] = []
    starts = [0]
    for lane, bucket in enumerate(buckets):
        if not lanes.is_folded(lane):
            shown += bucket
        starts.append(len(shown))
    return shown, Cells(starts, [len(bucket) for bucket in buckets], starts[:-1])


class Band(NamedTuple):
    """A lane in the window: its number, the line of its head below those of the columns, lines of cards."""

    lane: int
    y: int
    height: int


def banded(count: int, natural: Callable[[int], int], first: int, at: int, body: int) -> tuple[Band, ...]:
    """The lanes in a window of so many lines, from lane ``first`` on if the lane ``at`` is in it then.

    ``natural``: the lines that the cards of a lane take, at most ``body``. Lanes that need more than their
    share scroll in it, so the window never has to be laid out for the cards that are not seen.
    """
    if not count:
        return ()
    heights: dict[int, int] = {}

    def least(lane: int) -> int:
        if lane not in heights:
            heights[lane] = natural(lane)
        return 1 + min(heights[lane], LEAST)

    at = min(max(at, 0), count - 1)
    first = min(max(first, at - body, 0), at)
    while sum(least(lane) for lane in range(first, at + 1)) > body and first < at:
        first += 1
    used = sum(least(lane) for lane in range(first, at + 1))
    last = at
    while last + 1 < count and used + least(last + 1) <= body:
        last += 1
        used += least(last)
    while first > 0 and last == count - 1 and used + least(first - 1) <= body:
        first -= 1
        used += least(first)
    wanted = [heights[lane] for lane in range(first, last + 1)]
    shares = shared(wanted, max(body - len(wanted), 0))
    bands, y = [], 0
    for lane, height in zip(range(first, last + 1), shares, strict=True):
        bands.append(Band(lane, y, height))
        y += 1 + height
    return tuple(bands)


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Share lines among lanes: each gets what it wants, at least `LEAST` of it, while there is room."""
    got = [0] * len(wanted)
    for most in (LEAST, room):
        hungry = [place for place, want in enumerate(wanted) if got[place] < min(want, most)]
        while hungry and room > 0:
            each = max(room // len(hungry), 1)
            for place in hungry:
                more = min(each, min(wanted[place], most) - got[place], room)
                got[place] += more
                room -= more
            hungry = [place for place in hungry if got[place] < min(wanted[place], most)]
    return got
