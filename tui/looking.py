"""A portfolio that is open for looking only: its mark, and what is said to a key that would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widget import Widget

    from tui.keymap import Keymap

MARK = "read-only"
"""Stands in the head of every screen."""


def mark(widget: Widget) -> str:
    """What a head says; empty where things can be changed."""
    keymap: Keymap | None = getattr(widget.app, "keymap", None)
    return MARK if keymap is not None and keymap.looking else ""


def refusal(keymap: Keymap, key_id: str | None) -> str:
    """Why the action is not offered, in one sentence; empty when it is."""
    if key_id is None or keymap.offers(key_id):
        return ""
    return f"read-only: {keymap.looking}"
