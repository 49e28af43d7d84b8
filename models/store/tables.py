"""The tables, as peewee sees them. The SQL that makes them is migration 1; a test holds the two together.

Every value in a row is a plain one: dates are ISO text, instants are UTC milliseconds, money is minor units,
yes/no is 1/0. So a row, an event and an imported value compare with ``==`` and need no conversion. The models
belong to no database: ``Store.rows(query)`` and ``Change`` run them on one that is open.

``removed`` is 1 for what is gone: an undone creation, a link that was taken off, a tombstone. Rows are never
deleted, so ids and numbers are never used again. ``archived_at`` is how things leave that may come back.
"""

from __future__ import annotations

from models.store.history import Event as Event
from models.store.history import Origin as Origin
from models.store.orm import AutoField, DoubleField, ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    """What every table has."""

    id = AutoField()
    version = IntegerField(default=1)
    created_at = IntegerField()
    updated_at = IntegerField()
    removed = IntegerField(default=0)

    class Meta:
        """peewee's settings of the table."""

        legacy_table_names = False


class Person(Table):
    """Somebody who does or leads work; capacity in hours a week."""

    key = TextField()
    name = TextField()
    email = TextField(null=True)
    capacity = DoubleField(default=40.0)
    archived_at = IntegerField(null=True)


class Absence(Table):
    """Days on which a person is away, both ends included."""

    code = TextField()
    person = ForeignKeyField(Person)
    starts = TextField()
    ends = TextField()
    note = TextField(null=True)
    archived_at = IntegerField(null=True)


class Client(Table):
    """Who the work is for."""

    key = TextField()
    name = TextField()
    manager = ForeignKeyField(Person, null=True)
    contract_end = TextField(null=True)
    archived_at = IntegerField(null=True)


class Contact(Table):
    """A person at a client."""

    code = TextField()
    client = ForeignKeyField(Client)
    name = TextField()
    role = TextField(null=True)
    email = TextField(null=True)
    archived_at = IntegerField(null=True)


class Goal(Table):
    """What the organisation wants to reach, and how far it is."""

    key = TextField()
    title = TextField()
    measure = TextField(null=True)
    target = DoubleField(null=True)
    current = DoubleField(null=True)
    unit = TextField(null=True)
    archived_at = IntegerField(null=True)


class Program(Table):
    """Projects that belong together."""

    key = TextField()
    name = TextField()
    client = ForeignKeyField(Client, null=True)
    archived_at = IntegerField(null=True)


class ProgramGoal(Table):
    """A goal that a program serves."""

    program = ForeignKeyField(Program)
    goal = ForeignKeyField(Goal)
    weight = DoubleField(default=1.0)


class Project(Table):
    """One project; ``key`` identifies it for ever, ``next_number`` is the next card's number."""

    key = TextField()
    name = TextField()
    description = TextField(null=True)
    client = ForeignKeyField(Client, null=True)
    program = ForeignKeyField(Program, null=True)
    manager = ForeignKeyField(Person, null=True)
    delivery_manager = ForeignKeyField(Person, null=True)
    state = TextField(default="active")
    start = TextField(null=True)
    target = TextField(null=True)
    budget = IntegerField(null=True)
    currency = TextField(default="EUR")
    cadence = IntegerField(default=7)
    thresholds = TextField(null=True)
    next_number = IntegerField(default=1)
    archived_at = IntegerField(null=True)


class ProjectGoal(Table):
    """A goal that a project serves, with its weight."""

    project = ForeignKeyField(Project)
    goal = ForeignKeyField(Goal)
    weight = DoubleField(default=1.0)


class Column(Table):
    """A column of a board; its kind says what being in it means."""

    project = ForeignKeyField(Project)
    name = TextField()
    kind = TextField(default="queue")
    rank = TextField()
    wip_limit = IntegerField(null=True)
    limit_kind = TextField(default="soft")
    policy = TextField(null=True)
    archived_at = IntegerField(null=True)

    class Meta:
        """peewee's settings of the table."""

        table_name = "board_column"


class Milestone(Table):
    """A date that a project works towards; a commitment is one that a client was promised."""

    code = TextField()
    project = ForeignKeyField(Project)
    name = TextField()
    due = TextField(null=True)
    baseline = TextField(null=True)
    done = TextField(null=True)
    weight = DoubleField(null=True)
    commitment = IntegerField(default=0)
    archived_at = IntegerField(null=True)


class MilestoneDue(Table):
    """A date that a milestone had, and since when."""

    milestone = ForeignKeyField(Milestone)
    due = TextField(null=True)
    at = IntegerField()


class Card(Table):
    """A piece of work. ``code`` is its id in definition files; start and finish are a cache of its moves."""

    project = ForeignKeyField(Project)
    number = IntegerField()
    code = TextField()
    column = ForeignKeyField(Column)
    rank = TextField()
    title = TextField()
    description = TextField(null=True)
    type = TextField(default="task")
    priority = TextField(default="normal")
    service_class = TextField(default="standard")
    estimate = DoubleField(null=True)
    due = TextField(null=True)
    milestone = ForeignKeyField(Milestone, null=True)
    parent = ForeignKeyField("self", null=True)
    started_at = IntegerField(null=True)
    finished_at = IntegerField(null=True)
    archived_at = IntegerField(null=True)


class Label(Table):
    """A tag of a project's cards."""

    project = ForeignKeyField(Project)
    name = TextField()


class CardLabel(Table):
    """A card has a label."""

    card = ForeignKeyField(Card)
    label = ForeignKeyField(Label)


