"""The page of the first start: what there is to do where there is no portfolio yet."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.filter import LineFilter, NoColor
from textual.theme import Theme
from textual.widgets import Static

from models.portfolio import shell_command
from tui import themes
from tui.bring_in import Bring, BringIn
from tui.driver import TerminalDriver
from tui.glyphs import wants_ascii
from tui.guard import watch_terminal
from tui.keymap import shown
from tui.plain import AsciiOnly
from tui.restricted import is_restricted
from tui.ringing import Ringing
from tui.text import plain

_OFFER = """

  Welcome to pmboard

  There is no portfolio yet at
  {place}

{ways}
  q   leave; nothing has been written
  ?   help
"""
_HELP = """

  pmboard: a kanban board for each project, and one screen over all of them

  The demo shows everything at work; it is kept apart from your own work.
  Your own portfolio is one file. It is made when the first project is added,
  or when projects come in from YAML files. In a shell:
  {importing}

  Inside the program ? lists the keys of every page, and : every action.

  In a shell pmboard --help lists the commands.

  d demo   P own project   i bring in   q leave   any other key goes back
"""
_WAYS = """\
  d   look around in a demo: twelve projects, kept apart from your own
  P   start with a project of your own: makes the portfolio
  i   bring in projects from YAML files"""
_RESTRICTED_WAYS = """\
  P   start with a project of your own: makes the portfolio
      who runs this host can bring in projects from files"""
"""Those of a login that is for pmboard alone."""
_RESTRICTED_HELP = """

  pmboard: a kanban board for each project, and one screen over all of them

  The portfolio is one file on this host. It is made when the first project is
  added, or when who runs this host brings projects in.
  Inside the program ? lists the keys of every page, and : every action.

  P own project   q leave   any other key goes back
"""
_KEY = re.compile(r"^  (\w|\?)   ", re.M)
_NO_FILES = """

  A login for pmboard alone

  It reads no files, and makes no demo.
  Who runs this host can bring in projects, with pmboard import FILE...

  Any key goes back.
"""


class Welcome(Ringing, App[str], inherit_bindings=False):
    """Ends with ``demo``, ``new``, ``brought`` after an import, or nothing."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen, Static { background: $background; color: $foreground; }"

    def __init__(self, place: Path, bring: Callable[[], Bring], *, ascii_only: bool = False) -> None:
        """``place``: where the portfolio would be made. ``bring``: what reads files, made when needed."""
        self._bring, self._place = bring, place
        self._page: BringIn | None = None
        ways = _RESTRICTED_WAYS if is_restricted(os.environ) else _WAYS
        self._offer = _OFFER.format(place=plain(str(place)), ways=ways)
        told = _RESTRICTED_HELP if is_restricted(os.environ) else _HELP
        self._help = told.format(importing=plain(shell_command("import FILE...", place)))
        self._elsewhere = False
        self._filters_of_ours = [AsciiOnly()] if ascii_only or wants_ascii(os.environ) else []
        super().__init__(driver_class=TerminalDriver)
        theme = self._theme_wanted()
        self.register_theme(theme)
        self.theme = theme.name

    def _theme_wanted(self) -> Theme:
        try:
            return themes.load(themes.wanted(os.environ)[0], themes.own_folder(os.environ))
        except themes.ThemeError:
            # The program says what is wrong with it, where there is a line to say it on.
            return themes.load(themes.default_name(os.environ))

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(stressed(self._offer))

    def on_mount(self) -> None:
        """Guard the terminal."""
        if not self.is_headless:
            watch_terminal(self)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is sent."""
        bare = self.no_color and self.native_ansi_color
        return [*([NoColor()] if bare else super().get_line_filters()), *self._filters_of_ours]

    def on_key(self, event: events.Key) -> None:
        """Choose."""
        if event.key in ("ctrl+c", "ctrl+q"):
            self.exit("")
        elif self._page is not None:
            event.prevent_default()
            self._heard(self._page, event)
        elif event.key in ("d", "i") and is_restricted(os.environ):
            self._show(_NO_FILES)
        elif event.key == "i":
            self._page = BringIn(self._place)
            self._draw(self._page)
        elif event.key in ("d", "q") or event.character == "P":
            self.exit({"d": "demo", "q": ""}.get(event.key, "new"))
        elif self._elsewhere:
            self._show(self._offer)
        elif event.key == "question_mark":
            self._show(self._help)
        else:
            named = event.character if event.character and event.is_printable else shown(event.key)
            keys = _keys(self._offer)
            told = f"{plain(named)} means nothing here: press {keys}, or ? for help"
            self._show(f"{self._offer}\n  {told}\n", told=True)

    def on_paste(self, event: events.Paste) -> None:
        """Take a path."""
        if self._page is not None and not self._page.busy:
            self._page.insert(event.text)
            self._draw(self._page)

    def on_resize(self) -> None:
        """Lay the page out anew."""
        if self._page is not None:
            self._draw(self._page)

    def _heard(self, page: BringIn, event: events.Key) -> None:
        if page.busy:
            return
        if event.key == "escape":
            self._page = None
            self._show(self._offer)
            return
        if event.key != "enter":
            page.key(event)
        elif page.asked:
            self.run_worker(self._ask(page))
        self._draw(page)

    async def _ask(self, page: BringIn) -> None:
        """Say what would come in; asked again, bring it in."""
        brings = page.told is not None and page.told.good
        page.busy = "bringing it in" if brings else "reading"
        self._draw(page)
        bring = self._bring()
        page.told = await asyncio.to_thread(bring.bring if brings else bring.plan, page.path)
        page.busy = ""
        if brings and page.told.good:
            self.exit("brought")
        else:
            self._draw(page)

    def _draw(self, page: BringIn) -> None:
        self.query_one(Static).update(page.content(self.size.width, self.size.height))

    def _show(self, text: str, *, told: bool = False) -> None:
        """Show a text; ``told``: it is the offer still, with a sentence below."""
        self._elsewhere = not told and text is not self._offer
        self.query_one(Static).update(stressed(text))


def _keys(offer: str) -> str:
    """The keys that an offer names: ``d, P, i, q``."""
    return ", ".join(key for key in _KEY.findall(offer) if key != "?")


def stressed(text: str) -> Content:
    """A page with its title and its keys in bold, which needs no color."""
    title = text.strip().partition("\n")[0]
    start = text.index(title)
    content = Content(text).stylize("bold", start, start + len(title))
    for found in _KEY.finditer(text):
        content = content.stylize("bold", *found.span(1))
    return content
