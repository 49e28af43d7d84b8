"""The lines of the delivery table: which text stands where, in which style. No widget here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.measures.money import short_amount
from models.views.delivery import Attention, Group
from models.views.short import more_text
from tui.text import pad, width
from tui.widgets import cells
from tui.widgets.spans import Part, Span

from .arrange import AttentionLine, GroupLine, Line, RowLine
from .layout import GAP, GUTTER, Layout

ABOUT_WIDTH = 22
"""Cells for what an attention line is about: ``commitment and 12 more``."""
ABOUT_NARROW = 18
"""The same in a narrow terminal: ``commitment +2 more``."""
TIGHT = 60
"""Cells of a line below which the sentence has all the room: it says what it is about."""
ROOMY = 100
"""Cells from which on nothing is shortened."""
MONEY_FROM = 80
"""Cells of a line from which the heads of groups tell costs and budgets."""


def head_line(layout: Layout, sort: str, reverse: bool) -> list[Part]:
    """The titles, the sorted one marked with the direction in which its column was turned."""
    parts = [Part(GUTTER, layout.project_end - GUTTER, _title("Project", sort == "project", reverse))]
    for placed in layout.placed:
        column = placed.column
        title = _title(column.title, column.id == sort, reverse)
        room = placed.width + (1 if column.id == sort else 0)
        parts.append(Part(placed.x, room, title, column.right and column.id != sort))
    return parts


def _title(text: str, sorted_by: bool, reverse: bool) -> list[Span]:
    if not sorted_by:
        return [(text, "muted")]
    return [(text, "strong"), ("↑" if reverse else "↓", "key")]


def rule_line(layout: Layout, top: int, height: int, total: int) -> list[Part]:
    """The rule under the head: a lighter part shows the lines in view, arrows that columns are hidden."""
    room = max(layout.width - 2, 0)
    if total <= height or not room:
        spans: list[Span] = [("─" * room, "rule")]
    else:
        length = max(round(room * height / total), 1)
        begin = round((room - length) * top / max(total - height, 1))
        rest = room - begin - length
        spans = [("─" * begin, "rule"), ("━" * length, "rule-mark"), ("─" * rest, "rule")]
    left = [("‹", "muted")] if layout.more_left else []
    right = [("›", "muted")] if layout.more_right else []
    return [Part(0, 1, left), Part(1, room, spans), Part(layout.width - 1, 1, right)]


def plain_rule(width: int) -> list[Part]:
    """A rule that shows no position."""
    return [Part(1, max(width - 2, 0), [("─" * max(width - 2, 0), "rule")])]


def table_line(one: Line, layout: Layout, here: bool, today: date) -> list[Part]:
    """Any line that the cursor can be on, and the heads of groups."""
    if isinstance(one, AttentionLine):
        return attention_line(one.entry, layout, here)
    if isinstance(one, GroupLine):
        return group_line(one.group, one.folded, layout, here)
    return row_line(one, layout, here, today)


def reach(one: Line, layout: Layout) -> int:
    """How many cells at the left change when the cursor comes or goes."""
    if isinstance(one, GroupLine):
        return layout.project_end
    return GUTTER + layout.key


def row_line(one: RowLine, layout: Layout, here: bool, today: date) -> list[Part]:
    """A project: key, name and the cells of the columns that fit."""
    parts = [*key_parts(one.row.key, layout.key, here)]
    parts.append(Part(GUTTER + layout.key + 1, layout.name, [(cells.name(one.row), "text")]))
    for placed in layout.placed:
        column = placed.column
        parts.append(Part(placed.x, placed.width, placed.cell(one.row, today), column.right))
    return parts


def group_line(group: Group, folded: bool, layout: Layout, here: bool) -> list[Part]:
    """The head of a group: how many projects of each color, and which is worst."""
    shown = group.name or "On their own"
    room = layout.project_end - GUTTER - 1
    # Under the cursor it has a cell more on either side, unless the one behind it would cut it.
    name = (
        [(f" {shown} " if width(shown) < room else f" {shown}", "selected")] if here else [(shown, "strong")]
    )
    parts = [
        Part(0, 1, [("▌" if here else " ", "cursor")]),
        Part(1, 1, [("▸" if folded else "▾", "muted")]),
        Part(GUTTER if here else GUTTER + 1, room + here, name),
    ]
    counts = counted(group)
    if folded:
        count = len(group.rows)
        counts += [(f" {count} project{'' if count == 1 else 's'}", "muted")]
    if group.worst:
        counts += [("  worst ", "faint"), (group.worst, "muted")]
    begin = layout.project_end + GAP + 1
    parts.append(Part(begin, max(layout.width - begin, 0), counts))
    if layout.width >= MONEY_FROM:
        start = begin + _cells(counts) + 2 * GAP
        room = layout.edge - start
        parts.append(Part(start, room, totals(group, room), right=True))
    return parts


def totals(group: Group, room: int) -> list[Span]:
    """Costs of the budget, each currency for itself; what does not fit whole is counted, never cut."""
    amounts = [_total(*amount) for amount in group.money]
    shown: list[Span] = []
    for place, amount in enumerate(amounts):
        rest = len(amounts) - place - 1
        more: list[Span] = [(f"   +{rest}", "faint")] if rest else []
        added: list[Span] = [*shown, *([("   ", "muted")] if shown else []), *amount]
        if _cells([*added, *more]) > room:
            left = [(f"   +{rest + 1}", "faint")]
            return [*shown, *left] if shown else []
        shown = added
    return shown


def _total(currency: str, costs: int, budget: int) -> list[Span]:
    over = budget and costs > budget
    spent = (cells.MARKS["R"] if over else "") + short_amount(costs, currency), "late" if over else "muted"
    if not costs and budget:
        return [("budget ", "faint"), (short_amount(budget, currency), "muted"), (f" {currency}", "faint")]
    if not budget:
        return [spent, (f" {currency}", "faint")]
    return [spent, (" of ", "faint"), (short_amount(budget, currency), "muted"), (f" {currency}", "faint")]


def _cells(spans: Sequence[Span]) -> int:
    return sum(width(text) for text, _style in spans)


def counted(group: Group) -> list[Span]:
    """How many projects of each letter, the ones that there are."""
    numbers = ((group.red, "R", "red"), (group.amber, "A", "amber"), (group.green, "G", "green"))
    spans = [(f"{number}{letter} ", style) for number, letter, style in numbers if number]
    if group.unknown:
        spans.append((f"{group.unknown} unknown ", "faint"))
    return spans


def attention_line(entry: Attention, layout: Layout, here: bool) -> list[Part]:
    """Who needs somebody, why, and what it is about."""
    text, room = _about(entry, layout.width)
    about = [(text, "muted")]
    begin = GUTTER + layout.key + 1
    edge = max(layout.width - room - 1, begin)
    shown = min(edge, begin + 100)
    return [
        *key_parts(entry.project_key, layout.key, here),
        Part(begin, max(shown - begin - GAP, 0), [(entry.sentence, "text")]),
        Part(shown, room, about),
    ]


def _about(entry: Attention, width: int) -> tuple[str, int]:
    """What it is about and how many further rules fired, and the cells for that."""
    if width < TIGHT:
        return f"+{entry.more}" if entry.more else "", 3
    longer = width >= ROOMY
    return more_text(entry.dimension, entry.more, longer=longer), ABOUT_WIDTH if longer else ABOUT_NARROW


def more_line(hidden: int, layout: Layout) -> list[Part]:
    """What the attention list has no room for, and how to see it."""
    text = [(f"and {hidden} more: filter with ", "muted"), ("/", "key"), (" is:needs", "muted")]
    return [Part(GUTTER, max(layout.width - GUTTER, 0), text)]


def place_line(top: int, shown: int, total: int, layout: Layout) -> list[Part]:
    """Which entries of the attention list are in view, where it is walked."""
    text = [(f"{top + 1}-{top + shown} of {total}", "muted")]
    return [Part(GUTTER, max(layout.width - GUTTER, 0), text)]


def sentence_line(spans: Sequence[Span], width: int) -> list[Part]:
    """A sentence where lines would be."""
    return [Part(GUTTER, max(width - GUTTER, 0), list(spans))]


def key_parts(key: str, width: int, here: bool) -> list[Part]:
    """A project's key, with the cursor on it or not."""
    if not here:
        return [Part(GUTTER, width, [(key, "strong")])]
    return [Part(0, 1, [("▌", "cursor")]), Part(GUTTER, width, [(pad(key, width), "selected")])]
