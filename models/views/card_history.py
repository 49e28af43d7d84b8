"""A card's history as sentences, made from its events: who did what when."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from models.measures.wording import weekday_text
from models.store.database import Store
from models.text import number_text
from models.views.card_values import HistoryLine

_UNDONE = "undone: "
_BACK = "brought back"
LIMIT = 500
"""Events that are told, the newest ones."""
_LONGEST = 200

_EVENTS = """
SELECT e.grp, e.at, e.author, e.entity, e.before, e.after,
       CASE WHEN e.undoes IS NULL THEN '' WHEN EXISTS (
            SELECT 1 FROM event u WHERE u.grp = e.undoes AND u.summary IS NOT NULL AND u.undoes IS NOT NULL)
            THEN 'redone: ' ELSE 'undone: ' END,
       CASE e.entity
            WHEN 'comment' THEN (SELECT text FROM comment WHERE id = e."row")
            WHEN 'checklist_item' THEN (SELECT text FROM checklist_item WHERE id = e."row")
            WHEN 'block' THEN (SELECT reason FROM block WHERE id = e."row")
            WHEN 'card_label' THEN (SELECT l.name FROM card_label a JOIN label l ON l.id = a.label_id
                                    WHERE a.id = e."row")
            WHEN 'card_assignee' THEN (SELECT p.name FROM card_assignee a JOIN person p ON p.id = a.person_id
                                       WHERE a.id = e."row")
            WHEN 'card_link' THEN (SELECT l.kind || ' ' || p.key || '-' || c.number FROM card_link l
                                   JOIN card c ON c.id = l.other_id JOIN project p ON p.id = c.project_id
                                   WHERE l.id = e."row") END
FROM event e
WHERE (e.entity = 'card' AND e."row" = ?)
   OR (e.entity = 'comment' AND e."row" IN (SELECT id FROM comment WHERE card_id = ?))
   OR (e.entity = 'checklist_item' AND e."row" IN (SELECT id FROM checklist_item WHERE card_id = ?))
   OR (e.entity = 'block' AND e."row" IN (SELECT id FROM block WHERE card_id = ?))
   OR (e.entity = 'card_label' AND e."row" IN (SELECT id FROM card_label WHERE card_id = ?))
   OR (e.entity = 'card_assignee' AND e."row" IN (SELECT id FROM card_assignee WHERE card_id = ?))
   OR (e.entity = 'card_link' AND e."row" IN (SELECT id FROM card_link WHERE card_id = ?))
ORDER BY e.seq DESC LIMIT ?
"""
_NAMES = """
SELECT 'column_id', id, name FROM board_column WHERE id IN (SELECT value FROM json_each(?))
UNION ALL SELECT 'milestone_id', id, name FROM milestone WHERE id IN (SELECT value FROM json_each(?))
UNION ALL SELECT 'project_id', id, key FROM project WHERE id IN (SELECT value FROM json_each(?))
UNION ALL SELECT 'parent_id', c.id, p.key || '-' || c.number FROM card c JOIN project p ON p.id = c.project_id
          WHERE c.id IN (SELECT value FROM json_each(?))
"""
_DATED_MOVES = """
SELECT m.at, coalesce(m.by, ''), f.name, t.name FROM move m
LEFT JOIN board_column f ON f.id = m.from_column_id JOIN board_column t ON t.id = m.to_column_id
WHERE m.card_id = ? AND m.removed = 0 AND m.at < m.created_at ORDER BY m.at, m.id
"""
"""Moves that happened before they were written down: an import brought them."""
_REFERENCES = ("column_id", "milestone_id", "project_id", "parent_id")
_TOLD = {
    "title": "title",
    "type": "type",
    "priority": "priority",
    "service_class": "class of service",
    "estimate": "estimate",
    "due": "due date",
    "milestone_id": "milestone",
    "parent_id": "parent",
    "number": "number",
    "code": "id in files",
}
"""Fields of a card and what people call them; the others follow from these or are told in words of their
own."""

Names = Mapping[tuple[str, int], str]
Fields = Mapping[str, Any]
Today = Callable[[], date]


def history(store: Store, card_id: int, now: Today) -> tuple[HistoryLine, ...]:
    """The newest changes of the card and what hangs on it, oldest first; three queries.

    ``now`` gives today, and is asked once where a day is told.

    Moves that a file dated stand at their own time; what was imported with the card is not told again.
    """
    today = cache(now)
    rows = store.rows(_EVENTS, (card_id,) * 7 + (LIMIT,))
    events = [(*row[:4], json.loads(row[4]), json.loads(row[5]), *row[6:]) for row in reversed(rows)]
    names = _names(store, [fields for event in events for fields in event[4:6]])
    moves = store.rows(_DATED_MOVES, (card_id,))
    lines = [HistoryLine(at, by, _moved(left, entered)) for at, by, left, entered in moves]
    made_in = next((event[0] for event in events if event[3] == "card" and not event[4]), None)
    dated = bool(lines)
    for group, at, author, entity, before, after, lead, subject in events:
        if dated and group == made_in:
            continue
        # Told is what was taken back, not what taking it back did to the rows: that is the other way round.
        was, became = (after, before) if lead == _UNDONE else (before, after)
        for text in _sentences(entity, was, became, subject or "", names, today):
            # Taken back it was taken away, so what undo and redo bring back was added.
            said = "added" if lead and text == _BACK else text
            lines.append(HistoryLine(at, author, _shortened(f"{lead}{said}")))
    return tuple(sorted(lines, key=lambda line: line.at))


def _moved(left: str | None, entered: str) -> str:
    return f"added to {entered}" if left is None else f"moved from {left} to {entered}"


def _names(store: Store, fields: list[Fields]) -> Names:
    """What the columns, milestones, projects and cards are called that the events name by id."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for one in fields:
        for name in _REFERENCES:
            if isinstance(one.get(name), int):
                wanted[name].add(one[name])
    params = tuple(json.dumps(sorted(wanted[name])) for name in _REFERENCES)
    return {(kind, row_id): name for kind, row_id, name in store.rows(_NAMES, params)}


