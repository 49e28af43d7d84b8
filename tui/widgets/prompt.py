"""Asking for one line of text in the place of the status line: a filter, a reason, a date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.editing import LineEdit
from tui.strips import Line
from tui.widgets.status import StatusLine


@dataclass(frozen=True, slots=True)
class Question:
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
    note: str = ""
    """What the field understands, in gray behind it."""


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
    def typed(self) -> str:
        """What stands in the open field."""
        return self._edit.text if self._question is not None else ""

    def warn(self, text: str, *, hint: str = "") -> None:
        """Show what did not work: behind the field while one is open."""
        if self._question is None:
            super().warn(text, hint=hint)
        else:
            self._problem = text
            self.refresh()

    def ask(self, question: Question) -> None:
        """Open a field. One that is open already is left without an answer."""
        if self._question is not None and self._question.gone is not None:
            self._question.gone()
        self._question = question
        self._edit = LineEdit(question.text)
        self._problem = ""
        self.take_focus()
        self.refresh()

    def leave(self) -> None:
        """Close the field without an answer."""
        question = self._question
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
        note = self._problem or question.note
        room = line.left - min(len(note) + 4, line.left // 2) - 1
        before, under, after = self._edit.window(max(room, 8))
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
        self._problem = ""
        self.refresh()
        if question.changed is not None:
            question.changed(self._edit.text)

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
            self._problem = problem
            self.refresh()
        else:
            self._close()

    def _close(self) -> None:
        self._question = None
        self.refresh(Region(0, 0, self.size.width, 1))
        self.give_back()
