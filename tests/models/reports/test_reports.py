"""Views as text and JSON: nothing too wide, nothing that steers a terminal, columns in line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.actions import cards
from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Portfolio
from models.reports.board import board_json, board_text
from models.reports.card import card_json, card_text
from models.reports.cells import width
from models.reports.delivery import delivery_json, delivery_text
from models.reports.document import titled
from models.reports.markdown import markdown
from models.reports.portfolio_document import EVERYTHING, portfolio_document
from models.views.board import board
from models.views.card import card
from models.views.delivery import NextMilestone, delivery
from models.views.names import find_card, find_project

FILE = """
pmboard: 1
settings: {time_zone: UTC}
people: [{key: anna, name: Anna Ruiz}]
clients: [{key: acme, name: Acme Bank}, {key: nihon, name: 日本銀行}]
projects:
- key: ATLAS
  name: Ledger migration of every branch in the country and the ones abroad
  client: acme
  start: 2026-09-01
  target: 2026-11-01
  budget: {amount: 1000, currency: EUR}
  baselines: [{approved: 2026-08-20, start: 2026-09-01, target: 2026-11-01, budget: 1000}]
  costs: [{date: 2026-10-31, amount: 210}]
  risks: [{title: Late, probability: 3, impact: 4, review: 2026-11-20}]
  satisfaction: [{date: 2026-11-02, csat: 4}]
  updates: [{date: 2026-11-20, health: amber, summary: late, author: anna}]
  columns: [{name: Backlog}, {name: Doing, kind: active, limit: 1}, {name: Done, kind: done}]
  cards:
  - {id: a, title: Shadow ledger, column: Done, estimate: 3}
  - {id: b, title: 移行 of the branch ledgers, column: Doing, estimate: 5, assignees: [anna], due: 2026-12-24,
  labels: [x],
     blocked: bank test data, checklist: [{text: Dry run, done: true}, Rehearse], depends_on: [a],
     description: "One\\n\\nTwo",
     comments: [{at: 2026-11-20T09:00:00Z, author: ben, text: Window agreed}]}
  - {id: c, title: Archive policy, column: Doing}
- {key: BORA, name: 決済, client: nihon, state: on hold}
- {key: CEDAR2345X, name: Branch tablets}
"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    made = Portfolio.open(tmp_path / "portfolio.db", author="anna", clock=lambda: now)
    import_document(made, read_text(FILE))
    yield made
    made.close()


