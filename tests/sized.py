"""Portfolios of any size, made quickly through the write gate: for budgets, benchmarks and large-data tests.

.venv/bin/python tests/sized.py FILE [PROJECTS] [CARDS]
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.portfolio import Portfolio
from models.store.rank import spread
from models.store.tables import Card, Client, Column, Cost, Milestone, Move, Person, Project, Risk

KINDS = (
    ("Backlog", "queue"),
    ("Ready", "queue"),
    ("Doing", "active"),
    ("Review", "waiting"),
    ("Done", "done"),
)
DAY = 86_400_000
NAME = "portfolio.db"
COPIES = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""What the ranks of a card's copies end in."""


def make(path: Path, projects: int, cards: int, now: datetime | None = None) -> None:
    """Write a new portfolio with *cards* cards spread evenly over *projects* projects and five columns."""
    at = now or datetime.now(UTC)
    portfolio = Portfolio.open(path, author="sized", clock=lambda: at)
    try:
        with portfolio.change("make") as change:
            people = change.create_many(Person, [{"key": f"p{n}", "name": f"Person {n}"} for n in range(20)])
            clients = change.create_many(Client, [{"key": f"c{n}", "name": f"Client {n}"} for n in range(10)])
            today = at.date()
            made = change.create_many(
                Project,
                [
                    {
                        "key": f"P{n}",
                        "name": f"Project number {n}",
                        "client": clients[n % 10],
                        "manager": people[n % 20],
                        "start": (today - timedelta(days=120)).isoformat(),
                        "target": (today + timedelta(days=30 + n % 90)).isoformat(),
                        "budget": 10_000_000,
                        "next_number": cards // projects + 2,
                    }
                    for n in range(projects)
                ],
            )
            ranks = spread(len(KINDS))
            columns = change.create_many(
                Column,
                [
                    {"project": project, "name": name, "kind": kind, "rank": rank}
                    for project in made
                    for (name, kind), rank in zip(KINDS, ranks, strict=True)
                ],
            )
            change.create_many(
                Cost,
                [{"project": project, "date": today.isoformat(), "amount": 4_000_000} for project in made],
            )
            change.create_many(
                Risk,
                [
                    {"project": project, "title": "It rains", "probability": 2, "impact": 3}
                    for project in made
                ],
            )
            change.create_many(
                Milestone,
                [
                    {"project": project, "name": "Live", "due": (today + timedelta(days=30)).isoformat()}
                    for project in made
                ],
            )
            _cards(change, made, columns, cards, at)
            change.summary(f"made {projects} projects")
    finally:
        portfolio.close()


def made(path: Path, projects: int, cards: int) -> None:
    """The same as `make`, from a portfolio that is made once in a process."""
    shutil.copy(Path(_original(projects, cards).name) / NAME, path)


@cache
def _original(projects: int, cards: int) -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="pmboard-sized-")
    make(Path(folder.name) / NAME, projects, cards)
    return folder


def _cards(change, made, columns, cards, at):
    now = round(at.timestamp() * 1000)
    each = cards // len(made)
    ranks = spread(each // len(KINDS) + 1)
    rows = []
    moves = []
    for place, project in enumerate(made):
        for number in range(each):
            column = number % len(KINDS)
            age = 3 + number * 7 % 80
            created = now - (age + 20) * DAY
            rows.append(
                {
                    "project": project,
                    "number": number + 1,
                    "column": columns[place * len(KINDS) + column],
                    "rank": ranks[number // len(KINDS)],
                    "title": f"Implement feature number {number} as it was agreed with the client",
                    "estimate": float(number % 8 + 1),
                    "created_at": created,
                    "started_at": now - age * DAY if column >= 2 else None,
                    "finished_at": now - (age - 2) * DAY if column == 4 else None,
                }
            )
            moves.append([(None, 0, created)])
            if column >= 2:
                moves[-1].append((0, 2, now - age * DAY))
            if column == 4:
                moves[-1].append((2, 4, now - (age - 2) * DAY))
            elif column not in (0, 2):
                moves[-1].append((2 if column == 3 else 0, column, now - (age - 1) * DAY))
    ids = change.create_many(Card, rows)
    change.create_many(
        Move,
        [
            {
                "card": card,
                "from_column": None if left is None else columns[index // each * len(KINDS) + left],
                "to_column": columns[index // each * len(KINDS) + entered],
                "at": when,
                "by": "sized",
            }
            for index, (card, steps) in enumerate(zip(ids, moves, strict=True))
            for left, entered, when in steps
        ],
    )


def copy_cards(path: Path, times: int) -> None:
    """Put copies of each card and of its moves below it, much faster than `make`: they have no history."""
    with closing(sqlite3.connect(path)) as db:
        [(journal,)] = db.execute("PRAGMA journal_mode")
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")
        [(many, last)] = db.execute("SELECT MAX(number), MAX(id) FROM card")
        for copy, end in enumerate(COPIES[:times], 1):
            names = [name for _, name, *_ in db.execute("PRAGMA table_info(card)")]
            new = {
                "id": f"id + {copy * last}",
                "number": f"number + {copy * many}",
                "code": f"'#' || (number + {copy * many})",
                "rank": f"rank || '{end}'",
            }
            chosen = ", ".join(new.get(name, name) for name in names)
            db.execute(f"INSERT INTO card SELECT {chosen} FROM card WHERE id <= {last}")
            kept = "version, created_at, updated_at, removed, from_column_id, to_column_id, at, by"
            db.execute(
                f"INSERT INTO move (card_id, {kept}) SELECT card_id + {copy * last}, {kept} "
                f"FROM move WHERE card_id <= {last}"
            )
        next_number = many * (times + 1) + 1
        db.execute(f"UPDATE project SET next_number = {next_number}, version = version + 1")
        db.commit()
        db.execute(f"PRAGMA journal_mode = {journal}")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int((sys.argv[2:] or ["1"])[0]), int((sys.argv[3:] or ["1000"])[0]))
