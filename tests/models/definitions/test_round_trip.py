"""Export, import into an empty database, export again: the same bytes."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.actions import cards, columns, milestones, plan, projects
from models.actions.problems import InvalidValue
from models.definitions.emitter import Plain, document
from models.definitions.export import export
from models.definitions.importing import import_paths
from models.portfolio import Portfolio
from models.store.check import check

if TYPE_CHECKING:
    from tests.models.definitions.conftest import Bench

EVERYTHING = (Path(__file__).parent / "everything.yaml").read_text(encoding="utf-8")


def same_bytes(bench: Bench) -> str:
    text = bench.export()
    bench.load(text, name="copy")
    assert bench.export(name="copy") == text
    return text


def test_everything_comes_back(bench: Bench) -> None:
    bench.load(EVERYTHING)
    text = same_bytes(bench)
    before = bench.events("copy")
    bench.load(text, name="copy")
    assert bench.events("copy") == before


def test_a_board_that_people_worked_on_comes_back(bench: Bench) -> None:
    bench.load(EVERYTHING)
    bench.passes(hours=1)
    first, second = (
        row
        for (row,) in bench.rows(
            "SELECT id FROM card WHERE archived_at IS NULL AND project_id = 1 ORDER BY id LIMIT 2"
        )
    )
    done = bench.one("SELECT id FROM board_column WHERE kind = 'done' AND project_id = 1")
    cards.move(bench.p, first, None, done)
    bench.passes(hours=1)
    cards.complete(bench.p, first, None)
    cards.unblock(bench.p, second, None)
    cards.block(bench.p, second, None, "no:\nidea # at all")
    cards.add_comment(bench.p, second, "no\n\n  indented\n")
    cards.archive(bench.p, second, None)
    ref = cards.add(bench.p, 1, "012", labels=["no", "1e3", "a: b"])
    cards.move_to_project(bench.p, ref.id, None, projects.add(bench.p, "NEW", "Yes"))
    columns.add(bench.p, 1, name="Empty", kind="queue")
    cards.edit(bench.p, first, None, labels=[])
    removed = cards.add(bench.p, 1, "deleted for ever")
    cards.delete(bench.p, removed.id)
    text = same_bytes(bench)
    assert "deleted for ever" not in text


def test_a_card_from_another_board_keeps_the_kinds_of_its_stays(bench: Bench) -> None:
    bench.load(
        """
projects:
- key: A
  name: A
  columns: [{name: Backlog}, {name: Making, kind: active}, {name: Done, kind: done}]
  cards:
  - title: Card
    column: Making
    history: [{column: Backlog, at: 2026-11-01T08:00:00Z}, {column: Making, at: 2026-11-02T08:00:00Z}]
