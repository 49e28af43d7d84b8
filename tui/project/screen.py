"""The page of one project: its tabs, its keys, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import getters, work
from textual.app import ComposeResult

from models.actions import undo as undoing
from models.actions.problems import InvalidValue
from models.portfolio import Conflict, StoreError
from models.views.project import ProjectView
from tui import keymap
from tui.widgets.help import open_help
from tui.widgets.reader import Reader

from . import reading
from .client import client
from .filling import Filling
from .forms import FORMS, complete, form_of
from .head import HeadLine
from .history import history
from .keys import HINTS, PROJECT, TABS
from .money import money_tab
from .overview import overview
from .people import people
from .plan import plan
from .risks import risks
from .rows import Entry
from .sheet import Sheet, Tab
from .statements import statements

if TYPE_CHECKING:
    from models.views.changes import Changes

_SHEETS: tuple[Tab, ...] = tuple(
    zip(TABS, (overview, plan, money_tab, people, risks, client, statements, history), strict=True)
)
_NEW = {"overview": "statement", "statements": "statement"}
"""What ``n`` adds where the cursor is on nothing of a kind of its own."""


class ProjectPage(Filling):
    """Head line, sheet, status line, key line."""

    BINDINGS = [*keymap.bindings(PROJECT)]
    HINTS = HINTS

    head = getters.query_one(HeadLine)
    reader = getters.query_one(Reader)

    _stale = False
    _reading = False
    _again = False

    def content(self) -> ComposeResult:
        """Head line and sheet, and the panel of the help over them."""
        yield HeadLine()
        yield Sheet(_SHEETS)
        yield Reader()

    # -- data ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """The sheet has the keys."""
        self.set_focus(self.sheet, scroll_visible=False)

    def on_screen_resume(self) -> None:
        """Show the project that was asked for, and what changed meanwhile."""
        if self.view is None or self.view.facts.key != self.program.project_page or self._stale:
            self.read()

    def read(self) -> None:
        """Read the project again; while that is under way, once more after it."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._read()

    @work
    async def _read(self) -> None:
        call = self.program.session.call
        try:
            while True:
                self._again = self._stale = False
                key = self.program.project_page
                if self.view is not None and self.view.facts.key != key:
                    self.pages = 1
                self.take(await call(reading.read, key, self.pages))
                if not self._again:
                    return
        except (StoreError, LookupError) as error:
            self.warn(str(error))
        finally:
            self._reading = False

    def take(self, view: ProjectView, follow: Entry | None = None) -> None:
        """Show fresh data; cursor and scroll stay, or the cursor goes to the entry that was added."""
        self.head.show(view)
        self.sheet.show(view, follow=follow)

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed."""
        view = self.view
        if view is not None and (
            changes.everywhere or not changes.complete or view.facts.id in changes.projects
        ):
            self._freshen()

    def changed_here(self) -> None:
        """Another page has changed something."""
        self._freshen()

    def _freshen(self) -> None:
        if self.is_current:
            self.read()
        else:
            self._stale = True

    # -- moving ----------------------------------------------------------------------------------

    def action_down(self) -> None:
        """Next entry."""
        self.sheet.move(1)

    def action_up(self) -> None:
        """Previous entry."""
        self.sheet.move(-1)

    def action_top(self) -> None:
        """First entry."""
        self.sheet.move_to_end(last=False)

    def action_bottom(self) -> None:
        """Last entry."""
        self.sheet.move_to_end(last=True)

    def action_half_down(self) -> None:
        """Half a page on."""
        self.sheet.page(1)

    def action_half_up(self) -> None:
        """Half a page back."""
        self.sheet.page(-1)

    def action_next_tab(self) -> None:
        """Next tab."""
        self.sheet.open_tab(self.sheet.at + 1)

    def action_previous_tab(self) -> None:
        """Previous tab."""
        self.sheet.open_tab(self.sheet.at - 1)

    def action_tab_1(self) -> None:
        """Tab 1."""
        self.sheet.open_tab(0)

    def action_tab_2(self) -> None:
        """Tab 2."""
        self.sheet.open_tab(1)

    def action_tab_3(self) -> None:
        """Tab 3."""
        self.sheet.open_tab(2)

    def action_tab_4(self) -> None:
        """Tab 4."""
        self.sheet.open_tab(3)

    def action_tab_5(self) -> None:
        """Tab 5."""
        self.sheet.open_tab(4)

    def action_tab_6(self) -> None:
        """Tab 6."""
        self.sheet.open_tab(5)

    def action_tab_7(self) -> None:
        """Tab 7."""
        self.sheet.open_tab(6)

    def action_tab_8(self) -> None:
        """Tab 8."""
        self.sheet.open_tab(7)

    async def on_sheet_moved(self) -> None:
        """The last line of the history is reached: read older ones."""
        view = self.view
        if self.sheet.tab != "history" or view is None or view.older_history is None:
            return
        try:
            more = await self.program.session.call(reading.with_more, view)
        except StoreError as error:
            self.warn(str(error))
            return
        if self.view is view:
            self.pages += 1
            self.take(more)

    # -- changing --------------------------------------------------------------------------------

    async def action_change(self) -> None:
        """Change the field, or every field of the entry, one after the other."""
        form = form_of(self.sheet.entry)
        if form is None or self.sheet.entry is None:
            self.say("there is nothing to change here")
        elif not self.sheet.entry.id:
            await self.action_add()
        else:
            await self.change_entry(form, self.sheet.entry)

    async def on_sheet_chosen(self) -> None:
        """An entry was clicked twice."""
        await self.action_change()

    async def action_choose(self) -> None:
        """Choose a field of the entry, and change that alone."""
        entry = self.sheet.entry
        form = form_of(entry)
        if form is None or entry is None or entry.field or not entry.id:
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

    async def action_add(self) -> None:
        """Add an entry of the kind that the cursor is on."""
        entry = self.sheet.entry
        kind = _NEW.get(self.sheet.tab) or (entry.kind if entry is not None else "")
        form = FORMS.get(kind)
        if form is None or form.add is None:
            self.say("nothing can be added here")
        else:
            await self.add_entry(kind, form)

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

    async def _do(self, action: Callable[..., Any], *args: Any) -> None:
        try:
            done = await self.act(action, *args)
        except Conflict as conflict:
            self.read()
            self.warn(f"{conflict}; nothing was changed")
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
        self.say(str(done.result), hint=f"{self.program.keymap.shown(f'project.{other}')} {other}")

    # -- ways ------------------------------------------------------------------------------------

    def action_read(self) -> None:
        """Read again because the person wants it."""
        self.read()
        self.say("read again")

    def action_help(self) -> None:
        """Show every key."""
        parts = (("Project", PROJECT), ("Everywhere", keymap.EVERYWHERE))
        open_help(self.reader, self.program.keymap, parts)

    async def action_board(self) -> None:
        """To the board of this project."""
        if self.view is not None:
            await self.program.open_board_of(self.view.facts.key)

    async def action_back(self) -> None:
        """Back to where one came from; never quits."""
        await self.program.leave_project()
