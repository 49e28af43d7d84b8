"""Going from page to page, and back the same way."""

from __future__ import annotations

from textual.widget import AwaitMount

from tui.ahead import PatientApp
from tui.driver import TerminalDriver
from tui.screen import Page
from tui.trail import Stop, Trail


class GoingApp(PatientApp, inherit_bindings=False):
    """The pages are modes; what one is to show, the program says here, and the page takes it."""

    def __init__(self, project: str | None) -> None:
        self.project = project
        """Key of the project whose board is shown."""
        self.card: int | None = None
        """Id of the card that the board's cursor is to go to; the board's page takes it."""
        self.trail = Trail()
        """The way back from the page on show."""
        self.project_page = self.project_tab = self.project_about = ""
        self.project_adding = False
        """Key of the project whose page is shown."""
        self.history_about: str | None = None
        """What the history is to be about: a key, or empty for everything; its page takes it."""
        self.history_place: object = None
        """Where the history was when one went on from it; its page takes it."""
        super().__init__(driver_class=TerminalDriver)

    async def open_board(self, project: str, card: int | None = None) -> None:
        """Show the board of a project, with the cursor on a card."""
        if not self._goes_on_to(Stop("board", project, card)):
            await self.go_back()
            return
        self.project, self.card = project, card
        page = self.screen
        if self.current_mode == "board" and isinstance(page, Page):
            await page.show_wanted()
            return
        await self.switch_mode("board")

    async def open_delivery(self, typed: str = "") -> None:
        """Show the delivery screen as it was left: the top, from which nothing leads back.

        ``typed``: a filter to show it with.
        """
        self.trail.clear()
        await self.switch_mode("delivery")
        page = self.screen
        if typed and isinstance(page, Page):
            page.filter_by(typed)

    async def open_project(
        self, project: str, tab: str = "", *, adding: bool = False, about: str = ""
    ) -> None:
        """Show the page of a project: its plan, money, people, risks, client, statements and history.

        ``tab``: the one to show; the one shown last when it is empty. ``adding``: begin a new entry there.
        ``about``: a sentence about the person whose line the cursor goes to.
        """
        if not self._goes_on_to(Stop("project", project)):
            self.trail.go_back()
        self.project_page, self.project_tab, self.project_adding = project, tab, adding
        self.project_about = about
        await self.switch_mode("project")

    async def open_history(self, about: str = "") -> None:
        """Show the history of a project, a card or a person by its key; of everything for an empty one."""
        self._goes_on_to(Stop("history", about, about))
        self.history_about = about
        await self.switch_mode("history")

    async def go_back(self) -> None:
        """Show the page that one came from as it was left; the board at the top."""
        stop = self.trail.go_back() or Stop("board", self.project or "")
        there = next((page for page in self.pages() if page.stop.is_same(stop)), None)
        moved = there is None or there.stop != stop
        if stop.mode == "board":
            self.project = stop.about or None
            self.card = stop.place if moved and isinstance(stop.place, int) else None
        elif stop.mode == "project":
            self.project_page, self.project_tab = stop.about, str(stop.place or "") if moved else ""
        elif stop.mode == "history" and moved:
            self.history_place = stop.place
        page = self.screen
        if stop.mode == "board" == self.current_mode and isinstance(page, Page):
            await page.show_wanted()
        else:
            await self.switch_mode(stop.mode)

    def _goes_on_to(self, stop: Stop) -> bool:
        """Remember the page on show as the one to come back to; False where one came from there just now."""
        page = self.screen
        if not isinstance(page, Page) or (
            stop.mode == self.current_mode and not self._is_another_board(stop)
        ):
            return True
        last = self.trail.last
        if last is not None and last.is_same(stop) and stop.place is None:
            return False
        self.trail.go_on(page.stop)
        return True

    def _is_another_board(self, stop: Stop) -> bool:
        """Whether one goes from a board to another one: from there one comes back to it."""
        page = self.screen
        if stop.mode != "board" or not isinstance(page, Page):
            return False
        return bool(page.stop.about) and not page.stop.is_same(stop)

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show a page; none joins those that are being closed because the program leaves."""
        leaves = self._exit and mode not in self._screen_stacks
        return AwaitMount(self.screen, []) if leaves else super().switch_mode(mode)

    def pages(self) -> list[Page]:
        """Every page that was shown so far."""
        return [
            screen
            for stack in self._screen_stacks.values()
            for screen in stack
            if isinstance(screen, Page) and screen.is_attached
        ]
