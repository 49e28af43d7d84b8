"""Reports as JSON, version 1 (docs/json.md)."""

from __future__ import annotations

from typing import Any

from models.measures.answers import NoAnswer
from models.measures.flow import percentile
from models.reports.as_json import VERSION, plain, values
from models.reports.portfolio_document import Subject
from models.reports.work_part import OLDEST, blocked, cycle_durations, working
from models.text import clean_text
from models.views.delivery import DeliveryView, grouped
from models.views.project_report import ProjectReport

_OF_THE_PAGE = frozenset(
    (
        "today", "now", "zone", "facts", "row", "attention", "milestones", "baselines", "money",
        "allocations", "risks", "risk_cost", "client", "statements", "history", "older_history",
    )
)  # fmt: skip
"""What is promised of the project page; the rest of it is for its screen."""


def portfolio_report_json(view: DeliveryView, subject: Subject) -> dict[str, Any]:
    """The projects of a client, of a program or all, what needs attention, and sums by currency."""
    (whole,) = grouped(view.rows, "none") or (None,)
    money = whole.money if whole is not None else ()
    return {
        "version": VERSION,
        "report": "portfolio",
        "about": subject.kind,
        "key": subject.key,
        "name": clean_text(subject.name),
        "money": [
            {"currency": currency, "costs": costs, "budget": budget} for currency, costs, budget in money
        ],
        **values(view),
    }


def project_report_json(report: ProjectReport) -> dict[str, Any]:
    """Everything about one project: its page, its board, its flow, what was finished."""
    durations = cycle_durations(report)
    working_cards, blocked_cards = working(report.board), blocked(report.board)
    return {
        "version": VERSION,
        "report": "project",
        "key": report.page.facts.key,
        "since": plain(report.since),
        "finished_since": [card.key for card in report.news],
        "finished": [plain(card) for card in report.finished],
        "blocked": [f"{report.board.key}-{card.number}" for card in blocked_cards],
        "flow": {
            "in_progress": len(working_cards),
            "oldest": [f"{report.board.key}-{card.number}" for card in working_cards[:OLDEST]],
            "finished_by_week": list(report.page.row.trend_finished),
            "cycle_days": {
                name: _number(percentile(durations.days, share))
                for name, share in (("p50", 0.5), ("p85", 0.85), ("p95", 0.95))
            },
            "cycle_cards": len(durations.days),
            "never_started": durations.left_out,
            "sle_days": report.board.sle_days,
        },
        **{name: value for name, value in values(report.page).items() if name in _OF_THE_PAGE},
        "columns": [plain(column) for column in report.board.columns],
    }


def _number(value: float | NoAnswer) -> float | None:
    return None if isinstance(value, NoAnswer) else value
