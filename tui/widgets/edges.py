"""The edges of what lies over a page, where wide characters stand across them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tui.text import width


class Seen(Compositor):
    """Puts widgets together, and cuts lines only at edges that are seen.

    Textual cuts every line at the edges of all widgets, also below what lies over them, and a wide character
    that stands there becomes two spaces.
    """

    @property
    def cuts(self) -> list[list[int]]:
        """Where an edge that nothing covers stands, for each line."""
        if self._cuts is None:
            width, height = self.size
            cuts: list[set[int]] = [{0, width} for _ in range(height)]
            nearer: list[list[tuple[int, int]]] = [[] for _ in range(height)]
            for region, clip in self.visible_widgets.values():
                shown = region.intersection(clip)
                if not shown:
                    continue
                for y in range(shown.y, min(shown.bottom, height)):
                    over = nearer[y]
                    cuts[y].update(
                        x for x in (shown.x, shown.right) if not any(start < x < end for start, end in over)
                    )
                    over.append((shown.x, shown.right))
            self._cuts = [sorted(line) for line in cuts]
        return self._cuts

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        lines: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        for region, clip, strips in self._get_renders(crop):
            shown = region.intersection(clip)
            for y, strip in zip(shown.line_range, strips, strict=False):
                if not is_rendered_line(y):
                    continue
                pieces = lines[y]
                edges = [x for x in cuts[y] if shown.x < x <= shown.right]
                # The nearest widget comes first and stays.
                for x, piece in zip(
                    [shown.x, *edges], strip.divide([x - shown.x for x in edges]), strict=False
                ):
                    if x in pieces and pieces[x] is None:
                        pieces[x] = piece
        return cast("Sequence[Mapping[int, Strip]]", lines)

    def render_partial_update(self) -> ChopsUpdate | None:
        """What differs; a wide character at its end is sent whole."""
        update = super().render_partial_update()
        if update is not None:
            update.spans = [
                (y, start, stop + _is_within(update.chops[y], stop)) for y, start, stop in update.spans
            ]
        return update


def _is_within(line: Mapping[int, Strip | None], x: int) -> bool:
    """Whether a wide character of a piece of the line stands on both sides of where this cell begins."""
    start = max((start for start in line if start < x), default=0)
    piece = line.get(start)
    return piece is not None and across(piece, x - start)


def mend(screen: Screen[object], left: Region) -> None:
    """Paint the lines anew in which a wide character stands across an edge of the region that was left.

    The terminal gave up such a character when its half was painted over, and only the other half was painted
    again. Lines without one cost nothing.
    """
    strips = screen._compositor.render_strips()
    for y in range(max(left.y, 0), min(left.bottom, len(strips))):
        if any(across(strips[y], x) for x in (left.x, left.right)):
            screen.refresh(Region(0, y, screen.size.width, 1))


def across(strip: Strip, x: int) -> bool:
    """Whether a wide character stands on both sides of where this cell begins."""
    at = 0
    for text, _style, _control in strip:
        if at >= x:
            return False
        cells = width(text)
        if at + cells > x:
            if text.isascii():
                return False
            for letter in text:
                at += width(letter)
                if at >= x:
                    return at > x
        at += cells if at + cells <= x else 0
    return False
