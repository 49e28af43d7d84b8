"""The work of one project: what was finished, what is blocked, how it flows."""

from __future__ import annotations

from collections.abc import Iterator

from models.measures.answers import NoAnswer
from models.measures.days import elapsed_days
from models.measures.flow import SLE_WINDOW_DAYS, Durations, cycle_times, percentile
from models.measures.times import CardTimes
from models.measures.wording import age_text, count_text
from models.reports.document import (
    DASH,
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Section,
    Table,
    day,
    known,
    used_columns,
)
from models.views.board_values import BoardView, CardLine
from models.views.project_report import ProjectReport

FINISHED = 50
OLDEST = 5
PERCENTILES = (0.5, 0.85, 0.95)
"""Cards of a list that are told; how many more there are is said."""


def has_work(report: ProjectReport) -> bool:
    """Whether the project has any card."""
    return bool(report.page.row.cards or report.finished or any(one.cards for one in report.board.columns))


def working(board: BoardView) -> list[CardLine]:
    """Work in progress: started, neither finished nor dropped; the oldest first."""
    found = [
        card
        for column in board.columns
        if column.kind not in ("done", "dropped")
        for card in column.cards
        if card.started_at is not None and card.finished_at is None
    ]
    return sorted(found, key=lambda card: (card.started_at or 0, card.number))


def blocked(board: BoardView) -> list[CardLine]:
    """Blocked cards that are not finished, the longest blocked first."""
    found = [
        card
        for column in board.columns
        if column.kind not in ("done", "dropped")
        for card in column.cards
        if card.blocked_since is not None
    ]
    return sorted(found, key=lambda card: (card.blocked_since or 0, card.number))


def cycle_durations(report: ProjectReport) -> Durations:
    """Cycle times of the cards finished in the 90 days that end today."""
    return cycle_times(
        CardTimes(started_ms=card.started_at, finished_ms=card.finished_at) for card in report.recent
    )


def finished_section(report: ProjectReport) -> Section:
    """What is new since the manager spoke last."""
    if report.since is not None:
        title = f"Finished since the statement of {day(report.since)}"
    else:
        title = f"Finished in the last {SLE_WINDOW_DAYS} days"
    cards = report.news
    if not cards:
        return Section(title, (Paragraph("No card was finished.", "quiet"),))
    columns = (Column("Card"), Column("Title"), Column("Finished"), Column("Cycle time", number=True))
    rows = tuple(
        (
            Cell(card.key),
            Cell(card.title),
            Cell(day(card.day)),
            Cell(_elapsed(card.started_at, card.finished_at)),
        )
        for card in cards[:FINISHED]
    )
    blocks: list[Block] = [used_columns(Table(title, columns, rows))]
    if len(cards) > FINISHED:
        blocks.append(Paragraph(f"{count_text(len(cards) - FINISHED, 'more card')} finished.", "quiet"))
    return Section(title, tuple(blocks), mark=Cell(count_text(len(cards), "card"), "quiet"))


def blocked_section(report: ProjectReport) -> Section:
    """What stands still, and why."""
    cards = blocked(report.board)
    if not cards:
        return Section("Blocked", (Paragraph("No card is blocked.", "quiet"),))
    columns = (
        Column("Card"),
        Column("Title"),
        Column("Blocked for", number=True),
        Column("Reason"),
        Column("Who"),
    )
    now = report.page.now_ms
    rows = tuple(
        (
            Cell(f"{report.board.key}-{card.number}"),
            Cell(card.title),
            Cell(_elapsed(card.blocked_since, now), "strong"),
            Cell(known(card.blocked_reason)),
            Cell(_who(card, report)),
        )
        for card in cards
    )
    return Section("Blocked", (Table("Blocked cards, the longest first", columns, rows),))


def flow_section(report: ProjectReport) -> Section:
    """How the work flows, and what has been at work for long."""
    return Section("Flow", tuple(_flow_blocks(report)))


def _flow_blocks(report: ProjectReport) -> Iterator[Block]:
    row, current = report.page.row, working(report.board)
    durations = cycle_durations(report)
    weeks = row.trend_finished
    facts = [
        Fact("Work in progress", Cell(f"{len(current)} of {count_text(row.open_cards, 'open card')}")),
        Fact(f"Finished in {len(weeks)} weeks, this one included", Cell(count_text(sum(weeks), "card"))),
        Fact("Finished each week, the oldest first", Cell(" ".join(map(str, weeks)))),
    ]
    if durations.days:
        name = f"Cycle time of {count_text(len(durations.days), 'card')} in {SLE_WINDOW_DAYS} days"
        facts.append(Fact(name, Cell(_percentiles(durations))))
    if durations.left_out:
        facts.append(Fact("Finished without having started", Cell(count_text(durations.left_out, "card"))))
    yield Facts(tuple(facts))
    if not current:
        return
    columns = (
        Column("Oldest work"),
        Column("Title"),
        Column("At work for", number=True),
        Column("Waits for", number=True),
        Column("Who"),
    )
    sle, now = report.board.sle_days, report.page.now_ms
    rows = []
    for card in current[:OLDEST]:
        age = elapsed_days(card.started_at or now, now)
        long = sle is not None and age > sle
        shown = f"{age_text(age)}{', long' if long else ''}"
        rows.append(
            (
                Cell(f"{report.board.key}-{card.number}"),
                Cell(card.title),
                Cell(shown, "strong" if long else ""),
                Cell(count_text(card.waits_for, "card") if card.waits_for else DASH),
                Cell(_who(card, report)),
            )
        )
    yield used_columns(Table("The oldest work in progress", columns, tuple(rows)))
    if sle is not None:
        yield Paragraph(
            f"Long: older than the {sle:.1f} d in which 85 % of the cards were finished.", "quiet"
        )


def _percentiles(durations: Durations) -> str:
    told = ((percentile(durations.days, share), round(share * 100)) for share in PERCENTILES)
    return ", ".join(
        f"{part} % within {value:.1f} d" for value, part in told if not isinstance(value, NoAnswer)
    )


def _who(card: CardLine, report: ProjectReport) -> str:
    return known(", ".join(report.people.get(key, key) for key in card.assignees))


def _elapsed(begin: int | None, end: int) -> str:
    return DASH if begin is None else age_text(elapsed_days(begin, end))
