"""The forms: for every kind of entry its fields, and the actions that add, change and archive it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from models.actions import (
    clients,
    kinds,
    limits,
    milestones,
    plan,
    project_goals,
    projects,
    risks,
    statements,
)
from models.actions.record import Kind
from models.actions.values import (
    ENGAGEMENTS,
    EXPECTATION_STATES,
    HEALTH_COLORS,
    PROJECT_STATES,
    RISK_RESPONSES,
    RISK_STATES,
)
from models.measures.money import amount_text
from models.measures.thresholds import NAMES
from models.portfolio import Portfolio
from models.views.project import ProjectView
from tui.text import cut

from .fields import Chosen, Field, Offered, Picked, Truth, amount, day, decimal, text, whole
from .rows import Entry

Add = Callable[..., int]
Change = Callable[..., str]
Lines = Callable[[ProjectView], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Form:
    """How entries of one kind are written."""

    noun: str
    called: str
    """The attribute that names an entry."""
    kind: Kind
    """Checks single values before the form goes on."""
    fields: tuple[Field, ...]
    lines: Lines
    """The entries of the view."""
    add: Add | None
    edit: Change
    archive: Change | None
    short: tuple[str, ...] = ()
    """The fields that a new entry is asked for; empty: all of them."""
    long: str = ""
    """The field that is worth an editor of its own."""
    settled: tuple[str, ...] = ()
    """Fields that only a new entry is asked for."""
    done: tuple[str, str, str] | None = None
    """(field, value when it is done, value when it is open again) for the key that completes."""

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of a new entry, in the order in which they are asked for."""
        by_name = {field.name: field for field in self.fields}
        return tuple(by_name[name] for name in self.short) if self.short else self.fields

    def line(self, view: ProjectView, entry_id: int) -> Any | None:
        """The entry with this id; None when it is gone."""
        return next((one for one in self.lines(view) if one.id == entry_id), None)

    def name(self, line: object) -> str:
        """How people call the entry."""
        called = getattr(line, self.called)
        return str(getattr(called, "name", called) or self.noun)

    def told(self, line: object, view: ProjectView) -> str:
        """The entry in a sentence: ``risk Bank holidays``, ``cost of 12,500.00 EUR, people``."""
        amount = getattr(line, "amount", None)
        if amount is not None:
            parts = [
                f"{self.noun} of {amount_text(amount, view.facts.currency)}",
                getattr(line, "category", ""),
                getattr(line, "note", ""),
            ]
            return cut(", ".join(part for part in parts if part), 60)
        name = self.name(line)
        return self.noun if name == self.noun else f"{self.noun} {cut(name, 50)}"


_FIVE = "1 to 5"
_EXPOSURE = "exposure is probability x impact"


def _categories(view: ProjectView) -> list[str | None]:
    """Those of the budget, then those of the costs."""
    planned = [line.category for line in view.money.lines]
    return [*planned, *(cost.category for cost in view.money.costs)]


def _usual_category(view: ProjectView) -> str | None:
    """The one that was booked on last, else that of the largest part of the budget."""
    booked = [cost for cost in view.money.costs if cost.category]
    if booked:
        return max(booked, key=lambda cost: cost.id).category
    largest = max(view.money.lines, key=lambda line: line.amount, default=None)
    return largest.category if largest is not None else None