def _sentences(
    entity: str, before: Fields, after: Fields, subject: str, names: Names, today: Today
) -> list[str]:
    if entity == "card":
        return _card_sentences(before, after, names, today)
    sentence = _line_sentence(entity, before, after, subject, today)
    return [sentence] if sentence else []


def _card_sentences(before: Fields, after: Fields, names: Names, today: Today) -> list[str]:
    if not before:
        column = _said("column_id", after.get("column_id"), names, today)
        return [f"added to {column}" if column else "added"]
    told: list[str] = []
    if "project_id" in after and "project_id" in before:
        told.append(_change("project", "project_id", before, after, names, today))
    if "column_id" in after:
        old, new = (_said("column_id", fields.get("column_id"), names, today) for fields in (before, after))
        told.append(f"moved from {old or '?'} to {new or '?'}")
    for field, word in _TOLD.items():
        if field in after and (field != "number" or "project_id" not in after):
            told.append(_change(word, field, before, after, names, today))
    if "description" in after:
        told.append("description changed" if after["description"] else "description cleared")
    if "archived_at" in after:
        told.append("archived" if after["archived_at"] is not None else "restored")
    if "removed" in after:
        told.append("taken away" if after["removed"] else _BACK)
    return told


def _change(word: str, field: str, before: Fields, after: Fields, names: Names, today: Today) -> str:
    old, new = (_said(field, fields.get(field), names, today) for fields in (before, after))
    return f"{word}: {old or 'none'} -> {new or 'none'}"


def _said(field: str, value: Any, names: Names, today: Today) -> str:
    if value is None:
        return ""
    if field in _REFERENCES:
        return names.get((field, value), f"#{value}")
    if field == "due":
        with suppress(ValueError):
            return weekday_text(date.fromisoformat(str(value)), today())
    return number_text(value) if isinstance(value, float) else str(value)


_ADDED = {
    "comment": "commented: {}",
    "checklist_item": "step added: {}",
    "card_label": "label added: {}",
    "card_assignee": "assigned to {}",
    "card_link": "{}",
    "block": "blocked: {}",
}
_GONE = {
    "comment": "comment removed",
    "checklist_item": "step removed: {}",
    "card_label": "label removed: {}",
    "card_assignee": "no longer assigned to {}",
    "card_link": "no longer {}",
    "block": "block removed: {}",
}


def _line_sentence(entity: str, before: Fields, after: Fields, subject: str, today: Today) -> str:
    """The sentence of something that hangs on the card; empty when its change means nothing to a person."""
    if entity == "card_link":
        subject = subject.replace("depends ", "depends on ", 1).replace("relates ", "related to ", 1)
    if not before:
        return _ADDED[entity].format(subject)
    for field in ("removed", "archived_at"):
        if field in after:
            return (_GONE if after[field] else _ADDED)[entity].format(subject)
    if entity == "comment":
        return f"comment changed: {subject}" if "text" in after else ""
    if entity == "checklist_item":
        return _step_sentence(before, after, subject)
    if entity == "block":
        return _block_sentence(before, after, subject, today)
    return ""


def _step_sentence(before: Fields, after: Fields, subject: str) -> str:
    if "done" in after:
        return f"step done: {subject}" if after["done"] else f"step open again: {subject}"
    return f"step: {before['text']} -> {after['text']}" if "text" in after else ""


def _block_sentence(before: Fields, after: Fields, subject: str, today: Today) -> str:
    if "ended_at" in after:
        return f"blocked again: {subject}" if after["ended_at"] is None else f"unblocked: {subject}"
    if "reason" in after:
        return f"reason of the block: {before['reason']} -> {after['reason']}"
    if "started_at" in after:
        since = datetime.fromtimestamp(after["started_at"] / 1000, UTC)
        return f"blocked since {weekday_text(since.date(), today())}: {subject}"
    return ""


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
