"""The base of every screen: content, a line for messages and questions, a line of keys, a list to choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import getters
from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.keys import Hint, KeyLine
from tui.widgets.picker import Picker
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from models.views.changes import Changes
    from tui.app import PmboardApp


class Page(Screen[None], inherit_bindings=False):
    """A screen of the program. Subclasses say what its content and its hints are.

    Only ``var`` on a page, never ``reactive``: a reactive repaints the whole screen.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Page { layers: base over top; layout: vertical; overflow: hidden hidden; background: $background; }
    """
    HINTS: Sequence[Hint] = ()
    """What the key line shows at first."""

    prompt = getters.query_one(Prompt)
    picker = getters.query_one(Picker)
    key_line = getters.query_one(KeyLine)

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

    def tell_waiting(self) -> None:
        """Tell that a change waits for other writers, and how to leave it."""
        tell = self.warn if self.prompt.asking else self.say
        tell("waiting until another session has written; esc gives up")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is for a page that is not put together yet."""
        return bool(self.children) and super().check_action(action, parameters)

    def say(self, text: str, *, lead: str = "", hint: str = "") -> None:
        """Tell what happened in the status line."""
        self.prompt.say(text, lead=lead, hint=hint)

    def warn(self, text: str, *, hint: str = "") -> None:
        """Tell what did not work in the status line."""
        self.prompt.warn(text, hint=hint)

    def on_screen_suspend(self) -> None:
        """Another page is shown: what was said here may be untrue when one comes back."""
        if not self.prompt.asking:
            self.prompt.clear()

    @property
    def typing(self) -> bool:
        """Whether there is text that would be lost if the program ended now."""
        return self.prompt.asking and bool(self.prompt.typed)

    async def show_wanted(self) -> None:
        """Show what the program wants to be shown: its ``project``, its ``card``."""

    def changed_elsewhere(self, changes: Changes) -> None:
        """Another session has committed. Called on the page that is shown and on those behind it."""

    def changed_here(self) -> None:
        """Another page of this program has changed something. Called before this page is shown again."""
