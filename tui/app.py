"""The program on the terminal: two modes, the theme, the keys, the guard, and news from other sessions."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.filter import LineFilter, NoColor
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.widget import MountError
from textual.worker import WorkerFailed

from tui import keymap as keymaps
from tui import pages, themes
from tui.driver import TerminalDriver
from tui.glyphs import wants_ascii
from tui.going import GoingApp
from tui.guard import watch_terminal
from tui.keymap import Keymap
from tui.plain import AsciiOnly
from tui.restricted import is_restricted
from tui.rooms import TOGETHER as ROOMS
from tui.rooms import all_keys as all_keys
from tui.screen import Page
from tui.session import Session
from tui.terminal import drop_false_promise, inside_screen

if TYPE_CHECKING:
    from models.portfolio import Portfolio
    from models.views.board import BoardView
    from tui.drafts import Drafts

_GIVES_UP = frozenset({"escape", "ctrl+c"})
"""Keys that end the wait of a change for other writers."""
_LOOK = 0.05
"""Seconds between two looks at whether everything is saved, when the person quits."""
_SLOW = 0.3
"""Seconds after which such a wait is told."""
START = 1.0
"""Seconds for which memory is not collected, see pmboard.py."""


class PmboardApp(GoingApp, inherit_bindings=False):
    """Board, delivery and project are modes, so that each keeps its cursor and its scroll position."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "pmboard"
    BINDINGS = [*keymaps.bindings(keymaps.EVERYWHERE)]
    MODES = pages.MODES
    # The first page, so that no empty screen is mounted before it.
    DEFAULT_MODE = "board"

    _going = False
    """Whether the pages are being closed."""
    _first_seen = False
    """Whether the first page is about to be painted."""
    _told = ""
    """What is told of an error of our own, once the terminal is as it was."""

    def __init__(
        self,
        session: Session,
        project: str | None = None,
        theme: str | None = None,
        *,
        ascii_only: bool = False,
    ) -> None:
        """``project``: the key of the board to open first; ``theme``: a name, else what fits the terminal."""
        self.session = session
        self.first_board: BoardView | None = None
        """What the board's page shows at first; it takes it."""
        self.beginning = False
        """Whether a first project is to be asked for; the board's page takes it."""
        self._drafts: Drafts | None = None
        self._leaving = ""
        """Whether the person wants to quit while a change waits: "waiting", and "told" once they know."""
        self.problems: list[str] = []
        """What was wrong with the person's own theme or keys; the first page tells."""
        self.keymap = self._read_keys()
        self.keymap.looking = session.looking
        self.ascii_only = ascii_only or wants_ascii(os.environ)
        """Whether our glyphs are drawn in ASCII."""
        self._ascii = AsciiOnly()
        super().__init__(project)
        # Two widgets on every page, mounted and laid out with it, for what nobody here shows.
        self._disable_tooltips = self._disable_notifications = True
        wanted, problem = (theme, "") if theme else themes.wanted(os.environ)
        if problem:
            self.problems.append(problem)
        self._open_theme(wanted)
        self.set_keymap(self.keymap.changes)

    # -- pages -----------------------------------------------------------------------------------

    async def on_load(self) -> None:
        """Read the first board before its page is put together, so that it is laid out and painted once."""
        if self.current_mode != "board":
            return
        from models.portfolio import StoreError  # Here, as the pages: only what is shown is imported.
        from models.views.names import NotFound
        from tui.board.reading import opening

        # What went wrong is told by the page, which tries again.
        with contextlib.suppress(StoreError, NotFound):
            self.first_board = await self.session.call(opening, self.project)

    def on_mount(self) -> None:
        """Guard the terminal and listen for news."""
        if not self.is_headless:
            watch_terminal(self, self.keep_typed)
            self.set_timer(START, _collect_again)
            self.set_timer(START, self._look_after)
        self._listen()

    def changed_by(self, page: Page) -> None:
        """A page has changed the portfolio: the others read again when they are shown."""
        for other in self.pages():
            if other is not page:
                other.changed_here()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is sent."""
        # Textual picks its filter before our theme is set; with NO_COLOR and a theme of the terminal's
        # own colors its gray would be black on black.
        bare = self.no_color and self.native_ansi_color
        filters = [NoColor()] if bare else super().get_line_filters()
        return [*filters, self._ascii] if self.ascii_only else filters

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colors, for themes that do not name them."""
        return dict(themes.VARIABLE_DEFAULTS)

    # -- keys ------------------------------------------------------------------------------------

    def action_quit_now(self) -> None:
        """Quit, unless that would lose typed text."""
        page = self.screen
        if isinstance(page, Page) and page.typing:
            page.warn(page.unsaved or "what you typed is not saved yet: Enter keeps it, Esc drops it")
            return
        self._leave()

    def _leave(self) -> None:
        """Quit once every change is saved; asked for again after that was told, quit without it."""
        if not self.session.unsaved or self._leaving == "told":
            self.exit(0)
        elif not self._leaving:
            self._leaving = "waiting"
            self.run_worker(self._leave_when_saved())

    async def _leave_when_saved(self) -> None:
        lost, begin = self.session.lost, time.monotonic()
        while self.session.unsaved:
            await asyncio.sleep(_LOOK)
            page = self.screen
            slow = time.monotonic() - begin > _SLOW
            if slow and self._leaving == "waiting" and isinstance(page, Page):
                key = self.keymap.shown("app.quit_now")
                page.warn(f"not saved yet: leaves when it is; {key} leaves without it, esc stays")
                self._leaving = "told"
        stays = not self._leaving or self.session.lost > lost
        self._leaving = ""
        if not stays:
            self.exit(0)

    def action_palette(self) -> None:
        """List every action of the page; find projects and cards."""
        from tui.palette import open_palette  # here, as below: only who asks for it waits for it

        if isinstance(self.screen, Page):
            open_palette(self.screen)

    def action_theme(self) -> None:
        """Choose a theme, looking at each."""
        from tui.theme_choice import choose_theme

        if isinstance(self.screen, Page):
            choose_theme(self.screen)

    async def action_history(self) -> None:
        """The history of what the cursor is on; from there back."""
        if self.current_mode == "history":
            await self.go_back()
        elif isinstance(self.screen, Page):
            await self.open_history(self.screen.subject)

    async def action_restore_project(self) -> None:
        """Choose an archived project, and bring it back."""
        from tui.restoring import choose_archived

        if isinstance(self.screen, Page):
            await choose_archived(self.screen)

    async def action_kept(self) -> None:
        """List the texts that were kept."""
        from tui.offering import offer

        if isinstance(self.screen, Page):
            await offer(self.screen)

    def action_mouse(self) -> None:
        """Leave the mouse to the terminal, which selects text with it; or take it back."""
        driver = self._driver
        page = self.screen
        if not isinstance(page, Page):
            return
        if not isinstance(driver, TerminalDriver):
            page.say("there is no mouse here")
            return
        driver.hear_mouse(not driver.hears_mouse)
        key = self.keymap.shown("app.mouse")
        if driver.hears_mouse:
            page.say("the mouse clicks, scrolls and drags here", hint=f"{key} leaves it to the terminal")
        else:
            page.say("the mouse is the terminal's: it selects text", hint=f"{key} takes it back")

    def action_interrupt(self) -> None:
        """Quit; fields and lists take this key before and are left by it."""
        self.action_quit_now()

    def action_pause(self) -> None:
        """Give the terminal back to the shell until ``fg``."""
        if is_restricted(os.environ):
            self._warn("there is no shell here: this login is for pmboard alone")
            return
        self.action_suspend_process()

    async def on_event(self, event: events.Event) -> None:
        """Hear the keys that end a wait first: the widget with the focus may be the one that waits."""
        if isinstance(event, events.Key) and event.key in _GIVES_UP and self.session.waiting:
            self.session.give_up()
            self._leaving = ""
            return
        if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
            # Esc and a letter quickly after it arrive as one: no key here is called with alt.
            await self.on_event(events.Key("escape", "\x1b"))
            event = events.Key(_character_to_key(event.character), event.character)
        await super().on_event(event)

    # -- typed text ------------------------------------------------------------------------------

    @property
    def drafts(self) -> Drafts:
        """What is kept of text that is being typed."""
        if self._drafts is None:
            from tui.drafts import Drafts, own_folder  # Here for start-up: the first page types nothing.

            self._drafts = Drafts(own_folder(os.environ))
        return self._drafts

    def keep_typed(self) -> bool:
        """Write down at once what is typed: the program may end any moment. False when it cannot be."""
        return self._drafts is None or self._drafts.flush()

    def close_drafts(self) -> str:
        """The program has ended: what is still open is for the next start. A sentence when it cannot be."""
        if self._drafts is None or self._drafts.close():
            return ""
        return (
            f"what was typed into an open field could not be kept: {self._drafts.problem or 'no time left'}"
        )

    # -- inside ----------------------------------------------------------------------------------

    def _end_batch(self) -> None:
        super()._end_batch()
        if self._batch_count or self._first_seen or not self.screen_stack:
            return
        page = self.screen
        if isinstance(page, Page):
            self._first_seen = True
            page.lay_out_soon()

    def _check_resize(self) -> None:
        event, driver = self._resize_event, self._driver
        if event is not None and isinstance(driver, TerminalDriver) and self._is_laid_out(event.size):
            if driver.has_told_size:
                # The window had another size for a moment: what it cut off is gone, and nothing else differs.
                self.screen.refresh()
            else:
                # At the start Textual tells the first page its size twice more: 20 KB each.
                self._resize_event = None
        super()._check_resize()

    def _is_laid_out(self, size: Size) -> bool:
        return bool(self.screen_stack) and self.screen._compositor.size == size

    def _listen(self) -> None:
        # Here for start-up: the queries are needed only now.
        from tui.news import Found, News

        def found(news: Found) -> None:
            if news.lost is not None:
                self._warn(news.lost)
            if news.changes is not None:
                for page in self.pages():
                    page.changed_elsewhere(news.changes)

        self.session.watch(News(self.session.began), found)

    async def _look_after(self) -> None:
        # Here for start-up: the copy and the memory may wait until the first page is there.
        from tui.keeping import Keeping, copy_in_background

        keeping = Keeping()
        warning, copy = await self.session.call(keeping.begin)
        self.session.at_end = keeping.end
        self.session.often = keeping.sometimes
        if warning:
            self._warn(warning)
        await self._offer_kept(quiet=bool(warning))
        if copy is not None:
            loop = asyncio.get_running_loop()
            copy_in_background(copy, lambda told: loop.call_soon_threadsafe(self._warn, told))

    async def _offer_kept(self, *, quiet: bool) -> None:
        from models.portfolio import StoreError
        from tui.offering import tell_kept

        try:
            kept = await self.session.call(self.drafts.begin)
        except StoreError:
            return  # Whoever reads next will tell.
        page = self.screen
        if kept and not quiet and isinstance(page, Page):
            # In the page's own turn: one that has just been opened has no line to say it in yet.
            page.call_later(partial(tell_kept, page, kept, after="; ".join(self.problems)))

    def _warn(self, sentence: str) -> None:
        page = self.screen
        if isinstance(page, Page):
            page.call_later(page.warn, sentence)

    def _read_keys(self) -> Keymap:
        keys = all_keys()
        changes, problems = keymaps.read_changes(keymaps.own_file(os.environ), keys, ROOMS)
        self.problems += problems
        return Keymap(keys, changes)

    def _open_theme(self, name: str) -> None:
        try:
            theme = themes.load(name, themes.own_folder(os.environ))
        except themes.ThemeError as error:
            self.problems.append(str(error))
            theme = themes.load(themes.default_name(os.environ))
        self.wear(theme)

    async def _shutdown(self) -> None:
        self._going = True
        await super()._shutdown()

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if (self._exit or self._going) and isinstance(
            cause, NoMatches | NoScreen | ScreenStackError | MountError
        ):
            return  # The program is leaving: an answer of the database, or another size, finds no widgets.
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own prints local variables: what is on the cards would land in the terminal's history.
        from tui.own_error import told  # Here for start-up.

        kept = self.keep_typed()
        self.bell()
        self._told = self._told or told(self._exception or RuntimeError(), self.size, os.environ, kept=kept)
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        # As plain lines: Textual's console cuts them at the terminal's width, and a path must be whole.
        if self._told:
            with contextlib.suppress(OSError):
                print(self._told, file=sys.stderr, flush=True)
        super()._print_error_renderables()


