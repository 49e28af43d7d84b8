"""The money of one project, in its own currency."""

from __future__ import annotations

from collections.abc import Iterator

from models.measures.answers import NoAnswer, Reason
from models.measures.earned_value import EarnedValue
from models.measures.money import amount_text
from models.reports import words
from models.reports.document import Block, Cell, Column, Fact, Facts, Paragraph, Section, Table, known
from models.views.project_values import ProjectView


def budget_section(page: ProjectView) -> Section:
    """Planned, spent and earned value where it is measured, and the budget by category."""
    if page.money.earned is None and not page.money.lines and not page.money.spent:
        why = known(page.money.earned_note)
        return Section("Budget", (Paragraph(f"No costs and no budget lines: {why}.", "quiet"),))
    return Section("Budget", tuple(_blocks(page)))


def _blocks(page: ProjectView) -> Iterator[Block]:
    money, currency = page.money, page.facts.currency
    if isinstance(money.earned, EarnedValue):
        yield Facts(tuple(_earned(money.earned, currency)))
    else:
        facts = [Fact("Costs to date", Cell(amount_text(money.spent, currency)))]
        if page.facts.budget is not None:
            facts.append(Fact("Budget", Cell(amount_text(page.facts.budget, currency))))
        facts.append(Fact("Earned value", Cell(known(money.earned_note), "quiet")))
        yield Facts(tuple(facts))
    if money.lines:
        columns = (Column("Category"), Column("Planned", number=True), Column("Costs to date", number=True))
        lines = [(line.category, line.amount, line.spent) for line in money.lines]
        if money.unplanned:
            lines.append(("not planned", 0, money.unplanned))
        lines.append(("together", money.planned, money.spent))
        rows = tuple(
            (
                Cell(name),
                Cell(amount_text(planned, currency)),
                Cell(amount_text(spent, currency), "strong" if spent > planned else ""),
            )
            for name, planned, spent in lines
        )
        yield Table("Budget by category", columns, rows)


def _earned(earned: EarnedValue, currency: str) -> Iterator[Fact]:
    yield Fact("Budget (BAC)", Cell(amount_text(earned.bac, currency)))
    yield Fact("Costs to date (AC)", _spent(earned, currency))
    yield Fact("Planned by now (PV)", _amount(earned.pv, currency))
    yield Fact("Earned by now (EV)", _amount(earned.ev, currency))
    yield Fact("CPI (EV / AC)", _index(earned.cpi))
    name, index = earned.schedule_index
    yield Fact(f"{name} (schedule)", _index(index))
    how = ", costs so far and what is left of the plan" if earned.eac_from_plan else ""
    yield Fact(f"Expected in the end (EAC{how})", _amount(earned.eac, currency))
    yield Fact("Left over in the end (VAC)", _amount(earned.told_vac, currency))


def _spent(earned: EarnedValue, currency: str) -> Cell:
    if not earned.ac:
        return Cell(Reason.NO_COSTS.value, "quiet")
    return Cell(f"{amount_text(earned.ac, currency)} ({words.percent(earned.used)})", share=earned.used)


def _amount(value: int | NoAnswer, currency: str) -> Cell:
    return Cell(value.text, "quiet") if isinstance(value, NoAnswer) else Cell(amount_text(value, currency))


def _index(value: float | NoAnswer) -> Cell:
    return Cell(value.text, "quiet") if isinstance(value, NoAnswer) else Cell(f"{value:.2f}")
