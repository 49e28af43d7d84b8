"""Portfolios on real files, and definition texts imported into them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.definitions.export import export
from models.definitions.importing import import_paths, plan_paths
from models.definitions.plans import Applied, Plan
from models.portfolio import Portfolio
from models.store.check import check
from tests.fresh import empty


@dataclass
class Bench:
    """A portfolio, its clock, and a folder for files."""

    folder: Path
    at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    opened: dict[str, Portfolio] = field(default_factory=dict)

    def __call__(self) -> datetime:
        return self.at

    def portfolio(self, name: str = "main", author: str = "anna") -> Portfolio:
        """The portfolio of this name, made when it is first asked for."""
        key = f"{name}/{author}"
        if key not in self.opened:
            path = self.folder / f"{name}.db"
            empty(path, author, self.at)
            self.opened[key] = Portfolio.open(path, author=author, clock=self)
        return self.opened[key]

    @property
    def p(self) -> Portfolio:
        return self.portfolio()

    def passes(self, **how: float) -> None:
        self.at += timedelta(**how)

    @property
    def ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    def file(self, text: str, name: str = "atlas.yaml") -> Path:
        path = self.folder / name
        path.write_text(text if "pmboard: 1\n" in text else f"pmboard: 1\n{text}", encoding="utf-8")
        return path

    def load(self, text: str, name: str = "main", **options: Any) -> Applied:
        """Import a text; the database is sound afterwards."""
        applied = import_paths(self.portfolio(name), [self.file(text)], **options)
        assert check(self.portfolio(name).store) == []
        return applied

    def plan(self, text: str, **options: Any) -> Plan:
        return plan_paths(self.p, [self.file(text)], **options)

    def events(self, name: str = "main") -> int:
        return self.portfolio(name).store.last_sequence()

    def rows(self, sql: str, *params: object, name: str = "main") -> list[tuple[Any, ...]]:
        return self.portfolio(name).store.rows(sql, params)

    def one(self, sql: str, *params: object, name: str = "main") -> Any:
        ((value,),) = self.rows(sql, *params, name=name)
        return value

    def card(self, title: str) -> tuple[int, int]:
        """The card's id and version."""
        ((row, version),) = self.rows("SELECT id, version FROM card WHERE title = ? AND removed = 0", title)
        return row, version

    def column(self, name: str) -> int:
        return int(self.one("SELECT id FROM board_column WHERE name = ? AND removed = 0", name))

    def stands(self, title: str) -> str:
        """The name of the card's column."""
        sql = (
            "SELECT b.name FROM card c JOIN board_column b ON b.id = c.column_id "
            "WHERE c.title = ? AND c.removed = 0"
        )
        return str(self.one(sql, title))

    def moves(self, title: str) -> list[tuple[str, int, str]]:
        sql = (
            "SELECT b.name, m.at, m.by FROM move m JOIN board_column b ON b.id = m.to_column_id "
            "JOIN card c ON c.id = m.card_id WHERE c.title = ? AND m.removed = 0 ORDER BY m.at, m.id"
        )
        return self.rows(sql, title)

    def export(self, *projects: str, name: str = "main") -> str:
        return export(self.portfolio(name), list(projects) or None)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    for portfolio in made.opened.values():
        portfolio.close()
