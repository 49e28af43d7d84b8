"""How the height of the delivery screen is shared out between attention, table and why."""

from __future__ import annotations

from dataclasses import dataclass

from .why import TALLEST

BODY_LEAST = 5
"""Lines that the table keeps when the why pane is open."""
PANE_LEAST = 3
ROOMY = 16
"""From this height on there is white space around what stands at the top."""
_ATTENTION_LEAST = 9
"""Below this height the table has all lines."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Lines, counted from the top of the widget."""

    attention_y: int
    attention: int
    """Entries in view."""
    hidden: int
    """Entries for which there is no room; when there are any, the line after the entries says so."""
    calm: bool
    """One line says that nothing needs anybody."""
    head_y: int
    rule_y: int
    body_y: int
    body: int
    pane_y: int
    pane: int


def share(height: int, attention: int, lines: int, *, filtered: bool, why: bool) -> Frame:
    """Attention takes at most a third; the pane what the table can spare; the table the rest."""
    space = 1 if height >= ROOMY else 0
    room = height // 3 - space if height >= _ATTENTION_LEAST else 0
    shown = attention if attention <= room else max(room - 1, 0)
    hidden = attention - shown if room > 0 else 0
    calm = not attention and not filtered and room > 0
    taken = shown + (1 if hidden or calm else 0)
    head_y = space + taken + (space if taken else 0)
    body_y = head_y + 2
    rest = max(height - body_y, 0)
    pane = min(TALLEST, rest - BODY_LEAST) if why else 0
    if pane < PANE_LEAST:
        pane = 0
    body = rest - pane
    # The pane follows a short table, with a line between, as a person reads on.
    pane_y = body_y + min(lines + 1, body) if pane else height
    return Frame(space, shown, hidden, calm, head_y, head_y + 1, body_y, body, pane_y, pane)
