"""Rules within the objects of a document that a type cannot say, and things that stand there twice."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from models.definitions.format import Card, Column, Document, Item, Project, Satisfaction, Settings
from models.definitions.known import DEFAULT_CURRENCY, Known
from models.definitions.problems import Problem, visible
from models.measures.money import MoneyError, decimals
from models.measures.thresholds import threshold_problems


def named(path: str, item: Item) -> str:
    """The path of an item of a list: `cards[cut-over]`, by its key, id, name or title."""
    for key in ("key", "id", "name", "title"):
        value = getattr(item, key, None)
        if value:
            return f"{path}[{visible(value[:60])}]"
    return path


class Checks:
    """Collects problems at the fields of items."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self,
        item: Item,
        path: str,
        key: str | None,
        what: str,
        *,
        index: int | None = None,
        word: str = "",
        choices: Collection[str] = (),
    ) -> None:
        """Note a problem at a key of the item (or an item of its list), or at the item itself."""
        where = f"{path}.{key}" if key and index is None and not path.endswith(f".{key}") else path
        position = item.marks.position(key, index)
        self.problems.append(Problem(item.marks.source, position, where, what, word, choices))

    def ordered(self, item: Item, path: str, low: str, high: str) -> None:
        """The field `low` is not after the field `high`, where both are given."""
        first, last = getattr(item, low), getattr(item, high)
        if first is None or last is None or first <= last:
            return
        what = (
            f"{high.rstrip('_')} is before {low.rstrip('_')} ({first:%Y-%m-%d}); allowed is the same or later"
        )
        self.add(item, path, high.rstrip("_"), what)

    def unique(self, items: Iterable[tuple[Hashable, Item]], path: str, key: str, kind: str) -> None:
        """No two items have the same identity; the later one is the problem."""
        seen: dict[Hashable, Item] = {}
        for identity, item in items:
            first = seen.setdefault(identity, item)
            if first is not item:
                name = visible(str(identity)[:100])
                what = f"the {kind} '{name}' is already at {first.place()}; it stands once"
                self.add(item, named(path, item), key, what)


def broken_rules(document: Document, known: Known) -> list[Problem]:
    """Every rule that the document breaks by itself."""
    checks = Checks()
    _twice(document, checks)
    _required(document, known, checks)
    for person in document.people:
        path = named("people", person)
        for absence in person.absences:
            checks.ordered(absence, f"{path}.absences", "from_", "to")
        _ids(checks, path, "absences", person.absences)
    for client in document.clients:
        _ids(checks, named("clients", client), "contacts", client.contacts)
    for program in document.programs:
        _goals_once(checks, named("programs", program), program.goals)
    for project in document.projects:
        _project(checks, project, known)
    return checks.problems


def _twice(document: Document, checks: Checks) -> None:
    checks.unique(
        ((person.key, person) for person in document.people if person.key), "people", "key", "person"
    )
    checks.unique(
        ((client.key, client) for client in document.clients if client.key), "clients", "key", "client"
    )
    checks.unique(((each.key, each) for each in document.programs if each.key), "programs", "key", "program")
    checks.unique(((goal.key, goal) for goal in document.goals), "goals", "key", "goal")
    checks.unique(((project.key, project) for project in document.projects), "projects", "key", "project")
    checks.unique(((view.key, view) for view in document.views), "views", "key", "view")
    checks.unique(
        ((f"{each.project} {each.date}", each) for each in document.snapshots),
        "snapshots",
        "date",
        "snapshot",
    )
    _settings_once(document.settings, checks)


def _settings_once(settings: Sequence[Settings], checks: Checks) -> None:
    zones = [("time_zone", each) for each in settings if each.given("time_zone")]
    checks.unique(zones, "settings", "time_zone", "setting")
    names = [(name, each) for each in settings for name in each.values]
    checks.unique(names, "settings", "values", "setting")


def _required(document: Document, known: Known, checks: Checks) -> None:
    """What is new needs a name; what the database knows keeps its own."""
    for name, items, there in (
        ("people", document.people, known.people),
        ("clients", document.clients, known.clients),
        ("programs", document.programs, known.programs),
        ("projects", document.projects, known.projects),
    ):
        for item in items:
            if not item.name and item.key not in there:
                checks.add(item, named(name, item), None, "the key 'name' is missing; what is new needs one")
    for goal in document.goals:
        if not goal.title and goal.key not in known.goals:
            checks.add(goal, named("goals", goal), None, "the key 'title' is missing; what is new needs one")


def _project(checks: Checks, project: Project, known: Known) -> None:
    path = named("projects", project)
    there = known.projects.get(project.key)
    checks.ordered(project, path, "start", "target")
    for baseline in project.baselines:
        checks.ordered(baseline, f"{path}.baselines", "start", "target")
    for allocation in project.allocations:
        checks.ordered(allocation, f"{path}.allocations", "from_", "to")
    for answer in project.satisfaction:
        _one_score(checks, f"{path}.satisfaction", answer)
    for name in _LINE_ITEMS:
        _ids(checks, path, name, getattr(project, name))
    _goals_once(checks, path, project.goals)
    _money(checks, path, project, there.currency if there else DEFAULT_CURRENCY)
    _thresholds(checks, path, project)
    _columns(checks, path, project, known=there is not None)
    _cards(checks, path, project, there.cards if there else frozenset())


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