FORMS: Mapping[str, Form] = {
    "project": Form(
        "project", "key", projects.PROJECT,
        (
            text("name", "name"),
            Picked("client_id", "client", "clients"),
            Picked("program_id", "program", "programs"),
            Picked("manager_id", "project manager", "people"),
            Picked("delivery_manager_id", "delivery manager", "people"),
            Chosen("state", "state", PROJECT_STATES),
            day("start", "start"),
            day("target", "target"),
            amount("budget", "budget"),
            text("currency", "currency", "three letters, such as EUR", short=True),
            whole("cadence", "statement every", "in days"),
            text("description", "description", "⏎ is a line break", long=True),
        ),
        lambda view: (view.facts,), None, projects.edit, None, long="description",
    ),
    "goal": Form(
        "goal", "goal", project_goals.SERVED_GOAL,
        (
            Picked("goal_id", "goal", "goals", needed=True),
            decimal("weight", "weight", "how much it counts beside the others; 1 unless you say more"),
        ),
        lambda view: view.facts.goals, project_goals.add, project_goals.edit, project_goals.remove,
        settled=("goal_id",),
    ),
    "limits": Form(
        "health limits", "name", limits.LIMITS,
        tuple(
            decimal(f"{dimension}_{limit}", f"{dimension} {limit.replace('_', ' ')}", "empty: the default")
            for dimension, names in NAMES.items()
            for limit in names
        ),
        lambda view: (_limits(view),), None, limits.edit, None,
    ),
    "milestone": Form(
        "milestone", "name", kinds.MILESTONE,
        (
            text("name", "name"),
            day("due", "due"),
            Truth("commitment", "promised to the client"),
            day("baseline", "baseline"),
            day("done", "reached on"),
            decimal("weight", "weight", "its share of the progress; empty: none"),
        ),
        lambda view: view.milestones, milestones.add, milestones.edit, milestones.archive,
        short=("name", "due", "commitment", "weight"),
    ),
    "baseline": Form(
        "baseline", "approved", kinds.BASELINE,
        (
            day("approved", "approved on"),
            day("start", "start"),
            day("target", "target"),
            amount("budget", "budget"),
            text("reason", "reason", "why the plan is another", long=True),
        ),
        lambda view: view.baselines, plan.add_baseline, plan.edit_baseline, plan.archive_baseline,
        long="reason",
    ),
    "budget_line": Form(
        "budget line", "category", kinds.BUDGET_LINE,
        # Of a line that is there, the amount is what changes.
        (amount("amount", "planned amount"), Offered("category", "category", _categories)),
        lambda view: view.money.lines, plan.add_budget_line, plan.edit_budget_line, plan.archive_budget_line,
        short=("category", "amount"),
    ),
    "cost": Form(
        "cost", "note", kinds.COST,
        (
            amount("amount", "amount"),
            day("date", "date"),
            Offered("category", "category", _categories, _usual_category),
            text("note", "note", long=True),
        ),
        lambda view: view.money.costs, plan.add_cost, plan.edit_cost, plan.archive_cost, long="note",
    ),
    "allocation": Form(
        "allocation", "person", kinds.ALLOCATION,
        (
            Picked("person_id", "person", "people", needed=True),
            decimal("percent", "share", "percent of the person's time", "0 to 100"),
            text("role", "role"),
            day("starts", "from"),
            day("ends", "to"),
        ),
        lambda view: view.allocations, plan.add_allocation, plan.edit_allocation, plan.archive_allocation,
    ),
    "risk": Form(
        "risk", "title", kinds.RISK,
        (
            text("title", "title", "what may happen"),
            whole("probability", "probability", _FIVE + ", that is 10 to 90 %", _FIVE, _EXPOSURE),
            whole("impact", "impact", _FIVE + "; 5 is the worst", _FIVE, _EXPOSURE),
            Picked("owner_id", "owner", "people"),
            text("mitigation", "what is done about it", long=True),
            Chosen("response", "response", RISK_RESPONSES),
            text("trigger", "trigger", "when one sees that it happens", long=True),
            amount("cost", "money impact"),
            day("review", "reviewed on"),
            whole("residual_probability", "probability then", _FIVE + ", with what is done", _FIVE),
            whole("residual_impact", "impact then", _FIVE + ", with what is done", _FIVE),
            amount("residual_cost", "money impact then"),
            Chosen("state", "state", RISK_STATES),
        ),
        lambda view: view.risks, risks.add, risks.edit, risks.archive,
        short=("title", "probability", "impact", "owner_id", "mitigation", "trigger", "cost"),
        long="mitigation", done=("state", "closed", "open"),
    ),
    "stakeholder": Form(
        "stakeholder", "name", kinds.STAKEHOLDER,
        (
            text("name", "name"),
            text("role", "role"),
            text("organisation", "organisation"),
            whole("influence", "influence", _FIVE, _FIVE),
            whole("interest", "interest", _FIVE, _FIVE),
            Chosen("engagement", "engagement now", ENGAGEMENTS),
            Chosen("wanted", "engagement wanted", ENGAGEMENTS),
            day("last_contact", "last contact"),
        ),
        lambda view: view.client.stakeholders,
        clients.add_stakeholder, clients.edit_stakeholder, clients.archive_stakeholder,
    ),
    "expectation": Form(
        "expectation", "text", kinds.EXPECTATION,
        (
            text("text", "promise", "what the client expects", long=True),
            day("due", "due"),
            Chosen("state", "state", EXPECTATION_STATES),
        ),
        lambda view: view.client.expectations,
        clients.add_expectation, clients.edit_expectation, clients.archive_expectation,
        short=("text", "due"), long="text", done=("state", "kept", "open"),
    ),
    "satisfaction": Form(
        "answer", "date", kinds.SATISFACTION,
        (
            whole("csat", "CSAT", "1 to 5; empty when the answer is an NPS", _FIVE),
            whole("nps", "NPS", "0 to 10; empty when the answer is a CSAT", "0 to 10"),
            text("respondent", "who answered"),
            text("comment", "comment", long=True),
            day("date", "date"),
        ),
        lambda view: view.client.answers,
        clients.add_satisfaction, clients.edit_satisfaction, clients.archive_satisfaction,
        short=("csat", "nps", "respondent", "comment"), long="comment",
    ),
    "statement": Form(
        "statement", "date", kinds.STATEMENT,
        (
            Chosen("health", "health", HEALTH_COLORS),
            text("why", "why", long=True),
            text("next", "next", "what happens next", long=True),
            text("ask", "ask", "what you need from others", long=True),
            text("summary", "summary", "in one line, for those who read only that"),
            day("review", "look at it again on"),
            day("date", "date"),
            text("author", "author"),
        ),
        lambda view: view.statements, statements.add, statements.edit, statements.archive,
        short=("health", "summary", "why", "next", "ask"), long="why",
    ),
}  # fmt: skip
"""By the kind of the `Entry`."""

