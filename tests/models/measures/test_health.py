from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.measures.answers import NoAnswer, Reason
from models.measures.earned_value import EarnedValue, Plan, earned_value
from models.measures.forecast import Forecast
from models.measures.health import (
    FlowFacts,
    Verdict,
    computed_health,
    cpi_letter,
    csat_letter,
    exposure_letter,
    judge_client,
    judge_cost,
    judge_flow,
    judge_people,
    judge_risk,
    judge_schedule,
    roll_up,
)
from models.measures.people import WeekLoad
from models.measures.risk import Risk
from models.measures.satisfaction import Expectations, Score
from models.measures.schedule import Slip
from models.measures.thresholds import thresholds

TODAY = date(2026, 11, 23)
TARGET = date(2027, 3, 12)
NO_FORECAST = NoAnswer(Reason.NOT_ENOUGH_DATA, "2")
NO_SLIP = NoAnswer(Reason.NO_BASELINE)
NO_INDEX = NoAnswer(Reason.NO_BUDGET)
WEEK = date(2026, 11, 23)


def certain(chance: float) -> Forecast:
    """A forecast that is done on every day from tomorrow on with this chance."""
    return Forecast(TODAY, 5, (chance,))


def slip_of(days: int) -> Slip:
    return Slip(days, TARGET, "planned", TARGET, TARGET, days)


def seen(verdict: Verdict | None) -> tuple[str, str]:
    assert verdict is not None
    return verdict.letter, verdict.sentence


@pytest.mark.parametrize(
    ("chance", "letter", "sentence"),
    [
        (0.62, "A", "62 % likely to make 12 Mar (amber below 85 %)"),
        (0.85, "G", "85 % likely to make 12 Mar (green from 85 %)"),
        (0.8499, "A", "84 % likely to make 12 Mar (amber below 85 %)"),
        (0.5, "A", "50 % likely to make 12 Mar (amber below 85 %)"),
        (0.4999, "R", "49 % likely to make 12 Mar (red below 50 %)"),
        (0.97, "G", ">95 % likely to make 12 Mar (green from 85 %)"),
    ],
)
def test_schedule_by_likelihood(chance: float, letter: str, sentence: str) -> None:
    verdict = judge_schedule(TARGET, TODAY, None, certain(chance), slip_of(90), 0.1)
    assert seen(verdict) == (letter, sentence)
    assert (verdict.dimension, verdict.rule) == ("schedule", "likelihood")


def test_past_its_target_and_unfinished_is_red_at_once() -> None:
    verdict = judge_schedule(TODAY - timedelta(days=5), TODAY, None, certain(0.99), slip_of(0), 1.0)
    assert seen(verdict) == ("R", "past its target 18 Nov by 5 d and unfinished")


def test_finished_work_is_judged_by_its_day() -> None:
    early = judge_schedule(TARGET, TODAY, TODAY, NO_FORECAST, NO_SLIP, NO_INDEX)
    assert seen(early) == ("G", "finished 23 Nov, target 12 Mar (-109 d)")
    late = judge_schedule(
        TODAY - timedelta(days=9), TODAY, TODAY - timedelta(days=7), NO_FORECAST, NO_SLIP, NO_INDEX
    )
    assert seen(late) == ("R", "finished 16 Nov, target 14 Nov (+2 d)")


@pytest.mark.parametrize(
    ("days", "letter", "sentence"),
    [
        (5, "G", "slip +5 d, 5 % of the 100 d left (green up to 5 %)"),
        (6, "A", "slip +6 d, 6 % of the 100 d left (amber above 5 %)"),
        (15, "A", "slip +15 d, 15 % of the 100 d left (amber above 5 %)"),
        (16, "R", "slip +16 d, 16 % of the 100 d left (red above 15 %)"),
        (-9, "G", "slip -9 d, 0 % of the 100 d left (green up to 5 %)"),
    ],
)
def test_schedule_by_slip_without_a_forecast(days: int, letter: str, sentence: str) -> None:
    target = TODAY + timedelta(days=100)
    assert seen(judge_schedule(target, TODAY, None, NO_FORECAST, slip_of(days), 0.1)) == (letter, sentence)


