"""Which field of a definition file is which column of a table: for import, export and the test of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from models.store.tables import (
    Absence,
    Allocation,
    Baseline,
    Block,
    BudgetLine,
    Card,
    CardAssignee,
    CardLabel,
    CardLink,
    ChecklistItem,
    Client,
    Column,
    Comment,
    Contact,
    Cost,
    Expectation,
    Goal,
    Label,
    Milestone,
    MilestoneDue,
    Move,
    Person,
    Program,
    ProgramGoal,
    Project,
    ProjectGoal,
    Risk,
    Satisfaction,
    SavedView,
    Setting,
    Snapshot,
    Stakeholder,
    StatusUpdate,
    Table,
)

Codec = Literal[
    "text", "day", "instant", "number", "whole", "truth", "money", "rules",
    "person", "client", "program", "milestone", "column", "card", "project",
]  # fmt: skip
Stored = str | int | float | None
"""What a column holds: dates as ISO text, instants as UTC milliseconds, money in minor units, 0/1."""

REFERENCES: dict[str, type[Table]] = {
    "person": Person,
    "client": Client,
    "program": Program,
    "milestone": Milestone,
    "column": Column,
    "card": Card,
    "project": Project,
}


@dataclass(frozen=True, slots=True)
class Binding:
    """A field of the format (its attribute) and the column that holds it; `default` is what a new row has."""

    field: str
    column: str
    codec: Codec = "text"
    default: Stored = None
    within: str = ""
    """The key of the mapping that holds it, for what stands in one of its own."""

    @property
    def key(self) -> str:
        """The key in the file."""
        return self.field.rstrip("_")

    @property
    def path(self) -> str:
        """The key as people read it: `due`, `budget.amount`."""
        return f"{self.within}.{self.key}" if self.within else self.key


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the format and the table that holds its entries.

    `owner` is the column of what the list belongs to, `code` that of the entry's key or id, `natural` the
    columns by which an entry without one is found again.
    """

    name: str
    label: str
    table: type[Table]
    owner: str | None
    code: str | None
    natural: tuple[str, ...]
    fields: tuple[Binding, ...]
    order: str
    nested: tuple[Binding, ...] = ()
    """Fields that stand in a mapping of their own within an entry."""
    by_column: dict[str, Binding] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_column", {one.column: one for one in (*self.fields, *self.nested)})

    @property
    def entity(self) -> str:
        """What events and origins call the table."""
        return str(self.table._meta.table_name)


def _day(name: str, column: str = "") -> Binding:
    return Binding(name, column or name.rstrip("_"), "day")


def _text(name: str, default: str | None = None) -> Binding:
    return Binding(name, name, "text", default)


def _number(name: str) -> Binding:
    return Binding(name, name, "number")


def _whole(name: str) -> Binding:
    return Binding(name, name, "whole")


def _money(name: str) -> Binding:
    return Binding(name, name, "money")


def _reference(name: str, to: Codec) -> Binding:
    return Binding(name, f"{name}_id", to)


ARCHIVED = Binding("archived", "archived_at", "instant")
ID = Binding("id", "code")

