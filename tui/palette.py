"""The command palette: every action of the page by name, and projects and cards by what is typed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence

from models.portfolio import Portfolio, StoreError
from models.views.card_search import FoundCard, card_names
from models.views.names import ProjectName
from models.views.project_search import find_projects, project_id
from tui.keymap import Key, Keymap, shown
from tui.rooms import PARTS
from tui.screen import Page
from tui.widgets.picker import Choice, Choosing

PROJECTS = 10
"""Projects that one search gives at most."""
NOTE = "what to do, a project, a card"
PAUSE = 0.06
"""Seconds after the last letter until projects and cards are searched: a quick typist asks once."""
_WALKING = re.compile(r"(left|right|up|down|top|bottom|(half|page|column|columns|tab)_.*)")

Run = Callable[[], Awaitable[None]]


def open_palette(page: Page) -> None:
    """Open the list of actions over a page; Enter does what the cursor is on."""
    commands = Commands(page)
    page.picker.choose(Choosing(":", commands.choices, commands.done, more=commands.find, note=NOTE))


class Commands:
    """What can be chosen now, and what happens then."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._runs: dict[int, Run] = {}
        keys = page.program.keymap
        self.choices = [self._choice(key, keys) for key in live_keys(page)]

    async def done(self, chosen: list[Choice]) -> str | None:
        """Close the list and do what was chosen."""
        run = self._runs[chosen[0].id]
        # First, so that an action that asks something finds the place free.
        self._page.picker.leave()
        await run()
        return None

    async def find(self, typed: str) -> Sequence[Choice]:
        """Projects and cards that match."""
        if not typed.strip():
            return ()
        await asyncio.sleep(PAUSE)
        try:
            projects, cards = await self._page.program.session.call(search, self._page.program.project, typed)
        except StoreError as error:
            self._page.warn(str(error))
            return ()
        return [*(self._project(found) for found in projects), *(self._card(found) for found in cards)]

    def _choice(self, key: Key, keys: Keymap) -> Choice:
        async def run() -> None:
            await run_key(self._page, key)

        names = keys.keys_of(key.id)
        return Choice(self._add(run), key.text, lead=shown(names[0]) if names else "", lead_style="key")

    def _project(self, found: ProjectName) -> Choice:
        async def run() -> None:
            await self._page.program.open_board(found.key)

        detail = "  ".join(part for part in (found.client, "archived" if found.archived else "") if part)
        return Choice(self._add(run), found.name, detail, found.key)

    def _card(self, found: FoundCard) -> Choice:
        async def run() -> None:
            await self._page.program.open_board(found.key.rpartition("-")[0], found.id)

        return Choice(self._add(run), found.title, "", found.key)

    def _add(self, run: Run) -> int:
        number = len(self._runs) + 1
        self._runs[number] = run
        return number


def search(p: Portfolio, near: str | None, typed: str) -> tuple[Sequence[ProjectName], Sequence[FoundCard]]:
    """Projects and cards for what was typed; cards of the project with the key ``near`` come first."""
    return find_projects(p, typed, PROJECTS), card_names(p, project_id(p, near), typed)


def live_keys(page: Page) -> Iterator[Key]:
    """The actions of the rooms whose keys are live now; those that only walk come last."""
    rooms = {(active.binding.id or "").partition(".")[0] for active in page.active_bindings.values()}
    keys = [key for _title, part in PARTS for key in part if key.room in rooms and key.id != "app.palette"]
    yield from (key for key in keys if not _WALKING.fullmatch(key.action))
    yield from (key for key in keys if _WALKING.fullmatch(key.action))


async def run_key(page: Page, key: Key) -> None:
    """Do what a key would do, also for an action that has no key."""
    if key.room == "app":
        await page.app.run_action(key.action, page.app)
        return
    focused = page.focused or page
    for node in focused.ancestors_with_self:
        if hasattr(node, f"action_{key.action}"):
            await page.app.run_action(key.action, node)
            return
