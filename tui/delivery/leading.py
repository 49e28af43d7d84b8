"""Where the lines of the delivery page lead: to boards, cards and the pages of projects, and back."""

from __future__ import annotations

from models.portfolio import StoreError
from models.views.names import NotFound, find_card
from tui.finding import Found, choose_project
from tui.widgets.picker import Choice

from .arrange import AttentionLine, RowLine
from .head import HeadLine
from .leads import tab_of
from .tabbed import Tabbed


class Leading(Tabbed):
    """Going from a line to what it is about."""

    @property
    def subject(self) -> str:
        """The card or the project that the line is about."""
        line = self.shown.line
        if isinstance(line, AttentionLine):
            return line.entry.card or line.entry.project_key
        return line.row.key if isinstance(line, RowLine) else ""

    @property
    def project_key(self) -> str:
        """The project that the line is about."""
        project = self.shown.project
        return project[1] if project is not None else ""

    # -- from a line ------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Go where the line leads; unfold a folded group."""
        line = self.shown.line
        if self.shown.group is not None:
            self.shown.toggle_fold()
            return
        if isinstance(line, AttentionLine) and tab_of(line.entry):
            entry = line.entry
            await self.program.open_project(entry.project_key, tab_of(entry), about=entry.sentence)
            return
        await self.action_to_board()

    async def action_to_board(self) -> None:
        """Open the board of the project under the cursor, on the card that the line is about."""
        key = self._project_or_say("open")
        if key is None:
            return
        card = await self._card()
        if card is None:
            await self.program.open_board(key)
        else:
            await self.program.open_board(key, card)

    async def action_project(self) -> None:
        """Open the page of the project, on the tab that the line is about."""
        key = self._project_or_say("open")
        line = self.shown.line
        if key is not None and isinstance(line, AttentionLine):
            await self.program.open_project(key, tab_of(line.entry), about=line.entry.sentence)
        elif key is not None:
            await self.program.open_project(key)

    async def action_statement(self) -> None:
        """Write a statement about the project."""
        key = self._project_or_say("write about")
        if key is not None:
            await self.program.open_project(key, "statements", adding=True)

    def action_copy(self) -> None:
        """Copy the project's key."""
        key = self._project_or_say("copy")
        if key is not None:
            self.app.copy_to_clipboard(key)
            self.say(f"copied {key}")

    def _project_or_say(self, what: str) -> str | None:
        """The key of the project under the cursor; without one the status line says what to do."""
        project = self.shown.project
        if project is not None:
            return project[1]
        group, shown = self.shown.group, self.program.keymap.shown
        if group is not None:
            name = group.group.name or "On their own"
            self.say(
                f"{name} is a group, not a project to {what}", hint=f"{shown('delivery.open')} unfolds it"
            )
        elif self.shown.settings.typed:
            self.say(
                f"there is no project to {what}", hint=f"{shown('delivery.back')} shows all projects again"
            )
        else:
            self.say(f"there is no project to {what}", hint=f"{shown('delivery.new_project')} makes one")
        return None

    async def _card(self) -> int | None:
        line = self.shown.line
        if not isinstance(line, AttentionLine) or not line.entry.card:
            return None
        try:
            return (await self.program.session.call(find_card, line.entry.card)).id
        except (StoreError, NotFound):
            # It has gone since the portfolio was read; its board tells more than a refusal.
            return None

    # -- elsewhere --------------------------------------------------------------------------------

    async def action_board(self) -> None:
        """Go to the board that was shown last."""
        if self.program.project is None:
            await self.action_to_board()
            return
        await self.program.open_board(self.program.project)

    def action_new_project(self) -> None:
        """Ask for the key and the name of a new project, and show its board."""
        from tui.beginning import ask_project  # here: it brings the tables, which looking does not need

        ask_project(self, self._begun)

    async def _begun(self, key: str) -> None:
        self._stale = True
        await self.program.open_board(key)

    async def action_find(self) -> None:
        """Find a project and open its board."""
        view = self.shown.view
        if view is None or not view.rows:
            self._project_or_say("find")
            return

        async def done(chosen: Choice) -> None:
            self.shown.go_to_project(chosen.id)
            await self.program.open_board(chosen.lead)

        project = self.shown.project
        found = [Found.judged(row) for row in view.rows]
        await choose_project(self, "open", found, project[0] if project else None, done)

    # -- the mouse --------------------------------------------------------------------------------

    async def on_head_line_turned(self, event: HeadLine.Turned) -> None:
        """The name of a tab was clicked."""
        if event.tab != self.tab and not self.prompt.asking and not self.picker.open:
            await self.turn_to(event.tab)

    async def on_project_lines_chosen(self) -> None:
        """A line was clicked twice."""
        await self.action_open()
