from __future__ import annotations

from datetime import date

from models.measures.answers import NoAnswer, Reason
from models.measures.schedule import Slip, judged_target, latest_date, milestone_slip, slip, without_forecast

TODAY = date(2026, 11, 23)
FIRST, LATEST, PLANNED = date(2027, 2, 26), date(2027, 3, 12), date(2027, 3, 20)
P85 = date(2027, 3, 26)


def test_forecast_comes_first_and_nothing_lies_before_today() -> None:
    assert latest_date(P85, PLANNED, TODAY) == (P85, "forecast p85")
    assert latest_date(NoAnswer(Reason.BEYOND), PLANNED, TODAY) == (PLANNED, "planned")
    assert latest_date(None, date(2026, 1, 1), TODAY) == (TODAY, "today")
    assert latest_date(None, None, TODAY) == NoAnswer(Reason.NO_DATE)


def test_slip_is_measured_from_the_first_baseline() -> None:
    assert slip([FIRST, LATEST], P85, PLANNED, TODAY) == Slip(28, P85, "forecast p85", FIRST, LATEST, 14)


def test_slip_of_finished_work_takes_the_finish() -> None:
    answer = slip([FIRST], P85, PLANNED, TODAY, finished=date(2027, 2, 20))
    assert answer == Slip(-6, date(2027, 2, 20), "finished", FIRST, FIRST, -6)


def test_no_baseline() -> None:
    assert slip([None], P85, PLANNED, TODAY) == NoAnswer(Reason.NO_BASELINE)
    assert slip([FIRST], None, None, TODAY) == NoAnswer(Reason.NO_DATE)


def test_milestone_that_moved_twice() -> None:
    dues = [date(2027, 1, 20), date(2027, 1, 27)]
    answer = milestone_slip(date(2027, 2, 3), date(2027, 1, 20), dues, TODAY)
    assert (answer.days, answer.moved, answer.overdue) == (14, 2, False)
    assert milestone_slip(dues[-1], None, dues, TODAY).moved == 1
    assert milestone_slip(dues[-1], None, dues, TODAY).days == NoAnswer(Reason.NO_BASELINE)


def test_milestone_overdue_and_done() -> None:
    due = date(2026, 11, 20)
    late = milestone_slip(due, due, [due], TODAY)
    assert (late.days, late.basis, late.overdue) == (3, "today", True)
    done = milestone_slip(due, due, [due], TODAY, done=date(2026, 11, 19))
    assert (done.days, done.overdue) == (-1, False)
    assert milestone_slip(TODAY, TODAY, [], TODAY).overdue is False


def test_moving_a_target_does_not_move_what_is_judged() -> None:
    assert judged_target(PLANNED, [FIRST, LATEST]) == LATEST
    assert judged_target(date(2027, 1, 1), [FIRST, LATEST]) == date(2027, 1, 1)
    assert judged_target(None, [FIRST, None]) == FIRST
    assert judged_target(PLANNED, []) == PLANNED
    assert judged_target(None, []) is None


def test_without_a_forecast_there_is_no_zero() -> None:
    none = NoAnswer(Reason.BEYOND)
    assert without_forecast(slip([PLANNED], none, PLANNED, TODAY), none) == none
    assert without_forecast(slip([FIRST], none, PLANNED, TODAY), none) == slip([FIRST], none, PLANNED, TODAY)
    made = slip([P85], P85, PLANNED, TODAY)
    assert without_forecast(made, P85) == made
    done = slip([FIRST], none, PLANNED, TODAY, finished=FIRST)
    assert without_forecast(done, none) == done
