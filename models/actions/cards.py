"""Everything that a person does with a card."""

from __future__ import annotations

from models.actions.card_entries import add, edit
from models.actions.card_kind import CardChanges, CardFields, CardLists, CardRef
from models.actions.card_moves import complete, complete_many, move, move_many, move_to_project, reorder
from models.actions.card_notes import (
    add_check,
    add_comment,
    edit_check,
    edit_comment,
    remove_check,
    remove_comment,
    reorder_check,
    set_check,
)
from models.actions.card_states import archive, archive_many, block, delete, restore, unblock

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
    "move",
    "move_many",
    "move_to_project",
    "remove_check",
    "remove_comment",
    "reorder",
    "reorder_check",
    "restore",
    "set_check",
    "unblock",
]
