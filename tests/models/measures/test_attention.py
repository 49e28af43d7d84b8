from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.measures.answers import NoAnswer, Reason
from models.measures.attention import (
    RULES,
    BlockedCard,
    Dependency,
    MilestoneFacts,
    ProjectFacts,
    PromiseFacts,
    findings,
    needs_attention,
)
from models.measures.declared import Statement, declared_health
from models.measures.health import ComputedHealth, Verdict, computed_health
from models.measures.people import WeekLoad
from models.measures.risk import Risk
from models.measures.satisfaction import Fell
from models.measures.wording import age_text

TODAY = date(2026, 11, 23)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def health(letter: str, severity: float) -> ComputedHealth:
    verdict = Verdict("cost", letter, "CPI 0.81 (red below 0.90)", "CPI", severity)  # type: ignore[arg-type]
    return computed_health([verdict])


GREEN, RED = health("G", 1.0), health("R", 3.19)


def project(computed: ComputedHealth = GREEN, said: str = "green", ago: int = 1) -> ProjectFacts:
    statement = Statement(days(-ago), said, "why")  # type: ignore[arg-type]
    return ProjectFacts("ATLAS", computed, declared_health(statement, computed, days(-90), TODAY))


def only(facts: ProjectFacts) -> tuple[str, str, str]:
    found = findings(facts, TODAY)
    assert len(found) == 1
    return found[0].rule, found[0].dimension, found[0].sentence


def test_nothing_needs_you() -> None:
    assert findings(project(), TODAY) == ()
    assert needs_attention([project()], TODAY) == ()


def test_computed_red() -> None:
    assert only(project(RED, "red")) == ("computed red", "cost", "CPI 0.81 (red below 0.90)")


def test_declared_better_and_stale_and_red() -> None:
    found = findings(project(RED, "green", 20), TODAY)
    assert [finding.rule for finding in found] == ["computed red", "declared better", "statement stale"]
    assert found[1].sentence == "declared green 20 d ago, data says red: CPI 0.81 (red below 0.90) (stale)"


def test_statement_stale_or_never_made() -> None:
    assert only(project(GREEN, "green", 15)) == (
        "statement stale",
        "statement",
        "the last statement is stale: 15 d old",
    )
    never = project()._replace(declared=declared_health(None, GREEN, days(-30), TODAY))
    assert only(never) == ("never reported", "statement", "no statement yet; started 30 d ago")
    fresh = project()._replace(declared=declared_health(None, GREEN, days(5), TODAY))
    assert findings(fresh, TODAY) == ()


def test_commitment_forecast_late() -> None:
    facts = project()._replace(
        milestones=[
            MilestoneFacts("UAT starts", date(2027, 2, 3), True, date(2027, 2, 17)),
            MilestoneFacts("Go", date(2027, 3, 3), True, date(2027, 3, 4)),
            MilestoneFacts("no promise", date(2027, 2, 3), False, date(2027, 9, 17)),
            MilestoneFacts("in time", date(2027, 2, 3), True, date(2027, 2, 3)),
            MilestoneFacts("unknown", date(2027, 2, 3), True, NoAnswer(Reason.NOT_ENOUGH_DATA)),
        ],
    )
    sentence = 'promised "UAT starts" 3 Feb, forecast 17 Feb (+14 d); 1 other'
    assert only(facts) == ("commitment late", "commitment", sentence)


def test_commitment_beyond_ten_years() -> None:
    facts = project()._replace(milestones=[MilestoneFacts("Go", days(9), True, NoAnswer(Reason.BEYOND))])
    assert only(facts)[2] == 'promised "Go" 2 Dec, forecast beyond 10 years'


def test_milestone_overdue() -> None:
    facts = project()._replace(milestones=[MilestoneFacts("UAT", days(-3)), MilestoneFacts("Today", TODAY)])
    assert only(facts) == ("milestone overdue", "milestone", '"UAT" was due 20 Nov (+3 d)')


def test_expectation_overdue_or_missed() -> None:
    overdue = PromiseFacts("no downtime", "open", days(-1))
    facts = project()._replace(
        promises=[overdue, PromiseFacts("later", "open", TODAY), PromiseFacts("x", "kept")]
    )
    assert only(facts) == ("expectation broken", "client", 'expectation overdue: "no downtime", due 22 Nov')
    facts = project()._replace(promises=[overdue, PromiseFacts("on time", "missed")])
    assert only(facts)[2] == 'expectation missed: "on time"; 1 other'


