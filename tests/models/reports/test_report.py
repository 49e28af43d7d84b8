"""What a report says: exact values of a small portfolio, and two of them word by word."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.actions import cards, projects
from models.measures.earned_value import EarnedValue, Plan, earned_value
from models.portfolio import Portfolio
from models.reports.csv_text import csv_text
from models.reports.document import (
    Cell,
    Column,
    Document,
    Facts,
    Items,
    Paragraph,
    Section,
    Table,
    redrawn,
    used_columns,
)
from models.reports.html import html
from models.reports.markdown import markdown
from models.reports.money_part import budget_section
from models.reports.portfolio_document import EVERYTHING, Subject, narrowed, portfolio_document
from models.reports.project_document import planned, project_document
from models.reports.report_json import portfolio_report_json, project_report_json
from models.reports.tables import project_table, projects_table
from models.views.client_report import client_report
from models.views.delivery import Promised, delivery
from models.views.names import find_card, people
from models.views.project_report import project_report
from models.views.project_values import ExpectationLine

GOLDEN = Path(__file__).parent / "golden"


def whole(p: Portfolio, subject: Subject = EVERYTHING) -> Document:
    names = {person.key: person.name for person in people(p)}
    return portfolio_document(narrowed(delivery(p), subject), subject, "UTC", names)


def facts(part: Document | Section) -> dict[str, str]:
    return {
        fact.name: fact.value.text for block in part.blocks if isinstance(block, Facts) for fact in block.rows
    }


def section(document: Document, title: str) -> Section:
    (found,) = (one for one in document.sections if one.title.startswith(title))
    return found


def table(part: Section) -> list[list[str]]:
    (found,) = (block for block in part.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in found.rows]


def test_the_report_on_a_project_word_by_word(small: Portfolio) -> None:
    assert markdown(project_document(project_report(small, "atlas"))) == (GOLDEN / "project.md").read_text(
        encoding="utf-8"
    )


def test_promises_stand_in_one_list_what_will_not_hold_first(
    small: Portfolio,
) -> None:
    (atlas,) = (row for row in delivery(small).rows if row.key == "ATLAS")
    day = date(2026, 12, 24)
    promises = (
        Promised("Soon", date(2026, 12, 1), True, None, None, False),
        Promised("Late", day, True, date(2027, 1, 3), 10, False),
        Promised("Past", date(2026, 11, 1), True, None, None, True),
    )
    shown = delivery(small)._replace(rows=(atlas._replace(promises=promises),))
    client = client_report(small, lambda row: row.key == "ATLAS").projects[0]
    lines = (
        ExpectationLine(1, 1, "Note", None, "kept", overdue=False),
        ExpectationLine(2, 1, "Ok", day, "open", overdue=False, forecast=date(2026, 12, 20)),
        ExpectationLine(3, 1, "Later", day, "open", overdue=False, forecast=date(2026, 12, 26)),
    )
    told = portfolio_document(shown, EVERYTHING, "UTC", {}, [client._replace(expectations=lines)])
    assert [row[1:] for row in table(section(told, "Promises"))] == [
        ["Past", "milestone", "overdue", "1 Nov 2026", "–"],
        ["Late", "milestone", "open", "24 Dec 2026", "3 Jan 2027 (+10 d)"],
        ["Later", "expectation", "open", "24 Dec 2026", "26 Dec 2026 (+2 d)"],
        ["Soon", "milestone", "open", "1 Dec 2026", "–"],
        ["Ok", "expectation", "open", "24 Dec 2026", "20 Dec 2026 (-4 d)"],
        ["Note", "expectation", "kept", "–", "–"],
    ]


def test_the_report_on_everything_word_by_word(small: Portfolio) -> None:
    assert markdown(whole(small)) == (GOLDEN / "portfolio.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("due 12 Mar 2027, forecast", "12 Mar 2027"),
        ("made 3 Feb", "3 Feb"),
        ("late: +28 d", "+28 d"),
        ("71 % n14", "71 %"),
        ("1,260.50 EUR of it", "1,260.50 EUR"),
        ("EAC 757 k EUR", "757 k EUR"),
    ],
)
def test_dates_and_figures_keep_their_line(text: str, whole: str) -> None:
    table = Table("About", (Column("A"), Column("B")), ((Cell(text), Cell("x")),))
    page = html(Document("T", "M", (table, Paragraph(text), Items((Cell(text),))), ()))
    assert page.count(f'<span class="whole">{whole}</span>') == 3
    assert ".whole { white-space: nowrap; }" in page


@pytest.mark.parametrize("text", ["12 Marches", "a&#39; 5 dogs", "ATLAS-12 done", "v1.5 due", "4 documents"])
def test_other_words_may_be_parted(text: str) -> None:
    page = html(Document("T", "M", (Paragraph(text),), ()))
    assert '<span class="whole">' not in page


def test_what_stands_first_is_health_and_what_is_asked_for(small: Portfolio) -> None:
    document = project_document(project_report(small, "ATLAS"))
    assert document.title == "ATLAS Ledger migration"
    assert document.made == "Project report as of 2026-11-23 12:00 (UTC)"
    assert document.sections[0].title == "Summary"
    told = facts(document.sections[0])
    assert list(told)[:3] == ["Health", "Declared", "We ask for"]
    assert told["Health"] == "Red: risk"
    assert told["Declared"] == "Amber on 20 Nov 2026"
    assert told["Against the first baseline"] == "+22 d (planned for 1 Nov 2026)"
    assert told["Budget used"] == "21 %: 210.50 EUR of 1,000.00 EUR"
    assert told["CPI (earned value / costs)"] == "1.78"


def test_finished_counts_from_the_last_statement_before_today(small: Portfolio) -> None:
    report = project_report(small, "ATLAS")
    assert str(report.since) == "2026-11-20"
    assert [card.key for card in report.news] == ["ATLAS-2"]
    assert [card.key for card in report.finished] == ["ATLAS-2", "ATLAS-1"]
    part = section(project_document(report), "Finished since the statement of 20 Nov 2026")
    assert table(part) == [["ATLAS-2", "Branch ledgers", "21 Nov 2026", "8 d"]]


def test_flow_and_what_is_blocked(small: Portfolio) -> None:
    document = project_document(project_report(small, "ATLAS"))
    assert facts(section(document, "Flow")) == {
        "Work in progress": "1 of 2 open cards",
        "Finished in 12 weeks, this one included": "2 cards",
        "Finished each week, the oldest first": "0 0 0 0 1 0 0 0 0 0 1 0",
        # 4 and 8 days, between them by interpolation.
        "Cycle time of 2 cards in 90 days": "50 % within 6.0 d, 85 % within 7.4 d, 95 % within 7.8 d",
    }
    assert table(section(document, "Flow")) == [["ATLAS-3", "Archive policy", "10 d", "Anna Ruiz, Ben Osei"]]
    assert table(section(document, "Blocked")) == [
        ["ATLAS-3", "Archive policy", "5 d", "No bank", "Anna Ruiz, Ben Osei"]
    ]


def test_the_oldest_work_says_what_it_waits_for(small: Portfolio) -> None:
    waiting, handover = find_card(small, "ATLAS-3"), find_card(small, "ATLAS-4")
    cards.edit(small, waiting.id, waiting.version, depends_on=[handover.id])
    text = markdown(project_document(project_report(small, "ATLAS")))
    assert "| ATLAS-3 | Archive policy | 10 d | 1 card | Anna Ruiz, Ben Osei |" in text


def test_risks_by_exposure_and_promises_by_state(small: Portfolio) -> None:
    document = project_document(project_report(small, "ATLAS"))
    assert [row[:3] for row in table(section(document, "Risks"))] == [
        ["Holidays", "20", "very high"],
        ["Late data", "12", "high"],
    ]
    assert table(section(document, "Expectations")) == [
        ["Rehearsal", "overdue", "20 Nov 2026"],
        ["No branch closes", "kept", "–"],
    ]


def test_a_project_with_nothing_says_so(small: Portfolio) -> None:
    text = markdown(project_document(project_report(small, "CEDAR")))
    assert text.startswith("# CEDAR tablets\n")
    for sentence in (
        "Nothing was said about this project yet.",
        "No milestones and no approved plan.",
        "No costs and no budget lines: no baseline.",
        "No risks are recorded: that is not known, not safe.",
        "No expectation of the client is written down.",
        "Nobody was asked, or nobody answered.",
    ):
        assert f"\n{sentence}\n" in text
    assert "## Flow" not in text
    assert "Satisfaction (CSAT)" not in text


def test_planned_dates_of_which_one_may_be_missing() -> None:
    first, last = date(2026, 9, 1), date(2026, 11, 1)
    told = [planned(start, target) for start in (first, None) for target in (last, None)]
    assert told == ["1 Sep 2026 to 1 Nov 2026", "from 1 Sep 2026", "until 1 Nov 2026", ""]


def test_money_is_never_added_over_currencies(small: Portfolio) -> None:
    (summary,) = (block for block in whole(small).sections[0].blocks if isinstance(block, Facts))
    assert [fact.value.text for fact in summary.rows if fact.name == "Costs to date"] == [
        "210.50 EUR of 1,000.00 EUR",
        "700 JPY of 5,000 JPY",
    ]
    assert portfolio_report_json(delivery(small), EVERYTHING)["money"] == [
        {"currency": "EUR", "costs": 21050, "budget": 100000},
        {"currency": "JPY", "costs": 700, "budget": 5000},
    ]


def test_no_costs_are_not_costs_of_0(small: Portfolio) -> None:
    view = delivery(small)
    unpaid = view._replace(rows=tuple(row._replace(costs=0) for row in view.rows))
    text = markdown(portfolio_document(unpaid, EVERYTHING, "UTC", {}))
    assert "- **Costs to date:** no costs booked of 1,000.00 EUR\n" in text
    page = project_report(small, "ATLAS").page
    assert page.money.earned is not None
    plan = Plan(date(2026, 9, 1), date(2026, 12, 1), 100_000)
    unspent = earned_value(plan, 0.25, 0, date(2026, 11, 1))
    assert isinstance(unspent, EarnedValue)
    told = facts(budget_section(replace(page, money=replace(page.money, earned=unspent))))
    unknown = [name for name, text in told.items() if text == "no costs booked"]
    assert unknown == ["Costs to date (AC)", "CPI (EV / AC)", "Left over in the end (VAC)"]
    assert told["Expected in the end (EAC, costs so far and what is left of the plan)"] == "750.00 EUR"


@pytest.mark.parametrize(
    ("subject", "keys"),
    [
        (Subject("client", "acme", "Acme Bank"), ["ATLAS"]),
        (Subject("client", "nihon", "日本銀行"), ["BORA"]),
        (Subject("program", "core", "Core renewal"), ["ATLAS"]),
        (Subject("client", "idle", "Idle Ltd"), []),
        (EVERYTHING, ["ATLAS", "BORA", "CEDAR"]),
    ],
)
def test_a_subject_has_its_own_projects_only(small: Portfolio, subject: Subject, keys: list[str]) -> None:
    view = narrowed(delivery(small), subject)
    assert [row.key for row in view.rows] == keys
    assert [line.project_key for line in view.attention] == [key for key in keys if key == "ATLAS"]
    document = whole(small, subject)
    assert document.title == subject.name
    assert ("There are no projects here." in markdown(document)) == (not keys)


def test_the_table_of_projects_as_csv(small: Portfolio) -> None:
    view = delivery(small)
    text = csv_text(projects_table(view.rows, view.attention))
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 4
    atlas, bora, cedar = csv.DictReader(io.StringIO(text, newline=""))
    exact = {
        "key": "ATLAS", "client": "Acme Bank", "health": "R", "health_dimension": "risk", "declared": "A",
        "progress": "0.375", "target": "2026-11-01", "p85": "", "slip_days": "22", "currency": "EUR",
        "budget": "1000", "costs": "210.5", "budget_used": "0.2105", "cpi": "1.7815", "risk": "20",
        "csat": "1", "csat_answers": "1", "next_milestone": "UAT", "next_due": "2026-12-20",
        "next_slip_days": "19", "next_promised": "yes", "cards": "4", "open_cards": "2",
        "said_on": "2026-11-20", "ask": "A copy by Friday", "attention_count": "4",
    }  # fmt: skip
    assert {name: atlas[name] for name in exact} == exact
    assert (bora["state"], bora["health"], bora["budget"], bora["currency"]) == ("on hold", "", "5000", "JPY")
    assert (cedar["summary"], cedar["progress"]) == ("", "")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("projects", [["ATLAS", "Ledger migration"]]),
        ("cards", [["ATLAS-4", "Handover"], ["ATLAS-3", "Archive policy"], ["ATLAS-1", "Shadow ledger"],
                   ["ATLAS-2", "Branch ledgers"]]),
        ("milestones", [["Kick-off", "2026-09-02"], ["UAT", "2026-12-20"]]),
        ("baselines", [["2026-08-20", "2026-09-01"]]),
        ("budget", [["people", "800"], ["tools", "200"]]),
        ("costs", [["2026-10-31", "210.5"]]),
        ("risks", [["Holidays", "open"], ["Late data", "open"]]),
        ("expectations", [["Rehearsal", "open"], ["No branch closes", "kept"]]),
        ("answers", [["2026-11-02", "4"]]),
        ("statements", [["2026-11-20", "amber"], ["2026-11-01", "green"]]),
        ("finished", [["ATLAS-2", "Branch ledgers"], ["ATLAS-1", "Shadow ledger"]]),
        ("blocked", [["ATLAS-3", "Archive policy"]]),
    ],
)  # fmt: skip
def test_each_table_of_a_project_as_csv(small: Portfolio, name: str, rows: list[list[str]]) -> None:
    text = csv_text(project_table(project_report(small, "ATLAS"), name))
    head, *read = csv.reader(io.StringIO(text, newline=""))
    assert len(set(head)) == len(head)
    assert [row[:2] for row in read] == rows
    assert {len(row) for row in read} == {len(head)}


def test_a_project_as_json(small: Portfolio) -> None:
    found: dict[str, Any] = project_report_json(project_report(small, "ATLAS"))
    assert json.loads(json.dumps(found)) == found
    assert (found["version"], found["report"], found["key"]) == (1, "project", "ATLAS")
    assert found["now"] == "2026-11-23T12:00:00.000Z"
    assert found["finished_since"] == ["ATLAS-2"]
    assert found["finished"][0]["started_at"] == "2026-11-13T12:00:00.000Z"
    assert found["blocked"] == ["ATLAS-3"]
    assert found["flow"] == {
        "in_progress": 1,
        "oldest": ["ATLAS-3"],
        "finished_by_week": [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0],
        "cycle_days": {"p50": 6.0, "p85": 7.4, "p95": pytest.approx(7.8)},
        "cycle_cards": 2,
        "never_started": 0,
        "sle_days": None,
    }
    assert found["client"]["csat"] == {"value": 1.0, "answers": [4], "text": "4 n1"}
    assert (found["client"]["nps"], found["client"]["nps_note"]) == (None, "-")
    assert [column["name"] for column in found["columns"]] == ["Backlog", "Doing", "Done"]
    assert "health_rank" not in found["row"]


def test_an_archived_project_says_so(small: Portfolio) -> None:
    projects.archive(small, project_report(small, "CEDAR").page.facts.id, None)
    text = markdown(project_document(project_report(small, "CEDAR")))
    assert "\nThis project is archived.\n" in text
    assert "CEDAR" not in markdown(whole(small))


def test_a_page_loads_nothing_and_runs_nothing(small: Portfolio) -> None:
    page = html(project_document(project_report(small, "ATLAS")))
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    for word in ("<script", "src=", "http:", "https:", "url(", "@import", "<link"):
        assert word not in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    # Never by color alone.
    assert '<span class="red">Red: risk</span>' in page


def test_a_column_in_which_nothing_is_known_goes(small: Portfolio) -> None:
    (found,) = (block for block in section(whole(small), "Projects").sections[0].blocks[1:])
    assert isinstance(found, Table)
    assert "Forecast (85 %)" in [column.title for column in found.columns]
    empty = found._replace(
        rows=tuple((row[0], *(cell._replace(text="–") for cell in row[1:])) for row in found.rows)
    )
    assert [column.title for column in used_columns(empty).columns] == ["Project"]


def test_glyphs_are_redrawn_before_a_format_escapes_them(small: Portfolio) -> None:
    drawn = markdown(redrawn(whole(small), lambda text: text.replace("–", "|")))
    assert "–" not in drawn
    assert "\\|" in drawn
