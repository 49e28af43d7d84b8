"""What an import would do: the values that plan makes and apply carries out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.definitions.positions import Place, visible
from models.store.tables import Table

SETTING = "setting "
"""Begins the subject of a setting."""
PLAN_VERSION = 1
"""The version of the plan's JSON."""


class New:
    """A row that the plan makes: the n-th one of its table. It stands for the id until there is one."""

    __slots__ = ("index", "table")

    def __init__(self, table: type[Table], index: int) -> None:
        self.table = table
        self.index = index


class Created(NamedTuple):
    """Something that is made: a word for what it is, and its name."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that changes, with its values as people read them."""

    subject: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflicting:
    """A field that both the file and people changed: the row stays as it is."""

    subject: str
    field: str
    file: str
    stored: str
    place: Place

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.subject}: {self.field}: the file says {self.file}, here it is {self.stored}"
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one table: made, changed (id, version seen, fields) and taken off (ids)."""

    table: type[Table]
    made: tuple[dict[str, Any], ...]
    changed: tuple[tuple[int, int, dict[str, Any]], ...]
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `noted` are rows that stay, of which only the file's own value is kept."""

    files: tuple[str, ...]
    created: tuple[Created, ...]
    changed: tuple[Changed, ...]
    left_alone: dict[str, int]
    pruned: tuple[Created, ...]
    conflicts: tuple[Conflicting, ...]
    remarks: tuple[str, ...]
    noted: int
    batches: tuple[Batch, ...]
    sequence: int
    projects: frozenset[int]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(batch.made or batch.changed or batch.removed for batch in self.batches)

    @property
    def summary(self) -> str:
        """The sentence of the import: `imported atlas.yaml: 12 projects, 250 cards`."""
        return f"imported {_file_names(self.files)}: {_counted(self.created, self.changed, self.pruned)}"

    def text(self) -> str:
        """The plan for people, one line each: + made, ~ changed, - archived, ! in conflict."""
        lines = [f"+ {each.kind} {each.name}" for each in self.created]
        lines += [f"~ {each.subject}: {each.field}: {each.old} -> {each.new}" for each in self.changed]
        lines += [f"- {each.kind} {each.name}: archived" for each in self.pruned]
        lines += [f"! {each}" for each in self.conflicts]
        lines += list(self.remarks)
        alone = ", ".join(
            f"{count} {_plural(kind, count)}" for kind, count in self.left_alone.items() if count
        )
        totals = (
            f"{len(self.created)} to create, {len(self.changed)} to change, {len(self.pruned)} to archive, "
            f"{len(self.conflicts)} in conflict"
        )
        return "\n".join([*lines, totals, f"left alone: {alone or 'nothing'}"])

    def json(self) -> dict[str, Any]:
        """The plan for programs."""
        return {
            "version": PLAN_VERSION,
            "files": list(self.files),
            "created": [each._asdict() for each in self.created],
            "changed": [_as_dict(each) for each in self.changed],
            "pruned": [each._asdict() for each in self.pruned],
            "conflicts": [conflict_json(each) for each in self.conflicts],
            "left_alone": dict(self.left_alone),
            "remarks": list(self.remarks),
        }


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did."""

    plan: Plan
    events: bool
    """Whether anything was written at all."""

    @property
    def conflicts(self) -> tuple[Conflicting, ...]:
        """What both sides changed, and the import left as it is."""
        return self.plan.conflicts

    def text(self) -> str:
        """The result for people: one sentence, then the conflicts."""
        lines = [self.plan.summary if self.events else f"{_file_names(self.plan.files)}: nothing to change"]
        # They hold for everything in the portfolio, so a count of what changed does not do.
        lines += [
            f"{each.subject}: {each.old} -> {each.new}"
            for each in self.plan.changed
            if each.subject.startswith(SETTING)
        ]
        lines += list(self.plan.remarks)
        if self.conflicts:
            count = len(self.conflicts)
            lines.append(
                f"{count} {_plural('conflict', count)}, changed in the file and here, left as here "
                "(--theirs takes the file, --mine stays with what is here)"
            )
            lines += [f"  {each}" for each in self.conflicts]
        return "\n".join(lines)

    def json(self) -> dict[str, Any]:
        """The result for programs."""
        return self.plan.json() | {"applied": self.events}


def conflict_json(conflict: Conflicting) -> dict[str, Any]:
    """A conflict for programs."""
    return {
        "subject": conflict.subject,
        "field": conflict.field,
        "file_value": conflict.file,
        "stored_value": conflict.stored,
        "file": conflict.place.file,
        "line": conflict.place.line,
        "column": conflict.place.column,
    }


def _as_dict(change: Changed) -> dict[str, str]:
    return {"subject": change.subject, "field": change.field, "old": change.old, "new": change.new}


def _file_names(files: Sequence[str]) -> str:
    names = [visible(name.rpartition("/")[2]) for name in files]
    return names[0] if len(names) == 1 else f"{len(names)} files"


_KINDS_NAMED = 6
"""Kinds that the summary of an import names; with more, the last of them stands for the rest."""
_IRREGULAR = {"person": "people"}


def _plural(kind: str, count: int) -> str:
    if count == 1:
        return kind
    if kind in _IRREGULAR:
        return _IRREGULAR[kind]
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _counted(created: Sequence[Created], changed: Sequence[Changed], pruned: Sequence[Created]) -> str:
    """What was made, by kind, with the projects first and the cards next, then what else happened."""
    kinds = Counter(each.kind for each in created)
    order = sorted(kinds, key=lambda kind: (kind != "project", kind != "card"))
    parts = [f"{kinds[kind]:,} {_plural(kind, kinds[kind])}" for kind in order]
    if len(parts) > _KINDS_NAMED:
        rest = sum(kinds[kind] for kind in order[_KINDS_NAMED - 1 :])
        parts = [*parts[: _KINDS_NAMED - 1], f"{rest:,} more of {len(order) - _KINDS_NAMED + 1} other kinds"]
    if changed:
        rows = len({each.subject for each in changed})
        parts.append(f"{rows:,} changed")
    if pruned:
        parts.append(f"{len(pruned):,} archived")
    return ", ".join(parts) or "nothing changed, the values of the file are noted"