def test_no_time_left_is_red() -> None:
    assert seen(judge_schedule(TODAY, TODAY, None, NO_FORECAST, slip_of(0), 1.0)) == (
        "R",
        "slip 0 d, no time left",
    )


@pytest.mark.parametrize(("index", "letter"), [(0.95, "G"), (0.949, "A"), (0.9, "A"), (0.899, "R")])
def test_schedule_by_time_index_last(index: float, letter: str) -> None:
    verdict = judge_schedule(TARGET, TODAY, None, NO_FORECAST, NO_SLIP, index)
    assert (verdict.letter, verdict.rule) == (letter, "SPI(t)")


def test_schedule_unknown_says_why() -> None:
    verdict = judge_schedule(TARGET, TODAY, None, NO_FORECAST, NO_SLIP, NO_INDEX)
    assert seen(verdict) == ("?", "not enough data (2), no baseline")
    assert seen(judge_schedule(None, TODAY, None, certain(0.9), slip_of(0), NO_INDEX)) == ("?", "no target")


def cost(complete: float, spent: int) -> EarnedValue:
    plan = Plan(TODAY - timedelta(days=100), TODAY + timedelta(days=100), 150_000_000)
    answer = earned_value(plan, complete, spent, TODAY)
    assert isinstance(answer, EarnedValue)
    return answer


def test_cost_by_cpi() -> None:
    amber = judge_cost(cost(0.5, 80_645_161), "EUR")
    assert seen(amber) == ("A", "CPI 0.93 (amber below 0.95); EAC 1.61 M of 1.50 M EUR")
    assert seen(judge_cost(cost(0.5, 75_000_000), "EUR")) == (
        "G",
        "CPI 1.00 (green from 0.95); EAC 1.50 M of 1.50 M EUR",
    )
    red = judge_cost(cost(0.5, 92_592_592), "EUR")
    assert seen(red) == ("R", "CPI 0.81 (red below 0.90); EAC 1.85 M of 1.50 M EUR")
    assert red.severity > amber.severity


def test_cost_by_variance_while_nothing_is_earned() -> None:
    assert seen(judge_cost(cost(0, 7_500_000), "EUR"))[0] == "G"
    verdict = judge_cost(cost(0, 10_500_000), "EUR")
    assert seen(verdict) == ("A", "VAC -7 % of the budget (amber below -5 %); EAC 1.60 M of 1.50 M EUR")
    assert verdict.rule == "VAC"
    assert seen(judge_cost(cost(0, 30_000_000), "EUR"))[0] == "R"


def test_cost_without_costs_or_budget_is_unknown_and_not_green() -> None:
    assert seen(judge_cost(cost(0.5, 0), "EUR")) == ("?", "no costs booked")
    assert seen(judge_cost(NoAnswer(Reason.NO_BUDGET), "EUR")) == ("?", "no budget")
    unknown = cost(0.5, 5)._replace(cpi=NoAnswer(Reason.NOT_CONFIGURED))
    assert seen(judge_cost(unknown, "EUR")) == ("?", "not configured")


@pytest.mark.parametrize(
    ("facts", "letter", "sentence"),
    [
        (FlowFacts(9, 4, 0, (), 8.25), "G", "0 of 4 in progress older than the SLE of 8.2 d or blocked"),
        (FlowFacts(9, 0, 0, (), NO_FORECAST), "G", "nothing in progress"),
        (FlowFacts(9, 4, 0, (), NO_FORECAST), "?", "service level expectation: not enough data (2)"),
        (
            FlowFacts(9, 4, 1, (), NO_FORECAST),
            "A",
            "1 of 4 in progress older than the SLE or blocked (amber above 0 %)",
        ),
        (
            FlowFacts(9, 1, 1, (), 3),
            "A",
            "1 of 1 in progress older than the SLE of 3.0 d or blocked (amber above 0 %)",
        ),
        (
            FlowFacts(9, 8, 2, (), 3),
            "A",
            "2 of 8 in progress older than the SLE of 3.0 d or blocked (amber above 0 %)",
        ),
        (
            FlowFacts(9, 7, 2, ("Doing",), 3),
            "R",
            "2 of 7 in progress older than the SLE of 3.0 d or blocked: 29 % (red above 25 %);"
            " Doing over its limit",
        ),
        (FlowFacts(9, 7, 0, ("Doing", "Review"), 3), "A", "Doing over its limit; Review over its limit"),
    ],
)
def test_flow(facts: FlowFacts, letter: str, sentence: str) -> None:
    assert seen(judge_flow(facts)) == (letter, sentence)


