"""Finding cards by what is typed, for the fields in which a card leads to others."""

from __future__ import annotations

import re
from typing import NamedTuple

from models.portfolio import Portfolio
from models.views.typed import escaped, holds, words

FOUND = 40
"""Cards that one search gives at most: what is wanted is found by typing more, not by reading on."""
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9]{0,9})-([0-9]{0,18})")


class FoundCard(NamedTuple):
    """A card that matches what was typed; ``key`` such as ATLAS-42."""

    id: int
    key: str
    title: str
    finished: bool
    project_id: int


_CARDS = """
SELECT c.id, p.key || '-' || c.number, c.title, k.kind = 'done', c.project_id
FROM project p JOIN card c ON c.project_id = p.id JOIN board_column k ON k.id = c.column_id
WHERE c.removed = 0 AND c.archived_at IS NULL AND p.removed = 0 AND p.archived_at IS NULL AND {}
ORDER BY {} LIMIT ?
"""
_OWN = ("c.project_id = ?", "c.number DESC")
_OTHERS = ("c.project_id <> ?", "c.id DESC")


def card_names(
    p: Portfolio, project_id: int, typed: str = "", *, others: bool = True
) -> tuple[FoundCard, ...]:
    """Cards of the project that match, newest first, then those of other projects; `FOUND` at most.

    Every typed word must stand in the title (letter case aside) or start the card's key or number.
    The card whose whole key or number was typed comes first. Two or three queries, each with a limit.
    """
    conditions, values = _conditions(typed)
    first = _exact(p, project_id, typed, others=others)
    found = {card.id: card for card in first}
    for where, order in (_OWN, _OTHERS) if others else (_OWN,):
        room = FOUND - len(found)
        if room <= 0:
            break
        sql = _CARDS.format(" AND ".join((where, *conditions)), order)
        for row in p.store.rows(sql, (project_id, *values, room)):
            found.setdefault(row[0], _card(row))
    return tuple(found.values())[:FOUND]


def _exact(p: Portfolio, project_id: int, typed: str, *, others: bool) -> list[FoundCard]:
    text = typed.strip()
    read = _KEY.fullmatch(text)
    if read is not None and read[2]:
        where, values = "p.key = ? AND c.number = ?", (read[1].upper(), int(read[2]))
    elif text.isascii() and text.isdecimal() and len(text) <= 18:
        where, values = "p.id = ? AND c.number = ?", (project_id, int(text))
    else:
        return []
    rows = p.store.rows(_CARDS.format(where, "c.id"), (*values, 1))
    return [_card(row) for row in rows if others or row[4] == project_id]


def _conditions(typed: str) -> tuple[list[str], list[str]]:
    """A condition for each word, and what stands in its places."""
    conditions, values = [], []
    for word in words(typed):
        title, wanted = holds("c.title", word)
        either = [title, "p.key || '-' || c.number LIKE ? ESCAPE '\\'"]
        plain = escaped(word)
        values += [*wanted, f"{plain}%"]
        if word.isdecimal():
            either.append("CAST(c.number AS TEXT) LIKE ? ESCAPE '\\'")
            values.append(f"{plain}%")
        conditions.append(f"({' OR '.join(either)})")
    return conditions, values


def _card(row: tuple[int, str, str, int, int]) -> FoundCard:
    card_id, key, title, finished, project_id = row
    return FoundCard(card_id, key, title, bool(finished), project_id)
