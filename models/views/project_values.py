"""The values of the project page: one project with its plan, money, people, risks, client, words, history.

Amounts are minor units of the project's currency. ``version`` is what an action is told as ``seen``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.measures.answers import NoAnswer
from models.measures.earned_value import EarnedValue
from models.measures.people import WeekLoad
from models.measures.satisfaction import Score
from models.measures.thresholds import Thresholds
from models.views.delivery_values import ProjectRow
from models.views.names import Named


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the organization that the project serves, and how much that counts."""

    id: int
    """Of what says that the project serves the goal."""
    version: int
    goal: Named
    weight: float


@dataclass(frozen=True, slots=True)
class Facts:
    """The project's own row, with the names that it refers to."""

    id: int
    version: int
    key: str
    name: str
    description: str
    client: Named | None
    program: Named | None
    manager: Named | None
    delivery_manager: Named | None
    state: str
    start: date | None
    target: date | None
    budget: int | None
    currency: str
    cadence: int
    """Days between two statements."""
    archived: bool
    goals: tuple[GoalLine, ...]
    """The weightiest first."""
    limits: Thresholds
    """What health is judged by."""
    own_limits: Mapping[str, Mapping[str, float]]
    """Those of the limits that are not the defaults, by dimension."""


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone; ``forecast``: the day that the open cards bound to it, and those due before it, make
    with 85 %; without cards, and due when the project was to be done, that of the whole project.
    """

    id: int
    version: int
    name: str
    due: date | None
    baseline: date | None
    done: date | None
    weight: float | None
    commitment: bool
    forecast: date | None
    slip_days: int | None
    """Days against the baseline of the done date, the forecast or the due date, whichever is known."""
    slip_basis: str
    moved: int
    """How often its due date became another."""
    overdue: bool
    dues: tuple[date, ...]
    """Every date that it was due on, the oldest first."""


@dataclass(frozen=True, slots=True)
class BaselineLine:
    """An approved plan."""

    id: int
    version: int
    approved: date
    start: date | None
    target: date | None
    budget: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class BudgetLineView:
    """A planned part of the budget, and what was booked on its category to date."""

    id: int
    version: int
    category: str
    amount: int
    spent: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """What was spent; below zero for money that came back."""

    id: int
    version: int
    date: date
    amount: int
    category: str
    note: str


@dataclass(frozen=True, slots=True)
class Money:
    """Budget lines, costs and earned value."""

    lines: tuple[BudgetLineView, ...]
    planned: int
    """Sum of the budget lines."""
    unplanned: int
    """Costs to date on categories without a budget line."""
    spent: int
    """Costs to date."""
    costs: tuple[CostLine, ...]
    """Newest first, at most as many as the view reads."""
    cost_count: int
    earned: EarnedValue | None
    earned_note: str
    """Why there is no earned value: ``no baseline``, ``no budget``."""


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """A share of a person's time. ``loads``: the person's next four weeks, all projects counted."""

    id: int
    version: int
    person: Named
    role: str
    percent: float
    starts: date | None
    ends: date | None
    loads: tuple[WeekLoad, ...]


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk with its exposures, 1 to 25, and how long ago it was reviewed."""

    id: int
    version: int
    title: str
    probability: int
    impact: int
    cost: int | None
    response: str
    owner: Named | None
    trigger: str
    mitigation: str
    review: date | None
    state: str
    residual_probability: int | None
    residual_impact: int | None
    residual_cost: int | None
    inherent: int
    """Probability x impact as first judged."""
    exposure: int
    """With residual values where they are given."""
    band: str
    review_age: int | None
    """Days since the review; below zero for a date to come; None: never reviewed."""
    forgotten: bool
    """Nobody has reviewed it within the days that the project's thresholds allow."""


@dataclass(frozen=True, slots=True)
class StakeholderLine:
    """Somebody with a say or a stake."""

    id: int
    version: int
    name: str
    organisation: str
    role: str
    influence: int | None
    interest: int | None
    engagement: str
    wanted: str
    last_contact: date | None
    silent_days: int | None
    """Days since the last contact."""


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """What the client was promised."""

    id: int
    version: int
    text: str
    due: date | None
    state: str
    overdue: bool
    """Still open after its day."""
    forecast: date | None = None
    """When it is expected: the end of the project's work, for one that is open and due then."""

    @property
    def late_days(self) -> int:
        """By how many days its forecast is past its date; 0 when it is not, or nobody can tell."""
        if self.due is None or self.forecast is None:
            return 0
        return max((self.forecast - self.due).days, 0)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer of the client: either CSAT 1 to 5 or NPS 0 to 10."""

    id: int
    version: int
    date: date
    csat: int | None
    nps: int | None
    respondent: str
    comment: str


@dataclass(frozen=True, slots=True)
class ClientSide:
    """Who has a say, what was promised, what was answered."""

    stakeholders: tuple[StakeholderLine, ...]
    expectations: tuple[ExpectationLine, ...]
    answers: tuple[AnswerLine, ...]
    """Newest first, at most as many as the view reads."""
    answer_count: int
    csat: Score | NoAnswer
    nps: Score | NoAnswer


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What a manager said."""

    id: int
    version: int
    review: date | None
    date: date
    health: str
    summary: str
    why: str
    next: str
    ask: str
    author: str
    days_ago: int


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One action that changed the project: when (UTC milliseconds), who, and its sentence."""

    seq: int
    """The event that begins it: an id, and where an earlier page goes on."""
    at: int
    author: str
    text: str
    undone: bool
    """It takes something back."""


@dataclass(frozen=True, slots=True)
class ArchivedLine:
    """What was taken out of the way: a card, a column, an entry of the page."""

    kind: str
    """``card``, ``column``, or the kind of entry: ``milestone``, ``risk``, ``cost``."""
    id: int
    name: str
    at: int
    """When, in UTC milliseconds."""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """Everything on the page of one project."""

    today: date
    now_ms: int
    zone: str
    last_sequence: int
    facts: Facts
    row: ProjectRow
    """The judged numbers, as the delivery screen shows them."""
    attention: tuple[str, ...]
    """Every rule that fired, worst first, as a sentence; empty when nothing needs anybody."""
    milestones: tuple[MilestoneLine, ...]
    baselines: tuple[BaselineLine, ...]
    """Newest first."""
    money: Money
    allocations: tuple[AllocationLine, ...]
    risks: tuple[RiskLine, ...]
    """Open ones first, the highest exposure first."""
    risk_cost: int | None
    """Expected cost of the open risks; None where none has a money impact."""
    client: ClientSide
    statements: tuple[StatementLine, ...]
    """Newest first, at most as many as the view reads."""
    statement_count: int
    history: tuple[HistoryEntry, ...]
    """Newest first."""
    history_wanted: str
    """What the history is narrowed to; empty: all of it."""
    older_history: int | None
    """Where an older page begins; None when there is none."""
    archived: tuple[ArchivedLine, ...]
    """What can be restored, newest first, at most as many as the view reads."""
    archived_count: int
