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
from tui.widgets.help import open_help
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question
from tui.widgets.reader import Reader

from .arrange import GROUPINGS, GroupLine
from .columns import BY_ID, SORTABLE
from .head import Head, HeadLine
from .keys import DELIVERY
from .tabbed import TABLE, TABLE_HINTS, TABS, Tabbed
from .table import DeliveryTable

if TYPE_CHECKING:
    from models.views.changes import Changes

_BATCH = 100
"""Projects that are judged in one go, some 50 ms."""
_FILTER_NOTE = "words, red, client:acme, is:late, is:stale, is:needs"


class DeliveryPage(Tabbed):
    """Head line, the tab that is shown, status line, key line."""

    BINDINGS = [*keymap.bindings(DELIVERY)]
    HINTS = TABLE_HINTS

    head = getters.query_one(HeadLine)
    reader = getters.query_one(Reader)

    _stale = False
    _reading = False
    _kept: date | None = None
    _again = False

    def content(self) -> ComposeResult:
        """Head line and tabs, and the panel of the help over them."""
        yield HeadLine()
        yield from self.tabs()
        yield Reader()

    def on_mount(self) -> None:
        """Read for the first time."""
        self.shown.focus(scroll_visible=False)
        for problem in self.program.problems:
            self.warn(problem)
        self.read()

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
        self._freshen()

    def changed_here(self) -> None:
        """The board has changed something."""
        self._freshen()

    def _freshen(self) -> None:
        if self.is_current:
            self.read()
        else:
            self._stale = True

    def _show(self, view: DeliveryView) -> None:
        self.shown.show(view)
        self.show_head()

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
            Head(len(view.rows), len(view.attention), shown, settings.typed, by, as_of, TABS, self.tab)
        )

    # -- looking ------------------------------------------------------------------------------

    def action_why(self) -> None:
        """Open or close the pane that says why."""
        self.shown.toggle_why()

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

    def action_group(self) -> None:
        """Group by the next of client, program, nothing."""
        settings = self.shown.settings
        following = GROUPINGS[(GROUPINGS.index(settings.grouping) + 1) % len(GROUPINGS)]
        self.shown.change(replace(settings, grouping=following))
        self.show_head()
        self.say("not grouped" if following == "none" else f"grouped by {following}")

    def action_fold(self) -> None:
        """Fold or unfold the group."""
        if not self.shown.toggle_fold():
            self.say("there is no group here to fold")

    def action_filter(self) -> None:
        """Filter while typing."""
        before = self.shown.settings.typed

        async def done(typed: str) -> str | None:
            self._filter(typed)
            return None

        self.prompt.ask(
            Question(
                "filter",
                done,
                text=before,
                changed=self._filter,
                gone=lambda: self._filter(before),
                note=_FILTER_NOTE,
            )
        )

    async def action_back(self) -> None:
        """Drop the filter, else close the pane, else go back to the table."""
        if self.shown.settings.typed:
            self._filter("")
        elif self.shown.why_open:
            self.shown.toggle_why()
        elif self.tab != TABLE:
            await self.turn_to(TABLE)

    def action_read(self) -> None:
        """Read again because the person wants it."""
        self.read()
        self.say("read again")

    def _filter(self, typed: str) -> None:
        typed = typed.strip()
        if typed != self.shown.settings.typed:
            self.shown.change(replace(self.shown.settings, typed=typed))
            self.show_head()

    def _sort(self, column: str, *, reverse: bool) -> None:
        self.shown.change(replace(self.shown.settings, sort=column, reverse=reverse))
        title = BY_ID[column].title
        self.say(f"sorted by {title}, the other way round" if reverse else f"sorted by {title}")

    # -- going elsewhere ----------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the board of the project under the cursor; unfold a folded group."""
        project = self.shown.project
        if project is not None:
            await self.program.open_board(project[1])
        elif isinstance(self.shown.line, GroupLine):
            self.shown.toggle_fold()

    def on_delivery_table_titled(self, event: DeliveryTable.Titled) -> None:
        """The title of a column was clicked: sort by it; once more: the other way round."""
        settings = self.shown.settings
        self._sort(event.column, reverse=event.column == settings.sort and not settings.reverse)

    async def on_head_line_turned(self, event: HeadLine.Turned) -> None:
        """The name of a tab was clicked."""
        if event.tab != self.tab and not self.prompt.asking and not self.picker.open:
            await self.turn_to(event.tab)

    async def on_project_lines_chosen(self) -> None:
        """A line was clicked twice."""
        await self.action_open()

    async def action_board(self) -> None:
        """Go to the board that was shown last."""
        if self.program.project is None:
            await self.action_open()
            return
        await self.app.switch_mode("board")

    def action_new_project(self) -> None:
        """Ask for the key and the name of a new project, and show its board."""
        from tui.beginning import ask_project  # here: it brings the tables, which looking does not need

        ask_project(self, self._begun)

    async def _begun(self, key: str) -> None:
        self._stale = True
        await self.program.open_board(key)

    def action_find(self) -> None:
        """Find a project and open its board."""
        view = self.shown.view
        if view is None or not view.rows:
            return
        keys = {row.id: row.key for row in view.rows}
        choices = [Choice(row.id, row.name, row.client, lead=row.key) for row in view.rows]

        async def done(chosen: list[Choice]) -> str | None:
            self.shown.go_to_project(chosen[0].id)
            await self.program.open_board(keys[chosen[0].id])
            return None

        project = self.shown.project
        self.picker.choose(Choosing("open", choices, done, at=project[0] if project else None))

    async def action_project(self) -> None:
        """Open the page of the project under the cursor."""
        project = self.shown.project
        if project is not None:
            await self.program.open_project(project[1])

    def action_copy(self) -> None:
        """Copy the project's key."""
        project = self.shown.project
        if project is not None:
            self.app.copy_to_clipboard(project[1])
            self.say(f"copied {project[1]}")

    def action_help(self) -> None:
        """Show every key."""
        parts = (("Delivery", DELIVERY), ("Everywhere", keymap.EVERYWHERE))
        open_help(self.reader, self.program.keymap, parts)

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
            sentence = await self.program.session.call(undoing.undo if undone else undoing.redo)
        except StoreError as error:
            self.warn(str(error))
            return
        other = "redo" if undone else "undo"
        self.say(sentence, hint=f"{self.program.keymap.shown(f'delivery.{other}')} {other}")
        self.program.changed_by(self)
        self.read()


def keep_the_day(portfolio: Portfolio) -> int:
    """Write down the numbers of today, of every project that has none yet."""
    # Here: needed once a day, and after the first frame.
    from models.actions import snapshots
    from models.views.snapshot_numbers import snapshot_numbers

    return snapshots.record(portfolio, snapshot_numbers(portfolio))
