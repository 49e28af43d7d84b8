"""Names: what the finder, the pickers and the command line look things up by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from models.portfolio import Portfolio
from models.text import harmless

_CARD = re.compile(r"\s*(?P<project>[A-Za-z][A-Za-z0-9]*)\s*-\s*(?P<number>[0-9]{1,18})\s*")
_SHOWN = 60
_LISTED = 8


class NotFound(LookupError):
    """Nothing has the name or key that was asked for; the message is a sentence and may suggest what was
    meant."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class Named(NamedTuple):
    """A row that is chosen from a list: a person, a milestone, a column, a project."""

    id: int
    key: str
    name: str


class ProjectName(NamedTuple):
    """A project as the finder lists it."""

    id: int
    key: str
    name: str
    client: str
    program: str
    state: str
    archived: bool


class CardName(NamedTuple):
    """A card that was found by its key such as ATLAS-42."""

    id: int
    version: int
    project_id: int
    number: int
    key: str
    title: str


_PROJECTS = """
SELECT p.id, p.key, p.name, coalesce(c.name, ''), coalesce(g.name, ''), p.state, p.archived_at IS NOT NULL
FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN program g ON g.id = p.program_id
WHERE p.removed = 0 ORDER BY p.archived_at IS NOT NULL, p.key
"""


def project_names(p: Portfolio) -> tuple[ProjectName, ...]:
    """Every project, those in use first, by key."""
    return tuple(
        ProjectName(row_id, key, name, client, program, state, bool(archived))
        for row_id, key, name, client, program, state, archived in p.store.rows(_PROJECTS)
    )


def people(p: Portfolio) -> tuple[Named, ...]:
    """The people in use, by name."""
    return _named(
        p, "SELECT id, key, name FROM person WHERE removed = 0 AND archived_at IS NULL ORDER BY name, id"
    )


def clients(p: Portfolio) -> tuple[Named, ...]:
    """The clients in use, by name."""
    return _named(
        p, "SELECT id, key, name FROM client WHERE removed = 0 AND archived_at IS NULL ORDER BY name, id"
    )


def programs(p: Portfolio) -> tuple[Named, ...]:
    """The programs in use, by name."""
    return _named(
        p, "SELECT id, key, name FROM program WHERE removed = 0 AND archived_at IS NULL ORDER BY name, id"
    )


def goals(p: Portfolio) -> tuple[Named, ...]:
    """The goals in use, by title."""
    return _named(
        p, "SELECT id, key, title FROM goal WHERE removed = 0 AND archived_at IS NULL ORDER BY title, id"
    )


_COLUMNS = """
SELECT id, kind, name FROM board_column
WHERE project_id = ? AND removed = 0 AND archived_at IS NULL ORDER BY rank, id
"""


def columns(p: Portfolio, project_id: int) -> tuple[Named, ...]:
    """The columns in use of a project in board order; ``key`` is the kind. Raises NotFound for an unknown
    project."""
    found = _named(p, _COLUMNS, (project_id,))
    if not found and not p.store.rows("SELECT 1 FROM project WHERE id = ? AND removed = 0", (project_id,)):
        raise NotFound(f"no project has the id {project_id}")
    return found


def find_project(p: Portfolio, key: str) -> ProjectName:
    """The project with this key, in any case of letters; an archived one too. Raises NotFound."""
    wanted = key.strip().upper()
    names = project_names(p)
    for name in names:
        if name.key == wanted:
            return name
    raise NotFound(missing("project", key, [name.key for name in names], "no projects"))


_CARD_BY_NUMBER = """
SELECT id, version, project_id, number, title FROM card WHERE project_id = ? AND number = ? AND removed = 0
"""


def find_card(p: Portfolio, key: str) -> CardName:
    """The card with a key such as ``ATLAS-42``, in any case of letters. Raises NotFound."""
    read = _CARD.fullmatch(key)
    if read is None:
        raise NotFound(f"{_quoted(key)} is not the key of a card; one looks like ATLAS-42")
    project = find_project(p, read["project"])
    rows = p.store.rows(_CARD_BY_NUMBER, (project.id, int(read["number"])))
    if not rows:
        raise NotFound(f"project {project.key} has no card {int(read['number'])}")
    card_id, version, project_id, number, title = rows[0]
    return CardName(card_id, version, project_id, number, f"{project.key}-{number}", title)


