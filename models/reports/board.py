"""A board as plain text: its head, then each column with its cards."""

from __future__ import annotations

from datetime import date

from models.measures.days import elapsed_days
from models.reports import words
from models.reports.as_json import board_json
from models.reports.cells import fit, left, width
from models.views.board import BoardView, CardLine, ColumnView
from models.views.short import counted_from, waits_text, without_key

__all__ = ["board_json", "board_text"]

LEAST_WIDTH = 40
_NUMBER = 6


def board_text(view: BoardView, width: int = 120) -> str:
    """The board in lines of at most ``width`` cells."""
    room = max(width, LEAST_WIDTH)
    lines = [fit(_head(view), room - 1)]
    for column in view.columns:
        lines += ["", fit(_title(column), room - 1)]
        lines += [_card(card, view, room) for card in column.cards]
    return "\n".join(f" {line}".rstrip() for line in lines)


def _head(view: BoardView) -> str:
    head, today = view.head, view.today
    unknown = head.health == "-"
    health = "health unknown" if unknown else f"{head.health} {head.health_dimension}".strip()
    parts = [f"{view.key}  {without_key(view.key, view.name)}", view.client, health]
    if head.progress is not None:
        parts.append(words.percent(head.progress))
    if head.target is not None:
        parts.append(f"target {words.day(head.target, today)}")
    p85 = words.forecast(head.p85, head.p85_note, today)
    if head.p85 is not None or p85.startswith(">"):
        parts.append(f"p85 {p85}")
    if head.slip_days is not None:
        since = counted_from(head.slip_from, head.target, lambda day: words.day(day, today))
        parts.append(f"slip {words.slip(head.slip_days)}{since}")
    return "   ".join(part for part in parts if part)


def _title(column: ColumnView) -> str:
    count = f"{len(column.cards)}" if column.limit is None else f"{len(column.cards)}/{column.limit}"
    return f"{column.name}  {count}{' over' if column.over else ''}"


def _card(card: CardLine, view: BoardView, room: int) -> str:
    marks = _marks(card, view)
    most = max(room // 2, 12)
    shown = fit(marks, most)
    title = room - 1 - 2 - _NUMBER - width(shown) - 2
    return f"  {left(str(card.number), _NUMBER)}{left(card.title, title)}  {shown}"


def _marks(card: CardLine, view: BoardView) -> str:
    parts = [" ".join(card.assignees)]
    if card.blocked_since is not None:
        parts.append(
            f"blocked {words.days(elapsed_days(card.blocked_since, view.now_ms))}: {card.blocked_reason}"
        )
    due: date | None = card.due if card.finished_at is None else None
    parts += [words.day(due, view.today), words.size(card.estimate)]
    if card.checks:
        parts.append(f"checks {card.checks_done}/{card.checks}")
    parts.append(waits_text(card.waits_for))
    if card.started_at is not None:
        end = view.now_ms if card.finished_at is None else card.finished_at
        parts.append(words.days(elapsed_days(card.started_at, end)))
    return "  ".join(part for part in parts if part)
