"""The lines of the timeline: names on the left, the calendar on the right. No widget here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.views.delivery import Group
from models.views.timeline import TimelineProject
from tui.delivery.arrange import GroupLine, RowLine
from tui.delivery.frame import PANE_ALONE, ROOMY, Frame, pane_alone, with_pane
from tui.delivery.layout import GUTTER, KEY_WIDEST
from tui.delivery.paint import counted, key_parts
from tui.text import cut
from tui.text import width as cells_of
from tui.widgets import cells
from tui.widgets.spans import Part, Span

from . import bar
from .scale import Window, labels
from .words import LEGEND, about

_LETTER = 2
_GAP = 2
_LEGEND_PART = 8
"""The legend takes at most this part of the height."""
_BETWEEN = 3
"""Cells between what the legend explains."""
_NAME_LEAST = 6
_NAME_MOST = 34
_ABOUT_MOST = 96
"""Cells of the line about the project: so many that moving the cursor stays within 250 bytes in 16 colors."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where things stand on a line."""

    width: int
    key: int
    name: int

    @property
    def letter_x(self) -> int:
        """Where the health letter is."""
        return GUTTER + self.key + 1 + self.name + 1

    @property
    def calendar_x(self) -> int:
        """Where the calendar begins."""
        return self.letter_x + _LETTER + _GAP

    @property
    def calendar(self) -> int:
        """Cells of the calendar; the last cell of the line stays empty."""
        return max(self.width - self.calendar_x - 1, 0)


