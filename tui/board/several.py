"""Assignees, priority and due date of all marked cards: one question, one action, one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.actions import cards
from models.actions.problems import InvalidValue
from models.actions.values import PRIORITIES
from models.portfolio import Conflict, StoreError
from models.views.board import CardLine
from tui import dates
from tui.board.fields import person_choice
from tui.board.reading import CardsLeft
from tui.board.texts import Texts
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question


class Several(Texts, part=True):
    """A field of several cards: it shows what they have in common, or is empty."""

    async def change_several(self, chosen: Sequence[CardLine], name: str) -> None:
        """Ask for a value that all of these cards get."""
        if name == "assignees":
            await self._choose_people_of(chosen)
        elif name == "priority":
            self._choose_priority_of(chosen)
        else:
            self._ask_due_of(chosen)

    async def _choose_people_of(self, chosen: Sequence[CardLine]) -> None:
        known = await self.choices()
        if known is None:
            return
        if not known.people:
            self.say(f"no people yet: import them with `{self.in_shell('import FILE')}`")
            return
        common = set(chosen[0].assignees).intersection(*(card.assignees for card in chosen))
        differ = any(set(card.assignees) != common for card in chosen)
        ticked = frozenset(one.id for one in known.people if one.key in common)

        async def done(picked: list[Choice]) -> str | None:
            people = [choice.id for choice in picked]
            return await self._save_several(chosen, saw={"assignees": sorted(ticked)}, assignees=people)

        self.picker.choose(
            Choosing(
                f"{len(chosen)} cards assignees",
                [person_choice(one) for one in known.people],
                done,
                many=True,
                ticked=ticked,
                note="ticked: on all of these; others stay" if differ else "",
            )
        )

    def _choose_priority_of(self, chosen: Sequence[CardLine]) -> None:
        now = {card.priority for card in chosen}
        choices = [Choice(place, word) for place, word in enumerate(PRIORITIES, 1)]

        async def done(picked: list[Choice]) -> str | None:
            return await self._save_several(chosen, priority=picked[0].name)

        at = next((choice.id for choice in choices if now == {choice.name}), None)
        note = "they differ" if len(now) > 1 else ""
        self.picker.choose(Choosing(f"{len(chosen)} cards priority", choices, done, at=at, note=note))

    def _ask_due_of(self, chosen: Sequence[CardLine]) -> None:
        today = self.view.today if self.view is not None else date.today()
        now = {card.due for card in chosen}
        common = next(iter(now)) if len(now) == 1 else None
        differ = len(now) > 1

        async def save(text: str) -> str | None:
            if differ and not text.strip():
                return "their due dates differ: type one for all, or none"
            try:
                value = dates.parse(text, today)
            except ValueError as error:
                return str(error)
            return await self._save_several(chosen, aside=dates.past(value, today), due=value)

        note = dates.with_examples(dates.NOTE, today)
        self.prompt.ask(
            Question(
                f"{len(chosen)} cards due",
                save,
                common.isoformat() if common is not None else "",
                note=note.replace("empty: none", "none; they differ") if differ else note,
                picked=True,
            )
        )

    async def _save_several(
        self, chosen: Sequence[CardLine], *, aside: str = "", **values: Any
    ) -> str | None:
        """Save values against the versions that were seen. A sentence says what is wrong with them."""
        pairs = [(card.id, card.version) for card in chosen]
        try:
            said = await self.attempt(cards.edit_many, pairs, **values)
        except CardsLeft as left:
            await self.reread()
            # The field closes first: what is told offers a list of its own.
            self.call_later(self.tell_left, left.cards)
            return None
        except Conflict as conflict:
            await self.reread()
            self.call_later(self.warn, str(conflict))
            return None
        except InvalidValue as error:
            return error.sentence
        except StoreError as error:
            return str(error)
        self.drop_all_marks()
        self.tell(f"{said}{aside}")
        return None
