"""Changing what the cursor is on: its fields, whether it is complete, archived or there again; undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from models.actions import projects
from models.actions import undo as undoing
from models.actions.problems import InvalidValue
from models.portfolio import Conflict, StoreError
from models.views.history_way import Way, way_of

from .adding import Adding
from .archived import restoring
from .forms import complete, form_of

_STAYS = {
    "history": "what happened stays as it is; u takes your own last change back",
    "archived": "what is archived is not changed: R restores it first",
}
"""What is said where nothing can be changed."""


class Changing(Adding):
    """The keys that change, and what Enter does where nothing is changed."""

    async def action_change(self) -> None:
        """Change the field, or every field of the entry, one after the other; a line of the history leads
        to its card."""
        form = form_of(self.sheet.entry)
        if self.sheet.tab == "history":
            await self._go_to_card()
        elif form is None or self.sheet.entry is None:
            self.say(_STAYS.get(self.sheet.tab, "there is nothing to change here"))
        elif not self.sheet.entry.id:
            await self.add_here(self.sheet.entry.kind)
        elif form.add is None and not self.sheet.entry.field:
            await self.choose_field(form, self.sheet.entry)
        else:
            await self.change_entry(form, self.sheet.entry)

    async def _go_to_card(self) -> None:
        """Show the card that a line of the history is about, wherever it is now."""
        entry = self.sheet.entry
        try:
            way = await self.program.session.call(way_of, entry.id) if entry is not None else Way()
        except StoreError as error:
            self.warn(str(error))
            return
        if way.card is None:
            self.say("this line is not about a card that is on a board")
        else:
            await self.program.open_board(way.project, way.card)

    async def on_sheet_chosen(self) -> None:
        """An entry was clicked twice."""
        if self.refuses("project.change"):
            return
        await self.action_change()

    async def action_choose(self) -> None:
        """Choose a field of the entry, and change that alone."""
        entry = self.sheet.entry
        form = form_of(entry)
        if form is None and self.sheet.tab in _STAYS:
            self.say(_STAYS[self.sheet.tab])
        elif form is None or entry is None or entry.field or not entry.id:
            await self.action_change()
        else:
            await self.choose_field(form, entry)

    async def action_write(self) -> None:
        """Write the longer text of the entry in the person's own editor."""
        entry = self.sheet.entry
        form = form_of(entry)
        if form is None or entry is None:
            self.say("there is nothing to change here")
        else:
            await self.write_entry(form, entry)

    async def action_complete(self) -> None:
        """Complete the milestone, keep the promise, close the risk; or open it again."""
        entry = self.sheet.entry
        form = form_of(entry)
        line = form.line(self.view, entry.id) if form and entry and self.view else None
        if form is None or line is None or (form.done is None and form.noun != "milestone"):
            self.say("only milestones, expectations and risks can be completed")
            return
        await self._do(partial(complete, form), line)

    async def action_archive(self) -> None:
        """Take the entry out of the way; undo brings it back."""
        entry = self.sheet.entry
        form = form_of(entry)
        line = form.line(self.view, entry.id) if form and entry and self.view else None
        if form is None or line is None or form.archive is None:
            self.say("there is nothing to archive here")
            return
        await self._do(form.archive, line.id, line.version)

    async def action_restore(self) -> None:
        """Restore the entry of the archive, or the project when that was archived."""
        if self.view is None:
            return
        restore = restoring(self.sheet.entry)
        if restore is not None:
            await self._do(restore)
        elif self.view.facts.archived:
            await self._do(projects.restore, self.view.facts.id)
        else:
            self.say("what was archived is in tab 9: restore it there")

    async def _do(self, action: Callable[..., Any], *args: Any) -> None:
        try:
            done = await self.act(action, *args)
        except Conflict as conflict:
            self.read()
            self.warn(str(conflict))
        except (StoreError, InvalidValue, LookupError) as error:
            self.warn(str(error))
        else:
            self.take(done.view)
            self.tell(str(done.result))

    async def action_undo(self) -> None:
        """Take back one's own last change."""
        await self._take_back(undoing.undo, "redo")

    async def action_redo(self) -> None:
        """Do again what was undone."""
        await self._take_back(undoing.redo, "undo")

    async def _take_back(self, action: Callable[..., str], other: str) -> None:
        if self.view is None:
            return  # The page is still being read.
        try:
            done = await self.act(action)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return
        self.take(done.view)
        self._tell(str(done.result), other)
