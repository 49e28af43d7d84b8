"""The lines of a tab: sections, tables that fit the width, fields. Which text stands where, no widget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from models.measures.money import amount_text
from tui.text import pad, wrap
from tui.text import width as cells_of
from tui.widgets.cells import day
from tui.widgets.spans import Part, Span

GUTTER = 2
GAP = 2
LABEL = 18
"""Cells of the labels of fields."""
WORD = 5
"""Cells of the words before paragraphs: why, next, ask, do, when."""


class Entry(NamedTuple):
    """What the cursor can be on: a row of a table, or one field of it. ``id`` 0: a place for the first."""

    kind: str
    id: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tab. All lines of one entry have the same ``entry``."""

    parts: tuple[Part, ...] = ()
    entry: Entry | None = None
    lead: Part | None = None
    """What is shown in reverse video while the cursor is on the entry."""
    looking: tuple[Part, ...] | None = None
    """The line without the keys that change something, where it names some; nothing: no such line."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``width`` 0: it takes what the others leave, and has the first place."""

    title: str
    width: int
    right: bool = False
    drop: int = 0
    """Narrow screens leave out the columns with the highest number first; 0 always stays."""
    most: int = 0
    """How wide it becomes where there is room left."""


Cells = Sequence[Sequence[Span]]

EMPTY = Row()
_NAME_LEAST = 24
_NAME_USUAL = 40
"""The first columns of a tab's tables are this wide where there is room and no name needs more: the figures
of all of them begin at one cell, and near the names."""


def looked_at(rows: Sequence[Row]) -> list[Row]:
    """The rows where one may only look: no line offers what would change something."""
    return [
        row if row.looking is None else replace(row, parts=row.looking, looking=None)
        for row in rows
        if row.looking != ()
    ]


def heading(title: str, width: int, *, note: str = "", right: str = "", offer: str = "") -> Row:
    """The head of a section, something about it in gray, and something at the right edge: ``offer`` where
    things can be changed.
    """
    spans: list[Span] = [(title, "strong")]
    if note:
        spans.append((f"   {note}", "muted"))
    parts = [Part(GUTTER, max(width - GUTTER - 1, 0), spans)]
    taken = sum(cells_of(text) for text, _ in spans)
    aside = right or offer
    if not aside or GUTTER + taken + GAP + cells_of(aside) >= width:
        return Row(tuple(parts))
    edge = Part(GUTTER, max(width - GUTTER - 1, 0), [(aside, "faint")], right=True)
    return Row((*parts, edge), looking=tuple(parts) if offer else None)


def nothing(kind: str, text: str, width: int, offer: str = "") -> Row:
    """Stands where a section has no entries, so that the cursor can be there; ``offer``: what adds one."""

    def part(said: str) -> Part:
        return Part(GUTTER, max(width - GUTTER - 1, 0), [(said, "faint")])

    if not offer:
        return Row((part(text),), Entry(kind, 0))
    return Row((part(f"{text}: {offer}"),), Entry(kind, 0), looking=(part(text),))


def sentence(spans: Sequence[Span], width: int, *, x: int = GUTTER) -> Row:
    """A line that the cursor walks past."""
    return Row((Part(x, max(width - x - 1, 0), list(spans)),))


def rest(shown: int, count: int, width: int) -> list[Row]:
    """Says that a list goes on; nothing when all of it is shown."""
    if shown >= count:
        return []
    return [sentence([(f"the newest {shown} of {count}; more follow when you go on", "faint")], width)]


