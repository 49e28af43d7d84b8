"""What is said to a key that means something on another screen, or nothing anywhere."""

from __future__ import annotations

from tui.board.keys import BOARD
from tui.keymap import Keymap, shown
from tui.project.keys import PROJECT

_ROOMS = (("board", "delivery.to_board", BOARD), ("project's page", "delivery.project", PROJECT))


def deaf(keymap: Keymap, key: str, character: str | None) -> tuple[str, str]:
    """A sentence about a key that does nothing here, and what leads to where it does."""
    names = {key, character or key}
    for place, leads, keys in _ROOMS:
        for one in keys:
            if names & set(keymap.keys_of(one.id)):
                what = f"{shown(character or key)} is for the {place}: {one.text}"
                return what, f"{keymap.shown(leads)} opens it"
    named = character if character is not None and character.isprintable() else shown(key)
    return f"{named} means nothing here", f"{keymap.shown('delivery.help')} shows the keys"
