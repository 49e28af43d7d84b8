"""The face of a card: which lines it takes in a column, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from models.measures.days import Calendar, elapsed_days
from models.measures.wording import age_text
from models.views.board import CardLine
from models.views.short import waits_text
from tui.strips import Line
from tui.text import cut, width, wrap
from tui.widgets.painted import Palette

DAY_MS = 86_400_000
SOON = timedelta(days=6)
"""A due date this near shows its weekday and stands out."""
GAP = 2
"""Cells between two facts of a card; 1 where its facts would not all fit otherwise."""
SHORTEST_REASON = 6
"""Cells of a reason that are worth reading."""
_ARROWS = {"urgent": "‼", "high": "↑", "low": "↓"}


class Density(Enum):
    """How much of a card is shown."""

    COMPACT = "compact"
    NORMAL = "normal"
    FULL = "full"


TITLE_LINES = {Density.COMPACT: 1, Density.NORMAL: 2, Density.FULL: 4}


class Today(NamedTuple):
    """What faces need to know about the time and the project."""

    day: date
    now_ms: int
    sle_days: float | None
    """Older work stands out."""
    calendar: Calendar
    """The day on which a card was finished, as the portfolio's zone has it."""


class Fact(NamedTuple):
    """A few words on a card, and the name of their style in the palette."""

    text: str
    style: str = "muted"


class Face(NamedTuple):
    """A card made ready for one width: a title of one or more lines, then lines of facts."""

    card: CardLine
    number: str
    title: tuple[str, ...]
    facts: tuple[tuple[Fact, ...], ...]
    space: int
    """Empty lines behind it."""
    gap: int
    """Cells between two facts: the same on all lines of a card."""

    @property
    def lines(self) -> tuple[str | tuple[Fact, ...], ...]:
        """What stands on each of its lines."""
        return (*self.title, *self.facts)

    @property
    def height(self) -> int:
        """Lines that the card itself takes."""
        return len(self.title) + len(self.facts)


def face(card: CardLine, cells: int, density: Density, today: Today, *, done: bool) -> Face:
    """Make a card ready for a column with so many cells for text; ``done``: it stands in a done column."""
    number = str(card.number)
    title = wrap(card.title, cells, TITLE_LINES[density], cells - len(number) - 1)
    blocked = card.blocked_since is not None
    people = ", ".join(card.assignees)
    facts = _facts(card, today, done, people)
    aside = [_mark(card, today)] if blocked and density is Density.COMPACT else []
    if len(card.assignees) > 1 and _cells([*aside, *facts], 1) > cells:
        # Who else works on it is less than how large and how old it is: that would have to go.
        people = f"{card.assignees[0]} +{len(card.assignees) - 1}"
        facts = _facts(card, today, done, people)
    if density is Density.COMPACT:
        gap = _gap([[*aside, *facts]], cells)
        only = _blocked_line(card, facts, people, today, cells, gap) if blocked else _short(facts, cells, gap)
        return Face(card, number, tuple(title), (only,) if only else (), 0, gap)
    told = [facts, _work(card)]
    if density is Density.FULL:
        told += [_kinds(card), [Fact(f"#{label}", "faint") for label in card.labels]]
    gap = _gap(told, cells)
    lines = [_short(some, cells, gap) for some in told]
    if blocked:
        lines.insert(1, (_blocked(card, today),))
    return Face(card, number, tuple(title), tuple(line for line in lines if line), 1, gap)


def paint(made: Face, line: Line, number: int, style: Palette, *, here: bool, closed: bool) -> None:
    """Paint one line of a face; ``here``: the cursor is on it, ``closed``: it was dropped."""
    text = style.muted if closed else style.text
    if number == 0:
        line.add(made.number, style.selected if here else style.faint).gap(1).add(made.title[0], text)
    elif number < len(made.title):
        line.add(made.title[number], text)
    else:
        facts = made.facts[number - len(made.title)]
        for place, fact in enumerate(facts):
            if place:
                line.gap(1 if _is_glyph(facts[place - 1]) else made.gap)
            line.add(fact.text, getattr(style, fact.style))


def _is_glyph(fact: Fact) -> bool:
    """Whether it only stands before the next one."""
    return len(fact.text) == 1


def day_text(day: date, today: date) -> str:
    """A date as people write it: with its weekday when it is near, with its year when it is far."""
    short = f"{day.day} {_MONTHS[day.month - 1]}"
    if abs((day - today).days) < 7:
        return f"{_DAYS[day.weekday()]} {short}"
    return short if abs((day - today).days) < 300 or day.year == today.year else f"{short} {day.year}"


