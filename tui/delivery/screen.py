"""The delivery page: every project with its numbers; Enter leads to its board, and back to the same row."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult

from models.portfolio import Portfolio, ReadOnly, StoreError
from models.views import delivery as views
from models.views.delivery import DeliveryView
from models.views.timeline import timeline as read_timeline
from tui import keymap
from tui.narrowing import ask_words
from tui.widgets.help import help_lines
from tui.widgets.picker import Choice, Choosing
from tui.widgets.reader import Piece, Reader

from . import filtering
from .arrange import GROUPINGS
from .columns import BY_ID, SORTABLE
from .head import Head, HeadLine
from .keys import DELIVERY
from .leading import Leading
from .left import as_left, leave
from .legend import legend_lines
from .lines import Spot
from .tabbed import TABLE, TABS, TIMELINE
from .table import DeliveryTable

if TYPE_CHECKING:
    from models.views.changes import Changes

_PATIENCE = 1.0
"""Seconds that keys typed ahead wait for the numbers, which decide the order of the lines."""
_BATCH = 100
"""Projects that are judged in one go, some 50 ms."""
_FILTER_NOTE = "red, client:acme, person:ben, is:promised; is: tells more"
"""Fits beside an empty field of 80 cells; the legend lists all."""


class DeliveryPage(Leading):
    """Head line, the tab that is shown, status line, key line."""

    BINDINGS = [*keymap.bindings(DELIVERY)]

    head = getters.query_one(HeadLine)
    reader = getters.query_one(Reader)

    _reading = False
    _kept: date | None = None
    _again = False
    _settled = False

    def content(self) -> ComposeResult:
        """Head line and tabs, and the panel of the help over them."""
        yield HeadLine()
        yield from self.tabs()
        yield Reader()

    def on_mount(self) -> None:
        """Read for the first time."""
        self.show_keys()
        self.shown.focus(scroll_visible=False)
        if self.program.problems:
            self.warn("; ".join(self.program.problems))
        self.set_timer(_PATIENCE, self._settle)
        self.read()

    @property
    def is_there(self) -> bool:
        """Whether the lines stand where they stay: before that a key would mean another project."""
        return self._settled

    def on_screen_resume(self) -> None:
        """Read again when something changed while another page was shown."""
        if self._stale:
            self.read()

    # -- data ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the portfolio again; while that is under way, once more after it."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self._stale = False
        self._read()

    @work
    async def _read(self) -> None:
        call = self.program.session.call
        try:
            if self.shown.view is None:
                await self._read_first()
            while True:
                self._again = False
                view = await call(views.delivery)
                self._show(view)
                if self.shown is self.timeline:
                    self.timeline.show_times(await call(read_timeline))
                await self._keep_numbers(view.today)
                if not self._again:
                    return
        except StoreError as error:
            self.warn(str(error))
        finally:
            self._reading = False
            self._settle()

    async def _keep_numbers(self, today: date) -> None:
        """Write the day's numbers down, once a day: the slip trend is made of them."""
        if self._kept == today:
            return
        self._kept = today
        # Who may only look keeps nothing, and somebody else will.
        with contextlib.suppress(ReadOnly):
            await self.program.session.call(keep_the_day)

    async def _read_first(self) -> None:
        """Names and counts at once, then the rows in view, then the rest in parts: actions go between."""
        call = self.program.session.call
        left = await call(as_left)
        if left is not None:
            now = self.shown.settings
            self.shown.change(replace(left, typed=now.typed, folded=now.folded))
        first = await call(views.delivery_first)
        self._show(first)
        if first.complete:
            return
        waiting = [row.id for row in first.rows if not row.health]
        seen = [number for number in self.shown.projects_in_view() if number in set(waiting)]
        judged = await call(views.delivery_rows, seen)
        by_id = {row.id: row for row in judged}
        self._show(first._replace(rows=tuple(by_id.get(row.id, row) for row in first.rows)))
        rest = [number for number in waiting if number not in by_id]
        for start in range(0, len(rest), _BATCH):
            await call(views.delivery_rows, rest[start : start + _BATCH])

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed."""
        if self.is_current:
            self.tell_news(changes)
        self.freshen()

    def _show(self, view: DeliveryView) -> None:
        self.shown.show(view)
        self.show_head()
        if view.complete:
            self._settle()

    def _settle(self) -> None:
        self._settled = True
        self.arrive()

    def show_head(self) -> None:
        """Say in the head what is shown."""
        view, settings = self.shown.view, self.shown.settings
        if view is None:
            return
        # Clock times are shown in the viewer's own zone.
        read_at = datetime.fromtimestamp(view.now_ms / 1000).strftime("%H:%M")
        as_of = read_at if view.complete else "reading"
        by = "" if settings.grouping == "none" else f"by {settings.grouping}"
        shown = self.shown.arranged.shown
        self.head.show(
            Head(
                projects=len(view.rows),
                needing=len(view.attention),
                shown=shown,
                typed=settings.typed,
                arranged=by,
                sorted_by=self._sorted_by(),
                as_of=as_of,
                tabs=TABS,
                tab=self.tab,
            )
        )

    def _sorted_by(self) -> str:
        """The sort, where its column is not in sight."""
        settings = self.shown.settings
        if self.table.shows_column(settings.sort) or (settings.sort == "health" and not settings.reverse):
            return ""
        return f"by {BY_ID[settings.sort].title} {'↑' if settings.reverse else '↓'}"

    # -- looking ------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        ids = [column.id for column in SORTABLE]
        choices = [Choice(at, column.title, column.sentence) for at, column in enumerate(SORTABLE)]

        async def done(chosen: list[Choice]) -> str | None:
            self._sort(ids[chosen[0].id], reverse=False)
            return None

        at = ids.index(self.shown.settings.sort)
        self.picker.choose(Choosing("sort by", choices, done, at=at))

    def action_reverse(self) -> None:
        """Sort the other way round."""
        settings = self.shown.settings
        self._sort(settings.sort, reverse=not settings.reverse)

    def on_delivery_table_titled(self, event: DeliveryTable.Titled) -> None:
        """The title of a column was clicked: sort by it; once more: the other way round."""
        settings = self.shown.settings
        self._sort(event.column, reverse=event.column == settings.sort and not settings.reverse)

    def action_group(self) -> None:
        """Choose what the projects are grouped by, as cards are on a board."""
        choices = [Choice(at, name) for at, name in enumerate(GROUPINGS)]

        async def done(chosen: list[Choice]) -> str | None:
            following = GROUPINGS[chosen[0].id]
            self.picker.leave()
            self.shown.change(replace(self.shown.settings, grouping=following))
            self.show_head()
            self._keep_arrangement()
            self.say("not grouped" if following == "none" else f"grouped by {following}")
            return None

        at = GROUPINGS.index(self.shown.settings.grouping)
        self.picker.choose(Choosing("group by", choices, done, at=at))

    def action_fold(self) -> None:
        """Fold or unfold the group."""
        if self.shown.settings.typed:
            self.say("a filter shows what it finds in folded groups too")
        elif not self.shown.toggle_fold():
            self.say("there is no group here to fold")

    def action_filter(self) -> None:
        """Filter while typing."""
        self.prompt.clear()
        before, spot, why_newest = self.shown.settings.typed, self.shown.spot, self.why_newest

        def narrow(typed: str) -> None:
            left = typed.strip() == before
            self._filter(typed, spot if left else None)
            self.why_newest = left and why_newest

        ask_words(self, "filter", before, narrow, _note)

    async def action_back(self) -> None:
        """Drop the filter or close the pane, what came last first, else go back to the table."""
        if self.shown.why_shown and (self.why_newest or not self.shown.settings.typed):
            self.action_why()
        elif self.shown.settings.typed:
            self._filter("")
        elif self.shown.why_open:
            self.action_why()
        elif self.tab != TABLE:
            await self.turn_to(TABLE)
        else:
            self.say("this is the top", hint=f"{self.program.keymap.shown('delivery.quit')} quits")

    def action_read(self) -> None:
        """Read again because the person wants it."""
        self.read()
        self.say("read again")

    def filter_by(self, typed: str) -> None:
        """Show only what passes this filter."""
        self._filter(typed)
        self.why_newest = False

    def _filter(self, typed: str, spot: Spot | None = None) -> None:
        typed = typed.strip()
        if typed != self.shown.settings.typed:
            before = self.shown.why_shown
            self.shown.narrow(typed, spot)
            self.show_head()
            if self.shown.why_shown != before:
                self.show_keys()

    def _sort(self, column: str, *, reverse: bool) -> None:
        self.shown.change(replace(self.shown.settings, sort=column, reverse=reverse))
        self.table.bring_into_sight(column)
        self.show_head()
        self._keep_arrangement()
        title = BY_ID[column].title
        self.say(f"sorted by {title}, the other way round" if reverse else f"sorted by {title}")

    @work
    async def _keep_arrangement(self) -> None:
        # Beside the keys: the thread may be reading ten thousand projects.
        await self.program.session.call(leave, self.shown.settings)

    # -- help and leaving --------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show every key."""
        parts = (("Delivery", DELIVERY), ("Everywhere", keymap.EVERYWHERE))

        def found(typed: str) -> list[list[Piece]]:
            keys, marks = help_lines(self.program.keymap, parts, typed), self._legend(typed)
            return [*keys, *([[]] if keys and marks else []), *marks]

        self.reader.open("Keys and marks", found(""), found)

    def action_legend(self) -> None:
        """Show what the marks mean."""
        self.reader.open("Marks", self._legend(""), self._legend)

    def _legend(self, typed: str) -> list[list[Piece]]:
        return legend_lines(typed, timeline=self.tab == TIMELINE)

    def action_quit(self) -> None:
        """Quit: this page is the top."""
        self.program.action_quit_now()

    # -- undo ---------------------------------------------------------------------------------

    async def action_undo(self) -> None:
        """Take back one's own last change."""
        await self._take_back(undone=True)

    async def action_redo(self) -> None:
        """Do again what was undone."""
        await self._take_back(undone=False)

    async def _take_back(self, *, undone: bool) -> None:
        from models.actions import undo as undoing  # here: nobody undoes before the first frame

        try:
            sentence = await self.program.session.save(undoing.undo if undone else undoing.redo)
        except StoreError as error:
            self.warn(str(error))
            return
        other = "redo" if undone else "undo"
        self.say(sentence, hint=f"{self.program.keymap.shown(f'delivery.{other}')} {other}")
        self.program.changed_by(self)
        self.read()


def _note(typed: str) -> str:
    return filtering.hint(typed, _FILTER_NOTE)


def keep_the_day(portfolio: Portfolio) -> int:
    """Write down the numbers of today, of every project that has none yet."""
    # Here: needed once a day, and after the first frame.
    from models.actions import snapshots
    from models.views.snapshot_numbers import snapshot_numbers

    return snapshots.record(portfolio, snapshot_numbers(portfolio))
