"""What our tables promise beyond what SQLite can hold: order, numbers, flow, links. Each broken promise is a
sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.store.database import Store
from models.store.shapes import BY_ENTITY
from models.store.shell import shell_command
from models.store.wording import TITLES, shortened, word

RESTORE = "restore a backup in which check finds nothing"
REPAIR = "put it right in pmboard, or restore a backup in which check finds nothing"

ORPHANS = """
SELECT m.id FROM move m JOIN card c ON c.id = m.card_id JOIN project p ON p.id = c.project_id
WHERE m.removed = 0 AND c.removed = 1 AND p.removed = 1
AND (SELECT after FROM event WHERE entity = 'project' AND row = p.id ORDER BY version DESC LIMIT 1)
LIKE '%"@erased":1%'
ORDER BY m.id
"""
"""The moves that an early program left when it deleted a project: of cards that had been deleted before.

They are of what is gone for ever, so nothing is lost with them.
"""
_IN_USE = "removed = 0 AND archived_at IS NULL"
_TOMBSTONES = frozenset({("move", "card_id")})
"""What may refer to a row that was deleted for ever: the flow history stays."""

_PROMISES = (
    (
        "card",
        f"SELECT id FROM card AS c WHERE {_IN_USE} AND EXISTS (SELECT 1 FROM card AS o WHERE o.id < c.id "
        "AND o.column_id = c.column_id AND o.rank = c.rank AND o.removed = 0 AND o.archived_at IS NULL)",
        "stands at the same place as another; move one of them",
    ),
    (
        "board_column",
        f"SELECT id FROM board_column AS c WHERE {_IN_USE} AND EXISTS (SELECT 1 FROM board_column AS o "
        "WHERE o.id < c.id AND o.project_id = c.project_id AND o.rank = c.rank AND o.removed = 0 "
        "AND o.archived_at IS NULL)",
        "stands at the same place as another; move one of them",
    ),
    (
        "card",
        "SELECT id FROM card AS c WHERE EXISTS (SELECT 1 FROM card AS o WHERE o.id < c.id "
        "AND o.project_id = c.project_id AND o.number = c.number)",
        "has the number of another card; give it to another project and back",
    ),
    (
        "card",
        "SELECT c.id FROM card c JOIN project p ON p.id = c.project_id WHERE c.number >= p.next_number",
        f"has a number that its project has yet to give out; {RESTORE}",
    ),
    (
        "card",
        "SELECT c.id FROM card c JOIN board_column b ON b.id = c.column_id "
        "WHERE b.project_id <> c.project_id",
        f"stands in a column of another project; {RESTORE}",
    ),
    (
        "card",
        "SELECT c.id FROM card c JOIN board_column b ON b.id = c.column_id "
        "WHERE c.removed = 0 AND c.archived_at IS NULL AND (b.removed = 1 OR b.archived_at IS NOT NULL)",
        "stands in a column that was put away; restore the column",
    ),
    (
        "card",
        "SELECT c.id FROM card c WHERE c.removed = 0 AND c.column_id <> (SELECT m.to_column_id FROM move m "
        "WHERE m.card_id = c.id AND m.removed = 0 ORDER BY m.at DESC, m.id DESC LIMIT 1)",
        "is not in the column that it last moved to; move it to where it belongs",
    ),
    (
        "card",
        "SELECT c.id FROM card c WHERE c.removed = 0 AND (SELECT m.from_column_id IS NOT NULL FROM move m "
        "WHERE m.card_id = c.id AND m.removed = 0 ORDER BY m.at, m.id LIMIT 1) IS NOT 0",
        f"has no first move from nowhere; {RESTORE}",
    ),
    (
        "move",
        "SELECT id FROM (SELECT id, from_column_id, LAG(to_column_id) OVER (PARTITION BY card_id "
        "ORDER BY at, id) AS was_in FROM move WHERE removed = 0) "
        "WHERE was_in IS NOT NULL AND from_column_id IS NOT NULL AND from_column_id <> was_in",
        f"leaves a column in which its card was not; {RESTORE}",
    ),
    (
        "card",
        "SELECT id FROM card WHERE removed = 0 AND finished_at < started_at",
        "was finished before it was started; move it to another column and back",
    ),
    (
        "card",
        "SELECT c.id FROM card c LEFT JOIN flow f ON f.card_id = c.id WHERE c.removed = 0 "
        "AND (c.started_at IS NOT f.started OR c.finished_at IS NOT f.finished)",
        "has other times than its moves tell; move it to another column and back",
    ),
    (
        "card",
        "SELECT c.id FROM card c JOIN milestone m ON m.id = c.milestone_id "
        "WHERE c.removed = 0 AND m.project_id <> c.project_id",
        "has a milestone of another project; choose another",
    ),
    (
        "card_label",
        "SELECT x.id FROM card_label x JOIN card c ON c.id = x.card_id JOIN label l ON l.id = x.label_id "
        "WHERE x.removed = 0 AND l.project_id <> c.project_id",
        "gives a card a label of another project; take it off",
    ),
    (
        "card",
        "WITH RECURSIVE up (id, top) AS (SELECT id, parent_id FROM card "
        "WHERE parent_id IS NOT NULL AND removed = 0 "
        "UNION SELECT up.id, c.parent_id FROM up JOIN card c ON c.id = up.top WHERE c.parent_id IS NOT NULL) "
        "SELECT DISTINCT id FROM up WHERE id = top",
        "is its own ancestor; choose another parent",
    ),
    (
        "card",
        "SELECT card_id FROM block WHERE ended_at IS NULL AND removed = 0 AND archived_at IS NULL "
        "GROUP BY card_id HAVING COUNT(*) > 1",
        "is blocked twice at once; unblock it",
    ),
    (
        "project",
        "SELECT id FROM project AS p WHERE removed = 0 AND NOT EXISTS (SELECT 1 FROM board_column b "
        "WHERE b.project_id = p.id AND b.kind = 'done' AND b.removed = 0 AND b.archived_at IS NULL)",
        "has no done column; add one",
    ),
)

# As measures.times.card_times, said a second time and in another language: stays shorter than 60 s do not
# count, and who began in a done column has an unknown finish.
_FLOW = """
WITH entered AS (
    SELECT m.card_id, m.at, b.kind,
        LEAD(m.at) OVER own AS next, ROW_NUMBER() OVER own AS place,
        LAST_VALUE(b.kind) OVER (own ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS present,
        FIRST_VALUE(b.kind) OVER own AS first
    FROM move m JOIN board_column b ON b.id = m.to_column_id WHERE m.removed = 0
    WINDOW own AS (PARTITION BY m.card_id ORDER BY m.at, m.id)),
stay AS (SELECT * FROM entered WHERE next IS NULL OR next - at >= 60000),
other AS (SELECT card_id, MAX(place) AS last FROM stay WHERE kind <> present GROUP BY card_id),
flow AS (
    SELECT s.card_id, MIN(CASE WHEN s.kind IN ('active', 'waiting') THEN s.at END) AS started,
        MIN(CASE WHEN s.present = 'done' AND (o.last IS NOT NULL OR s.first <> 'done')
            AND s.place > COALESCE(o.last, 0) THEN s.at END) AS finished
    FROM stay s LEFT JOIN other o ON o.card_id = s.card_id GROUP BY s.card_id)
"""


def broken(store: Store, author: str) -> Iterator[str]:
    """Yield a sentence for each promise that a row breaks."""
    for entity, sql, problem in _PROMISES:
        query = _FLOW + sql if "JOIN flow" in sql else sql
        for (row,) in store.rows(query):
            yield f"{named(store, entity, row)} {problem}"
    yield from _gone(store, author)
    yield from _circles(store)
    yield from _ids(store)


def named(store: Store, entity: str, row: int) -> str:
    """Return what a row is called, with its id: "card 7 (ATLAS-3)"."""
    what = f"{word(entity)} {row}"
    shape = BY_ENTITY.get(entity)
    if shape is None:
        return what
    if entity == "card":
        sql = (
            "SELECT p.key || '-' || c.number FROM card c JOIN project p ON p.id = c.project_id WHERE c.id = ?"
        )
    else:
        titles = [f"NULLIF(\"{name}\", '')" for name in ("key", *TITLES) if name in shape.columns]
        if not titles:
            return what
        sql = f'SELECT COALESCE({", ".join(titles)}, NULL) FROM "{entity}" WHERE id = ?'
    found = store.rows(sql, (row,))
    return f"{what} ({shortened(found[0][0])})" if found and found[0][0] else what


def _gone(store: Store, author: str) -> Iterator[str]:
    """Live rows that refer to rows that were removed."""
    orphans = {row for (row,) in store.rows(ORPHANS)}
    for row in sorted(orphans):
        yield (
            f"{named(store, 'move', row)} is of a card that was deleted for ever, as was its project; "
            f"`{shell_command('check --repair', store.path, author)}` takes it away"
        )
    for shape in BY_ENTITY.values():
        for column, parent in shape.references.items():
            if (shape.entity, column) in _TOMBSTONES:
                continue
            sql = (
                f'SELECT c.id FROM "{shape.entity}" c JOIN "{parent}" p ON p.id = c."{column}" '
                "WHERE c.removed = 0 AND p.removed = 1"
            )
            for (row,) in store.rows(sql):
                if shape.entity == "move" and row in orphans:
                    continue
                what = named(store, shape.entity, row)
                yield f"{what} refers to a {word(parent)} that was removed; {REPAIR}"


def _circles(store: Store) -> Iterator[str]:
    """Cards that wait for themselves."""
    waits: dict[int, list[int]] = {}
    for card, other in store.rows(
        "SELECT card_id, other_id FROM card_link WHERE kind = 'depends' AND removed = 0"
    ):
        waits.setdefault(card, []).append(other)
    # What waits for nothing leaves, and so on: circles, and what waits for them, are left.
    needed_by: dict[int, list[int]] = {}
    for card, others in waits.items():
        for other in others:
            needed_by.setdefault(other, []).append(card)
    left = {card: len(others) for card, others in waits.items()}
    ready = [card for card in needed_by if card not in left]
    while ready:
        for card in needed_by.get(ready.pop(), ()):
            left[card] -= 1
            if not left[card]:
                del left[card]
                ready.append(card)
    for card in sorted(left):
        if _waits_for_itself(card, waits):
            yield f"{named(store, 'card', card)} waits for itself; take one of these dependencies off"


def _waits_for_itself(card: int, waits: dict[int, list[int]]) -> bool:
    seen: set[int] = set()
    ahead = list(waits[card])
    while ahead:
        other = ahead.pop()
        if other == card:
            return True
        if other not in seen:
            seen.add(other)
            ahead.extend(waits.get(other, ()))
    return False


def _ids(store: Store) -> Iterator[str]:
    """Ids that would be given out a second time."""
    given = dict(store.rows("SELECT name, seq FROM sqlite_sequence"))
    for entity, key in (*((entity, "id") for entity in BY_ENTITY), ("event", "seq")):
        ((most,),) = store.rows(f'SELECT COALESCE(MAX({key}), 0) FROM "{entity}"')
        if given.get(entity, 0) < most:
            yield f"the next {word(entity)} would get an id that was given out before; {RESTORE}"
