"""Which lines the delivery table has, in which order: filtered, sorted, grouped, folded. No drawing here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from models.views.delivery import Attention, DeliveryView, Group, Grouping, ProjectRow, grouped

from . import filtering
from .columns import BY_ID
from .promises import numbered, promise_entries

GROUPINGS: tuple[Grouping, ...] = ("client", "program", "none")

Place = tuple[str, str]
"""What a line is, so that it is found in fresh data: ("attention" or "project", id) or ("group", key)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose."""

    grouping: Grouping = "client"
    sort: str = "health"
    reverse: bool = False
    typed: str = ""
    """The filter."""
    folded: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Groups that show only their head: (grouping, key)."""


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """A project that needs somebody."""

    entry: Attention
    nth: int = 0
    """Which one of its project, where that has several."""

    @property
    def place(self) -> Place:
        """Where the cursor is when it is here."""
        return "attention", f"{self.entry.project_id}.{self.nth}" if self.nth else str(self.entry.project_id)

    @property
    def project_id(self) -> int:
        """The project that Enter opens."""
        return self.entry.project_id


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The head of a client or program."""

    group: Group
    folded: bool

    @property
    def place(self) -> Place:
        """Where the cursor is when it is here."""
        return "group", self.group.key


@dataclass(frozen=True, slots=True)
class RowLine:
    """A project in the table."""

    row: ProjectRow
    group: str
    """The key of its group."""

    @property
    def place(self) -> Place:
        """Where the cursor is when it is here."""
        return "project", str(self.row.id)

    @property
    def project_id(self) -> int:
        """The project that Enter opens."""
        return self.row.id


Line = AttentionLine | GroupLine | RowLine


@dataclass(frozen=True, slots=True)
class Arranged:
    """The lines of the screen."""

    attention: tuple[AttentionLine, ...]
    body: tuple[GroupLine | RowLine, ...]
    shown: int
    """Projects that passed the filter, folded ones included."""
    listing: bool = False
    """Whether the filter asks for the attention list: all of it can be walked then."""


class Arranger:
    """Arranges one view; keeps what only the view decides, so that each typed letter of a filter is quick."""

    def __init__(self, view: DeliveryView) -> None:
        self.view = view
        self.rows = {row.id: row for row in view.rows}
        self.attention = {entry.project_id: entry for entry in view.attention}
        self._texts = {row.id: filtering.searchable(row) for row in view.rows}

    def arrange(self, settings: Settings) -> Arranged:
        """The lines that ``settings`` ask for."""
        rows = filtering.matching(self.view.rows, self._texts, self.attention, settings.typed)
        passed = {row.id for row in rows}
        rules = filtering.rules_asked_for(settings.typed)
        attention = [entry for entry in self.view.attention if entry.project_id in passed]
        lines = tuple(AttentionLine(_asked_for(entry, rules)) for entry in attention)
        if asked := filtering.promises_asked_for(settings.typed):
            late = asked == "late-promise"
            promises = promise_entries(rows, attention, self.view.today, only_late=late)
            lines = tuple(AttentionLine(entry, nth) for entry, nth in numbered(promises))
        ordered = in_order(rows, settings.sort, settings.reverse)
        listing = filtering.asks_for_a_list(settings.typed)
        return Arranged(lines, tuple(_body(ordered, settings)), len(rows), listing)


def _asked_for(entry: Attention, rules: Collection[str]) -> Attention:
    """The entry with the sentence that the filter asks for, also where something else is worse."""
    asked = next((index for index, (rule, _) in enumerate(entry.rules) if rule in rules), 0)
    if not 0 < asked < len(entry.all):
        return entry
    return entry._replace(sentence=entry.all[asked], dimension=entry.rules[asked][1], card="")


def in_order(rows: Iterable[ProjectRow], sort: str, reverse: bool) -> list[ProjectRow]:
    """Rows by one column; ties by key; rows without an answer last, whichever the direction."""
    column = BY_ID[sort]
    by_key = sorted(rows, key=lambda row: row.key.casefold())
    answers = [(column.order(row), row) for row in by_key]
    known = [(answer, row) for answer, row in answers if answer is not None]
    known.sort(key=lambda pair: pair[0], reverse=column.high_first != reverse)
    return [row for _, row in known] + [row for answer, row in answers if answer is None]


def _body(rows: Sequence[ProjectRow], settings: Settings) -> Iterable[GroupLine | RowLine]:
    if settings.grouping == "none":
        yield from (RowLine(row, "") for row in rows)
        return
    for group in grouped(rows, settings.grouping, following=True):
        # What a filter finds is shown, wherever it is.
        folded = not settings.typed and (settings.grouping, group.key) in settings.folded
        yield GroupLine(group, folded)
        if not folded:
            yield from (RowLine(row, group.key) for row in group.rows)


def stops(attention: Sequence[AttentionLine], body: Sequence[GroupLine | RowLine]) -> list[Line]:
    """The lines that the cursor can be on: attention first, then projects and the heads of folded groups."""
    walked = [line for line in body if isinstance(line, RowLine) or line.folded]
    return [*attention, *walked]


def nearest(lines: Sequence[Line], place: Place | None, before: int) -> int:
    """Where the cursor goes in fresh lines: to the same line, the same project, or the same height."""
    if not lines:
        return 0
    for wanted in _candidates(place):
        for index, line in enumerate(lines):
            if line.place == wanted:
                return index
    return min(max(before, 0), len(lines) - 1)


def _candidates(place: Place | None) -> Collection[Place]:
    if place is None:
        return ()
    kind, what = place
    if kind != "attention":
        return (place,)
    project = what.partition(".")[0]
    return place, ("attention", project), ("project", project)
