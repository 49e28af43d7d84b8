"""Card numbers and the names that cards have in definition files."""

from __future__ import annotations

from models.store.change import Change
from models.store.tables import Card, Project


def next_number(change: Change, project: Project) -> int:
    """Take the project's next card number. None is ever used again, whatever was undone or deleted since."""
    return change.reserve_numbers(Project, project.id)[0]


def free_code(change: Change, project_id: int, number: int) -> str:
    """The card's id in definition files until a file gives another: ``#42``, unless a file used that for
    another.
    """
    code = f"#{number}"
    while change.rows(
        Card.select(Card.id).where((Card.project == project_id) & (Card.code == code) & (Card.removed == 0))
    ):
        code += "'"
    return code
