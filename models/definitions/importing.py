"""The import as the command line calls it: read the files, plan, apply."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable

from models.definitions.apply import Outdated, Progress, apply
from models.definitions.draft import Choice
from models.definitions.format import Document
from models.definitions.known import Known, KnownProject
from models.definitions.plan import plan
from models.definitions.plans import Applied, Plan
from models.definitions.reader import read, without_collector
from models.portfolio import Portfolio
from models.store.shapes import unpacked

Paths = Iterable[str | os.PathLike[str]]
_ATTEMPTS = 5


def plan_paths(p: Portfolio, paths: Paths, *, prune: bool = False, choose: Choice = None) -> Plan:
    """Read the files and return what importing them would do; nothing changes. Raises DefinitionErrors."""
    with without_collector():
        return plan(p, read(list(paths), known(p)), prune=prune, choose=choose)


def import_paths(
    p: Portfolio,
    paths: Paths,
    *,
    prune: bool = False,
    choose: Choice = None,
    progress: Progress | None = None,
) -> Applied:
    """Import files and folders as one: all of it in one transaction, or nothing.

    What both the files and people changed is listed in `conflicts` of the result, and is left as it is unless
    `choose` says otherwise. Raises DefinitionErrors for the files, StoreError for the database.
    """
    with without_collector():
        document = read(list(paths), known(p))
        return import_document(p, document, prune=prune, choose=choose, progress=progress)


def import_document(
    p: Portfolio,
    document: Document,
    *,
    prune: bool = False,
    choose: Choice = None,
    progress: Progress | None = None,
) -> Applied:
    """Plan and apply a document that was read. Raises what `import_paths` raises."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return apply(p, plan(p, document, prune=prune, choose=choose), progress)
        except Outdated:
            # Somebody else changed these projects between planning and writing: what they did counts.
            continue
    return apply(p, plan(p, document, prune=prune, choose=choose), progress)


def known(p: Portfolio) -> Known:
    """What the database has, for the reader: what files may refer to without saying it themselves."""
    with p.store.snapshot():
        columns = _of_projects(p, "board_column", "name")
        milestones = _of_projects(p, "milestone", "name")
        cards = _of_projects(p, "card", "code")
        projects = p.store.rows("SELECT id, key, currency FROM project WHERE removed = 0")
        return Known(
            people=_keys_and_names(p, "person"),
            clients=_keys_and_names(p, "client"),
            programs=_keys_and_names(p, "program"),
            goals=frozenset(key for (key,) in p.store.rows("SELECT key FROM goal WHERE removed = 0")),
            projects={
                key: KnownProject(
                    cards=frozenset(cards[row]),
                    columns=frozenset(columns[row]),
                    milestones=frozenset(milestones[row]),
                    currency=currency,
                )
                for row, key, currency in projects
            },
        )


def _of_projects(p: Portfolio, table: str, column: str) -> defaultdict[int, set[str]]:
    """A text of the rows of each project; of what was renamed also the name that a file gave."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    sql = f'SELECT project_id, {column} FROM "{table}" WHERE removed = 0'
    for project, text in p.store.rows(sql):
        found[project].add(text)
    if column == "name":
        sql = (
            f'SELECT r.project_id, o.fields FROM origin o JOIN "{table}" r ON r.id = o.row '
            f"WHERE o.entity = ? AND r.removed = 0"
        )
        for project, fields in p.store.rows(sql, (table,)):
            name = unpacked(fields).get("name")
            if isinstance(name, str):
                found[project].add(name)
    return found


def _keys_and_names(p: Portfolio, table: str) -> frozenset[str]:
    sql = (
        f'SELECT r.key, r.name, o.fields FROM "{table}" r '
        f"LEFT JOIN origin o ON o.entity = ? AND o.row = r.id WHERE r.removed = 0"
    )
    texts: set[str] = set()
    for key, name, fields in p.store.rows(sql, (table,)):
        texts |= {key, name}
        given = unpacked(fields).get("name") if fields else None
        if isinstance(given, str):
            texts.add(given)
    return frozenset(texts)


__all__ = ["Applied", "Plan", "import_document", "import_paths", "known", "plan_paths"]
