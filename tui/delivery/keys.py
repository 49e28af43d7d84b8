"""The keys of the delivery screen."""

from __future__ import annotations

from tui.keymap import Key

DELIVERY: tuple[Key, ...] = (Key("delivery.switch", "tab", "the board", "board"),)
"""Keys while the delivery screen has the focus."""
