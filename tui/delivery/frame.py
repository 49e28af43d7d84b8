"""How the height of the delivery screen is shared out between attention, table and why."""

from __future__ import annotations

from dataclasses import dataclass

BODY_LEAST = 5
"""Lines that the table keeps when the why pane is open."""
PANE_MOST = 18
_PANE_ENOUGH = 12
PANE_ALONE = 14
"""Below this height the why pane takes all of it: half a table and half a sentence help nobody."""
ROOMY = 16
"""From this height on there is white space around what stands at the top."""
_ATTENTION_LEAST = 9
"""Below this height the table has all lines."""
_ATTENTION_BESIDE_WHY = 7
"""This part of the height is left to attention while why is open: the cursor's line and its neighbors."""


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
    listed: int
    """Entries that the cursor can be on, from the first: more than are in view while why is open."""


NOTHING = Frame(0, 0, 0, False, 0, 0, 0, 0, 0, 0, 0)


def share(
    height: int, attention: int, lines: int, *, filtered: bool, why: bool, listing: bool = False
) -> Frame:
    """Attention takes at most a third; the pane what the table can spare; the table the rest.

    ``listing``: attention is what was asked for. It takes up to two thirds then, and all of it can be walked.
    """
    space = 1 if height >= ROOMY else 0
    room = height // 3 - space if height >= _ATTENTION_LEAST else 0
    if listing:
        room = max(height * 2 // 3 - space, 1)
    fitting = attention if attention <= room else max(room - 1, 0)
    listed = attention if listing else fitting
    if why and height < PANE_ALONE:
        return pane_alone(height, listed)
    shown = min(listed, max(height // _ATTENTION_BESIDE_WHY, 1)) if why else fitting
    hidden = attention - shown if room > 0 and not why else 0
    calm = not attention and not filtered and room > 0
    taken = shown + (1 if hidden or calm else 0)
    head_y = space + taken + (space if taken else 0)
    body_y = head_y + 2
    body, pane_y, pane = with_pane(body_y, height, lines, why=why)
    return Frame(space, shown, hidden, calm, head_y, head_y + 1, body_y, body, pane_y, pane, listed)


def with_pane(body_y: int, end: int, lines: int, *, why: bool) -> tuple[int, int, int]:
    """Lines of the table, where the pane begins and its lines, between ``body_y`` and ``end``."""
    rest = max(end - body_y, 0)
    if not why:
        return rest, end, 0
    pane = max(min(PANE_MOST, rest - max(BODY_LEAST, rest // 3)), 0)
    if lines + 1 <= rest - _PANE_ENOUGH:
        # A table that is short enough is not scrolled for the pane's sake.
        pane = min(pane, rest - lines - 1)
    body = rest - pane
    # The pane follows a short table, with a line between, as a person reads on.
    pane_y = body_y + min(lines + 1, body)
    return body, pane_y, end - pane_y


def pane_alone(height: int, listed: int) -> Frame:
    """Nothing but the pane; the cursor walks on behind it."""
    return Frame(0, 0, 0, False, height, height, height, 0, 0, height, listed)