def lay_out(width: int, key_width: int) -> Sheet:
    """A quarter of the line for names, the rest for the calendar."""
    key = min(max(key_width, 4), KEY_WIDEST)
    name = min(max(width // 4 - key - 6, _NAME_LEAST), _NAME_MOST)
    return Sheet(width, key, name)


def share(width: int, height: int, lines: int, *, why: bool) -> Frame:
    """Head, body, the pane that says why, and at the bottom a line about the project, and the legend."""
    if why and height < PANE_ALONE:
        return pane_alone(height, 0)
    space = 1 if height >= ROOMY else 0
    body_y = space + 3
    legend = len(legend_lines(width)) if height >= ROOMY else 0
    # A key shows the legend where it would take the room of the projects.
    foot = 0 if why else 1 + (legend if legend <= height // _LEGEND_PART else 0)
    body, pane_y, pane = with_pane(body_y, max(height - foot, body_y), lines, why=why)
    return Frame(0, 0, 0, False, space, body_y - 1, body_y, body, pane_y, pane, 0)


def head_lines(sheet: Sheet, window: Window) -> tuple[list[Part], list[Part]]:
    """Years, quarters, months or weeks: the coarser ones above."""
    left = sheet.calendar_x - GUTTER - _GAP
    above = [Part(GUTTER, left, [(window.scale.name, "muted")]), *_labels(sheet, window, above=True)]
    below = [Part(GUTTER, left, [("Project", "muted")]), *_labels(sheet, window, above=False)]
    return above, below


def rule_line(sheet: Sheet, window: Window, today: date, top: int, height: int, total: int) -> list[Part]:
    """The rule under the head with today's date; a lighter part shows the lines in view."""
    room = max(sheet.width - 2, 0)
    if not room:
        return []
    styles = ["rule"] * room
    if total > height:
        length = max(round(room * height / total), 1)
        begin = round((room - length) * top / max(total - height, 1))
        styles[begin : begin + length] = ["rule-mark"] * length
    marked: list[Span] = [("━" if style == "rule-mark" else "─", style) for style in styles]
    text = f" {cells.day(today, today).strip()} "
    at = sheet.calendar_x - 1 + window.x(today) - len(text) // 2
    if window.holds(today):
        at = min(max(at, 0), max(room - len(text), 0))
        marked[at : at + len(text)] = [(character, "key") for character in text][: room - at]
    return [Part(1, room, merged(marked))]


def row_line(
    line: RowLine, project: TimelineProject | None, sheet: Sheet, window: Window, here: bool, today: date
) -> list[Part]:
    """A project: key, name, health and its bar. A project whose dates are not read yet has no bar."""
    row = line.row
    drawn = bar.empty(window, today) if project is None else bar.bar(project, window, today)
    letter = row.health if row.state == "active" else "-"
    return [
        *key_parts(row.key, sheet.key, here),
        Part(GUTTER + sheet.key + 1, sheet.name, [(cells.name(row), "text")]),
        Part(sheet.letter_x, _LETTER, [(letter, cells.letter_style(letter))]),
        Part(sheet.calendar_x, sheet.calendar, drawn),
    ]


def group_line(
    line: GroupLine,
    projects: Mapping[int, TimelineProject],
    sheet: Sheet,
    window: Window,
    here: bool,
    today: date,
) -> list[Part]:
    """The head of a group with its counts; a folded one shows from when to when its projects go."""
    group = line.group
    shown = group.name or "On their own"
    counts: list[Span] = counted(group)
    taken = sum(cells_of(text) for text, _ in counts)
    room = sheet.letter_x + _LETTER - GUTTER - 1
    drawn = _group_span(group, projects, window, today) if line.folded else bar.empty(window, today)
    over = 0
    if cells_of(shown) + 1 + taken > room and not line.folded:
        # Nothing is drawn for an open group but today's line: what says which one it is goes on over it.
        over = min(cells_of(shown) + 1 + taken - room, sheet.calendar)
        room += over
    else:
        # Groups that begin alike are told apart by their names: of the counts the worst one stays.
        while len(counts) > 1 and cells_of(shown) + 1 + taken > room:
            taken -= cells_of(counts.pop()[0])
    name_room = max(room - taken - 1, 0)
    return [
        Part(0, 1, [("▌" if here else " ", "cursor")]),
        Part(1, 1, [("▸" if line.folded else "▾", "muted")]),
        Part(GUTTER + 1, name_room, [(shown, "selected" if here else "strong")]),
        Part(GUTTER + 1 + name_room, room - name_room + 1, counts, right=True),
        Part(sheet.calendar_x + over, sheet.calendar - over, behind(drawn, over)),
    ]


def about_line(project: TimelineProject | None, sheet: Sheet, today: date) -> list[Part]:
    """What is to be said of the project that the cursor is on, as one run: it is sent with every move."""
    if project is None:
        return []
    room = max(min(sheet.width - 1, _ABOUT_MOST), 0)
    text, style = about(project, today, room - GUTTER)
    shown = cut(" " * GUTTER + text, room)
    # Filled in one style, whatever the text has: the cells after both texts are not sent again.
    return [Part(0, room, [(shown, style), (" " * (room - cells_of(shown)), "muted")])]


def legend_lines(width: int) -> list[list[Part]]:
    """What the glyphs mean, in as many lines as it takes; none stands alone on the last."""
    room = max(width - GUTTER - 1, 1)
    lines: list[list[str]] = [[]]
    for text in LEGEND:
        if lines[-1] and _cells([*lines[-1], text]) > room:
            lines.append([])
        lines[-1].append(text)
    *_, before, last = [[], *lines]
    while len(before) > len(last) + 1 and _cells([before[-1], *last]) <= room:
        last.insert(0, before.pop())
    return [[Part(GUTTER, room, [((" " * _BETWEEN).join(line), "muted")])] for line in lines]


def _cells(texts: Sequence[str]) -> int:
    return sum(map(cells_of, texts)) + _BETWEEN * (len(texts) - 1)


def behind(spans: Iterable[Span], cells: int) -> list[Span]:
    """What stands behind the first cells of a drawing, whose characters take one each."""
    left: list[Span] = []
    for text, style in spans:
        if len(text) > cells:
            left.append((text[cells:], style))
        cells = max(cells - len(text), 0)
    return left


def merged(marked: Iterable[Span]) -> list[Span]:
    """Neighbors of one style put together."""
    found: list[Span] = []
    for text, style in marked:
        if found and found[-1][1] == style:
            found[-1] = (found[-1][0] + text, style)
        else:
            found.append((text, style))
    return found


def _labels(sheet: Sheet, window: Window, *, above: bool) -> Sequence[Part]:
    ticks = window.scale.above if above else window.scale.below
    style = "text" if above else "muted"
    return [Part(sheet.calendar_x + x, len(text), [(text, style)]) for x, text in labels(window, ticks)]


def _group_span(
    group: Group, projects: Mapping[int, TimelineProject], window: Window, today: date
) -> list[Span]:
    known = [projects[row.id] for row in group.rows if row.id in projects]
    reaches = [found for project in known if (found := bar.reach(project)) is not None]
    begin = min((first for first, _ in reaches), default=None)
    end = max((last for _, last in reaches), default=None)
    return bar.span(begin, end, window, today)
