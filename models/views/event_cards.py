"""Which card an event is about: what hangs on a card names it in its own row."""

from __future__ import annotations

ON_CARD = ("checklist_item", "comment", "block", "move", "card_label", "card_assignee", "card_link")
"""The tables of what hangs on a card."""

CARD_OF_EVENT = (
    "CASE entity WHEN 'card' THEN \"row\""
    + "".join(f" WHEN '{table}' THEN (SELECT card_id FROM {table} WHERE id = \"row\")" for table in ON_CARD)
    + " END"
)
"""SQL over ``event``: the id of the card, NULL for an event about none."""
