"""The project page: every entry with its numbers worked out by hand, history by pages, archived projects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from models.actions import cards, milestones, plan, projects, risks
from models.actions import undo as undoing
from models.measures.answers import NoAnswer, Reason
from models.measures.satisfaction import Score
from models.store.tables import (
    Allocation,
    Baseline,
    BudgetLine,
    Client,
    Cost,
    Expectation,
    Goal,
    Milestone,
    Person,
    Risk,
    Satisfaction,
    Stakeholder,
    StatusUpdate,
)
from models.views import project_history
from models.views.delivery import reasons
from models.views.names import Named, NotFound
from models.views.project import HistoryEntry, ProjectView, project
from models.views.project import project_history as older

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def atlas(bench: Bench, **fields: object) -> int:
    """A quarter of a card a day; 1000.00 EUR from 14 Oct to 3 Dec."""
    made = bench.project(
        "ATLAS",
        start="2026-10-14",
        target="2026-12-03",
        baseline=("2026-10-14", "2026-12-03", 100_000),
        **fields,
    )
    bench.finish(made, range(1, 11), estimate=3.0)
    bench.card(made, [("Backlog", 20)], estimate=6.0)
    return made


def seen(bench: Bench) -> ProjectView:
    return project(bench.p, "ATLAS")


def test_the_projects_own_facts(bench: Bench) -> None:
    client = bench.make(Client, key="acme", name="Acme Bank")
    anna = bench.make(Person, key="anna", name="Anna Ruiz")
    made = atlas(bench, client=client, manager=anna, budget=100_000, description="two\nlines")
    view = project(bench.p, "atlas")
    facts = view.facts
    assert (facts.id, facts.key, facts.name, facts.description) == (made, "ATLAS", "ATLAS name", "two\nlines")
    assert (facts.client, facts.program) == (Named(client, "acme", "Acme Bank"), None)
    assert (facts.manager, facts.delivery_manager) == (Named(anna, "anna", "Anna Ruiz"), None)
    assert (facts.state, facts.start, facts.target) == ("active", date(2026, 10, 14), date(2026, 12, 3))
    assert (facts.budget, facts.currency, facts.cadence, facts.archived) == (100_000, "EUR", 7, False)
    assert view.row == reasons(bench.p, "ATLAS").row
    assert (view.today, view.zone) == (date(2026, 11, 23), "UTC")


def test_a_milestone_has_its_forecast_its_slip_and_how_often_it_moved(bench: Bench) -> None:
    made = atlas(bench)
    uat = milestones.add(bench.p, made, name="UAT", due="2026-11-27", commitment=True)
    milestones.edit(bench.p, uat, None, due="2026-12-05")
    milestones.edit(bench.p, uat, None, due="2026-11-30")
    milestones.edit(bench.p, uat, None, due="2026-12-01")
    bench.make(Milestone, project=made, name="Kick-off", due="2026-10-14", baseline="2026-10-12",
               done="2026-10-15")  # fmt: skip
    bench.make(Milestone, project=made, name="Late", due="2026-11-20", weight=2.0)
    bench.make(Milestone, project=made, name="Some day")
    bench.card(made, [("Backlog", 20)], milestone=uat)
    lines = {line.name: line for line in seen(bench).milestones}
    assert list(lines) == ["Kick-off", "Late", "UAT", "Some day"]
    assert (lines["UAT"].due, lines["UAT"].baseline) == (date(2026, 12, 1), date(2026, 11, 27))
    assert (lines["UAT"].moved, lines["UAT"].commitment, lines["UAT"].overdue) == (3, True, False)
    # One card, a quarter a day: 1 - 0.75 ** 7 is the first over 0.85, which is on 30 Nov.
    assert (lines["UAT"].forecast, lines["UAT"].slip_days) == (date(2026, 11, 30), 3)
    assert lines["UAT"].slip_basis == "forecast p85"
    assert (lines["Kick-off"].done, lines["Kick-off"].slip_days) == (date(2026, 10, 15), 3)
    assert (lines["Kick-off"].forecast, lines["Kick-off"].moved) == (None, 0)
    assert (lines["Late"].overdue, lines["Late"].slip_days, lines["Late"].weight) == (True, None, 2.0)
    assert (lines["Some day"].due, lines["Some day"].slip_days, lines["Some day"].overdue) == (
        None,
        None,
        False,
    )


def test_every_open_milestone_with_cards_has_its_forecast(bench: Bench) -> None:
    made = atlas(bench)
    [first, second, third, bare] = [
        bench.make(Milestone, project=made, name=name, due=due)
        for name, due in (("1", "2026-12-01"), ("2", "2026-12-02"), ("3", "2026-12-03"), ("4", "2026-12-04"))
    ]
    for milestone in (first, second, second, third):
        bench.card(made, [("Backlog", 20)], milestone=milestone)
    lines = {line.id: line for line in seen(bench).milestones}
    days = [lines[one].forecast for one in (first, second, third, bare)]
    # The work of each counts that of those due before it: 1, 3 and 4 cards. With a quarter a day
    # 0.85 is passed on day 7, 18 and 23. The last one has none, and is due when all was to be done.
    assert days == [date(2026, 11, 30), date(2026, 12, 11), date(2026, 12, 16), seen(bench).row.p85]
    assert lines[second].slip_basis == "forecast p85"
    projects.edit(bench.p, made, None, state="on hold")
    assert {line.forecast for line in seen(bench).milestones} == {None}


def test_a_milestone_at_the_end_without_cards_is_expected_when_the_project_is(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(Milestone, project=made, name="Before", due="2026-12-02")
    bench.make(Milestone, project=made, name="End", due="2026-12-03", baseline="2026-11-20")
    view = seen(bench)
    assert view.row.p85 == date(2026, 11, 30)
    lines = {line.name: line for line in view.milestones}
    assert (lines["Before"].forecast, lines["End"].forecast) == (None, date(2026, 11, 30))
    assert (lines["End"].slip_days, lines["End"].slip_basis) == (10, "forecast p85")
    projects.edit(bench.p, made, None, state="on hold")
    assert {line.forecast for line in seen(bench).milestones} == {None}


def test_the_dates_that_a_milestone_was_due_on_are_all_there(bench: Bench) -> None:
    made = atlas(bench)
    uat = milestones.add(bench.p, made, name="UAT", due="2026-11-27")
    milestones.edit(bench.p, uat, None, due="2026-12-05")
    [line] = seen(bench).milestones
    assert line.dues == (date(2026, 11, 27), date(2026, 12, 5))


def test_two_people_of_one_name_have_their_own_weeks(bench: Bench) -> None:
    made = atlas(bench)
    one = bench.make(Person, key="anna", name="Anna", capacity=40)
    other = bench.make(Person, key="anna2", name="Anna", capacity=20)
    bench.make(Allocation, project=made, person=one, percent=50.0)
    bench.make(Allocation, project=made, person=other, percent=100.0)
    loads = {line.person.id: [load.text for load in line.loads] for line in seen(bench).allocations}
    assert loads == {one: ["50 %"] * 4, other: ["100 %"] * 4}


def test_goals_and_limits(bench: Bench) -> None:
    made = atlas(bench)
    fast = bench.make(Goal, key="FAST", title="Faster closing")
    safe = bench.make(Goal, key="SAFE", title="No incident")
    assert (seen(bench).facts.goals, seen(bench).facts.own_limits) == ((), {})
    projects.edit(
        bench.p, made, None, goals={fast: 1.0, safe: 3.0}, thresholds={"cost": {"green": 0.97, "amber": 0.9}}
    )
    facts = seen(bench).facts
    assert [(one.goal, one.weight) for one in facts.goals] == [
        (Named(safe, "SAFE", "No incident"), 3.0),
        (Named(fast, "FAST", "Faster closing"), 1.0),
    ]
    assert (facts.limits.cost.green, facts.limits.people.green) == (0.97, 1.0)
    assert facts.own_limits == {"cost": {"green": 0.97, "amber": 0.9}}


def test_long_lists_say_how_many_there_are(bench: Bench) -> None:
    made = atlas(bench)
    for number in range(3):
        bench.make(Cost, project=made, date=bench.day(-number), amount=number)
        bench.make(Satisfaction, project=made, date=bench.day(-number), csat=4)
        bench.make(StatusUpdate, project=made, date=bench.day(-number), health="green")
    view = project(bench.p, "ATLAS", 2)
    assert ([cost.amount for cost in view.money.costs], view.money.cost_count) == ([0, 1], 3)
    assert (len(view.client.answers), view.client.answer_count) == (2, 3)
    assert (len(view.statements), view.statement_count) == (2, 3)


def test_what_was_archived_is_listed_newest_first(bench: Bench) -> None:
    made = atlas(bench)
    card = bench.card(made, [("Backlog", 2)], title="Shadow ledger")
    risk = bench.make(Risk, project=made, title="Rain", probability=2, impact=2)
    assert (seen(bench).archived, seen(bench).archived_count) == ((), 0)
    risks.archive(bench.p, risk, None)
    bench.now[0] += timedelta(minutes=1)
    cards.archive(bench.p, card, None)
    view = project(bench.p, "ATLAS")
    assert [(one.kind, one.id, one.name) for one in view.archived] == [
        ("card", card, "ATLAS-12 Shadow ledger"),
        ("risk", risk, "Rain"),
    ]
    assert (len(project(bench.p, "ATLAS", 1).archived), view.archived_count) == (1, 2)
    cards.restore(bench.p, card)
    assert [one.kind for one in seen(bench).archived] == ["risk"]


def test_the_history_can_be_narrowed(bench: Bench) -> None:
    made = atlas(bench)
    for number in range(project_history.PAGE + 5):
        risks.add(bench.p, made, title=f"Risk {number}", probability=1, impact=1)
    plan.add_cost(bench.p, made, date="2026-11-02", amount=5)
    [cost] = older(bench.p, made, None, "COST").lines
    assert "cost" in cost.text
    assert older(bench.p, made, None, f"@{cost.author} cost").lines == (cost,)
    assert len(older(bench.p, made, None, "risk 7").lines) == len(
        [number for number in range(project_history.PAGE + 5) if str(number).find("7") >= 0]
    )
    assert older(bench.p, made, None, "@nobody").lines == ()
    assert project(bench.p, "ATLAS", wanted="cost").history == (cost,)


def test_baselines_are_newest_first(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(Baseline, project=made, approved="2026-11-01", target="2026-12-20", budget=120_000, reason="r")
    newest, first = seen(bench).baselines
    assert (newest.approved, newest.start, newest.target) == (date(2026, 11, 1), None, date(2026, 12, 20))
    assert (newest.budget, newest.reason) == (120_000, "r")
    assert (first.approved, first.budget, first.reason) == (date(2026, 10, 14), 100_000, "")


def test_money_by_category_and_earned_value(bench: Bench) -> None:
    made = atlas(bench)
    for category, amount in (("people", 80_000), ("licenses", 15_000), ("people", 1_000)):
        bench.make(BudgetLine, project=made, category=category, amount=amount)
    for days, amount, category in (
        (-9, 40_000, "people"),
        (-1, -500, "people"),
        (0, 700, "travel"),
        (0, 300, None),
        (1, 9_999, "people"),
    ):
        bench.make(Cost, project=made, date=bench.day(days), amount=amount, category=category)
    money = seen(bench).money
    assert [(line.category, line.amount, line.spent) for line in money.lines] == [
        ("people", 80_000, 39_500),
        ("licenses", 15_000, 0),
        ("people", 1_000, 0),
    ]
    assert (money.planned, money.spent, money.unplanned) == (96_000, 40_500, 1_000)
    assert [cost.amount for cost in money.costs] == [9_999, 300, 700, -500, 40_000]
    assert (money.cost_count, money.costs[1].category) == (5, "")
    assert money.earned is not None
    # 40 of 50 days, 30 of 36 points.
    assert (money.earned.bac, money.earned.pv, money.earned.ev, money.earned.ac) == (
        100_000,
        80_000,
        83_333,
        40_500,
    )
    assert money.earned.cpi == pytest.approx(83_333 / 40_500)


def test_people_with_the_weeks_of_all_their_projects(bench: Bench) -> None:
    anna = bench.make(Person, key="anna", name="Anna", capacity=40.0)
    made, other = atlas(bench), bench.project("BORA")
    bench.make(Allocation, project=made, person=anna, percent=60, role="lead", ends="2026-12-04")
    bench.make(Allocation, project=other, person=anna, percent=80)
    (line,) = seen(bench).allocations
    assert (line.person, line.role, line.percent) == (Named(anna, "anna", "Anna"), "lead", 60.0)
    assert (line.starts, line.ends) == (None, date(2026, 12, 4))
    assert [load.text for load in line.loads] == ["140 %", "140 %", "80 %", "80 %"]
    assert [load.is_over for load in line.loads] == [True, True, False, False]


def test_risks_by_exposure_with_bands_and_reviews(bench: Bench) -> None:
    made = atlas(bench)
    ben = bench.make(Person, key="ben", name="Ben")
    bench.make(Risk, project=made, title="small", probability=1, impact=4, cost=10_000)
    bench.make(Risk, project=made, title="big", probability=5, impact=4, owner=ben, review=bench.day(-31),
               cost=20_000)  # fmt: skip
    bench.make(Risk, project=made, title="eased", probability=5, impact=5, residual_probability=2,
               residual_impact=3, residual_cost=1_000, cost=50_000, review=bench.day(2))  # fmt: skip
    bench.make(Risk, project=made, title="over", probability=5, impact=5, state="closed", cost=99)
    view = seen(bench)
    found = [(one.title, one.inherent, one.exposure, one.band, one.review_age, one.forgotten)
             for one in view.risks]  # fmt: skip
    assert found == [
        ("big", 20, 20, "very high", 31, True),
        ("eased", 25, 6, "medium", -2, False),
        ("small", 4, 4, "low", None, False),
        ("over", 25, 25, "very high", None, False),
    ]
    assert view.risks[0].owner == Named(ben, "ben", "Ben")
    # 10 % of 100.00, 90 % of 200.00, 30 % of 10.00.
    assert view.risk_cost == 1_000 + 18_000 + 300


def test_the_clients_side(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(Stakeholder, project=made, name="Karl", influence=2, interest=2)
    bench.make(Stakeholder, project=made, name="Inés", influence=5, interest=4, organisation="Acme",
               wanted="leading", last_contact=bench.day(-5))  # fmt: skip
    bench.make(Stakeholder, project=made, name="Zoe")
    for text, due, state in (("kept", -9, "kept"), ("later", 5, "open"), ("late", -1, "open")):
        bench.make(Expectation, project=made, text=text, due=bench.day(due), state=state)
    for days, answer in ((-3, 5), (-2, 4), (-1, 2)):
        bench.make(Satisfaction, project=made, date=bench.day(days), csat=answer, respondent="Inés")
    client = seen(bench).client
    assert [(one.name, one.silent_days) for one in client.stakeholders] == [
        ("Inés", 5),
        ("Karl", None),
        ("Zoe", None),
    ]
    assert (client.stakeholders[0].engagement, client.stakeholders[0].wanted) == ("neutral", "leading")
    assert [(one.text, one.overdue) for one in client.expectations] == [
        ("late", True),
        ("later", False),
        ("kept", False),
    ]
    assert [(one.csat, one.nps, one.respondent) for one in client.answers] == [
        (2, None, "Inés"),
        (4, None, "Inés"),
        (5, None, "Inés"),
    ]
    assert client.csat == Score(pytest.approx(2 / 3), (5, 4, 2), "5 4 2 n3")
    assert client.nps == NoAnswer(Reason.NO_ANSWERS)


def test_statements_are_newest_first(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(StatusUpdate, project=made, date=bench.day(-9), health="green", author="anna")
    bench.make(StatusUpdate, project=made, date=bench.day(-2), health="red", why="w", next="n", ask="a",
               summary="s", review=bench.day(5), author="ben")  # fmt: skip
    newest, first = seen(bench).statements
    assert (newest.date, newest.health, newest.days_ago) == (date(2026, 11, 21), "red", 2)
    assert (newest.summary, newest.why, newest.next, newest.ask) == ("s", "w", "n", "a")
    assert (newest.review, newest.author) == (date(2026, 11, 28), "ben")
    assert (first.health, first.days_ago, first.review) == ("green", 9, None)


def test_archived_and_removed_entries_are_left_out(bench: Bench) -> None:
    made = atlas(bench)
    risk = risks.add(bench.p, made, title="gone", probability=1, impact=1)
    cost = plan.add_cost(bench.p, made, amount=100)
    assert [one.title for one in seen(bench).risks] == ["gone"]
    risks.archive(bench.p, risk, None)
    plan.delete_cost(bench.p, cost)
    view = seen(bench)
    assert (view.risks, view.money.costs, view.money.cost_count, view.money.spent) == ((), (), 0, 0)


def test_history_tells_each_action_once(bench: Bench) -> None:
    made = projects.add(bench.p, "ATLAS", "Ledger")
    other = projects.add(bench.p, "BORA", "Other")
    first = cards.add(bench.p, made, "One")
    cards.add(bench.p, other, "Elsewhere")
    cards.complete(bench.p, first.id, None)
    undoing.undo(bench.p)
    view = seen(bench)
    assert [(one.author, one.undone) for one in view.history] == [
        ("anna", True),
        ("anna", False),
        ("anna", False),
        ("anna", False),
    ]
    assert view.history[-1].text == "project ATLAS added: Ledger"
    assert "ATLAS-1" in view.history[1].text
    assert view.older_history is None


def test_older_history_comes_by_pages(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_history, "PAGE", 3)
    made = projects.add(bench.p, "ATLAS", "Ledger")
    for number in range(6):
        plan.add_cost(bench.p, made, amount=number)
    view = seen(bench)
    told: list[HistoryEntry] = list(view.history)
    begins = view.older_history
    pages = 1
    while begins is not None:
        page = older(bench.p, made, begins)
        told += page.lines
        begins = page.older
        pages += 1
    assert (len(told), len({one.seq for one in told}), pages) == (7, 7, 3)
    assert [one.seq for one in told] == sorted((one.seq for one in told), reverse=True)
    assert told[-1].text == "project ATLAS added: Ledger"


def test_an_empty_project(bench: Bench) -> None:
    bench.project("ATLAS")
    view = seen(bench)
    assert (view.milestones, view.baselines, view.allocations, view.risks, view.statements) == ((),) * 5
    assert (view.money.lines, view.money.planned, view.money.spent, view.money.earned) == ((), 0, 0, None)
    assert view.money.earned_note == "no baseline"
    assert (view.risk_cost, view.attention) == (None, ())


def test_what_needs_somebody_is_told(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(Expectation, project=made, text="UAT", due=bench.day(-4))
    assert any('"UAT"' in sentence for sentence in seen(bench).attention)


def test_an_archived_project_is_shown_too(bench: Bench) -> None:
    made = atlas(bench)
    before = seen(bench)
    projects.archive(bench.p, made, None)
    view = seen(bench)
    assert (view.facts.archived, view.attention) == (True, ())
    assert view.row.p85 == before.row.p85
    assert view.money.earned == before.money.earned


def test_tomorrow_everything_is_a_day_older(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(StatusUpdate, project=made, date=bench.day(-2), health="green")
    assert seen(bench).statements[0].days_ago == 2
    bench.now[0] += timedelta(days=1)
    assert seen(bench).statements[0].days_ago == 3


def test_an_unknown_key(bench: Bench) -> None:
    atlas(bench)
    with pytest.raises(NotFound, match='no project "ATLSA"; did you mean ATLAS'):
        project(bench.p, "ATLSA")


def test_the_queries_are_as_many_for_a_large_project(bench: Bench) -> None:
    made = atlas(bench)
    bench.make(Milestone, project=made, name="First", due=bench.day(0))
    few = bench.queries(lambda: seen(bench))
    for number in range(40):
        bench.make(Risk, project=made, title=f"R{number}", probability=2, impact=2)
        bench.make(Milestone, project=made, name=f"M{number}", due=bench.day(number))
        bench.make(Cost, project=made, date=bench.day(0), amount=number)
    many = bench.queries(lambda: seen(bench))
    assert few == many
    assert bench.queries(lambda: seen(bench)) <= many
    assert many <= 51
