"""Another session that changes the same portfolio meanwhile, with every hostile text there is."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from models.actions import cards, clients, columns, milestones, people, projects, risks
from models.actions import undo as undoing
from models.actions.problems import InvalidValue
from models.portfolio import Portfolio, StoreError
from tests.reliability.hostile import TEXTS

_WORDS = tuple(TEXTS.values())
_RENAMED = (
    ("person", people.edit, "name"),
    ("client", clients.edit, "name"),
    ("milestone", milestones.edit, "name"),
    ("project", projects.edit, "name"),
    ("board_column", columns.edit, "name"),
    ("risk", risks.edit, "title"),
)


@dataclass(slots=True)
class Neighbor:
    """Somebody called ben, who does one thing at a time."""

    database: Path
    random: random.Random
    saved: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def act(self) -> str:
        """Do one thing, or be refused with a sentence; returns what it was."""
        deed = self.random.choice(
            ("title", "title", "comment", "move", "move", "add", "leave", "name", "undo")
        )
        portfolio = Portfolio.open(self.database, author="ben", create=False)
        try:
            getattr(self, f"_{deed}")(portfolio)
            self.saved += 1
        except (StoreError, InvalidValue) as refusal:
            self.refused[type(refusal).__name__] += 1
        finally:
            portfolio.close()
        return deed

    def _text(self) -> str:
        return self.random.choice(_WORDS)

    def _row(self, p: Portfolio, table: str) -> int:
        (found,) = p.store.rows(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        return self.random.randint(1, max(found[0], 1))

    def _title(self, p: Portfolio) -> None:
        cards.edit(p, self._row(p, "card"), None, title=self._text(), description=self._text())

    def _comment(self, p: Portfolio) -> None:
        cards.add_comment(p, self._row(p, "card"), self._text())

    def _move(self, p: Portfolio) -> None:
        card = self._row(p, "card")
        places = p.store.rows(
            "SELECT b.id FROM board_column b JOIN card c ON c.project_id = b.project_id WHERE c.id = ?",
            (card,),
        )
        (column,) = self.random.choice(places or [(0,)])
        cards.move(p, card, None, column, after_id=self.random.choice((None, 0)))

    def _add(self, p: Portfolio) -> None:
        cards.add(p, self._row(p, "project"), self._text(), labels=[self._text()])

    def _leave(self, p: Portfolio) -> None:
        card = self._row(p, "card")
        self.random.choice((cards.restore, lambda p, card: cards.archive(p, card, None)))(p, card)

    def _name(self, p: Portfolio) -> None:
        table, edit, name = self.random.choice(_RENAMED)
        edit(p, self._row(p, table), None, **{name: self._text()})

    def _undo(self, p: Portfolio) -> None:
        undoing.undo(p)
