"""Choosing from a list while typing: find a project, move to, assign. A panel over the lower left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual import events
from textual.timer import Timer
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from tui.editing import LineEdit
from tui.widgets.choosing import BACK, goes_back
from tui.widgets.choosing import NOTHING as NOTHING
from tui.widgets.choosing import Choice as Choice
from tui.widgets.choosing import Choosing as Choosing
from tui.widgets.choosing import Mark as Mark
from tui.widgets.listed import HIGHEST, WIDEST, Listed
from tui.widgets.listed import ROWS as ROWS
from tui.widgets.painted import Told

_UNMET = f"{NOTHING}: change what you typed, or esc"
PATIENCE = 0.15
"""Seconds that a list waits for what ``more`` finds, before it is painted without."""


class Picker(Listed, can_focus=True):
    """A field and the choices that match it. Hidden until `choose` is called."""

    DEFAULT_CSS = f"""
    Picker {{
        layer: over; dock: bottom; visibility: hidden; background: $panel;
        height: {ROWS + 2}; max-height: {HIGHEST:.0%}; width: 100%; max-width: {WIDEST}; margin: 0 0 2 0;
    }}
    """

    _answering = False
    """Whether the choice is being saved."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[int, Choice] = {}
        self._ticked_here = False
        """A tick was set or taken since the last letter: what was typed only served to find it."""
        self._looking: Worker[None] | None = None
        self._impatient: Timer | None = None
        """Paints the list of the last letter, should what `more` finds be long in coming."""

    @property
    def open(self) -> bool:
        """Whether something is being chosen."""
        return self._choosing is not None

    @property
    def asks(self) -> bool:
        """Whether something is being chosen, and nothing saved."""
        return self.open and not self._answering

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
        self._marks = dict(choosing.marked)
        self._at = self._top = 0
        self._search()
        ids = [choice.id for choice in self._found]
        grows = choosing.search is not None or choosing.more is not None
        rows = ROWS if grows else min(len(choosing.choices) + 1, ROWS)
        self.styles.height = rows + 2
        self._stand()
        self._detail_at = choosing.detail_at(self._cells)
        if choosing.at in ids:
            self._at = ids.index(choosing.at)
            rows = min(rows, int(self.screen.size.height * HIGHEST) - 2)
            self._top = max(min(self._at - rows // 2, len(ids) - rows), 0)
        self.appear()
        self.take_focus()
        self.tell_keys()
        self.call_after_refresh(self._read_marks)

    @property
    def own_keys(self) -> Sequence[Told]:
        """How it is walked, answered and left."""
        choosing = self._choosing
        if choosing is None:
            return ()
        keys = [("enter", choosing.enter)]
        if choosing.many:
            keys.append(("tab", "tick"))
        keys.append(BACK if choosing.back is not None else ("↑ ↓", "move"))
        return [*keys, ("esc", "leave")]

    @property
    def aside(self) -> Sequence[str]:
        """What was answered before."""
        return self._choosing.told if self._choosing is not None else ()

    def leave(self) -> None:
        """Close the list without a choice."""
        if self._choosing is None:
            return
        self._choosing = None
        self._looking = None
        self._be_patient()
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
            self.set_timer(PATIENCE, self._settle)  # The field that it was about may open again.
        elif event.key == "enter":
            await self._answer(self._choosing)
        elif self._choosing.back is not None and goes_back(event.key, self._edit.text):
            await self._go_back(self._choosing, self._choosing.back)
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
        if self._choosing is None or self._answering or not 0 <= at < len(self._found):
            return
        if at == self._at:
            self.run_worker(self._answer(self._choosing), exclusive=True)
        else:
            self._walk(at - self._at)

    def _typed(self) -> None:
        self._problem = ""
        self._ticked_here = False
        self._at = 0
        self._top = 0
        self._be_patient()
        self._search()
        if self._choosing is not None and self._choosing.more is not None:
            # What is found follows at once: painting the list twice for every letter doubles its bytes.
            self._repaint(2)
            self._impatient = self.set_timer(PATIENCE, self._repaint)
        else:
            self._repaint()
        self._read_marks()
        self._pass()

    def _be_patient(self) -> None:
        """The list of an earlier letter is painted no more."""
        if self._impatient is not None:
            self._impatient.stop()
            self._impatient = None

    def _walk(self, step: int) -> None:
        if not self._found:
            return
        self._at = min(max(self._at + step, 0), len(self._found) - 1)
        self._top = min(max(self._top, self._at - self._rows + 1), self._at)
        self._repaint()
        self._read_marks()
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
        near, far = choosing.ranked(self._edit.text)
        self._show(near + far)

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
            near, far = choosing.ranked(typed)
            found = [*near, *found, *far]
        elif not typed.strip():
            first = {choice.id for choice in choosing.choices}
            found = [*choosing.choices, *(choice for choice in found if choice.id not in first)]
        for choice in found:
            self._known.setdefault(choice.id, choice)
        if found != self._found:
            self._show(found)
        self._be_patient()
        self._repaint()

    def _waits_for_more(self, key: str) -> bool:
        """What ``more`` finds comes behind a match to the letter: Enter need not wait for it."""
        choosing = self._choosing
        if key != "enter" or choosing is None or choosing.more is None:
            return True
        return not choosing.ranked(self._edit.text)[0]

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
        unmet = bool(self._edit.text.strip()) and not self._found and choosing.add is None
        if unmet or (not chosen and not choosing.many):
            # Also where several are ticked: what was typed was meant to be among them.
            self._problem = _UNMET if choosing.nothing == NOTHING else choosing.nothing
            self._repaint()
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
            self._settle()

    async def _go_back(self, choosing: Choosing, back: Callable[[], Awaitable[None]]) -> None:
        await back()
        if self._choosing is choosing:
            self.leave()

    def _settle(self) -> None:
        # What was typed for what this list asked about is not kept any longer.
        if not self.open and (drafts := getattr(self.app, "drafts", None)) is not None:
            drafts.settled()

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
