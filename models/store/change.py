"""What an action may do inside its transaction. Every method writes rows together with their events."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from models.store import gone
from models.store.erase import erase_row
from models.store.errors import Conflict, Missing
from models.store.ledger import Edit, Ledger
from models.store.shapes import ORIGIN, SHAPES, Row, Shape, Value, unpacked
from models.store.tables import Table
from models.store.wording import TITLES, called, listed, shortened, subject, when, word

__all__ = ["ORIGIN", "Change"]

T = TypeVar("T", bound=Table)
_CODE_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_NOTHING: Mapping[str, object] = {}
RESTORE = "portfolio.restore"
"""The action that brought a backup back."""
UNSAVED = "yours was not saved: do it again or leave it"
"""How a sentence about somebody else's change goes on: what became of one's own, and what to do."""


class Change:
    """One action of one person: a group of events. Made by ``Store.change``; it is over when that block ends.

    Fields are named as in the tables, ``column`` or ``column_id`` alike; events and conflicts use the column
    names. A value is text, a number, 0 or 1, or None.
    """

    def __init__(
        self,
        ledger: Ledger,
        rows: Callable[..., list[tuple[Any, ...]]],
        models: Callable[[Any], list[Any]],
    ) -> None:
        self.ledger = ledger
        self.rows = rows
        self.models = models

    @property
    def group(self) -> str:
        """The name of this group of events."""
        return self.ledger.group

    @property
    def at(self) -> int:
        """When it happens, UTC milliseconds."""
        return self.ledger.at

    @property
    def author(self) -> str:
        """Who does it."""
        return self.ledger.author

    @property
    def wrote(self) -> bool:
        """Whether anything was written yet."""
        return self.ledger.head is not None

    def summary(self, text: str) -> None:
        """Set the sentence of this group; undo and the history show it."""
        self.ledger.summary = text

    def get(self, table: type[T], row_id: int) -> T:
        """Return a row, archived ones included. Raises Missing when it was removed or never there."""
        shape = SHAPES[table]
        return self._instance(table, self._present(shape, row_id))

    def in_use(self, table: type[T], row_id: int) -> T:
        """Return a row that is to be changed. Raises Missing, and Archived: who did that and when."""
        row = self.get(table, row_id)
        if row.__data__.get("archived_at") is not None:
            raise gone.archived(self.ledger.connection, SHAPES[table].entity, row_id, self.at)
        return row

    def who_archived(self, table: type[Table], row_id: int) -> str:
        """Return "ann archived ATLAS-3 5 minutes ago", for a row that is archived."""
        return gone.who_archived(self.ledger.connection, SHAPES[table].entity, row_id, self.at)[0]

    def unseal(self) -> None:
        """Let this change write into archived projects too: an import says what it wants of each."""
        self.ledger.unsealed = True

    def create(self, table: type[Table], **fields: object) -> int:
        """Write a new row, one event, and return its id. ``created_at`` is now unless given."""
        return self.create_many(table, [fields])[0]

    def create_many(self, table: type[Table], rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Write new rows, one event each, and return their ids in the same order."""
        if not rows:
            return []
        shape = SHAPES[table]
        common = {**shape.defaults, "created_at": self.at, "updated_at": self.at}
        origins: dict[int, object] = {}
        values: list[Row] = []
        for place, fields in enumerate(rows):
            if ORIGIN in fields:
                fields = dict(fields)
                origin = fields.pop(ORIGIN)
                if origin is not None:
                    origins[place] = origin
            row = {**common, **shape.plain(fields)}
            if "code" in row and row["code"] is None:
                row["code"] = f"#{row['number']}" if "number" in row else random_code()
            values.append(row)
        return self.ledger.insert(shape, values, origins)

    def update(
        self,
        table: type[T],
        row_id: int,
        fields: Mapping[str, object],
        *,
        seen: int | None,
        also: Mapping[str, object] = _NOTHING,
    ) -> T:
        """Write what differs, one event, and return the row as it is now; nothing differs: nothing is
        written.

        ``fields`` is what the person changes, ``also`` what follows from it. ``seen`` is the version that the
        person saw: when others changed other fields since, both changes stand; raises Conflict when they
        changed these to something else. A field whose new value is what the person saw is not a change of
        theirs. Raises Missing for a removed row.
        """
        shape = SHAPES[table]
        row = self._present(shape, row_id)
        edit = self._edit(shape, row, fields, seen, also)
        if edit is None:
            return self._instance(table, row)
        self.ledger.write(shape, [edit])
        return self._instance(
            table, {**row, **edit.values, "version": int(row["version"] or 0) + 1, "updated_at": self.at}
        )

    def update_many(
        self, table: type[Table], changes: Sequence[tuple[int, int | None, Mapping[str, object]]]
    ) -> int:
        """Write many rows as ``update`` does, from (id, seen, fields); returns how many differed."""
        shape = SHAPES[table]
        ids = {row_id for row_id, _, _ in changes}
        if len(ids) < len(changes):
            raise ValueError("a row may stand only once among many updates")
        rows = self.ledger.rows(shape, ids)
        edits = []
        for row_id, seen, fields in changes:
            row = rows.get(row_id)
            if row is None or row["removed"]:
                raise self._missing(shape, row_id)
            edit = self._edit(shape, row, fields, seen, _NOTHING)
            if edit is not None:
                edits.append(edit)
        if edits:
            self.ledger.write(shape, edits)
        return len(edits)

    def remove(self, table: type[Table], row_id: int, *, seen: int | None = None) -> None:
        """Take a row away (a link, an undone creation); undo brings it back."""
        self.update(table, row_id, {"removed": 1}, seen=seen)

    def erase(self, table: type[Table], row_id: int) -> None:
        """Delete for ever: the row becomes a tombstone, its texts and those in its history are emptied. Not
        undoable.

        Its lines (comments, checklist) are rows of their own: erase them too.
        """
        erase_row(self.ledger, SHAPES[table], row_id)

    def reserve_numbers(self, project_table: type[Table], project_id: int, count: int = 1) -> range:
        """Return the next card numbers of a project and take them for ever; undo does not give them back."""
        shape = SHAPES[project_table]
        row = self._present(shape, project_id)
        first = int(row["next_number"] or 1)
        self.ledger.write(shape, [Edit(row, {"next_number": first + count})])
        return range(first, first + count)

    def origin(self, table: type[Table], row_id: int) -> dict[str, object] | None:
        """Return the values of a row as a file last gave them."""
        return self.ledger.origin(SHAPES[table], row_id)

    def origins(self, table: type[Table]) -> dict[int, dict[str, object]]:
        """Return those values for every row of a table that came from a file."""
        return self.ledger.origins(SHAPES[table])

    def _instance(self, table: type[T], row: Row) -> T:
        made = SHAPES[table].instance(row)
        assert isinstance(made, table)
        return made

    def _present(self, shape: Shape, row_id: int) -> Row:
        row = self.ledger.row(shape, row_id)
        if row is None or row["removed"]:
            raise self._missing(shape, row_id)
        return row

    def _missing(self, shape: Shape, row_id: int) -> Missing:
        return gone.missing(self.ledger.connection, shape.entity, row_id, self.at)

    def _edit(
        self,
        shape: Shape,
        row: Row,
        fields: Mapping[str, object],
        seen: int | None,
        also: Mapping[str, object],
    ) -> Edit | None:
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        if ORIGIN in fields:
            fields = dict(fields)
            origin = fields.pop(ORIGIN)
            present = self.ledger.origin(shape, int(row["id"] or 0))
            if present != origin:
                before, after = {ORIGIN: present}, {ORIGIN: origin}
        mine = shape.plain(fields)
        if seen is not None and seen != row["version"]:
            mine = self._merged(shape, row, mine, seen)
        wanted = {**shape.plain(also), **mine} if also else mine
        values = {column: value for column, value in wanted.items() if row[column] != value}
        return Edit(row, values, before, after) if values or after else None

    def _merged(self, shape: Shape, row: Row, mine: Row, seen: int) -> Row:
        """Return those of the person's fields that really are changes of theirs. Raises Conflict."""
        if seen > int(row["version"] or 0):
            raise self._went_back(shape, row, mine)
        base: dict[str, object] = {}
        last: dict[str, tuple[str, int]] = {}
        sql = (
            "SELECT before, author, at FROM event WHERE entity = ? AND row = ? AND version > ? AND grp <> ? "
            "ORDER BY version"
        )
        found = self.ledger.connection.execute(sql, (shape.entity, row["id"], seen, self.group)).fetchall()
        for before, author, at in found:
            for column, value in unpacked(before).items():
                base.setdefault(column, value)
                last[column] = (author, at)
        kept: Row = {}
        clashes: dict[str, tuple[Value, Value]] = {}
        for column, value in mine.items():
            if column not in base or value == row[column] or row[column] == base[column]:
                kept[column] = value
            elif value != base[column]:
                clashes[column] = (value, row[column])
        if clashes:
            raise self._conflict(shape, row, clashes, last)
        return kept

    def _conflict(
        self,
        shape: Shape,
        row: Row,
        clashes: Mapping[str, tuple[Value, Value]],
        last: Mapping[str, tuple[str, int]],
    ) -> Conflict:
        by, at = max((last[column] for column in clashes), key=lambda who: who[1])
        row_id = int(row["id"] or 0)
        deed = self._deed(shape, row_id, {column: theirs for column, (_, theirs) in clashes.items()})
        return Conflict(
            f"{by} {deed} {when(self.ledger.connection, at, self.at)}; {UNSAVED}",
            entity=shape.entity,
            row=row_id,
            fields=clashes,
            by=by,
            at=at,
        )

    def _went_back(self, shape: Shape, row: Row, mine: Row) -> Conflict:
        """What the person saw is not in the portfolio any more: a backup of an earlier time was restored."""
        sql = "SELECT author, at FROM event WHERE action = ? ORDER BY seq DESC LIMIT 1"
        found = self.ledger.connection.execute(sql, (RESTORE,)).fetchone()
        by, at = found or ("somebody", self.at)
        what = subject(self.ledger.connection, shape.entity, int(row["id"] or 0))
        return Conflict(
            f"{by} restored a backup {when(self.ledger.connection, at, self.at)}, so {what} is as it was "
            f"before; {UNSAVED}",
            entity=shape.entity,
            row=int(row["id"] or 0),
            fields={column: (value, row[column]) for column, value in mine.items() if value != row[column]},
            by=by,
            at=at,
        )

    def _deed(self, shape: Shape, row_id: int, theirs: Row) -> str:
        """What somebody did to a row, in a sentence: "moved ATLAS-1 to Doing"."""
        connection = self.ledger.connection
        what = subject(connection, shape.entity, row_id)
        if len(theirs) > 1:
            return f"changed {listed(theirs)} of {what}"
        ((column, value),) = theirs.items()
        if column == "archived_at":
            return f"restored {what}" if value is None else f"archived {what}"
        if value is None:
            return f"cleared {listed(theirs)} of {what}"
        if column in shape.references and isinstance(value, int):
            name = called(connection, shape.references[column], value)
            if column == "column_id":
                return f"moved {what} to {name}"
            return f"changed {listed(theirs)} of {what} to {name}"
        if column in TITLES and shape.entity != "card":
            return f"changed {listed(theirs)} of the {word(shape.entity)} to “{shortened(str(value))}”"
        if column in shape.told:
            return f"changed {listed(theirs)} of {what} to “{shortened(str(value))}”"
        return f"changed {listed(theirs)} of {what}"


def random_code() -> str:
    """Return eight letters and digits that nobody confuses; a line item's id in definition files."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