def _collect_again() -> None:
    # What the start has made stays until the end: no collection needs to look through it. From now on cycles
    # are looked for as often as Python does: what a page leaves behind is not to pile up.
    gc.freeze()
    gc.set_threshold(700, 10, 10)
    gc.enable()


def run(
    opened: Callable[[], Portfolio],
    project: str | None,
    *,
    mouse: bool = True,
    ascii_only: bool = False,
    beginning: bool = False,
    problems: Sequence[str] = (),
) -> int:
    """Open the portfolio on its thread and show it until the person leaves. Raises what ``opened`` raises.

    Without ``mouse`` the terminal keeps it, until the person asks for it. ``beginning``: the person has
    chosen to make a first project, and is asked for it at once. ``problems``: what the first page tells.
    """
    drop_false_promise(os.environ)
    session = Session(opened)
    try:
        app = PmboardApp(session, project, ascii_only=ascii_only)
        app.beginning = beginning
        app.problems += problems
        try:
            app.run(mouse=mouse and not inside_screen(os.environ))
        finally:
            _tell(app.close_drafts())
        return app.return_code or 0
    finally:
        lost = session.close()
        if lost:
            told = "a change was" if lost == 1 else f"{lost} changes were"
            _tell(f"{told} not saved: another session was writing")


def _tell(sentence: str) -> None:
    if sentence:
        with contextlib.suppress(OSError):  # The terminal may be gone.
            print(f"pmboard: {sentence}", file=sys.stderr, flush=True)
