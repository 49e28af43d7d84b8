"""The tabs of the delivery page, walking in them, and the calendar of one of them."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual import events, getters
from textual.app import ComposeResult
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from models.portfolio import StoreError
from models.views.timeline import timeline as read_timeline
from models.views.timeline import timeline_first
from tui.walked import Walked

from . import elsewhere, hints
from .lines import ProjectLines
from .table import DeliveryTable
from .timeline.calendar import Timeline

TABLE, TIMELINE = TABS = ("table", "timeline")
"""In the order of the screen."""
_PATIENCE = 0.1
"""Seconds that the timeline waits for its dates before it is shown without."""


class Tabbed(Walked):
    """A page with a table and a timeline of the same projects; one of them is shown."""

    table = getters.query_one(DeliveryTable)
    timeline = getters.query_one(Timeline)

    tab = TABLE
    """The one that is shown."""
    why_newest = False
    """Whether why was opened after the filter: what came last is the first that Esc takes away."""

    def tabs(self) -> ComposeResult:
        """The tabs, the first one shown."""
        yield DeliveryTable()
        timeline = Timeline()
        timeline.display = False
        yield timeline

    def on_mount(self) -> None:
        """Tell the tabs what depends on the person's keys."""
        for tab in (self.table, self.timeline):
            tab.read_on_key = self.program.keymap.shown("delivery.read_on")
            tab.in_shell = self.in_shell

    def show_head(self) -> None:
        """Say in the head what is shown."""
        raise NotImplementedError

    @property
    def walked(self) -> ProjectLines:
        """The tab that is shown."""
        return self.shown

    # -- tabs ---------------------------------------------------------------------------------

    @property
    def shown(self) -> ProjectLines:
        """The tab that is shown."""
        return self.timeline if self.tab == TIMELINE else self.table

    async def action_next_tab(self) -> None:
        """The tab to the right; after the last one the first."""
        await self.turn_to(TABS[(TABS.index(self.tab) + 1) % len(TABS)])

    async def action_previous_tab(self) -> None:
        """The tab to the left; before the first one the last."""
        await self.turn_to(TABS[TABS.index(self.tab) - 1])

    async def turn_to(self, tab: str) -> None:
        """Show another tab: same projects, same filter, the cursor on the same project."""
        before = self.shown
        known = before.view is not None and before.view.complete
        first = tab == TIMELINE and self.timeline.times is None and known
        if first:
            # Read within a moment they come with the lines: those are painted once, not a second time.
            with suppress(TimeoutError, WorkerError):
                await asyncio.wait_for(asyncio.shield(self._begin_times().wait()), _PATIENCE)
        self.tab = tab
        self.shown.follow(before)
        # Both have the same size; told of it only by the layout, a tab would be laid out and painted twice.
        self.shown.set_reactive(Widget.virtual_size, before.virtual_size)
        self.shown.display = True
        self.set_focus(self.shown, scroll_visible=False)
        before.display = False
        self.show_head()
        self.show_keys()
        if tab == TIMELINE and not first:
            # Shown at once as it was; no key waits for what has changed since.
            self.call_after_refresh(self._begin_times)

    def show_keys(self) -> None:
        """Name the keys that matter most now, as many as fit."""
        if self.shown.why_shown:
            self.key_line.show(hints.WHY)
        else:
            self.key_line.show(hints.TIMELINE if self.tab == TIMELINE else hints.TABLE)

    def on_resize(self, event: events.Resize) -> None:
        """Another width has room for other keys; the lines above are drawn then too, not by a key."""
        self.key_line.refresh()

    def unheard(self, event: events.Key) -> None:
        """A key means nothing here: say so, and where it does."""
        text, hint = elsewhere.deaf(self.program.keymap, event.key, event.character)
        self.say(text, hint=hint)

    def _begin_times(self) -> Worker[None]:
        return self.run_worker(self._read_times(), group="times", exclusive=True)

    async def _read_times(self) -> None:
        """Read the dates; while numbers are still being read for the first time, of the lines in view."""
        view, call = self.shown.view, self.program.session.call
        try:
            if view is not None and view.complete:
                self.timeline.show_times(await call(read_timeline))
            elif view is not None:
                self.timeline.show_first(await call(timeline_first, self.timeline.projects_in_view()))
        except StoreError as error:
            self.warn(str(error))

    # -- the calendar -------------------------------------------------------------------------

    def action_nearer(self) -> None:
        """Fewer days, more exactly."""
        self._zoom(-1)

    def action_farther(self) -> None:
        """More of the calendar."""
        self._zoom(1)

    def action_today(self) -> None:
        """Back to today."""
        if self.shown is self.timeline:
            self.timeline.back_to_today()
        else:
            self._tell_of_the_calendar()

    def action_to_bar(self) -> None:
        """To the start of the project that the cursor is on."""
        if self.shown is not self.timeline:
            self._tell_of_the_calendar()
        elif not self.timeline.to_bar():
            self.say("there are no dates here to go to")

    def _zoom(self, step: int) -> None:
        if self.shown is not self.timeline:
            self._tell_of_the_calendar()
        elif not self.timeline.zoom(step):
            way = "farther out" if step > 0 else "nearer"
            self.say(f"the calendar shows {self.timeline.zoomed_to}: it goes no {way}")

    def _tell_of_the_calendar(self) -> None:
        self.say(f"the calendar is another tab: {self.program.keymap.shown('delivery.next_tab')}")

    # -- why ----------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Open or close the pane that says why."""
        if self.shown.line is None and not self.shown.why_open:
            self.say("there is no project here to ask about")
            return
        self.shown.toggle_why()
        self.why_newest = self.shown.why_open
        self.show_keys()

    def action_read_on(self) -> None:
        """Read on in the pane; after the last line the first."""
        self._read_why(0)

    def action_why_down(self) -> None:
        """Read one line further down."""
        self._read_why(1)

    def action_why_up(self) -> None:
        """Read one line further up."""
        self._read_why(-1)

    def _read_why(self, step: int) -> None:
        if not self.shown.why_open:
            self.say(
                "there is nothing more to read", hint=f"{self.program.keymap.shown('delivery.why')} tells why"
            )
        elif not self.shown.read_on(step):
            self.say({0: "all of it is in view", 1: "this is the end", -1: "this is the beginning"}[step])

    # -- moving -------------------------------------------------------------------------------

    def action_next_project(self) -> None:
        """To the next project, whatever its group."""
        if not self.shown.move_to_project(1):
            self.say("this is the last project")

    def action_previous_project(self) -> None:
        """To the previous project, whatever its group."""
        if not self.shown.move_to_project(-1):
            self.say("this is the first project")

    def action_columns_left(self) -> None:
        """Show columns further left, or earlier days."""
        if not self.shown.sideways(-1):
            more = "days" if self.shown is self.timeline else "columns"
            self.say(f"there are no more {more} on the left")
        self.show_head()

    def action_columns_right(self) -> None:
        """Show columns further right, or later days."""
        if not self.shown.sideways(1):
            more = "days" if self.shown is self.timeline else "columns"
            self.say(f"there are no more {more} on the right")
        self.show_head()