class Table:
    """Columns that were fitted into a width."""

    def __init__(self, columns: Sequence[Column], width: int, names: Iterable[str] = ()) -> None:
        """The column of width 0, which comes first, keeps some room: others are left out for it. It is as
        wide as the longest of ``names``, or as is usual, where there is room."""
        self.width = width
        kept = list(range(len(columns)))
        while self._left(columns, kept) < _NAME_LEAST:
            last = max(kept, key=lambda at: columns[at].drop)
            if not columns[last].drop:
                break
            kept.remove(last)
        self.kept = kept
        room = self._left(columns, kept)
        longest = max((cells_of(name) for name in names), default=0)
        usual = min(max(_NAME_LEAST, width // 3), _NAME_USUAL)
        name = max(min(room, max(longest, usual)), 8)
        self.columns = [columns[at] for at in kept]
        self.places: list[tuple[int, int]] = []
        x, slack = GUTTER, room - name
        for column in self.columns:
            more = min(max(column.most - column.width, 0), max(slack, 0)) if column.width else 0
            slack -= more
            cells = (column.width or name) + more
            self.places.append((x, cells))
            x += cells + GAP
        self.end = x - GAP

    def _left(self, columns: Sequence[Column], kept: Iterable[int]) -> int:
        taken = sum(columns[at].width + GAP for at in kept if columns[at].width)
        return self.width - GUTTER - 1 - taken

    def head(self) -> Row:
        """The titles."""
        return Row(
            tuple(
                Part(x, cells, [(column.title, "faint")], column.right)
                for (x, cells), column in zip(self.places, self.columns, strict=True)
            )
        )

    def row(self, entry: Entry | None, cells: Cells) -> Row:
        """An entry; ``cells`` for every column, those that were left out too."""
        parts = tuple(
            Part(x, room, list(cells[at]), column.right)
            for at, (x, room), column in zip(self.kept, self.places, self.columns, strict=True)
        )
        return Row(parts, entry, parts[0] if entry is not None else None)


def paragraph(
    entry: Entry | None, label: str, text: str, width: int, *, x: int, style: str = "text", most: int = 3
) -> list[Row]:
    """A text below its entry, wrapped; the label in gray before it."""
    lead: list[Span] = [(pad(label, WORD), "faint")] if label else []
    indent = WORD if label else 0
    room = max(width - x - indent - 1, 8)
    parts = (part for part in text[: room * most * 4].splitlines() if part.strip())
    lines = [line for part in parts for line in wrap(part, room, most)][:most]
    return [
        Row(
            (
                Part(
                    x if at == 0 else x + indent,
                    room + (indent if at == 0 else 0),
                    [*(lead if at == 0 else []), (line, style)],
                ),
            ),
            entry,
        )
        for at, line in enumerate(lines)
    ]


def field_row(entry: Entry, label: str, value: Sequence[Span], width: int, label_cells: int = LABEL) -> Row:
    """A label and a value."""
    lead = Part(GUTTER, label_cells, [(label, "muted")])
    x = GUTTER + label_cells + 1
    return Row((lead, Part(x, max(width - x - 1, 0), list(value))), entry, lead)


def beside(left: Sequence[Row], right: Sequence[Sequence[Part]], x: int) -> list[Row]:
    """Rows with other lines at their right; what they say to the right of ``x`` is cut."""
    made: list[Row] = []
    for at in range(max(len(left), len(right))):
        row = left[at] if at < len(left) else EMPTY
        more = tuple(right[at]) if at < len(right) else ()
        lead = _until(row.lead, x) if row.lead is not None else None
        parts, looking = (
            tuple(lead if lead is not None and part is row.lead else _until(part, x) for part in line)
            for line in (row.parts, row.looking or ())
        )
        only = None if row.looking is None else (*looking, *more)
        made.append(Row((*parts, *more), row.entry, lead, only))
    return made


def _until(part: Part, x: int) -> Part:
    """The part, ending before this cell."""
    return Part(part.x, max(min(part.width, x - GAP - part.x), 0), part.spans, part.right)


# -- values ----------------------------------------------------------------------------------------


def money(minor: int | None, currency: str, style: str = "text") -> list[Span]:
    """An exact amount without its currency, and without decimals where these are zero."""
    if minor is None:
        return [("-", "faint")]
    return [(money_text(minor, currency), style)]


def money_text(minor: int, currency: str) -> str:
    """``1,500,000`` or ``12.50``."""
    text = amount_text(minor, currency).removesuffix(f" {currency}")
    whole, _, fraction = text.partition(".")
    return whole if not fraction.strip("0") else text


def when(value: date | None, today: date, style: str = "text") -> list[Span]:
    """A day, or a dash."""
    return [(day(value, today).strip().rjust(6), style)] if value is not None else [("-", "faint")]


def expected(forecast: date | None, due: date | None, today: date) -> list[Span]:
    """A forecast, with a mark where it is past the day that it is for."""
    if forecast is None:
        return [("-", "faint")]
    late = due is not None and forecast > due
    text = day(forecast, today).strip()
    return [((f"!{text}" if late else text).rjust(7), "late" if late else "text")]


def words(text: str, style: str = "text") -> list[Span]:
    """A text, or a dash."""
    return [(text, style)] if text else [("-", "faint")]


def number(value: float | None) -> list[Span]:
    """A number without needless decimals, or a dash."""
    return [(f"{value:g}", "text")] if value is not None else [("-", "faint")]
