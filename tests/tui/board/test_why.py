"""Why the health is what it is tells on the board what it tells on the delivery screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.actions import cards, clients
from models.views.board import board
from models.views.delivery import NextMilestone, reasons
from models.views.names import find_card, find_project
from tests.tui import samples
from tests.tui.pages import running
from tui.board.facts import facts as figures
from tui.delivery.why import project_lines


@pytest.mark.parametrize("size", [(80, 50), (120, 60)])
async def test_every_sentence_of_the_delivery_screen_is_told_on_the_board(
    ledger: Path, size: tuple[int, int]
) -> None:
    portfolio = samples.opened(ledger, "anna")
    atlas = find_project(portfolio, "ATLAS").id
    clients.add_expectation(portfolio, atlas, text="Branches never close", due="2026-11-20")
    made = cards.add(portfolio, find_project(portfolio, "KITE").id, "Publish the API")
    cards.edit(portfolio, made.id, None, due="2026-12-20")
    waits = find_card(portfolio, "ATLAS-7").id
    cards.edit(portfolio, waits, None, due="2026-12-01", depends_on=[made.id], saw={"depends_on": []})
    found = reasons(portfolio, "ATLAS")
    portfolio.close()
    assert found.attention is not None
    lines = project_lines(found.row, found.attention, found.today, 62)
    told = [text for line in lines for part in line for text, _ in part.spans if text.strip()]
    assert any("Branches never close" in text for text in told)
    assert any("KITE-1" in text for text in told)
    async with running(ledger, size=size) as driver:
        shown = " ".join((await driver.shown("i")).split())
        for sentence in (*found.attention.all, *(one.sentence for one in found.row.judgments)):
            words = [word for word in sentence.split() if len(word) > 6]
            assert [word for word in words if word not in shown] == [], sentence
        assert shown.count("! ") >= 1
        assert "ATLAS why " in shown


def test_the_figures_say_from_which_day_a_milestone_slips(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "anna")
    view, row = board(portfolio, "ATLAS"), reasons(portfolio, "ATLAS").row
    portfolio.close()
    coming = NextMilestone("Sign-off", date(2026, 11, 20), date(2026, 11, 29), 23, True, date(2026, 11, 6))
    lines = figures(view, row._replace(next_milestone=coming), 1)
    told = ["".join(text for text, _ in line).strip() for line in lines]
    assert [line for line in told if line.startswith("milestone")] == [
        "milestone   Sign-off, Fri 20 Nov, +23 d from 6 Nov"
    ]


def test_the_figures_write_percent_as_the_head_does(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "anna")
    view, row = board(portfolio, "ATLAS"), reasons(portfolio, "ATLAS").row
    portfolio.close()
    lines = figures(view, row._replace(progress=0.996, budget_used=0.45), 3)
    told = ["".join(text for text, _ in line) for line in lines]
    assert "progress    99 %" in told
    assert "budget      45 % used" in told


async def test_on_a_narrow_terminal_a_sentence_is_folded_once(ledger: Path) -> None:
    portfolio = samples.opened(ledger, "anna")
    made = find_card(portfolio, "ATLAS-7").id
    promised = "Branches stay open for all of their customers while the ledger moves to its new home"
    clients.add_expectation(portfolio, find_project(portfolio, "ATLAS").id, text=promised, due="2026-11-20")
    cards.edit(portfolio, made, None, due="2026-12-01")
    portfolio.close()
    async with running(ledger, size=(40, 40)) as driver:
        await driver.press("i")
        lines = [line.split("│")[-1].rstrip() for line in driver.lines]
        at = next(at for at, line in enumerate(lines) if "expectation overdue" in line)
        told = lines[at : at + 3]
        following = [line.split()[0] for line in told[1:]]
        # No line is so short that the first word of the next one had fitted.
        assert all(len(line) + 1 + len(word) > 36 for line, word in zip(told, following, strict=False)), told
