"""The command palette: every action of the page by name, and projects and cards by what is typed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.portfolio import Portfolio, StoreError
from models.views.card_search import FoundCard, card_names
from models.views.names import ProjectName
from models.views.project_search import find_projects, project_id, scattered_projects
from tui.keymap import Key, Keymap, shown
from tui.palette_ways import WAYS, Way
from tui.palette_words import INSIDE, SCATTERED, fit, spread
from tui.project.keys import TABS
from tui.rooms import PARTS
from tui.screen import Page
from tui.widgets.picker import Choice, Choosing

PROJECTS = 10
"""Projects that one search gives at most."""
NOTE = "what to do, a project, a card"
NOTHING = "nothing matches; cards are found by parts of words of their titles"
PAUSE = 0.06
"""Seconds after the last letter until projects and cards are searched: a quick typist asks once."""
_WALKING = re.compile(
    r"(left|right|up|down|top|bottom|nearer|farther|today|to_bar|read_on|(next|previous|why)_.+"
    r"|(half|page|column|columns|tab)_.*)"
)
_LEAVING = ("back", "help", "leave", "close")
_PLACES = {
    "board": "on the board",
    "details": "in a card's details",
    "delivery": "on the delivery screen",
    "project": "on the project's page",
    "history": "in the history",
}
"""Where the actions of a room are done, for those of other pages."""

Run = Callable[[], Awaitable[None]]


def open_palette(page: Page) -> None:
    """Open the list of actions over a page; Enter does what the cursor is on."""
    commands = Commands(page)
    page.picker.choose(
        Choosing(
            ":",
            commands.choices,
            commands.done,
            more=commands.find,
            match=commands.match,
            note=NOTE,
            nothing=NOTHING,
        )
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be chosen, and the words that find it."""

    choice: Choice
    key_id: str
    keys: Sequence[str]
    text: str
    writes: bool
    shy: Choice | None = None
    """What stands for it where only its letters were typed: it changes something, so it tells its key."""
    elsewhere: bool = False
    """It is done on another page."""
    beside: str = ""
    """What else its line says: whoever types that finds it, behind those whose own words it is."""


class Commands:
    """What can be chosen now, and what happens then."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._runs: dict[int, Run] = {}
        self._entries: list[Entry] = []
        keys = page.program.keymap
        live = list(live_keys(page))
        self.choices = [self._choice(key, keys) for key in live]
        actions = {key.action for key in live}
        for way in WAYS:
            blocked = way.tab and (self._about is None or not keys.offers("project.add"))
            if way.unless not in actions and not blocked:
                self._way(way)
        for key in other_keys(page, {entry.text.partition("\n")[0] for entry in self._entries}):
            self._elsewhere(key, keys)

    async def done(self, chosen: list[Choice]) -> str | None:
        """Close the list and do what was chosen."""
        run = self._runs[chosen[0].id]
        # First, so that an action that asks something finds the place free.
        self._page.picker.leave()
        await run()
        return None

    def match(self, typed: str) -> tuple[list[Choice], list[Choice]]:
        """The actions that every typed word is about; and those that only have its letters, in their order.

        The second ones stand behind everything else, and none of them changes anything: what would is told
        with its key. Those of other pages come behind those of this one, and say where they are done.
        """
        words = typed.split()
        if not words:
            return self.choices, []
        near: list[tuple[bool, int, int, Choice]] = []
        far: list[tuple[int, bool, int, Choice]] = []
        for place, entry in enumerate(self._entries):
            fits = [_fit(word, entry) for word in words]
            scores = [score for score in fits if score is not None]
            if len(scores) < len(words):
                continue
            if max(scores) < INSIDE:
                near.append((entry.elsewhere, sum(scores), place, entry.choice))
            else:
                far.append((sum(scores), entry.elsewhere, place, entry.shy or entry.choice))
        if near or any(found[0] < SCATTERED for found in far):
            # Scattered letters mean something only where nothing else does.
            far = [found for found in far if found[0] < SCATTERED]
        return _choices(near), _choices(far)

    async def find(self, typed: str) -> Sequence[Choice]:
        """Projects and cards that match."""
        if not typed.strip():
            return ()
        await asyncio.sleep(PAUSE)
        try:
            found = await self._page.program.session.call(search, self._page.program.project, typed)
        except StoreError as error:
            self._page.warn(str(error))
            return ()
        return [
            *map(self._project, found.projects),
            *map(self._card, found.cards),
            *map(self._project, found.loosely),
        ]

    def _choice(self, key: Key, keys: Keymap) -> Choice:
        async def run() -> None:
            await run_key(self._page, key)

        names = keys.keys_of(key.id)
        lead = shown(names[0]) if names else ""

        async def told() -> None:
            self._page.say(key.text, hint=f"{lead} does it" if lead else "type a word of it")

        choice = Choice(self._add(run), key.text, lead=lead, lead_style="key")
        shy = Choice(self._add(told), key.text, "by its key", lead, "faint") if key.writes else None
        shown_keys = [shown(name) for name in names]
        self._entries.append(Entry(choice, key.id, shown_keys, key.text, key.writes, shy))
        return choice

    def _elsewhere(self, key: Key, keys: Keymap) -> None:
        """An action of another page: Enter says where it is done."""
        where, lead = _PLACES[key.room], keys.shown(key.id)

        async def told() -> None:
            self._page.say(key.text, hint=f"{where}: {lead}" if lead else where)

        # Where comes first: behind a long name it would be cut.
        choice = Choice(self._add(told), f"{key.room}: {key.text}", "", lead, "faint")
        # No single key finds it: here the key means something else.
        beside = f"{key.room}:"
        self._entries.append(Entry(choice, key.id, (), key.text, False, elsewhere=True, beside=beside))

    def _way(self, way: Way) -> None:
        words = way.command
        if key := self._page.project_key:
            words = words.replace("PROJECT", key)
        # Which database is told at Enter: here its path would be cut.
        how = f"pmboard {words}" if words else way.filter or way.then

        async def run() -> None:
            if way.tab and self._about is not None:
                await self._page.program.open_project(self._about, way.tab)
            elif way.filter:
                await self._page.program.open_delivery(way.filter)
            elif words:
                self._page.say(self._page.in_shell(words), lead="in a shell:")
            else:
                self._page.say(way.text, hint=how)

        choice = Choice(self._add(run), way.text, how, self._keys_to(way.tab), "key")
        beside = f"pmboard {way.command}" if way.command else way.filter or way.then
        self._entries.append(Entry(choice, "", (), f"{way.text} {way.words}", writes=False, beside=beside))

    def _keys_to(self, tab: str) -> str:
        """The keys that lead to a tab of the project's page."""
        if not tab:
            return ""
        keys = self._page.program.keymap
        there = "" if self._page.program.current_mode == "project" else keys.shown("board.project")
        return f"{there} {keys.shown(f'project.tab_{TABS.index(tab) + 1}')}".strip()

    @property
    def _about(self) -> str | None:
        """The project that is worked on: the page's, on delivery the one under the cursor."""
        page = self._page
        if page.program.current_mode == "history":
            return page.program.project
        return page.project_key or None

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


