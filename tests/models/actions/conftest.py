"""A portfolio on a real file, a clock that tests turn, and a second person at the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.actions import projects
from models.measures.times import card_times
from models.portfolio import Portfolio
from models.store.check import check
from models.store.tables import TABLES, Card, Column, Move, Table
from tests.fresh import empty

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Time stands still until a test passes it."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **how: float) -> None:
        self.at += timedelta(**how)

    @property
    def ms(self) -> int:
        return int(self.at.timestamp() * 1000)


@dataclass
class World:
    """Anna's portfolio with the project ATLAS and its default board."""

    p: Portfolio
    clock: Clock
    open: Callable[[str], Portfolio]
    project: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    def card(self, card_id: int) -> Card:
        return self.row(Card, card_id)

    def row(self, table: type[Table], row_id: int) -> Any:
        return self.p.store.models(table.select().where(table.id == row_id))[0]

    def rows(self, table: type[Table]) -> list[Any]:
        return self.p.store.models(table.select().where(table.removed == 0).order_by(table.id))

    def titles(self, column: str) -> list[str]:
        query = (
            Card.select(Card.title)
            .where((Card.column == self.columns[column]) & (Card.removed == 0) & Card.archived_at.is_null())
            .order_by(Card.rank)
        )
        return [title for (title,) in self.p.store.rows(query)]

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """Every live row without what only counts changes; the next number never goes back."""
        skipped = {"version", "updated_at", "removed", "next_number"}
        return {
            table.__name__: [
                {name: value for name, value in row.__data__.items() if name not in skipped}
                for row in self.rows(table)
            ]
            for table in TABLES
        }

    def problems(self) -> list[str]:
        """What `check` finds, and every card whose cached times are not those of its moves."""
        found = check(self.p.store)
        for card in self.rows(Card):
            query = (
                Move.select(Move.at, Column.kind)
                .join(Column, on=(Move.to_column == Column.id))
                .where((Move.card == card.id) & (Move.removed == 0))
                .order_by(Move.at, Move.id)
            )
            times = card_times(self.p.store.rows(query), card.archived_at)
            if (card.started_at, card.finished_at) != (times.started_ms, times.finished_ms):
                found.append(
                    f"card {card.id} has the times {card.started_at}, {card.finished_at}, not {times}"
                )
        return found

    def last_summary(self) -> str:
        found = self.p.store.rows(
            "SELECT summary FROM event WHERE summary IS NOT NULL ORDER BY seq DESC LIMIT 1"
        )
        return str(found[0][0])


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    clock = Clock()
    opened: list[Portfolio] = []

    def open_as(author: str) -> Portfolio:
        portfolio = Portfolio.open(tmp_path / "portfolio.db", author=author, clock=clock)
        opened.append(portfolio)
        return portfolio

    empty(tmp_path / "portfolio.db", "anna", clock())
    made = World(open_as("anna"), clock, open_as)
    made.project = projects.add(made.p, "ATLAS", "Ledger migration")
    made.columns = {
        row.name: row.id for row in made.p.store.models(Column.select().where(Column.project == made.project))
    }
    yield made
    for portfolio in opened:
        portfolio.close()
