"""Which keys the last line of the delivery screen names: at each width the ones that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from tui.keymap import Hint, Keymap
from tui.text import width as cells_of

_GAP = 3

Ranked = tuple[int, Hint]
"""The lower the number, the longer the hint stays; the order is that of the screen."""

_TABS = Hint(("delivery.previous_tab", "delivery.next_tab"), "tabs")
_HELP = Hint(("delivery.help",))
TABLE: Sequence[Ranked] = (
    (0, Hint(("delivery.open",), "open")),
    (1, Hint(("delivery.why",), "why")),
    (5, Hint(("delivery.sort",))),
    (6, Hint(("delivery.group",))),
    (4, Hint(("delivery.filter",))),
    (7, Hint(("delivery.find",))),
    (3, _TABS),
    (8, Hint(("delivery.project",), "project")),
    (9, Hint(("delivery.board",), "last board")),
    (2, _HELP),
)
TIMELINE: Sequence[Ranked] = (
    (0, Hint(("delivery.open",), "open")),
    (6, Hint(("delivery.why",), "why")),
    (3, Hint(("delivery.nearer", "delivery.farther"), "zoom")),
    (4, Hint(("delivery.columns_left", "delivery.columns_right"), "days")),
    (5, Hint(("delivery.today",))),
    (8, Hint(("delivery.filter",))),
    (7, Hint(("delivery.legend",))),
    (1, _TABS),
    (2, _HELP),
)
WHY: Sequence[Ranked] = (
    (0, Hint(("delivery.to_board",), "board")),
    (1, Hint(("delivery.project",), "project")),
    (2, Hint(("delivery.statement",))),
    (6, Hint(("delivery.previous_project", "delivery.next_project"), "projects")),
    (3, Hint(("delivery.why",), "close")),
    (5, _HELP),
)


def fitting(ranked: Sequence[Ranked], keymap: Keymap, cells: int) -> tuple[Hint, ...]:
    """The hints that fit into a line of so many cells, in the order of the screen."""
    chosen: set[int] = set()
    room = cells - 1
    for rank, hint in sorted(ranked, key=lambda one: one[0]):
        if not any(map(keymap.offered, hint.ids)):
            continue
        need = _width(hint, keymap) + (_GAP if chosen else 0)
        if need <= room:
            chosen.add(rank)
            room -= need
    return tuple(hint for rank, hint in ranked if rank in chosen)


def _width(hint: Hint, keymap: Keymap) -> int:
    keys = " ".join(shown for key_id in hint.ids if (shown := keymap.offered(key_id)))
    return cells_of(keys) + 1 + cells_of(hint.word or keymap.short(hint.ids[0]))
