"""Rules within the objects of a document that a type cannot say, and things that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from models.definitions.checks import Checks, named, spoiled
from models.definitions.format import Card, Document, Item, Project, Satisfaction, Settings
from models.definitions.known import DEFAULT_CURRENCY, Known
from models.definitions.positions import visible
from models.definitions.problems import Problem
from models.definitions.values import LINE_LENGTH, OTHER_KEY
from models.measures.money import MoneyError, decimals, parse_amount
from models.measures.thresholds import threshold_problems

_KEY = re.compile(OTHER_KEY)
_KEY_WORDS = "1 to 60 characters: letters without accents, digits, '.', '_' and '-'"
_LINE_ITEMS = (
    "baselines",
    "costs",
    "milestones",
    "allocations",
    "risks",
    "stakeholders",
    "expectations",
    "satisfaction",
    "updates",
)


def broken_rules(document: Document, known: Known) -> list[Problem]:
    """Every rule that the document breaks by itself."""
    checks = Checks()
    _twice(document, checks)
    _required(document, known, checks)
    for index, person in enumerate(document.people):
        path = named("people", person, index)
        for place, absence in enumerate(person.absences):
            checks.ordered(absence, named(f"{path}.absences", absence, place), "from_", "to")
        _ids(checks, path, "absences", person.absences)
    for index, view in enumerate(document.views):
        if not _KEY.fullmatch(view.key):
            what = f"'{visible(view.key[:60])}' is not a key; allowed are {_KEY_WORDS}"
            checks.add(view, named("views", view, index), "key", what)
    for index, client in enumerate(document.clients):
        _ids(checks, named("clients", client, index), "contacts", client.contacts)
    for index, program in enumerate(document.programs):
        _goals_once(checks, named("programs", program, index), program.goals)
    for index, project in enumerate(document.projects):
        _project(checks, named("projects", project, index), project, known)
    return checks.problems


def _twice(document: Document, checks: Checks) -> None:
    checks.unique(document.people, "people", "key", "person", lambda each: each.key)
    checks.unique(document.clients, "clients", "key", "client", lambda each: each.key)
    checks.unique(document.programs, "programs", "key", "program", lambda each: each.key)
    checks.unique(document.goals, "goals", "key", "goal", lambda each: each.key)
    checks.unique(document.projects, "projects", "key", "project", lambda each: each.key)
    checks.unique(document.views, "views", "key", "view", lambda each: each.key)
    checks.unique(
        document.snapshots, "snapshots", "date", "snapshot", lambda each: f"{each.project} {each.date}"
    )
    _settings_once(document.settings, checks)


def _settings_once(settings: Sequence[Settings], checks: Checks) -> None:
    seen: dict[str, Settings] = {}
    for each in settings:
        names = dict.fromkeys(each.values, "values")
        if each.given("time_zone"):
            names["time_zone"] = "time_zone"
        for name, key in names.items():
            first = seen.setdefault(name, each)
            if first is not each:
                what = f"the setting '{visible(name[:100])}' is already at {first.place()}; it stands once"
                checks.add(each, "settings", key, what)


def _required(document: Document, known: Known, checks: Checks) -> None:
    """What is new needs a name; what the database knows keeps its own."""
    for index, person in enumerate(document.people):
        _needs(checks, "people", index, person, "name", is_known=person.key in known.people)
    for index, client in enumerate(document.clients):
        _needs(checks, "clients", index, client, "name", is_known=client.key in known.clients)
    for index, program in enumerate(document.programs):
        _needs(checks, "programs", index, program, "name", is_known=program.key in known.programs)
    for index, goal in enumerate(document.goals):
        _needs(checks, "goals", index, goal, "title", is_known=goal.key in known.goals)
    for index, project in enumerate(document.projects):
        _needs(checks, "projects", index, project, "name", is_known=project.key in known.projects)


def _needs(checks: Checks, path: str, index: int, item: Item, key: str, *, is_known: bool) -> None:
    if getattr(item, key) or is_known or spoiled(item, key):
        return
    checks.add(item, named(path, item, index), None, f"the key '{key}' is missing; what is new needs one")


def _project(checks: Checks, path: str, project: Project, known: Known) -> None:
    there = known.projects.get(project.key)
    checks.ordered(project, path, "start", "target")
    for index, baseline in enumerate(project.baselines):
        checks.ordered(baseline, named(f"{path}.baselines", baseline, index), "start", "target")
    for index, allocation in enumerate(project.allocations):
        checks.ordered(allocation, named(f"{path}.allocations", allocation, index), "from_", "to")
    for index, answer in enumerate(project.satisfaction):
        _one_score(checks, named(f"{path}.satisfaction", answer, index), answer)
    for name in _LINE_ITEMS:
        _ids(checks, path, name, getattr(project, name))
    _goals_once(checks, path, project.goals)
    _money(checks, path, project, there.currency if there else DEFAULT_CURRENCY)
    _thresholds(checks, path, project)
    _columns(checks, path, project, is_known=there is not None)
    _cards(checks, f"{path}.cards", project, there.cards if there else frozenset())


def _ids(checks: Checks, path: str, name: str, items: Sequence[Any]) -> None:
    checks.unique(items, f"{path}.{name}", "id", "id", lambda each: each.id)


def _goals_once(checks: Checks, path: str, goals: Sequence[Any]) -> None:
    checks.unique(goals, f"{path}.goals", "goal", "goal", lambda each: each.goal)


def _one_score(checks: Checks, path: str, answer: Satisfaction) -> None:
    if (answer.csat is None) != (answer.nps is None) or spoiled(answer, "csat", "nps"):
        return
    both = answer.csat is not None
    what = "csat and nps both" if both else "neither csat nor nps"
    allowed = "allowed is exactly one: csat (1 to 5) or nps (0 to 10)"
    checks.add(answer, path, "nps" if both else None, f"{what}; {allowed}")


def _money(checks: Checks, path: str, project: Project, currency: str) -> None:
    budget = project.budget
    if budget is not None and budget.given("currency"):
        currency = budget.currency or DEFAULT_CURRENCY
    try:
        decimals(currency)
    except MoneyError as error:
        if budget is not None:
            checks.add(budget, f"{path}.budget", "currency", str(error))
        return
    for index, cost in enumerate(project.costs):
        _amount(checks, cost, named(f"{path}.costs", cost, index), "amount", currency, may_be_negative=True)
    for index, baseline in enumerate(project.baselines):
        _amount(checks, baseline, named(f"{path}.baselines", baseline, index), "budget", currency)
    for index, risk in enumerate(project.risks):
        where = named(f"{path}.risks", risk, index)
        _amount(checks, risk, where, "cost", currency)
        if risk.residual is not None:
            _amount(checks, risk.residual, f"{where}.residual", "cost", currency)
    if budget is None:
        return
    _amount(checks, budget, f"{path}.budget", "amount", currency)
    for index, line in enumerate(budget.lines):
        _amount(checks, line, named(f"{path}.budget.lines", line, index), "amount", currency)
    _ids(checks, f"{path}.budget", "lines", budget.lines)


def _amount(
    checks: Checks, item: Item, path: str, key: str, currency: str, *, may_be_negative: bool = False
) -> None:
    amount: Decimal | None = getattr(item, key)
    if amount is None:
        return
    try:
        minor = parse_amount(f"{amount:f}", currency)
    except MoneyError as error:
        checks.add(item, path, key, str(error))
        return
    if minor < 0 and not may_be_negative:
        checks.add(item, path, key, f"the amount {amount:f} is below 0; only costs may be (refunds)")


def _thresholds(checks: Checks, path: str, project: Project) -> None:
    for sentence in threshold_problems(project.thresholds):
        where, _, what = sentence.partition(": ")
        checks.add(project, path, where, what)


def _columns(checks: Checks, path: str, project: Project, *, is_known: bool) -> None:
    columns = project.columns
    checks.unique(columns, f"{path}.columns", "name", "column", lambda each: each.name)
    if (
        not columns
        or is_known
        or any(column.kind == "done" and column.archived is None for column in columns)
    ):
        return
    if spoiled(project, "columns") or any(spoiled(column, "kind", "archived") for column in columns):
        return
    what = "no column of the kind done; a board has at least one: add kind: done to its last column"
    checks.add(project, path, "columns", what)


def _cards(checks: Checks, path: str, project: Project, there: frozenset[str]) -> None:
    checks.unique(project.cards, path, "id", "card", lambda each: each.id)
    checks.unique(project.cards, path, "number", "card number", lambda each: each.number)
    following = project.next_number
    for index, card in enumerate(project.cards):
        if not card.title:
            _needs(checks, path, index, card, "title", is_known=card.id in there)
        if following is not None and card.number is not None and card.number >= following:
            what = f"the number {card.number} is not below the project's next_number {following}"
            checks.add(card, named(path, card, index), "number", f"{what}; raise that one")
        if card.history:
            _history(checks, path, index, card)
        if card.blocks or card.checklist or card.comments:
            _card_lists(checks, named(path, card, index), card)


def _history(checks: Checks, path: str, index: int, card: Card) -> None:
    # The last in time; of two at the same instant the later in the list.
    place, last = 0, card.history[0]
    for number, move in enumerate(card.history):
        if move.at >= last.at:
            place, last = number, move
    if card.column is None or last.column == card.column or spoiled(card, "column", "history"):
        return
    if any(spoiled(move, "column", "at") for move in card.history):
        return
    what = f"the history ends in '{visible(last.column[:100])}', the column is '{visible(card.column[:100])}'"
    where = f"{named(path, card, index)}.history[#{place + 1}]"
    checks.add(last, where, "column", f"{what}; they must be the same")


def _card_lists(checks: Checks, path: str, card: Card) -> None:
    for index, step in enumerate(card.checklist):
        if len(step.text) > LINE_LENGTH:
            what = f"the text has {len(step.text):,} characters; allowed are {LINE_LENGTH:,} for a step"
            checks.add(step, named(f"{path}.checklist", step, index), "text", what)
    for index, block in enumerate(card.blocks):
        checks.ordered(block, named(f"{path}.blocks", block, index), "from_", "to")
    for name in ("blocks", "checklist", "comments"):
        _ids(checks, path, name, getattr(card, name))
