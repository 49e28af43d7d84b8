"""The definition format, version 1, as typed values: what the reader hands to plan, apply and export.

How to walk it
    document = read([path, ...], known)      # reader.py; raises DefinitionErrors; all files of the import as
    one for project in document.projects:
        for card in project.cards:           # lists are tuples; absent, null and empty ones are all ()
            card.title, card.column, card.place()

Three values, never two. Every object (`Item`) knows which of its keys stood in the file:
    card.given("due")      False: the key is absent, leave the stored value alone
    card.due is None       with given("due"): `due: null`, clear it (back to the default where there is one)
    card.due               the value
    card.given_fields()    the names of all fields that were given
Lists never are None: `labels: null` and `labels: []` both are () with given("labels") True. Fields without
None in their type cannot be cleared; where such a field is "" (name, title) it is absent, which the reader
allows only for things that `Known` says exist already.

Positions: item.place() is the object's own, item.place("due") a field's, item.place("assignees", 1) a list
item's; each is a Place(file, line, column) whose str() is `file:line:column`. item.marks.key_place("due") is
the key's.

Names: fields are the keys of the page, but `from` is `from_`. Shorthands are expanded: `goals: [G1]` is
ProjectGoal(goal="G1"), a checklist's plain text is ChecklistItem(text=...). Values are str, int, float, bool,
Decimal (money, not yet in minor units; its currency is the project's), date, and datetime in UTC with whole
milliseconds. References (client, owner, parent, ...) are the text of the file, and were checked against the
files and `Known`: keys of people, clients, programs, goals (or the name of one that has no key), `id` or
`PROJECT/id` of a card, names of columns and milestones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import Field

from models.definitions.item import Archivable as Archivable
from models.definitions.item import Entry as Entry
from models.definitions.item import Item as Item
from models.definitions.values import (
    LISTED,
    Amount,
    CardId,
    CardLimit,
    CardNumber,
    ColumnKind,
    Currency,
    Day,
    Days,
    Engagement,
    ExpectationState,
    HealthColor,
    HoursAWeek,
    Instant,
    Key,
    LimitKind,
    Line,
    Number,
    OneToFive,
    Percent,
    Priority,
    ProjectKey,
    ProjectState,
    RiskResponse,
    RiskState,
    ServiceClass,
    SettingValues,
    SnapshotValues,
    Text,
    ThresholdValues,
    TimeZone,
    Truth,
    Version,
    Weight,
    Words,
    ZeroToTen,
)

Lines: TypeAlias = Annotated[tuple[Line, ...], LISTED]


class Absence(Entry):
    """Days on which a person does not work, both ends included."""

    from_: Day
    to: Day
    note: Text | None = None


class Person(Archivable):
    """Someone who can be assigned work; found again by key, else by name."""

    key: Key | None = None
    name: Line = ""
    email: Line | None = None
    capacity: HoursAWeek | None = None
    absences: Annotated[tuple[Absence, ...], LISTED] = ()


class Contact(Entry):
    """A person at a client."""

    name: Line
    role: Line | None = None
    email: Line | None = None


class Client(Archivable):
    """Whom projects are delivered to; found again by key, else by name."""

    key: Key | None = None
    name: Line = ""
    manager: Line | None = None
    contract_end: Day | None = None
    contacts: Annotated[tuple[Contact, ...], LISTED] = ()


class Goal(Archivable):
    """What the organisation wants to reach, and how it is measured."""

    key: Key
    title: Line = ""
    measure: Line | None = None
    target: Number | None = None
    current: Number | None = None
    unit: Line | None = None


class ProjectGoal(Item):
    """A goal that a project or a program serves; `goals: [G1]` is the shorthand."""

    goal: Key
    weight: Weight | None = None


class Program(Archivable):
    """Projects that belong together; found again by key, else by name."""

    key: Key | None = None
    name: Line = ""
    client: Line | None = None
    goals: Annotated[tuple[ProjectGoal, ...], LISTED] = ()


class Baseline(Entry):
    """An approved plan: all are kept, oldest first."""

    approved: Day
    start: Day | None = None
    target: Day | None = None
    budget: Amount | None = None
    reason: Text | None = None


class BudgetLine(Entry):
    """A planned amount of one category."""

    category: Line
    amount: Amount


class Budget(Item):
    """What a project may cost."""

    amount: Amount | None = None
    currency: Currency | None = None
    lines: Annotated[tuple[BudgetLine, ...], LISTED] = ()


class Cost(Entry):
    """An actual cost (negative: a refund)."""

    date: Day
    amount: Amount
    category: Line | None = None
    note: Text | None = None


class Column(Archivable):
    """A column of a board; found again by name."""

    name: Line
    kind: ColumnKind | None = None
    limit: CardLimit | None = None
    limit_kind: LimitKind | None = None
    policy: Text | None = None


class MilestoneDue(Item):
    """A date that a milestone had, and since when."""

    due: Day | None = None
    at: Instant


class Milestone(Entry):
    """A dated event of a project; found again by name."""

    name: Line
    due: Day | None = None
    baseline: Day | None = None
    done: Day | None = None
    weight: Weight | None = None
    commitment: Truth | None = None
    dues: Annotated[tuple[MilestoneDue, ...], LISTED] = ()


class Allocation(Entry):
    """A share of a person's time on a project, both ends included; open-ended where a date is missing."""

    person: Line
    role: Line | None = None
    percent: Percent
    from_: Day | None = None
    to: Day | None = None


class Residual(Item):
    """What is left of a risk once its response works."""

    probability: OneToFive | None = None
    impact: OneToFive | None = None
    cost: Amount | None = None