def fits(text: str, cells: int) -> bool:
    return all(width(line) <= cells and line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("cells", [40, 60, 79, 80, 100, 120, 160, 240])
def test_no_line_is_wider_than_asked(portfolio: Portfolio, cells: int) -> None:
    assert fits(delivery_text(delivery(portfolio), cells, zone=UTC), cells)
    assert fits(board_text(board(portfolio, "ATLAS"), cells), cells)
    assert fits(card_text(card(portfolio, find_card(portfolio, "ATLAS-2").id), cells, zone=UTC), cells)


def test_the_delivery_report(portfolio: Portfolio) -> None:
    lines = delivery_text(delivery(portfolio), 120, zone=UTC).split("\n")
    assert lines[0].startswith(" Delivery   3 projects   1 needs you")
    assert lines[0].endswith("as of 2026-11-23 12:00")
    assert lines[2].startswith("  ATLAS      past its target 1 Nov by 22 d")
    assert "schedule" in lines[2]
    (atlas,) = (line for line in lines[4:] if line.startswith("  ATLAS"))
    assert " R  schedule" in atlas
    assert [word for word in ("25 %", "1 Nov", "21 %", "1.19", "4 n1", "3 d") if word not in atlas] == []
    (bora,) = (line for line in lines if line.startswith("  BORA"))
    assert "on hold" in bora
    places = {line.index(word) for line, word in ((atlas, "R  s"), (lines[4], "Health"))}
    assert len(places) == 1
    # Wide characters take two cells: measured in cells, the columns stand under each other.
    assert width(bora[: bora.index("on hold")]) == next(iter(places))
    assert lines[-2] == ""
    assert lines[-1].startswith(
        " R red, A amber, G green; p85: done by then with 85 %; Slip: against the first"
    )
    assert lines[-1].endswith("; n3: of 3 answers")
    groups = [line.strip() for line in lines[:-1] if line.startswith(" ") and line[1] not in " ─D"]
    assert [group.split("  ")[0] for group in groups] == ["Acme Bank", "Others", "日本銀行"]


def test_a_project_of_which_nothing_was_said_says_never_as_on_the_screen(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    row = view.rows[0]._replace(key="PINE", state="proposed", said_days=None, said_note="", statement=None)
    lines = delivery_text(view._replace(rows=(row,)), 120, zone=UTC).splitlines()
    assert next(line for line in lines if line.startswith("  PINE")).endswith(" never")


def test_what_columns_do_not_need_goes_to_the_names(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    rows = tuple(row._replace(name="Payment interfaces") if row.key == "ATLAS" else row for row in view.rows)
    for cells in (90, 118):
        text = delivery_text(view._replace(rows=rows), cells, zone=UTC)
        assert fits(text, cells)
        assert "Payment interfaces  " in text, cells


def test_the_slip_of_a_milestone_says_from_which_day_it_counts(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    (atlas,) = (row for row in view.rows if row.key == "ATLAS")
    coming = NextMilestone("UAT", date(2026, 12, 20), None, 19, True, date(2026, 12, 1))
    late = view._replace(rows=(atlas._replace(next_milestone=coming),), attention=())
    assert re.search(r"  UAT 20 Dec \+19 d from 1 Dec$", delivery_text(late, 200, zone=UTC), re.MULTILINE)
    # Where there is no room for the day the legend says what it counts from.
    narrow = delivery_text(late, 155, zone=UTC)
    assert re.search(r"  UAT 20 Dec \+19 d$", narrow, re.MULTILINE)
    assert "days behind a milestone: against its own" in " ".join(narrow.split())
    same = view._replace(rows=(atlas._replace(next_milestone=coming._replace(baseline=coming.due)),))
    assert "+19 d from" not in delivery_text(same, 200, zone=UTC)
    page = markdown(portfolio_document(late, EVERYTHING, "UTC", {}))
    assert "UAT, 20 Dec 2026 (+19 d from 1 Dec 2026)" in page


def test_the_head_of_a_board_says_from_which_day_the_project_slips(portfolio: Portfolio) -> None:
    view = board(portfolio, "ATLAS")
    head = view.head._replace(target=date(2026, 12, 7), slip_days=20, slip_from=date(2026, 11, 28))
    lines = board_text(view._replace(head=head), 160).split("\n")
    assert lines[0].endswith("   target 7 Dec   slip +20 d from 28 Nov")
    lines = board_text(view._replace(head=head._replace(slip_from=head.target)), 160).split("\n")
    assert lines[0].endswith("   slip +20 d")


def test_what_waits_is_told_where_the_screens_tell_it(portfolio: Portfolio) -> None:
    second, third = (find_card(portfolio, f"ATLAS-{number}") for number in (2, 3))
    other = cards.add(portfolio, find_project(portfolio, "CEDAR2345X").id, "Tablets", due="2026-12-31")
    cards.edit(portfolio, second.id, second.version, depends_on=[third.id, other.id])
    (line,) = (line for line in board_text(board(portfolio, "ATLAS"), 160).split("\n") if "移行" in line)
    assert line.endswith("  checks 1/2  waits for 2  <1 d")
    view = delivery(portfolio)
    lines = delivery_text(view, 100, zone=UTC).split("\n")
    at = lines.index(" Waits for another project")
    sentence = "ATLAS-2 was begun 23 Nov but waits for CEDAR2345X-1, expected 31 Dec (+38 d)"
    assert lines[at - 1 : at + 3] == ["", " Waits for another project", f"  ATLAS      {sentence}", ""]
    # What the list above says is not said again.
    (wrong,) = view.attention
    only = wrong._replace(sentence=sentence, all=(sentence,), rules=(("predecessor late", "dependency"),))
    assert delivery_text(view._replace(attention=(only,)), 100, zone=UTC).count("waits for") == 1


def test_a_name_does_not_say_the_key_that_stands_before_it(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    (atlas,) = (row for row in view.rows if row.key == "ATLAS")
    text = delivery_text(view._replace(rows=(atlas._replace(name="ATLAS Ledger"),)), 120, zone=UTC)
    assert "\n  ATLAS Ledger  " in text
    shown = board(portfolio, "ATLAS")
    lines = board_text(shown._replace(name="ATLAS: Ledger"), 120).split("\n")
    assert lines[0].startswith(" ATLAS  Ledger   ")
    assert [titled("NEW", name) for name in ("NEW", "NEW: thing", "NEW thing", "New thing", "Old")] == [
        "NEW", "NEW thing", "NEW thing", "NEW New thing", "NEW Old",
    ]  # fmt: skip


def test_unknown_health_is_said_in_words_as_on_the_screen(portfolio: Portfolio) -> None:
    view = board(portfolio, "BORA")
    head = view.head._replace(health="-", health_dimension="")
    assert "   health unknown" in board_text(view._replace(head=head), 120).split("\n")[0]


def test_groups_by_program_and_none(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    for by in ("program", "none"):
        text = delivery_text(view, 100, by=by, zone=UTC)
        assert "Acme Bank" not in text
        assert "ATLAS" in text


def test_an_empty_report(tmp_path: Path) -> None:
    made = Portfolio.open(tmp_path / "empty.db", author="anna")
    lines = delivery_text(delivery(made), 80, zone=UTC).split("\n")
    made.close()
    assert lines[0].startswith(" Delivery   0 projects")
    assert lines[2] == "  Nothing needs you"
    assert len(lines) == 3


def test_the_board_report(portfolio: Portfolio) -> None:
    lines = board_text(board(portfolio, "ATLAS"), 140).split("\n")
    assert lines[0].startswith(" ATLAS  Ledger migration")
    assert " Doing  2/1 over" in lines
    (card_line,) = (line for line in lines if "移行" in line)
    assert card_line.startswith("   2     移行 of the branch ledgers")
    assert card_line.endswith("anna  blocked <1 d: bank test data  24 Dec  5 pt  checks 1/2  <1 d")


def test_the_card_report(portfolio: Portfolio) -> None:
    text = card_text(card(portfolio, find_card(portfolio, "ATLAS-2").id), 100, zone=UTC)
    lines = [line.strip() for line in text.split("\n")]
    assert lines[0] == "ATLAS-2  移行 of the branch ledgers"
    for line in (
        "assigned      Anna Ruiz",
        "due           2026-12-24",
        "Checklist 1/2",
        "[x] Dry run",
        "[ ] Rehearse",
        "depends on ATLAS-1  Shadow ledger (finished)",
        "ben, 2026-11-20 09:00",
        "Window agreed",
    ):
        assert line in lines


def test_json_is_plain_versioned_and_dated(portfolio: Portfolio) -> None:
    found = delivery_json(delivery(portfolio))
    assert json.loads(json.dumps(found)) == found
    assert (found["version"], found["report"]) == (1, "delivery")
    assert (found["today"], found["now"], found["complete"]) == (
        "2026-11-23",
        "2026-11-23T12:00:00.000Z",
        True,
    )
    atlas = found["projects"][0]
    assert (atlas["key"], atlas["target"], atlas["risk"], atlas["p85"]) == ("ATLAS", "2026-11-01", 12, None)
    assert atlas["statement"]["date"] == "2026-11-20"
    assert found["attention"][0]["project_key"] == "ATLAS"
    assert not {"version", "health_rank"} & set(atlas)

    shown = board_json(board(portfolio, "ATLAS"))
    assert json.loads(json.dumps(shown)) == shown
    doing = shown["columns"][1]
    assert (doing["name"], doing["cards"][0]["due"]) == ("Doing", "2026-12-24")
    assert doing["cards"][0]["blocked_since"] == "2026-11-23T12:00:00.000Z"

    one = card_json(card(portfolio, find_card(portfolio, "ATLAS-2").id))
    assert json.loads(json.dumps(one)) == one
    assert one["comments"][0]["at"] == "2026-11-20T09:00:00.000Z"
    assert one["column"]["name"] == "Doing"


def test_control_characters_never_come_out(portfolio: Portfolio) -> None:
    # The gate cleans; what an older program or a broken one stored is cleaned again on the way out.
    evil = "evil \x1b[31m\x9b\u202e title"
    cards.edit(portfolio, find_card(portfolio, "ATLAS-2").id, None, title="plain")
    with portfolio.store.change("x", "x", 1, "x"):
        portfolio.store._connection.execute(
            "UPDATE card SET title = ?, description = ?, version = version + 1", (evil, evil)
        )
        portfolio.store._connection.execute("UPDATE project SET name = ?, version = version + 1", (evil,))
    texts = [
        delivery_text(delivery(portfolio), 200, zone=UTC),
        board_text(board(portfolio, "ATLAS"), 200),
        card_text(card(portfolio, find_card(portfolio, "ATLAS-2").id), 200, zone=UTC),
        json.dumps(card_json(card(portfolio, find_card(portfolio, "ATLAS-2").id)), ensure_ascii=False),
        json.dumps(board_json(board(portfolio, "ATLAS")), ensure_ascii=False),
    ]
    for text in texts:
        assert not set(text) & set("\x1b\x9b\u202e")
        assert "evil" in text


def test_a_step_by_nobody_in_particular_has_no_name(portfolio: Portfolio) -> None:
    document = """
pmboard: 1
projects:
- key: DUNE
  name: Dune
  cards: [{title: x, column: Done, history: [{column: Done, at: 2026-11-01T09:00:00Z}]}]
"""
    import_document(portfolio, read_text(document))
    text = card_text(card(portfolio, find_card(portfolio, "DUNE-1").id), 100, zone=UTC)
    assert text.endswith("2026-11-01 09:00  added to Done")


def test_the_delivery_report_explains_only_the_marks_that_stand_in_it(portfolio: Portfolio) -> None:
    view = delivery(portfolio)
    atlas = next(row for row in view.rows if row.key == "ATLAS")
    rows = (
        atlas._replace(health="G?", declared="R"),
        atlas._replace(id=98, key="NEW", health="-", declared="", health_dimension=""),
    )
    text = delivery_text(view._replace(rows=rows), 120, zone=UTC)
    assert "; ?: schedule or cost unknown; R (G): computed red, the manager said green; " in text
    [new] = [line for line in text.split("\n") if line.startswith("  NEW")]
    assert " unknown " in new
    assert "1G 1 unknown" in text
    narrow = delivery_text(view._replace(rows=rows), 40, zone=UTC)
    assert "R red, A amber, G green" in narrow
    assert "n3" not in narrow
    assert "R red" not in delivery_text(view._replace(rows=(), attention=()), 120, zone=UTC)
