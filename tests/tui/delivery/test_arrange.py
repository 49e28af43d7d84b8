"""Order, groups, folds, and where the cursor goes when the data change."""

from __future__ import annotations

import pytest
import samples

from models.measures.attention import RULES
from models.views.delivery import Attention, Promised
from tui.delivery import filtering
from tui.delivery.arrange import (
    Arranger,
    AttentionLine,
    GroupLine,
    RowLine,
    Settings,
    in_order,
    nearest,
    stops,
)
from tui.delivery.columns import SORTABLE


def names(settings: Settings) -> list[str]:
    arranged = Arranger(samples.view()).arrange(settings)
    return [f"[{line.group.name}]" if isinstance(line, GroupLine) else line.row.key for line in arranged.body]


def order(sort: str, *, reverse: bool = False) -> list[str]:
    return [row.key for row in in_order(samples.view().rows, sort, reverse)]


def test_by_client_worst_health_first() -> None:
    assert names(Settings()) == [
        "[Acme Bank]", "BORA", "ATLAS", "DUNE", "CEDAR",
        "[Northwind]", "KITE", "LARK", "MOSS",
        "[Internal]", "OPAL", "PINE", "QUAY",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "reverse", "groups"),
    [
        ("health", False, ["Acme Bank", "Northwind", "Internal"]),
        ("health", True, ["Internal", "Acme Bank", "Northwind"]),
        ("project", True, ["Internal", "Northwind", "Acme Bank"]),
        ("target", False, ["Acme Bank", "Internal", "Northwind"]),
        ("target", True, ["Northwind", "Acme Bank", "Internal"]),
        ("csat", False, ["Northwind", "Acme Bank", "Internal"]),
        ("milestone", False, ["Acme Bank", "Northwind", "Internal"]),
    ],
)
def test_groups_follow_the_sort_each_at_the_place_of_its_first_project(
    sort: str, reverse: bool, groups: list[str]
) -> None:
    settings = Settings(sort=sort, reverse=reverse)
    assert [name[1:-1] for name in names(settings) if name.startswith("[")] == groups


@pytest.mark.parametrize("sort", [column.id for column in SORTABLE])
def test_a_group_holds_all_of_its_projects_in_the_order_of_the_sort(sort: str) -> None:
    shown = names(Settings(sort=sort))
    assert len([name for name in shown if name.startswith("[")]) == 3
    for row in samples.view().rows:
        heads = [name for name in shown[: shown.index(row.key)] if name.startswith("[")]
        assert heads[-1] == f"[{row.client}]"
    ordered = [key for key in order(sort) if key in ("KITE", "LARK", "MOSS")]
    assert [name for name in shown if name in ("KITE", "LARK", "MOSS")] == ordered


def test_groups_without_an_answer_come_last_in_the_order_of_their_projects() -> None:
    view = samples.view()
    rows = tuple(row._replace(nps=None) if row.client == "Acme Bank" else row for row in view.rows)
    rows = tuple(row._replace(nps=5.0) if row.key == "LARK" else row for row in rows)
    for reverse in (False, True):
        arranged = Arranger(view._replace(rows=rows)).arrange(Settings(sort="nps", reverse=reverse))
        shown = [line.group.name for line in arranged.body if isinstance(line, GroupLine)]
        assert shown == ["Northwind", "Acme Bank", "Internal"]


def test_by_program_and_not_at_all() -> None:
    assert names(Settings(grouping="program"))[:4] == ["[Core banking]", "BORA", "ATLAS", "[]"]
    assert names(Settings(grouping="none"))[:3] == ["BORA", "KITE", "ATLAS"]


def test_a_folded_group_shows_its_head_only() -> None:
    folded = Settings(folded=frozenset({("client", "acme-bank")}))
    assert names(folded)[:3] == ["[Acme Bank]", "[Northwind]", "KITE"]
    arranged = Arranger(samples.view()).arrange(folded)
    assert arranged.shown == 10