class Risk(Entry):
    """A risk; found again by title."""

    title: Line
    probability: OneToFive
    impact: OneToFive
    cost: Amount | None = None
    response: RiskResponse | None = None
    owner: Line | None = None
    trigger: Text | None = None
    mitigation: Text | None = None
    review: Day | None = None
    state: RiskState | None = None
    residual: Residual | None = None


class Stakeholder(Entry):
    """Someone with a say in the project; found again by name."""

    name: Line
    organisation: Line | None = None
    role: Line | None = None
    influence: OneToFive | None = None
    interest: OneToFive | None = None
    engagement: Engagement | None = None
    wanted: Engagement | None = None
    last_contact: Day | None = None


class Expectation(Entry):
    """A promise to the client; found again by text."""

    text: Words
    due: Day | None = None
    state: ExpectationState | None = None


class Satisfaction(Entry):
    """An answer of the client: csat or nps, exactly one of them."""

    date: Day
    csat: OneToFive | None = None
    nps: ZeroToTen | None = None
    respondent: Line | None = None
    comment: Text | None = None


class Update(Entry):
    """A statement of the manager on the project's health."""

    date: Day
    health: HealthColor
    summary: Text | None = None
    why: Text | None = None
    next: Text | None = None
    ask: Text | None = None
    review: Day | None = None
    author: Line | None = None


class Block(Entry):
    """A time in which a card could not go on; without `to` it still lasts."""

    from_: Instant
    to: Instant | None = None
    reason: Text | None = None
    by: Line | None = None


class ChecklistItem(Entry):
    """A step of a card; a plain text is the shorthand; found again by text."""

    text: Words
    done: Truth | None = None


class Comment(Entry):
    """A remark on a card."""

    at: Instant
    author: Line | None = None
    text: Words


class Move(Item):
    """An entry of a card's history: it entered the column then."""

    column: Line
    at: Instant
    by: Line | None = None


class Card(Archivable):
    """A card; found again by id, else by title. References to cards are `id` or `PROJECT/id`."""

    id: CardId | None = None
    number: CardNumber | None = None
    title: Line = ""
    column: Line | None = None
    created: Instant | None = None
    type: Line | None = None
    priority: Priority | None = None
    service_class: ServiceClass | None = None
    estimate: Weight | None = None
    assignees: Lines = ()
    labels: Lines = ()
    due: Day | None = None
    milestone: Line | None = None
    parent: Line | None = None
    depends_on: Lines = ()
    relates: Lines = ()
    blocked: Text | None = None
    blocks: Annotated[tuple[Block, ...], LISTED] = ()
    description: Text | None = None
    checklist: Annotated[tuple[ChecklistItem, ...], LISTED] = ()
    comments: Annotated[tuple[Comment, ...], LISTED] = ()
    history: Annotated[tuple[Move, ...], LISTED] = ()


class Project(Archivable):
    """A project with its board and everything around it."""

    key: ProjectKey
    name: Line = ""
    description: Text | None = None
    client: Line | None = None
    program: Line | None = None
    goals: Annotated[tuple[ProjectGoal, ...], LISTED] = ()
    manager: Line | None = None
    delivery_manager: Line | None = None
    state: ProjectState | None = None
    start: Day | None = None
    target: Day | None = None
    baselines: Annotated[tuple[Baseline, ...], LISTED] = ()
    budget: Budget | None = None
    costs: Annotated[tuple[Cost, ...], LISTED] = ()
    cadence: Days | None = None
    thresholds: ThresholdValues | None = None
    next_number: CardNumber | None = None
    columns: Annotated[tuple[Column, ...], LISTED] = ()
    milestones: Annotated[tuple[Milestone, ...], LISTED] = ()
    allocations: Annotated[tuple[Allocation, ...], LISTED] = ()
    risks: Annotated[tuple[Risk, ...], LISTED] = ()
    stakeholders: Annotated[tuple[Stakeholder, ...], LISTED] = ()
    expectations: Annotated[tuple[Expectation, ...], LISTED] = ()
    satisfaction: Annotated[tuple[Satisfaction, ...], LISTED] = ()
    updates: Annotated[tuple[Update, ...], LISTED] = ()
    cards: Annotated[tuple[Card, ...], LISTED] = ()


class Settings(Item):
    """Settings of the whole portfolio. `values` holds those that only export writes: their texts by name."""

    time_zone: TimeZone | None = None
    values: SettingValues = Field(default_factory=dict)


class View(Archivable):
    """A saved view: a named filter of a screen."""

    key: Line
    screen: Line
    name: Line
    query: Text = ""


class Snapshot(Item):
    """A project's numbers of one day, as they were: `values` by name, as JSON would hold them."""

    project: ProjectKey
    date: Day
    values: SnapshotValues = Field(default_factory=dict)


class File(Item):
    """One file as it stands."""

    pmboard: Version
    settings: Settings | None = None
    people: Annotated[tuple[Person, ...], LISTED] = ()
    clients: Annotated[tuple[Client, ...], LISTED] = ()
    goals: Annotated[tuple[Goal, ...], LISTED] = ()
    programs: Annotated[tuple[Program, ...], LISTED] = ()
    projects: Annotated[tuple[Project, ...], LISTED] = ()
    views: Annotated[tuple[View, ...], LISTED] = ()
    snapshots: Annotated[tuple[Snapshot, ...], LISTED] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """All files of one import as one, checked: what it refers to exists, nothing is there twice."""

    files: tuple[str, ...]
    settings: tuple[Settings, ...]
    """One for each file that has settings; no setting is in two of them."""
    people: tuple[Person, ...]
    clients: tuple[Client, ...]
    goals: tuple[Goal, ...]
    programs: tuple[Program, ...]
    projects: tuple[Project, ...]
    views: tuple[View, ...]
    snapshots: tuple[Snapshot, ...]
