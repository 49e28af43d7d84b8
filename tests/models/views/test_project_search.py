"""Projects by what is typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.actions import clients, projects
from models.portfolio import Portfolio
from models.views.project_search import LETTERS, find_projects, project_id, scattered_projects


@pytest.fixture
def p(tmp_path: Path) -> Portfolio:
    portfolio = Portfolio.open(
        tmp_path / "p.db", author="anna", clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)
    )
    acme = clients.add(portfolio, key="acme", name="Acme Bank")
    projects.add(portfolio, "ATLAS", "Ledger migration", client_id=acme)
    projects.add(portfolio, "BORA", "Atlas of routes")
    old = projects.add(portfolio, "ARC", "Old ledger")
    projects.archive(portfolio, old, None)
    projects.add(portfolio, "PCT", "100 % done_so far")
    return portfolio


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("atlas", ["ATLAS", "BORA"]),
        ("LEDGER", ["ATLAS", "ARC"]),
        ("acme led", ["ATLAS"]),
        ("%", ["PCT"]),
        ("e_s", ["PCT"]),
        ("\\", []),
        ("", []),
        ("   ", []),
        ("zzz", []),
        ("x" * 5000, []),
    ],
)
def test_words_find_projects(p: Portfolio, typed: str, keys: list[str]) -> None:
    assert [found.key for found in find_projects(p, typed, 10)] == keys


def test_no_more_than_asked_for(p: Portfolio) -> None:
    assert [found.key for found in find_projects(p, "a", 1)] == ["ATLAS"]
    assert find_projects(p, "a", 0) == ()
    assert find_projects(p, "old", 9)[0].archived


def test_the_id_of_a_key(p: Portfolio) -> None:
    assert project_id(p, "BORA") == find_projects(p, "bora", 1)[0].id
    assert project_id(p, "NONE") == 0
    assert project_id(p, None) == 0


def test_letters_in_their_order_find_projects_in_use(p: Portfolio) -> None:
    every = find_projects(p, "a", 100)
    assert every
    for one in every:
        letters = "".join(letter for letter in one.name if letter.isalnum())[::2]
        if len(letters) >= LETTERS:
            found = scattered_projects(p, letters)
            assert (one in found) is not one.archived
    assert scattered_projects(p, "") == scattered_projects(p, "zq") == scattered_projects(p, "%_%") == ()
