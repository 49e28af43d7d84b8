"""A project that is managed: what is kept beside its board, and what the tests of its page ask of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.actions import clients, milestones, plan, projects, risks, statements
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver


def fill(p: Portfolio) -> None:
    """What a project manager keeps beside the board of ATLAS."""
    [(atlas,)] = p.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
    [(anna,)] = p.store.rows("SELECT id FROM person WHERE key = 'anna'")
    projects.edit(p, atlas, None, start="2026-10-01", target="2027-03-12", budget=100_000_00, manager_id=anna)
    plan.add_baseline(
        p, atlas, approved="2026-09-20", start="2026-10-01", target="2027-02-12", budget=100_000_00
    )
    milestones.add(p, atlas, name="Kick-off", due="2026-10-01")
    uat = milestones.add(p, atlas, name="UAT starts", due="2026-12-14", commitment=True)
    milestones.edit(p, uat, None, due="2026-12-21")
    plan.add_budget_line(p, atlas, category="people", amount=80_000_00)
    plan.add_cost(p, atlas, date="2026-11-02", amount=12_500_50, category="people", note="October")
    plan.add_allocation(p, atlas, person_id=anna, percent=60, role="lead")
    risks.add(p, atlas, title="Bank holidays", probability=3, impact=4, mitigation="Book two windows")
    clients.add_stakeholder(p, atlas, name="Inés Duarte", influence=5, interest=4, wanted="leading")
    clients.add_expectation(p, atlas, text="Branches never close", due="2027-03-12")
    clients.add_satisfaction(p, atlas, csat=4, respondent="Inés Duarte", date="2026-11-11")
    statements.add(p, atlas, health="amber", why="test data late", next="agree the data", date="2026-11-21")


def asked(path: Path, sql: str) -> Any:
    """What a query finds, as its rows."""
    return stored(path, lambda p: p.store.rows(sql))


def stored(path: Path, look: Callable[[Portfolio], Any]) -> Any:
    portfolio = samples.opened(path, "reader")
    try:
        return look(portfolio)
    finally:
        portfolio.close()


def ben(path: Path, do: Callable[[Portfolio, int], Any]) -> None:
    """Another session changes something of ATLAS."""
    portfolio = samples.opened(path, "ben")
    try:
        [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
        do(portfolio, atlas)
    finally:
        portfolio.close()


def marked(driver: Driver) -> str:
    """The first line of the entry that the cursor is on."""
    return next((line[1:].strip() for line in driver.lines if line.startswith("▌")), "")


def squeezed(line: str) -> str:
    return " ".join(line.split())


def line_with(driver: Driver, text: str) -> str:
    return squeezed(next(line for line in driver.lines if text in line))
