"""What a report for a client holds, and what it must never hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Portfolio
from models.reports.client_document import client_document
from models.reports.html import html
from models.reports.markdown import markdown
from models.reports.portfolio_document import Subject, narrowed, portfolio_document
from models.reports.project_document import project_document
from models.views.client_report import client_report
from models.views.delivery import delivery
from models.views.delivery_values import ProjectRow
from models.views.project_report import project_report

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FILE = """
pmboard: 1
settings: {time_zone: UTC}
people: [{key: anna, name: Anna Ruiz}, {key: ben, name: Secretben}]
clients: [{key: acme, name: Acme Bank}, {key: rival, name: Rival Ltd}]
programs: [{key: core, name: Secretprogram}]
projects:
- key: ATLAS
  name: Ledger migration
  description: Secretdescription
  client: acme
  program: core
  manager: anna
  start: 2026-09-01
  target: 2026-11-01
  budget: {amount: 7654, currency: EUR, lines: [{category: secretpeople, amount: 6543}]}
  baselines: [{approved: 2026-08-20, start: 2026-09-01, target: 2026-11-01, budget: 7654,
     reason: secretreason}]
  costs: [{date: 2026-10-31, amount: 4321.50, category: secretpeople, note: secretnote}]
  milestones:
  - {name: Kick-off, due: 2026-09-02, baseline: 2026-09-01, done: 2026-09-03}
  - {name: Rollout, due: 2026-11-10, baseline: 2026-11-10}
  - {name: UAT, due: 2026-12-20, baseline: 2026-12-01, commitment: true}
  risks: [{title: Secretrisk, probability: 4, impact: 5, cost: 500, owner: ben, mitigation: Secretmitigation}]
  allocations: [{person: ben, percent: 100, role: secretrole, from: 2026-09-01, to: 2027-01-01}]
  stakeholders: [{name: Secretstakeholder, influence: 5, interest: 5}]
  expectations:
  - {text: No branch closes, state: kept}
  - {text: Rehearsal, due: 2026-11-20}
  - {text: Weekend cutover, due: 2026-12-24}
  - {text: Training, state: missed}
  satisfaction:
  - {date: 2026-11-02, csat: 4, respondent: Secretrespondent, comment: Calm hands}
  - {date: 2026-10-02, nps: 9}
  updates:
  - {date: 2026-11-01, health: green, summary: Earlierwords, author: anna}
  - {date: 2026-11-20, health: amber, summary: Late, why: Test data, next: Agree, ask: A copy by Friday,
     author: anna}
  columns: [{name: Backlog}, {name: Doing, kind: active, limit: 1}, {name: Done, kind: done}]
  cards:
  - {id: a, title: Secretcard, column: Done, estimate: 3}
  - {id: b, title: Secretother, column: Doing, estimate: 5, blocked: secretblock}
- {key: BORA, name: Tablets, client: acme,
   allocations: [{person: ben, percent: 40, role: secretrole, from: 2026-09-01, to: 2027-01-01}]}
- {key: DUNE, name: Scanners, client: acme, state: on hold}
- {key: CEDAR, name: Rivalproject, client: rival, expectations: [{text: Rivalpromise}],
   satisfaction: [{date: 2026-11-02, csat: 1}]}
