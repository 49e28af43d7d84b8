"""The base of every screen: content, a line for messages and questions, a line of keys, a list to choose."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Sequence
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Self, cast

from textual import events, getters
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.keymap import shown
from tui.looking import refusal
from tui.parts import InParts
from tui.ringing import Ringing
from tui.trail import Stop
from tui.widgets.edges import Seen
from tui.widgets.keys import Hint, KeyLine
from tui.widgets.painted import Over, Told
from tui.widgets.picker import Picker
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from models.views.changes import Changes
    from tui.app import PmboardApp
    from tui.drafts import Draft
    from tui.passages import Passage
    from tui.widgets.writing import Writing


SAID = 2.0
"""Seconds that what one's own key did stays to be read before news of others take its place."""
REFUSED = 15.0
"""Seconds that what did not work stays to be read; then news of others may take its place."""


class Page(InParts, Ringing, Screen[None], inherit_bindings=False):
    """A screen of the program. Subclasses say what its content and its hints are.

    Only ``var`` on a page, never ``reactive``: a reactive repaints the whole screen.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Page { layers: base over top alone; layout: vertical; overflow: hidden hidden; background: $background; }
    """
    HINTS: Sequence[Hint] = ()
    """What the key line shows at first."""

    _refused = -inf
    _said = -inf
    _mounting = False
    """Whether a widget is being added over the page: nothing of the page itself differs."""

    _laying_out = False
    """Whether that is about to happen."""

    prompt = getters.query_one(Prompt)
    picker = getters.query_one(Picker)
    key_line = getters.query_one(KeyLine)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Seen()

    @property
    def program(self) -> PmboardApp:
        """The running program: its session, key map and other pages."""
        return cast("PmboardApp", self.app)

    def content(self) -> ComposeResult:
        """The widgets above the two lines; one of them takes the height that is left."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Put the page together."""
        yield from self.content()
        yield Prompt()
        yield KeyLine(self.program.keymap, self.HINTS)
        yield Picker()

    def in_shell(self, words: str) -> str:
        """A command to type in a shell, for the portfolio that is open."""
        from models.portfolio import shell_command

        return shell_command(words, self.program.session.path, self.program.session.author)

    def tell_waiting(self) -> None:
        """Tell that a change waits for other writers, and how to leave it; unless it was saved just now."""
        if not self.program.session.unsaved:
            return  # The timer had ticked before it was stopped.
        tell = self.warn if self.prompt.asking else self.say
        tell("waiting until another session has written; esc gives up")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is for a page that is not put together yet."""
        return bool(self.children) and super().check_action(action, parameters)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        self._layout_required = False  # Textual forgets it only where its own timer asks.
        super()._refresh_layout(size, scroll)

    def _compositor_refresh(self) -> None:
        # Textual paints a page while updates are held back, at its first start too, and throws that away
        # (15 ms). What is dirty stays so until the updates flow again.
        if self.app._batch_count:
            return
        if self._layout_required:
            # It would be painted now, and in a moment laid out and painted once more (20 KB).
            self.lay_out_soon()
            return
        whole = self.size.region in self._compositor._dirty_regions
        super()._compositor_refresh()
        if whole:
            # All of it was painted just now: what asked for that before would send it a second time (20 KB).
            self._repaint_required = False

    def lay_out_soon(self) -> None:
        """Lay out and paint what asked for it once all was heard that was told before.

        Textual waits for a sixtieth of a second.
        """
        if not self._laying_out:
            self._laying_out = True
            self.call_later(self._lay_out)

    def _lay_out(self) -> None:
        self._laying_out = False
        self._on_timer_update()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew; when a widget is added over the page only that one, not the whole page (20 KB)."""
        repaint = repaint and not (layout and self._mounting)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def watch_focused(self) -> None:
        """Something else has the keys."""
        self.tell_keys()

    def tell_keys(self) -> None:
        """Name the keys of the field, the list or the panel that has the focus, else those of the page."""
        over = self.focused
        for line in self.query(KeyLine):
            if isinstance(over, Over):
                line.cover(over.own_keys, over.aside)
            else:
                line.cover(self.typing_keys)

    @property
    def typing_keys(self) -> Sequence[Told]:
        """The keys of what is typed in the page itself; none while nothing is."""
        return ()

    @property
    def listens(self) -> Widget | None:
        """What has the keys when no field and no panel has them."""
        return None

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give a widget the keys; never nobody.

        Textual takes them away for a click where nothing is: on a terminal that has just become smaller.
        """
        if widget is None and self.focused is not None:
            widget = self.focused if self.focused.focusable else self.listens
        super().set_focus(widget, scroll_visible, from_app_focus)

    def say(self, text: str, *, lead: str = "", hint: str = "") -> None:
        """Tell what happened in the status line."""
        self._said = monotonic()
        self.prompt.say(text, lead=lead, hint=hint)

    def warn(self, text: str, *, hint: str = "") -> None:
        """Tell what did not work in the status line."""
        self._refused = monotonic()
        self.prompt.warn(text, hint=hint)

    @property
    def is_there(self) -> bool:
        """Whether keys can be heard when the page is shown: it shows what it was asked for."""
        return True

    def on_screen_resume(self) -> Awaitable[None] | None:
        """Hear the keys that were typed for this page. Called after what a subclass does, which may wait."""
        self.arrive()
        return None

    def arrive(self) -> None:
        """Hear the keys that were typed for this page, once it is there."""
        if self.is_current and self.is_there:
            self.program.ahead.arrived()

    def on_screen_suspend(self) -> None:
        """Another page is shown: what was said here may be untrue when one comes back."""
        if not self.prompt.asking:
            self.prompt.clear()

    async def write(self, passage: Passage) -> None:
        """Open the field of several lines."""
        from tui.widgets.writing import Writing  # Here for start-up: few write a longer text at once.

        if not self.program.drafts.begun:
            await self.program.session.call(self.program.drafts.begin)
        # Painted once, not after each step.
        with self.app.batch_update():
            if self.writing is None:
                self._mounting = True
                await self.mount(Writing(self.program.keymap), before=0)
                self.call_later(self._mounted)
            self.query_one(Writing).write(passage)

    def panel_cells(self, most: int) -> int:
        """Cells for a panel at the right edge, at most so many; fewer where it meets something's edge so."""
        return most

    def _mounted(self) -> None:
        self._mounting = False

    @property
    def writing(self) -> Writing | None:
        """The field of several lines, once it was opened."""
        if "tui.widgets.writing" not in sys.modules:
            return None
        from tui.widgets.writing import Writing

        return next(iter(self.query(Writing)), None)

    async def reopen(self, draft: Draft) -> bool:
        """Open the field that a draft belongs to, with its text. False where it is not there any more."""
        return False

    @property
    def typing(self) -> bool:
        """Whether there is text that would be lost if the program ended now."""
        return bool(self.unsaved)

    @property
    def unsaved(self) -> str:
        """A sentence about typed text that is saved nowhere, and what to do with it; empty without any."""
        writing, shown = self.writing, self.program.keymap.shown
        if writing is not None and writing.changed:
            save, leave = shown("writing.save"), shown("writing.leave")
            return f"what you typed is not saved yet: {save} saves it, {leave} keeps it for later"
        if self.prompt.asking and self.prompt.typed:
            return "what you typed is not saved yet: Enter keeps it, Esc drops it"
        return ""

    def refuses(self, key_id: str) -> bool:
        """Whether an action is not offered, because one may only look; then the status line says why."""
        why = refusal(self.program.keymap, key_id)
        if why:
            self.warn(why)
        return bool(why)

    def unheard(self, event: events.Key) -> None:
        """A key was pressed that means nothing here."""
        character = event.character
        named = character if character is not None and character.isprintable() else shown(event.key)
        self.say(f"{named} means nothing here", hint=self._help)

    @property
    def _help(self) -> str:
        """Which key tells the others."""
        helps = [key for key in self.program.keymap.keys if key.action == "help" and self._is_bound(key.id)]
        return f"{self.program.keymap.shown(helps[0].id)} keys" if helps else ""

    def _is_bound(self, key_id: str) -> bool:
        return any(bound.binding.id == key_id for bound in self.active_bindings.values())

    @property
    def stop(self) -> Stop:
        """What it shows and where its cursor is: what one comes back to."""
        return Stop(self.program.current_mode)

    @property
    def subject(self) -> str:
        """The key of the card, project or person that the cursor is on: what its history is asked for by."""
        return ""

    @property
    def project_key(self) -> str:
        """The key of the project that the page or its cursor is on; empty for none."""
        return ""

    def tell_news(self, changes: Changes) -> None:
        """Say for a while who changed something, and what; an open field or list is not talked over."""
        last = next((group for group in reversed(changes.groups) if group.summary), None)
        told = self.prompt.asking or self.picker.open or monotonic() - self._refused < REFUSED
        if last is None or told:
            return
        wait = self._said + SAID - monotonic()
        if wait > 0:
            # News come from the database's thread, whose context knows no program: a timer made there fails.
            self.call_later(self.set_timer, wait, partial(self.tell_news, changes))
        else:
            self.prompt.say(last.summary, lead=f"{last.author}:")

    async def show_wanted(self) -> None:
        """Show what the program wants to be shown: its ``project``, its ``card``."""

    def filter_by(self, typed: str) -> None:
        """Show only what passes a filter, where there is one."""

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed. Called on the page that is shown and on those behind it."""

    def changed_here(self) -> None:
        """Another page of this program has changed something. Called before this page is shown again."""
