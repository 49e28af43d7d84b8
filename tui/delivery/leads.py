"""Where a line of needs attention leads: to the board, to the card, or to a tab of the project's page."""

from __future__ import annotations

from models.views.delivery import Attention

_TABS = {
    "cost": "money",
    "commitment": "plan",
    "milestone": "plan",
    "client": "client",
    "risk": "risks",
    "people": "people",
    "statement": "statements",
}
"""What a rule is about -> the tab where it is written down. The board has the rest."""


def tab_of(entry: Attention) -> str:
    """The tab of the project's page that the worst rule is about; empty when that is the board."""
    return _TABS.get(entry.dimension, "")