@pytest.mark.parametrize(
    ("sort", "reverse", "first", "last"),
    [
        ("slip", False, ["ATLAS", "BORA", "KITE"], ["MOSS", "PINE", "QUAY"]),
        ("slip", True, ["CEDAR", "LARK", "OPAL"], ["MOSS", "PINE", "QUAY"]),
        ("cpi", False, ["BORA", "ATLAS", "KITE"], ["MOSS", "PINE", "QUAY"]),
        ("target", False, ["CEDAR", "PINE", "KITE"], ["MOSS", "QUAY"]),
        ("project", False, ["ATLAS", "BORA", "CEDAR"], ["PINE", "QUAY"]),
        ("project", True, ["QUAY", "PINE"], ["ATLAS"]),
        ("milestone", False, ["ATLAS"], ["QUAY"]),
        ("trend", False, ["ATLAS"], ["QUAY"]),
    ],
)
def test_rows_without_an_answer_come_last_both_ways(
    sort: str, reverse: bool, first: list[str], last: list[str]
) -> None:
    keys = order(sort, reverse=reverse)
    assert keys[: len(first)] == first
    assert keys[-len(last) :] == last


def test_the_filter_holds_for_attention_too() -> None:
    arranged = Arranger(samples.view()).arrange(Settings(typed="northwind"))
    assert [line.entry.project_key for line in arranged.attention] == ["KITE"]
    assert arranged.shown == 3


def test_a_filter_finds_what_is_in_folded_groups() -> None:
    folded = Settings(folded=frozenset({("client", "acme-bank")}), typed="ledger")
    assert names(folded) == ["[Acme Bank]", "ATLAS"]


def test_the_cursor_walks_attention_then_projects_then_folded_heads() -> None:
    arranged = Arranger(samples.view()).arrange(Settings(folded=frozenset({("client", "internal")})))
    walked = stops(arranged.attention[:2], arranged.body)
    kinds = [type(line) for line in walked]
    assert kinds == [AttentionLine] * 2 + [RowLine] * 7 + [GroupLine]


def test_the_cursor_stays_with_its_project() -> None:
    arranged = Arranger(samples.view()).arrange(Settings())
    lines = stops(arranged.attention, arranged.body)
    assert lines[nearest(lines, ("project", "5"), 0)].place == ("project", "5")
    assert lines[nearest(lines, ("attention", "5"), 0)].place == ("attention", "5")


def test_when_nothing_is_wrong_any_more_the_cursor_goes_to_the_projects_row() -> None:
    arranged = Arranger(samples.view()._replace(attention=())).arrange(Settings())
    lines = stops(arranged.attention, arranged.body)
    assert lines[nearest(lines, ("attention", "5"), 2)].place == ("project", "5")


def test_when_the_project_is_gone_the_cursor_stays_at_its_height() -> None:
    arranged = Arranger(samples.view()).arrange(Settings())
    lines = stops(arranged.attention, arranged.body)
    assert nearest(lines, ("project", "99"), 4) == 4
    assert nearest(lines, ("project", "99"), 400) == len(lines) - 1
    assert nearest([], ("project", "99"), 4) == 0


CARD = "ATLAS-4 blocked for 9 d"
PROMISE = 'expectation overdue: "Trial", due 4 Nov'
WORSE_THAN_A_PROMISE = Attention(
    1, "ATLAS", CARD, "flow", 1, 1, (CARD, PROMISE), "ATLAS-4",
    rules=(("card blocked", "flow"), ("expectation broken", "client")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence", "dimension", "card"),
    [
        ("", CARD, "flow", "ATLAS-4"),
        ("atlas", CARD, "flow", "ATLAS-4"),
        ("is:promised", PROMISE, "client", ""),
        ("is:pro", PROMISE, "client", ""),
        ("-is:late-promise", CARD, "flow", "ATLAS-4"),
    ],
)
def test_who_filters_for_promises_reads_of_them_first(
    typed: str, sentence: str, dimension: str, card: str
) -> None:
    promises = () if typed.startswith("-") else (Promised("Trial", None, False, None, None, False),)
    view = samples.view(rows=(samples.ATLAS._replace(promises=promises),), attention=(WORSE_THAN_A_PROMISE,))
    (line,) = Arranger(view).arrange(Settings(typed=typed)).attention
    assert (line.entry.sentence, line.entry.dimension, line.entry.card) == (sentence, dimension, card)
    assert line.entry.all == (CARD, PROMISE)


def test_the_rules_that_are_asked_for_exist() -> None:
    assert {rule for rules in filtering.ASKED_FOR.values() for rule in rules} <= set(RULES)
    assert filtering.ASKED_FOR.keys() <= filtering.QUESTIONS.keys()
