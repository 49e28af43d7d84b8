"""Which keys the last line of the delivery screen names: at each width the ones that matter most."""

from __future__ import annotations

from tui.keymap import Hint

_TABS = Hint(("delivery.previous_tab", "delivery.next_tab"), "tabs", 3)
_HELP = Hint(("delivery.help",), rank=-1)
_PALETTE = Hint(("app.palette",), "find", 7)
_PAGE = Hint(("delivery.project",), "page", 4)
TABLE = (
    Hint(("delivery.open",), "open"),
    Hint(("delivery.why",), "why", 1),
    _PAGE,
    Hint(("delivery.to_board",), "board", 6),
    Hint(("delivery.filter",), rank=5),
    Hint(("delivery.sort",), rank=8),
    Hint(("delivery.group",), rank=9),
    _TABS,
    Hint(("delivery.board",), "last board", 10),
    _PALETTE,
    _HELP,
)
TIMELINE = (
    Hint(("delivery.open",), "open"),
    Hint(("delivery.why",), "why", 5),
    _PAGE._replace(rank=6),
    Hint(("delivery.nearer", "delivery.farther"), "zoom", 3),
    Hint(("delivery.columns_left", "delivery.columns_right"), "days", 4),
    Hint(("delivery.today",), rank=9),
    Hint(("delivery.filter",), rank=10),
    Hint(("delivery.legend",), rank=8),
    _TABS._replace(rank=1),
    _PALETTE,
    _HELP,
)
# What reads on stands in the pane's own rule, while there is more.
WHY = (
    Hint(("delivery.to_board",), "board"),
    Hint(("delivery.project",), "page", 1),
    Hint(("delivery.statement",), rank=3),
    Hint(("delivery.previous_project", "delivery.next_project"), "projects", 6),
    Hint(("delivery.why",), "close", 4),
    _PALETTE,
    _HELP,
)
