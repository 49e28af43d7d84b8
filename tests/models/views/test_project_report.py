"""What a report on a project is made of: which finished cards, since when, and at which moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.actions import cards
from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Portfolio
from models.reports.work_part import blocked, working
from models.views.names import NotFound, find_card
from models.views.project_report import project_report

FILE = """
pmboard: 1
settings: {time_zone: UTC}
people: [{key: anna, name: Anna Ruiz}]
projects:
- key: ATLAS
  name: Ledger
  updates:
  - {date: 2026-07-01, health: green, summary: first}
  - {date: 2026-11-20, health: green, summary: second}
  - {date: 2026-11-23, health: amber, summary: of today}
  columns: [{name: Doing, kind: active}, {name: Done, kind: done}, {name: Dropped, kind: dropped}]
  cards:
  - {title: before, column: Done, history: [{column: Doing, at: 2026-08-20T00:00:00Z},
     {column: Done, at: 2026-08-25T23:59:59Z}]}
  - {title: first of 90 days, column: Done, history: [{column: Doing, at: 2026-08-20T00:00:00Z},
     {column: Done, at: 2026-08-26T00:00:00Z}]}
  - {title: that day, column: Done, history: [{column: Doing, at: 2026-11-19T00:00:00Z},
     {column: Done, at: 2026-11-20T00:00:00Z}]}
  - {title: later than now, column: Done, history: [{column: Doing, at: 2026-11-19T00:00:00Z},
     {column: Done, at: 2026-11-23T18:00:00Z}]}
  - {title: nobody knows when, column: Done, history: [{column: Done, at: 2026-11-19T00:00:00Z}]}
  - {title: at work, column: Doing, history: [{column: Doing, at: 2026-11-19T00:00:00Z}],
     blocks: [{from: 2026-11-20T00:00:00Z, reason: data}]}
  - {title: dropped, column: Dropped, history: [{column: Doing, at: 2026-11-18T00:00:00Z},
     {column: Dropped, at: 2026-11-19T00:00:00Z}], blocks: [{from: 2026-11-18T12:00:00Z, reason: gone}]}
  - {title: long before, column: Done, history: [{column: Doing, at: 2026-07-20T00:00:00Z},
     {column: Done, at: 2026-08-22T23:59:59Z}]}
- {key: BORA, name: Empty}
"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[datetime], Portfolio]]:
    """The portfolio as it is seen at a moment."""
    clock = [datetime(2026, 11, 23, 12, tzinfo=UTC)]
    made = Portfolio.open(tmp_path / "portfolio.db", author="anna", clock=lambda: clock[0])
    import_document(made, read_text(FILE))

    def at(moment: datetime) -> Portfolio:
        clock[0] = moment
        return made

    yield at
    made.close()


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_news_are_those_since_the_last_statement_before_today(
    opened: Callable[[datetime], Portfolio],
) -> None:
    report = project_report(opened(NOON), "atlas")
    assert report.since == date(2026, 11, 20)
    assert [(card.key, card.day) for card in report.news] == [("ATLAS-3", date(2026, 11, 20))]
    # The next day the statement of the 23rd is the last one, and the card of its evening is there.
    report = project_report(opened(datetime(2026, 11, 24, 12, tzinfo=UTC)), "ATLAS")
    assert report.since == date(2026, 11, 23)
    assert [card.title for card in report.news] == ["later than now"]


def test_recent_are_those_of_90_days_and_an_unknown_finish_is_none(
    opened: Callable[[datetime], Portfolio],
) -> None:
    report = project_report(opened(NOON), "ATLAS")
    assert [card.title for card in report.recent] == ["that day", "first of 90 days"]
    assert report.finished == report.recent


def test_an_old_statement_reaches_behind_the_90_days(opened: Callable[[datetime], Portfolio]) -> None:
    report = project_report(opened(datetime(2026, 11, 20, 12, tzinfo=UTC)), "ATLAS")
    assert report.since == date(2026, 7, 1)
    assert [card.title for card in report.news] == ["that day", "first of 90 days", "before", "long before"]
    assert [card.title for card in report.recent] == ["that day", "first of 90 days", "before"]


def test_an_archived_finished_card_still_counts(opened: Callable[[datetime], Portfolio]) -> None:
    portfolio = opened(NOON)
    found = find_card(portfolio, "ATLAS-3")
    cards.archive(portfolio, found.id, found.version)
    assert [card.key for card in project_report(portfolio, "ATLAS").news] == ["ATLAS-3"]


def test_what_is_done_or_dropped_is_neither_work_nor_blocked(
    opened: Callable[[datetime], Portfolio],
) -> None:
    board = project_report(opened(NOON), "ATLAS").board
    assert [card.title for card in working(board)] == ["at work"]
    assert [card.title for card in blocked(board)] == ["at work"]


def test_a_project_with_nothing_and_one_that_is_not_there(
    opened: Callable[[datetime], Portfolio],
) -> None:
    report = project_report(opened(NOON), "BORA")
    assert (report.since, report.finished, report.news) == (None, (), ())
    assert report.people == {"anna": "Anna Ruiz"}
    with pytest.raises(NotFound, match=r'no project "BORRA"; did you mean BORA\?'):
        project_report(opened(NOON), "BORRA")