def test_csat_fell() -> None:
    facts = project()._replace(csat=Fell(0.6, 1.0, 5, 8))
    assert only(facts) == ("CSAT fell", "client", "CSAT fell by 40 points: 100 % n8 to 60 % n5")


def test_risk_very_high_or_unreviewed() -> None:
    high = Risk("Bank holidays", 3, 5, reviewed=TODAY)
    assert only(project()._replace(risks=[high])) == ("risk", "risk", 'risk very high (15): "Bank holidays"')
    old = Risk("Window", 2, 2, reviewed=days(-31))
    assert only(project()._replace(risks=[old]))[2] == 'risk not reviewed in 30 d (4): "Window"'
    assert findings(project()._replace(risks=[old._replace(reviewed=days(-30))]), TODAY) == ()
    assert findings(project()._replace(risks=[high._replace(is_open=False)]), TODAY) == ()


def test_risk_rules_follow_the_configuration() -> None:
    facts = project()._replace(risks=[Risk("Window", 3, 4, reviewed=days(-8))], band_lows=(3, 6, 12))
    assert only(facts)[2] == 'risk very high (12): "Window"'
    facts = facts._replace(band_lows=(5, 10, 15), review_days=7)
    assert only(facts)[2] == 'risk not reviewed in 7 d (12): "Window"'


def test_person_over_120_percent() -> None:
    exactly = ("Ben", WeekLoad(TODAY, 48, 40))
    assert findings(project()._replace(loads=[exactly, ("Cy", WeekLoad(TODAY, 0, 0))]), TODAY) == ()
    loads = [exactly, ("Anna", WeekLoad(TODAY, 49, 40)), ("Dora", WeekLoad(days(7), 1, 0))]
    assert only(project()._replace(loads=loads)) == (
        "person over",
        "people",
        "Dora over in the week of 30 Nov; 1 other",
    )


def test_card_blocked_over_five_days() -> None:
    facts = project()._replace(blocked=[BlockedCard("ATLAS-27", 9.7, "bank"), BlockedCard("ATLAS-2", 5.0)])
    assert only(facts) == ("card blocked", "flow", "ATLAS-27 blocked for 10 d: bank")


@pytest.mark.parametrize("days", [5.01, 6.0, 8.4, 999.5])
def test_a_block_is_as_long_here_as_on_the_board(days: float) -> None:
    """Days that have begun; the limit of five counts the exact ones."""
    told = only(project()._replace(blocked=[BlockedCard("ATLAS-27", days)]))[2]
    assert told == f"ATLAS-27 blocked for {age_text(days)}"


@pytest.mark.parametrize(("cards", "ago", "fires"), [(3, 10, True), (3, 9, False), (0, 99, False)])
def test_no_card_moved_for_ten_days(cards: int, ago: int, fires: bool) -> None:
    found = findings(project()._replace(cards=cards, last_move=days(-ago)), TODAY)
    assert [finding.sentence for finding in found] == ([f"no card moved for {ago} d"] if fires else [])


def test_predecessor_that_ends_after_its_successor_starts() -> None:
    links = [
        Dependency("BORA-1", days(5), "ATLAS-4", days(2)),
        Dependency("BORA-2", days(5), "ATLAS-5", days(5)),
    ]
    facts = project()._replace(dependencies=links)
    assert only(facts) == (
        "predecessor late",
        "dependency",
        "ATLAS-4 is due 25 Nov but waits for BORA-1, expected 28 Nov (+3 d)",
    )


def test_one_line_per_project_worst_first() -> None:
    quiet = project()._replace(project="QUIET")
    blocked = project()._replace(project="BLOCK", blocked=[BlockedCard("BLOCK-1", 9)])
    longer = project()._replace(project="LONG", blocked=[BlockedCard("LONG-1", 19)])
    red = project(RED, "red")._replace(
        project="RED", blocked=[BlockedCard("RED-1", 9)], cards=1, last_move=days(-12)
    )
    redder = project(health("R", 3.5), "red")._replace(project="REDDER")
    lines = needs_attention([quiet, blocked, longer, red, redder], TODAY)
    assert [(line.project, line.finding.rule, line.more) for line in lines] == [
        ("REDDER", "computed red", 0),
        ("RED", "computed red", 2),
        ("LONG", "card blocked", 0),
        ("BLOCK", "card blocked", 0),
    ]


