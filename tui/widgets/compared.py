"""A panel over the page that compares: of each line it sends only what differs from what was sent."""

from __future__ import annotations

from typing import Any

from textual.geometry import Region, Size
from textual.strip import Strip

from tui.widgets.difference import changed_end
from tui.widgets.painted import Over


class Compared(Over):
    """Remembers the lines as they stand on the terminal.

    Textual paints when it has time, the whole of a line and of neighbors that nobody asked for. So what is
    painted is what was compared, whatever has changed since: `_repaint` compares that, and has it painted.
    """

    def __init__(self) -> None:
        super().__init__()
        self._sent: dict[int, Strip] = {}
        """The lines as they were painted last, or will be."""
        self._waiting: set[int] = set()
        """Those of them that are still to be painted."""
        self._sent_for = Size(0, 0)
        """The size that they have."""

    def _painted(self, y: int) -> Strip:
        """A line as it is to be."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint one line as it was compared; one that was not, as it is now."""
        self._fit()
        self._waiting.discard(y)
        line = self._sent.get(y)
        if line is None:
            line = self._sent[y] = self._painted(y)
        return line

    def refresh(self, *regions: Region, **options: Any) -> Any:
        """Without regions all of it is painted, as it is now."""
        if not regions:
            self._sent.clear()
        return super().refresh(*regions, **options)

    def appear(self) -> None:
        """Show new content."""
        self._sent.clear()
        super().appear()

    def repaint(self) -> None:
        """In other colors nothing that was sent holds any more."""
        self._sent.clear()

    def _repaint(self, lines: int = 1_000) -> None:
        """Paint the first lines that differ, up to where they do: a letter costs what it changes."""
        self._fit()
        for y in range(min(self.size.height, lines)):
            line, sent = self._painted(y), self._sent.get(y)
            end = line.cell_length if sent is None else changed_end(sent, line)
            if end:
                self._sent[y] = line
                self._waiting.add(y)
                self.refresh(Region(0, y, end, 1))

    @property
    def is_sent(self) -> bool:
        """Whether all of it was painted for the size that it has."""
        self._fit()
        return self._waiting.isdisjoint(self._sent) and self._sent.keys() >= set(range(self.size.height))

    def _fit(self) -> None:
        """In another size nothing that was sent holds any more."""
        if self._sent_for != self.size:
            self._sent_for = self.size
            self._sent.clear()
