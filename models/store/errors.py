"""What can go wrong with the store. Every message is a sentence for a person and says what to do."""

from __future__ import annotations

from collections.abc import Mapping


class StoreError(Exception):
    """The store could not do what it was asked; ``str()`` is a sentence for a person."""


class Conflict(StoreError):
    """Somebody changed the same fields since the row was seen. Nothing was written.

    ``fields`` maps each field to (yours, theirs); ``by`` and ``at`` (UTC milliseconds) say who changed it
    last and when.
    """

    def __init__(
        self,
        sentence: str,
        *,
        entity: str,
        row: int,
        fields: Mapping[str, tuple[object, object]],
        by: str,
        at: int,
    ) -> None:
        super().__init__(sentence)
        self.entity = entity
        self.row = row
        self.fields = dict(fields)
        self.by = by
        self.at = at


class Archived(StoreError):
    """The row, or the project that it belongs to, left and may come back. Nothing was written.

    ``entity`` and ``row`` say what has to be restored; ``by`` and ``at`` (UTC milliseconds) who archived it
    and when.
    """

    def __init__(self, sentence: str, *, entity: str, row: int, by: str, at: int) -> None:
        super().__init__(sentence)
        self.entity = entity
        self.row = row
        self.by = by
        self.at = at


class UndoRefused(StoreError):
    """A change cannot be taken back: something that it touched has moved on. Nothing was written.

    ``by`` and ``at`` (UTC milliseconds) say who did that and when; both are None when nobody in particular
    did.
    """

    def __init__(self, sentence: str, *, by: str | None = None, at: int | None = None) -> None:
        super().__init__(sentence)
        self.by = by
        self.at = at


class NothingToUndo(StoreError):
    """There is nothing of this author and session left to undo, or to redo."""


class Busy(StoreError):
    """Somebody else was writing for longer than we would wait. Nothing was written."""


class TooNew(StoreError):
    """The database was written by a newer program, or upgraded while it was open."""


class NotADatabase(StoreError):
    """There is no database of ours at this place, or it cannot be reached."""


class Absent(NotADatabase):
    """Nothing is at this place: no portfolio was made there yet."""


class ReadOnly(StoreError):
    """The database is open for looking only."""


class FileMoved(StoreError):
    """The file was moved, replaced or deleted while it was open. Nothing was written."""


class Damaged(StoreError):
    """The file is damaged."""


class DiskFull(StoreError):
    """There is no room left. Nothing was written, and nothing older was lost."""


class Missing(StoreError):
    """The row is gone, or never was."""


class Taken(StoreError):
    """A name, key, number or place that must be unique is in use. ``columns`` are "table.column" names."""

    def __init__(self, sentence: str, columns: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.columns = columns


class Unstorable(StoreError):
    """A value that no column can hold: a number past 64 bits, not a number, half a character, a NUL."""
