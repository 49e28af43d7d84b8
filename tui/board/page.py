"""The board's page: it reads a project, shows it, and patches it after each change without losing a place."""

from __future__ import annotations

from datetime import date
from time import monotonic
from typing import ParamSpec, TypeVar

from textual import getters, work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from models.measures.days import Calendar
from models.portfolio import StoreError
from models.views.board import BoardHead, BoardView, CardLine, figures
from models.views.changes import Changes
from models.views.names import NotFound
from tui.board import reading
from tui.board.board import Board
from tui.board.deck import ORDERS, Deck, Stack
from tui.board.face import Today
from tui.board.fitting import right_edge
from tui.board.grouping import grouping_named
from tui.board.head import HeadLine, Sides
from tui.board.keys import BOARD_HINTS
from tui.board.pointing import PointedBoard
from tui.board.reading import Fresh
from tui.screen import Page
from tui.widgets.reader import Reader

_NOTHING = """
  No projects yet.

  {:<19}  makes one, with a board of five columns
  {:<19}  lists every action
  {:<19}  help

  In a shell:
  {:<19}  brings projects in from YAML files or folders
  pmboard demo         shows a living portfolio to look around in
"""

P = ParamSpec("P")
T = TypeVar("T")

HEAD_DELAY = 0.4
"""Seconds after the last change until the line of head is computed anew."""

HEAD_PATIENCE = 2.0
"""Seconds after which it is computed although changes go on."""

FIGURES_DELAY = 0.1
"""Seconds after a board is opened: its cards are painted before a forecast takes the processor."""

DAY_LOOK = 600.0
"""Seconds at most until one looks whether it is another day."""

SLOW = 1.0
"""Seconds after which one is told what is waited for."""


