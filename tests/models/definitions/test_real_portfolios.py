"""Whole portfolios: the real ones where they are at hand, and ours with the same traits everywhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models.definitions.importing import import_paths
from models.store.check import check

if TYPE_CHECKING:
    from tests.models.definitions.conftest import Bench

_SPEC = importlib.util.spec_from_file_location("portfolios", Path(__file__).parent / "portfolios.py")
assert _SPEC is not None
assert _SPEC.loader is not None
portfolios: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(portfolios)

SHARED = next(
    (
        folder / "portfolios"
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared").joinpath("portfolios").is_dir()
    ),
    None,
)


def proposals() -> tuple[str, dict[str, int]]:
    """The real proposals, else ours, and how many there are of what."""
    path = SHARED / "kubernetes.yaml" if SHARED else None
    if path is not None and path.exists():
        return path.read_text(encoding="utf-8"), {"project": 11, "card": 268, "move": 589, "program": 1}
    text = portfolios.proposals(11, 24)
    moves = text.count("      at: ")
    return text, {"project": 11, "card": 264, "move": moves, "program": 1}


def waterworks() -> tuple[str, dict[str, int]]:
    """The real projects of a water utility, else ours."""
    path = SHARED / "melbourne-water.yaml" if SHARED else None
    if path is not None and path.exists():
        return path.read_text(encoding="utf-8"), {
            "project": 445,
            "milestone": 2845,
            "client": 1,
            "baseline": 445,
        }
    text = portfolios.waterworks(200)
    milestones = text.count("    done: ")
    return text, {"project": 200, "milestone": milestones, "client": 1, "baseline": 200}


def ours() -> tuple[str, dict[str, int]]:
    """Ours, on every machine."""
    text = portfolios.proposals(3, 30)
    return text, {"project": 3, "card": 90, "move": text.count("      at: ")}


def our_waterworks() -> tuple[str, dict[str, int]]:
    """Ours, on every machine."""
    text = portfolios.waterworks(20)
    return text, {"project": 20, "milestone": text.count("    done: "), "stakeholder": 40}


@pytest.mark.parametrize("portfolio", [proposals, waterworks, ours, our_waterworks])
def test_a_whole_portfolio(bench: Bench, portfolio: Any) -> None:
    text, counts = portfolio()
    applied = bench.load(text)
    assert applied.conflicts == ()
    assert {table: bench.one(f"SELECT count(*) FROM {table}") for table in counts} == counts
    before = bench.events()
    bench.load(text)
    assert bench.events() == before
    exported = bench.export()
    bench.load(exported, name="copy")
    assert bench.export(name="copy") == exported


def test_times_follow_the_real_moves(bench: Bench) -> None:
    text, _ = ours()
    bench.load(text)
    finished = bench.one("SELECT count(*) FROM card WHERE finished_at IS NOT NULL")
    in_done = bench.one(
        "SELECT count(*) FROM card c JOIN board_column b ON b.id = c.column_id WHERE b.kind = 'done'"
    )
    single = bench.one(
        "SELECT count(*) FROM card c JOIN board_column b ON b.id = c.column_id WHERE b.kind = 'done' "
        "AND (SELECT count(*) FROM move m WHERE m.card_id = c.id) = 1"
    )
    assert finished == in_done - single > 0


def test_the_files_of_a_folder_are_one_import(bench: Bench) -> None:
    folder = bench.folder / "in"
    folder.mkdir()
    (folder / "a.yaml").write_text(ours()[0], encoding="utf-8")
    (folder / "b.yml").write_text(
        our_waterworks()[0].replace("- key: works", "- key: w2").replace("program: works", "program: w2"),
        encoding="utf-8",
    )
    applied = import_paths(bench.p, [folder])
    assert applied.plan.summary.startswith("imported 2 files: 23 projects, 90 cards, ")
    assert bench.one("SELECT count(DISTINCT grp) FROM event WHERE action = 'import'") == 1
    assert check(bench.p.store) == []