PEOPLE = Listing(
    "people", "person", Person, None, "key", ("name",),
    (_text("key"), _text("name"), _text("email"), Binding("capacity", "capacity", "number", 40.0), ARCHIVED),
    "key",
)  # fmt: skip
ABSENCES = Listing(
    "absences", "absence", Absence, "person_id", "code", ("starts",),
    (ID, _day("from_", "starts"), _day("to", "ends"), _text("note"), ARCHIVED),
    "starts, code",
)  # fmt: skip
CLIENTS = Listing(
    "clients", "client", Client, None, "key", ("name",),
    (_text("key"), _text("name"), _reference("manager", "person"), _day("contract_end"), ARCHIVED),
    "key",
)  # fmt: skip
CONTACTS = Listing(
    "contacts", "contact", Contact, "client_id", "code", ("name",),
    (ID, _text("name"), _text("role"), _text("email"), ARCHIVED),
    "name, code",
)  # fmt: skip
GOALS = Listing(
    "goals", "goal", Goal, None, "key", ("title",),
    (
        _text("key"), _text("title"), _text("measure"), _number("target"),
        _number("current"), _text("unit"), ARCHIVED,
    ),
    "key",
)  # fmt: skip
PROGRAMS = Listing(
    "programs", "program", Program, None, "key", ("name",),
    (_text("key"), _text("name"), _reference("client", "client"), ARCHIVED),
    "key",
)  # fmt: skip
BUDGET = (
    Binding("amount", "budget", "money", None, "budget"),
    Binding("currency", "currency", "text", "EUR", "budget"),
)
"""The fields of a project's `budget`; its lines are a list of their own."""
PROJECTS = Listing(
    "projects", "project", Project, None, "key", (),
    (
        _text("key"), _text("name"), _text("description"), _reference("client", "client"),
        _reference("program", "program"), _reference("manager", "person"),
        _reference("delivery_manager", "person"), _text("state", "active"), _day("start"),
        _day("target"), Binding("cadence", "cadence", "whole", 7),
        Binding("thresholds", "thresholds", "rules"),
        ARCHIVED,
    ),
    "key", BUDGET,
)  # fmt: skip
BASELINES = Listing(
    "baselines", "baseline", Baseline, "project_id", "code", ("approved",),
    (ID, _day("approved"), _day("start"), _day("target"), _money("budget"),
    _text("reason"), ARCHIVED), "approved, code",
)  # fmt: skip
BUDGET_LINES = Listing(
    "lines", "budget line", BudgetLine, "project_id", "code", ("category",),
    (ID, _text("category"), _money("amount"), ARCHIVED),
    "code",
)  # fmt: skip
COSTS = Listing(
    "costs", "cost", Cost, "project_id", "code", ("date", "category", "note"),
    (ID, _day("date"), _money("amount"), _text("category"), _text("note"), ARCHIVED),
    "date, code",
)  # fmt: skip
COLUMNS = Listing(
    "columns", "column", Column, "project_id", None, ("name",),
    (
        _text("name"), _text("kind", "queue"), Binding("limit", "wip_limit", "whole"),
        _text("limit_kind", "soft"),        _text("policy"), ARCHIVED,
    ),
    "rank, id",
)  # fmt: skip
MILESTONES = Listing(
    "milestones", "milestone", Milestone, "project_id", "code", ("name",),
    (
        ID, _text("name"), _day("due"), _day("baseline"), _day("done"), _number("weight"),
        Binding("commitment", "commitment", "truth", 0), ARCHIVED,
    ),
    "due, name, code",
)  # fmt: skip
ALLOCATIONS = Listing(
    "allocations", "allocation", Allocation, "project_id", "code", ("person_id", "role", "starts"),
    (
        ID, _reference("person", "person"), _text("role"), _number("percent"),
        _day("from_", "starts"), _day("to", "ends"), ARCHIVED,
    ),
    "starts, code",
)  # fmt: skip
RESIDUAL = (
    Binding("probability", "residual_probability", "whole", None, "residual"),
    Binding("impact", "residual_impact", "whole", None, "residual"),
    Binding("cost", "residual_cost", "money", None, "residual"),
)
RISKS = Listing(
    "risks", "risk", Risk, "project_id", "code", ("title",),
    (
        ID, _text("title"), _whole("probability"), _whole("impact"), _money("cost"),
        _text("response", "mitigate"),
        _reference("owner", "person"),
        _text("trigger"), _text("mitigation"), _day("review"), _text("state", "open"), ARCHIVED,
    ),
    "review, code", RESIDUAL,
)  # fmt: skip
STAKEHOLDERS = Listing(
    "stakeholders", "stakeholder", Stakeholder, "project_id", "code", ("name",),
    (
        ID, _text("name"), _text("organisation"), _text("role"), _whole("influence"),
        _whole("interest"), _text("engagement", "neutral"), _text("wanted", "neutral"),
        _day("last_contact"), ARCHIVED,
    ),
    "code",
)  # fmt: skip
EXPECTATIONS = Listing(
    "expectations", "expectation", Expectation, "project_id", "code", ("text",),
    (ID, _text("text"), _day("due"), _text("state", "open"), ARCHIVED),
    "due, code",
)  # fmt: skip
SATISFACTION = Listing(
    "satisfaction", "answer", Satisfaction, "project_id", "code", ("date", "respondent"),
    (
        ID, _day("date"), _whole("csat"), _whole("nps"),
        _text("respondent"), _text("comment"), ARCHIVED,
    ),
    "date, code",
)  # fmt: skip
UPDATES = Listing(
    "updates", "statement", StatusUpdate, "project_id", "code", ("date", "author"),
    (
        ID, _day("date"), _text("health"), _text("summary"), _text("why"), _text("next"), _text("ask"),
        _day("review"), _text("author"), ARCHIVED,
    ),
    "date, code",
)  # fmt: skip
CARDS = Listing(
    "cards", "card", Card, "project_id", "code", ("title",),
    (
        ID, _text("title"), _reference("column", "column"), _text("type", "task"),
        _text("priority", "normal"), _text("service_class", "standard"), _number("estimate"),
        _day("due"), _reference("milestone", "milestone"), _reference("parent", "card"),
        _text("description"), ARCHIVED,
    ),
    "rank, number",
)  # fmt: skip
BLOCKS = Listing(
    "blocks", "block", Block, "card_id", "code", ("started_at",),
    (
        ID, Binding("from_", "started_at", "instant"), Binding("to", "ended_at", "instant"),
        _text("reason", ""),
        _text("by"), ARCHIVED,
    ),
    "started_at, code",
)  # fmt: skip
CHECKLIST = Listing(
    "checklist", "checklist item", ChecklistItem, "card_id", "code", ("text",),
    (ID, _text("text"), Binding("done", "done", "truth", 0), ARCHIVED),
    "rank, id",
)  # fmt: skip
COMMENTS = Listing(
    "comments", "comment", Comment, "card_id", "code", ("at", "author"),
    (ID, Binding("at", "at", "instant"), _text("author"), _text("text"), ARCHIVED),
    "at, code",
)  # fmt: skip
SETTINGS = Listing("settings", "setting", Setting, None, "key", (), (_text("key"), _text("value")), "key")
VIEWS = Listing(
    "views", "view", SavedView, None, "key", (),
    (_text("key"), _text("screen"), _text("name"), _text("query", ""), ARCHIVED),
    "key",
)  # fmt: skip

