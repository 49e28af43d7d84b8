"""Changing a field of a card: what to ask, how to read the answer, what to do when others were faster."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from models.actions import cards
from models.actions.problems import InvalidValue
from models.actions.values import PRIORITIES, SERVICE_CLASSES
from models.portfolio import Archived, Conflict, StoreError
from models.views.card import CardChoices, CardDetails, Named, card, card_choices
from models.views.standing import card_left
from tui import dates
from tui.board.moves import Moves
from tui.passages import Place
from tui.widgets.choosing import Back, Menu
from tui.widgets.picker import NOTHING, Choice, Choosing
from tui.widgets.prompt import Question

NONE = Choice(0, "none")
Again = Callable[[CardDetails, str], None]
"""Opens a field again on the card as it is now, with what was typed since behind what stood in it."""
LINKS = {"parent_id": "parent", "depends_on": "depends", "relates": "relates"}
"""Field -> kind of the links that show it."""


class TextField(NamedTuple):
    """A field that is typed."""

    name: str
    label: str
    text: Callable[[CardDetails], str]
    read: Callable[[str, date], object]
    """Raises ValueError with a sentence."""
    note: str = ""
    picked: bool = True
    """Whether what is typed first takes the place of the value: it is short."""


def _estimate(text: str, _today: date) -> float | None:
    typed = text.strip().removesuffix("pt").strip().replace(",", ".")
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError as error:
        raise ValueError(f"{text.strip()} is no number") from error


def _title(text: str, _today: date) -> str:
    return text


TYPED = {
    field.name: field
    for field in (
        TextField("title", "title", lambda card: card.title, _title, picked=False),
        TextField(
            "type", "type", lambda card: card.type, _title, "task, feature, bug, improvement or your own"
        ),
        TextField(
            "estimate",
            "estimate",
            lambda card: "" if card.estimate is None else f"{card.estimate:g}",
            _estimate,
            "in points; empty: none",
        ),
        TextField(
            "due",
            "due",
            lambda card: card.due.isoformat() if card.due is not None else "",
            dates.parse,
            dates.NOTE,
        ),
    )
}
"""The fields that are typed into the line at the bottom."""


class Fields(Moves, part=True):
    """Asking for values, and saving them against what was seen."""

    async def details_of(self, card_id: int) -> CardDetails | None:
        """Everything about a card; None, with a sentence, when it cannot be read."""
        call = self.program.session.call
        try:
            return await call(card, card_id)
        except StoreError as error:
            self.warn(str(error))
        except LookupError as error:
            self.warn(await call(card_left, card_id, self.project[0]) or str(error))
        return None

    async def choices(self) -> CardChoices | None:
        """What fields may be set to."""
        try:
            return await self.program.session.call(card_choices, self.project[0])
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return None

    async def change_field(self, card_id: int, name: str, menu: Menu | None = None) -> None:
        """Ask for a new value of a field, and save it. ``menu``: what led here, and is gone back to."""
        details = await self.details_of(card_id)
        if details is None:
            return
        if name in TYPED:
            self._ask(details, TYPED[name], menu=menu)
            return
        choose = {
            "priority": self._choose_word,
            "service_class": self._choose_word,
            "milestone_id": self._choose_milestone,
            "assignees": self._choose_people,
            "labels": self._choose_tags,
        }[name]
        await choose(details, name, menu.back if menu is not None else None)

    # -- typed -----------------------------------------------------------------------------------

    def ask_field(self, details: CardDetails, name: str, typed: str) -> None:
        """Ask for a field with what was typed into it before."""
        self._ask(details, TYPED[name], typed)

    def _ask(
        self, details: CardDetails, field: TextField, typed: str | None = None, menu: Menu | None = None
    ) -> None:
        if typed is None and menu is not None:
            typed = menu.typed.get(field.name)
        today = self.view.today if self.view is not None else date.today()

        async def save(text: str) -> str | None:
            try:
                value = field.read(text, today)
            except ValueError as error:
                return str(error)
            aside = dates.past(value, today)
            return await self.save(
                details,
                {field.name: value},
                lambda now, more: self._ask(now, field, text + more, menu),
                aside=aside,
            )

        text = field.text(details) if typed is None else typed
        label = f"{details.key} {field.label}"
        place = Place(label, "field", self.project[1], details.id, field=field.name, seen=details.version)
        picked = field.picked and typed is None
        note = dates.with_examples(field.note, today)
        self.prompt.ask(
            Question(
                label,
                save,
                text,
                changed=menu.remember(field.name) if menu is not None else None,
                note=note,
                place=place,
                back=menu.back if menu is not None else None,
                picked=picked,
            )
        )

    async def save(
        self,
        details: CardDetails,
        values: dict[str, Any],
        again: Again | None = None,
        *,
        mine: str = "",
        aside: str = "",
    ) -> str | None:
        """Save values against the version that was seen. A sentence says what is wrong with them.

        When somebody changed the same field meanwhile, both values are shown to choose from, and when the
        card was archived, whether it comes back; ``again`` opens the field with what was typed when the
        person does not choose. ``mine`` says a value that is an id; ``aside`` is told behind
        what was saved.
        """
        saw = {name: seen for name, seen in _lists(details).items() if name in values}
        lists: dict[str, Any] = {"saw": saw} if saw else {}
        try:
            said = await self.attempt(cards.edit, details.id, details.version, **lists, **values)
        except Conflict as conflict:
            await self._settle(details, values, conflict, again, mine)
            return None
        except Archived as error:
            if (error.entity, error.row) != ("card", details.id):
                return str(error)
            now = await self.details_of(details.id)
            if now is not None:
                await self._settle_archived(now, values, str(error), again, mine)
            return None
        except InvalidValue as error:
            return error.sentence
        except StoreError as error:
            return str(error)
        self.tell(f"{said}{aside}")
        return None

    async def _settle(
        self,
        details: CardDetails,
        values: dict[str, Any],
        conflict: Conflict,
        again: Again | None,
        mine: str,
    ) -> None:
        """Both values, to choose from."""
        now = await self.details_of(details.id)
        if now is None:
            return
        name = next(iter(values))
        from models.actions.conflicts import both  # Here for start-up: it brings peewee (45 ms).
        from tui.conflict import who_and_when  # Here for start-up too.

        told = await self.program.session.call(both, conflict)
        one = next((one for one in told if one.field == name), None)
        yours, theirs = conflict.fields.get(name, (values[name], getattr(now, name, "")))
        keep = Choice(1, f"keep mine: {mine or (one.yours if one is not None else _value(yours))}")
        other = one.theirs if one is not None and name != "parent_id" else _said(now, name, theirs)
        take = Choice(2, f"take theirs: {other}")
        edit = Choice(3, "edit on", "back to what you typed")

        async def settle(chosen: list[Choice]) -> str | None:
            if chosen and chosen[0] is keep:
                return await self.save(now, values, again, mine=mine)
            if chosen and chosen[0] is edit and again is not None:
                self.picker.leave()
                again(now, "")
                return None
            await self.reread()
            self.say(f"{now.key}: left as {conflict.by} has it")
            return None

        await self.reread()
        choices = (keep, take) if again is None else (keep, take, edit)
        what = f"the {one.label} of {now.key}" if one is not None else now.key
        self._choose_between(who_and_when(conflict, what), now, choices, settle, again)

    async def _settle_archived(
        self,
        now: CardDetails,
        values: dict[str, Any],
        said: str,
        again: Again | None,
        mine: str,
    ) -> None:
        """The card has left the board: bring it back with the new value, or leave it where it is."""
        restore = Choice(1, f"restore it and keep mine: {mine or _mine(values)}")
        leave = Choice(2, "leave it archived")

        async def settle(chosen: list[Choice]) -> str | None:
            if chosen[0] is leave:
                self.say(f"{now.key}: left archived")
                return None
            try:
                await self.attempt(cards.restore, now.id)
            except (StoreError, InvalidValue) as error:
                return str(error)
            back = await self.details_of(now.id)
            return await self.save(back, values, again, mine=mine) if back is not None else None

        await self.reread()
        self._choose_between(said, now, (restore, leave), settle, again)

    def _choose_between(
        self,
        said: str,
        now: CardDetails,
        choices: Sequence[Choice],
        settle: Callable[[list[Choice]], Awaitable[str | None]],
        again: Again | None,
    ) -> None:
        """Ask which value holds. What is typed meanwhile goes behind what was typed into the field before."""

        def leave() -> None:
            if again is not None:
                again(now, self.picker.typed)

        nothing = "esc goes back to what you typed" if again is not None else NOTHING
        self.picker.choose(Choosing(said, choices, settle, gone=leave, nothing=nothing))

    # -- chosen ----------------------------------------------------------------------------------

    async def _choose_word(self, details: CardDetails, name: str, back: Back | None) -> None:
        words: Sequence[str] = {"priority": PRIORITIES, "service_class": SERVICE_CLASSES}[name]
        choices = [Choice(place, word) for place, word in enumerate(words, 1)]
        now = getattr(details, name)

        async def done(chosen: list[Choice]) -> str | None:
            return await self.save(details, {name: chosen[0].name})

        at = next((choice.id for choice in choices if choice.name == now), None)
        label = f"{details.key} {name.replace('_', ' ')}"
        self.picker.choose(Choosing(label, choices, done, at=at, back=back))

    async def _choose_milestone(self, details: CardDetails, name: str, back: Back | None) -> None:
        known = await self.choices()
        if known is None:
            return
        choices = [NONE, *(Choice(one.id, one.name) for one in known.milestones)]

        async def done(chosen: list[Choice]) -> str | None:
            return await self.save(details, {name: chosen[0].id or None}, mine=chosen[0].name)

        at = details.milestone.id if details.milestone is not None else 0
        self.picker.choose(Choosing(f"{details.key} milestone", choices, done, at=at, back=back))

    async def _choose_people(self, details: CardDetails, name: str, back: Back | None) -> None:
        known = await self.choices()
        if known is None:
            return
        if not known.people:
            self.say(f"no people yet: import them with `{self.in_shell('import FILE')}`")
            return
        choices = [person_choice(one) for one in known.people]

        async def done(chosen: list[Choice]) -> str | None:
            return await self.save(details, {name: [choice.id for choice in chosen]})

        ticked = frozenset(one.id for one in details.assignees)
        label = f"{details.key} assignees"
        self.picker.choose(Choosing(label, choices, done, many=True, ticked=ticked, back=back))

    async def _choose_tags(self, details: CardDetails, name: str, back: Back | None) -> None:
        known = await self.choices()
        if known is None:
            return
        names = list(dict.fromkeys([*known.labels, *details.labels]))
        choices = [Choice(place, label) for place, label in enumerate(names, 1)]
        ticked = frozenset(choice.id for choice in choices if choice.name in details.labels)

        async def done(chosen: list[Choice]) -> str | None:
            return await self.save(details, {name: [choice.name for choice in chosen]})

        self.picker.choose(
            Choosing(
                f"{details.key} labels",
                choices,
                done,
                many=True,
                ticked=ticked,
                add=lambda typed: Choice(-1, typed),
                back=back,
            )
        )


def person_choice(one: Named) -> Choice:
    """A person in a list."""
    return Choice(one.id, one.name, "" if one.name == one.key else one.key)


def _lists(details: CardDetails) -> dict[str, list[Any]]:
    """The lists of a card as the person sees them."""
    tied = {
        name: [link.id for link in details.links if link.kind == kind]
        for name, kind in LINKS.items()
        if name != "parent_id"
    }
    people = [one.id for one in details.assignees]
    return {"assignees": people, "labels": list(details.labels), **tied}


def _said(now: CardDetails, name: str, value: object) -> str:
    """A value as the card has it now, with the name of what an id stands for."""
    if name == "milestone_id" and now.milestone is not None:
        return now.milestone.name
    if name == "parent_id":
        return next((f"{link.key} {link.title}" for link in now.links if link.kind == "parent"), "nothing")
    return _value(value)


def _mine(values: dict[str, Any]) -> str:
    return ", ".join(
        f"{len(value)} chosen" if isinstance(value, list) else _value(value) for value in values.values()
    )


def _value(value: object) -> str:
    return "nothing" if value is None or value == "" else str(value)
