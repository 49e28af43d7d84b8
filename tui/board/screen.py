"""The board: one project, its columns and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.portfolio import StoreError
from models.views.names import NotFound, ProjectName, project_names
from tui.board.keys import BOARD, DETAILS
from tui.board.panel import Panel
from tui.keymap import EVERYWHERE
from tui.widgets.help import open_help
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from models.views.delivery_values import ProjectRow


class BoardPage(Panel):
    """Projects, panels to read, and the ways out."""

    # -- projects --------------------------------------------------------------------------------

    async def action_find(self) -> None:
        """Find a project and show its board."""
        names = await self._names()
        if not names:
            self.say("no projects yet", hint=self._hint("board.new_project"))
            return
        choices = [
            Choice(
                name.id,
                name.name,
                "  ".join(part for part in (name.client, "archived" if name.archived else "") if part),
                name.key,
            )
            for name in names
        ]

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            await self.open_project(chosen[0].lead)
            return None

        self.picker.choose(Choosing("project", choices, done, at=self.project[0]))

    async def action_next_project(self) -> None:
        """Show the next project."""
        await self._step_project(1)

    async def action_previous_project(self) -> None:
        """Show the previous project."""
        await self._step_project(-1)

    async def _step_project(self, step: int) -> None:
        keys = [name.key for name in await self._names() if not name.archived]
        if not keys:
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
        """Show what the program names, without the panel of another card over it."""
        if self.details_open and self.program.card is not None:
            self.action_leave()
        await super().show_wanted()

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
        from tui.board.facts import why  # Here for start-up, as below: the delivery view costs 15 ms.

        row = await self._row()
        if row is not None:
            health = f"{row.health} {row.health_dimension}".strip()
            self.reader.open(f"{row.key}  why {health}", why(row))

    async def action_facts(self) -> None:
        """The project's figures."""
        from tui.board.facts import facts

        row = await self._row()
        if row is not None and self.view is not None:
            self.reader.open(f"{row.key}  {row.name}", facts(self.view, row, self.deck.counts[1]))

    async def _row(self) -> ProjectRow | None:
        if self.view is None:
            return None
        from models.views.delivery import why as read_why

        try:
            return await self.program.session.call(read_why, self.view.key)
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
            return
        lines = [f"{self.key_of(card)} {card.title}" if with_text else self.key_of(card) for card in chosen]
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

    async def action_back(self) -> None:
        """Drop the marks, then the filter, then go back to delivery; never quits."""
        if self.deck.marks:
            self.drop_marks()
            self.prompt.clear()
        elif self.deck.filter:
            self.deck.narrow("")
            self.board.refresh_columns(set(range(len(self.deck.stacks))))
            self.show_note()
        elif self.program.from_delivery:
            await self.program.open_delivery()
        else:
            self.prompt.clear()

    async def action_close(self) -> None:
        """Back to delivery, or quit where there is no way back."""
        if self.program.from_delivery:
            await self.program.open_delivery()
        else:
            self.app.exit(0)

    @property
    def typing(self) -> bool:
        """Whether typed text would be lost."""
        return super().typing or bool(self.board.draft)
