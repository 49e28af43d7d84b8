"""The program on the terminal: two modes, the theme, the keys, the guard, and news from other sessions."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segments
from textual import events
from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter, NoColor
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui import keymap as keymaps
from tui import theme_kept, themes
from tui.driver import TerminalDriver
from tui.glyphs import wants_ascii
from tui.guard import watch_terminal
from tui.keymap import Key, Keymap
from tui.plain import AsciiOnly
from tui.screen import Page
from tui.session import Session
from tui.terminal import drop_false_promise, inside_screen

if TYPE_CHECKING:
    from models.portfolio import Portfolio
    from models.views.board import BoardView
    from models.views.changes import Changes

ROOMS = tuple(frozenset({"app", room}) for room in ("board", "delivery", "details", "project"))
"""Rooms of keys that are live at the same time."""
_GIVES_UP = frozenset({"escape", "ctrl+c"})
"""Keys that end the wait of a change for other writers."""
START = 1.0
"""Seconds for which memory is not collected, see pmboard.py."""


def _board_page() -> Screen[None]:
    from tui.board.screen import BoardPage  # here: only the page that is shown is imported at the start

    return BoardPage()


def _delivery_page() -> Screen[None]:
    from tui.delivery.screen import DeliveryPage

    return DeliveryPage()


def _project_page() -> Screen[None]:
    from tui.project.screen import ProjectPage

    return ProjectPage()


class PmboardApp(App[int], inherit_bindings=False):
    """Board, delivery and project are modes, so that each keeps its cursor and its scroll position."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "pmboard"
    BINDINGS = [*keymaps.bindings(keymaps.EVERYWHERE)]
    MODES = {"board": _board_page, "delivery": _delivery_page, "project": _project_page}
    # The first page, so that no empty screen is mounted before it.
    DEFAULT_MODE = "board"

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
        self.project = project
        """Key of the project whose board is shown."""
        self.first_board: BoardView | None = None
        """What the board's page shows at first; it takes it."""
        self.card: int | None = None
        """Id of the card that the board's cursor is to go to; the board's page takes it."""
        self.from_delivery = False
        """Whether the board was opened from a row of the delivery screen, so that leaving it goes back."""
        self.project_page = ""
        """Key of the project whose page is shown."""
        self._project_from = "board"
        """The mode from which that page was opened."""
        self.problems: list[str] = []
        """What was wrong with the person's own theme or keys; the first page tells."""
        self.keymap = self._read_keys()
        self.ascii_only = ascii_only or wants_ascii(os.environ)
        """Whether our glyphs are drawn in ASCII."""
        self._ascii = AsciiOnly()
        super().__init__(driver_class=TerminalDriver)
        self._open_theme(theme or self._wanted_theme())
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
            watch_terminal(self)
            self.set_timer(START, _collect_again)
        self._listen()

    async def open_board(self, project: str, card: int | None = None) -> None:
        """Show the board of a project, with the cursor on a card."""
        self.project, self.card = project, card
        page = self.screen
        if self.current_mode == "board" and isinstance(page, Page):
            await page.show_wanted()
            return
        self.from_delivery = True
        await self.switch_mode("board")

    async def open_delivery(self) -> None:
        """Show the delivery screen as it was left."""
        self.from_delivery = False
        await self.switch_mode("delivery")

    async def open_project(self, project: str) -> None:
        """Show the page of a project: its plan, money, people, risks, client, statements and history."""
        self._project_from = self.current_mode
        self.project_page = project
        await self.switch_mode("project")

    async def leave_project(self) -> None:
        """Back to where the page of the project was opened."""
        await self.switch_mode(self._project_from)

    async def open_board_of(self, project: str) -> None:
        """From the page of a project to its board."""
        if self._project_from == "board" and self.project == project:
            await self.leave_project()
        else:
            await self.open_board(project)

    def changed_by(self, page: Page) -> None:
        """A page has changed the portfolio: the others read again when they are shown."""
        for other in self._pages():
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
            page.warn("what you typed is not saved yet: Enter keeps it, Esc drops it")
            return
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
        self.action_suspend_process()

    async def on_event(self, event: events.Event) -> None:
        """Hear the keys that end a wait first: the widget with the focus may be the one that waits."""
        if isinstance(event, events.Key) and event.key in _GIVES_UP and self.session.waiting:
            self.session.give_up()
            return
        if isinstance(event, events.Key) and event.key.startswith("alt+") and event.character:
            # Esc and a letter quickly after it arrive as one: no key here is called with alt.
            await self.on_event(events.Key("escape", "\x1b"))
            event = events.Key(_character_to_key(event.character), event.character)
        await super().on_event(event)

    # -- inside ----------------------------------------------------------------------------------

    def _pages(self) -> list[Page]:
        return [
            screen
            for stack in self._screen_stacks.values()
            for screen in stack
            if isinstance(screen, Page) and screen.is_attached
        ]

    def _listen(self) -> None:
        # Here for start-up: the queries are needed only now.
        from tui.news import News

        def found(changes: Changes) -> None:
            for page in self._pages():
                page.changed_elsewhere(changes)

        self.session.watch(News(), found)

    def _read_keys(self) -> Keymap:
        keys = all_keys()
        changes, problems = keymaps.read_changes(keymaps.own_file(os.environ), keys, ROOMS)
        self.problems += problems
        return Keymap(keys, changes)

    def _wanted_theme(self) -> str:
        """PMBOARD_THEME, then NO_COLOR, then what was chosen here before, then what fits the terminal."""
        asked = os.environ.get("PMBOARD_THEME")
        if asked:
            return asked
        fitting = themes.default_name(os.environ)
        if os.environ.get("NO_COLOR"):
            return fitting
        name, problem = theme_kept.kept(os.environ)
        if problem:
            self.problems.append(problem)
        return name or fitting

    def _open_theme(self, name: str) -> None:
        try:
            theme = themes.load(name, themes.own_folder(os.environ))
        except themes.ThemeError as error:
            self.problems.append(str(error))
            theme = themes.load(themes.default_name(os.environ))
        self.register_theme(theme)
        self.theme = theme.name

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches):
            return  # The program is leaving: an answer of the database finds its widgets gone.
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual's own prints local variables: what is on the cards would land in the terminal's history.
        from rich.traceback import Traceback

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()


def _collect_again() -> None:
    # What the start has made stays until the end: no collection needs to look through it.
    gc.freeze()
    gc.enable()


def all_keys() -> Sequence[Key]:
    """Every key of the program, for the help and for the person's own file."""
    from tui.board.keys import BOARD, DETAILS  # here: the lists of keys know the screens' rooms
    from tui.delivery.keys import DELIVERY
    from tui.project.keys import PROJECT

    return (*keymaps.EVERYWHERE, *BOARD, *DETAILS, *DELIVERY, *PROJECT)


def run(
    opened: Callable[[], Portfolio], project: str | None, *, mouse: bool = True, ascii_only: bool = False
) -> int:
    """Open the portfolio on its thread and show it until the person leaves. Raises what ``opened`` raises.

    Without ``mouse`` the terminal keeps it, until the person asks for it.
    """
    drop_false_promise(os.environ)
    session = Session(opened)
    try:
        app = PmboardApp(session, project, ascii_only=ascii_only)
        app.run(mouse=mouse and not inside_screen(os.environ))
        return app.return_code or 0
    finally:
        session.close()
