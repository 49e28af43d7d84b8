"""Changing the columns of the board: one key lists what can be done with the one under the cursor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from models.actions import columns
from models.actions.problems import InvalidValue
from models.actions.values import COLUMN_KINDS, ColumnKind
from models.measures.wording import quoted
from models.portfolio import Conflict, Portfolio, StoreError
from models.views.board import ColumnView
from models.views.names import NotFound
from tui.board.deck import Stack
from tui.board.panel import Panel
from tui.passages import Passage, Place
from tui.settling import choose_text
from tui.widgets.choosing import Back, Menu
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question

_KINDS = {
    "queue": "waits to be started",
    "active": "is worked on",
    "waiting": "waits for somebody",
    "done": "is finished: counts as progress",
    "dropped": "will not be done: counts nowhere",
}
_LIMIT_NOTE = "5 warns, 5 hard refuses; empty: none"
_LARGEST = 100_000


class ColumnMenu:
    """What a page offers for its columns. Every change is one action, one sentence, one step of undo."""

    def __init__(self, page: Panel) -> None:
        self.page = page
        self._typed: dict[str, str] = {}
        """What was typed into its fields: it stays while one goes back and forth."""

    def open(self, stack: Stack, at: int | None = None) -> None:
        """List what can be done with a column. ``at``: what the cursor is on."""
        page, view = self.page, stack.view
        first, last = page.deck.stacks[0] is stack, page.deck.stacks[-1] is stack
        limit = "none" if view.limit is None else f"{view.limit} {view.limit_kind}"
        offers: list[tuple[str, str, Callable[[Stack, Menu], Awaitable[None] | None] | None]] = [
            ("rename", view.name, self._rename),
            ("limit", limit, self._limit),
            ("kind", f"{view.kind}: work in it {_KINDS.get(view.kind, '')}", self._kind),
            ("policy", " ".join(view.policy.split()) or "none", self._policy),
            ("add a column behind it", "", self._add_column),
            ("move left", "", None if first else partial(self._shift, -1)),
            ("move right", "", None if last else partial(self._shift, 1)),
            ("archive", f"{len(stack.cards)} cards in it" if stack.cards else "", self._archive_column),
        ]
        choices = [Choice(at, name, detail) for at, (name, detail, do) in enumerate(offers) if do is not None]

        async def done(chosen: list[Choice]) -> str | None:
            place = chosen[0].id

            async def back() -> None:
                now = next((one for one in page.deck.stacks if one.view.id == view.id), stack)
                self.open(now, place)

            page.picker.leave()
            do = offers[place][2]
            waiting = do(stack, Menu(back, self._typed)) if do is not None else None
            if waiting is not None:
                await waiting
            # What was typed into another field before stays for as long as this list does, no longer.
            page.program.drafts.settled()
            return None

        self.page.picker.choose(Choosing(f"column {view.name}", choices, done, at=at))

    def _rename(self, stack: Stack, menu: Menu) -> None:
        view = stack.view

        async def rename(text: str) -> str | None:
            return await self.page.tried(columns.edit, view.id, view.version, name=text)

        label, text = "name of the column", menu.typed.get("name", view.name)
        self.page.prompt.ask(Question(label, rename, text, changed=menu.remember("name"), back=menu.back))

    def _limit(self, stack: Stack, menu: Menu) -> None:
        view = stack.view

        async def limit(text: str) -> str | None:
            try:
                most, hard = read_limit(text)
            except ValueError as problem:
                return str(problem)
            if most is None:
                return await self.page.tried(columns.edit, view.id, view.version, wip_limit=None)
            return await self.page.tried(
                columns.edit, view.id, view.version, wip_limit=most, limit_kind="hard" if hard else "soft"
            )

        text = "" if view.limit is None else str(view.limit) + (" hard" if view.limit_kind == "hard" else "")
        self.page.prompt.ask(
            Question(
                f"limit of {view.name}",
                limit,
                menu.typed.get("limit", text),
                changed=menu.remember("limit"),
                note=_LIMIT_NOTE,
                back=menu.back,
                picked="limit" not in menu.typed,
            )
        )

    def _kind(self, stack: Stack, menu: Menu) -> None:
        view = stack.view

        async def change(kind: ColumnKind) -> str | None:
            return await self.page.tried(columns.edit, view.id, view.version, kind=kind)

        self._choose_kind(f"work in {view.name}", view.kind, change, back=menu.back)

    def _choose_kind(
        self,
        label: str,
        now: str,
        done: Callable[[ColumnKind], Awaitable[str | None]],
        *,
        back: Back,
        told: Sequence[str] = (),
        gone: Callable[[], None] | None = None,
    ) -> None:
        kinds: tuple[ColumnKind, ...] = COLUMN_KINDS  # type: ignore[assignment]
        choices = [Choice(at, kind, _KINDS[kind]) for at, kind in enumerate(kinds)]

        async def chosen(picked: list[Choice]) -> str | None:
            return await done(kinds[picked[0].id])

        at = next((choice.id for choice in choices if choice.name == now), None)
        self.page.picker.choose(Choosing(label, choices, chosen, at=at, back=back, told=told, gone=gone))

    def _policy(self, stack: Stack, _menu: Menu) -> Awaitable[None] | None:
        return self.write_policy(stack.view)

    async def write_policy(self, view: ColumnView, text: str | None = None) -> None:
        """Write the policy in place, perhaps with another text than the column has."""
        page = self.page

        async def save(written: str) -> str | None:
            if written == view.policy:
                page.say("the policy is as it was")
                return None
            try:
                page.tell(await page.attempt(columns.edit, view.id, view.version, policy=written))
            except Conflict as conflict:
                return await self._settle_policy(view, written, conflict)
            except (StoreError, InvalidValue, NotFound) as error:
                return str(error)
            return None

        place = Place(f"policy of {view.name}", "policy", page.project[1], view.id, seen=view.version)
        await page.write(Passage(place, save, view.policy if text is None else text, view.policy))

    async def _settle_policy(self, view: ColumnView, mine: str, conflict: Conflict) -> str | None:
        page = self.page
        await page.reread()
        now = next((stack.view for stack in page.deck.stacks if stack.view.id == view.id), None)
        if now is None:
            return str(conflict)

        async def save(text: str) -> str | None:
            return await page.tried(columns.edit, now.id, now.version, policy=text)

        async def edit(text: str) -> None:
            await self.write_policy(now, text)

        choose_text(page, conflict, mine, now.policy, save, edit)
        return None

    def _add_column(self, stack: Stack, menu: Menu) -> None:
        view = stack.view

        async def name(text: str) -> str | None:
            if not text.strip():
                return "type the name, or Esc"

            async def add(kind: ColumnKind) -> str | None:
                return await self.page.tried(_added, self.page.project[0], view.id, text, kind)

            async def back() -> None:
                self._add_column(stack, menu)

            def left() -> None:
                self.page.say(f"no column was made of {quoted(text.strip())}")

            told = (f"name {text.strip()}",)
            self._choose_kind("work in it", "active", add, back=back, told=told, gone=left)
            return None

        label, typed = f"new column behind {view.name}", menu.typed.get("new", "")
        self.page.prompt.ask(
            Question(label, name, typed, changed=menu.remember("new"), enter="next", back=menu.back)
        )

    async def _shift(self, step: int, stack: Stack, _menu: Menu) -> None:
        ids = [other.view.id for other in self.page.deck.stacks]
        if stack.view.id not in ids:
            return
        at = ids.index(stack.view.id)
        before = at - 2 if step < 0 else at + 1
        after = ids[before] if before >= 0 else 0
        self.page.tell(
            await self.page.act(columns.reorder, stack.view.id, stack.view.version, after_id=after)
        )

    async def _archive_column(self, stack: Stack, menu: Menu) -> None:
        view = stack.view
        if not stack.cards:
            self.page.tell(await self.page.act(columns.archive, view.id, view.version))
            return
        others = [other.view for other in self.page.deck.stacks if other.view.id != view.id]
        choices = [Choice(other.id, other.name, other.kind) for other in others]
        if not choices:
            self.page.warn(f"{view.name} is the only column: its cards have no other place")
            return

        async def done(chosen: list[Choice]) -> str | None:
            return await self.page.tried(columns.archive, view.id, view.version, chosen[0].id)

        count = "1 card" if len(stack.cards) == 1 else f"{len(stack.cards)} cards"
        self.page.picker.choose(Choosing(f"{count} of {view.name} go to", choices, done, back=menu.back))


def _added(p: Portfolio, project_id: int, after_id: int, name: str, kind: ColumnKind) -> str:
    columns.add(p, project_id, after_id=after_id, name=name, kind=kind)
    return f"column {' '.join(name.split())[:40]} added"


def read_limit(text: str) -> tuple[int | None, bool]:
    """A limit as people type it: ``5``, ``5 soft``, ``5 hard`` or nothing. Raises ValueError: a sentence."""
    words = text.casefold().split()
    if not words or words == ["none"]:
        return None, False
    number, *rest = words
    if not (number.isascii() and number.isdecimal()) or rest not in ([], ["soft"], ["hard"]):
        raise ValueError(f"{text.strip()[:30]} is no limit; try 5, or 5 hard")
    if not 1 <= int(number[:9]) <= _LARGEST:
        raise ValueError(f"a limit is between 1 and {_LARGEST}")
    return int(number[:9]), rest == ["hard"]