def test_never_reported_comes_behind_everything_else() -> None:
    silent = project()._replace(project="SILENT", declared=declared_health(None, GREEN, days(-300), TODAY))
    both = silent._replace(project="BOTH", cards=3, last_move=days(-10))
    assert [finding.rule for finding in findings(both, TODAY)] == ["nothing moved", "never reported"]
    lines = needs_attention([silent, both], TODAY)
    assert [(line.project, line.finding.rule) for line in lines] == [
        ("BOTH", "nothing moved"),
        ("SILENT", "never reported"),
    ]


def test_the_rules_in_their_order() -> None:
    assert len(RULES) == 13
    assert RULES[0] == "computed red"


def test_the_worst_of_several_is_named() -> None:
    risks = [Risk("low", 3, 5, reviewed=TODAY), Risk("top", 5, 5, reviewed=TODAY)]
    assert only(project()._replace(risks=risks))[2] == 'risk very high (25): "top"; 1 other'
    forgotten = [Risk("low", 1, 1), Risk("top", 2, 2)]
    assert only(project()._replace(risks=forgotten))[2] == 'risk not reviewed in 30 d (4): "top"; 1 other'
    blocked = [BlockedCard("ATLAS-1", 6.5), BlockedCard("ATLAS-2", 8.0)]
    assert only(project()._replace(blocked=blocked))[2] == "ATLAS-2 blocked for 8 d; 1 other"


def test_very_high_comes_before_unreviewed_and_more_load_first() -> None:
    def severity(facts: ProjectFacts) -> float:
        return findings(facts, TODAY)[0].severity

    high = project()._replace(risks=[Risk("a", 3, 5, reviewed=TODAY)])
    forgotten = project()._replace(risks=[Risk("a", 2, 7)])
    assert severity(high) > severity(forgotten)
    loads = [project()._replace(loads=[("Anna", WeekLoad(TODAY, hours, 40))]) for hours in (50, 80)]
    assert severity(loads[0]) < severity(loads[1])


def test_a_promise_to_the_client_that_is_forecast_late() -> None:
    promised = PromiseFacts("No call", "open", days(5), days(9))
    facts = project()._replace(promises=[promised, promised._replace(state="kept")])
    assert only(facts) == (
        "commitment late",
        "client",
        'promised "No call" 28 Nov, forecast 2 Dec (+4 d)',
    )
    # A milestone is named before it, however much later the other one is.
    milestone = MilestoneFacts("UAT", days(5), commitment=True, p85=days(6))
    both = facts._replace(milestones=[milestone])
    assert only(both)[2] == 'promised "UAT" 28 Nov, forecast 29 Nov (+1 d); 1 other'
    # One that is past its day is overdue, which is another rule.
    assert [
        one.rule for one in findings(facts._replace(promises=[promised._replace(due=days(-1))]), TODAY)
    ] == ["expectation broken"]


def test_a_card_that_was_begun_says_so() -> None:
    link = Dependency("BORA-1", days(5), "ATLAS-4", days(-2), begun=True)
    assert only(project()._replace(dependencies=[link]))[2] == (
        "ATLAS-4 was begun 21 Nov but waits for BORA-1, expected 28 Nov (+7 d)"
    )


def test_a_clash_of_projects_says_who_when_how_much_and_for_which() -> None:
    parts = (("FERN", 80.0), ("IRIS", 60.0))
    weeks = [WeekLoad(days(7 * at), 56, 40, parts) for at in range(3)]
    loads = [("Quinn Byrne", load) for load in (*weeks, WeekLoad(days(21), 20, 40))]
    assert only(project()._replace(loads=loads))[2] == (
        "Quinn Byrne 140 %: FERN 80 %, IRIS 60 % in the 3 weeks from 23 Nov"
    )


def test_long_times_are_told_in_years() -> None:
    blocked = project()._replace(blocked=[BlockedCard("ATLAS-27", 2339)])
    assert only(blocked)[2] == "ATLAS-27 blocked for 6.4 y"
    overdue = project()._replace(milestones=[MilestoneFacts("UAT", days(-2339))])
    assert only(overdue)[2].endswith("(+6.4 y)")