"""
HELD = (
    "Acme Bank", "ATLAS Ledger migration", "BORA Tablets", "Anna Ruiz", "1 Sep 2026 to 1 Nov 2026",
    "Amber on 20 Nov 2026", "Declared amber by Anna Ruiz on 20 Nov 2026", "Late", "Test data", "Agree",
    "A copy by Friday", "1 kept, 1 missed, 1 overdue, 1 open", "No branch closes", "Rehearsal", "20 Nov 2026",
    "Weekend cutover", "24 Dec 2026", "Training", "Kick-off", "3 Sep 2026", "Rollout", "overdue",
    "UAT", "open, promised", "20 Dec 2026", "1 Dec 2026", "CSAT 4 of 5", "NPS 9 of 10", "Calm hands",
    "on hold", "not stated yet",
)  # fmt: skip
NEVER = (
    "7654", "7,654", "6543", "6,543", "4321", "4,321", "EUR", "CPI", "SPI", "EAC", "Budget", "budget", "Cost",
    "cost", "xposure", "risk", "Risk", "Red", "secret", "Secret", "140 %", "SLE", "Needs attention", "Health",
    "Earlierwords", "Rival", "WIP", "in progress",
)  # fmt: skip


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    made = Portfolio.open(tmp_path / "client.db", author="anna", clock=lambda: NOW)
    import_document(made, read_text(FILE))
    yield made
    made.close()


def for_client(portfolio: Portfolio) -> str:
    report = client_report(portfolio, lambda row: row.client_key == "acme")
    return markdown(client_document(report, "Acme Bank", "UTC", {"anna": "Anna Ruiz"}))


def for_us(portfolio: Portfolio) -> str:
    subject = Subject("client", "acme", "Acme Bank")
    view = narrowed(delivery(portfolio), subject)
    promised = client_report(portfolio, lambda row: row.client_key == "acme").projects
    return markdown(portfolio_document(view, subject, "UTC", {}, promised))


def test_what_the_client_reads(portfolio: Portfolio) -> None:
    text = for_client(portfolio)
    assert [part for part in HELD if part not in text] == []


def test_what_the_client_never_reads(portfolio: Portfolio) -> None:
    text = for_client(portfolio)
    assert [part for part in NEVER if part in text] == []


def test_in_html_too(portfolio: Portfolio) -> None:
    report = client_report(portfolio, lambda row: row.client_key == "acme")
    page = html(client_document(report, "Acme Bank", "UTC", {"anna": "Anna Ruiz"})).partition("<body>")[2]
    shown = [text for text in NEVER if text in page and text != "Red"]
    assert shown == []


def test_the_sections_of_a_report_on_one_project(portfolio: Portfolio) -> None:
    document = client_document(client_report(portfolio, lambda row: row.key == "ATLAS"), "", "UTC", {})
    assert document.title == "ATLAS Ledger migration"
    assert [section.title for section in document.sections] == [
        "Summary", "Statement", "Expectations", "Milestones", "Satisfaction",
    ]  # fmt: skip
    text = markdown(document)
    assert [word for word in NEVER if word in text] == []
    assert "Progress:** 38 %" in text
    assert "estimates" not in text, "how it was counted is ours"


def test_the_forecast_is_told_and_not_why_there_is_none(portfolio: Portfolio) -> None:
    report = client_report(portfolio, lambda row: row.key == "ATLAS")
    assert "Forecast" not in markdown(client_document(report, "", "UTC", {}))
    (project,) = report.projects
    sure = report._replace(projects=(project._replace(forecast=NOW.date()),))
    assert "Forecast (85 % likely by then):** 23 Nov 2026" in markdown(client_document(sure, "", "UTC", {}))


def test_who_sends_it_is_told_what_no_longer_holds(portfolio: Portfolio) -> None:
    report = client_report(portfolio, lambda row: row.client_key == "acme")
    assert report.doubts == ("ATLAS: stated amber, computed red", "BORA: nothing was stated yet")
    portfolio.clock = lambda: NOW + timedelta(days=40)
    assert client_report(portfolio, lambda row: row.key == "ATLAS").doubts == (
        "ATLAS: stated amber 43 d ago, which is stale; computed red",
    )
    text = for_client(portfolio)
    assert "computed" not in text
    assert "stale" not in text


def test_many_projects_of_which_nothing_was_said_are_told_in_one_line(portfolio: Portfolio) -> None:
    projects = [f"{{key: X{number:02}, name: New, client: acme}}" for number in range(20)]
    import_document(
        portfolio,
        read_text(
            f"pmboard: 1\nclients: [{{key: acme, name: Acme Bank}}]\nprojects: [{', '.join(projects)}]\n"
        ),
    )
    said, unsaid = client_report(portfolio, lambda row: row.client_key == "acme").doubts
    assert said == "ATLAS: stated amber, computed red"
    assert unsaid.startswith("nothing was stated yet: BORA, X00, X01, ")
    assert unsaid.endswith(", X10 and 9 more")


def test_scores_are_of_all_projects_of_the_client_and_of_no_other(portfolio: Portfolio) -> None:
    assert "CSAT: answers of 4 or 5, last 180 days:** 4 (all answers)" in for_client(portfolio)
    everybody = client_report(portfolio, lambda row: True)
    assert getattr(everybody.csat, "answers", None) == (1, 4)


def test_for_us_holds_everything_and_the_expectations_too(portfolio: Portfolio) -> None:
    text = for_us(portfolio)
    for part in ("4,321.50 EUR of 7,654.00 EUR", "Needs attention", "Secretrisk", "140 %", "CPI"):
        assert part in text, part
    for part in ("No branch closes", "Rehearsal", "Weekend cutover", "Training"):
        assert part in text, part
    one = markdown(project_document(project_report(portfolio, "ATLAS")))
    for part in ("Secretrisk", "Secretmitigation", "Secretother", "secretblock",
                 "Secretdescription", "secretreason", "secretpeople", "Secretrespondent", "Earlierwords",
                 "Rehearsal"):  # fmt: skip
        assert part in one, part


def test_the_number_of_queries_does_not_depend_on_the_number_of_projects(portfolio: Portfolio) -> None:
    delivery(portfolio)
    asked: list[str] = []
    portfolio.store._connection.set_trace_callback(asked.append)
    counts = []
    for wanted in ({"ATLAS"}, {"ATLAS", "BORA", "CEDAR"}):
        asked.clear()
        client_report(portfolio, partial(_key_in, wanted))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def _key_in(wanted: set[str], row: ProjectRow) -> bool:
    return row.key in wanted