- {key: B, name: B}
"""
    )
    bench.passes(hours=1)
    cards.move_to_project(bench.p, 1, None, 2, bench.one("SELECT id FROM board_column WHERE name = 'Review'"))
    for text in (same_bytes(bench), bench.export("B")):
        history = yaml.safe_load(text)["projects"][-1]["cards"][0]["history"]
        assert [step["column"] for step in history] == ["Backlog", "Doing", "Review"]
    started = bench.one("SELECT started_at FROM card")
    assert bench.one("SELECT started_at FROM card", name="copy") == started == 1793606400000


def test_the_export_changes_nothing_where_it_came_from(bench: Bench) -> None:
    bench.load(EVERYTHING)
    text = bench.export()
    applied = bench.load(text)
    assert (applied.plan.created, applied.plan.changed, applied.conflicts) == ((), (), ())
    before = bench.events()
    bench.load(text)
    assert bench.events() == before
    assert bench.export() == text


def test_nothing_approved_and_no_known_dates_come_back_as_nothing(bench: Bench) -> None:
    bench.load(
        "projects: [{key: A, name: A, start: 2026-01-01, baselines: [], "
        "milestones: [{name: m, due: 2026-01-01, dues: []}]}]"
    )
    same_bytes(bench)
    assert bench.one("SELECT count(*) FROM baseline", name="copy") == 0
    assert bench.one("SELECT count(*) FROM milestone_due", name="copy") == 0


def test_an_empty_portfolio(bench: Bench) -> None:
    assert bench.export().startswith("pmboard: 1\nsettings: {time_zone: ")
    same_bytes(bench)


_line = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cn", "Cf", "Co"]), min_size=1, max_size=12
    )
    .map(str.strip)
    .filter(bool)
)
_lines = st.lists(st.one_of(_line, st.just(""), st.just("  x"), st.just("no")), max_size=4).map("\n".join)
_day = st.dates().map(lambda day: Plain(day.isoformat()))
_instant = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(2099, 1, 1)).map(
    lambda at: Plain(f"{at:%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z".join((f"{at.year:04d}-", "")))
)
_number = st.integers(0, 10**6).map(lambda value: Plain(str(value)))


def _maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def _with(required: dict[str, st.SearchStrategy[Any]], **fields: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(required, optional=fields)


_moves = st.lists(
    st.fixed_dictionaries({"column": st.sampled_from(["Backlog", "Doing", "Done"]), "at": _instant}),
    max_size=3,
)
_card = _with(
    {"title": _line},
    type=_line,
    priority=st.sampled_from(["low", "urgent"]),
    estimate=st.sampled_from([Plain("0.5"), Plain("13")]),
    due=_day,
    description=_lines,
    labels=st.lists(_line, max_size=3, unique=True),
    assignees=st.just(["anna"]),
    blocked=_line,
    archived=_instant,
    checklist=st.lists(_with({"text": _line}, done=st.just(Plain("true"))), max_size=3),
    comments=st.lists(_with({"at": _instant, "text": _lines.filter(bool)}, author=_line), max_size=2),
    history=_moves,
)
_project = _with(
    {"name": _line, "cards": st.lists(_card, max_size=4)},
    description=_lines,
    start=_day,
    costs=st.lists(_with({"date": _day, "amount": _number}, note=_lines), max_size=2),
    milestones=st.lists(_with({"name": _line}, due=_day, done=_day, archived=_instant), max_size=2),
    stakeholders=st.lists(_with({"name": _line}, role=_line), max_size=2),
)


@settings(max_examples=settings.default.max_examples // 4, suppress_health_check=list(HealthCheck))
@given(st.lists(_project, min_size=1, max_size=3))
def test_any_small_portfolio_comes_back(found: list[dict[str, Any]]) -> None:
    node = {
        "pmboard": Plain("1"),
        "people": [{"key": "anna", "name": "Anna"}],
        "projects": [{"key": f"P{index}", **project} for index, project in enumerate(found)],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        texts = []
        source = document(node)
        for name in ("a", "b"):
            (path / f"{name}.yaml").write_text(source, encoding="utf-8")
            p = Portfolio.open(
                path / f"{name}.db", author="anna", clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)
            )
            try:
                import_paths(p, [path / f"{name}.yaml"])
                assert check(p.store) == []
                before = p.store.last_sequence()
                import_paths(p, [path / f"{name}.yaml"])
                assert p.store.last_sequence() == before
                texts.append(export(p))
            finally:
                p.close()
            source = texts[-1]
        assert texts[0] == texts[1]


def test_the_largest_numbers_that_people_may_type_come_back(bench: Bench) -> None:
    bench.load(
        "pmboard: 1\n"
        "projects: [{key: YEN, name: Yen, budget: {amount: 1, currency: JPY}, cards: [{title: a}]}]"
    )
    card, project = bench.one("SELECT id FROM card"), bench.one("SELECT id FROM project")
    with pytest.raises(InvalidValue, match=r"allowed is a number from 0 to 1,000,000$"):
        cards.edit(bench.p, card, None, estimate=1_000_001)
    cards.edit(bench.p, card, None, estimate=1_000_000)
    with pytest.raises(InvalidValue, match="allowed is a whole number"):
        plan.add_cost(bench.p, project, date=date(2026, 1, 1), amount=10**14)
    plan.add_cost(bench.p, project, date=date(2026, 1, 1), amount=10**14 - 1)
    text = same_bytes(bench)
    assert "amount: 99999999999999," in text
    assert "estimate: 1000000\n" in text


def test_a_date_that_changed_twice_in_one_instant_comes_back(bench: Bench) -> None:
    bench.load("projects: [{key: A, name: A, milestones: [{name: m, due: 2027-01-01}]}]")
    row = bench.one("SELECT id FROM milestone")
    milestones.edit(bench.p, row, None, due=date(2027, 2, 1))
    milestones.edit(bench.p, row, None, due=date(2027, 3, 1))
    text = same_bytes(bench)
    assert text.count("{due: 2027-0") == 3
