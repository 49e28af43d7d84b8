"""Plans where cards stand: their columns, moves, places and times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.definitions import bindings as b
from models.definitions.draft import Field, Id
from models.definitions.format import Card
from models.definitions.held import HeldRow
from models.definitions.instants import milliseconds
from models.definitions.planning import Planning
from models.measures.times import card_times
from models.store import tables as t
from models.store.rank import spread
from models.store.shapes import ORIGIN


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a board: by name, their kinds, and those that are archived."""

    by_name: Mapping[str, Id]
    kinds: Mapping[Id, str]
    archived: frozenset[Id]


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """A card with what is needed to move it."""

    id: Id
    row: HeldRow | None
    fields: dict[str, Any]
    item: Card
    subject: str
    board: Columns


@dataclass(frozen=True, slots=True)
class Step:
    """A move: into which column, when, by whom; `row` where it is there already."""

    column: Id
    at: int
    by: str | None
    row: dict[str, Any] | None = None


class Flow:
    """Collects the cards that come into columns, and gives them their places at the end."""

    def __init__(self, planning: Planning) -> None:
        self._planning = planning
        self._draft = planning.draft
        self._arrivals: dict[Id, list[tuple[HeldRow | None, dict[str, Any]]]] = {}
        self._columns: dict[int, Id] = {}
        self._timed: set[int] = set()

    # -- new cards -------------------------------------------------------------------------------------------

    def begin(self, card: FlowPlan, first_column: Id | None) -> None:
        """A new card: in its column since its history says, or since now."""
        item, fields = card.item, card.fields
        steps = sorted(self._steps(card), key=lambda step: step.at)
        column = self._wanted(card, steps)
        if column is None:
            column = first_column
        if column is None:
            self._draft.problem(item, None, "the project has no column that the card could be in")
            return
        if not steps:
            steps = [Step(column, self._planning.now, self._planning.author)]
        elif steps[-1].column is not column and steps[-1].column != column:
            steps.append(Step(column, self._planning.now, self._planning.author))
        created = item.created
        fields["created_at"] = milliseconds(created) if created is not None else steps[0].at
        fields["column_id"] = column
        if item.column is not None or item.history:
            fields[ORIGIN]["column_id"] = column
        if item.history:
            fields[ORIGIN]["history"] = [[each.column, each.at] for each in steps]
        self._check_in_use(card, column, fields.get("archived_at"))
        kinds = card.board.kinds
        times = card_times([(each.at, kinds[each.column]) for each in steps], fields.get("archived_at"))
        fields["started_at"], fields["finished_at"] = times.started_ms, times.finished_ms
        self._arrivals.setdefault(column, []).append((None, fields))
        made = self._draft.made[t.Move]
        before: Id | None = None
        for each in steps:
            made.append(
                {
                    "card_id": card.id,
                    "from_column_id": before,
                    "to_column_id": each.column,
                    "at": each.at,
                    "by": each.by,
                }
            )
            before = each.column

    def _check_in_use(self, card: FlowPlan, column: Id, archived_at: int | None) -> None:
        if archived_at is None and column in card.board.archived:
            what = "the column is archived; cards stand in columns that are in use"
            self._draft.problem(card.item, "column", what)

    def _steps(self, card: FlowPlan) -> list[Step]:
        columns = card.board.by_name
        steps = []
        for index, move in enumerate(card.item.history):
            column = columns.get(move.column)
            if column is None:
                self._draft.problem(card.item, "history", f"there is no column '{move.column[:100]}'", index)
                continue
            steps.append(Step(column, milliseconds(move.at), move.by))
        return steps

    def _wanted(self, card: FlowPlan, steps: Sequence[Step]) -> Id | None:
        """The column that the file says, by name or as the end of the history."""
        if card.item.column is None:
            return steps[-1].column if steps else None
        column = card.board.by_name.get(card.item.column)
        if column is None:
            self._draft.problem(card.item, "column", f"there is no column '{card.item.column[:100]}'")
        return column

    # -- cards that are there --------------------------------------------------------------------------------

    def continue_(self, card: FlowPlan, first_column: Id | None) -> None:
        """A card that is there: the file's new moves, and the column that it says."""
        row = card.row
        assert row is not None
        if card.item.column is None and not card.item.history:
            return
        steps = sorted(self._steps(card), key=lambda step: step.at)
        wanted = self._wanted(card, steps)
        if wanted is None:
            return
        present = self._present(row)
        fresh = self._fresh(row, steps, present)
        current = row.values["column_id"]
        verdict = self._draft.decide(row, "column_id", wanted, current, first_column)
        merged = sorted([*present, *fresh], key=lambda step: step.at)
        if verdict in ("same", "note") and fresh and merged[-1].column != current:
            # The row stays where it is, but the file's new entries would end its history elsewhere.
            verdict = {"theirs": "apply", "mine": "note"}.get(str(self._draft.choose), "conflict")
        what = Field(card.subject, "column", "column_id")
        if verdict == "conflict":
            self._draft.conflict(t.Card, row, what, (wanted, current), card.item.place("column"))
            return
        noted: dict[str, Any] = {"column_id": wanted} if verdict != "same" else {}
        history = [[each.column, each.at] for each in steps]
        if history and row.origin.get("history") != history:
            noted["history"] = history
        self._draft.note(t.Card, row, noted)
        if verdict == "apply":
            self._check_in_use(card, wanted, row.values["archived_at"])
            self._draft.change(t.Card, row, what, (current, wanted))
            if merged[-1].column != wanted if merged else True:
                fresh = [*fresh, Step(wanted, self._planning.now, self._planning.author)]
            self._draft.edit(t.Card, row, {"column_id": wanted})
            self._arrivals.setdefault(wanted, []).append((row, {}))
            self._columns[row.id] = wanted
        elif fresh and merged[-1].column == current and (verdict == "same" or wanted == current):
            self._draft.change(
                t.Card, row, Field(card.subject, "history", "history"), (len(present), len(merged))
            )
        else:
            return
        self._insert(card, row, present, fresh)

    def _present(self, row: HeldRow) -> list[Step]:
        moves = self._planning.held.moves.get(row.id, [])
        return [Step(move["to_column_id"], move["at"], move["by"], move) for move in moves]

    @staticmethod
    def _fresh(row: HeldRow, steps: Sequence[Step], present: Sequence[Step]) -> list[Step]:
        """The file's entries that are not there. One that it gave before was taken back: it stays away."""
        known = {(each.column, each.at) for each in present}
        known |= {(column, at) for column, at in row.origin.get("history", [])}
        return [each for each in steps if (each.column, each.at) not in known]

    def _insert(self, card: FlowPlan, row: HeldRow, present: list[Step], fresh: list[Step]) -> None:
        """Write the new moves in order of time; what comes behind one of them comes from its column."""
        merged = sorted([*present, *fresh], key=lambda step: step.at)
        before: Id | None = None
        for each in merged:
            if each.row is None:
                self._draft.make(
                    t.Move,
                    {
                        "card_id": row.id,
                        "from_column_id": before,
                        "to_column_id": each.column,
                        "at": each.at,
                        "by": each.by,
                    },
                )
            elif each.row["from_column_id"] != before:
                move = HeldRow(each.row["id"], each.row["version"], each.row, {})
                self._draft.edit(t.Move, move, {"from_column_id": before})
            before = each.column
        self._time(row, [(each.at, card.board.kinds[each.column]) for each in merged])

    def _time(self, row: HeldRow, stays: Sequence[tuple[int, str]]) -> None:
        times = card_times(stays, row.values["archived_at"])
        fields = {"started_at": times.started_ms, "finished_at": times.finished_ms}
        changed = {column: value for column, value in fields.items() if row.values[column] != value}
        if changed:
            self._draft.edit(t.Card, row, changed)
        self._timed.add(row.id)

    # -- afterwards ------------------------------------------------------------------------------------------

    def to_end(self, row: HeldRow) -> None:
        """A card that comes back from the archive: its old place may be another's."""
        if row.id not in self._columns:
            column = row.values["column_id"]
            self._columns[row.id] = column
            self._arrivals.setdefault(column, []).append((row, {}))

    def place(self, last_rank: Mapping[int, str]) -> None:
        """Give every arrival its place at the end of its column, in the order of the file."""
        for column, arrivals in self._arrivals.items():
            after = last_rank.get(column) if isinstance(column, int) else None
            for (row, fields), rank in zip(arrivals, spread(len(arrivals), after), strict=True):
                if row is None:
                    fields["rank"] = rank
                else:
                    self._draft.edit(t.Card, row, {"rank": rank})

    def recompute(self, projects: Mapping[int, Mapping[Id, str]]) -> None:
        """A column's kind changed: the times of the cards that were ever in it follow."""
        if not projects:
            return
        for row in self._planning.rows(b.CARDS):
            kinds = projects.get(row.values["project_id"])
            if kinds is None or row.id in self._timed:
                continue
            steps = self._present(row)
            # A card that came from another project has moves through columns that are not this board's.
            stays = [(each.at, kinds[each.column]) for each in steps if each.column in kinds]
            if len(stays) == len(steps):
                self._time(row, stays)

    def occupied(self, cards: Iterable[HeldRow], pruned: set[int]) -> set[int]:
        """The columns in which live cards stand after the import."""
        columns = {column for column in self._arrivals if isinstance(column, int)}
        for row in cards:
            if row.id not in pruned and row.values["archived_at"] is None:
                column = self._columns.get(row.id, row.values["column_id"])
                if isinstance(column, int):
                    columns.add(column)
        return columns
