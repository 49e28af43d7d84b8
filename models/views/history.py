"""Who did what when, over the whole portfolio or for one project, card or person; newest first, in pages."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal, NamedTuple

from models.portfolio import Portfolio
from models.views.action_words import action_in_words, deed_in_words, sentence_in_words
from models.views.card_history import history as card_history
from models.views.event_cards import ON_CARD
from models.views.names import NotFound, find_card, find_person_ever, find_project, missing
from models.views.typed import holds, words

PAGE = 100
"""Actions in a page, unless told."""
MOST = 10_000
"""Actions in a page at most."""

Kind = Literal["project", "card", "person"]


class Subject(NamedTuple):
    """What a history is about."""

    kind: Kind
    id: int
    key: str
    name: str


class Deed(NamedTuple):
    """One action, or one change of a card: when (UTC milliseconds), who, and its sentence."""

    seq: int | None
    """The event that begins it; None for a line of a card's own history."""
    at: int
    author: str
    action: str
    """What was done, such as ``card.move``: what can be filtered by; empty in a card's own history."""
    text: str
    changes: int
    """Rows that it changed."""
    undoes: bool
    """It takes something back."""


class Filter(NamedTuple):
    """Which actions to tell; everything that is given must hold."""

    author: str | None = None
    """In any case of letters."""
    action: str | None = None
    """``card``, ``card.move`` or ``card moved``."""
    since: date | None = None
    """From the start of this day, in the portfolio's zone."""
    words: str = ""
    """Words that the sentence or the author has, all of them; ``@anna``: only the author."""


EVERYTHING = Filter()


class History(NamedTuple):
    """A page of deeds, newest first; ``older``: where the next one begins, None when there is none."""

    deeds: tuple[Deed, ...]
    older: int | None


# What hangs on a person names it in its own row.
_ON_PERSON = ("absence", "allocation", "card_assignee")


def _groups_of(kind: str, hanging: tuple[str, ...]) -> str:
    parts = [f"SELECT grp FROM event WHERE entity = '{kind}' AND \"row\" = ?"]
    parts += [
        f"SELECT grp FROM event WHERE entity = '{table}'"
        f' AND "row" IN (SELECT id FROM {table} WHERE {kind}_id = ?)'
        for table in hanging
    ]
    return " UNION ".join(parts)


_GROUPS: dict[str, str] = {
    "project": "SELECT grp FROM event WHERE project = ?",
    "card": _groups_of("card", ON_CARD),
    "person": _groups_of("person", _ON_PERSON),
}
# The events of one action stand together, because a write has the file to itself: so the next head ends it.
_DEEDS = """
SELECT h.seq, h.at, h.author, h.action, h.summary, h.undoes IS NOT NULL,
       coalesce((SELECT min(n.seq) FROM event n WHERE n.seq > h.seq AND n.summary IS NOT NULL),
                (SELECT max(seq) + 1 FROM event)) - h.seq
FROM event h
WHERE h.summary IS NOT NULL AND h.action NOT LIKE 'snapshot.%' AND h.seq < ?{more}
ORDER BY h.seq DESC LIMIT ?
"""
_SEARCHED = (
    "(h.author || ' ' || h.action || ' ' || h.summary"
    " || CASE h.action WHEN 'undo' THEN ' undone:' WHEN 'redo' THEN ' redone:' ELSE '' END)"
)
"""What is stored, and what is shown of it in other words."""
NEWEST = 2**62
"""No event has a higher number."""


def subject(p: Portfolio, word: str) -> Subject:
    """What a person means by ``ATLAS``, ``ATLAS-42``, ``anna`` or a person's name. Raises NotFound."""
    if _looks_like_a_card(word):
        card = find_card(p, word)
        return Subject("card", card.id, card.key, card.title)
    try:
        project = find_project(p, word)
    except NotFound as no_project:
        try:
            person = find_person_ever(p, word)
        except NotFound:
            raise no_project from None
        return Subject("person", person.id, person.key, person.name)
    return Subject("project", project.id, project.key, project.name)


