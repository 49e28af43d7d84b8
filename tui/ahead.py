"""Keys typed before the page or the field that they are meant for is there: they wait for it.

Over a slow line `O 7 n` comes as one burst. The first key opens a page that must be read first; what follows
is in the queue of the page that is left by then, or comes while the new page still shows another project. The
same goes for a list that another list or a field follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from textual import events
from textual.widget import AwaitMount, Widget

from tui.styled import StyledApp
from tui.widgets.painted import Quiet

Typed = events.Key | events.Paste

_LEAVES = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})
"""Keys that never wait: a page that does not come must not keep the person."""
_LONGEST = 5.0
"""Seconds after which a widget that was left is not waited for any more."""


class Ahead:
    """Holds keys from when something else is to have them until it is there and nobody has older ones."""

    __slots__ = ("_arrived", "_draining", "_held", "_replay", "_since", "_turn", "holding")

    def __init__(self, replay: Callable[[], object]) -> None:
        """``replay`` is called when the keys are to be taken, one after the other, with `take`."""
        self._replay = replay
        self._held: list[Typed] = []
        self._draining = 0
        self._arrived = True
        self._since = 0.0
        self._turn = 0
        self.holding = False
        """Whether keys wait."""

    @property
    def overdue(self) -> bool:
        """Whether the keys have waited long enough for a widget that was left."""
        return self._arrived and monotonic() - self._since > _LONGEST

    def begin(self, left: Iterable[Widget]) -> None:
        """Another page is asked for; ``left``: what may have keys for it in its queue already."""
        self._arrived = False
        self._turn += 1
        self._draining = 0
        self.moved(left)

    def moved(self, left: Iterable[Widget]) -> None:
        """Another widget of the page has the keys now."""
        self.holding, self._since = True, monotonic()
        turn = self._turn

        def drained() -> None:
            if self._turn == turn:
                self._draining -= 1
                self._go_on()

        self._draining += sum(widget.call_later(drained) for widget in left)
        self._go_on()

    def keep(self, event: Typed) -> None:
        """Keep a key until then."""
        self._held.append(event)

    def arrived(self) -> None:
        """The page is there."""
        self._arrived = True
        self._go_on()

    def take(self) -> Typed | None:
        """The key that was typed first; None when no key waits any more, and keys are heard again."""
        if not self._arrived or (self._draining > 0 and not self.overdue):
            return None
        if not self._held:
            self.holding = False
            return None
        # Two queues: what the widget that was left has handed on may be older than what came to the program.
        self._held.sort(key=lambda event: event.time)
        return self._held.pop(0)

    def drop(self) -> bool:
        """The page does not come: nothing of this is meant for another. Whether anything was typed."""
        typed, self._held = bool(self._held), []
        return typed

    def _go_on(self) -> None:
        if self.holding and self._arrived and self._draining <= 0:
            self._replay()


class PatientApp(StyledApp, part=True):
    """A program whose keys wait while one page follows another."""

    _ahead: Ahead | None = None

    @property
    def ahead(self) -> Ahead:
        """The keys that wait."""
        if self._ahead is None:
            self._ahead = Ahead(lambda: self.call_later(self._hear_ahead))
        return self._ahead

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another page; it says when it is there: `Page.is_there`."""
        if mode != self.current_mode:
            self.ahead.begin(widget for widget in self.screen.walk_children(Quiet) if widget.can_focus)
        return super().switch_mode(mode)

    async def on_event(self, event: events.Event) -> None:
        """Keep a key while a page is awaited."""
        if self._exit and isinstance(event, events.InputEvent | events.Paste):
            return  # The program is leaving: what was typed behind that is for nobody.
        if self.ahead.holding and isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self.ahead.overdue:
                await self._hear_ahead()
                await super().on_event(event)
                return
            if isinstance(event, events.Paste) or event.key not in _LEAVES:
                self.ahead.keep(event)
                return
            self.ahead.drop()
        await super().on_event(event)

    async def _hear_ahead(self) -> None:
        while (event := self.ahead.take()) is not None:
            again: Typed
            if isinstance(event, events.Key):
                again = events.Key(event.key, event.character)
            else:
                again = events.Paste(event.text)
            again.time = event.time
            await super().on_event(again)
