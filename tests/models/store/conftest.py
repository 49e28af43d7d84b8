"""Real SQLite files, and a second person where two matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from models.store.database import Store
from models.store.tables import Card, Column, Move, Project

AT = 1_790_000_000_000


@dataclass
class Person:
    """Somebody with the portfolio open, whose clock stands."""

    name: str
    store: Store
    at: int = AT

    def change(self, action: str = "act", **more: Any) -> Any:
        return self.store.change(self.name, f"session of {self.name}", self.at, action, **more)


@dataclass
class Board:
    """A project with two columns and one card."""

    ann: Person
    project: int
    todo: int
    done: int
    card: int


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Person]]:
    stores: list[Store] = []

    def open_for(name: str, path: Path | None = None, **more: Any) -> Person:
        stores.append(Store.open(path or tmp_path / "p.db", **more))
        return Person(name, stores[-1])

    yield open_for
    for store in stores:
        store.close()


@pytest.fixture
def ann(opened: Callable[..., Person]) -> Person:
    return opened("ann")


@pytest.fixture
def ben(opened: Callable[..., Person], ann: Person) -> Person:
    return opened("ben")


@pytest.fixture
def board(ann: Person) -> Board:
    with ann.change("set up") as change:
        project = change.create(Project, key="ATLAS", name="Ledger")
        todo = change.create(Column, project=project, name="To do", rank="a0")
        done = change.create(Column, project=project, name="Done", kind="done", rank="a1")
        number = change.reserve_numbers(Project, project)[0]
        card = change.create(Card, project=project, number=number, column=todo, rank="a0", title="First")
        change.create(Move, card=card, to_column=todo, at=change.at)
    return Board(ann, project, todo, done, card)