def amount_text(value: float) -> str:
    """An estimate without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + " pt"


def _facts(card: CardLine, today: Today, done: bool, people: str) -> list[Fact]:
    facts = []
    arrow = _ARROWS.get(card.priority)
    if arrow and not done:
        style = "late" if card.priority == "urgent" else "over" if card.priority == "high" else "muted"
        facts.append(Fact(f"{arrow} {card.priority}" if not people else arrow, style))
    if done:
        return [*_finish(card, today), *([Fact(people)] if people else [])]
    if people:
        facts.append(Fact(people))
    if card.due is not None:
        # Late and old are told by a glyph too: not everybody sees the color.
        mark = "!" if card.due < today.day else ""
        facts.append(Fact(mark + day_text(card.due, today.day), _due_style(card.due, today.day)))
    if card.estimate is not None:
        facts.append(Fact(amount_text(card.estimate)))
    if card.started_at is not None and card.finished_at is None:
        old = today.sle_days is not None and (today.now_ms - card.started_at) / DAY_MS > today.sle_days
        age = age_text(elapsed_days(card.started_at, today.now_ms))
        facts.append(Fact(f"!{age}" if old else age, "over" if old else "muted"))
    return facts


def _finish(card: CardLine, today: Today) -> list[Fact]:
    if card.finished_at is None:
        return []
    facts = [Fact(day_text(today.calendar.day_of(card.finished_at), today.day))]
    if card.started_at is not None:
        facts.append(Fact(age_text(elapsed_days(card.started_at, card.finished_at))))
    return facts


def _work(card: CardLine) -> list[Fact]:
    facts = []
    if card.checks:
        facts.append(Fact(f"checks {card.checks_done}/{card.checks}"))
    if card.waits_for:
        facts.append(Fact(waits_text(card.waits_for), "over"))
    if card.comments:
        facts.append(Fact(f"{card.comments} comment{'' if card.comments == 1 else 's'}", "faint"))
    return facts


def _kinds(card: CardLine) -> list[Fact]:
    facts = [Fact(card.milestone)] if card.milestone else []
    if card.service_class != "standard":
        facts.append(Fact(card.service_class, "over" if card.service_class == "expedite" else "muted"))
    if card.type != "task":
        facts.append(Fact(card.type, "faint"))
    return facts


def _blocked(card: CardLine, today: Today) -> Fact:
    days = elapsed_days(card.blocked_since or today.now_ms, today.now_ms)
    since = age_text(days)
    return Fact(f"■ {since}: {card.blocked_reason}" if card.blocked_reason else f"■ {since}", "blocked")


def _mark(card: CardLine, today: Today) -> Fact:
    """That it is blocked and since when, without the reason."""
    told = _blocked(card, today)
    return told._replace(text=told.text.partition(":")[0])


def _due_style(due: date, today: date) -> str:
    if due < today:
        return "late"
    return "over" if due - today <= SOON else "muted"


def _short(facts: list[Fact], cells: int, gap: int) -> tuple[Fact, ...]:
    """The facts that fit beside each other; the last ones are left out first, urgent ones after the rest."""
    while len(facts) > 1 and _cells(facts, gap) > cells:
        calm = [at for at, fact in enumerate(facts) if at and fact.style in ("muted", "faint")]
        at = calm[-1] if calm else len(facts) - 1
        facts = [*facts[:at], *facts[at + 1 :]]
    return tuple(facts)


def _gap(lines: Sequence[Sequence[Fact]], cells: int) -> int:
    """The wide gap, unless it takes a fact from one of the lines."""
    return GAP if all(_cells(facts, GAP) <= cells for facts in lines if facts) else 1


def _cells(facts: Sequence[Fact], gap: int) -> int:
    glyphs = sum(_is_glyph(fact) for fact in facts[:-1])
    between = (len(facts) - 1 - glyphs) * gap + glyphs
    return sum(width(fact.text) for fact in facts) + between


def _blocked_line(
    card: CardLine, facts: list[Fact], people: str, today: Today, cells: int, gap: int
) -> tuple[Fact, ...]:
    """One line for a blocked card: the mark, the owner, a day that has passed and the age, then what else
    there is room for.
    """
    last = facts[-1:] if card.started_at is not None and card.finished_at is None else []
    wanted = [fact for fact in facts if fact.text == people or fact.style == "late" or fact in last]
    mark = _mark(card, today)
    kept = list(_short([mark, *wanted], cells, gap))
    for fact in facts:
        more = [one for one in facts if one in kept or one == fact]
        if fact not in kept and _cells([mark, *more], gap) <= cells:
            kept = [mark, *more]
    room = cells - _cells(kept, gap) - 2
    if card.blocked_reason and room >= SHORTEST_REASON:
        kept[0] = mark._replace(text=f"{mark.text}: {cut(card.blocked_reason, room)}")
    return tuple(kept)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
