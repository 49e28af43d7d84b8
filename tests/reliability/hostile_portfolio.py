"""A portfolio that is full of hostile text, brought in by actions, by a file, and raw by another program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from models.actions import (
    cards,
    clients,
    columns,
    milestones,
    people,
    plan,
    programs,
    projects,
    risks,
    statements,
)
from models.actions.problems import InvalidValue
from models.definitions.importing import import_paths
from models.portfolio import Portfolio
from models.store.tables import TABLES
from tests.reliability.hostile import TEXTS

TOP = Path(__file__).resolve().parents[2]
EXAMPLE = TOP / "examples" / "atlas.yaml"
DAY = date(2026, 11, 23)
_KEPT = frozenset(
    (
        *("key", "code", "rank", "state", "kind", "limit_kind", "priority", "service_class", "currency"),
        *("health", "response", "engagement", "wanted", "thresholds", "numbers", "query", "value", "screen"),
        *(
            "start",
            "starts",
            "ends",
            "target",
            "due",
            "baseline",
            "done",
            "date",
            "day",
            "approved",
            "review",
        ),
        *("last_contact", "contract_end"),
    )
)
"""Columns of text that are not words of people: keys, dates, states, JSON."""
LONGEST_TYPED = 900


def by_actions(path: Path, texts: Sequence[str] = tuple(TEXTS.values())) -> Path:
    """Make a portfolio in which every text was given to every action that takes one.

    The board of ODD has every text as a title; what an action refuses it refuses with a sentence.
    """
    p = Portfolio.open(path, author="anna")
    try:
        _fill(p, [text[:LONGEST_TYPED] for text in texts])
    finally:
        p.close()
    return path


def _tried(action: object, *args: object, **fields: object) -> object:
    assert callable(action)
    try:
        return action(*args, **fields)
    except InvalidValue:
        return None


def _fill(p: Portfolio, texts: Sequence[str]) -> None:
    client = clients.add(p, key="acme", name=_shown(texts, 0))
    _tried(programs.add, p, key="core", name=_shown(texts, 1), client_id=client)
    who = [people.add(p, key=f"p{at}", name=text) for at, text in enumerate(_storable(texts))]
    names = [
        {"name": text[:60], "kind": kind}
        for text, kind in zip(_storable(texts), ("queue", "active"), strict=False)
    ]
    odd = projects.add(
        p, "ODD", _shown(texts, 2), columns=[*names, {"name": "Done", "kind": "done"}], client_id=client
    )
    for at, text in enumerate(_storable(texts)[:30]):
        projects.add(p, f"N{at}", text, client_id=client, description=text)
        _tried(clients.add, p, key=f"c{at}", name=text)
        _tried(programs.add_goal, p, key=f"G{at}", title=text, unit=text[:10], measure=text)
    places = [
        row[0]
        for row in p.store.rows("SELECT id FROM board_column WHERE project_id = ? ORDER BY rank", (odd,))
    ]
    for at, text in enumerate(texts):
        _entries(p, odd, at, text)
        _card(p, odd, places[at % 2], text, who[at % len(who)])
    for at, text in enumerate(_storable(texts)[2:8]):
        columns.add(p, odd, name=f"{text[:50]} {at}", kind="active", policy=text)


def _card(p: Portfolio, project: int, column: int, text: str, person: int) -> None:
    fields = {"description": text, "labels": [text[:50]], "type": text[:50], "assignees": [person]}
    made = _tried(cards.add, p, project, text, column_id=column, estimate=3, **fields)
    card = made.id if made is not None else cards.add(p, project, "refused", column_id=column).id
    _tried(cards.add_comment, p, card, text)
    _tried(cards.add_check, p, card, text)
    _tried(cards.block, p, card, None, text)


def _entries(p: Portfolio, project: int, at: int, text: str) -> None:
    due = DAY + timedelta(days=at)
    _tried(milestones.add, p, project, name=text, due=due, commitment=True)
    _tried(risks.add, p, project, title=text, probability=3, impact=at % 5 + 1, trigger=text, mitigation=text)
    _tried(clients.add_stakeholder, p, project, name=text, organisation=text, role=text)
    _tried(clients.add_expectation, p, project, text=text, due=due)
    _tried(clients.add_satisfaction, p, project, date=DAY, csat=3, respondent=text, comment=text)
    _tried(plan.add_budget_line, p, project, category=text, amount=100)
    _tried(plan.add_cost, p, project, date=DAY, amount=10, category=text, note=text)
    _tried(plan.add_baseline, p, project, approved=DAY, target=due, reason=text)
    _tried(statements.add, p, project, date=DAY, health="amber", summary=text, why=text, next=text, ask=text)


def _storable(texts: Sequence[str]) -> list[str]:
    from models.text import clean_line  # what a name needs: something to see

    return [text for text in texts if clean_line(text)]


def _shown(texts: Sequence[str], at: int) -> str:
    wide = [text for text in _storable(texts) if not text.isascii()] or ["odd"]
    return wide[at % len(wide)]


def raw(path: Path, texts: Sequence[str] = tuple(TEXTS.values())) -> Path:
    """Write the texts into every column of words of every row, past the gate; rows take turns.

    What is stored then is what no action would store: control characters, overrides, words without end.
    """
    if not path.exists():
        p = Portfolio.open(path, author="anna")
        import_paths(p, [EXAMPLE])
        p.close()
    with sqlite3.connect(path) as connection:
        at = 0
        for table, column in words():
            # A trigger stops who forgets the version; a stranger who has read the schema does not.
            sql = f"UPDATE OR IGNORE {table} SET {column} = ?, version = version + 1 WHERE id = ?"
            for row in connection.execute(f"SELECT id FROM {table}").fetchall():
                connection.execute(sql, (texts[at % len(texts)], *row))
                at += 1
        said = "UPDATE event SET author = ?, summary = iif(summary IS NULL, NULL, ?) WHERE seq = ?"
        for number, row in enumerate(connection.execute("SELECT seq FROM event").fetchall()):
            text = texts[number % len(texts)]
            connection.execute(said, (text, text, *row))
    connection.close()
    return path


def words() -> Iterator[tuple[str, str]]:
    """Every table and column in which people's words stand."""
    for table in TABLES:
        for name, field in table._meta.fields.items():
            if field.field_type == "TEXT" and name not in _KEPT:
                yield table._meta.table_name, field.column_name
