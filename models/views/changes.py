"""What other sessions changed since an event: enough to patch a screen and to say who did what."""

from __future__ import annotations

from typing import NamedTuple

from models.portfolio import Portfolio
from models.views.event_cards import CARD_OF_EVENT
from models.views.scope import ids_text

LIMIT = 1000
"""More events than this: it is quicker to read the view again."""


class ChangedGroup(NamedTuple):
    """One action of one person: when (UTC milliseconds), in which session, and its sentence, which may be
    empty."""

    group: str
    at: int
    author: str
    session: str
    action: str
    summary: str


class Changes(NamedTuple):
    """What happened after a sequence number; ids of projects and cards.

    A card is here when it, or something that hangs on it, changed; a project when anything of it did.
    """

    last: int
    projects: frozenset[int]
    cards: frozenset[int]
    structure: frozenset[int]
    """Projects of which the row itself or a column changed: read their boards again as a whole. Of a label
    or a milestone with another name, or one that left, the cards are in ``cards``."""
    everywhere: bool
    """Something changed that belongs to no project, such as a person, a client or the time zone."""
    complete: bool
    """False when more happened than is told here: read the views again."""
    groups: tuple[ChangedGroup, ...]

    @property
    def authors(self) -> frozenset[str]:
        """Who changed something."""
        return frozenset(group.author for group in self.groups)


_STRUCTURE = frozenset(("project", "board_column"))

# A move to another project names the old one in its event.
# Every new card counts up its project's next number: that alone changes nothing that a board shows.
_EVENTS = f"""
SELECT seq, grp, at, author, session, action,
       CASE WHEN entity = 'project' AND after LIKE '{{"next_number":%' AND instr(after, ',') = 0
            THEN 'next_number' ELSE entity END,
       project, summary,
       {CARD_OF_EVENT},
       CASE entity WHEN 'card' THEN json_extract(before, '$.project_id') END,
       CASE WHEN entity IN ('label', 'milestone') AND before IS NOT NULL AND (
            json_type(after, '$.name') IS NOT NULL OR json_type(after, '$.archived_at') IS NOT NULL
            OR json_type(after, '$.removed') IS NOT NULL OR after IS NULL) THEN "row" END
FROM event WHERE seq > ? ORDER BY seq LIMIT ?
"""


_CARRIERS = """
SELECT card_id FROM card_label WHERE label_id IN (SELECT value FROM json_each(?)) AND removed = 0
UNION SELECT id FROM card
      WHERE milestone_id IN (SELECT value FROM json_each(?)) AND removed = 0 AND archived_at IS NULL
LIMIT ?
"""


def _said(action: str, summary: str | None) -> str:
    if not summary or action not in ("undo", "redo"):
        return summary or ""
    from models.views.action_words import sentence_in_words  # Here for start-up: others seldom step back.

    return sentence_in_words(action, summary)


def changes_since(p: Portfolio, seq: int) -> Changes:
    """What happened after event ``seq``, of all sessions, one's own too; one query, a second one after
    another name of a label or a milestone."""
    rows = p.store.rows(_EVENTS, (seq, LIMIT + 1))
    told = rows[:LIMIT]
    projects: set[int] = set()
    cards: set[int] = set()
    structure: set[int] = set()
    everywhere = False
    renamed: dict[str, set[int]] = {"label": set(), "milestone": set()}
    groups: dict[str, ChangedGroup] = {}
    for _, group, at, author, session, action, entity, project, summary, card, before, name in told:
        if name is not None:
            renamed[entity].add(name)
        if project is None:
            everywhere = True
        else:
            projects.add(project)
            if entity in _STRUCTURE:
                structure.add(project)
        if before is not None:
            projects.add(before)
        if card is not None:
            cards.add(card)
        if group not in groups:
            groups[group] = ChangedGroup(group, at, author, session, action, _said(action, summary))
    if any(renamed.values()):
        texts = [ids_text(renamed[entity]) for entity in ("label", "milestone")]
        cards.update(card for (card,) in p.store.rows(_CARRIERS, (*texts, LIMIT + 1)))
    return Changes(
        last=told[-1][0] if told else seq,
        projects=frozenset(projects),
        cards=frozenset(cards),
        structure=frozenset(structure),
        everywhere=everywhere,
        complete=len(rows) <= LIMIT,
        groups=tuple(groups.values()),
    )


_TOUCHED = f"""
SELECT DISTINCT {CARD_OF_EVENT} FROM event
WHERE seq >= (SELECT max(seq) FROM event WHERE session = ? AND author = ? AND summary IS NOT NULL)
  AND session = ? AND author = ?
"""
"""The first event of a group has its sentence, and one group is one run of numbers."""


def last_touched(p: Portfolio) -> frozenset[int]:
    """The ids of the cards that this session's newest change is about."""
    who = (p.session, p.author)
    return frozenset(card for (card,) in p.store.rows(_TOUCHED, who + who) if card is not None)


def wrote_since(p: Portfolio, sequence: int) -> bool:
    """Whether this session has changed anything after *sequence*: there is something to take back."""
    sql = "SELECT 1 FROM event WHERE seq > ? AND session = ? LIMIT 1"
    return bool(p.store.rows(sql, (sequence, p.session)))
