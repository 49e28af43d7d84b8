"""Everything that a person does with a card.

A name is imported when it is first used: the board must not wait for the tables and the writer, which cost
more than reading its cards (15 ms).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.actions.card_entries import add, edit, edit_many
    from models.actions.card_kind import CardChanges, CardFields, CardLists, CardRef
    from models.actions.card_moves import (
        complete,
        complete_many,
        move,
        move_many,
        move_to_project,
        move_to_project_many,
        reorder,
    )
    from models.actions.card_notes import (
        add_check,
        add_comment,
        edit_check,
        edit_comment,
        remove_check,
        remove_comment,
        reorder_check,
        restore_check,
        restore_comment,
        set_check,
    )
    from models.actions.card_states import (
        archive,
        archive_many,
        block,
        delete,
        restore,
        restore_many,
        unblock,
    )

__all__ = [
    "CardChanges",
    "CardFields",
    "CardLists",
    "CardRef",
    "add",
    "add_check",
    "add_comment",
    "archive",
    "archive_many",
    "block",
    "complete",
    "complete_many",
    "delete",
    "edit",
    "edit_check",
    "edit_comment",
    "edit_many",
    "move",
    "move_many",
    "move_to_project",
    "move_to_project_many",
    "remove_check",
    "remove_comment",
    "reorder",
    "reorder_check",
    "restore",
    "restore_check",
    "restore_comment",
    "restore_many",
    "set_check",
    "unblock",
]

_ROOMS = {
    "card_entries": ("add", "edit", "edit_many"),
    "card_kind": ("CardChanges", "CardFields", "CardLists", "CardRef"),
    "card_moves": (
        "complete",
        "complete_many",
        "move",
        "move_many",
        "move_to_project",
        "move_to_project_many",
        "reorder",
    ),
    "card_notes": (
        "add_check",
        "add_comment",
        "edit_check",
        "edit_comment",
        "remove_check",
        "remove_comment",
        "reorder_check",
        "restore_check",
        "restore_comment",
        "set_check",
    ),
    "card_states": (
        "archive",
        "archive_many",
        "block",
        "delete",
        "restore",
        "restore_many",
        "unblock",
    ),
}


def __getattr__(name: str) -> Any:
    for module, names in _ROOMS.items():
        if name in names:
            found = getattr(import_module(f"models.actions.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
