"""The tables of the CSV format: a head, then a row for each thing; dates ISO, amounts exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from models.measures.days import elapsed_days
from models.measures.money import export_amount
from models.reports.csv_text import Value
from models.reports.work_part import blocked
from models.views.delivery_values import Attention, ProjectRow
from models.views.project_report import ProjectReport

Row = Sequence[Value]

_PROJECT_HEAD = (
    "key", "name", "client_key", "client", "program_key", "program", "manager", "state", "health",
    "health_dimension", "declared", "progress", "progress_note", "target", "p85", "p85_note", "slip_days",
    "slip_note", "latest_slip_days", "currency", "budget", "costs", "budget_used", "budget_note", "cpi",
    "cpi_note", "spi", "risk", "csat", "csat_answers", "nps", "nps_answers", "next_milestone", "next_due",
    "next_forecast", "next_slip_days", "next_promised", "cards", "open_cards", "said_days", "said_note",
    "said_on", "said_health", "said_by", "summary", "why", "next", "ask", "attention", "attention_count",
)  # fmt: skip


def projects_table(rows: Iterable[ProjectRow], attention: Iterable[Attention]) -> Iterator[Row]:
    """A row for each project; ``attention``: the worst rule that fired, and how many did."""
    wrong = {line.project_id: line.all for line in attention}
    yield _PROJECT_HEAD
    for row in rows:
        yield _project(row, wrong.get(row.id, ()))


def _project(row: ProjectRow, wrong: tuple[str, ...]) -> Row:
    coming, said = row.next_milestone, row.statement
    return (
        row.key, row.name, row.client_key, row.client, row.program_key, row.program, row.manager, row.state,
        _letter(row.health), row.health_dimension, row.declared, _share(row.progress), row.progress_note,
        row.target, row.p85, row.p85_note, row.slip_days, row.slip_note, row.baseline_slip_days, row.currency,
        _money(row.budget, row.currency), _money(row.costs, row.currency), _share(row.budget_used),
        row.budget_note, _share(row.cpi), row.cpi_note, _share(row.spi), row.risk, _share(row.csat),
        row.csat_answers, _share(row.nps), row.nps_answers,
        *((coming.name, coming.due, coming.forecast, coming.slip_days, coming.commitment)
          if coming is not None else (None,) * 5),
        row.cards, row.open_cards, row.said_days, row.said_note,
        *((said.date, said.health, said.author, said.summary, said.why, said.next, said.ask)
          if said is not None else (None,) * 7),
        wrong[0] if wrong else "", len(wrong),
    )  # fmt: skip


def project_table(report: ProjectReport, name: str) -> Iterator[Row]:
    """One table of a project. Raises KeyError for a name that no table has."""
    return _TABLES[name](report)


def _letter(health: str) -> str:
    # A lone dash is no letter, and a spreadsheet would take it for a formula.
    return "" if health == "-" else health


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _money(minor: int | None, currency: str) -> Decimal | None:
    return None if minor is None else Decimal(export_amount(minor, currency))


def _instant(at_ms: int | None) -> str:
    if at_ms is None:
        return ""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _row_of_project(report: ProjectReport) -> Iterator[Row]:
    page = report.page
    yield _PROJECT_HEAD
    yield _project(page.row, page.attention)


def _cards(report: ProjectReport) -> Iterator[Row]:
    yield (
        "key", "title", "column", "column_kind", "type", "priority", "service_class", "estimate", "due",
        "milestone", "assignees", "labels", "started_at", "finished_at", "blocked_since", "blocked_reason",
        "checks_done", "checks", "comments", "waits_for",
    )  # fmt: skip
    for column in report.board.columns:
        for card in column.cards:
            yield (
                f"{report.board.key}-{card.number}", card.title, column.name, column.kind, card.type,
                card.priority, card.service_class, card.estimate, card.due, card.milestone,
                ", ".join(card.assignees), ", ".join(card.labels), _instant(card.started_at),
                _instant(card.finished_at), _instant(card.blocked_since), card.blocked_reason,
                card.checks_done, card.checks, card.comments, card.waits_for,
            )  # fmt: skip


def _milestones(report: ProjectReport) -> Iterator[Row]:
    yield (
        "name", "due", "baseline", "done", "forecast", "slip_days", "slip_basis", "moved", "overdue",
        "promised", "weight",
    )  # fmt: skip
    for one in report.page.milestones:
        yield (
            one.name, one.due, one.baseline, one.done, one.forecast, one.slip_days, one.slip_basis, one.moved,
            one.overdue, one.commitment, one.weight,
        )  # fmt: skip


def _baselines(report: ProjectReport) -> Iterator[Row]:
    currency = report.page.facts.currency
    yield ("approved", "start", "target", "budget", "currency", "reason")
    for one in report.page.baselines:
        yield (one.approved, one.start, one.target, _money(one.budget, currency), currency, one.reason)


def _budget(report: ProjectReport) -> Iterator[Row]:
    money, currency = report.page.money, report.page.facts.currency
    yield ("category", "planned", "costs", "currency")
    for line in money.lines:
        yield (line.category, _money(line.amount, currency), _money(line.spent, currency), currency)
    if money.unplanned:
        yield ("not planned", _money(0, currency), _money(money.unplanned, currency), currency)


def _costs(report: ProjectReport) -> Iterator[Row]:
    currency = report.page.facts.currency
    yield ("date", "amount", "currency", "category", "note")
    for one in report.page.money.costs:
        yield (one.date, _money(one.amount, currency), currency, one.category, one.note)


def _risks(report: ProjectReport) -> Iterator[Row]:
    currency = report.page.facts.currency
    yield (
        "title", "state", "probability", "impact", "residual_probability", "residual_impact", "inherent",
        "exposure", "band", "money", "residual_money", "currency", "response", "mitigation", "trigger",
        "owner", "review", "reviewed_too_long_ago",
    )  # fmt: skip
    for one in report.page.risks:
        yield (
            one.title, one.state, one.probability, one.impact, one.residual_probability, one.residual_impact,
            one.inherent, one.exposure, one.band, _money(one.cost, currency),
            _money(one.residual_cost, currency), currency, one.response, one.mitigation, one.trigger,
            one.owner.name if one.owner is not None else "", one.review, one.forgotten,
        )  # fmt: skip


def _expectations(report: ProjectReport) -> Iterator[Row]:
    yield ("text", "state", "due", "overdue")
    for one in report.page.client.expectations:
        yield (one.text, one.state, one.due, one.overdue)


def _answers(report: ProjectReport) -> Iterator[Row]:
    yield ("date", "csat", "nps", "respondent", "comment")
    for one in report.page.client.answers:
        yield (one.date, one.csat, one.nps, one.respondent, one.comment)


def _statements(report: ProjectReport) -> Iterator[Row]:
    yield ("date", "health", "author", "summary", "why", "next", "ask", "review")
    for one in report.page.statements:
        yield (one.date, one.health, one.author, one.summary, one.why, one.next, one.ask, one.review)


def _finished(report: ProjectReport) -> Iterator[Row]:
    yield ("key", "title", "started_at", "finished_at", "finished_on", "cycle_days", "since_last_statement")
    news = len(report.news)
    for at, card in enumerate(report.finished):
        taken = None if card.started_at is None else elapsed_days(card.started_at, card.finished_at)
        yield (
            card.key, card.title, _instant(card.started_at), _instant(card.finished_at), card.day,
            None if taken is None else round(taken, 2), at < news,
        )  # fmt: skip


def _blocked(report: ProjectReport) -> Iterator[Row]:
    yield ("key", "title", "blocked_since", "days", "reason", "assignees")
    for card in blocked(report.board):
        since = card.blocked_since or report.page.now_ms
        yield (
            f"{report.board.key}-{card.number}", card.title, _instant(since),
            round(elapsed_days(since, report.page.now_ms), 2), card.blocked_reason, ", ".join(card.assignees),
        )  # fmt: skip


_TABLES: dict[str, Callable[[ProjectReport], Iterator[Row]]] = {
    "projects": _row_of_project,
    "cards": _cards,
    "milestones": _milestones,
    "baselines": _baselines,
    "budget": _budget,
    "costs": _costs,
    "risks": _risks,
    "expectations": _expectations,
    "answers": _answers,
    "statements": _statements,
    "finished": _finished,
    "blocked": _blocked,
}
