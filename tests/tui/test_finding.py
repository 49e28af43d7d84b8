"""The list of projects: two that are called alike are told apart, and only those in view are judged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from models.actions import clients, programs, projects
from models.portfolio import Portfolio
from tests.tui import samples
from tests.tui.pages import Driver, running
from tui import finding

NAMES = ("Ledger migration, first half of all branches", "Ledger migration, other half of all branches")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = samples.ledger(tmp_path / "ledger.db")
    p = samples.opened(path, "setup")
    [(acme,)] = p.store.rows("SELECT id FROM client")
    north = clients.add(p, key="north", name="Northwind")
    core = programs.add(p, key="core", name="Core banking")
    projects.add(p, "BORA", NAMES[0], client_id=acme, program_id=core)
    projects.add(p, "OPAL", NAMES[1], client_id=north, state="on hold")
    projects.archive(p, projects.add(p, "REED", "Reed", client_id=north), None)
    p.close()
    return path


def listed(driver: Driver, key: str) -> str:
    """The line of the list that a project has."""
    return next(line for line in reversed(driver.lines) if line[2:].startswith(f"{key} "))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("place", ["board", "delivery"])
async def test_client_program_and_health_stand_beside_the_name(
    path: Path, size: tuple[int, int], place: str
) -> None:
    async with running(path, size=size) as driver:
        await driver.press(*(["tab"] if place == "delivery" else []), "o")
        name = NAMES[0] if size[0] == 120 else "Ledger migration, first half of all…"
        assert listed(driver, "BORA").rstrip(" │").split(maxsplit=2)[1:] == [
            "-",
            f"{name}   Acme Bank  Core banking",
        ]
        assert listed(driver, "OPAL").rstrip(" │").endswith("   on hold  Northwind")
        assert listed(driver, "ATLAS").split()[1] in ("G", "G?", "A", "A?", "R", "R?")
        if place == "board":
            assert listed(driver, "REED").rstrip(" │").endswith("   archived  Northwind")
        await driver.press(*"bora", "enter")
        assert driver.lines[0].startswith(" BORA")


async def test_what_all_projects_have_in_common_is_left_out(path: Path) -> None:
    p = samples.opened(path, "setup")
    for one, version in p.store.rows("SELECT id, version FROM project WHERE archived_at IS NULL"):
        [(acme,)] = p.store.rows("SELECT id FROM client WHERE name = 'Acme Bank'")
        projects.edit(p, one, version, client_id=acme)
    p.close()
    async with running(path) as driver:
        await driver.press("tab", "o")
        assert "Acme Bank" not in listed(driver, "BORA")
        assert "Core banking" in listed(driver, "BORA")


@pytest.fixture
def many(path: Path) -> Path:
    p = samples.opened(path, "setup")
    for number in range(60):
        projects.add(p, f"P{number:02}", f"Project {number}")
    p.close()
    return path


async def test_the_project_on_show_is_in_view_and_only_those_in_view_are_judged(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[int] = []
    health = finding.health

    def counting(p: Portfolio, ids: Sequence[int]) -> Any:
        judged.extend(ids)
        return health(p, ids)

    monkeypatch.setattr(finding, "health", counting)
    async with running(many, "P40") as driver:
        await driver.press("o")
        assert any(line.startswith(" ▌P40 ") for line in driver.lines)
        assert len(set(judged)) == 10, "those in view"
        assert "-  Project 40" in driver.text
        await driver.press("end")
        assert "-  Project 59" in driver.text
        assert len(set(judged)) == 20
        await driver.press("home", *"p4", "backspace")
        assert len(set(judged)) <= 40