class BoardBase(Page, part=True):
    """Reading, showing and patching; the keys are in the classes that build on this one."""

    HINTS = BOARD_HINTS

    head_line = getters.query_one(HeadLine)
    sides = getters.query_one(Sides)
    board = getters.query_one(Board)
    reader = getters.query_one(Reader)

    def __init__(self) -> None:
        super().__init__()
        self.view: BoardView | None = None
        self.deck = Deck([])
        self._places: dict[str, Deck] = {}
        self._cursor: dict[str, int] = {}
        self._head_timer: Timer | None = None
        self._head_due: float | None = None
        """When the line of head is computed at the latest, on the clock of `monotonic`."""
        self._stale = False
        self._sequence = 0
        self._follow: frozenset[int] = frozenset()
        self.left = ""
        """Who archived or deleted the project on show, and when; empty while it is in use."""

    def content(self) -> ComposeResult:
        """Head, columns out of sight, columns, and the panels over them."""
        view, self.program.first_board = self.program.first_board, None
        if view is not None:
            self._begin(view)
        yield HeadLine()
        yield Sides()
        board = PointedBoard(
            self.deck, Today(date.min, 0, None, Calendar("UTC")) if view is None else _today(view)
        )
        board.at = self.deck.first_column
        board.advice = self.advice
        board.walked = self.walked
        yield board
        yield Reader()

    def walked(self) -> None:
        """A key or the mouse has moved the cursor of the board."""

    # -- which project ---------------------------------------------------------------------------

    @property
    def project(self) -> tuple[int, str]:
        """Id and key of the project on show."""
        return (self.view.project_id, self.view.key) if self.view is not None else (0, "")

    @property
    def listens(self) -> Widget | None:
        """What has the keys when no field and no panel has them."""
        return self.board

    async def on_mount(self) -> None:
        """Read the first board."""
        self.set_focus(self.board, scroll_visible=False)
        if self.program.problems:
            self.warn("; ".join(self.program.problems))
        self.set_timer(SLOW, self._look_at_day)
        if self.view is not None:
            call = self.program.session.call
            self._know(self.view, *await call(reading.arrived, self.view.project_id, self.view.key))
            self._show_all()
            # Once the cards are painted, however long that takes: the forecast would take the processor from
            # the first frame, and the file in which the board is kept can wait.
            self.call_after_refresh(self._head_soon, FIGURES_DELAY)
            self.call_after_refresh(self.program.session.call, reading.leave, self.view.key)

    async def on_screen_resume(self) -> None:
        """Show the project that was asked for meanwhile, and what changed."""
        await self.show_wanted()

    async def show_wanted(self) -> None:
        """Show the project that the program names, up to date, and go to the card that it names."""
        wanted = self.program.project
        if self.view is None or (wanted is not None and wanted != self.view.key):
            await self.open_project(wanted)
        elif self._stale:
            await self.reread()
        card, self.program.card = self.program.card, None
        # Where the cursor is on it already, as on a board one comes back to, painting once is enough.
        if card is not None and (self.board.card is None or self.board.card.id != card):
            self._go_to(card)

    async def open_project(self, key: str | None) -> None:
        """Read and show a project; None for the first one there is."""
        call = self.program.session.call
        try:
            key = key or await call(reading.first_project)
            if key is None:
                self._show_nothing()
                return
            view, known = await call(reading.first, key)
        except (StoreError, NotFound) as error:
            self.warn(str(error))
            return
        self._keep_place()
        self._begin(view)
        self._know(view, *known)
        self.board.at = self._cursor.get(view.key, self.deck.first_column)
        self._show_all()
        self._head_soon(FIGURES_DELAY)
        await call(reading.leave, view.key)

    async def reread(self) -> None:
        """Read the whole board again and keep every place."""
        if self.view is None:
            await self.open_project(self.program.project)
            return
        try:
            view = await self.program.session.call(reading.read, self.view.key)
        except (StoreError, NotFound) as error:
            self.warn(str(error))
            return
        self._take_over(view)

    # -- changes ---------------------------------------------------------------------------------

    def absorb(self, fresh: Fresh) -> None:
        """Show what changed: only columns in sight that really differ are painted."""
        self._sequence = max(self._sequence, fresh.sequence)
        if fresh.left is not None and fresh.left != self.left:
            self.left = fresh.left
            self.show_note()
            if fresh.left:
                self.warn(reading.closed(fresh.left))
        if fresh.view is not None:
            self._take_over(fresh.view)
        elif fresh.ids:
            columns = self.deck.patch(fresh.ids, fresh.lines)
            self._go_after(columns)
            self.sides.present(self.deck.stacks, self.board.fitted.columns)
            self.cards_changed(fresh.ids)

    def panel_cells(self, most: int) -> int:
        """As many as whole columns take, so that no column is cut."""
        return right_edge(self.board.fitted, self.size.width, most)

    def on_board_fitted(self) -> None:
        """Name the columns that are out of sight."""
        self.sides.present(self.deck.stacks, self.board.fitted.columns)

    def follow(self, card_id: int) -> None:
        """With the next change the cursor goes to this card, wherever it is then."""
        self._follow = frozenset({card_id})

    def _go_after(self, columns: set[int]) -> None:
        """Paint changed columns, the cursor on the card that it follows."""
        before = self.board.at
        if self.board.go_to_first(self._follow):
            columns |= {before, self.board.at}
        self._follow = frozenset()
        if self.board.at in self.board.fitted.columns:
            self.board.refresh_columns(columns)
        else:
            self.board.refit()

    def advice(self, stack: Stack) -> list[str]:
        """What stands in a column that shows no card."""
        return []

    def cards_changed(self, ids: frozenset[int]) -> None:
        """Cards have new values; panels that show one read it again."""

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed: read what it touched on this board."""
        if self.view is None:
            return
        if self.is_current:
            self._absorb_news(
                changes
            )  # Of other projects too: cards here wait for theirs, and people work there.
        else:
            self._stale = True

    def changed_here(self) -> None:
        """The delivery screen has changed something."""
        self._stale = True

    @work(exclusive=True, group="news")
    async def _absorb_news(self, changes: Changes) -> None:
        project = self.project
        try:
            # From what this board has seen, not from the news: nothing between two looks is left out.
            fresh = await self.program.session.call(reading.since, project, self._sequence)
        except NotFound as error:
            await self._leave_gone()
            self.warn(str(error))
            return
        except StoreError as error:
            self.warn(str(error))
            return
        # The cursor follows what is being done here, perhaps at this moment, and no news.
        follow, self._follow = self._follow, frozenset()
        self.absorb(fresh)
        self._follow = follow
        if changes.everywhere or not changes.complete or project[0] in changes.projects:
            self._head_soon()
            self.tell_news(changes)
        elif self._head_due is None:
            self._head_soon(HEAD_PATIENCE)

    # -- no project, another day -----------------------------------------------------------------

    async def _leave_gone(self) -> None:
        """The project is not there any more: show another one, or that there is none."""
        self.view = None
        self.program.project = None
        await self.open_project(None)

    def _show_nothing(self) -> None:
        self.view, self.deck = None, Deck([])
        self.head_line.clear()
        self.board.show(self.deck, self.board.today)
        self.sides.present((), ())
        keys = ("board.new_project", "app.palette", "board.help")
        shown = map(self.program.keymap.shown, keys)
        self.board.nothing = _NOTHING.format(*shown, self.in_shell("import FILE"))
        self.board.refresh()

    async def _look_at_day(self) -> None:
        """At midnight dates and ages are shown anew. A timer that slept with its machine is early enough."""
        seconds = DAY_LOOK
        try:
            today, left = await self.program.session.call(reading.day)
        except StoreError:
            today = None
        else:
            seconds = min(max(left, 1.0), DAY_LOOK)
        if today is not None and self.view is not None and today != self.view.today:
            if self.is_current:
                await self.reread()
            else:
                self._stale = True
        self.set_timer(seconds, self._look_at_day)

    # -- inside ----------------------------------------------------------------------------------

    def _know(self, view: BoardView, left: str, lanes: str) -> None:
        """Take what is known about a board besides its cards: who took it away, its swimlanes."""
        self.left = left
        if self.deck.lanes is None and view.key not in self._cursor:
            self.deck.group(grouping_named(lanes))

    def _begin(self, view: BoardView) -> None:
        self.program.project = view.key
        deck = self._places.get(view.key)
        if deck is None:
            deck = self._places[view.key] = Deck.of(view)
        else:
            deck.take_over(view)
        self.deck = deck
        self._take(view)

    def _go_to(self, card_id: int) -> None:
        # What was asked for is not to be hidden by a filter or in a folded column.
        if self.deck.find(card_id) is None:
            self.deck.narrow("")
        if not self.board.go_to_card(card_id):
            self.warn("this card is not on the board any more")
        elif self.board.stack is not None:
            self.board.stack.folded = False
        self.board.refit()
        self.sides.present(self.deck.stacks, self.board.fitted.columns)
        self.show_note()

    def _keep_place(self) -> None:
        if self.view is not None:
            self._cursor[self.view.key] = self.board.at

    def _take(self, view: BoardView) -> None:
        # The deck holds the cards: a second list of 100,000 is room for nothing.
        self.view = view._replace(columns=tuple(column._replace(cards=()) for column in view.columns))
        self._sequence = max(self._sequence, view.last_sequence)
        self._stale = False

    def _take_over(self, view: BoardView) -> None:
        here = self.board.stack.view.id if self.board.stack is not None else None
        self.deck.take_over(view)
        columns = [stack.view.id for stack in self.deck.stacks]
        if here in columns:
            self.board.at = columns.index(here)
        self.board.go_to_first(self._follow)
        self._follow = frozenset()
        self._take(view)
        self._show_all()
        self.cards_changed(frozenset())

    def _show_all(self) -> None:
        assert self.view is not None
        self.head_line.present(self.view)
        self.board.show(self.deck, _today(self.view))
        self.sides.present(self.deck.stacks, self.board.fitted.columns)
        self.show_note()

    def show_note(self) -> None:
        """Tell in the head what is not the whole board in its order."""
        notes = [self.left] if self.left else []
        if self.deck.filter:
            shown, total = self.deck.counts
            notes.append(f"/{self.deck.filter}  {shown} of {total}")
        if self.deck.order or self.deck.backwards:
            name = ORDERS[self.deck.order][0]
            notes.append(f"by {name}" + (", reversed" if self.deck.backwards else ""))
        self.head_line.set_note("   ".join(notes))

    def _head_soon(self, seconds: float = HEAD_DELAY) -> None:
        if self._head_timer is not None:
            self._head_timer.stop()
        now = monotonic()
        if self._head_due is None:
            self._head_due = now + HEAD_PATIENCE
        self._head_timer = self.set_timer(max(min(seconds, self._head_due - now), 0.0), self._read_head)

    async def _read_head(self) -> None:
        self._head_due = None
        if self.view is None:
            return
        try:
            key = self.view.key
            fresh, sle_days = await self.program.session.call(figures, key)
        except (StoreError, NotFound):
            return  # the next action tells what is wrong
        if self.view.key != key:
            return  # another board was opened meanwhile
        before = self.head_line.head
        self.head_line.set_head(fresh)
        if before is not None:
            self.judged_anew(before, fresh)
        if sle_days != self.view.sle_days:
            self.view = self.view._replace(sle_days=sle_days)
            self.board.look_again(_today(self.view))
        await self.program.session.call(reading.warm)

    def judged_anew(self, before: BoardHead, after: BoardHead) -> None:
        """The head was read again, a moment behind what was done."""

    @property
    def here(self) -> CardLine | None:
        """The card under the cursor."""
        return self.board.card

    def key_of(self, card: CardLine) -> str:
        """Such as ATLAS-42."""
        return f"{self.project[1]}-{card.number}"


def _today(view: BoardView) -> Today:
    return Today(view.today, view.now_ms, view.sle_days, view.calendar)
