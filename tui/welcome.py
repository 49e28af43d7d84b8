"""The page of the first start: what there is to do where there is no portfolio yet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Static

from tui import themes
from tui.driver import TerminalDriver
from tui.glyphs import wants_ascii
from tui.guard import watch_terminal
from tui.plain import AsciiOnly
from tui.text import plain

_OFFER = """

  Welcome to pmboard

  There is no portfolio yet at
  {place}

  d   look around in a demo: twelve projects, kept apart from your own
  P   start with a project of your own: makes the portfolio
  i   bring in projects from YAML files
  q   leave; nothing has been written
"""
_IMPORT = """

  Bring in projects

  In a shell:

  pmboard import FILE...           YAML files, or folders of them
  pmboard import FILE... --plan    says what would change, and changes nothing
  pmboard schema                   the format, for editors that complete it

  Any key goes back.
"""


class Welcome(App[str], inherit_bindings=False):
    """Ends with ``demo``, ``new``, or nothing."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen, Static { background: $background; color: $foreground; }"

    def __init__(self, place: Path, *, ascii_only: bool = False) -> None:
        """``place``: where the portfolio would be made."""
        self._offer = _OFFER.format(place=plain(str(place)))
        self._elsewhere = False
        self._filters_of_ours = [AsciiOnly()] if ascii_only or wants_ascii(os.environ) else []
        super().__init__(driver_class=TerminalDriver)
        theme = themes.load(themes.default_name(os.environ))
        self.register_theme(theme)
        self.theme = theme.name

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(Content(self._offer))

    def on_mount(self) -> None:
        """Guard the terminal."""
        if not self.is_headless:
            watch_terminal(self)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is sent."""
        return [*super().get_line_filters(), *self._filters_of_ours]

    def on_key(self, event: events.Key) -> None:
        """Choose."""
        if event.key in ("ctrl+c", "ctrl+q"):
            self.exit("")
        elif self._elsewhere:
            self._show(self._offer)
        elif event.key == "i":
            self._show(_IMPORT)
        elif event.key in ("d", "q") or event.character == "P":
            self.exit({"d": "demo", "q": ""}.get(event.key, "new"))

    def _show(self, text: str) -> None:
        self._elsewhere = text is _IMPORT
        self.query_one(Static).update(Content(text))