def test_project_without_cards_has_no_flow() -> None:
    assert judge_flow(FlowFacts(0, 0, 0)) is None


def reviewed(title: str, probability: int, impact: int, days_ago: int = 0) -> Risk:
    return Risk(title, probability, impact, reviewed=TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("risks", "letter", "sentence"),
    [
        ([], "?", "no risks recorded"),
        ([Risk("a", 5, 5, is_open=False)], "G", "no open risk, 1 closed"),
        ([reviewed("a", 3, 3), reviewed("b", 1, 1)], "G", 'exposure 9 "a" (green below 10)'),
        ([reviewed("a", 2, 5)], "A", 'exposure 10 "a" (amber from 10)'),
        ([reviewed("a", 3, 5)], "R", 'exposure 15 "a" (red from 15)'),
        (
            [reviewed("a", 3, 3), reviewed("b", 1, 1, 31)],
            "A",
            'exposure 9 "a" (green below 10); 1 risk not reviewed in 30 d',
        ),
    ],
)
def test_risk(risks: list[Risk], letter: str, sentence: str) -> None:
    assert seen(judge_risk(risks, TODAY)) == (letter, sentence)


@pytest.mark.parametrize(
    ("allocated", "available", "letter", "text"),
    [
        (40, 40, "G", "100 %"),
        (41, 40, "A", "103 %"),
        (48, 40, "A", "120 %"),
        (49, 40, "R", "123 %"),
        (1, 0, "R", "over"),
    ],
)
def test_people(allocated: float, available: float, letter: str, text: str) -> None:
    loads = [("Ben", WeekLoad(WEEK, 4, 40)), ("Anna", WeekLoad(WEEK, allocated, available))]
    verdict = judge_people(loads)
    limit = {"R": "red above 120 %", "A": "amber above 100 %", "G": "green up to 100 %"}[letter]
    assert seen(verdict) == (letter, f"Anna {text} in the week of 23 Nov ({limit})")


def test_people_without_allocations_is_unknown() -> None:
    assert seen(judge_people([("Ben", WeekLoad(WEEK, 0, 40))])) == ("?", "no allocations")


NO_PROMISES = Expectations(0, 0, 0, 0)


def score(*answers: int) -> Score:
    text = f"{' '.join(map(str, answers))} n{len(answers)}"
    return Score(sum(answer >= 4 for answer in answers) / len(answers), answers, text)


@pytest.mark.parametrize(
    ("given", "promises", "letter", "sentence"),
    [
        (score(5, 5, 4, 4, 1), NO_PROMISES, "G", "CSAT 80 % n5 (green from 80 %)"),
        (score(5, 5, 1), NO_PROMISES, "A", "CSAT 5 5 1 n3 = 67 % (amber below 80 %)"),
        (score(5, 1, 1), NO_PROMISES, "R", "CSAT 5 1 1 n3 = 33 % (red below 60 %)"),
        (score(5, 1), NO_PROMISES, "?", "CSAT: 2 of 3 answers"),
        (NoAnswer(Reason.NO_ANSWERS), Expectations(0, 0, 0, 4), "?", "CSAT: 0 of 3 answers"),
        (
            score(5, 1),
            Expectations(2, 0, 0, 0),
            "G",
            "2 expectations kept, none missed; CSAT: 2 of 3 answers",
        ),
        (
            score(5, 5, 5),
            Expectations(9, 0, 1, 0),
            "A",
            "1 expectation overdue; CSAT 5 5 5 n3 = 100 % (green from 80 %)",
        ),
        (
            score(5, 5, 5),
            Expectations(9, 1, 0, 0),
            "R",
            "1 expectation missed; CSAT 5 5 5 n3 = 100 % (green from 80 %)",
        ),
        (
            score(1, 1, 1),
            Expectations(9, 0, 2, 0),
            "R",
            "CSAT 1 1 1 n3 = 0 % (red below 60 %); 2 expectations overdue",
        ),
    ],
)
def test_client(given: Score | NoAnswer, promises: Expectations, letter: str, sentence: str) -> None:
    assert seen(judge_client(given, promises)) == (letter, sentence)