PROJECT_LISTS = (
    BASELINES, BUDGET_LINES, COSTS, ALLOCATIONS, RISKS, STAKEHOLDERS, EXPECTATIONS, SATISFACTION, UPDATES,
)  # fmt: skip
"""The lists of a project whose entries hang on nothing else of it."""
CARD_LISTS = (BLOCKS, CHECKLIST, COMMENTS)
LISTINGS = (
    PEOPLE, ABSENCES, CLIENTS, CONTACTS, GOALS, PROGRAMS, PROJECTS, COLUMNS, MILESTONES, CARDS,
    SETTINGS, VIEWS,
    *PROJECT_LISTS, *CARD_LISTS,
)  # fmt: skip

_HERE = "written as part of what it belongs to"
_OF_EVERY_ROW = {
    "id": "of this database only",
    "version": "of this database only",
    "created_at": "cards say it as `created`; elsewhere when the row was made here, which is history",
    "updated_at": "when the row was last changed here, which is history",
    "removed": "what was taken off or deleted is not exported",
}
OTHER_COLUMNS: dict[type[Table], dict[str, str]] = {
    Absence: {"person_id": _HERE},
    Contact: {"client_id": _HERE},
    ProgramGoal: {"program_id": _HERE, "goal_id": "`goal`", "weight": "`weight`"},
    Project: {"next_number": "`next_number`"},
    ProjectGoal: {"project_id": _HERE, "goal_id": "`goal`", "weight": "`weight`"},
    Column: {"project_id": _HERE, "rank": "the order of `columns`"},
    Milestone: {"project_id": _HERE},
    MilestoneDue: {"milestone_id": _HERE, "due": "`dues.due`", "at": "`dues.at`"},
    Card: {
        "project_id": _HERE,
        "number": "`number`",
        "rank": "the order of `cards`",
        "started_at": "computed from the moves",
        "finished_at": "computed from the moves",
    },
    Label: {"project_id": _HERE, "name": "`labels`; a label that no card has is not kept"},
    CardLabel: {"card_id": _HERE, "label_id": "`labels`"},
    CardAssignee: {"card_id": _HERE, "person_id": "`assignees`"},
    ChecklistItem: {"card_id": _HERE, "rank": "the order of `checklist`"},
    Comment: {"card_id": _HERE},
    CardLink: {"card_id": _HERE, "other_id": "`depends_on`, `relates`", "kind": "`depends_on`, `relates`"},
    Block: {"card_id": _HERE},
    Move: {
        "card_id": _HERE,
        "from_column_id": "the entry before it in `history`",
        "to_column_id": "`history.column`",
        "at": "`history.at`",
        "by": "`history.by`",
    },
    Snapshot: {
        "project_id": "`snapshots.project`",
        "day": "`snapshots.date`",
        "numbers": "`snapshots.values`",
    },
} | {one.table: {"project_id": _HERE} for one in PROJECT_LISTS}


def accounted(table: type[Table]) -> dict[str, str]:
    """Every column of the table that export writes, and where, or leaves out, and why."""
    said = dict(_OF_EVERY_ROW)
    for listing in LISTINGS:
        if listing.table is table:
            said |= {column: f"`{one.path}`" for column, one in listing.by_column.items()}
    return said | OTHER_COLUMNS.get(table, {})
