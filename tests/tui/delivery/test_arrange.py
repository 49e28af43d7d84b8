"""Order, groups, folds, and where the cursor goes when the data change."""

from __future__ import annotations

from datetime import date

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
OVER = "ben 140 %: ATLAS 80 %, BORA 60 % in the week of 23 Nov"
MISSED = 'expectation missed: "Trial", due 4 Nov'
WORSE = Attention(
    1, "ATLAS", CARD, "flow", 2, 1, (CARD, OVER, MISSED), "ATLAS-4",
    rules=(("card blocked", "flow"), ("person over", "people"), ("expectation broken", "client")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence", "dimension", "card"),
    [
        ("", CARD, "flow", "ATLAS-4"),
        ("atlas", CARD, "flow", "ATLAS-4"),
        ("is:", CARD, "flow", "ATLAS-4"),
        ("is:booked", OVER, "people", ""),
        ("is:over", OVER, "people", ""),
        ("is:overbooked", OVER, "people", ""),
        ("-is:late-promise", CARD, "flow", "ATLAS-4"),
    ],
)
def test_who_filters_for_a_rule_reads_of_it_first(
    typed: str, sentence: str, dimension: str, card: str
) -> None:
    view = samples.view(rows=(samples.ATLAS,), attention=(WORSE,))
    (line,) = Arranger(view).arrange(Settings(typed=typed)).attention
    assert (line.entry.sentence, line.entry.dimension, line.entry.card) == (sentence, dimension, card)
    assert line.entry.all == (CARD, OVER, MISSED)


def test_a_rule_that_the_worst_one_says_too_is_found_with_its_sentence() -> None:
    entry = Attention(
        1, "ATLAS", OVER, "people", 1, 1, (OVER, MISSED),
        rules=(("computed red", "people"), ("expectation broken", "client"), ("person over", "people")),
    )  # fmt: skip
    view = samples.view(rows=(samples.ATLAS,), attention=(entry,))
    (line,) = Arranger(view).arrange(Settings(typed="is:booked")).attention
    assert line.entry == entry


def test_who_filters_for_promises_reads_each_with_its_days_worst_first() -> None:
    day = date(2027, 2, 3)
    promises = (
        Promised("Past", date(2026, 11, 20), False, None, None, True),
        Promised("UAT starts", day, True, date(2027, 2, 17), 14, False),
        Promised("Early", day, True, date(2027, 2, 1), -2, False),
        Promised("Talk", None, False, None, None, False),
    )
    other = (
        Promised("Soon", date(2026, 12, 1), False, None, None, False),
        promises[1]._replace(late_days=20),
    )
    rows = (samples.ATLAS._replace(promises=promises), samples.KITE._replace(promises=other), samples.LARK)
    arranged = Arranger(samples.view(rows, (WORSE,))).arrange(Settings(typed="is:promised"))
    assert arranged.listing
    told = [
        (line.entry.project_key, line.entry.sentence, line.entry.dimension) for line in arranged.attention
    ]
    assert told == [
        ("ATLAS", MISSED, "client"),
        ("ATLAS", "20 Nov overdue: Past", "client"),
        ("KITE", "3 Feb +20 d, forecast 17 Feb: UAT starts", "commitment"),
        ("ATLAS", "3 Feb +14 d, forecast 17 Feb: UAT starts", "commitment"),
        ("KITE", "1 Dec, no forecast: Soon", "client"),
        ("ATLAS", "3 Feb -2 d, forecast 1 Feb: Early", "commitment"),
        ("ATLAS", "no day: Talk", "client"),
    ]
    assert len({line.place for line in arranged.attention}) == len(told), "the cursor tells them apart"
    late = Arranger(samples.view(rows, ())).arrange(Settings(typed="is:late-promise"))
    assert [line.entry.sentence.rpartition(": ")[2] for line in late.attention] == [
        "Past", "UAT starts", "UAT starts",
    ]  # fmt: skip
    lines = stops(arranged.attention, arranged.body)
    assert lines[nearest(lines, ("attention", "5.4"), 0)].place == ("attention", "5")


def test_the_rules_that_are_asked_for_exist() -> None:
    assert {rule for rules in filtering.ASKED_FOR.values() for rule in rules} <= set(RULES)
    assert filtering.ASKED_FOR.keys() <= filtering.QUESTIONS.keys()
