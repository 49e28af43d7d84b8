"""A panel over the content that shows lines to read: help, why, facts. It scrolls and it closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.strip import Strip

from tui.editing import LineEdit
from tui.strips import Line
from tui.text import cut, width, wrap
from tui.widgets.compared import Compared
from tui.widgets.painted import Told

Piece = tuple[str, str]
"""A text, and the name of its style in the palette."""
Lines = Sequence[Sequence[Piece]]


EDGE = 3
"""Cells of the panel's edge and of the gaps beside its text."""
_NARROWEST = 12
"""Cells under which a text is cut rather than folded."""


def fold(line: Sequence[Piece], cells: int) -> list[Sequence[Piece]]:
    """A line in as many lines as it takes: its longest piece goes on below itself."""
    if not line or sum(width(text) for text, _ in line) <= cells:
        return [line]
    long = max(range(len(line)), key=lambda at: width(line[at][0]))
    text, style = line[long]
    gap = len(text) - len(text.lstrip())
    start = sum(width(piece) for piece, _ in line[:long]) + gap
    if cells - start < _NARROWEST:
        return [line]
    first, *others = wrap(text.strip(), cells - start, len(text))
    more: list[Sequence[Piece]] = [[(" " * start, style), (other, style)] for other in others]
    folded: list[Sequence[Piece]] = [[*line[:long], (" " * gap + first, style)], *more]
    rest = line[long + 1 :]
    if sum(width(piece) for piece, _ in [*folded[-1], *rest]) > cells:
        return [*folded, [(" " * (start - gap), style), *rest]]
    folded[-1] = [*folded[-1], *rest]
    return folded


class Reader(Compared, can_focus=True):
    """Lines of pieces, read with the keys of a pager. Hidden until `open` is called."""

    DEFAULT_CSS = """
    Reader {
        layer: top; dock: right; visibility: hidden; background: $panel;
        height: 100%; width: 64; max-width: 100%; margin: 1 0 2 0;
    }
    """

    _title = ""
    _lines: Lines = ()
    _top = 0
    _find: Callable[[str], Lines] | None = None
    _edit: LineEdit | None = None
    """What is looked for, while it is typed and after."""
    _typing = False

    def __init__(self) -> None:
        super().__init__()
        self._folded: tuple[Lines, int, Lines] = ((), 0, ())
        """Lines as they were handed over, the cells that they were folded to, and the result."""

    def open(self, title: str, lines: Lines, find: Callable[[str], Lines] | None = None) -> None:
        """Show lines under a title; ``find`` gives those for what is typed, and makes them searchable."""
        self._title, self._lines, self._top = title, lines, 0
        self._find, self._edit, self._typing = find, None, False
        self.appear()
        self.take_focus()

    def close(self) -> None:
        """Hide the panel."""
        if not self.visible:
            return
        self.give_back()
        self.visible = False

    @property
    def own_keys(self) -> Sequence[Told]:
        """How one reads on, finds and closes."""
        find = [("/", "find")] if self._find is not None else []
        if self._typing:
            return [("enter", "keep"), ("esc", "all again")]
        return [("j k", "line"), ("space", "page"), *find, ("esc", "close")]

    async def heard(self, event: events.Key) -> None:
        """Scroll or close."""
        if event.key in {"ctrl+q", "ctrl+z"}:
            return
        event.stop()
        event.prevent_default()
        if self._typing:
            self._type(event)
            return
        page = max(self._body // 2, 1)
        steps = {
            "j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": page, "pagedown": page, "space": page,
            "ctrl+u": -page, "pageup": -page, "g": -100_000, "home": -100_000, "G": 100_000, "end": 100_000,
        }  # fmt: skip
        if event.key in steps:
            self._scroll(steps[event.key])
        elif event.key == "slash" and self._find is not None:
            self._edit = self._edit or LineEdit()
            self._typing = True
            self.tell_keys()
            self._repaint()
        elif event.key == "escape" and self._edit is not None:
            self._show_all()
        elif event.key in {"escape", "q", "enter", "question_mark", "i", "O", "ctrl+c"}:
            self.close()

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._scroll(-3)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as typed."""
        event.stop()
        if self._typing and self._edit is not None:
            self._edit.insert(event.text)
            self._look(self._edit.text)

    def _painted(self, y: int) -> Strip:
        style = self.palette
        line = Line(self.size.width, style.text).add("│", style.rule).gap(1)
        if y == 0 and self._edit is not None:
            return self._field(line, self._edit)
        if y == 0:
            more = len(self._shown) - self._top - self._body
            where = Line(30, style.text).add("j more  " if more > 0 else "", style.faint)
            where.add("/ find  " if self._find is not None else "", style.faint).add("esc ", style.faint)
            line.add(cut(self._title, max(line.left - where.used - 2, 0)), style.strong)
            return line.right(where).strip()
        at = self._top + y - 2
        if y >= 2 and at < len(self._shown):
            for text, name in self._shown[at]:
                line.add(text, getattr(style, name))
        elif y == 2 and not self._lines:
            line.add("nothing matches", style.faint)
        return line.strip()

    def _field(self, line: Line, edit: LineEdit) -> Strip:
        style = self.palette
        line.add("/ ", style.key)
        before, under, after = edit.window(max(line.left - 12, 8))
        line.add(before, style.text).add(under, style.selected if self._typing else style.text)
        line.add(after, style.text)
        return line.right(Line(10, style.text).add("esc all ", style.faint)).strip()

    def _type(self, event: events.Key) -> None:
        edit = self._edit
        if edit is None or event.key in {"escape", "ctrl+c"} or (event.key == "backspace" and not edit.text):
            self._show_all()
        elif event.key in {"enter", "down", "up", "tab"}:
            self._typing = False
            self.tell_keys()
            self._repaint()
        elif edit.key(event):
            self._look(edit.text)

    def _look(self, typed: str) -> None:
        if self._find is not None:
            self._lines, self._top = self._find(typed), 0
        self._repaint()

    def _show_all(self) -> None:
        self._edit, self._typing = None, False
        self.tell_keys()
        self._look("")

    @property
    def _shown(self) -> Lines:
        """The lines, folded to the cells that there are."""
        cells = self.size.width - EDGE
        if self._folded[0] is not self._lines or self._folded[1] != cells:
            self._folded = (self._lines, cells, [part for line in self._lines for part in fold(line, cells)])
        return self._folded[2]

    @property
    def _body(self) -> int:
        return max(self.size.height - 2, 1)

    def _scroll(self, step: int) -> None:
        top = min(max(self._top + step, 0), max(len(self._shown) - self._body, 0))
        if top != self._top:
            self._top = top
            self._repaint()