class CardAssignee(Table):
    """A person works on a card."""

    card = ForeignKeyField(Card)
    person = ForeignKeyField(Person)


class ChecklistItem(Table):
    """A step of a card."""

    code = TextField()
    card = ForeignKeyField(Card)
    text = TextField()
    done = IntegerField(default=0)
    rank = TextField()
    archived_at = IntegerField(null=True)


class Comment(Table):
    """What somebody said about a card."""

    code = TextField()
    card = ForeignKeyField(Card)
    at = IntegerField()
    author = TextField()
    text = TextField()
    archived_at = IntegerField(null=True)


class CardLink(Table):
    """``card`` depends on, or relates to, ``other``; across projects too."""

    card = ForeignKeyField(Card)
    other = ForeignKeyField(Card)
    kind = TextField(default="depends")


class Block(Table):
    """A time in which a card could not go on; open while ``ended_at`` is empty."""

    code = TextField()
    card = ForeignKeyField(Card)
    started_at = IntegerField()
    ended_at = IntegerField(null=True)
    reason = TextField()
    by = TextField(null=True)
    archived_at = IntegerField(null=True)


class Move(Table):
    """The flow history: a card entered a column; the first move comes from nowhere."""

    card = ForeignKeyField(Card)
    from_column = ForeignKeyField(Column, null=True)
    to_column = ForeignKeyField(Column)
    at = IntegerField()
    by = TextField(null=True)


class BudgetLine(Table):
    """A planned part of a project's budget, in minor units of its currency."""

    code = TextField()
    project = ForeignKeyField(Project)
    category = TextField()
    amount = IntegerField()
    archived_at = IntegerField(null=True)


class Cost(Table):
    """What was spent, in minor units of the project's currency."""

    code = TextField()
    project = ForeignKeyField(Project)
    date = TextField()
    amount = IntegerField()
    category = TextField(null=True)
    note = TextField(null=True)
    archived_at = IntegerField(null=True)


class Allocation(Table):
    """A share of a person's time for a project, in percent; open-ended where a date is empty."""

    code = TextField()
    project = ForeignKeyField(Project)
    person = ForeignKeyField(Person)
    role = TextField(null=True)
    percent = DoubleField()
    starts = TextField(null=True)
    ends = TextField(null=True)
    archived_at = IntegerField(null=True)


class Baseline(Table):
    """An approved plan: start, target and budget (minor units). All are kept."""

    code = TextField()
    project = ForeignKeyField(Project)
    approved = TextField()
    start = TextField(null=True)
    target = TextField(null=True)
    budget = IntegerField(null=True)
    reason = TextField(null=True)
    archived_at = IntegerField(null=True)


class Risk(Table):
    """What may happen; probability and impact 1 to 5, cost in minor units; ``review`` is a date."""

    code = TextField()
    project = ForeignKeyField(Project)
    title = TextField()
    probability = IntegerField()
    impact = IntegerField()
    cost = IntegerField(null=True)
    response = TextField(default="mitigate")
    owner = ForeignKeyField(Person, null=True)
    trigger = TextField(null=True)
    mitigation = TextField(null=True)
    review = TextField(null=True)
    state = TextField(default="open")
    residual_probability = IntegerField(null=True)
    residual_impact = IntegerField(null=True)
    residual_cost = IntegerField(null=True)
    archived_at = IntegerField(null=True)


class Stakeholder(Table):
    """Somebody with a say or a stake; influence and interest 1 to 5."""

    code = TextField()
    project = ForeignKeyField(Project)
    name = TextField()
    organisation = TextField(null=True)
    role = TextField(null=True)
    influence = IntegerField(null=True)
    interest = IntegerField(null=True)
    engagement = TextField(default="neutral")
    wanted = TextField(default="neutral")
    last_contact = TextField(null=True)
    archived_at = IntegerField(null=True)


class Expectation(Table):
    """What a client was promised."""

    code = TextField()
    project = ForeignKeyField(Project)
    text = TextField()
    due = TextField(null=True)
    state = TextField(default="open")
    archived_at = IntegerField(null=True)


class Satisfaction(Table):
    """An answer of a client: CSAT 1 to 5 or NPS 0 to 10."""

    code = TextField()
    project = ForeignKeyField(Project)
    date = TextField()
    csat = IntegerField(null=True)
    nps = IntegerField(null=True)
    respondent = TextField(null=True)
    comment = TextField(null=True)
    archived_at = IntegerField(null=True)


class StatusUpdate(Table):
    """A manager's statement about a project."""

    code = TextField()
    project = ForeignKeyField(Project)
    date = TextField()
    health = TextField()
    summary = TextField(null=True)
    why = TextField(null=True)
    next = TextField(null=True)
    ask = TextField(null=True)
    review = TextField(null=True)
    author = TextField(null=True)
    archived_at = IntegerField(null=True)


class Snapshot(Table):
    """A project's numbers of one day (JSON), never rewritten."""

    project = ForeignKeyField(Project)
    day = TextField()
    numbers = TextField()


class Setting(Table):
    """A choice of the whole portfolio, such as its time zone."""

    key = TextField()
    value = TextField()


class SavedView(Table):
    """A named filter of a screen."""

    key = TextField()
    screen = TextField()
    name = TextField()
    query = TextField()
    archived_at = IntegerField(null=True)


TABLES: tuple[type[Table], ...] = tuple(Table.__subclasses__())
"""Every table that a person can change, in the order above: each after those it refers to."""
