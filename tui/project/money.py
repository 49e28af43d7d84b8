"""Money: the budget by category, what was spent of it, earned value, and every cost."""

from __future__ import annotations

from models.measures.answers import NoAnswer, Reason
from models.measures.earned_value import EarnedValue
from models.measures.money import whole_units
from models.views.project import BudgetLineView, CostLine, ProjectView
from tui.text import percent
from tui.widgets import cells
from tui.widgets.spans import Part, Span

from .rows import (
    EMPTY,
    GUTTER,
    Column,
    Entry,
    Row,
    Table,
    heading,
    money,
    money_text,
    nothing,
    rest,
    sentence,
    when,
    words,
)

_LINES = (
    Column("Category", 0),
    Column("Planned", 15, right=True),
    Column("Spent", 15, right=True),
    Column("Used", 16, drop=1),
)
_COSTS = (
    Column("Note", 0),
    Column("Date", 8),
    Column("Amount", 16, right=True),
    Column("Category", 16, drop=1, most=28),
)
_NAME = 24
_AMOUNT = 20
_PAIR = _NAME + _AMOUNT + 4


def money_tab(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    return [*_budget(view, width), EMPTY, *_earned(view, width), EMPTY, *_costs(view, width)]


def _budget(view: ProjectView, width: int) -> list[Row]:
    own, currency = view.money, view.facts.currency
    note = currency
    approved = own.earned.bac if own.earned is not None else view.facts.budget
    if own.lines and approved is not None and approved != own.planned:
        more = "more" if own.planned > approved else "less"
        off = money_text(abs(own.planned - approved), currency)
        note += f"; the lines are {off} {more} than the approved budget"
    rows = [heading("Budget", width, note=note)]
    if not own.lines:
        return [*rows, nothing("budget_line", "no budget lines yet", width, "N adds one")]
    table = Table(_LINES, width, (one.category for one in own.lines))
    rows += [table.head(), *(_line(table, one, currency) for one in own.lines)]
    if own.unplanned:
        rows.append(table.row(None, ([("not planned", "muted")], [("-", "faint")],
                                     money(own.unplanned, currency, "late"), [])))  # fmt: skip
    total = ([("total", "muted")], money(own.planned, currency, "strong"),
             money(own.spent, currency, "strong"), _used(own.spent, own.planned))  # fmt: skip
    return [*rows, table.row(None, total)]


def _line(table: Table, one: BudgetLineView, currency: str) -> Row:
    shown = (
        [(one.category, "text")],
        money(one.amount, currency),
        money(one.spent, currency),
        _used(one.spent, one.amount),
    )
    return table.row(Entry("budget_line", one.id), shown)


def _used(spent: int, planned: int) -> list[Span]:
    if planned <= 0:
        return [("-", "faint")]
    share = spent / planned
    return [*cells.bar(share), (f"{percent(share):>4} %", "late" if share > 1 else "text")]


def _earned(view: ProjectView, width: int) -> list[Row]:
    earned, currency = view.money.earned, view.facts.currency
    if earned is None:
        why = view.money.earned_note or "not known"
        needs = "it needs an approved baseline with start, target and budget: tab plan"
        return [heading("Earned value", width, note=why), sentence([(needs, "faint")], width)]
    none = Reason.NO_COSTS.value
    note = f"{percent(earned.used)} % of the budget is spent" if earned.ac > 0 else none
    rows = [heading("Earned value", width, note=note)]
    figures = _figures(earned, currency)
    across = 2 if width >= 2 * _PAIR + GUTTER else 1
    height = -(-len(figures) // across)
    for at in range(height):
        parts: list[Part] = []
        for place, (name, amount, style) in enumerate(figures[at::height]):
            x = GUTTER + place * _PAIR
            parts.append(Part(x, _NAME, [(name, "muted")]))
            parts.append(Part(x + _NAME + 1, _AMOUNT, [(amount, style)], right=True))
        rows.append(Row(tuple(parts)))
    return rows


def _figures(earned: EarnedValue, currency: str) -> list[tuple[str, str, str]]:
    def amount(
        name: str, value: int | NoAnswer, *, signed: bool = False, booked: bool = False
    ) -> tuple[str, str, str]:
        if isinstance(value, NoAnswer):
            return name, value.text, "faint"
        # Booked and approved amounts are exact; what is worked out from them is no truer for its cents.
        shown = money_text(value if booked else whole_units(value, currency), currency)
        return name, shown, "late" if signed and value < 0 else "text"

    def index(name: str, value: float | NoAnswer) -> tuple[str, str, str]:
        return (name, value.text, "faint") if isinstance(value, NoAnswer) else (name, f"{value:.2f}", "text")

    spent = earned.ac or NoAnswer(Reason.NO_COSTS)
    completion = "completion by plan (EAC)" if earned.eac_from_plan else "at completion (EAC)"
    return [
        amount("approved (BAC)", earned.bac, booked=True),
        amount("planned by now (PV)", earned.pv),
        amount("earned (EV)", earned.ev),
        amount("spent (AC)", spent, booked=True),
        amount("cost variance (CV)", earned.told_cv, signed=True),
        amount("schedule var. (SV)", earned.sv, signed=True),
        index("CPI", earned.cpi),
        index(*earned.schedule_index),
        amount(completion, earned.eac),
        amount("still to spend (ETC)", earned.etc),
        amount("at the end (VAC)", earned.told_vac, signed=True),
        index("CPI to make it (TCPI)", earned.tcpi),
    ]


def _costs(view: ProjectView, width: int) -> list[Row]:
    own = view.money
    note = f"{own.cost_count} booked" if own.cost_count else ""
    rows = [heading("Costs", width, note=note)]
    if not own.costs:
        return [*rows, nothing("cost", "no costs booked", width, "n books one")]
    table = Table(_COSTS, width, (one.note for one in own.costs))
    return [*rows, table.head(), *(_cost(view, table, one) for one in own.costs),
            *rest(len(own.costs), own.cost_count, width)]  # fmt: skip


def _cost(view: ProjectView, table: Table, one: CostLine) -> Row:
    shown = (
        words(one.note),
        when(one.date, view.today, "muted" if one.date > view.today else "text"),
        money(one.amount, view.facts.currency, "green" if one.amount < 0 else "text"),
        words(one.category, "muted"),
    )
    return table.row(Entry("cost", one.id), shown)
