"""The page of one project: its tabs, its keys, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult

from models.portfolio import StoreError
from models.views.project import LIMIT, ProjectView
from tui import keymap
from tui.trail import Stop
from tui.widgets.help import open_help
from tui.widgets.prompt import Question
from tui.widgets.reader import Reader

from . import reading
from .archived import archived
from .changing import Changing
from .client import client
from .head import HeadLine
from .history import history
from .keys import HINTS, PROJECT, TABS
from .money import money_tab
from .overview import overview
from .people import people, told_of
from .plan import plan
from .reading import Extent, is_cut, put_away
from .risks import risks
from .rows import Entry
from .sheet import Sheet, Tab
from .statements import statements

if TYPE_CHECKING:
    from models.views.changes import Changes

_SHEETS: tuple[Tab, ...] = tuple(
    zip(TABS, (overview, plan, money_tab, people, risks, client, statements, history, archived), strict=True)
)


class ProjectPage(Changing):
    """Head line, sheet, status line, key line."""

    BINDINGS = [*keymap.bindings(PROJECT)]
    HINTS = HINTS

    head = getters.query_one(HeadLine)
    reader = getters.query_one(Reader)

    _reading = False
    _again = False
    _beginning = False

    def content(self) -> ComposeResult:
        """Head line and sheet, and the panel of the help over them."""
        yield HeadLine()
        yield Sheet(_SHEETS)
        yield Reader()

    # -- data ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """The sheet has the keys."""
        self.set_focus(self.sheet, scroll_visible=False)

    @property
    def is_there(self) -> bool:
        """Whether what was asked for is shown: the project, on its tab, with its form."""
        program, view = self.program, self.view
        asked = bool(program.project_tab) or program.project_adding or self._beginning
        return view is not None and view.facts.key == program.project_page and not (asked or self._reading)

    def on_screen_resume(self) -> None:
        """Show the project that was asked for, and what changed meanwhile."""
        if self.view is None or self.view.facts.key != self.program.project_page or self._stale:
            self.read()
        elif self.program.project_tab or self.program.project_adding:
            self._beginning = True
            self.run_worker(self._begin_wanted())

    async def _begin_wanted(self) -> None:
        try:
            await self._show_wanted()
        finally:
            self._beginning = False
            self.arrive()

    async def _show_wanted(self) -> None:
        """Go to the tab that another page asked for, and begin what it asked for."""
        program = self.program
        tab, adding, about = program.project_tab, program.project_adding, program.project_about
        program.project_tab, program.project_adding, program.project_about = "", False, ""
        if tab:
            self.sheet.open_tab(TABS.index(tab))
        if tab == "people" and self.view is not None and (entry := told_of(self.view, about)) is not None:
            self.sheet.go_to(entry)
        if adding:
            await self.action_add()

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
                    self.extent = Extent()
                self.take(await call(reading.read, key, self.extent))
                await self._show_wanted()
                if not self._again:
                    return
        except (StoreError, LookupError) as error:
            # Another project may still be on show: what was typed is not for that one.
            dropped = self.program.ahead.drop()
            self.warn(f"{error}; what was typed ahead is dropped" if dropped else str(error))
        finally:
            self._reading = False
            if self.is_current:
                self.program.ahead.arrived()

    def take(self, view: ProjectView, follow: Entry | None = None) -> None:
        """Show fresh data; cursor and scroll stay, or the cursor goes to the entry that was added."""
        before = self.view
        self.head.show(view)
        self.sheet.show(view, follow=follow)
        fresh = before is None or before.facts.id != view.facts.id or not before.facts.archived
        if view.facts.archived and fresh:
            self.say(put_away(view), hint=f"{self.program.keymap.shown('project.restore')} restores it")

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed.

        A card of any project may be waited for by one of this, and anybody's time is spent anywhere: it is
        read again after each change, and told only of those that are not another project's alone.
        """
        view = self.view
        if view is None:
            return
        near = changes.everywhere or not changes.complete or view.facts.id in changes.projects
        if near and self.is_current:
            self.tell_news(changes)
        self.freshen()

    @property
    def stop(self) -> Stop:
        """The project, and the tab."""
        return Stop("project", self.program.project_page, self.sheet.tab)

    @property
    def subject(self) -> str:
        """The person under the cursor, else the project."""
        if self.view is None:
            return ""
        entry = self.sheet.entry
        if entry is not None and entry.kind == "allocation":
            for one in self.view.allocations:
                if one.id == entry.id:
                    return one.person.key
        return self.view.facts.key

    @property
    def project_key(self) -> str:
        """The project that the page is about."""
        return self.view.facts.key if self.view is not None else ""

    # -- moving ----------------------------------------------------------------------------------

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

    def action_tab_9(self) -> None:
        """Tab 9."""
        self.sheet.open_tab(8)

    async def on_sheet_moved(self) -> None:
        """The last line of a long list is reached: read more of it."""
        view, extent = self.view, self.extent
        if view is None:
            return
        if self.sheet.tab == "history":
            if view.older_history is None:
                return
            wider = replace(extent, pages=extent.pages + 1)
        elif is_cut(view, self.sheet.tab):
            wider = replace(extent, limit=extent.limit + LIMIT)
        else:
            return
        try:
            call = self.program.session.call
            if wider.limit == extent.limit:
                more = await call(reading.with_more, view, extent.wanted)
            else:
                more = await call(reading.read, view.facts.key, wider)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return
        if self.view is view:
            self.extent = wider
            self.take(more)

    def action_filter(self) -> None:
        """Narrow the history while typing is over."""
        if self.view is None:
            return
        if self.sheet.tab != "history":
            self.sheet.open_tab(TABS.index("history"))

        async def narrow(typed: str) -> str | None:
            self.extent = replace(self.extent, pages=1, wanted=" ".join(typed.split()))
            self.prompt.clear()
            self.read()
            return None

        self.prompt.ask(
            Question(
                "history",
                narrow,
                text=self.extent.wanted,
                note="words, @person; empty: all of it",
                enter="keep",
                kept=False,
            )
        )

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
            await self.program.open_board(self.view.facts.key)

    async def action_back(self) -> None:
        """Back to where one came from; never quits."""
        await self.program.go_back()
