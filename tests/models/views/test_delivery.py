"""The delivery screen: numbers worked out by hand, what needs attention, the cache, other days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.store.tables import (
    Absence,
    Allocation,
    Baseline,
    Block,
    Card,
    CardLink,
    Client,
    Cost,
    Expectation,
    Milestone,
    Person,
    Program,
    Project,
    Risk,
    Satisfaction,
    Setting,
    Snapshot,
    StatusUpdate,
)
from models.views.besides import besides
from models.views.delivery import DeliveryCache, delivery, delivery_first, delivery_rows, reasons
from models.views.delivery_cache import cache_of
from models.views.delivery_values import NextMilestone, ProjectRow
from models.views.names import NotFound
from models.views.project import project
from models.views.timeline import timeline

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def row_of(bench: Bench, key: str = "ATLAS") -> ProjectRow:
    return next(row for row in delivery(bench.p, DeliveryCache()).rows if row.key == key)


def a_quarter_a_day(bench: Bench, key: str = "ATLAS", **fields: object) -> int:
    """A project that finished one card on 10 of its 40 days."""
    project = bench.project(key, **fields)
    bench.finish(project, range(1, 11), estimate=3.0)
    return project


def test_every_number_of_a_project(bench: Bench) -> None:
    client = bench.make(Client, key="acme", name="Acme Bank")
    program = bench.make(Program, key="core", name="Core", client=client)
    anna = bench.make(Person, key="anna", name="Anna Ruiz")
    atlas = a_quarter_a_day(
        bench,
        client=client,
        program=program,
        manager=anna,
        start="2026-10-14",
        target="2026-12-03",
        baseline=("2026-10-14", "2026-12-03", 100_000),
    )
    uat = bench.make(Milestone, project=atlas, name="UAT", due="2026-12-01", commitment=1)
    bench.make(Milestone, project=atlas, name="Kick-off", due="2026-10-14", done="2026-10-15")
    bench.card(atlas, [("Backlog", 20)], estimate=6.0, milestone=uat)
    bench.make(Cost, project=atlas, date=bench.day(0), amount=50_000)
    bench.make(Cost, project=atlas, date=bench.day(1), amount=99_999)
    bench.make(
        Risk, project=atlas, title="R", probability=3, impact=4, residual_probability=2, review=bench.day(-3)
    )
    for days, answer in ((-9, 5), (-8, 4), (-7, 3), (1, 1), (-181, 1)):
        bench.make(Satisfaction, project=atlas, date=bench.day(days), csat=answer)
    bench.make(Satisfaction, project=atlas, date=bench.day(-1), nps=9)
    bench.make(Expectation, project=atlas, text="No downtime", due=bench.day(30))
    bench.make(Allocation, project=atlas, person=anna, percent=60)
    bench.make(StatusUpdate, project=atlas, date=bench.day(-20), health="red", why="old")
    bench.make(StatusUpdate, project=atlas, date=bench.day(-2), health="green", summary="fine", author="anna")
    bench.make(StatusUpdate, project=atlas, date=bench.day(1), health="red", summary="tomorrow")

    row = row_of(bench)
    assert (row.client, row.program, row.manager) == ("Acme Bank", "Core", "Anna Ruiz")
    assert (row.cards, row.open_cards) == (11, 1)
    assert row.progress == pytest.approx(30 / 36)
    # 1 - 0.75 ** 7 is the first over 0.85; 1 - 0.75 ** 10 = 94 % by the target.
    assert row.p85 == date(2026, 11, 30)
    assert (row.slip_days, row.slip_note, row.baseline_slip_days) == (-3, "forecast p85", -3)
    assert (row.budget_used, row.costs, row.budget) == (0.5, 50_000, 100_000)
    assert row.cpi == pytest.approx(83_333 / 50_000)
    assert (row.risk, row.risk_note) == (8, "")
    assert (row.csat, row.csat_answers, row.csat_note) == (pytest.approx(2 / 3), 3, "5 4 3 n3")
    assert (row.nps, row.nps_answers, row.nps_note) == (100.0, 1, "9 n1")
    assert row.next_milestone == NextMilestone("UAT", date(2026, 12, 1), date(2026, 11, 30), -1, True)
    assert (row.said_days, row.said_note) == (2, "")
    assert row.statement is not None
    assert (row.statement.health, row.statement.summary) == ("green", "fine")
    assert row.trend_finished == (0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 7, 0)
    assert {one.dimension: one.letter for one in row.judgments} == {
        "schedule": "G",
        "cost": "G",
        "flow": "G",
        "risk": "G",
        "people": "G",
        "client": "A",
    }
    assert (row.health, row.health_dimension, row.declared) == ("A", "client", "")


def test_a_project_with_nothing_has_states_and_no_zeros(bench: Bench) -> None:
    bench.project("ATLAS")
    row = row_of(bench)
    assert (row.progress, row.p85, row.slip_days, row.cpi, row.risk, row.csat) == (None,) * 6
    assert (row.budget_used, row.said_days, row.next_milestone, row.statement) == (None,) * 4
    assert (row.health, row.slip_note, row.risk_note) == ("-", "no baseline", "no risks recorded")
    assert row.p85_note == "not configured (no cards)"
    assert row.progress_note == "not configured (no cards, no milestones)"
    assert [judgment.dimension for judgment in row.judgments] == [
        "schedule",
        "cost",
        "risk",
        "people",
        "client",
    ]


@pytest.mark.parametrize("now", [datetime(1, 1, 1, 5, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)])
def test_a_clock_at_either_end_of_the_calendar(bench: Bench, now: datetime) -> None:
    anna = bench.make(Person, key="anna", name="Anna Ruiz", capacity=40)
    atlas = a_quarter_a_day(bench, start="9999-12-30", target="9999-12-31")
    bench.make(Allocation, project=atlas, person=anna, percent=100, starts="0001-01-01", ends="9999-12-31")
    bench.make(Absence, person=anna, starts="9999-12-20", ends="9999-12-31")
    bench.make(Satisfaction, project=atlas, date="0001-01-01", csat=5)
    bench.make(Milestone, project=atlas, name="Last", due="9999-12-31", commitment=1)
    bench.now[0] = now
    view = delivery(bench.p, DeliveryCache())
    assert [row.key for row in view.rows] == ["ATLAS"]
    assert view.rows == delivery_rows(bench.p, [atlas], DeliveryCache())
    assert [line.key for line in timeline(bench.p, DeliveryCache()).projects] == ["ATLAS"]


def test_a_budget_without_costs_says_so(bench: Bench) -> None:
    bench.project("ATLAS", baseline=("2026-10-14", "2026-12-03", 100_000))
    row = row_of(bench)
    assert (row.budget_used, row.budget_note, row.budget) == (None, "no costs booked", 100_000)


def test_a_project_whose_cards_are_all_dropped_has_no_open_work(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.card(atlas, [("Backlog", 20), ("Dropped", 2)])
    row = row_of(bench)
    assert (row.p85_note, row.progress_note) == ("not configured (no open work)",) * 2


def test_a_milestone_waits_for_those_before_it(bench: Bench) -> None:
    atlas = a_quarter_a_day(bench)
    first = bench.make(Milestone, project=atlas, name="First", due="2026-12-20", done="2026-11-01")
    second = bench.make(Milestone, project=atlas, name="Second", due="2026-12-24")
    third = bench.make(Milestone, project=atlas, name="Third", due="2026-12-31", commitment=1)
    for milestone in (first, second, third):
        bench.card(atlas, [("Backlog", 20)], milestone=milestone)
    bench.card(atlas, [("Backlog", 20), ("Dropped", 2)], milestone=third)
    # One card of its own: 1 - 0.75 ** 7 >= 0.85. The third also waits for the second's: two cards, 12 days.
    assert row_of(bench).next_milestone == NextMilestone(
        "Second", date(2026, 12, 24), date(2026, 11, 30), -24, False
    )
    bench.set(Milestone, second, done="2026-11-20")
    assert row_of(bench).next_milestone == NextMilestone(
        "Third", date(2026, 12, 31), date(2026, 11, 30), -31, True
    )


def test_archiving_what_is_finished_changes_no_number(bench: Bench) -> None:
    atlas = a_quarter_a_day(bench, start="2026-10-14", baseline=("2026-10-14", "2026-12-03", 100))
    bench.card(atlas, [("Backlog", 20)])
    before = row_of(bench)
    bench.set(Card, 1, archived_at=bench.ms(0))
    after = row_of(bench)
    assert (after.cards, after.progress, after.p85, after.trend_finished) == (
        before.cards,
        before.progress,
        before.p85,
        before.trend_finished,
    )


def test_what_was_archived_unfinished_is_dropped(bench: Bench) -> None:
    atlas = a_quarter_a_day(bench)
    card = bench.card(atlas, [("Backlog", 20)])
    dropped = bench.card(atlas, [("Backlog", 20), ("Dropped", 1)])
    assert (row_of(bench).cards, row_of(bench).open_cards) == (11, 1)
    bench.set(Card, card, archived_at=bench.ms(0))
    bench.set(Card, dropped, archived_at=bench.ms(0))
    row = row_of(bench)
    assert (row.cards, row.open_cards, row.progress, row.p85_note) == (10, 0, 1.0, "done")


def test_few_finishes_widen_the_window(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.finish(atlas, [1, 100, 101, 102, 103])
    bench.card(atlas, [("Backlog", 2)])
    # The first move was 133 days ago: 5 of 133 days with a finish; the 51st day is the first with 85 %.
    chance, days = 0.0, 0
    while chance < 0.85:
        days += 1
        chance = 1 - (128 / 133) ** days
    assert row_of(bench).p85 == date(2026, 11, 23) + timedelta(days=days)


def test_only_what_was_true_by_another_day_counts(bench: Bench) -> None:
    atlas = a_quarter_a_day(bench, start="2026-09-01", baseline=("2026-09-01", "2026-12-03", 100_000))
    bench.card(atlas, [("Backlog", 3), ("Doing", 2)])
    reopened = bench.card(atlas, [("Backlog", 40), ("Doing", 30), ("Done", 20), ("Doing", 1)])
    archived = bench.card(atlas, [("Backlog", 40), ("Doing", 35), ("Done", 33)])
    bench.set(Card, archived, archived_at=bench.ms(2))
    bench.set(Card, reopened, finished_at=None)
    bench.make(Cost, project=atlas, date=bench.day(-30), amount=10)
    bench.make(Cost, project=atlas, date=bench.day(-1), amount=1000)
    bench.make(StatusUpdate, project=atlas, date=bench.day(-1), health="green")
    bench.make(Satisfaction, project=atlas, date=bench.day(-1), csat=5)
    block = bench.make(Block, card=reopened, started_at=bench.ms(35), ended_at=bench.ms(2), reason="data")
    assert (row_of(bench).cards, row_of(bench).open_cards, row_of(bench).costs) == (13, 2, 1010)

    bench.now[0] -= timedelta(days=5)
    row = row_of(bench)
    # Five days ago: the cards finished 6 to 10 days ago, the reopened one and the archived one were done;
    # those finished
    # 1 to 5 days ago stood in Doing (the fifth moved at that very instant) or in Backlog; the newest was
    # not there yet.
    assert (row.cards, row.open_cards) == (12, 4)
    assert row.progress == pytest.approx(8 / 12)
    assert (row.costs, row.statement, row.csat) == (10, None, None)
    assert sum(row.trend_finished) == 8
    assert block


def test_cards_without_a_finish_count_for_progress_only(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    bench.card(atlas, [("Done", 3)])
    bench.card(atlas, [("Backlog", 3)])
    row = row_of(bench)
    assert (row.progress, sum(row.trend_finished), row.p85_note) == (
        0.5,
        0,
        "cannot forecast (no finish in 96 weeks)",
    )


def test_people_are_counted_over_all_their_projects(bench: Bench) -> None:
    anna = bench.make(Person, key="anna", name="Anna", capacity=40)
    for key, percent in (("ATLAS", 60), ("BORA", 65)):
        bench.make(Allocation, project=bench.project(key), person=anna, percent=percent)
    finished = bench.project("OLD", state="finished")
    bench.make(Allocation, project=finished, person=anna, percent=500)
    people = [
        next(one for one in row_of(bench, key).judgments if one.dimension == "people")
        for key in ("ATLAS", "BORA")
    ]
    assert [one.letter for one in people] == ["R", "R"]
    assert "125 %: BORA 65 %, ATLAS 60 % in the 4 weeks from 23 Nov" in people[0].sentence
    bench.make(Absence, person=anna, starts=bench.day(-1), ends=bench.day(60))
    assert "over" in next(one for one in row_of(bench).judgments if one.dimension == "people").sentence


def test_what_the_worst_rule_says_is_neither_told_nor_counted_again(bench: Bench) -> None:
    anna, made = bench.make(Person, key="anna", name="Anna", capacity=40), bench.project("IRIS")
    bench.make(Allocation, project=made, person=anna, percent=140)
    bench.make(Expectation, project=made, text="Trial", due=bench.day(-3), state="open")
    (line,) = delivery(bench.p, DeliveryCache()).attention
    assert line.dimension == "people"
    assert [text for text in line.all if text.startswith("Anna 140 %")] == [line.sentence]
    assert line.more == len(line.all) - 1 == len(besides(line.all, row_of(bench, "IRIS").judgments))
    # It fired all the same: who asks who is booked too much must find it.
    assert "person over" in dict(line.rules)


def test_a_predecessor_in_another_project_that_ends_too_late(bench: Bench) -> None:
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    waits = bench.card(atlas, [("Backlog", 1)], due="2026-12-10")
    needed = bench.card(bora, [("Backlog", 1)], due="2026-12-20")
    bench.make(CardLink, card=waits, other=needed, kind="depends")
    inside = bench.card(atlas, [("Backlog", 1)], due="2026-12-30")
    bench.make(CardLink, card=waits, other=inside, kind="depends")
    sentences = {
        line.project_key: " ".join(line.all) for line in delivery(bench.p, DeliveryCache()).attention
    }
    assert "BORA-1" in sentences["ATLAS"]
    assert "ATLAS-2" not in sentences["ATLAS"]
    assert "BORA-1" not in sentences.get("BORA", "")
    bench.set(Card, needed, due="2026-12-10")
    sentences = {
        line.project_key: " ".join(line.all) for line in delivery(bench.p, DeliveryCache()).attention
    }
    assert "BORA-1" not in sentences.get("ATLAS", "")


def test_one_project_is_told_the_same_as_on_the_delivery_screen(bench: Bench) -> None:
    atlas, bora, other = (bench.project(key) for key in ("ATLAS", "BORA", "OTHER"))
    waits = bench.card(atlas, [("Backlog", 1)])
    bench.set(Card, waits, due="2026-12-10")
    # It has no date of its own: when it ends is known only when its project is judged.
    needed = bench.card(bora, [("Backlog", 1)])
    bench.set(Project, bora, target="2026-12-20")
    bench.make(CardLink, card=waits, other=needed, kind="depends")
    bench.make(Expectation, project=atlas, text="Branches never close", due=bench.day(-3), state="open")
    whole = delivery(bench.p, DeliveryCache())
    for row in whole.rows:
        known = DeliveryCache()
        found = reasons(bench.p, row.key, known)
        assert found.row == row
        assert found.attention == next((one for one in whole.attention if one.project_key == row.key), None)
        assert other not in known.entries or row.key == "OTHER"
        # The page and the report of a program that has just begun know nothing of other projects yet.
        cache_of(bench.p).entries.clear()
        assert project(bench.p, row.key).attention == (found.attention.all if found.attention else ())
    told = reasons(bench.p, "ATLAS", DeliveryCache()).attention
    assert told is not None
    assert "BORA-1" in " ".join(told.all)
    assert "Branches never close" in " ".join(told.all)


def test_attention_names_the_card_that_its_worst_rule_is_about(bench: Bench) -> None:
    waits, needed, stuck = bench.project("WAITS"), bench.project("NEEDED"), bench.project("STUCK")
    first = bench.card(waits, [("Backlog", 1)], due="2026-12-10")
    other = bench.card(waits, [("Backlog", 1)], due="2026-12-19")
    late = bench.card(needed, [("Backlog", 1)], due="2026-12-20")
    for card in (first, other):
        bench.make(CardLink, card=card, other=late, kind="depends")
    for days in (6, 9, 7):
        card = bench.card(stuck, [("Doing", 10 - days / 2)])
        bench.make(Block, card=card, started_at=bench.ms(days), reason="bank")
    for _ in range(9):
        bench.card(stuck, [("Doing", 1)])
    lines = {line.project_key: line for line in delivery(bench.p, DeliveryCache()).attention}
    assert (lines["WAITS"].dimension, lines["WAITS"].card) == ("dependency", "WAITS-1")
    blocked = lines["STUCK"]
    assert (blocked.sentence, blocked.card) == ("STUCK-2 blocked for 9 d: bank; 2 others", "STUCK-2")


def test_attention_is_one_line_a_project_worst_first(bench: Bench) -> None:
    calm = bench.project("CALM", start=bench.day(-1))
    late = bench.project("LATE", target="2026-11-01", baseline=("2026-09-01", "2026-11-01", 1))
    stuck = bench.project("STUCK", start=bench.day(-1))
    card = bench.card(stuck, [("Backlog", 8), ("Doing", 7)])
    bench.make(Block, card=card, started_at=bench.ms(6), reason="bank test data")
    bench.make(Expectation, project=stuck, text="UAT", due=bench.day(-1))
    bench.card(late, [("Backlog", 12)])
    bench.project("HELD", state="on hold", target="2026-01-01")
    view = delivery(bench.p, DeliveryCache())
    assert [line.project_key for line in view.attention] == ["LATE", "STUCK"]
    assert [line.severity for line in view.attention] == sorted(
        (line.severity for line in view.attention), reverse=True
    )
    worst = view.attention[0]
    assert (worst.project_id, worst.dimension, worst.more) == (late, "schedule", len(worst.all) - 1)
    assert worst.sentence == worst.all[0]
    assert any("10 d" in text or "12 d" in text for text in worst.all)
    assert any("STUCK-1" in text and "bank test data" in text for text in view.attention[1].all)
    assert calm


def test_the_trend_of_the_slip_takes_the_last_snapshot_of_each_week(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    for days, slip in ((0, 9), (-1, 8), (-2, 7), (-8, None), (-77, 1), (-78, 0)):
        bench.make(Snapshot, project=atlas, day=bench.day(days), numbers=f'{{"slip_days": {slip or "null"}}}')
    assert row_of(bench).trend_slip == (1, *[None] * 9, 8, 9)


def test_the_trend_ends_with_the_slip_of_the_moment(bench: Bench) -> None:
    """The snapshot of the morning and the figure beside it must not differ."""
    atlas = bench.project("ATLAS", target=bench.day(30))
    bench.make(Baseline, project=atlas, approved=bench.day(-60), target=bench.day(9))
    for days, slip in ((-7, 8), (0, 20)):
        bench.make(Snapshot, project=atlas, day=bench.day(days), numbers=f'{{"slip_days": {slip}}}')
    row = row_of(bench)
    assert (row.slip_days, row.trend_slip[-2:]) == (21, (8, 21))
    assert (row.slip_from.isoformat() if row.slip_from else "") == bench.day(9)


def test_archived_projects_are_not_there(bench: Bench) -> None:
    bench.project("ATLAS")
    bench.set(Project, bench.project("BORA"), archived_at=bench.ms(0))
    assert [row.key for row in delivery(bench.p).rows] == ["ATLAS"]
    with pytest.raises(NotFound, match="BORA is archived"):
        reasons(bench.p, "BORA")
    assert reasons(bench.p, "atlas").row.key == "ATLAS"


def test_an_empty_portfolio(bench: Bench) -> None:
    view = delivery(bench.p)
    assert (view.rows, view.attention, view.complete) == ((), (), True)
    assert delivery_first(bench.p, DeliveryCache()).rows == ()


def fill(bench: Bench, first: int, last: int) -> None:
    for number in range(first, last):
        project = bench.project(f"P{number}", baseline=("2026-09-01", "2026-12-03", 100))
        bench.finish(project, [1, 2, 3])
        bench.card(project, [("Backlog", 2)])


def test_as_many_queries_for_one_project_as_for_two_hundred(bench: Bench) -> None:
    fill(bench, 0, 1)
    one = bench.queries(lambda: delivery(bench.p, DeliveryCache()))
    first = bench.queries(lambda: delivery_first(bench.p, DeliveryCache()))
    fill(bench, 1, 200)
    assert bench.queries(lambda: delivery(bench.p, DeliveryCache())) == one
    assert bench.queries(lambda: delivery_first(bench.p, DeliveryCache())) == first
    assert one <= 24
    assert first <= 9


def test_the_first_look_counts_and_the_rest_follows(bench: Bench) -> None:
    fill(bench, 0, 3)
    cache = DeliveryCache()
    first = delivery_first(bench.p, cache)
    assert not first.complete
    assert [(row.key, row.cards, row.open_cards, row.progress, row.health) for row in first.rows] == [
        (f"P{number}", 4, 1, 0.75, "") for number in range(3)
    ]
    (judged,) = delivery_rows(bench.p, [first.rows[1].id, 999], cache)
    second = delivery_first(bench.p, cache)
    assert second.rows[1] == judged
    assert second.rows[0] == first.rows[0]
    whole = delivery(bench.p, cache)
    assert whole.rows[1] == judged
    assert delivery_first(bench.p, cache) == whole


def same_as_fresh(bench: Bench, cache: DeliveryCache) -> bool:
    return delivery(bench.p, cache) == delivery(bench.p, DeliveryCache())


def test_the_cache_answers_as_a_fresh_look_does(bench: Bench) -> None:
    client = bench.make(Client, key="acme", name="Acme")
    anna = bench.make(Person, key="anna", name="Anna")
    atlas, bora = bench.project("ATLAS", client=client), bench.project("BORA", manager=anna)
    bench.make(Allocation, project=atlas, person=anna, percent=90)
    shared = bench.make(Allocation, project=bora, person=anna, percent=10)
    card = bench.card(bora, [("Backlog", 3)], due="2026-12-20")
    waits = bench.card(atlas, [("Backlog", 3)], due="2026-12-10")
    bench.finish(bora, range(1, 20))
    bench.card(bora, [("Backlog", 9), ("Doing", 0.5)])
    cache = DeliveryCache()
    assert same_as_fresh(bench, cache)
    before = cache.entries[atlas]
    bench.set(Card, card, title="Other")
    assert same_as_fresh(bench, cache)
    assert cache.entries[atlas] is before
    bench.set(Client, client, name="Acme Bank")
    assert same_as_fresh(bench, cache)
    assert cache.entries[atlas].row.client == "Acme Bank"
    bench.set(Allocation, shared, percent=60)
    assert same_as_fresh(bench, cache)
    bench.set(Person, anna, name="Anna Ruiz", capacity=20)
    assert same_as_fresh(bench, cache)
    bench.make(CardLink, card=waits, other=card, kind="depends")
    assert same_as_fresh(bench, cache)
    bench.set(Card, card, due="2026-12-01")
    assert same_as_fresh(bench, cache)
    for hours in (13, 14, 30):
        bench.now[0] += timedelta(hours=hours)
        assert same_as_fresh(bench, cache)
    zone = bench.p.store.rows("SELECT id FROM setting WHERE key = 'time_zone'")[0][0]
    bench.set(Setting, zone, value="Pacific/Auckland")
    assert same_as_fresh(bench, cache)


def test_a_warm_look_asks_little(bench: Bench) -> None:
    fill(bench, 0, 2)
    cache = DeliveryCache()
    delivery(bench.p, cache)
    assert bench.queries(lambda: delivery(bench.p, cache)) <= 7
