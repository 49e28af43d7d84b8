"""The values of the delivery screen: lines, judgments, what needs attention, groups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from models.views.short import counted_from


class Judgment(NamedTuple):
    """One dimension of a project's health."""

    dimension: str
    """schedule, cost, flow, risk, people or client."""
    letter: str
    """R, A, G, or - when it is not known."""
    sentence: str
    """The numbers and the rule: '62 % likely to make 12 Mar (green from 85 %)'."""


class Attention(NamedTuple):
    """A project that needs somebody: the worst rule that fired."""

    project_id: int
    project_key: str
    sentence: str
    dimension: str
    """What it is about: schedule, cost, statement, commitment, milestone, client, risk, people, flow,
    dependency."""
    more: int
    """How many further rules fired that say something else."""
    severity: int
    """Sort key: higher is worse."""
    all: tuple[str, ...]
    """Every rule that fired, worst first, as a sentence; what the first one says is not said again."""
    card: str = ""
    """The card that the worst rule is about, such as ATLAS-42; empty when it is about no single one."""
    rules: tuple[tuple[str, str], ...] = ()
    """What each sentence of ``all`` is about: the name of its rule, and its dimension. Then the rules whose
    sentence the first one says too: they fired, and may be asked for."""


class Statement(NamedTuple):
    """The last thing that the manager said about the project."""

    date: date
    health: str
    """green, amber or red."""
    author: str
    summary: str
    why: str
    next: str
    ask: str
    days_ago: int


class NextMilestone(NamedTuple):
    """The next milestone that is not done."""

    name: str
    due: date
    forecast: date | None
    slip_days: int | None
    commitment: bool
    baseline: date | None = None
    """The day that the slip is counted from; None: its due date."""

    @property
    def slip_from(self) -> date | None:
        """The day that a slip is counted from, where that is another one than the due date beside it."""
        return self.baseline if self.slip_days and self.baseline != self.due else None

    def counted_from(self, written: Callable[[date], str]) -> str:
        """The same as words behind the slip: `` from 20 Jan``."""
        return counted_from(self.slip_from, self.due, written)


class Promised(NamedTuple):
    """A commitment (a milestone) or an expectation of the client that is still open."""

    text: str
    due: date | None
    commitment: bool
    forecast: date | None
    """The day by which the work that it needs is done with 85 %; None where nobody can tell."""
    late_days: int | None
    """From its date to the forecast; below zero when it is early."""
    overdue: bool


class ProjectRow(NamedTuple):
    """One line of the table. Numbers are empty where there is no answer, and the note beside says why."""

    id: int
    version: int
    key: str
    name: str
    client_key: str
    client: str
    program_key: str
    program: str
    manager: str
    state: str
    cards: int
    open_cards: int
    health: str
    """Computed: R, A, G, R?, A?, G?, or -."""
    health_dimension: str
    declared: str
    """The manager's letter while it is valid and differs, else empty."""
    health_rank: int
    """Sort key of the worse valid opinion: higher is worse."""
    progress: float | None
    progress_note: str
    target: date | None
    p85: date | None
    p85_note: str
    slip_days: int | None
    slip_note: str
    budget_used: float | None
    """Costs to date as a share of the budget."""
    budget_note: str
    cpi: float | None
    cpi_note: str
    spi: float | None
    risk: int | None
    """Highest open exposure, 1 to 25."""
    risk_note: str
    csat: float | None
    csat_answers: int
    """n of CSAT; under 5 the answers themselves are shown."""
    csat_note: str
    nps: float | None
    nps_answers: int
    next_milestone: NextMilestone | None
    said_days: int | None
    said_note: str
    """'never', 'stale' or empty."""
    statement: Statement | None
    judgments: tuple[Judgment, ...]
    trend_slip: tuple[int | None, ...]
    """Slip in days, from the daily snapshots of the last twelve weeks, oldest first."""
    trend_finished: tuple[int, ...]
    """Cards finished in each of the last twelve weeks, oldest first."""
    baseline_slip_days: int | None = None
    """Slip against the latest approved baseline, which stands beside the one against the first."""
    currency: str = ""
    costs: int = 0
    """Booked to date, minor units of ``currency``."""
    budget: int | None = None
    """Of the latest approved baseline (BAC), minor units."""
    nps_note: str = ""
    """NPS with its answers, ``+33 n6``; under 5 the answers themselves, ``9 3 n2``; or why not."""
    slip_from: date | None = None
    """The target of the first baseline, which the slip is counted from."""
    slip_from_latest: date | None = None
    """The target of the latest approved baseline; None where it is the first one."""
    cpi_letter: str = ""
    """R, A or G of the CPI itself by its limits, whatever else the dimension looks at; empty: not judged."""
    risk_letter: str = ""
    """The same of the highest exposure."""
    csat_letter: str = ""
    """The same of CSAT."""
    promises: tuple[Promised, ...] = ()
    """What was promised to the client and is still open: the latest against its date first."""
    people: tuple[str, ...] = ()
    """Who works on it in the weeks to come, by name."""

    @property
    def promise_late(self) -> bool:
        """Whether a promise is overdue, or forecast past its date."""
        return any(one.overdue or (one.late_days or 0) > 0 for one in self.promises)


class Group(NamedTuple):
    """Projects of one client or program; counts of the active ones by letter."""

    key: str
    name: str
    red: int
    amber: int
    green: int
    unknown: int
    worst: str
    """Key of the worst project, or empty."""
    rows: tuple[ProjectRow, ...]
    money: tuple[tuple[str, int, int], ...]
    """(currency, costs to date, budget) in minor units, a tuple per currency."""


class DeliveryView(NamedTuple):
    """Everything on the delivery screen. Rows are by key and in no group; ``grouped`` groups them."""

    today: date
    now_ms: int
    rows: tuple[ProjectRow, ...]
    attention: tuple[Attention, ...]
    last_sequence: int
    complete: bool = True
    """False for the first look: names and counts are there, judged numbers only where they were known
    already."""
