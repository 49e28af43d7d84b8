"""Lines to read about the project: why its health is what it is, and its figures."""

from __future__ import annotations

from datetime import date

from models.measures.wording import days_text, span_text
from models.views.board import BoardView
from models.views.delivery import ProjectRow, Reasons
from tui.board.face import day_text
from tui.text import pad, percent, wrap
from tui.widgets import reasons
from tui.widgets.reader import EDGE, Piece

CELLS = 58
Lines = list[list[Piece]]


def why(found: Reasons, screen: int) -> Lines:
    """Every rule that decided the health, with its numbers, and all that needs somebody: as on delivery.

    ``screen``: its cells. What is folded for more of them is folded once more, into ragged lines.
    """
    cells = min(CELLS, screen - EDGE)
    blocks = reasons.one_below_the_other(found.row, found.attention, found.today, cells)
    return [list(line) for line in blocks]


def why_title(row: ProjectRow) -> str:
    """Which project, and what is asked."""
    return "".join(text for text, _ in reasons.title(row))


def facts(view: BoardView, row: ProjectRow, cards: int) -> Lines:
    """The project's figures; ``cards``: how many are on the board."""
    today = view.today
    lines: Lines = []
    for label, text in (
        ("project", f"{row.key}  {row.name}"),
        ("client", row.client or "none"),
        ("program", row.program or "none"),
        ("manager", row.manager or "nobody"),
        ("state", row.state),
        ("cards", f"{cards} on the board, {row.open_cards} open"),
        ("progress", f"{percent(row.progress)} %" if row.progress is not None else row.progress_note),
        ("target", _day(row.target, today)),
        ("forecast", _day(row.p85, today, row.p85_note)),
        ("slip", days_text(row.slip_days) if row.slip_days is not None else row.slip_note or "none"),
        ("budget", f"{percent(row.budget_used)} % used" if row.budget_used is not None else row.budget_note),
        ("CPI", f"{row.cpi:.2f}" if row.cpi is not None else row.cpi_note),
        ("risk", f"{row.risk} of 25" if row.risk is not None else row.risk_note),
        ("CSAT", row.csat_note),
    ):
        lines.append([(pad(label, 11), "muted"), (" " + (text or "none"), "text")])
    if row.next_milestone is not None:
        stone = row.next_milestone
        slip = f", {days_text(stone.slip_days)}" if stone.slip_days is not None else ""
        slip += stone.counted_from(lambda since: day_text(since, today))
        lines.append(
            [(pad("milestone", 11), "muted"), (f" {stone.name}, {day_text(stone.due, today)}{slip}", "text")]
        )
    limits = [column for column in view.columns if column.policy]
    for column in limits:
        lines += [[], [(column.name, "strong")], *_paragraph(column.policy, "muted")]
    return lines + _said(row)


def _said(row: ProjectRow) -> Lines:
    said = row.statement
    if said is None:
        return [[], [("no statement yet", "faint")]]
    head = f"last statement, {span_text(said.days_ago)} ago, {said.author}: {said.health}"
    lines: Lines = [[], [(head, "muted")]]
    for label, text in (("", said.summary), ("why: ", said.why), ("next: ", said.next), ("ask: ", said.ask)):
        if text:
            lines += _paragraph(label + text, "text")
    return lines


def _paragraph(text: str, style: str) -> Lines:
    return [[(line, style)] for part in text.splitlines() for line in wrap(part, CELLS, 12)]


def _day(day: date | None, today: date, note: str = "") -> str:
    return day_text(day, today) if day is not None else note or "none"
