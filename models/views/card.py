"""Everything about one card, for the panel that shows and edits it."""

from __future__ import annotations

from datetime import date

from models.measures.days import elapsed_days
from models.measures.flow import age, blocked_days
from models.measures.times import CardTimes
from models.portfolio import Portfolio
from models.store.database import Store
from models.views.card_history import history
from models.views.card_values import (
    BlockView,
    CardChoices,
    CardDetails,
    CheckView,
    CommentView,
    HistoryLine,
    LinkView,
    Named,
)
from models.views.names import NotFound

__all__ = [
    "BlockView",
    "CardChoices",
    "CardDetails",
    "CheckView",
    "CommentView",
    "HistoryLine",
    "LinkView",
    "Named",
    "NotFound",
    "card",
    "card_choices",
    "mean_estimate",
]

TYPES = ("task", "feature", "bug", "improvement")
"""The types that every card may have; a project's own come after them."""

_CARD = """
SELECT c.version, c.number, c.code, c.title, coalesce(c.description, ''), c.type, c.priority, c.service_class,
       c.estimate, c.due, c.created_at, c.started_at, c.finished_at, c.archived_at,
       p.id, p.key, p.name, k.id, k.kind, k.name, m.id, m.code, m.name,
       (SELECT min(at) FROM move WHERE card_id = c.id AND removed = 0)
FROM card c JOIN project p ON p.id = c.project_id JOIN board_column k ON k.id = c.column_id
     LEFT JOIN milestone m ON m.id = c.milestone_id
WHERE c.id = ? AND c.removed = 0
"""
_ASSIGNEES = """
SELECT p.id, p.key, p.name FROM card_assignee a JOIN person p ON p.id = a.person_id
WHERE a.card_id = ? AND a.removed = 0 ORDER BY p.name, p.id
"""
_LABELS = """
SELECT l.name FROM card_label a JOIN label l ON l.id = a.label_id
WHERE a.card_id = ? AND a.removed = 0 AND l.removed = 0 ORDER BY l.name
"""
_CHECKS = """
SELECT id, version, text, done FROM checklist_item
WHERE card_id = ? AND removed = 0 AND archived_at IS NULL ORDER BY rank, id
"""
_COMMENTS = """
SELECT id, version, at, author, text FROM comment
WHERE card_id = ? AND removed = 0 AND archived_at IS NULL ORDER BY at, id
"""
_BLOCKS = """
SELECT id, version, started_at, ended_at, reason, coalesce(by, '') FROM block
WHERE card_id = ? AND removed = 0 AND archived_at IS NULL ORDER BY started_at, id
"""
_LINKS = """
WITH linked(id, kind) AS (
    SELECT other_id, kind FROM card_link WHERE card_id = ? AND removed = 0
    UNION SELECT card_id, CASE kind WHEN 'depends' THEN 'needed by' ELSE kind END
          FROM card_link WHERE other_id = ? AND removed = 0
    UNION SELECT parent_id, 'parent' FROM card WHERE id = ? AND parent_id IS NOT NULL
    UNION SELECT id, 'child' FROM card WHERE parent_id = ? AND removed = 0
)
SELECT c.id, p.key || '-' || c.number, c.title, l.kind, k.kind = 'done'
FROM linked l JOIN card c ON c.id = l.id JOIN project p ON p.id = c.project_id
     JOIN board_column k ON k.id = c.column_id
WHERE c.removed = 0
ORDER BY CASE l.kind WHEN 'parent' THEN 0 WHEN 'depends' THEN 1 WHEN 'needed by' THEN 2
                     WHEN 'child' THEN 3 ELSE 4 END,
         p.key, c.number
"""

# What was archived unfinished is dropped, see `CardFacts.add_sums`.
_MEAN = """
SELECT avg(c.estimate) FROM card c JOIN board_column k ON k.id = c.column_id
WHERE c.project_id = ? AND c.removed = 0 AND c.estimate IS NOT NULL
  AND k.kind <> 'dropped' AND (c.archived_at IS NULL OR k.kind = 'done')
"""


def mean_estimate(p: Portfolio, project_id: int) -> float | None:
    """What a card without an estimate counts as in percent complete, None where none has one; one query."""
    [(mean,)] = p.store.rows(_MEAN, (project_id,))
    return None if mean is None else float(mean)


