"""What leads from a card to others: its parent, what it depends on, what it relates to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from models.portfolio import StoreError
from models.views.card import CardDetails
from models.views.card_search import FoundCard, card_names
from tui.board.fields import LINKS, NONE, Fields
from tui.widgets.choosing import Back, Menu
from tui.widgets.picker import Choice, Choosing

_LABELS = {"parent_id": "parent", "depends_on": "depends on", "relates": "relates to"}


class Ties(Fields, part=True):
    """Choosing other cards by typing a part of their title, or their key."""

    async def change_field(self, card_id: int, name: str, menu: Menu | None = None) -> None:
        """Ask for a new value of a field, and save it."""
        if name not in LINKS:
            await super().change_field(card_id, name, menu)
            return
        details = await self.details_of(card_id)
        if details is None:
            return
        if name == "parent_id":
            self._choose_parent(details, menu.back if menu is not None else None)
        else:
            self._choose_cards(details, name, menu.back if menu is not None else None)

    async def untie(self, details: CardDetails, name: str, other: int) -> None:
        """Take one card off a field."""
        if name == "parent_id":
            problem = await self.save(details, {name: None})
        else:
            problem = await self.save(details, {name: [one for one in tied(details, name) if one != other]})
        if problem:
            self.warn(problem)

    def _choose_parent(self, details: CardDetails, back: Back | None) -> None:
        # A parent is of the same project: only its cards are offered.
        present = _choices(details, "parent_id")

        async def done(chosen: list[Choice]) -> str | None:
            mine = f"{chosen[0].lead} {chosen[0].name}".strip()
            return await self.save(details, {"parent_id": chosen[0].id or None}, mine=mine)

        search = partial(self._search, details, others=False)
        self.picker.choose(
            Choosing(
                f"{details.key} parent",
                [*present, NONE],
                done,
                at=present[0].id if present else NONE.id,
                search=search,
                back=back,
            )
        )

    def _choose_cards(self, details: CardDetails, name: str, back: Back | None) -> None:
        async def done(chosen: list[Choice]) -> str | None:
            return await self.save(details, {name: [choice.id for choice in chosen]})

        self.picker.choose(
            Choosing(
                f"{details.key} {_LABELS[name]}",
                _choices(details, name),
                done,
                many=True,
                ticked=frozenset(tied(details, name)),
                search=partial(self._search, details, others=True),
                back=back,
            )
        )

    async def _search(self, details: CardDetails, typed: str, *, others: bool) -> Sequence[Choice]:
        try:
            found = await self.program.session.call(card_names, details.project.id, typed, others=others)
        except StoreError as error:
            self.warn(str(error))
            return ()
        return [_choice(card) for card in found if card.id != details.id]


def tied(details: CardDetails, name: str) -> list[int]:
    """Ids of the cards that a field leads to."""
    return [link.id for link in details.links if link.kind == LINKS[name]]


def _choices(details: CardDetails, name: str) -> list[Choice]:
    return [
        Choice(link.id, link.title, "finished" if link.finished else "", link.key)
        for link in details.links
        if link.kind == LINKS[name]
    ]


def _choice(card: FoundCard) -> Choice:
    return Choice(card.id, card.title, "finished" if card.finished else "", card.key)
