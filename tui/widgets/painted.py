"""The base of everything that paints its own lines: the styles of the theme, kept until the theme changes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from rich.style import Style
from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.widget import Widget

from tui.parts import InParts
from tui.ringing import Ringing
from tui.widgets.edges import mend

if TYPE_CHECKING:
    from tui.ahead import Ahead
    from tui.session import Session

Told = tuple[str, str]
"""Keys as a person reads them, and a word for what they do."""
_LOOK = 0.25
"""Seconds between two looks at what a key waits for."""
_STYLES = {
    "text": ("foreground", ""),
    "strong": ("foreground", "bold"),
    "muted": ("muted", "$muted-text-style"),
    "faint": ("faint", "$faint-text-style"),
    "rule": ("rule", "$rule-text-style"),
    "rule_mark": ("rule-mark", ""),
    "track": ("track", "$track-text-style"),
    "progress": ("progress", ""),
    "key": ("key", "$key-text-style"),
    "cursor": ("cursor", ""),
    "selected": ("cursor", "reverse"),
    "red": ("health-red", ""),
    "amber": ("health-amber", ""),
    "green": ("health-green", ""),
    "unknown": ("health-unknown", ""),
    "late": ("late", ""),
    "blocked": ("blocked", ""),
    "over": ("over", ""),
    "mark": ("mark", ""),
}
"""Style of a palette -> the theme's variable with its color, and its text style or the variable with that.

