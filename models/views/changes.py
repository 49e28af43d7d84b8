"""What other sessions changed since an event: enough to patch a screen and to say who did what."""

from __future__ import annotations

from typing import NamedTuple

from models.portfolio import Portfolio

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
    """Projects of which the row itself, a column or a milestone changed: read their boards again as a
    whole."""
    everywhere: bool
    """Something changed that belongs to no project, such as a person, a client or the time zone."""
    complete: bool
    """False when more happened than is told here: read the views again."""
    groups: tuple[ChangedGroup, ...]

    @property
    def authors(self) -> frozenset[str]:
        """Who changed something."""
        return frozenset(group.author for group in self.groups)


_STRUCTURE = frozenset(("project", "board_column", "milestone", "label"))

# What hangs on a card names it in its own row. A move to another project names the old one in its event.
# Every new card counts up its project's next number: that alone changes nothing that a board shows.
_EVENTS = """
SELECT seq, grp, at, author, session, action,
       CASE WHEN entity = 'project' AND after LIKE '{"next_number":%' AND instr(after, ',') = 0
            THEN 'next_number' ELSE entity END,
       project, summary,
       CASE entity WHEN 'card' THEN "row"
            WHEN 'checklist_item' THEN (SELECT card_id FROM checklist_item WHERE id = "row")
            WHEN 'comment' THEN (SELECT card_id FROM comment WHERE id = "row")
            WHEN 'block' THEN (SELECT card_id FROM block WHERE id = "row")
            WHEN 'move' THEN (SELECT card_id FROM move WHERE id = "row")
            WHEN 'card_label' THEN (SELECT card_id FROM card_label WHERE id = "row")
            WHEN 'card_assignee' THEN (SELECT card_id FROM card_assignee WHERE id = "row")
            WHEN 'card_link' THEN (SELECT card_id FROM card_link WHERE id = "row") END,
       CASE entity WHEN 'card' THEN json_extract(before, '$.project_id') END
FROM event WHERE seq > ? ORDER BY seq LIMIT ?
"""


def changes_since(p: Portfolio, seq: int) -> Changes:
    """What happened after event ``seq``, of all sessions, one's own too; one query."""
    rows = p.store.rows(_EVENTS, (seq, LIMIT + 1))
    told = rows[:LIMIT]
    projects: set[int] = set()
    cards: set[int] = set()
    structure: set[int] = set()
    everywhere = False
    groups: dict[str, ChangedGroup] = {}
    for _, group, at, author, session, action, entity, project, summary, card, before in told:
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
            groups[group] = ChangedGroup(group, at, author, session, action, summary or "")
    return Changes(
        last=told[-1][0] if told else seq,
        projects=frozenset(projects),
        cards=frozenset(cards),
        structure=frozenset(structure),
        everywhere=everywhere,
        complete=len(rows) <= LIMIT,
        groups=tuple(groups.values()),
    )
