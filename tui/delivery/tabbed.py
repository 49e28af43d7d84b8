"""The tabs of the delivery page, walking in them, and the calendar of one of them."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.widget import Widget

from models.portfolio import StoreError
from models.views.timeline import timeline as read_timeline
from tui.screen import Page
from tui.widgets.keys import Hint

from .lines import ProjectLines
from .table import DeliveryTable
from .timeline.calendar import Timeline

TABLE, TIMELINE = TABS = ("table", "timeline")
"""In the order of the screen."""
TABLE_HINTS = (
    Hint(("delivery.open",), "board"),
    Hint(("delivery.why",), "why"),
    Hint(("delivery.sort",), "sort"),
    Hint(("delivery.group",), "group"),
    Hint(("delivery.filter",), "filter"),
    Hint(("delivery.find",), "find"),
    Hint(("delivery.previous_tab", "delivery.next_tab"), "tabs"),
    Hint(("delivery.board",), "board"),
    Hint(("delivery.help",), "help"),
)
_TIMELINE_HINTS = (
    Hint(("delivery.open",), "board"),
    Hint(("delivery.why",), "why"),
    Hint(("delivery.nearer", "delivery.farther"), "zoom"),
    Hint(("delivery.columns_left", "delivery.columns_right"), "earlier, later"),
    Hint(("delivery.today",), "today"),
    Hint(("delivery.filter",), "filter"),
    Hint(("delivery.previous_tab", "delivery.next_tab"), "tabs"),
    Hint(("delivery.help",), "help"),
)


class Tabbed(Page):
    """A page with a table and a timeline of the same projects; one of them is shown."""

    table = getters.query_one(DeliveryTable)
    timeline = getters.query_one(Timeline)

    tab = TABLE
    """The one that is shown."""

    def tabs(self) -> ComposeResult:
        """The tabs, the first one shown."""
        yield DeliveryTable()
        timeline = Timeline()
        timeline.display = False
        yield timeline

    def show_head(self) -> None:
        """Say in the head what is shown."""
        raise NotImplementedError

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
        self.tab = tab
        self.shown.follow(before)
        # Both have the same size; told of it only by the layout, a tab would be laid out and painted twice.
        self.shown.set_reactive(Widget.virtual_size, before.virtual_size)
        self.shown.display = True
        self.set_focus(self.shown, scroll_visible=False)
        before.display = False
        self.show_head()
        self.key_line.show(_TIMELINE_HINTS if tab == TIMELINE else TABLE_HINTS)
        if tab == TIMELINE:
            # Shown at once as it was; no key waits for what has changed since.
            self.run_worker(self._read_times(), group="times", exclusive=True)

    async def _read_times(self) -> None:
        # While numbers are read for the first time this would wait for all of them; then the dates follow.
        if self.shown.view is None or not self.shown.view.complete:
            return
        try:
            self.timeline.show_times(await self.program.session.call(read_timeline))
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
            self.say(f"{self.timeline.zoomed_to} are the {'farthest' if step > 0 else 'nearest'} zoom")

    def _tell_of_the_calendar(self) -> None:
        self.say(f"the calendar is another tab: {self.program.keymap.shown('delivery.next_tab')}")

    # -- moving -------------------------------------------------------------------------------

    def action_down(self) -> None:
        """One line down."""
        self.shown.move(1)

    def action_up(self) -> None:
        """One line up."""
        self.shown.move(-1)

    def action_top(self) -> None:
        """To the first line."""
        self.shown.move_to_end(last=False)

    def action_bottom(self) -> None:
        """To the last line."""
        self.shown.move_to_end(last=True)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.shown.move(self.shown.half_page)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.shown.move(-self.shown.half_page)

    def action_columns_left(self) -> None:
        """Show columns further left, or earlier days."""
        self.shown.sideways(-1)

    def action_columns_right(self) -> None:
        """Show columns further right, or later days."""
        if not self.shown.sideways(1):
            more = "days" if self.shown is self.timeline else "columns"
            self.say(f"there are no more {more} on the right")
