"""Keys that change what is on a card: the one under the cursor, the marked ones, or the one in the panel."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.actions import cards
from models.measures.wording import quoted
from models.portfolio import StoreError
from models.views.board import CardLine
from models.views.card import CardDetails, mean_estimate
from models.views.names import columns, project_names
from tui.board.deck import Stack
from tui.board.face import amount_text
from tui.board.several import Several
from tui.passages import Place
from tui.widgets.choosing import Menu
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question

FIELDS = (
    ("title", "title"),
    ("description", "description"),
    ("assignees", "assignees"),
    ("labels", "labels"),
    ("priority", "priority"),
    ("service_class", "service class"),
    ("type", "type"),
    ("estimate", "estimate"),
    ("due", "due date"),
    ("milestone_id", "milestone"),
    ("parent_id", "parent"),
    ("depends_on", "depends on"),
    ("relates", "relates to"),
)
"""Fields of a card with the words that people know them by, as the panel and ``e`` list them."""


class Edits(Several, part=True):
    """Editing from the board."""

    def target(self, key_id: str) -> int | None:
        """The id of the card that a key is about; without one, or with others marked, the status line says
        so.
        """
        card = self.one_card(key_id, types=True)
        return card.id if card is not None else None

    # -- a new card ------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Type a new card below the cursor; Enter adds it and goes on with the next."""
        stack = self.board.stack
        if stack is None or self.view is None:
            self.say_no_card(types=True)
            return
        if stack.folded:
            self.action_collapse()
        if self.deck.lanes is not None and self.deck.lanes.is_folded(stack.lane):
            self.action_fold_lane()
        self.start_card()

    def start_card(self, typed: str = "") -> None:
        """Open the field for a card in the column of the cursor."""
        stack = self.board.stack
        if stack is None:
            return
        label = f"new card in {stack.view.name}"
        self.say(label)
        place = Place(label, "new card", self.project[1], stack.view.id)
        self.board.start_draft(self._add, place, typed, partial(self._not_added, label))

    def _not_added(self, label: str, typed: str, kept: bool) -> None:
        """The field was left: nothing says any more that a card is new."""
        if kept:
            again = f"{self.program.keymap.shown('app.kept')} offers the text again"
            self.say(f"no card was made of {quoted(typed)}", hint=again)
        elif typed:
            self.say(f"no card was made of {quoted(typed)}")
        elif self.prompt.message.text == label:
            self.prompt.clear()

    async def _add(self, title: str) -> bool:
        stack = self.board.stack
        if stack is None:
            return False
        after = stack.here.id if stack.here is not None else 0
        fields = await self._lane_fields(stack)
        if fields is None:
            return False
        mean = None if stack.view.kind == "dropped" else await self._mean()
        # The cursor is to follow a card whose id is known only when it is there.
        made = await self.act(
            cards.add, self.project[0], title, column_id=stack.view.id, after_id=after, **fields
        )
        if made is None:
            return False
        if self.board.go_to_card(made.id):
            self.board.refresh_columns({self.board.at})
        elif self.deck.filter:
            self.say(f"{made.key} added; the filter hides it")
            return True
        # At once: what it does to the health is told behind it.
        said = f"{made.key} added"
        if mean:
            said += f"; counts as {amount_text(mean)}, the mean, until estimated"
        self.tell_added(said)
        return True

    async def _mean(self) -> float | None:
        """What a card without an estimate counts as; None where none has one, or it cannot be read."""
        try:
            return await self.program.session.call(mean_estimate, self.project[0])
        except StoreError:
            return None

    async def _lane_fields(self, stack: Stack) -> dict[str, Any] | None:
        """What a card needs to stand in the lane of the cursor; None, with a sentence, when it cannot."""
        lanes = self.deck.lanes
        if lanes is None or stack.lane >= len(lanes.keys) or not (key := lanes.keys[stack.lane]):
            return {}
        name = lanes.grouping.field
        if name == "parent_id":
            return {name: int(key)}
        if name not in ("assignees", "milestone_id"):
            return {name: key}
        known = await self.choices()
        if known is None:
            return None
        if name == "assignees":
            return {name: [one.id for one in known.people if one.key == key]}
        return {name: next((one.id for one in known.milestones if one.name == key), None)}

    # -- fields ----------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Choose a field of the card and change it."""
        target = self.target("board.edit")
        if target is not None:
            self._choose_field(target, {})

    def _choose_field(self, target: int, typed: dict[str, str], at: int | None = None) -> None:
        choices = [Choice(place, word, lead="") for place, (_name, word) in enumerate(FIELDS)]

        async def done(chosen: list[Choice]) -> str | None:
            place = chosen[0].id

            async def back() -> None:
                self._choose_field(target, typed, place)

            self.picker.leave()
            await self.edit_field(target, FIELDS[place][0], Menu(back, typed))
            # What was typed into another field before stays for as long as this list does, no longer.
            self.program.drafts.settled()
            return None

        self.picker.choose(Choosing("edit", choices, done, at=at))

    async def edit_field(self, card_id: int, name: str, menu: Menu | None = None) -> None:
        """Change a field, the description in the field of several lines."""
        if name == "description":
            await self.write_description(card_id)
        else:
            await self.change_field(card_id, name, menu)

    async def action_assign(self) -> None:
        """Set the assignees, of all marked cards."""
        await self._change_each("assignees", "board.assign")

    async def action_tag(self) -> None:
        """Set labels."""
        await self._change("labels", "board.tag")

    async def action_priority(self) -> None:
        """Set the priority, of all marked cards."""
        await self._change_each("priority", "board.priority")

    async def action_due(self) -> None:
        """Set the due date, of all marked cards."""
        await self._change_each("due", "board.due")

    async def _change(self, name: str, key_id: str) -> None:
        target = self.target(key_id)
        if target is not None:
            await self.change_field(target, name)

    async def _change_each(self, name: str, key_id: str) -> None:
        marked = self.marked()
        if len(marked) > 1:
            await self.change_several(marked, name)
        elif marked:
            await self.change_field(marked[0].id, name)
        else:
            await self._change(name, key_id)

    async def action_write(self) -> None:
        """Write the description in the person's own editor; where there is none, in place."""
        target = self.target("board.write")
        if target is not None:
            await self.write_description_outside(target)

    # -- block, comment --------------------------------------------------------------------------

    async def action_block(self) -> None:
        """Block with a reason, or end the block."""
        target = self.target("board.block")
        details = await self.details_of(target) if target is not None else None
        if details is None:
            return
        if any(block.ended_at is None for block in details.blocks):
            self.tell(await self.act(cards.unblock, details.id, details.version))
        elif details.column_kind == "done":
            self.board.expect_text()
            self.warn(f"{details.key} is finished; reopen it with {self._key('board.complete')} first")
        else:
            self.ask_block(details)

    def _key(self, key_id: str) -> str:
        return self.program.keymap.shown(key_id)

    def ask_block(self, details: CardDetails, typed: str = "") -> None:
        """Ask for what blocks a card."""

        async def block(reason: str) -> str | None:
            self.tell(await self.act(cards.block, details.id, details.version, reason))
            return None

        label = f"{details.key} is blocked by"
        place = Place(label, "block", self.project[1], details.id)
        self.prompt.ask(Question(label, block, typed, note="the reason", enter="block", place=place))

    async def action_comment(self) -> None:
        """Comment on the card."""
        target = self.target("board.comment")
        details = await self.details_of(target) if target is not None else None
        if details is not None:
            await self.open_comment(details)

    # -- elsewhere -------------------------------------------------------------------------------

    async def action_move_to(self) -> None:
        """Move to another column or another project."""
        chosen = self.chosen()
        if not chosen:
            self.say_no_card(types=True)
            return
        await self._choose_target(chosen)

    async def _choose_target(self, chosen: list[CardLine], at: int | None = None) -> None:
        ids = [stack.view.id for stack in self.deck.stacks]
        try:
            projects = await self.program.session.call(project_names)
        except StoreError as error:
            self.warn(str(error))
            return
        choices = [
            Choice(place, stack.view.name, "this board") for place, stack in enumerate(self.deck.stacks)
        ]
        choices += [
            Choice(-name.id, name.name, "another project", name.key)
            for name in projects
            if not name.archived and name.id != self.project[0]
        ]

        async def done(picked: list[Choice]) -> str | None:
            place = picked[0].id
            if place >= 0:
                finished = self.deck.stacks[place].view.kind in ("done", "dropped")
                await self.move_cards(chosen, ids[place], after=0 if finished else None)
                return None
            return await self._to_project(chosen, -place, picked[0])

        label = self.key_of(chosen[0]) if len(chosen) == 1 else f"{len(chosen)} cards"
        here = ids.index(chosen[0].column_id)
        self.picker.choose(Choosing(f"move {label} to", choices, done, at=here if at is None else at))

    async def _to_project(self, chosen: list[CardLine], project_id: int, choice: Choice) -> str | None:
        try:
            places = await self.program.session.call(columns, project_id)
        except (StoreError, LookupError) as error:
            return str(error)
        choices = [Choice(one.id, one.name, one.key) for one in places]
        pairs = [(card.id, card.version) for card in chosen]

        async def done(picked: list[Choice]) -> str | None:
            problem = await self.tried(cards.move_to_project_many, pairs, project_id, picked[0].id)
            if problem is None:
                self.drop_all_marks()
            return problem

        async def back() -> None:
            await self._choose_target(chosen, -project_id)

        self.picker.leave()
        self.picker.choose(
            Choosing(f"column of {choice.lead}", choices, done, back=back, told=(f"project {choice.name}",))
        )
        return None