def test_project_may_override_a_limit() -> None:
    strict = thresholds({"schedule": {"green": 0.9}, "people": {"green": 0.5}})
    assert seen(judge_schedule(TARGET, TODAY, None, certain(0.87), NO_SLIP, NO_INDEX, strict)) == (
        "A",
        "87 % likely to make 12 Mar (amber below 90 %)",
    )
    assert judge_people([("Anna", WeekLoad(WEEK, 24, 40))], strict).letter == "A"


def judged(dimension: str, letter: str, severity: float = 0.0) -> Verdict:
    base = {"?": 0, "G": 1, "A": 2, "R": 3}[letter]
    return Verdict(dimension, letter, f"{dimension} {letter}", "rule", base + severity)  # type: ignore[arg-type]


def test_overall_is_the_worst_known_dimension() -> None:
    health = computed_health(
        [
            judged("schedule", "G"),
            judged("cost", "A", 0.1),
            None,
            judged("risk", "A", 0.7),
            judged("client", "?"),
        ]
    )
    assert (health.text, health.is_partial) == ("A", False)
    assert health.worst is not None
    assert health.worst.dimension == "risk"


@pytest.mark.parametrize(
    ("verdicts", "text"),
    [
        ([judged("schedule", "G"), judged("cost", "?")], "G?"),
        ([judged("schedule", "?"), judged("cost", "R")], "R?"),
        ([judged("risk", "A")], "A?"),
        ([judged("schedule", "?"), judged("cost", "?")], "-"),
        ([], "-"),
    ],
)
def test_unknown_schedule_or_cost_is_marked(verdicts: list[Verdict], text: str) -> None:
    assert computed_health(verdicts).text == text


def test_roll_up_counts_and_names_the_worst() -> None:
    projects = [
        ("ATLAS", computed_health([judged("schedule", "A"), judged("cost", "G")])),
        ("BORA", computed_health([judged("cost", "R", 0.2)])),
        ("CETA", computed_health([judged("cost", "R", 0.4)])),
        ("DUNE", computed_health([])),
    ]
    assert roll_up(projects) == ({"R": 2, "A": 1, "G": 0, "-": 1}, "CETA")
    assert roll_up([]) == ({"R": 0, "A": 0, "G": 0, "-": 0}, None)


def test_schedule_and_cost_alone_are_whole() -> None:
    assert computed_health([judged("schedule", "G"), judged("cost", "G")]).text == "G"


def test_later_is_worse_among_those_past_their_target() -> None:
    verdicts = [
        judge_schedule(TODAY - timedelta(days=late), TODAY, None, NO_FORECAST, NO_SLIP, NO_INDEX)
        for late in (1, 30, 3000)
    ]
    severities = [verdict.severity for verdict in verdicts]
    assert severities == sorted(severities)
    assert all(3.5 < severity < 4 for severity in severities)
    assert len(set(severities)) == 3


def test_a_figure_has_a_letter_of_its_own_whatever_its_dimension_looks_at_besides() -> None:
    """A missed promise makes the client red, a forgotten risk makes risk amber: neither is the figure's."""
    missed = Expectations(0, 1, 0, 0)
    assert judge_client(score(5, 5, 5), missed).letter == "R"
    assert [csat_letter(score(*given)) for given in ((5, 5, 5), (5, 5, 1), (1, 1, 5), (5, 1))] == [
        "G", "A", "R", "",
    ]  # fmt: skip
    forgotten = [Risk("Window", 2, 2, reviewed=date(2026, 1, 1))]
    assert judge_risk(forgotten, TODAY).letter == "A"
    assert exposure_letter(forgotten) == "G"
    assert [exposure_letter([Risk("x", 5, impact)]) for impact in (1, 2, 3)] == ["G", "A", "R"]
    assert (exposure_letter([]), cpi_letter(NoAnswer(Reason.NO_BASELINE))) == ("", "")
