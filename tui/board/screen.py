"""The board: one project, its columns and cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.portfolio import StoreError
from models.text import clean_line
from models.views.names import NotFound, ProjectName, project_names
from tui.board.kept import Kept
from tui.board.keys import BOARD, DETAILS
from tui.finding import Found, choose_project
from tui.keymap import EVERYWHERE
from tui.trail import Stop
from tui.widgets.help import open_help
from tui.widgets.painted import Told
from tui.widgets.picker import Choice

if TYPE_CHECKING:
    from models.views.delivery import Reasons


class BoardPage(Kept):
    """Projects, panels to read, and the ways out."""

    @property
    def subject(self) -> str:
        """The card in the panel or under the cursor; where there is none, the project."""
        if self.details_open and self.details.card is not None:
            return self.details.card.key
        card = self.here
        return self.key_of(card) if card is not None else self.project[1]

    @property
    def project_key(self) -> str:
        """The project of the board."""
        return self.project[1]

    @property
    def stop(self) -> Stop:
        """The board, and the card that the history would be about."""
        details = self.details.card if self.details_open else None
        card = details.id if details is not None else self.here.id if self.here is not None else None
        return Stop("board", self.project[1], card)

    # -- projects --------------------------------------------------------------------------------

    async def action_find(self) -> None:
        """Find a project and show its board."""
        names = await self._names()
        if not names:
            self.say("no projects yet", hint=self._hint("board.new_project"))
            return

        async def done(chosen: Choice) -> None:
            self.picker.leave()
            await self.program.open_board(chosen.lead)

        await choose_project(self, "project", [Found.named(name) for name in names], self.project[0], done)

    async def action_next_project(self) -> None:
        """Show the next project."""
        await self._step_project(1)

    async def action_previous_project(self) -> None:
        """Show the previous project."""
        await self._step_project(-1)

    async def _step_project(self, step: int) -> None:
        keys = [name.key for name in await self._names() if not name.archived]
        if not keys:
            self.say_no_card()
            return
        here = keys.index(self.project[1]) if self.project[1] in keys else -step
        key = keys[(here + step) % len(keys)]
        if key == self.project[1]:
            self.say("this is the only project")
            return
        await self.open_project(key)

    async def _names(self) -> tuple[ProjectName, ...]:
        try:
            return await self.program.session.call(project_names)
        except StoreError as error:
            self.warn(str(error))
            return ()

    async def show_wanted(self) -> None:
        """Show what the program names, without the panel of another card over it.

        Who has chosen to begin with a project of their own is asked for it at once.
        """
        another = self.program.project not in (None, self.project[1])
        if self.details_open and (another or self.program.card is not None):
            self.action_leave()
        await super().show_wanted()
        beginning, self.program.beginning = self.program.beginning, False
        if beginning and self.view is None:
            self.action_new_project()

    # -- columns, and a new project --------------------------------------------------------------

    def action_columns(self) -> None:
        """List what can be done with the column under the cursor."""
        from tui.board.columns import ColumnMenu  # Here for start-up, as below: it brings the tables.

        stack = self.board.stack
        if stack is None:
            self.say("there is no board to change", hint=self._hint("board.new_project"))
        else:
            ColumnMenu(self).open(stack)

    def action_new_project(self) -> None:
        """Ask for the key and the name of a new project, and show its board."""
        from tui.beginning import ask_project

        ask_project(self, self._begun)

    async def _begun(self, key: str) -> None:
        await self.open_project(key)
        self.say(f"project {key} added", hint=self._hint("board.undo"))

    # -- panels to read --------------------------------------------------------------------------

    async def action_why(self) -> None:
        """Why the health is what it is."""
        from tui.board.facts import why, why_title  # Here for start-up: the delivery view costs 15 ms.

        found = await self._reasons()
        if found is not None:
            self.reader.open(why_title(found.row), why(found, self.size.width))

    async def action_facts(self) -> None:
        """The project's figures."""
        from tui.board.facts import facts

        found = await self._reasons()
        if found is not None and self.view is not None:
            row = found.row
            self.reader.open(f"{row.key}  {row.name}", facts(self.view, row, self.deck.counts[1]))

    async def _reasons(self) -> Reasons | None:
        if self.view is None:
            self.say_no_card()
            return None
        from models.views.delivery import reasons

        try:
            return await self.program.session.call(reasons, self.view.key)
        except (StoreError, NotFound) as error:
            self.warn(str(error))
            return None

    def action_help(self) -> None:
        """All keys."""
        parts = (("Board", BOARD), ("Details of a card", DETAILS), ("Everywhere", EVERYWHERE))
        open_help(self.reader, self.program.keymap, parts)

    # -- out of the program ----------------------------------------------------------------------

    def action_copy_key(self) -> None:
        """Copy the card's key."""
        self._copy(with_text=False)

    def action_copy_text(self) -> None:
        """Copy the card's key and title."""
        self._copy(with_text=True)

    def _copy(self, *, with_text: bool) -> None:
        chosen = self.chosen()
        if not chosen:
            self.say_no_card()
            return
        keys = [self.key_of(card) for card in chosen]
        # A line break in what is pasted would be an Enter wherever that is.
        lines = [
            f"{key} {clean_line(card.title)}" if with_text else key
            for key, card in zip(keys, chosen, strict=True)
        ]
        self.app.copy_to_clipboard("\n".join(lines))
        self.say(f"copied {lines[0]}" if len(lines) == 1 else f"copied {len(lines)} cards")

    # -- ways ------------------------------------------------------------------------------------

    async def action_reread(self) -> None:
        """Read the board again."""
        await self.reread()
        if self.view is not None:
            self.say(f"{self.view.key} as it is now")

    async def action_switch(self) -> None:
        """To the delivery screen."""
        await self.program.open_delivery()

    async def action_project(self) -> None:
        """To the page of the project."""
        if self.view is not None:
            await self.program.open_project(self.view.key)
        else:
            self.say_no_card()

    async def action_back(self) -> None:
        """Drop the marks, then the filter, then go back to where one came from; never quits."""
        if self.deck.marks:
            self.prompt.clear()
            self.drop_marks()
        elif self.deck.filter:
            self.deck.narrow("")
            self.board.refresh_columns(set(range(len(self.deck.stacks))))
            self.show_note()
        elif self.program.trail.last is not None:
            await self.program.go_back()
        else:
            self.say("this is the top", hint=f"{self.program.keymap.shown('board.close')} quits")

    async def action_close(self) -> None:
        """Back to where one came from, or quit where there is no way back."""
        if self.program.trail.last is not None:
            await self.program.go_back()
        else:
            self.program.action_quit_now()

    @property
    def typing_keys(self) -> Sequence[Told]:
        """Those of a new card while its title is typed."""
        return () if self.board.draft is None else (("enter", "add, and the next"), ("esc", "leave"))

    @property
    def typing(self) -> bool:
        """Whether typed text would be lost."""
        return super().typing or bool(self.board.draft)
