"""Asking for one line of text in the place of the status line: a filter, a reason, a date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.editing import LineEdit
from tui.keymap import Keymap
from tui.strips import Line
from tui.text import plain, width, wrap
from tui.widgets.choosing import BACK, goes_back
from tui.widgets.keys import KeyLine
from tui.widgets.painted import Over, Told
from tui.widgets.status import NOTHING, StatusLine

if TYPE_CHECKING:
    from tui.drafts import Drafts, More
    from tui.passages import Place


_SEVERAL = "writing.open"
"""The key that goes on in several lines."""


class Question(NamedTuple):
    """What to ask, and what to do with the answer."""

    label: str
    done: Callable[[str], Awaitable[str | None]]
    """Called with the text at Enter. A sentence that comes back says what is wrong: the field stays open."""
    text: str = ""
    """What stands in the field at first."""
    changed: Callable[[str], None] | None = None
    """Called after every key that changes the text."""
    gone: Callable[[], None] | None = None
    """Called when the person leaves without an answer."""
    note: str | Callable[[str], str] = ""
    """What the field understands, in gray behind it; or what says that of the text in it."""
    place: Place | None = None
    """What opens this field again, should the terminal go away; without one its text is offered to copy."""
    more: Callable[[], More] | None = None
    """What else is answered in the form that it belongs to; leaving it is asked about."""
    several: Callable[[str], Awaitable[None]] | None = None
    """Goes on with the text in the field of several lines; without it there is no key for that."""
    enter: str = "save"
    """What Enter does, in a word."""
    back: Callable[[], Awaitable[None]] | None = None
    """Goes back to the question before; what is typed here stays."""
    told: Sequence[str] = ()
    """What was answered before."""
    picked: bool = False
    """Whether what is typed first takes the place of ``text``, as for a day or a number."""
    kept: bool = True
    """Whether what is typed is worth keeping: a filter is not."""


class Prompt(StatusLine, can_focus=True):
    """The status line, which can also ask. While it asks it has the focus, so letters never fire actions."""

    _question: Question | None = None
    _edit: LineEdit
    _problem: str = ""
    _answering = False
    """Whether the answer is being saved: a second Enter must not save it twice."""

    @property
    def asking(self) -> bool:
        """Whether a field is open."""
        return self._question is not None

    @property
    def asks(self) -> bool:
        """Whether a field is open and not being saved."""
        return self.asking and not self._answering

    @property
    def typed(self) -> str:
        """What stands in the open field."""
        return self._edit.text if self._question is not None else ""

    def warn(self, text: str, *, hint: str = "") -> None:
        """Show what did not work: behind the field while one is open."""
        if self._question is None:
            super().warn(text, hint=hint)
        else:
            self._refuse(text)

    def ask(self, question: Question) -> None:
        """Open a field. One that is open already is left without an answer."""
        if self._question is not None and self._question.gone is not None:
            self._question.gone()
        if self._drafts is not None:
            if question.kept:
                more = question.more() if question.more is not None else None
                self._drafts.opened(self, question.place or question.label, question.text, more)
            else:
                self._drafts.left(self)
        self._question = question
        # What was said before is old news when the field closes.
        self.message, self._start = NOTHING, ""
        self._edit = LineEdit(question.text, picked=question.picked)
        self._refuse("")
        self.take_focus()
        self.tell_keys()
        self.refresh()

    @property
    def own_keys(self) -> Sequence[Told]:
        """How it is answered and left."""
        question = self._question
        if question is None:
            return ()
        keys = [("enter", question.enter)]
        if question.several is not None:
            keys.append((self._keys.shown(_SEVERAL), self._keys.short(_SEVERAL)))
        if question.back is not None:
            keys.append(BACK)
        return [*keys, ("esc", "leave")]

    @property
    def aside(self) -> Sequence[str]:
        """What was answered before."""
        return self._question.told if self._question is not None else ()

    def leave(self) -> None:
        """Close the field without an answer."""
        question = self._question
        if question is not None and self._drafts is not None:
            if question.more is not None:
                self._drafts.ask_about(self)
            else:
                self._drafts.left(self)
        self._close()
        if question is not None and question.gone is not None:
            question.gone()

    async def heard(self, event: events.Key) -> None:
        """Edit the text, answer or leave."""
        if self._question is None:
            return
        if event.key in {"ctrl+q", "ctrl+z"}:
            return
        event.stop()
        event.prevent_default()
        if self._answering:
            return
        if event.key in {"escape", "ctrl+c"}:
            self.leave()
        elif event.key == "enter":
            await self._answer(self._question)
        elif self._question.several is not None and event.key in self._keys.keys_of(_SEVERAL):
            await self._question.several(self._edit.text)
        elif self._question.back is not None and goes_back(event.key, self._edit.text):
            await self._go_back(self._question, self._question.back)
        else:
            self._typed(self._question, event)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed."""
        if self._question is None:
            return
        event.stop()
        self._edit.insert(event.text)
        self._tell(self._question)

    def render_line(self, y: int) -> Strip:
        """Paint the field, or the message."""
        question = self._question
        if question is None:
            return super().render_line(y)
        style = self.palette
        line = Line(self.size.width, style.blank).gap(1).add(question.label + " ", style.key)
        note = self._problem or _told(question.note, self._edit.text)
        room = line.left - min(len(note) + 4, line.left // 2) - 1
        if note and not self._problem and width(self._edit.text) >= room < self.size.width // 2:
            # The text is worth more than what would help with it.
            note, room = "", line.left - 1
        before, under, after = self._edit.window(max(room, 8))
        if self._edit.picked:
            line.add(before, style.selected).add(under, style.text)
        else:
            line.add(before, style.text).add(under, style.selected).add(after, style.text)
        if note:
            line.gap(3).add(note, style.over if self._problem else style.faint)
        return line.strip()

    def _typed(self, question: Question, event: events.Key) -> None:
        before = self._edit.text
        if not self._edit.key(event):
            return
        if self._edit.text == before:
            self.refresh()
        else:
            self._tell(question)

    def _tell(self, question: Question) -> None:
        self._refuse("")
        text = self._edit.text
        if question.changed is not None:
            question.changed(text)
        if self._drafts is None or not question.kept:
            return
        if text == question.text and question.more is None:
            self._drafts.untouched(self)
        else:
            self._drafts.typed(self, text, question.more() if question.more is not None else None)

    async def _answer(self, question: Question) -> None:
        self._answering = True
        try:
            problem = await question.done(self._edit.text)
        finally:
            self._answering = False
        # The answer may have asked the next question.
        if self._question is not question:
            return
        if problem:
            self._refuse(problem)
        else:
            self._forget()
            self._close()

    async def _go_back(self, question: Question, back: Callable[[], Awaitable[None]]) -> None:
        await back()
        # The question before may be a list.
        if self._question is question:
            self._forget()
            self._close()

    @property
    def _keys(self) -> Keymap:
        return self.screen.query_one(KeyLine).keymap

    @property
    def _drafts(self) -> Drafts | None:
        return getattr(self.app, "drafts", None)

    def _forget(self) -> None:
        """What was typed is saved, unless a list has opened that asks about it."""
        if self._drafts is None:
            return
        focused = self.screen.focused
        if isinstance(focused, Over) and focused is not self:
            self._drafts.ask_about(self)
        else:
            self._drafts.answered(self)

    def _refuse(self, text: str) -> None:
        """Show what is wrong behind the field; what does not fit goes on in the line of keys."""
        text = plain(text)
        room = self._room_behind()
        self._problem = wrap(text, room, 99)[0] if width(text) > room else text
        rest = text[len(self._problem) :].strip()
        for line in self.screen.query(KeyLine):
            line.lend(rest)
        self.refresh()

    def _room_behind(self) -> int:
        """Cells for what is wrong: half of the line, or all that a short text leaves."""
        if self._question is None:
            return self.size.width
        left = self.size.width - 3 - width(plain(self._question.label))
        return max(left // 2 - 4, left - width(self._edit.text) - 4, 8)

    def _close(self) -> None:
        if self._problem:
            self._refuse("")
        self._question = None
        self.refresh(Region(0, 0, self.size.width, 1))
        self.give_back()


def _told(note: str | Callable[[str], str], text: str) -> str:
    return note if isinstance(note, str) else note(text)