ADDS: Mapping[str, tuple[str, ...]] = {
    "overview": ("statement", "goal"),
    "plan": ("milestone", "baseline"),
    "money": ("cost", "budget_line"),
    "people": ("allocation",),
    "risks": ("risk",),
    "client": ("stakeholder", "expectation", "satisfaction"),
    "statements": ("statement",),
}
"""The kinds of entries that are added on each tab: the one that is added most often first."""

FIXED = {"key": "the key names the cards, such as ATLAS-42, in every message and link: it stays for ever"}
"""Why a field cannot be changed."""


def _limits(view: ProjectView) -> SimpleNamespace:
    """The limits as an entry with a field for each."""
    values = {
        f"{dimension}_{limit}": value
        for dimension, of in view.facts.limits._asdict().items()
        for limit, value in of._asdict().items()
    }
    return SimpleNamespace(id=view.facts.id, version=view.facts.version, name="health limits", **values)


def form_of(entry: Entry | None) -> Form | None:
    """The form of an entry; None where there is nothing to change."""
    return FORMS.get(entry.kind) if entry is not None else None


def complete(form: Form, p: Portfolio, line: Any) -> str:
    """Say that a milestone is reached, a promise kept, a risk closed; or take that back."""
    if form.noun == "milestone":
        if line.done is not None:
            return milestones.reopen(p, line.id, line.version)
        return milestones.complete(p, line.id, line.version)
    assert form.done is not None
    field, done, again = form.done
    value = again if getattr(line, field) == done else done
    return form.edit(p, line.id, line.version, **{field: value})