def history(
    p: Portfolio,
    about: Subject | None = None,
    only: Filter = EVERYTHING,
    *,
    before: int | None = None,
    limit: int = PAGE,
) -> History:
    """A page of actions; ``before``: those older than this event. Two queries.

    Raises NotFound for an author who never did anything here, and for an action that nobody ever did, with
    what might be meant.
    """
    room = max(1, min(limit, MOST))
    more: list[str] = []
    params: list[object] = [NEWEST if before is None else before]
    if about is not None:
        groups = _GROUPS[about.kind]
        more.append(f"h.grp IN ({groups})")
        params += [about.id] * groups.count("?")
    if only.author is not None:
        names = _authors(p, only.author)
        more.append(f"h.author IN ({', '.join('?' * len(names))})")
        params += names
    if only.action is not None:
        action = _meant(p, only.action)
        more.append("(h.action = ? OR substr(h.action, 1, ?) = ?)")
        params += [action, len(action) + 1, f"{action}."]
    if only.since is not None:
        more.append("h.at >= ?")
        params.append(_start_of(p, only.since))
    for word in words(only.words):
        who = word.removeprefix("@")
        column = "h.author" if who != word and who else _SEARCHED
        condition, values = holds(column, who or word)
        more.append(condition)
        params += values
    rows = p.store.rows(_DEEDS.format(more="".join(f" AND {one}" for one in more)), (*params, room + 1))
    deeds = tuple(
        Deed(seq, at, author, action, _told(action, summary, changes), changes, bool(undoes))
        for seq, at, author, action, summary, undoes, changes in rows[:room]
    )
    return History(deeds, deeds[-1].seq if len(rows) > room else None)


def card_lines(
    p: Portfolio,
    about: Subject,
    *,
    author: str | None = None,
    since: date | None = None,
    typed: str = "",
    limit: int = PAGE,
) -> History:
    """The changes of a card, field by field, newest first; moves that a file dated at their own time.

    ``typed``: words as those of a `Filter`. A file may name people who never worked here, so an unknown
    author is no mistake: nothing is found.
    """
    wanted = None if author is None else author.strip().casefold()
    start = None if since is None else _start_of(p, since)
    asked = [word.casefold() for word in words(typed)]
    lines = [
        Deed(None, line.at, line.author, "", line.text, 1, line.text.startswith("undone: "))
        for line in reversed(card_history(p.store, about.id, p.today))
        if (wanted is None or line.author.casefold() == wanted) and (start is None or line.at >= start)
        if _has(asked, line.author.casefold(), line.text.casefold())
    ]
    return History(tuple(lines[: max(1, min(limit, MOST))]), None)


def _told(action: str, summary: str | None, changes: int) -> str:
    return sentence_in_words(action, summary) if summary else deed_in_words(action, changes)


def authors(p: Portfolio) -> tuple[str, ...]:
    """Who did something here, in the order of their names."""
    return tuple(sorted({name for name in _everybody(p) if name}, key=str.casefold))


def kinds(p: Portfolio) -> tuple[str, ...]:
    """What was done here: ``card``, ``card.move``; one of several kinds stands before them."""
    rows = p.store.rows(
        "SELECT DISTINCT action FROM event WHERE summary IS NOT NULL AND action NOT LIKE 'snapshot.%'"
    )
    done = {row[0] for row in rows}
    parts = [action.partition(".")[0] for action in done]
    return tuple(sorted(done | {part for part in parts if parts.count(part) > 1}))


def _has(asked: list[str], author: str, text: str) -> bool:
    return all(word[1:] in author if word[:1] == "@" else word in f"{author} {text}" for word in asked)


def _looks_like_a_card(word: str) -> bool:
    project, dash, number = word.rpartition("-")
    return bool(project and dash) and number.strip().isdecimal()


def _authors(p: Portfolio, name: str) -> list[str]:
    """The spellings of this author in the events."""
    everybody = _everybody(p)
    wanted = name.strip().casefold()
    found = [author for author in everybody if author.casefold() == wanted]
    if not found:
        raise NotFound(missing("author", name, everybody, "no changes yet"))
    return found


def _everybody(p: Portfolio) -> list[str]:
    return [row[0] for row in p.store.rows("SELECT DISTINCT author FROM event WHERE summary IS NOT NULL")]


def _meant(p: Portfolio, action: str) -> str:
    """The kind of action that is meant by its name or its words; NotFound for what nobody ever did."""
    sql = "SELECT DISTINCT action FROM event WHERE summary IS NOT NULL"
    known: set[str] = {row[0] for row in p.store.rows(sql)}
    known |= {name.partition(".")[0] for name in known}
    if action in known:
        return action
    words = " ".join(action.split()).casefold()
    found = next((name for name in known if action_in_words(name) == words), None)
    if found is None:
        raise NotFound(missing("kind of action", action, sorted(known), "no changes yet"))
    return found


def _start_of(p: Portfolio, day: date) -> int:
    return round(datetime.combine(day, time.min, p.zone).timestamp() * 1000)