def _ids(checks: Checks, path: str, name: str, items: Sequence[Any]) -> None:
    checks.unique(((item.id, item) for item in items if item.id), f"{path}.{name}", "id", "id")


def _goals_once(checks: Checks, path: str, goals: Sequence[Any]) -> None:
    checks.unique(((goal.goal, goal) for goal in goals), f"{path}.goals", "goal", "goal")


def _one_score(checks: Checks, path: str, answer: Satisfaction) -> None:
    if (answer.csat is None) == (answer.nps is None):
        what = "csat and nps both" if answer.csat is not None else "neither csat nor nps"
        key = "nps" if answer.csat is not None else None
        checks.add(answer, path, key, f"{what}; allowed is exactly one: csat (1 to 5) or nps (0 to 10)")


def _money(checks: Checks, path: str, project: Project, currency: str) -> None:
    budget = project.budget
    if budget is not None and budget.given("currency"):
        currency = budget.currency or DEFAULT_CURRENCY
    try:
        places = decimals(currency)
    except MoneyError as error:
        if budget is not None:
            checks.add(budget, f"{path}.budget", "currency", str(error))
        return
    amounts: list[tuple[Item, str, str]] = [(cost, f"{path}.costs", "amount") for cost in project.costs]
    amounts += [(baseline, f"{path}.baselines", "budget") for baseline in project.baselines]
    for risk in project.risks:
        where = named(f"{path}.risks", risk)
        amounts.append((risk, where, "cost"))
        if risk.residual is not None:
            amounts.append((risk.residual, f"{where}.residual", "cost"))
    if budget is not None:
        amounts.append((budget, f"{path}.budget", "amount"))
        amounts += [(line, f"{path}.budget.lines", "amount") for line in budget.lines]
        _ids(checks, f"{path}.budget", "lines", budget.lines)
    for item, where, key in amounts:
        _amount(checks, item, where, key, currency, places)


def _amount(checks: Checks, item: Item, path: str, key: str, currency: str, places: int) -> None:
    amount: Decimal | None = getattr(item, key)
    if amount is None:
        return
    exponent = amount.as_tuple().exponent
    typed = -exponent if isinstance(exponent, int) else 0
    if typed > places:
        allowed = f"allowed are {places}" if places else "allowed are whole amounts"
        checks.add(item, path, key, f"the amount {amount:f} has {typed} decimals; {currency}: {allowed}")
    elif amount < 0 and not path.endswith(".costs"):
        checks.add(item, path, key, f"the amount {amount:f} is below 0; only costs may be (refunds)")


def _thresholds(checks: Checks, path: str, project: Project) -> None:
    if project.thresholds is None:
        return
    for sentence in threshold_problems(project.thresholds):
        checks.add(project, path, "thresholds", sentence)


def _columns(checks: Checks, path: str, project: Project, *, known: bool) -> None:
    columns = project.columns
    checks.unique(((column.name, column) for column in columns), f"{path}.columns", "name", "column")
    if not columns or known:
        return
    if not any(_is_done(column) for column in columns):
        what = "no column of the kind done; a board has at least one: add kind: done to its last column"
        checks.add(project, path, "columns", what)


def _is_done(column: Column) -> bool:
    return column.kind == "done" and column.archived is None


def _cards(checks: Checks, path: str, project: Project, there: frozenset[str]) -> None:
    cards = f"{path}.cards"
    checks.unique(((card.id, card) for card in project.cards if card.id), cards, "id", "card")
    checks.unique(((card.number, card) for card in project.cards if card.number), cards, "number", "number")
    highest = project.next_number
    for card in project.cards:
        if not card.title and card.id not in there:
            checks.add(card, named(cards, card), None, "the key 'title' is missing; what is new needs one")
        if card.number is not None and highest is not None and card.number >= highest:
            what = f"the number {card.number} is not below the project's next_number {highest}"
            checks.add(card, named(cards, card), "number", what)
        if card.history:
            _history(checks, cards, card)
        if card.blocks:
            _blocks(checks, cards, card)
        if card.checklist:
            _ids(checks, named(cards, card), "checklist", card.checklist)
        if card.comments:
            _ids(checks, named(cards, card), "comments", card.comments)


def _history(checks: Checks, path: str, card: Card) -> None:
    last = card.history[0]
    for move in card.history:
        if move.at >= last.at:
            last = move
    if card.column is None or last.column == card.column:
        return
    what = f"the history ends in '{visible(last.column[:100])}', the column is '{visible(card.column[:100])}'"
    checks.add(last, f"{named(path, card)}.history", "column", f"{what}; both are the same")


def _blocks(checks: Checks, path: str, card: Card) -> None:
    where = f"{named(path, card)}.blocks"
    for block in card.blocks:
        checks.ordered(block, where, "from_", "to")
    _ids(checks, named(path, card), "blocks", card.blocks)
