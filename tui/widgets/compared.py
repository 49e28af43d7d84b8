"""A panel over the page that compares: of each line it sends only what differs from what was sent."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip

from tui.widgets.difference import changed_end
from tui.widgets.painted import Over


class Compared(Over):
    """Remembers the lines that were painted."""

    def __init__(self) -> None:
        super().__init__()
        self._sent: dict[int, Strip] = {}
        """The lines as they stand on the terminal."""
        self._marked: dict[int, int] = {}
        """Of lines that are to be sent in part: the cell where that ends."""

    def _painted(self, y: int) -> Strip:
        """A line as it is to be."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint one line, and remember what of it is sent."""
        line = self._painted(y)
        end, before = self._marked.pop(y, line.cell_length), self._sent.get(y)
        if before is not None and end < line.cell_length == before.cell_length:
            # What is shown may have changed again since the line was marked: the rest of it stands as it was.
            self._sent[y] = Strip.join([line.crop(0, end), before.crop(end)])
        else:
            self._sent[y] = line
        return line

    def _repaint(self, lines: int = 1_000) -> None:
        """Paint the first lines that differ, up to where they do: a letter costs what it changes."""
        for y in range(min(self.size.height, lines)):
            line, sent = self._painted(y), self._sent.get(y)
            end = line.cell_length if sent is None else changed_end(sent, line)
            if end:
                self._marked[y] = max(end, self._marked.get(y, 0))
                self.refresh(Region(0, y, end, 1))

    @property
    def is_sent(self) -> bool:
        """Whether all of it was painted for the size that it has."""
        sent = (self._sent.get(y) for y in range(self.size.height))
        return all(strip is not None and strip.cell_length == self.size.width for strip in sent)
