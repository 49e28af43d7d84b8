"""Portfolios to try the screens on: real databases, made with real actions; a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.actions import cards, clients, people, projects
from models.portfolio import Portfolio
from models.store import rank
from models.store.tables import Card, Move, Project

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
"""A Monday."""
COLUMNS = (
    {"name": "Backlog", "kind": "queue"},
    {"name": "Ready", "kind": "queue", "wip_limit": 6},
    {"name": "Doing", "kind": "active", "wip_limit": 3},
    {"name": "Review", "kind": "waiting", "wip_limit": 3},
    {"name": "Done", "kind": "done"},
)


def clock() -> datetime:
    return NOW


def opened(path: Path, author: str = "anna") -> Portfolio:
    return Portfolio.open(path, author=author, clock=clock)


_MADE: dict[object, dict[str, bytes]] = {}
"""What was made in this process already: the files, by what follows the portfolio's name."""


def _once(path: Path, what: object, make: Callable[[Path], None]) -> Path:
    name = path.name
    if what not in _MADE:
        make(path)
        _MADE[what] = {
            file.name.removeprefix(name): file.read_bytes()
            for file in path.parent.glob(f"{name}*")
            if file.is_file()
        }
    for rest, held in _MADE[what].items():
        path.with_name(name + rest).write_bytes(held)
    path.chmod(0o600)
    return path


def ledger(path: Path) -> Path:
    """The board of the pictures: ATLAS with about thirty cards, and a small KITE beside it."""
    return _once(path, "ledger", _make_ledger)


def _make_ledger(path: Path) -> None:
    portfolio = opened(path, "setup")
    try:
        _ledger(portfolio)
    finally:
        portfolio.close()


def _ledger(p: Portfolio) -> None:
    who = {key: people.add(p, key=key, name=key.title()) for key in ("anna", "ben", "dora", "ines")}
    client = clients.add(p, key="acme", name="Acme Bank")
    atlas = projects.add(p, "ATLAS", "Ledger migration", columns=COLUMNS, client_id=client)
    projects.add(p, "KITE", "Route planner")
    ids = dict(p.store.rows("SELECT name, id FROM board_column WHERE project_id = ?", (atlas,)))
    made: dict[str, int] = {}
    for column, title, person, estimate in TITLES:
        made[title] = cards.add(
            p,
            atlas,
            title,
            column_id=ids[column],
            estimate=estimate,
            assignees=[who[person]] if person else [],
        ).id
    cards.edit(p, made["Cut over the branch ledgers"], None, due=NOW.date() + timedelta(days=4))
    cards.edit(p, made["Currency rounding"], None, priority="high")
    cards.block(p, made["Shadow ledger for the pilot branches"], None, "bank test data")
    for place, step in enumerate(("freeze", "copy", "compare", "switch", "announce")):
        item = cards.add_check(p, made["Cut over the branch ledgers"], step)
        if place < 3:
            cards.set_check(p, item, None, True)


TITLES: Sequence[tuple[str, str, str, float | None]] = (
    ("Backlog", "Reconcile the old ledger with the statements of twelve branches", "anna", 5),
    ("Backlog", "Archive policy for closed accounts", "", 3),
    ("Backlog", "Alert when a batch is late", "ben", 8),
    ("Backlog", "Rollback drill", "", 2),
    ("Backlog", "Retire the nightly export", "", 5),
    ("Backlog", "Document the cut-over for auditors", "dora", 3),
    ("Ready", "Cut over the branch ledgers", "anna", 5),
    ("Ready", "Freeze window for the December close", "ben", 3),
    ("Ready", "Two-person approval", "ines", 2),
    ("Ready", "Branch 12 rehearsal", "anna", 5),
    ("Ready", "Ledger checksum job", "ben", 3),
    ("Doing", "Shadow ledger for the pilot branches", "ben", 8),
    ("Doing", "Posting rules", "anna", 5),
    ("Doing", "Currency rounding", "dora", 3),
    ("Doing", "Interest accrual", "ines", 8),
    ("Review", "Audit trail of manual postings", "anna", 3),
    ("Review", "Trial balance report", "ben", 5),
    ("Done", "Import the chart of accounts", "anna", 5),
    ("Done", "Read-only replica", "ben", 3),
    ("Done", "Ledger schema", "dora", 8),
)


def many(path: Path, count: int, titles: Sequence[str] = ("Reconcile the ledger of branch {}",)) -> Path:
    """A project BULK with so many cards, spread over its columns."""
    portfolio = opened(path, "setup")
    try:
        project = projects.add(portfolio, "BULK", "Many cards", columns=COLUMNS)
        columns = [row[0] for row in portfolio.store.rows("SELECT id FROM board_column ORDER BY rank, id")]
        with portfolio.change("bulk") as change:
            numbers = change.reserve_numbers(Project, project, count)
            ranks = rank.spread(count // len(columns) + 1)
            rows = [
                {
                    "project": project,
                    "number": number,
                    "column": columns[place % len(columns)],
                    "rank": ranks[place // len(columns)],
                    "title": titles[place % len(titles)].format(number),
                    "estimate": float(place % 8 + 1),
                    "code": None,
                }
                for place, number in enumerate(numbers)
            ]
            ids = change.create_many(Card, rows)
            change.create_many(
                Move,
                [
                    {"card": card, "from_column": None, "to_column": row["column"], "at": change.at}
                    for card, row in zip(ids, rows, strict=True)
                ],
            )
            change.summary("many cards")
    finally:
        portfolio.close()
    return path
