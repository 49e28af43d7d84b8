"""The history page: who did what when, of everything or of one thing; Enter leads to what a line is about."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from textual import getters, work
from textual.app import ComposeResult

from models.portfolio import Portfolio, StoreError
from models.views.action_words import action_in_words
from models.views.history import EVERYTHING, Filter, authors, kinds
from models.views.history_way import Way
from tui import keymap
from tui.narrowing import ask_words
from tui.trail import Stop
from tui.walked import Walked
from tui.widgets.help import open_help
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question
from tui.widgets.reader import Reader

from . import reading
from .about import choose_about
from .head import HeadLine
from .keys import HINTS, HISTORY
from .listing import HistoryList
from .reading import HistoryPlace, HistoryView, Wanted

if TYPE_CHECKING:
    from models.views.changes import Changes

_ALL = 0
_SINCE = "2026-11-20, 20 nov, mon, 7d; empty: all"


class HistoryPage(Walked):
    """Head line, list, status line, key line."""

    BINDINGS = [*keymap.bindings(HISTORY)]
    HINTS = HINTS

    head = getters.query_one(HeadLine)
    listing = getters.query_one(HistoryList)
    reader = getters.query_one(Reader)

    wanted = Wanted()

    def content(self) -> ComposeResult:
        """Head line and list, and the panel of the help over them."""
        yield HeadLine()
        yield HistoryList()
        yield Reader()

    # -- data ------------------------------------------------------------------------------------

    @property
    def view(self) -> HistoryView | None:
        """What is on show."""
        return self.listing.view

    @property
    def subject(self) -> str:
        """What it is about already."""
        return self.wanted.about.key if self.wanted.about is not None else ""

    @property
    def stop(self) -> Stop:
        """What it is about, what it is narrowed to, and the line."""
        return Stop("history", self.subject, HistoryPlace(self.wanted, self.listing.deed))

    @property
    def walked(self) -> HistoryList:
        """The list."""
        return self.listing

    def on_mount(self) -> None:
        """The list has the keys."""
        self.set_focus(self.listing, scroll_visible=False)

    async def on_screen_resume(self) -> None:
        """Show what was asked for, and what happened meanwhile."""
        await self.show_wanted()

    async def show_wanted(self) -> None:
        """Show the history of what the program names; as it was left when that is the same."""
        program = self.program
        word, program.history_about = program.history_about, None
        place, program.history_place = program.history_place, None
        if isinstance(place, HistoryPlace):
            await self._show_again(place)
        elif word is not None and (self.view is None or word != self.subject):
            await self.show_about(word)
        elif self._stale:
            self.read()

    async def show_about(self, word: str) -> None:
        """Show the history of a project, a card or a person; of everything for an empty word."""
        try:
            view = await self.program.session.call(reading.read_about, word, EVERYTHING)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            if self.view is None:
                self.read()
            return
        self._take(view)

    async def _show_again(self, place: HistoryPlace) -> None:
        """Show what was on show before, with the cursor on its line."""
        self._stale = False
        deed = place.deed
        try:
            down_to = deed.seq if deed is not None else None
            view = await self.program.session.call(reading.read, place.wanted, down_to)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return
        self._take(view)
        if deed is not None:
            self.listing.go_to(deed)

    def narrow(self, only: Filter) -> None:
        """Show only some of it."""
        self.wanted = self.wanted._replace(only=only)
        self.head.show(self.wanted)
        self.read()

    @work(exclusive=True, group="history")
    async def read(self) -> None:
        """Read again, as far down as was read; the cursor stays on its line."""
        self._stale = False
        view, down_to = self.view, None
        if view is not None and view.deeds and view.wanted == self.wanted:
            down_to = view.deeds[-1].seq
        try:
            fresh = await self.program.session.call(reading.read, self.wanted, down_to)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return
        if fresh.wanted == self.wanted:
            self._take(fresh)

    def _take(self, view: HistoryView) -> None:
        self.wanted = view.wanted
        self.head.show(view.wanted)
        self.listing.show(view)

    async def on_history_list_ended(self) -> None:
        """The last line that was read is reached: read more."""
        view = self.view
        if view is None or view.older is None:
            return
        try:
            more = await self.program.session.call(reading.read_on, view)
        except (StoreError, LookupError) as error:
            self.warn(str(error))
            return
        if self.view is view:
            self.listing.show(more)

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed: its line appears on top."""
        if self.is_current:
            self.tell_news(changes)
        self.freshen()

    # -- narrowing -------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Only lines with some words, while typing."""

        def narrow(typed: str) -> None:
            words = " ".join(typed.split())
            if words != self.wanted.only.words:
                self.narrow(self.wanted.only._replace(words=words))

        ask_words(self, "history", self.wanted.only.words, narrow, "words, @person; empty: all of it")

    async def action_person(self) -> None:
        """Only what one person did."""
        now = self.wanted.only.author
        await self._choose(
            "by", "everybody", authors, str, now, lambda only, name: only._replace(author=name)
        )

    async def action_kind(self) -> None:
        """Only one kind of action."""
        about = self.wanted.about
        if about is not None and about.kind == "card":
            self.say("a card's own history is told field by field: it has no kinds", hint="/ finds words")
        else:
            now = self.wanted.only.action
            await self._choose(
                "kind",
                "every kind",
                kinds,
                action_in_words,
                now,
                lambda only, name: only._replace(action=name),
            )

    async def _choose(
        self,
        label: str,
        every: str,
        names: Callable[[Portfolio], tuple[str, ...]],
        told: Callable[[str], str],
        now: str | None,
        narrowed: Callable[[Filter, str | None], Filter],
    ) -> None:
        try:
            known = await self.program.session.call(names)
        except StoreError as error:
            self.warn(str(error))
            return
        words = [told(name) for name in known]
        ids = ["" if word == name else name for word, name in zip(words, known, strict=True)]
        choices = [Choice(_ALL, every), *map(Choice, count(1), words, ids)]
        at = known.index(now) + 1 if now in known else _ALL

        async def done(chosen: list[Choice]) -> str | None:
            name = known[chosen[0].id - 1] if chosen[0].id != _ALL else None
            self.narrow(narrowed(self.wanted.only, name))
            return None

        self.picker.choose(Choosing(label, choices, done, at=at))

    def action_since(self) -> None:
        """Only since a day."""
        view = self.view
        if view is None:
            return
        before = self.wanted.only.since

        async def done(typed: str) -> str | None:
            try:
                day = await self.program.session.call(reading.since_today, typed)
            except (ValueError, OverflowError) as error:
                return str(error)
            self.narrow(self.wanted.only._replace(since=day))
            return None

        text = before.isoformat() if before is not None else ""
        self.prompt.ask(
            Question("since", done, text=text, note=_SINCE, enter="keep", picked=True, kept=False)
        )

    async def action_about(self) -> None:
        """Choose what it is about."""
        await choose_about(self)

    # -- ways ------------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Go to the card or the project that the line is about."""
        way = await self._way()
        if way is None:
            return
        if way.archived:
            await self.program.open_project(way.project)
        else:
            await self.program.open_board(way.project, way.card)

    async def on_history_list_chosen(self) -> None:
        """A line was clicked twice."""
        await self.action_open()

    async def action_project(self) -> None:
        """To the page of the project that the line is about."""
        way = await self._way()
        if way is not None:
            await self.program.open_project(way.project)

    async def _way(self) -> Way | None:
        view, deed = self.view, self.listing.deed
        if view is None or deed is None:
            self.say("there is nothing here to go to")
            return None
        try:
            way = await self.program.session.call(reading.way, view, deed)
        except StoreError as error:
            self.warn(str(error))
            return None
        if not way.project:
            self.say("the project of this line is not there any more")
            return None
        return way

    def action_copy(self) -> None:
        """Copy the line."""
        deed = self.listing.deed
        if deed is None:
            self.say("there is nothing here to copy")
            return
        self.app.copy_to_clipboard(f"{deed.author}: {deed.text}")
        self.say("copied")

    def action_read(self) -> None:
        """Read again because the person wants it."""
        self.read()
        self.say("read again")

    def action_help(self) -> None:
        """Show every key."""
        open_help(self.reader, self.program.keymap, (("History", HISTORY), ("Everywhere", keymap.EVERYWHERE)))

    async def action_back(self) -> None:
        """Drop what it is narrowed to, else go back; never quits."""
        if self.wanted.only != EVERYTHING:
            self.prompt.clear()
            self.narrow(EVERYTHING)
        else:
            await self.program.go_back()

    async def action_close(self) -> None:
        """Back to where one came from."""
        await self.program.go_back()