class Search(NamedTuple):
    """Projects and cards for what was typed."""

    projects: Sequence[ProjectName]
    cards: Sequence[FoundCard]
    loosely: Sequence[ProjectName]
    """Projects that only have the letters, in their order."""


def search(p: Portfolio, near: str | None, typed: str) -> Search:
    """Search for what was typed; cards of the project with the key ``near`` come first."""
    projects = find_projects(p, typed, PROJECTS)
    cards = card_names(p, project_id(p, near), typed)
    return Search(projects, cards, _loosely(p, typed, projects))


def _loosely(p: Portfolio, typed: str, found: Sequence[ProjectName]) -> list[ProjectName]:
    """The projects with scattered letters, the closest together first; none of those that were found."""
    if len(found) >= PROJECTS:
        return []
    ranked: list[tuple[int, int, ProjectName]] = []
    for place, one in enumerate(scattered_projects(p, typed)):
        cells = [spread(word, f"{one.key} {one.name}") for word in typed.split()]
        known = [cell for cell in cells if cell is not None]
        if len(known) == len(cells) and one not in found:
            ranked.append((sum(known), place, one))
    return [one for *_rank, one in sorted(ranked)[: PROJECTS - len(found)]]


def live_keys(page: Page) -> Iterator[Key]:
    """The actions of the rooms whose keys are live now; those that only walk come last."""
    rooms = {(active.binding.id or "").partition(".")[0] for active in page.active_bindings.values()}
    keys = [key for _title, part in PARTS for key in part if key.room in rooms and key.id != "app.palette"]
    keys = [key for key in keys if page.program.keymap.offers(key.id)]
    yield from (key for key in keys if not _WALKING.fullmatch(key.action))
    yield from (key for key in keys if _WALKING.fullmatch(key.action))


def other_keys(page: Page, known: Collection[str]) -> Iterator[Key]:
    """The actions of other pages: not those that only walk, nor what this page has in the same words."""
    told = set(known)
    for _title, part in PARTS:
        for key in part:
            walks = key.action in _LEAVING or _WALKING.fullmatch(key.action) is not None
            offered = key.room in _PLACES and page.program.keymap.offers(key.id)
            if offered and not walks and key.text not in told:
                told.add(key.text)
                yield key


def _fit(word: str, entry: Entry) -> int | None:
    """How well a word fits; behind all others its letters in their order, the closest together first."""
    score = fit(word, entry.keys, entry.key_id, entry.text)
    if score is not None:
        return score
    if len(word) > 1 and word.casefold() in entry.beside.casefold():
        return INSIDE
    cells = spread(word, entry.text)
    return None if cells is None else SCATTERED + cells


def _choices(found: Sequence[tuple[int, int, int, Choice]]) -> list[Choice]:
    return [choice for *_ranks, choice in sorted(found, key=lambda one: one[:3])]


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