No component classes: Textual would match 20 rules against 20 of them for each of a dozen widgets, 20 ms of
every start, for styles that differ only by the ground."""


class Palette:
    """Styles on the ground of one widget. ``blank`` is the ground alone, the shortest to send.

    No dataclass: to make one of 20 fields takes 1 ms of every start.
    """

    __slots__ = ("blank", *_STYLES)

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

    def __init__(self, **styles: Style) -> None:
        for name, style in styles.items():
            setattr(self, name, style)

    def health(self, letter: str) -> Style:
        """The style of R, A, G (with or without ?) or anything else."""
        return {"R": self.red, "A": self.amber, "G": self.green}.get(letter[:1], self.unknown)


class Quiet(InParts, Ringing, Widget):
    """A widget that is not painted anew when the focus comes or goes: 15 KB each time, for nothing to see."""

    ALLOW_SELECT = False
    # A click beside an open field or panel would leave it open without keys.
    FOCUS_ON_CLICK = False

    _first_click: ClassVar[tuple[int, int]] = (0, 0)
    """The page and the focus that the first click of a double one was for."""
    _opened = False
    """Whether a click of the double one under way has opened something."""

    def opens(self, event: events.Click, *, here: bool) -> bool:
        """Whether a click opens the thing that was clicked: it had the cursor (``here``), however long since.

        What is left of a double click opens nothing more.
        """
        if event.chain == 1:
            self._opened = False
        opens = here and not self._opened
        self._opened = self._opened or opens
        return opens

    def _is_late(self, event: events.Click) -> bool:
        """The second half of a double click whose first half has led elsewhere: it was not meant for this."""
        here = (id(self.screen), id(self.screen.focused))
        if event.chain == 1:
            Quiet._first_click = here
        return Quiet._first_click != here

    async def on_event(self, event: events.Event) -> None:
        """Hand on what was typed for the page, the field or the list that a key before it has opened."""
        if self.app._exit and isinstance(event, events.InputEvent | events.Paste):
            return  # The program is leaving: what was typed behind that is for nobody.
        if isinstance(event, events.Click) and self._is_late(event):
            return
        if isinstance(event, events.Key | events.Paste) and self.can_focus and self is not self.app.focused:
            ahead: Ahead | None = getattr(self.app, "ahead", None)
            if ahead is not None and ahead.holding:
                ahead.keep(event)
                return
        await super().on_event(event)

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
            if self.refuses(bound.binding.id, event):
                return
            await self.patiently(self.app.run_action(bound.binding.action, bound.node))
        elif focused is self and bound is None:
            self._deaf(event)

    def _deaf(self, event: events.Key) -> None:
        """A key that means nothing here is told once, and the letters behind it are no commands."""
        unheard = getattr(self.screen, "unheard", None)
        if unheard is None:
            return
        event.stop()
        unheard(event)
        self._expect_text()

    def _expect_text(self) -> None:
        expect = getattr(self, "expect_text", None)
        if expect is not None:
            expect()

    def refuses(self, key_id: str | None, event: events.Key | None = None) -> bool:
        """Whether an action is not offered, because one may only look; then the page says why.

        Letters that follow such a key at once were typed for its field: they are no commands.
        """
        page = self.screen
        refused = key_id is not None and hasattr(page, "refuses") and page.refuses(key_id)
        if refused and event is not None:
            self._expect_text()
        return bool(refused)

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

    DEFAULT_CSS = "Painted { background: $background; color: $foreground; }"

    _palette: Palette | None = None
    _stood: Region | None = None

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

    def appear(self) -> None:
        """Show the widget with new content."""
        if self.visible:
            self.refresh()
            return
        self.visible = True
        if self._stood is None:
            self.is_painted()
        else:
            # It was left a moment ago and has not gone yet: nothing but this paints what is new.
            self.refresh()

    def is_painted(self) -> None:
        """It is painted because it is shown; what Textual has waiting would send all of it a second time."""
        self._repaint_required = False
        self._dirty_regions.clear()
        self._repaint_regions.clear()

    def on_show(self) -> None:
        """Know where it stands, for when it goes."""
        self._stood = self.region

    def on_hide(self) -> None:
        """Leave no halves of characters at its edges."""
        if self._stood is not None and self.is_attached:
            mend(self.screen, self._stood)
        self._stood = None

    def repaint(self) -> None:
        """Forget what was kept of finished lines. Called when the theme has changed."""

    def _mixed(self) -> Palette:
        variables = self.app.theme_variables
        wanted = tuple(
            (name, variables[color], variables[style[1:]] if style.startswith("$") else style)
            for name, (color, style) in _STYLES.items()
        )
        return _palette(self.background_colors[1], self.text_style, wanted)


@lru_cache(maxsize=16)
def _palette(ground: Color, base: Style, wanted: tuple[tuple[str, str, str], ...]) -> Palette:
    """Mix styles on a ground; widgets on the same ground share them. ``wanted``: name, color, text style."""
    behind = ground.rich_color if ground.a else None
    styles = {
        name: base + Style.parse(style) + Style.from_color((ground + _color(color)).rich_color, behind)
        for name, color, style in wanted
    }
    return Palette(blank=Style(bgcolor=behind), **styles)


def _color(text: str) -> Color:
    """A color as themes write it: a name or hex digits, and perhaps a share such as 50%."""
    color, _, share = text.partition(" ")
    parsed = Color.parse(color)
    return parsed.multiply_alpha(min(int(share.rstrip("%")), 100) / 100) if share else parsed


class Over(Painted):
    """A widget that takes the focus for a while, and gives it back to what had it before."""

    back: Widget | None = None
    """What gets the focus afterwards."""

    @property
    def own_keys(self) -> Sequence[Told]:
        """Its keys, for the line of keys while it has the focus."""
        return ()

    @property
    def aside(self) -> Sequence[str]:
        """What is worth knowing beside them, the last the most."""
        return ()

    def tell_keys(self) -> None:
        """What it asks now may have other keys than before."""
        tell = getattr(self.screen, "tell_keys", None)
        if tell is not None:
            tell()

    _turn: asyncio.Event | None = None

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer of the person: what opens over it gives the focus back to it."""
        return False

    async def heard(self, event: events.Key) -> None:
        """Do what a key says. Subclasses stop the event when it means something to them."""

    async def on_key(self, event: events.Key) -> None:
        """Hear a key, after those that were typed before it and went to the widget below."""
        # The handler of the class above is for widgets that keep the focus.
        event.prevent_default()
        if self._turn is not None:
            await self._turn.wait()
        await self.patiently(self.heard(event))

    def take_focus(self) -> None:
        """Take the focus, and remember from whom; from another of this kind that is done, what that does."""
        before = self.screen.focused
        if before is not self:
            self.back = _below(before)
            self._wait_for_turn()
            self._keys_move(before)
        self.screen.set_focus(self, scroll_visible=False)

    def give_back(self) -> None:
        """Give the focus back, unless another widget has taken it already."""
        back = _below(self.back)
        if self.screen.focused is self and back is not None and back.is_attached:
            self._keys_move(self)
            self.screen.set_focus(back, scroll_visible=False)

    def back_to(self, widget: Widget) -> None:
        """Give the focus to this one in the end: what it was taken from is no longer there."""
        lowest: Over = self
        while isinstance(lowest.back, Over) and lowest.back is not self:
            lowest = lowest.back
        lowest.back = widget

    def _keys_move(self, left: Widget | None) -> None:
        """What the widget that is left still has in its queue was typed for what follows it."""
        ahead: Ahead | None = getattr(self.app, "ahead", None)
        if ahead is not None and left is not None:
            ahead.moved((left,))

    def _wait_for_turn(self) -> None:
        """Over a slow line keys come in bursts: some of them are in the queue of the widget below already."""
        if self.back is None:
            return
        self._turn = asyncio.Event()
        if not self.back.call_later(self._turn.set):
            self._turn = None


def _below(widget: Widget | None) -> Widget | None:
    """The widget, or what it lies over when it is over the page and done."""
    seen: set[Widget] = set()
    while isinstance(widget, Over) and not widget.asks and widget not in seen:
        seen.add(widget)
        widget = widget.back
    return widget
