"""What the panel of a card says: its rows, made from the card for one width. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.measures.wording import age_text
from models.views.card import CardDetails, LinkView
from models.views.short import LINKS, linked
from tui.board.face import amount_text, day_text
from tui.board.markdown import Span, described
from tui.text import pad, wrap

LABEL = 12
"""Cells of the labels on the left."""
DESCRIPTION = 40
"""Lines of a description that are shown."""
VALUE, REASON = 6, 12
"""Lines of a value, and of why a card was blocked: nowhere else they are told whole, so few are cut."""
TIES = (
    (LINKS["parent"], "parent", "parent_id"),
    (LINKS["depends"], "depends", "depends_on"),
    (LINKS["relates"], "relates", "relates"),
)
"""Label, kind of link and field of what leads to other cards."""
_FROM_THERE = ("needed by", "child")
"""Links that are written on the other card, and are changed there."""


class Row(NamedTuple):
    """One line of the panel. ``what`` names the thing it shows; only its first line has a label."""

    label: str
    text: str
    style: str = "text"
    what: str = ""
    """``field:title``, ``link:relates:31``, ``check:12``, ``comment:7``; empty: the cursor walks past it."""
    first: bool = True
    spans: tuple[Span, ...] = ()
    """The text in several styles, where it has them."""


_FAR = 300
"""Days from which a day of another year is told with its year."""


def rows(card: CardDetails, cells: int, today: date, zone: ZoneInfo) -> list[Row]:
    """All rows of a card."""
    made: list[Row] = []
    room = max(cells - LABEL, 8)
    for label, name, text, style in _values(card, today):
        made += _block(label, text, style, f"field:{name}", room, VALUE)
    made += _ties(card, room)
    made.append(Row("", ""))
    made += _description(card.description, room)
    made += _steps(card, room)
    made += _list("blocked", _blocks(card, zone, today), room)
    made += _list(
        "links", [f"{link.kind} {_tied(link)}" for link in card.links if link.kind in _FROM_THERE], room
    )
    made += _comments(card, room, zone, today)
    made += _list(
        "history",
        [f"{_when(line.at, zone, today)}  {_by(line.author)}{line.text}" for line in card.history],
        room,
    )
    return made


def _values(card: CardDetails, today: date) -> Iterator[tuple[str, str, str, str]]:
    yield "title", "title", card.title, "strong"
    people = ", ".join(one.name for one in card.assignees)
    yield "assignees", "assignees", people or "nobody", _quiet(people)
    yield "labels", "labels", ", ".join(card.labels) or "none", _quiet(card.labels)
    yield "priority", "priority", card.priority, "over" if card.priority in ("high", "urgent") else "text"
    yield "due", "due", *_due(card, today)
    estimate = "" if card.estimate is None else amount_text(card.estimate)
    none = f"none: counts as {amount_text(card.counts_as)}, the mean" if card.counts_as else "none"
    yield "estimate", "estimate", estimate or none, _quiet(estimate)
    milestone = card.milestone.name if card.milestone is not None else ""
    yield "milestone", "milestone_id", milestone or "none", _quiet(milestone)
    yield "type", "type", card.type, "text"
    yield "class", "service_class", card.service_class, "text"


def _description(text: str, room: int) -> list[Row]:
    lines = described(text, room, DESCRIPTION) if text else []
    if not lines:
        return [Row("description", "none", "faint", "field:description")]
    return [
        Row("" if place else "description", "", "text", "field:description", place == 0, spans)
        for place, spans in enumerate(lines)
    ]


def _due(card: CardDetails, today: date) -> tuple[str, str]:
    if card.due is None:
        return "none", "faint"
    late = card.due < today and card.finished_at is None
    return ("! " if late else "") + day_text(card.due, today), "late" if late else "text"


def times(card: CardDetails) -> str:
    """Column and times in one line."""
    parts = [card.column.name]
    for word, days in (("age", card.age_days), ("cycle", card.cycle_days), ("lead", card.lead_days)):
        if days is not None:
            parts.append(f"{word} {age_text(days)}")
    if card.blocked_days:
        parts.append(f"blocked {age_text(card.blocked_days)}")
    if card.archived_at is not None:
        parts.append("archived")
    return "   ".join(parts)


def _steps(card: CardDetails, room: int) -> list[Row]:
    if not card.checklist:
        return []
    made = [Row("", "")]
    done = sum(check.done for check in card.checklist)
    for place, check in enumerate(card.checklist):
        label = f"steps {done}/{len(card.checklist)}" if place == 0 else ""
        mark = "✓ " if check.done else "· "
        made += _block(
            label, mark + check.text, "muted" if check.done else "text", f"check:{check.id}", room, VALUE
        )
    return made


def _comments(card: CardDetails, room: int, zone: ZoneInfo, today: date) -> list[Row]:
    made = []
    for place, comment in enumerate(card.comments):
        if place == 0:
            made.append(Row("", ""))
        what = f"comment:{comment.id}"
        made.append(
            Row(
                "comments" if place == 0 else "",
                f"{comment.author}, {_when(comment.at, zone, today)}",
                "muted",
                what,
            )
        )
        made += [
            Row("", line, "text", what, False)
            for paragraph in comment.text.splitlines()[:60]
            for line in wrap(paragraph, room, 20)
        ]
    return made


def _blocks(card: CardDetails, zone: ZoneInfo, today: date) -> list[str]:
    said = []
    for block in card.blocks:
        end = f" to {_when(block.ended_at, zone, today)}" if block.ended_at is not None else ", open"
        said.append(f"{_when(block.started_at, zone, today)}{end}: {block.reason or 'no reason given'}")
    return said


def _ties(card: CardDetails, room: int) -> list[Row]:
    """The cards that this one leads to, each on its own: `x` takes one off, Enter opens them all."""
    made: list[Row] = []
    for label, kind, name in TIES:
        links = [link for link in card.links if link.kind == kind]
        if not links:
            made += _block(label, "none", "faint", f"field:{name}", room, 1)
        for place, link in enumerate(links):
            style = "muted" if link.finished else "text"
            what = f"link:{name}:{link.id}"
            made += _block(label if place == 0 else "", _tied(link), style, what, room, VALUE)
    return made


def _tied(link: LinkView) -> str:
    return f"{link.key} {linked(link.title, finished=link.finished)}"


def _list(label: str, texts: list[str], room: int) -> list[Row]:
    if not texts:
        return []
    made = [Row("", "")]
    for place, text in enumerate(texts):
        made += _block(label if place == 0 else "", text, "muted", "", room, REASON)
    return made


def _block(label: str, text: str, style: str, what: str, room: int, most: int) -> list[Row]:
    lines = [line for paragraph in text.split("\n")[:most] for line in wrap(paragraph, room, most)][:most]
    return [
        Row(label if place == 0 else "", line, style, what, place == 0) for place, line in enumerate(lines)
    ]


def _by(author: str) -> str:
    """Who did it; what was imported may not say."""
    return f"{author}: " if author else ""


def _when(at_ms: int, zone: ZoneInfo, today: date) -> str:
    """The day and the minute; of another year the year, as `day_text` does."""
    try:
        at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return "at an unknown time"
    if at.year != today.year and abs((at.date() - today).days) >= _FAR:
        return f"{at.day} {at:%b %Y}"
    return f"{at.day} {at:%b %H:%M}"


def _quiet(value: object) -> str:
    return "text" if value else "faint"


def label_text(row: Row) -> str:
    """The label in its cells."""
    return pad(row.label, LABEL - 1)
