"""No state is told by color alone: with the colors stripped, what two states show still differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from models.actions import cards, clients, milestones, plan, projects, risks, statements
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import running

TODAY = samples.NOW.date()
CARD = "Branch 12 rehearsal"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


def do(path: Path, change: Callable[[Portfolio, int, int], object], at: timedelta = timedelta()) -> None:
    """Change something as another person, at another time if need be; given are the project and a card."""
    portfolio = Portfolio.open(path, author="ben", clock=lambda: samples.NOW + at)
    try:
        [(atlas,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
        [(card,)] = portfolio.store.rows("SELECT id FROM card WHERE title = ?", (CARD,))
        change(portfolio, atlas, card)
    finally:
        portfolio.close()


def due(days: int) -> Callable[[Portfolio, int, int], object]:
    return lambda p, _atlas, card: cards.edit(p, card, None, due=TODAY + timedelta(days=days))


BOARD = {
    "overdue": (due(-9), "!14 Nov"),
    "overdue since yesterday": (due(-1), "!Sun 22 Nov"),
    "due soon": (due(6), "Sun 29 Nov"),
    "due later": (due(7), "30 Nov"),
    "blocked": (lambda p, _atlas, card: cards.block(p, card, None, "vault"), "■ <1 d: vault"),
    "urgent": (lambda p, _atlas, card: cards.edit(p, card, None, priority="urgent"), "‼"),
    "high": (lambda p, _atlas, card: cards.edit(p, card, None, priority="high"), "↑"),
    "low": (lambda p, _atlas, card: cards.edit(p, card, None, priority="low"), "↓"),
}
"""State -> what leads there, and the words of the card that say so."""


async def board(path: Path, *keys: str) -> str:
    async with running(path, size=(160, 40)) as driver:
        await driver.press(*keys)
        await driver.whole()
        return driver.text


async def test_the_states_of_a_card_differ_without_color(path: Path, tmp_path: Path) -> None:
    plainly = await board(path)
    seen = {"plain": plainly}
    for state, (change, words) in BOARD.items():
        own = samples.ledger(tmp_path / f"{len(seen)}.db")
        do(own, change)
        seen[state] = await board(own)
        assert seen[state].count(words) == plainly.count(words) + 1, state
    assert len(set(seen.values())) == len(seen)


async def test_a_column_over_its_limit_says_so_also_when_it_is_folded(path: Path) -> None:
    assert "4/3 over" in await board(path)
    async with running(path, size=(160, 40)) as driver:
        await driver.press("right", "right", "z")
        assert "!4" in driver.lines[1].split()
        await driver.press("left", "z")
        assert "5" in driver.lines[1].split()


def ben(p: Portfolio) -> int:
    return int(p.store.rows("SELECT id FROM person WHERE key = 'ben'")[0][0])


def overloaded(p: Portfolio, project: int) -> int:
    return plan.add_allocation(p, project, person_id=ben(p), percent=60)


PROJECT = {
    "milestone to come": (
        "2",
        lambda p, atlas, _card: milestones.add(p, atlas, name="UAT", due=TODAY + timedelta(days=9)),
        "open",
    ),
    "milestone overdue": (
        "2",
        lambda p, atlas, _card: milestones.add(p, atlas, name="UAT", due=TODAY - timedelta(days=9)),
        "overdue",
    ),
    "as much as there is": (
        "4",
        lambda p, atlas, _card: plan.add_allocation(p, atlas, person_id=ben(p), percent=100),
        " 100 %",
    ),
    "overloaded": (
        "4",
        lambda p, atlas, _card: [overloaded(p, project) for project in (atlas, atlas + 1)],
        "!120 %",
    ),
    "small risk": (
        "5",
        lambda p, atlas, _card: risks.add(
            p, atlas, title="Bank", probability=1, impact=2, review=TODAY - timedelta(days=30)
        ),
        "2 low",
    ),
    "large risk, forgotten": (
        "5",
        lambda p, atlas, _card: risks.add(
            p, atlas, title="Bank", probability=5, impact=5, review=TODAY - timedelta(days=90)
        ),
        "25 very high",
    ),
    "spoken to": (
        "6",
        lambda p, atlas, _card: clients.add_stakeholder(
            p, atlas, name="Inés", last_contact=TODAY - timedelta(days=30)
        ),
        "30 d ago",
    ),
    "silent": (
        "6",
        lambda p, atlas, _card: clients.add_stakeholder(
            p, atlas, name="Inés", last_contact=TODAY - timedelta(days=31)
        ),
        "!31 d ago",
    ),
    "promise to keep": ("6", lambda p, atlas, _card: clients.add_expectation(p, atlas, text="UAT"), "open"),
    "promise broken": (
        "6",
        lambda p, atlas, _card: clients.add_expectation(p, atlas, text="UAT", state="missed"),
        "missed",
    ),
    "said red": (
        "7",
        lambda p, atlas, _card: statements.add(p, atlas, health="red", why="late", date=TODAY),
        "R red",
    ),
    "said amber": (
        "7",
        lambda p, atlas, _card: statements.add(p, atlas, health="amber", why="late", date=TODAY),
        "A amber",
    ),
    "said green": (
        "7",
        lambda p, atlas, _card: statements.add(p, atlas, health="green", date=TODAY),
        "G green",
    ),
}


@pytest.mark.parametrize("state", PROJECT)
async def test_the_states_of_a_project_differ_without_color(path: Path, state: str) -> None:
    tab, change, words = PROJECT[state]
    do(path, change)
    shown = await board(path, "O", tab)
    assert words in shown
    opposite = {other for at, _change, other in PROJECT.values() if at == tab} - {words}
    assert not any(other in shown for other in opposite if other not in words)


async def test_health_is_a_letter(path: Path) -> None:
    before = (await board(path)).splitlines()[0]
    do(path, lambda p, atlas, _card: projects.edit(p, atlas, None, target=TODAY - timedelta(days=1)))
    red = (await board(path)).splitlines()[0]
    assert "R? schedule" in red
    assert "R?" not in before
