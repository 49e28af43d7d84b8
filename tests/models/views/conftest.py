"""Real SQLite files, filled through the write gate; a clock that stands where a test puts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.portfolio import Portfolio
from models.store.tables import Baseline, Card, Column, Move, Project, Setting
from tests.fresh import empty

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
"""A Monday."""
COLUMNS = (
    ("Backlog", "queue"),
    ("Doing", "active"),
    ("Review", "waiting"),
    ("Done", "done"),
    ("Dropped", "dropped"),
)


@dataclass
class Bench:
    """An open portfolio and quick ways to fill it."""

    p: Portfolio
    now: list[datetime]
    columns: dict[tuple[int, str], int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def ms(self, days: float) -> int:
        """So many days before the first now."""
        return int((NOW - timedelta(days=days)).timestamp() * 1000)

    def day(self, days: int) -> str:
        """The day so many days after today."""
        return (TODAY + timedelta(days=days)).isoformat()

    def make(self, table: Any, **fields: Any) -> int:
        with self.p.change("test") as change:
            return change.create(table, **fields)

    def set(self, table: Any, row: int, **fields: Any) -> None:
        with self.p.change("test") as change:
            change.update(table, row, fields, seen=None)

    def project(self, key: str, **fields: Any) -> int:
        target = fields.pop("baseline", None)
        with self.p.change("test") as change:
            made = change.create(Project, key=key, name=f"{key} name", next_number=1000, **fields)
            for place, (name, kind) in enumerate(COLUMNS):
                row = change.create(Column, project=made, name=name, kind=kind, rank=f"a{place}")
                self.columns[made, name] = row
            if target is not None:
                start, end, budget = target
                change.create(Baseline, project=made, approved=start, start=start, target=end, budget=budget)
        return made

    def card(self, project: int, path: Sequence[tuple[str, float]], **fields: Any) -> int:
        """A card that entered these columns so many days ago, its times worked out as the actions do."""
        number = self.numbers[project] = self.numbers.get(project, 0) + 1
        kinds = dict(COLUMNS)
        entered = [(name, self.ms(days)) for name, days in path]
        started = next((at for name, at in entered if kinds[name] in ("active", "waiting")), None)
        last = path[-1][0]
        finished = entered[-1][1] if kinds[last] == "done" and len(path) > 1 else None
        fields = {"started_at": started, "finished_at": finished, "title": f"Card {number}", **fields}
        with self.p.change("test") as change:
            made = change.create(
                Card,
                project=project,
                number=number,
                column=self.columns[project, last],
                rank=f"a{number:05d}",
                **fields,
            )
            before = None
            for name, at in entered:
                column = self.columns[project, name]
                change.create(Move, card=made, from_column=before, to_column=column, at=at)
                before = column
        return made

    def finish(self, project: int, days: Sequence[float], **fields: Any) -> list[int]:
        """Cards that were finished so many days ago, each after a day of work."""
        return [
            self.card(project, [("Backlog", one + 30), ("Doing", one + 1), ("Done", one)], **fields)
            for one in days
        ]

    def queries(self, view: Callable[[], object]) -> int:
        """How many queries the view makes."""
        seen: list[str] = []
        connection = self.p.store._connection
        connection.set_trace_callback(seen.append)
        try:
            view()
        finally:
            connection.set_trace_callback(None)
        return sum(text.lstrip().upper().startswith(("SELECT", "WITH")) for text in seen)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    now = [NOW]
    empty(tmp_path / "portfolio.db", "anna", NOW)
    portfolio = Portfolio.open(tmp_path / "portfolio.db", author="anna", clock=lambda: now[0])
    made = Bench(portfolio, now)
    zone = portfolio.store.rows("SELECT id FROM setting WHERE key = 'time_zone'")[0][0]
    made.set(Setting, zone, value="UTC")
    yield made
    portfolio.close()
