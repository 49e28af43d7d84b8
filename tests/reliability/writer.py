"""Somebody who does to cards, at random, what people do to them, through the actions that screens call."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from models.actions import cards
from models.actions import undo as undoing
from models.actions.problems import InvalidValue
from models.portfolio import Archived, Conflict, Missing, NothingToUndo, Portfolio, UndoRefused
from tests.reliability.team import Team

REFUSALS = (Conflict, Archived, Missing, NothingToUndo, UndoRefused, InvalidValue)
"""What a person is told and can go on from. Everything else, Busy above all, ends the writer."""
WEIGHTS = {
    "move": 40,
    "edit": 20,
    "add": 8,
    "comment": 8,
    "reorder": 6,
    "undo": 8,
    "redo": 3,
    "complete": 3,
    "archive": 3,
    "restore": 6,
    "block": 3,
    "unblock": 3,
    "check": 4,
}


@dataclass(slots=True)
class Writer:
    """One person at one open portfolio."""

    portfolio: Portfolio
    team: Team
    random: random.Random
    refused: Counter[str] = field(default_factory=Counter)

    def act(self) -> None:
        """Look at a card as it is, then do one thing to it; a refusal is counted."""
        name = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        deed: Callable[[int, int], object] = getattr(self, f"_{name}")
        card, seen = self._look()
        try:
            deed(card, seen)
        except REFUSALS as refusal:
            self.refused[type(refusal).__name__] += 1

    def _look(self) -> tuple[int, int]:
        """A card and the version that is seen; mostly one of those that everybody fights over."""
        card = self.random.choice(self.team.cards)
        if self.random.random() < 0.2:
            found = self.portfolio.store.rows("SELECT MAX(id) FROM card")
            card = self.random.randint(1, found[0][0])
        ((version,),) = self.portfolio.store.rows("SELECT version FROM card WHERE id = ?", (card,))
        return card, version

    def _move(self, card: int, seen: int) -> None:
        after = self.random.choice((None, 0, self.random.choice(self.team.cards)))
        cards.move(self.portfolio, card, seen, self.random.choice(self.team.columns), after_id=after)

    def _edit(self, card: int, seen: int) -> None:
        number = self.random.getrandbits(32)
        if self.random.random() < 0.5:
            cards.edit(self.portfolio, card, seen, title=f"title {number}")
        else:
            cards.edit(self.portfolio, card, seen, estimate=number % 13, description=f"{number} " * 20)

    def _add(self, _card: int, _seen: int) -> None:
        cards.add(self.portfolio, self.team.project, f"new {self.random.getrandbits(32)}")

    def _comment(self, card: int, _seen: int) -> None:
        cards.add_comment(self.portfolio, card, f"said {self.random.getrandbits(32)}")

    def _reorder(self, card: int, seen: int) -> None:
        cards.reorder(self.portfolio, card, seen, after_id=self.random.choice((0, None)))

    def _undo(self, _card: int, _seen: int) -> None:
        undoing.undo(self.portfolio)

    def _redo(self, _card: int, _seen: int) -> None:
        undoing.redo(self.portfolio)

    def _complete(self, card: int, seen: int) -> None:
        cards.complete(self.portfolio, card, seen)

    def _archive(self, card: int, seen: int) -> None:
        cards.archive(self.portfolio, card, seen)

    def _restore(self, card: int, _seen: int) -> None:
        sql = "SELECT id FROM card WHERE archived_at IS NOT NULL AND removed = 0 ORDER BY (id * 7 + ?) % 31"
        found = self.portfolio.store.rows(f"{sql} LIMIT 1", (card,))
        cards.restore(self.portfolio, found[0][0] if found else card)

    def _block(self, card: int, seen: int) -> None:
        cards.block(self.portfolio, card, seen, "waits for somebody")

    def _unblock(self, card: int, seen: int) -> None:
        cards.unblock(self.portfolio, card, seen)

    def _check(self, card: int, _seen: int) -> None:
        cards.add_check(self.portfolio, card, "one step")
