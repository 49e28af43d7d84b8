"""The base of everything that paints its own lines: the styles of the theme, kept until the theme changes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual import events
from textual.widget import Widget

if TYPE_CHECKING:
    from tui.session import Session

_LOOK = 0.25
"""Seconds between two looks at what a key waits for."""
_NAMES = (
    "text",
    "strong",
    "muted",
    "faint",
    "rule",
    "rule-mark",
    "track",
    "progress",
    "key",
    "cursor",
    "selected",
    "red",
    "amber",
    "green",
    "unknown",
    "late",
    "blocked",
    "over",
    "mark",
)


@dataclass(frozen=True, slots=True)
class Palette:
    """Styles on the ground of one widget. ``blank`` is the ground alone, the shortest to send."""

    blank: Style
    text: Style
    strong: Style
    muted: Style
    faint: Style
    rule: Style
    rule_mark: Style
    track: Style
    progress: Style
    key: Style
    cursor: Style
    """The glyph in the gutter beside the card or row that the cursor is on."""
    selected: Style
    """The number or name of that card or row."""
    red: Style
    amber: Style
    green: Style
    unknown: Style
    late: Style
    blocked: Style
    over: Style
    mark: Style

    def health(self, letter: str) -> Style:
        """The style of R, A, G (with or without ?) or anything else."""
        return {"R": self.red, "A": self.amber, "G": self.green}.get(letter[:1], self.unknown)


class Quiet(Widget):
    """A widget that is not painted anew when the focus comes or goes: 15 KB each time, for nothing to see."""

    ALLOW_SELECT = False
    # A click beside an open field or panel would leave it open without keys.
    FOCUS_ON_CLICK = False

    async def on_key(self, event: events.Key) -> None:
        """Do here what the key is bound to, so that a burst of keys is done in its order.

        Left to itself Textual lets a key climb to the program before its action runs, and the next keys are
        heard meanwhile: what is typed ahead into a field would fire actions.
        """
        focused = self.screen.focused
        if focused is not self and isinstance(focused, Over):
            event.stop()
            event.prevent_default()
            await self.patiently(focused.heard(event))
            return
        bound = self.screen.active_bindings.get(event.key)
        if focused is self and bound is not None and bound.enabled:
            event.stop()
            event.prevent_default()
            await self.patiently(self.app.run_action(bound.binding.action, bound.node))

    async def patiently(self, work: Coroutine[Any, Any, object]) -> None:
        """Do what a key says before the next one is heard, unless it waits for another session's change."""
        task = asyncio.create_task(work)
        try:
            while not (await asyncio.wait({task}, timeout=_LOOK))[0]:
                if self._others_write():
                    task.add_done_callback(self._done_late)
                    return
        except asyncio.CancelledError:
            task.cancel()
            raise
        task.result()

    def _others_write(self) -> bool:
        session: Session | None = getattr(self.app, "session", None)
        return session is not None and session.waiting

    def _done_late(self, task: asyncio.Task[object]) -> None:
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self.app._handle_exception(error)

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False


class Painted(Quiet):
    """A widget that paints lines itself with ``self.palette``; its background in CSS is the ground of all."""

    COMPONENT_CLASSES = {f"paint--{name}" for name in _NAMES}
    DEFAULT_CSS = """
    Painted { background: $background; color: $foreground; }
    Painted > .paint--text { color: $foreground; }
    Painted > .paint--strong { color: $foreground; text-style: bold; }
    Painted > .paint--muted { color: $muted; text-style: $muted-text-style; }
    Painted > .paint--faint { color: $faint; text-style: $faint-text-style; }
    Painted > .paint--rule { color: $rule; text-style: $rule-text-style; }
    Painted > .paint--rule-mark { color: $rule-mark; }
    Painted > .paint--track { color: $track; text-style: $track-text-style; }
    Painted > .paint--progress { color: $progress; }
    Painted > .paint--key { color: $key; }
    Painted > .paint--cursor { color: $cursor; }
    Painted > .paint--selected { color: $cursor; text-style: reverse; }
    Painted > .paint--red { color: $health-red; }
    Painted > .paint--amber { color: $health-amber; }
    Painted > .paint--green { color: $health-green; }
    Painted > .paint--unknown { color: $health-unknown; }
    Painted > .paint--late { color: $late; }
    Painted > .paint--blocked { color: $blocked; }
    Painted > .paint--over { color: $over; }
    Painted > .paint--mark { color: $mark; }
    """

    _palette: Palette | None = None

    @property
    def palette(self) -> Palette:
        """The styles of the theme on this widget's ground."""
        if self._palette is None:
            self._palette = self._mixed()
        return self._palette

    def notify_style_update(self) -> None:
        """Mix the styles anew: the theme has changed."""
        super().notify_style_update()
        self._palette = None
        self.repaint()

    def repaint(self) -> None:
        """Forget what was kept of finished lines. Called when the theme has changed."""

    def _mixed(self) -> Palette:
        styles = {name.replace("-", "_"): self.get_component_rich_style(f"paint--{name}") for name in _NAMES}
        blank = Style(bgcolor=styles["text"].bgcolor)
        return Palette(blank=blank, **styles)


class Over(Painted):
    """A widget that takes the focus for a while, and gives it back to what had it before."""

    back: Widget | None = None
    """What gets the focus afterwards."""
    _turn: asyncio.Event | None = None

    async def heard(self, event: events.Key) -> None:
        """Do what a key says. Subclasses stop the event when it means something to them."""

    async def on_key(self, event: events.Key) -> None:
        """Hear a key, after those that were typed before it and went to the widget below."""
        # The handler of the class above is for widgets that keep the focus.
        event.prevent_default()
        if self._turn is not None:
            await self._turn.wait()
        await self.patiently(self.heard(event))

    def appear(self) -> None:
        """Show the widget with new content."""
        if self.visible:
            self.refresh()
            return
        self.visible = True
        # It is painted because it is shown; what Textual has waiting would send all of it a second time.
        self._repaint_required = False
        self._dirty_regions.clear()
        self._repaint_regions.clear()

    def take_focus(self) -> None:
        """Take the focus, and remember from whom; from another of this kind, what that one remembers."""
        before = self.screen.focused
        if before is not self:
            self.back = before.back if isinstance(before, Over) else before
            self._wait_for_turn()
        self.screen.set_focus(self, scroll_visible=False)

    def give_back(self) -> None:
        """Give the focus back, unless another widget has taken it already."""
        if self.screen.focused is self and self.back is not None and self.back.is_attached:
            self.screen.set_focus(self.back, scroll_visible=False)

    def _wait_for_turn(self) -> None:
        """Over a slow line keys come in bursts: some of them are in the queue of the widget below already."""
        if self.back is None:
            return
        self._turn = asyncio.Event()
        if not self.back.call_later(self._turn.set):
            self._turn = None
