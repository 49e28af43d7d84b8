"""A field of several lines in a panel over the page: descriptions, comments, policies, statements."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.strip import Strip

from tui import external
from tui.composing import LONGEST, TextEdit
from tui.external import EditorProblem
from tui.keymap import Keymap
from tui.passages import Passage
from tui.restricted import is_restricted
from tui.strips import Line
from tui.text import head, plain
from tui.widgets.compared import Compared
from tui.widgets.painted import Over, Told
from tui.widgets.status import StatusLine
from tui.writing_keys import SHUT_HINTS, WRITING, WRITING_HINTS

if TYPE_CHECKING:
    from tui.drafts import Drafts
    from tui.screen import Page

HEAD = 2
"""Lines above the text: what is written, and a rule that shows where in it one is."""
WIDEST = 78
"""Cells: a letter may send its whole row, and longer rows are hard to read."""
SLIVER = 24
"""Cells beside the field that are worth leaving to the page."""
LOW = HEAD + 7
"""Lines of a field for what is short as a rule."""
_MARGIN = 2
_ABOVE, _BELOW = 1, 2
"""Lines of the page that are never covered."""
_WHEEL = 3


class Writing(Compared, can_focus=True):
    """The field. Hidden until `write` is called; nothing that was typed into it is lost by leaving it."""

    DEFAULT_CSS = f"""
    Writing {{
        layer: alone; dock: right; visibility: hidden; background: $panel;
        height: 100%; width: 100%; max-width: {WIDEST}; margin: {_ABOVE} 0 {_BELOW} 0;
    }}
    """

    _passage: Passage | None = None
    _edit: TextEdit
    _top = 0
    _answering = False
    _edged = False
    """Whether the page goes on to the left of the field."""
    _wide = WIDEST
    """Cells that the field takes."""
    _tall = LOW
    """Lines that it takes."""
    _refused = False
    """It was told that the text cannot be kept: leaving once more drops it."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._edit = TextEdit()
        self._actions = {name: key.action for key in WRITING for name in keymap.keys_of(key.id)}
        self._shown = keymap.shown
        hints = SHUT_HINTS if is_restricted(os.environ) else WRITING_HINTS
        self._own = tuple((keymap.offered(key), keymap.short(key)) for hint in hints for key in hint.ids)

    # -- opening and leaving ---------------------------------------------------------------------

    @property
    def open(self) -> bool:
        """Whether something is written."""
        return self._passage is not None

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._edit.text if self._passage is not None else ""

    @property
    def changed(self) -> bool:
        """Whether there is text that is saved nowhere."""
        return self._passage is not None and self._edit.text != _stored(self._passage)

    @property
    def own_keys(self) -> Sequence[Told]:
        """How it is saved and left."""
        return self._own

    def write(self, passage: Passage) -> None:
        """Open the field."""
        self._passage = passage
        self._refused = False
        self._stand()
        self._edit = TextEdit(passage.text, self._cells)
        self._top = 0
        self._reveal()
        drafts = self._drafts
        if drafts is not None:
            drafts.opened(self, passage.place, passage.text)
            if passage.text != _stored(passage):
                drafts.typed(self, passage.text)
        self.screen.query_one(StatusLine).clear()
        self.appear()
        self.take_focus()

    def _close(self) -> None:
        self._passage = None
        self.give_back()
        self.visible = False

    def _leave(self, passage: Passage) -> None:
        """Leave without saving. What was changed is kept as a draft, and the status line says so."""
        drafts = self._drafts
        if passage.back is not None:
            if drafts is not None:
                drafts.ask_about(self)
            self._close()
            passage.back(self._edit.text)
            return
        changed = self.changed
        if drafts is None:
            pass
        elif not changed:
            drafts.answered(self)
        elif not drafts.keep_left(self) and not self._refused:
            self._refused = True
            keys = f"{self._shown('writing.save')} saves it, {self._shown('writing.leave')} again drops it"
            self._warn(f"it cannot be kept ({drafts.problem}): {keys}")
            return
        elif self._refused:
            drafts.answered(self)
        self._close()
        if passage.gone is not None:
            passage.gone()
        if changed and not self._refused:
            self._page.say("not saved, but kept", hint=f"{self._shown('app.kept')} offers the text again")
        else:
            self.screen.query_one(StatusLine).clear()

    # -- keys ------------------------------------------------------------------------------------

    async def heard(self, event: events.Key) -> None:
        """Type, save or leave."""
        passage = self._passage
        if passage is None or event.key in {"ctrl+q", "ctrl+z"}:
            return
        event.stop()
        event.prevent_default()
        if self._answering:
            return
        action = "leave" if event.key == "ctrl+c" else self._actions.get(event.key, "")
        if action != "leave":
            self._refused = False
        if action == "save":
            await self._answer(passage)
        elif action == "leave":
            self._leave(passage)
        elif action == "editor":
            self._go_on_outside()
        elif action in {"undo", "redo"}:
            self._took_back(self._edit.undo() if action == "undo" else self._edit.redo(), action)
        elif event.key in {"pageup", "pagedown"}:
            self._edit.move(self._body if event.key == "pagedown" else -self._body)
            self._repaint()
        elif self._edit.key(event):
            self._tell()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed, with its lines."""
        event.stop()
        if self._passage is None or self._answering:
            return
        lost = self._edit.insert(event.text)
        self._tell()
        if lost:
            self._warn(
                f"a text holds {LONGEST:,} characters at most: {lost:,} of what was pasted were left out"
            )

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the click was."""
        if self._passage is not None and event.y >= HEAD:
            self._edit.go_to(self._top + event.y - HEAD, event.x - _MARGIN)
            self._repaint()

    def on_mouse_scroll_down(self) -> None:
        """Further down."""
        self._edit.move(_WHEEL)
        self._repaint()

    def on_mouse_scroll_up(self) -> None:
        """Further up."""
        self._edit.move(-_WHEEL)
        self._repaint()

    async def _answer(self, passage: Passage) -> None:
        self._answering = True
        try:
            problem = await passage.done(self._edit.text)
        finally:
            self._answering = False
        # The answer may have opened the field again, with another text.
        if self._passage is not passage:
            return
        if problem:
            self._warn(problem)
            return
        focused = self.screen.focused
        if self._drafts is not None:
            if isinstance(focused, Over) and focused is not self:
                self._drafts.ask_about(self)
            else:
                self._drafts.answered(self)
        self._close()

    def _go_on_outside(self) -> None:
        text: str | None
        try:
            text = external.write(self.app, self._edit.text)
        except EditorProblem as problem:
            self._warn(str(problem))
            text = problem.text
        if text is not None and text != self._edit.text:
            self._edit.replace_all(text)
            self._tell()

    def _took_back(self, done: bool, action: str) -> None:
        if done:
            self._tell()
        else:
            self._page.say(f"there is nothing to {action}")

    def _tell(self) -> None:
        """Paint what differs, and let the text be kept."""
        self._repaint()
        passage, drafts = self._passage, self._drafts
        if drafts is None or passage is None:
            return
        if self.changed or passage.back is not None:  # The answers before it are kept also beside nothing.
            drafts.typed(self, self._edit.text)
        else:
            drafts.untouched(self)

    def _warn(self, sentence: str) -> None:
        # By the page, which lets no news of others take its place.
        self._page.warn(sentence)

    @property
    def _page(self) -> Page:
        return cast("Page", self.screen)

    @property
    def _drafts(self) -> Drafts | None:
        return getattr(self.app, "drafts", None)

    # -- painting --------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fold the text into rows of the new width."""
        if self._passage is None:
            return
        self._stand()
        self._edit.refit(self._cells)
        if self.is_sent:
            # It has appeared, and was painted for this size just now: all of it once more is 10 KB.
            self.is_painted()
        self._repaint()

    def _stand(self) -> None:
        """Leave no sliver of the page beside the field: what is left of a column there is only in the way."""
        screen, low = self.screen.size.width, self._passage is not None and self._passage.low
        self._edged = not low and screen >= WIDEST + SLIVER
        self._wide = self._page.panel_cells(WIDEST) if self._edged else screen
        self.styles.max_width = self._wide
        room = self.screen.size.height - _ABOVE - _BELOW
        self._tall = min(room, LOW) if low else room
        self.styles.dock, self.styles.height = ("bottom", self._tall) if low else ("right", "100%")

    @property
    def _cells(self) -> int:
        """Cells of a row; one more is left for the cursor behind it."""
        low = self._passage is not None and self._passage.low
        return max((min(self._wide, WIDEST) if low else self._wide) - _MARGIN - 2, 1)

    @property
    def _body(self) -> int:
        return max(self._tall - HEAD, 1)

    def _reveal(self) -> bool:
        """Scroll to where the cursor is, further than it needs: each scroll sends the whole field."""
        before, row, body = self._top, self._edit.row, self._body
        if row < self._top:
            self._top = max(row - body // 3, 0)
        elif row >= self._top + body:
            self._top = min(row - body + 1 + body // 3, max(self._edit.count - body // 2, 0), row)
        return self._top != before

    def _repaint(self, lines: int = 1_000) -> None:
        self._reveal()
        super()._repaint(lines)

    def _painted(self, y: int) -> Strip:
        style = self.palette
        line = Line(self.size.width, style.text)
        line.add("│" if self._edged else " ", style.rule if self._edged else style.text).gap(1)
        if self._passage is None:
            return line.strip()
        if y == 0:
            count = self._edit.count
            line.add(self._passage.place.label, style.strong)
            if count > 1:
                line.gap(2).add(f"{self._edit.row + 1}/{count}", style.muted)
            return line.strip()
        if y == 1:
            return self._rule(line).strip()
        self._fill(line, self._top + y - HEAD)
        return line.strip()

    def _rule(self, line: Line) -> Line:
        style, room, count = self.palette, line.left - 1, self._edit.count
        if count <= self._body:
            return line.add("─" * room, style.rule)
        start = min(self._top * room // count, room - 1)
        size = min(max(self._body * room // count, 1), room - start)
        line.add("─" * start, style.rule).add("━" * size, style.rule_mark)
        return line.add("─" * (room - start - size), style.rule)

    def _fill(self, line: Line, row: int) -> None:
        style, cells = self.palette, self._cells
        if row == self._edit.row:
            before, under, after = self._edit.around()
            # Spaces behind a full row may be more than there is room for.
            line.add(head(plain(before), cells), style.text).add(under, style.selected)
            line.add(head(plain(after), max(line.left - 1, 0)), style.text)
        elif row < self._edit.count:
            line.add(head(plain(self._edit.rows(row, 1)[0]), cells), style.text)


def _stored(passage: Passage) -> str:
    return passage.text if passage.stored is None else passage.stored
