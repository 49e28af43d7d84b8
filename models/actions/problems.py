"""What an action refuses, in sentences for the person who asked for it."""

from __future__ import annotations

from models.store.errors import StoreError


class InvalidValue(ValueError):
    """A value that a field cannot take. ``field`` names it as the action's keyword does."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class LimitReached(StoreError):
    """A hard limit of a column keeps a card out."""
