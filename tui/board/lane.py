"""One column on the screen: its head, the rule that shows where one is, and the cards in the window.

Its cost follows the window and never the number of cards: only cards that are looked at are made ready.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region
from textual.strip import Strip

from tui.board.deck import Deck, Stack
from tui.board.face import Density, Face, Today, face, paint
from tui.strips import Line
from tui.text import width, wrap
from tui.widgets.painted import Painted

HEAD = 2
"""Lines above the cards: the name with the count, and the rule."""
_KEPT = 4_000


class Lane(Painted):
    """Paints one column. Which one, and whether the cursor is in it, is told by the board."""

    DEFAULT_CSS = "Lane { height: 1fr; }"

    stack: Stack | None = None
    here: bool = False
    """The cursor is in this column."""
    draft: tuple[str, str, str] | None = None
    """A card that is being typed below the cursor: text before, under and after the typing cursor."""
    draft_first: bool = False
    """The draft stands above the first card."""
    _landing: int | None = None
    """The card before which a dragged one would land."""

    def __init__(self, deck: Deck, today: Today) -> None:
        super().__init__()
        self.deck = deck
        self.today = today
        self.density = Density.NORMAL
        self._faces: dict[int, Face] = {}
        self._cells = 0
        self._rows: list[tuple[int, int]] | None = None
        self.advice: Callable[[Stack], list[str]] = _no_advice
        """What to tell in a column without a card to show."""
        self._told: list[str] = []

    # -- what is shown ---------------------------------------------------------------------------

    def present(self, deck: Deck, stack: Stack, today: Today, density: Density, *, here: bool) -> None:
        """Show a column; everything is painted anew."""
        if density is not self.density or today != self.today:
            self._faces.clear()
        self.deck, self.stack, self.today, self.density, self.here = deck, stack, today, density, here
        self.reveal()
        self.update()

    def look_again(self, today: Today) -> None:
        """It is another moment, or work is old after other days: paint the lines that look otherwise now."""
        rows, before = self.rows if self.stack is not None else [], self._faces
        self._faces, self.today = {}, today
        if self.stack is None or self.stack.folded:
            return
        self._rows = None
        if self.rows != rows:
            self.update()
            return
        for row, (index, number) in enumerate(rows):
            if index >= 0:
                made = self._face(index)
                was = before.get(made.card.id)
                if was is None or (was.gap, was.lines[number:][:1]) != (made.gap, made.lines[number:][:1]):
                    self.refresh(Region(0, HEAD + row, self.size.width, 1))

    def update(self) -> None:
        """The cards have changed: paint the column anew."""
        self._rows = None
        self._told = self._wrapped_advice()
        self.refresh()

    def advise(self) -> None:
        """Paint what an empty column tells when it is something else now."""
        if self._told != self._wrapped_advice():
            self.update()

    def _wrapped_advice(self) -> list[str]:
        if self.stack is None or self.stack.shown or self.stack.folded:
            return []
        cells = max(self.size.width - 2, 8)
        return [line for text in self.advice(self.stack) for line in wrap(text, cells, 6)]

    def repaint(self) -> None:
        """Forget what was made ready."""
        self._faces.clear()
        self._rows = None

    def enter(self) -> None:
        """The cursor comes into this column."""
        self.here = True
        if self.reveal():
            self.update()
        else:
            self._refresh_card(self._at)

    def leave(self) -> None:
        """The cursor goes to another column."""
        self.here = False
        self._refresh_card(self._at)

    def walk(self, index: int) -> None:
        """Move the cursor to another card of this column: a few cells, unless the window has to follow."""
        if self.stack is None:
            return
        old = self.stack.at
        self.stack.at = min(max(index, 0), max(len(self.stack.shown) - 1, 0))
        if self.stack.at == old:
            return
        if self.reveal():
            self.update()
        else:
            self._refresh_card(old)
            self._refresh_card(self.stack.at)

    def refresh_card(self, index: int) -> None:
        """Paint the gutter of one card anew, such as after a mark."""
        self._refresh_card(index)

    def reveal(self) -> bool:
        """Move the window so that the card under the cursor is in it whole; True when it moved."""
        stack = self.stack
        if stack is None or not stack.shown:
            return False
        before = stack.top
        stack.at = min(stack.at, len(stack.shown) - 1)
        lowest = self._first_above(stack.at)
        stack.top = min(max(stack.top, lowest), stack.at)
        # Room below the last card is used while there are cards above.
        stack.top = min(stack.top, self._first_above(len(stack.shown) - 1))
        if stack.top != before:
            self._rows = None
        return stack.top != before

    def page(self) -> int:
        """Cards in half a window, at least 1."""
        return max(len({index for index, _line in self.rows}) // 2, 1)

    def index_at(self, y: int) -> int | None:
        """The card on a line of the widget."""
        row = y - HEAD
        if not 0 <= row < len(self.rows):
            return None
        index = self.rows[row][0]
        return index if index >= 0 else None

    # -- the mouse -------------------------------------------------------------------------------

    def scroll_by(self, step: int) -> None:
        """Move the window by so many cards; the card that the cursor is on or returns to stays in it."""
        stack = self.stack
        if stack is None or not stack.shown or stack.folded:
            return
        top = min(max(stack.top + step, 0), self._first_above(len(stack.shown) - 1))
        if top == stack.top:
            return
        stack.top = top
        stack.at = max(stack.at, top)
        while stack.at > top and self._first_above(stack.at) > top:
            stack.at -= 1
        self.update()

    def landing_at(self, y: int) -> int:
        """The card before which one lands that is let go on a line of the widget: the nearer gap."""
        assert self.stack is not None
        if not self.rows or y < HEAD:
            return self.stack.top
        row = y - HEAD
        if row >= len(self.rows):
            return self.rows[-1][0] + 1
        index, number = self.rows[row]
        made = self._face(index)
        return index + (number * 2 >= made.height + made.space)

    def show_landing(self, index: int | None) -> None:
        """Mark where a dragged card would land, and nowhere else."""
        if index == self._landing:
            return
        before, self._landing = self._landing_mark(), index
        for mark in (before, self._landing_mark()):
            if mark is not None:
                y, glyph = mark
                self.refresh(Region(0, y, 1 if glyph else self.size.width, 1))

    def _landing_mark(self) -> tuple[int, str] | None:
        """The line of the mark, and its glyph in the gutter where there is no empty line for it."""
        if self._landing is None or self.stack is None:
            return None
        if self.stack.folded or not self.rows:
            return HEAD - 1, ""
        for row, (index, number) in enumerate(self.rows):
            if index == self._landing and number == 0:
                return (HEAD + row - 1, "") if row == 0 or self._is_space(row - 1) else (HEAD + row, "▸")
        last = len(self.rows) - 1
        if self._is_space(last):
            return HEAD + last, ""
        return (HEAD + last + 1, "") if last + 1 < self._body else (HEAD + last, "▾")

    def _is_space(self, row: int) -> bool:
        index, number = self.rows[row]
        return number >= self._face(index).height

    # -- painting --------------------------------------------------------------------------------

    @property
    def rows(self) -> list[tuple[int, int]]:
        """What stands on each line below the head: index of a card and line of it; -1 for the draft."""
        if self._rows is None:
            self._rows = self._laid_out()
        return self._rows

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        style = self.palette
        line = Line(self.size.width, style.blank)
        if self.stack is None:
            return line.strip()
        landing = self._landing_mark()
        if landing == (y, ""):
            return line.add("▸" + "━" * (self.size.width - 2), style.cursor).strip()
        if self.stack.folded:
            return self._folded(line, y)
        if y == 0:
            return self._head(line)
        if y == 1:
            return self._rule(line)
        row = y - HEAD
        if row >= len(self.rows):
            if not self.stack.shown and self.stack.cells is None:
                self._gutter(line, self.here and row == 0, False)
                line.add(self._told[row] if row < len(self._told) else "", style.faint)
            return line.strip()
        index, number = self.rows[row]
        if index < 0:
            return self._draft(line, number)
        made = self._face(index)
        here = self.here and index == self.stack.at and self.draft is None
        if number >= made.height:
            return line.strip()
        if landing is not None and landing[0] == y:
            line.add(landing[1], style.cursor)
        else:
            self._gutter(line, here, number == 0 and made.card.id in self.deck.marks)
        paint(made, line, number, style, here=here, closed=self.stack.view.kind == "dropped")
        return line.strip()

    def _gutter(self, line: Line, here: bool, marked: bool) -> None:
        style = self.palette
        if marked:
            line.add("•", style.mark)
        else:
            line.add("▌" if here else " ", style.cursor if here else style.blank)

    def _head(self, line: Line) -> Strip:
        style = self.palette
        assert self.stack is not None
        view, count = self.stack.view, len(self.stack.cards)
        figure = str(count) if view.limit is None else f"{count}/{view.limit}"
        if self.deck.filter:
            figure = f"{len(self.stack.shown)} of {figure}"
        over = self.stack.over
        tail = len(figure) + 2 + (5 if over else 0)
        # It ends where the rule below it does.
        room = self.size.width - 2 - tail
        line.gap(1).add(view.name, style.strong, None if width(view.name) <= room else room)
        line.gap(2).add(figure, style.over if over else style.muted)
        if over:
            line.add(" over", style.over)
        hidden = self._out_of_sight()
        if hidden and width(hidden) + 3 <= line.left:
            line.gap(2).add(hidden, style.mark)
        return line.strip()

    def _out_of_sight(self) -> str:
        """How many cards are above the window and below it, such as ``↑2 ↓3``."""
        assert self.stack is not None
        seen = {index for index, number in self.rows if index >= 0 and number == 0}
        if not seen or self.stack.cells is not None:
            return ""
        parts = (("↑", min(seen)), ("↓", len(self.stack.shown) - max(seen) - 1))
        return " ".join(f"{arrow}{count}" for arrow, count in parts if count)

    def _rule(self, line: Line) -> Strip:
        style = self.palette
        assert self.stack is not None
        cells = max(self.size.width - 2, 1)
        start, length = self._thumb(cells)
        line.gap(1).add("━" * start, style.rule).add("━" * length, style.rule_mark)
        return line.add("━" * (cells - start - length), style.rule).strip()

    def _thumb(self, cells: int) -> tuple[int, int]:
        """Start and length of the bright part of the rule: the cards that are seen."""
        assert self.stack is not None
        seen = len({index for index, _line in self.rows if index >= 0})
        return self._marked(self.stack.top, seen, len(self.stack.shown), cells)

    @staticmethod
    def _marked(top: int, seen: int, total: int, cells: int) -> tuple[int, int]:
        if total == 0 or seen >= total:
            return 0, cells
        length = max(cells * seen // total, 1)
        start = min(cells * top // total, cells - length)
        if top > 0 and start == 0 and cells > length:
            start = 1
        return start, length

    def _folded(self, line: Line, y: int) -> Strip:
        style = self.palette
        assert self.stack is not None
        line.add("▌" if self.here and y >= HEAD and y == HEAD else " ", style.cursor)
        if y == 0:
            count = str(len(self.stack.cards))
            line.add(*((f"!{count}", style.over) if self.stack.over else (count, style.muted)))
        elif y == 1:
            line.add("━" * (self.size.width - 2), style.rule)
        else:
            name, at = self.stack.view.name, self._letter_at(y - HEAD)
            line.add(name[at] if at < len(name) else "", style.muted)
        return line.strip()

    def _letter_at(self, row: int) -> int:
        """Which letter of a folded column's name stands on a line."""
        return row

    def _draft(self, line: Line, number: int) -> Strip:
        style = self.palette
        assert self.draft is not None
        if number > 0:
            return line.strip()
        before, under, after = self.draft
        line.add("▌", style.cursor).add(before, style.text).add(under, style.selected).add(after, style.text)
        return line.strip()

    # -- the window ------------------------------------------------------------------------------

    @property
    def _at(self) -> int:
        return self.stack.at if self.stack is not None else 0

    @property
    def _body(self) -> int:
        return max(self.size.height - HEAD, 1)

    def _laid_out(self) -> list[tuple[int, int]]:
        assert self.stack is not None
        rows: list[tuple[int, int]] = []
        drafting = self.draft is not None
        if drafting and (self.draft_first or not self.stack.shown):
            rows += [(-1, 0), (-1, 1)]
        index = self.stack.top
        while len(rows) < self._body and index < len(self.stack.shown):
            made = self._face(index)
            rows += [(index, number) for number in range(made.height + made.space)]
            if drafting and index == self.stack.at and not self.draft_first:
                rows += [(-1, 0), (-1, 1)]
            index += 1
        return rows[: self._body]

    def _first_above(self, index: int) -> int:
        """The first card of the lowest window in which the card at ``index`` is the last whole one."""
        return self._lowest_window(index, self._body - (2 if self.draft is not None else 0))

    def _lowest_window(self, index: int, room: int, low: int = 0) -> int:
        """The first card of the lowest window of so many lines in which the card at ``index`` is the last
        whole one; none before ``low``."""
        room -= self._face(index).height
        while index > low:
            above = self._face(index - 1)
            room -= above.height + above.space
            if room < 0:
                break
            index -= 1
        return index

    def _face(self, index: int) -> Face:
        assert self.stack is not None
        card = self.stack.shown[index]
        cells = max(self.size.width - 2, 4)
        if cells != self._cells:
            self._faces.clear()
            self._cells = cells
        made = self._faces.get(card.id)
        if made is None or made.card is not card:
            if len(self._faces) > _KEPT:
                self._faces.clear()
            made = face(card, cells, self.density, self.today, done=self.stack.view.kind == "done")
            self._faces[card.id] = made
        return made

    def on_resize(self) -> None:
        """Another width or height: everything is made ready anew."""
        self.repaint()
        self._told = self._wrapped_advice()
        if self.stack is not None:
            self.reveal()

    def _refresh_card(self, index: int) -> None:
        """The few cells at the left edge of a card that the cursor and a mark change."""
        stack = self.stack
        if stack is None:
            return
        if not stack.shown or stack.folded:
            self.refresh(Region(0, HEAD, 1, 1))
            return
        for row, (other, number) in enumerate(self.rows):
            if other != index:
                continue
            made = self._face(index)
            if number == 0:
                self.refresh(Region(0, row + HEAD, 1 + len(made.number), 1))
                if made.height > 1:
                    self.refresh(Region(0, row + HEAD + 1, 1, made.height - 1))
                return


def _no_advice(_stack: Stack) -> list[str]:
    return []
