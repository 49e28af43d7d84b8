"""Keys that change what is on a card: the one under the cursor, the marked ones, or the one in the panel."""

from __future__ import annotations

from functools import partial

from models.actions import cards
from models.portfolio import Portfolio, StoreError
from models.views.board import CardLine
from models.views.card import CardDetails
from models.views.names import columns, project_names
from tui import external
from tui.board.ties import Ties
from tui.external import EditorProblem
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question

FIELDS = (
    ("title", "title"),
    ("description", "description"),
    ("assignees", "people"),
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


class Edits(Ties):
    """Editing from the board."""

    def target(self) -> int | None:
        """The id of the card that a key is about."""
        return self.here.id if self.here is not None else None

    # -- a new card ------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Type a new card below the cursor; Enter adds it and goes on with the next."""
        stack = self.board.stack
        if stack is None or self.view is None:
            return
        if stack.folded:
            self.action_collapse()
        self.say(f"new card in {stack.view.name}", hint="enter adds it   esc ends")
        self.board.start_draft(self._add)

    async def _add(self, title: str) -> bool:
        stack = self.board.stack
        if stack is None:
            return False
        after = stack.here.id if stack.here is not None else 0
        # The cursor is to follow a card whose id is known only when it is there.
        made = await self.act(cards.add, self.project[0], title, column_id=stack.view.id, after_id=after)
        if made is None:
            return False
        if self.board.go_to_card(made.id):
            self.board.refresh_columns({self.board.at})
        elif self.deck.filter:
            self.say(f"{made.key} added; the filter hides it", hint=self._hint("board.undo"))
            return True
        self.say(f"{made.key} added", hint=self._hint("board.undo"))
        return True

    # -- fields ----------------------------------------------------------------------------------

    async def action_edit(self) -> None:
        """Choose a field of the card and change it."""
        target = self.target()
        if target is None:
            return
        choices = [Choice(place, word, lead="") for place, (_name, word) in enumerate(FIELDS)]

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            await self.edit_field(target, FIELDS[chosen[0].id][0])
            return None

        self.picker.choose(Choosing("edit", choices, done))

    async def edit_field(self, card_id: int, name: str) -> None:
        """Change a field, the description in the editor."""
        if name == "description":
            await self.write_description(card_id)
        else:
            await self.change_field(card_id, name)

    async def action_assign(self) -> None:
        """Assign people."""
        await self._change("assignees")

    async def action_tag(self) -> None:
        """Set labels."""
        await self._change("labels")

    async def action_priority(self) -> None:
        """Set the priority."""
        await self._change("priority")

    async def action_due(self) -> None:
        """Set the due date."""
        await self._change("due")

    async def _change(self, name: str) -> None:
        target = self.target()
        if target is not None:
            await self.change_field(target, name)

    async def action_write(self) -> None:
        """Write the description in the person's own editor."""
        target = self.target()
        if target is not None:
            await self.write_description(target)

    async def write_description(self, card_id: int) -> None:
        """Hand the terminal to the editor, then save."""
        details = await self.details_of(card_id)
        if details is None:
            return
        text = self.written(details.description)
        if text is None:
            return
        if text == details.description:
            self.say(f"{details.key}: the description is as it was")
            return
        self.warn_kept(
            await self.save(
                details,
                {"description": text},
                lambda _now, _typed: self.warn_kept("not saved", text),
                mine="what you wrote",
            ),
            text,
        )

    def written(self, text: str) -> str | None:
        """What the person made of a text in the editor; None, with a sentence, when that did not work."""
        try:
            return external.write(self.app, text)
        except EditorProblem as problem:
            self.warn(str(problem))
            return None

    def warn_kept(self, problem: str | None, text: str) -> None:
        """Tell why what was written is not saved, and in which file it is; without a problem nothing."""
        if problem is None:
            return
        try:
            self.warn(f"{problem}: your text is in {external.keep(text)}")
        except OSError:
            self.warn(problem)

    # -- block, comment --------------------------------------------------------------------------

    async def action_block(self) -> None:
        """Block with a reason, or end the block."""
        target = self.target()
        details = await self.details_of(target) if target is not None else None
        if details is None:
            return
        if any(block.ended_at is None for block in details.blocks):
            self.tell(await self.act(cards.unblock, details.id, details.version))
            return

        async def block(reason: str) -> str | None:
            self.tell(await self.act(cards.block, details.id, details.version, reason))
            return None

        self.prompt.ask(Question(f"{details.key} is blocked by", block, note="the reason"))

    async def action_comment(self) -> None:
        """Comment on the card."""
        target = self.target()
        details = await self.details_of(target) if target is not None else None
        if details is not None:
            note = "enter alone: several lines in $EDITOR"
            self.prompt.ask(Question(f"{details.key} comment", partial(self._comment, details), note=note))

    async def _comment(self, details: CardDetails, text: str) -> str | None:
        if text.strip():
            return await self.tried(_commented, details, text)
        written = self.written("")
        if written is None:
            return None
        if not written.strip():
            self.say("nothing was written")
            return None
        self.warn_kept(await self.tried(_commented, details, written), written)
        return None

    # -- elsewhere -------------------------------------------------------------------------------

    async def action_move_to(self) -> None:
        """Move to another column or another project."""
        chosen = self.chosen()
        if not chosen:
            return
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
        at = ids.index(chosen[0].column_id)
        self.picker.choose(Choosing(f"move {label} to", choices, done, at=at))

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
                self.drop_marks()
            return problem

        self.picker.leave()
        self.picker.choose(Choosing(f"column of {choice.lead}", choices, done))
        return None


def _commented(p: Portfolio, details: CardDetails, said: str) -> str:
    cards.add_comment(p, details.id, said)
    return f"comment on {details.key}"