def card(p: Portfolio, card_id: int) -> CardDetails:
    """The whole card, an archived one too; nine queries; one more each without an estimate, and
    where its history tells of a day.

    Raises NotFound when it is gone or never was.
    """
    store, now = p.store, p.now_ms()
    with store.snapshot():
        rows = store.rows(_CARD, (card_id,))
        if not rows:
            raise NotFound("this card is not there any more")
        version, number, code, title, description, kind, priority, service, estimate, due = rows[0][:10]
        created, started, finished, archived, project_id, project_key, project_name = rows[0][10:17]
        column_id, column_kind, column_name, milestone_id, milestone_code, milestone_name = rows[0][17:23]
        first_move = rows[0][23]
        checklist = tuple(
            CheckView(row_id, seen, text, bool(done))
            for row_id, seen, text, done in store.rows(_CHECKS, (card_id,))
        )
        comments = tuple(CommentView(*row) for row in store.rows(_COMMENTS, (card_id,)))
        blocks = tuple(BlockView(*row) for row in store.rows(_BLOCKS, (card_id,)))
        links = _links(store, card_id)
        assignees = tuple(Named(*row) for row in store.rows(_ASSIGNEES, (card_id,)))
        labels = tuple(row[0] for row in store.rows(_LABELS, (card_id,)))
        told = history(store, card_id, p.today)
        counted = column_kind != "dropped" and (archived is None or column_kind == "done")
        mean = mean_estimate(p, project_id) if estimate is None and counted else None
    created = created if first_move is None else first_move
    times = CardTimes(
        started_ms=started,
        finished_ms=finished,
        dropped_ms=now
        if column_kind == "dropped" or (archived is not None and column_kind != "done")
        else None,
        finish_unknown=column_kind == "done" and finished is None,
    )
    return CardDetails(
        id=card_id,
        version=version,
        key=f"{project_key}-{number}",
        number=number,
        code=code,
        project=Named(project_id, project_key, project_name),
        column=Named(column_id, column_kind, column_name),
        column_kind=column_kind,
        title=title,
        description=description,
        type=kind,
        priority=priority,
        service_class=service,
        estimate=estimate,
        due=date.fromisoformat(due) if due else None,
        milestone=None if milestone_id is None else Named(milestone_id, milestone_code, milestone_name),
        assignees=assignees,
        labels=labels,
        created_at=created,
        started_at=started,
        finished_at=finished,
        archived_at=archived,
        age_days=age(times, now),
        cycle_days=None if started is None or finished is None else elapsed_days(started, finished),
        lead_days=None if finished is None else elapsed_days(created, finished),
        blocked_days=blocked_days([(one.started_at, one.ended_at) for one in blocks], now),
        checklist=checklist,
        comments=comments,
        links=links,
        blocks=blocks,
        history=told,
        counts_as=mean,
    )


def _links(store: Store, card_id: int) -> tuple[LinkView, ...]:
    rows = store.rows(_LINKS, (card_id, card_id, card_id, card_id))
    return tuple(LinkView(other, key, title, kind, bool(done)) for other, key, title, kind, done in rows)


_CHOICES = """
SELECT 'milestone', id, code, name FROM milestone WHERE project_id = ? AND removed = 0 AND archived_at IS NULL
UNION ALL SELECT 'person', id, key, name FROM person WHERE removed = 0 AND archived_at IS NULL
UNION ALL SELECT 'label', id, '', name FROM label WHERE project_id = ? AND removed = 0
ORDER BY 1, 4, 2
"""
_CHOICES_IN_ORDER = """
SELECT id, kind, name FROM board_column WHERE project_id = ? AND removed = 0 AND archived_at IS NULL
ORDER BY rank, id
"""
_OWN_TYPES = """
SELECT DISTINCT type FROM card WHERE project_id = ? AND removed = 0 AND archived_at IS NULL ORDER BY type
"""


def card_choices(p: Portfolio, project_id: int) -> CardChoices:
    """What the fields of a card of this project may be set to; three queries."""
    store = p.store
    found: dict[str, list[Named]] = {"milestone": [], "person": [], "label": []}
    for table, row_id, key, name in store.rows(_CHOICES, (project_id, project_id)):
        found[table].append(Named(row_id, key, name))
    own = [row[0] for row in store.rows(_OWN_TYPES, (project_id,))]
    return CardChoices(
        people=tuple(found["person"]),
        milestones=tuple(found["milestone"]),
        labels=tuple(label.name for label in found["label"]),
        types=(*TYPES, *(kind for kind in own if kind not in TYPES)),
        columns=tuple(Named(*row) for row in store.rows(_CHOICES_IN_ORDER, (project_id,))),
    )