_OF_PROJECT_MILESTONES = """
SELECT id, code, name FROM milestone WHERE project_id = ? AND removed = 0 AND archived_at IS NULL
ORDER BY due IS NULL, due, id
"""


def milestones(p: Portfolio, project_id: int) -> tuple[Named, ...]:
    """The milestones in use of a project, by due date; ``key`` is the id in files."""
    return _named(p, _OF_PROJECT_MILESTONES, (project_id,))


def find_column(p: Portfolio, project_id: int, name: str) -> Named:
    """The column of a project with this name, in any case of letters. Raises NotFound."""
    return _found("column", name, columns(p, project_id))


def find_milestone(p: Portfolio, project_id: int, name: str) -> Named:
    """The milestone of a project with this name or id, in any case of letters. Raises NotFound."""
    # Nobody meant the id that a milestone was given where its file had none.
    return _found("milestone", name, milestones(p, project_id), by_key=True, offers_keys=False)


def find_person(p: Portfolio, key: str) -> Named:
    """The person with this key or name, in any case of letters. Raises NotFound."""
    return _found("person", key, people(p), by_key=True)


def find_person_ever(p: Portfolio, key: str) -> Named:
    """The same, and whoever was archived, after those in use: what they did stays. Raises NotFound."""
    everybody = _named(
        p, "SELECT id, key, name FROM person WHERE removed = 0 ORDER BY archived_at IS NOT NULL, name, id"
    )
    return _found("person", key, everybody, by_key=True)


def find_client(p: Portfolio, key: str) -> Named:
    """The client with this key or name, in any case of letters. Raises NotFound."""
    return _found("client", key, clients(p), by_key=True)


def find_program(p: Portfolio, key: str) -> Named:
    """The program with this key or name, in any case of letters. Raises NotFound."""
    return _found("program", key, programs(p), by_key=True)


def _found(
    what: str, asked: str, choices: tuple[Named, ...], *, by_key: bool = False, offers_keys: bool = True
) -> Named:
    wanted = asked.strip().casefold()
    if by_key:
        for one in choices:
            if one.key.casefold() == wanted:
                return one
    for one in choices:
        if one.name.casefold() == wanted:
            return one
    known = [*(one.key for one in choices if by_key and offers_keys), *(one.name for one in choices)]
    none_known = f"no {what}s" if what != "person" else "no people"
    raise NotFound(missing(what, asked, known, none_known, [one.name for one in choices]))


def _named(p: Portfolio, sql: str, params: tuple[int, ...] = ()) -> tuple[Named, ...]:
    return tuple(Named(*row) for row in p.store.rows(sql, params))


def missing(
    what: str, asked: str, known: Iterable[str], none_known: str, listed: list[str] | None = None
) -> str:
    """The sentence for a name that is not there: what is close to it, or what there is."""
    choices = {name.casefold(): name for name in known}
    if not choices:
        return f"no {what} {_quoted(asked)}: there are {none_known}"
    import difflib  # Only a mistake needs it, and every command starts here.

    close = difflib.get_close_matches(asked.strip().casefold()[:_SHOWN], choices, n=1, cutoff=0.5)
    if close:
        return f"no {what} {_quoted(asked)}; did you mean {choices[close[0]]}?"
    there = list(choices.values()) if listed is None else listed
    some = ", ".join(clipped(name) for name in there[:_LISTED])
    more = ", …" if len(there) > _LISTED else ""
    return f"no {what} {_quoted(asked)}; there {'is' if len(there) == 1 else 'are'} {some}{more}"


def _quoted(text: str) -> str:
    return f'"{clipped(text)}"'


def clipped(text: str) -> str:
    """What a person typed, as a sentence about it quotes it."""
    line = harmless(text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
