"""Choosing from a list while typing: find a project, move to, assign. A panel over the lower left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from tui.difference import changed_end
from tui.editing import LineEdit
from tui.strips import Line
from tui.widgets.painted import Over

ROWS = 10
"""Choices that are shown at once."""
WIDEST = 72
PATIENCE = 0.15
"""Seconds that a list waits for what ``more`` finds, before it is painted without."""
NOTHING = "nothing matches"
LOOSE = 5
"""The score of a choice that holds only the letters of a word, in their order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list."""

    id: int
    name: str
    detail: str = ""
    """More about it, in gray; it is searched too."""
    lead: str = ""
    """A short key before the name, such as ATLAS."""
    lead_style: str = "strong"
    """Its style in the palette."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """What to choose, and what to do with it."""

    label: str
    choices: Sequence[Choice]
    done: Callable[[list[Choice]], Awaitable[str | None]]
    """Called at Enter with what was chosen. A sentence that comes back says what is wrong: the list stays."""
    many: bool = False
    """Several may be chosen: Tab (or Space before anything is typed) ticks them."""
    ticked: frozenset[int] = field(default_factory=frozenset)
    """Ids that are ticked at first."""
    add: Callable[[str], Choice | None] | None = None
    """Makes a choice of what was typed when nothing matches, such as a new label."""
    at: int | None = None
    """Id of the choice that the cursor starts on."""
    gone: Callable[[], None] | None = None
    """Called when the person leaves without a choice."""
    search: Callable[[str], Awaitable[Sequence[Choice]]] | None = None
    """Finds the choices for what is typed, where there are too many to hand over; ``choices`` come first."""
    more: Callable[[str], Awaitable[Sequence[Choice]]] | None = None
    """Finds further ones for what is typed; they come behind those of ``choices`` that match and are shown
    before."""
    note: str = ""
    """What the field understands, in gray behind it while it is empty."""
    passed: Callable[[Choice], None] | None = None
    """Called with each choice that the cursor comes to."""
    nothing: str = NOTHING
    """Shown when nothing matches what is typed."""


class Picker(Over, can_focus=True):
    """A field and the choices that match it. Hidden until `choose` is called."""

    DEFAULT_CSS = f"""
    Picker {{
        layer: over; dock: bottom; visibility: hidden; background: $panel;
        height: {ROWS + 2}; max-height: 60%; width: 100%; max-width: {WIDEST}; margin: 0 0 2 0;
    }}
    """

    _choosing: Choosing | None = None
    _answering = False
    """Whether the choice is being saved."""

    def __init__(self) -> None:
        super().__init__()
        self._edit = LineEdit()
        self._found: list[Choice] = []
        self._ticked: set[int] = set()
        self._at = 0
        self._top = 0
        self._problem = ""
        self._known: dict[int, Choice] = {}
        self._ticked_here = False
        """A tick was set or taken since the last letter: what was typed only served to find it."""
        self._looking: Worker[None] | None = None
        self._sent: dict[int, Strip] = {}
        """The lines as they were painted last."""

    @property
    def open(self) -> bool:
        """Whether something is being chosen."""
        return self._choosing is not None

    @property
    def typed(self) -> str:
        """What was typed to find a choice; after the list was left too, until the next one opens."""
        return self._edit.text

    def choose(self, choosing: Choosing) -> None:
        """Open the list."""
        self._choosing = choosing
        self._edit = LineEdit()
        self._ticked = set(choosing.ticked)
        self._problem = ""
        self._known = {choice.id: choice for choice in choosing.choices}
        self._ticked_here = False
        self._looking = None
        self._search()
        ids = [choice.id for choice in self._found]
        self._at = ids.index(choosing.at) if choosing.at in ids else 0
        grows = choosing.search is not None or choosing.more is not None
        self.styles.height = (ROWS if grows else min(len(choosing.choices) + 1, ROWS)) + 2
        self.appear()
        self.take_focus()

    def leave(self) -> None:
        """Close the list without a choice."""
        if self._choosing is None:
            return
        self._choosing = None
        self._looking = None
        self.give_back()
        self.visible = False

    async def heard(self, event: events.Key) -> None:
        """Walk, type, choose or leave."""
        if self._choosing is None or event.key in {"ctrl+q", "ctrl+z"}:
            return
        event.stop()
        event.prevent_default()
        if self._answering:
            return
        step = _STEPS.get(event.key)
        if self._waits_for_more(event.key) and (step is not None or event.key in {"enter", "tab"}):
            await self._found_all()
            if not self.open:
                return
        if event.key in {"escape", "ctrl+c"}:
            gone = self._choosing.gone
            self.leave()
            if gone is not None:
                gone()
        elif event.key == "enter":
            await self._answer(self._choosing)
        elif step is not None:
            self._walk(step)
        elif self._choosing.many and (event.key == "tab" or (event.key == "space" and not self._edit.text)):
            self._tick()
        elif self._edit.key(event):
            self._typed()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed."""
        event.stop()
        if self._choosing is None:
            return
        self._edit.insert(event.text)
        self._typed()

    def on_click(self, event: events.Click) -> None:
        """Go to the choice that was clicked; a second click chooses it."""
        at = self._top + event.y - 1
        if self._choosing is None or not 0 <= at < len(self._found):
            return
        if at == self._at:
            self.run_worker(self._answer(self._choosing), exclusive=True)
        else:
            self._walk(at - self._at)

    def render_line(self, y: int) -> Strip:
        """Paint the field, or a choice."""
        line = self._sent[y] = self._painted(y)
        return line

    def _repaint(self, lines: int = 1_000) -> None:
        """Paint the first lines that differ, up to where they do: a letter costs what it changes."""
        for y in range(min(self.size.height, lines)):
            line, sent = self._painted(y), self._sent.get(y)
            end = line.cell_length if sent is None else changed_end(sent, line)
            if end:
                self.refresh(Region(0, y, end, 1))

    def _painted(self, y: int) -> Strip:
        style = self.palette
        # On the ground of the text, so that what is empty and what is text are one run on the wire.
        line = Line(self.size.width, style.text).gap(1)
        if self._choosing is None:
            return line.strip()
        if y == 0:
            return self._field(line, self._choosing.label)
        if self._problem and y == self.size.height - 1:
            return line.gap(1).add(self._problem, style.over).strip()
        at = self._top + y - 1
        if y > self._rows or at >= len(self._found):
            if at == 0:
                line.add(self._nothing, style.faint)
            return line.strip()
        choice = self._found[at]
        here = at == self._at
        line.add("▌" if here else " ", style.cursor if here else style.text)
        if self._choosing.many:
            line.add("✓ " if choice.id in self._ticked else "  ", style.mark)
        if choice.lead:
            line.add(choice.lead, style.selected if here else getattr(style, choice.lead_style), 11)
        if choice.lead or choice.lead_style != "strong":
            line.to(14 if not self._choosing.many else 16)
        line.add(choice.name, style.selected if here and not choice.lead else style.text)
        if choice.detail:
            line.gap(3).add(choice.detail, style.faint)
        return line.strip()

    @property
    def _rows(self) -> int:
        return max(self.size.height - 2, 1)

    @property
    def _nothing(self) -> str:
        if self._choosing is not None and self._choosing.add is not None:
            return "enter makes a new one" if self._edit.text.strip() else "type a new one"
        return self._choosing.nothing if self._choosing is not None else NOTHING

    def _field(self, line: Line, label: str) -> Strip:
        style = self.palette
        line.add(label + " ", style.key)
        before, under, after = self._edit.window(max(line.left // 2, 8))
        line.add(before, style.text).add(under, style.selected).add(after, style.text)
        if self._choosing is not None and not self._edit.text:
            line.gap(1).add(self._choosing.note, style.faint)
        return line.strip()

    def _typed(self) -> None:
        self._problem = ""
        self._ticked_here = False
        self._at = 0
        self._top = 0
        self._search()
        if self._choosing is not None and self._choosing.more is not None:
            # What is found follows at once: painting the list twice for every letter doubles its bytes.
            self._repaint(2)
            self.set_timer(PATIENCE, self._repaint)
        else:
            self._repaint()
        self._pass()

    def _walk(self, step: int) -> None:
        if not self._found:
            return
        self._at = min(max(self._at + step, 0), len(self._found) - 1)
        self._top = min(max(self._top, self._at - self._rows + 1), self._at)
        self._repaint()
        self._pass()

    def _pass(self) -> None:
        if self._choosing is not None and self._choosing.passed is not None and self._found:
            self._choosing.passed(self._found[self._at])

    def _tick(self) -> None:
        if self._found:
            self._ticked ^= {self._found[self._at].id}
            self._ticked_here = True
            self._repaint()

    def _search(self) -> None:
        assert self._choosing is not None
        choosing = self._choosing
        if choosing.search is not None or choosing.more is not None:
            self._looking = self.run_worker(
                self._look(choosing, self._edit.text), group="look", exclusive=True, exit_on_error=False
            )
            if self._edit.text.strip() and choosing.more is None:
                return
        self._show(matching(choosing.choices, self._edit.text))

    def _show(self, found: list[Choice]) -> None:
        self._found = found
        self._at = min(self._at, max(len(found) - 1, 0))
        self._top = min(max(0, self._at - self._rows + 1), self._at)

    async def _look(self, choosing: Choosing, typed: str) -> None:
        """Search where the choices are; until it answers, what was found before stays."""
        look = choosing.search or choosing.more
        assert look is not None
        found = list(await look(typed))
        if self._choosing is not choosing or self._edit.text != typed:
            return
        if choosing.more is not None:
            near, far = ranked(choosing.choices, typed)
            found = [*near, *found, *far]
        elif not typed.strip():
            first = {choice.id for choice in choosing.choices}
            found = [*choosing.choices, *(choice for choice in found if choice.id not in first)]
        for choice in found:
            self._known.setdefault(choice.id, choice)
        if found != self._found:
            self._show(found)
        self._repaint()

    def _waits_for_more(self, key: str) -> bool:
        """What ``more`` finds comes behind a match to the letter: Enter need not wait for it."""
        choosing = self._choosing
        if key != "enter" or choosing is None or choosing.more is None:
            return True
        return not ranked(choosing.choices, self._edit.text)[0]

    async def _found_all(self) -> None:
        """Keys that are typed ahead of a search mean what it finds."""
        looking, self._looking = self._looking, None
        if looking is None:
            return
        try:
            await looking.wait()
        except (WorkerCancelled, WorkerFailed):
            return

    async def _answer(self, choosing: Choosing) -> None:
        chosen = self._chosen(choosing)
        if not chosen and not choosing.many:
            return
        self._answering = True
        try:
            problem = await choosing.done(chosen)
        finally:
            self._answering = False
        if self._choosing is not choosing:
            return
        if problem:
            self._problem = problem
            self._repaint()
        else:
            self.leave()

    def _chosen(self, choosing: Choosing) -> list[Choice]:
        here = self._found[self._at] if self._found else None
        typed = self._edit.text.strip()
        if here is None and typed and choosing.add is not None:
            here = choosing.add(typed)
        if not choosing.many:
            return [here] if here is not None else []
        chosen = [choice for choice in self._known.values() if choice.id in self._ticked]
        # What was typed and found is meant, unless its tick was just taken away.
        if typed and here is not None and here.id not in self._ticked and not self._ticked_here:
            chosen.append(here)
        return chosen


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold every typed word, or its letters in order; the best ones first."""
    near, far = ranked(choices, typed)
    return near + far


def ranked(choices: Sequence[Choice], typed: str) -> tuple[list[Choice], list[Choice]]:
    """The choices that hold every typed word, and those that hold only the letters of one in order."""
    words = typed.casefold().split()
    if not words:
        return list(choices), []
    scored = []
    for place, choice in enumerate(choices):
        scores = [_score(choice, word) for word in words]
        if all(score is not None for score in scores):
            loose = LOOSE in scores
            scored.append((loose, sum(score or 0 for score in scores), place, choice))
    scored.sort(key=lambda found: found[:3])
    near = [choice for loose, _score, _place, choice in scored if not loose]
    return near, [choice for loose, _score, _place, choice in scored if loose]


def _score(choice: Choice, word: str) -> int | None:
    lead, name, detail = choice.lead.casefold(), choice.name.casefold(), choice.detail.casefold()
    if lead.startswith(word):
        return 0
    if name.startswith(word):
        return 1
    if f" {word}" in name:
        return 2
    if word in name or word in lead:
        return 3
    if word in detail:
        return 4
    return LOOSE if _in_order(word, f"{lead} {name}") else None


def _in_order(word: str, text: str) -> bool:
    """Whether the text has the letters of the word in order, the first one at the start of a word."""
    starts = [
        place
        for place, letter in enumerate(text)
        if letter == word[0] and text[place - 1 : place] in ("", " ")
    ]
    for start in starts:
        letters = iter(text[start:])
        if all(letter in letters for letter in word):
            return True
    return False


_STEPS = {
    "up": -1,
    "down": 1,
    "ctrl+p": -1,
    "ctrl+n": 1,
    "pageup": -ROWS,
    "pagedown": ROWS,
    "home": -100_000,
    "end": 100_000,
}
