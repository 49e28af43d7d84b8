"""The filter of the delivery table: words that a project must hold, and questions such as ``is:late``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from models.views.delivery import Attention, ProjectRow

Needing = Mapping[int, Attention]
"""What needs attention, by the id of its project."""

Question = Callable[[ProjectRow, Needing], bool]
"""Asked of a row and of what needs attention."""

ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    "promised": ("commitment late", "expectation broken"),
    "late-promise": ("commitment late", "expectation broken"),
    "booked": ("person over",),
    "sinking": ("CSAT fell",),
    "stale": ("statement stale",),
    "never": ("never reported",),
}
"""The rules of attention that a question is about: who asks reads these first, whatever else is worse."""


PROMISES = frozenset({"promised", "late-promise"})
"""Questions that are answered by the promises themselves, in one list."""
OTHER_NAMES: Mapping[str, str] = {"over-booked": "booked", "overbooked": "booked"}
"""What people call a question besides."""


def _letter(letter: str) -> Question:
    return lambda row, needing: row.state == "active" and letter in {row.health[:1], row.declared}


def _fired(rule: str, row: ProjectRow, needing: Needing) -> bool:
    return row.id in needing and rule in dict(needing[row.id].rules)


QUESTIONS: dict[str, Question] = {
    "needs": lambda row, needing: row.id in needing,
    "promised": lambda row, needing: bool(row.promises),
    "late-promise": lambda row, needing: row.promise_late,
    "booked": lambda row, needing: _fired("person over", row, needing),
    "late": lambda row, needing: row.slip_days is not None and row.slip_days > 0,
    "sinking": lambda row, needing: _fired("CSAT fell", row, needing),
    "stale": lambda row, needing: row.said_note == "stale",
    "never": lambda row, needing: row.said_note == "never",
    "red": _letter("R"),
    "amber": _letter("A"),
    "green": _letter("G"),
    "unknown": lambda row, needing: row.state == "active" and (row.health == "-" or row.health.endswith("?")),
    "active": lambda row, needing: row.state == "active",
}
"""What may follow ``is:``; a beginning of the word is enough."""

HELP: tuple[tuple[str, str], ...] = (
    ("words", "in key, name, client or manager; each must be there"),
    ("-word", "all but those"),
    ("client: program:", "the client or program, by key or name"),
    ("manager: state:", "who runs it; active, proposed, on hold ..."),
    ("person:", "who works on it in the next four weeks"),
    ("is:red amber green", "computed or declared so; the color alone will do"),
    ("is:unknown", "something about its health is not known"),
    ("is:needs", "needs somebody"),
    ("is:late", "later than its first baseline"),
    ("is:promised", "open promises to clients: day, forecast, slip"),
    ("is:late-promise", "promises overdue or forecast to be late"),
    ("is:booked", "somebody on it has more than 120 % of a week"),
    ("is:sinking", "the client's CSAT fell by 20 points or more"),
    ("is:stale", "the last statement is old"),
    ("is:never", "no statement was ever made"),
    ("is:active", "under way"),
)
"""What can be typed, and what it finds, for the help."""

_QUESTION = re.compile(r"[a-z]+(?:-[a-z]+)?")
_COLORS = ("red", "amber", "green")
_FIELDS: dict[str, Callable[[ProjectRow], str]] = {
    "key": lambda row: row.key,
    "name": lambda row: row.name,
    "client": lambda row: f"{row.client_key} {row.client}",
    "program": lambda row: f"{row.program_key} {row.program}",
    "manager": lambda row: row.manager,
    "state": lambda row: row.state,
    "person": lambda row: "\n".join(row.people),
}


def searchable(row: ProjectRow) -> str:
    """The text that a plain word is looked for in: key, name, client and manager."""
    return f"{row.key} {row.name} {row.client} {row.manager}".casefold()


def matching(
    rows: Iterable[ProjectRow], texts: dict[int, str], needing: Needing, typed: str
) -> tuple[ProjectRow, ...]:
    """The rows for which every word of ``typed`` holds; ``texts``: each row's searchable text by id."""
    tests = [_test(word, texts, needing) for word in typed.casefold().split()]
    return tuple(row for row in rows if all(test(row) for test in tests))


def unknown_questions(typed: str) -> list[str]:
    """The words after ``is:`` that ask nothing known."""
    asked = [word.lstrip("-")[3:] for word in typed.casefold().split() if word.lstrip("-").startswith("is:")]
    return [word for word in asked if not _questions(word)]


def rules_asked_for(typed: str) -> frozenset[str]:
    """The rules of attention that the filter asks for; none where it asks for something else."""
    return frozenset(rule for name in _asked(typed) for rule in ASKED_FOR.get(name, ()))


def promises_asked_for(typed: str) -> str:
    """``promised`` or ``late-promise`` where the filter asks for promises, else empty."""
    asked = [name for name in _asked(typed) if name in PROMISES]
    return asked[0] if len(asked) == 1 else ""


def asks_for_a_list(typed: str) -> bool:
    """Whether the filter asks what needs somebody, or for one of its rules."""
    return any(name == "needs" or name in ASKED_FOR for name in _asked(typed))


def hint(typed: str, otherwise: str) -> str:
    """What may follow an ``is:`` that is being typed: the questions that begin so, or what the one finds."""
    word = typed.casefold().rpartition(" ")[2].lstrip("-")
    if not word.startswith("is:"):
        return otherwise
    names = _names(word[3:])
    if len(names) == 1:
        found = _told(names[0])
        return found if word[3:] == names[0] else f"{names[0]}: {found}"
    return " ".join(names) or "after is: " + " ".join(QUESTIONS)


def meant(typed: str) -> tuple[str, str] | None:
    """The question that a bare word is the name of, and what that finds; colors ask by themselves."""
    for word in typed.casefold().split():
        name = OTHER_NAMES.get(word, word)
        if name in QUESTIONS and name not in _COLORS:
            return f"is:{name}", _told(name)
    return None


def _told(name: str) -> str:
    return next((found for words, found in HELP if name in _QUESTION.findall(words)), "")


def _asked(typed: str) -> list[str]:
    """The questions of the filter; none for a bare ``is:``, which asks nothing yet."""
    words = [word[3:] for word in typed.casefold().split() if word.startswith("is:")]
    return [name for word in words if word for name in _names(word)]


def _names(word: str) -> list[str]:
    if word in QUESTIONS:
        return [word]
    others = {name for other, name in OTHER_NAMES.items() if word and other.startswith(word)}
    return [name for name in QUESTIONS if name.startswith(word) or name in others]


def _questions(word: str) -> list[Question]:
    return [QUESTIONS[name] for name in _names(word)]


def _test(word: str, texts: dict[int, str], needing: Needing) -> Callable[[ProjectRow], bool]:
    if word.startswith("-") and len(word) > 1:
        inner = _test(word[1:], texts, needing)
        return lambda row: not inner(row)
    field, colon, wanted = word.partition(":")
    if colon and field == "is":
        asked = _questions(wanted)
        return lambda row: any(question(row, needing) for question in asked)
    if colon and field in _FIELDS:
        value = _FIELDS[field]
        return lambda row: wanted in value(row).casefold()
    if word in _COLORS:
        color = QUESTIONS[word]
        return lambda row: color(row, needing) or word in texts[row.id]
    return lambda row: word in texts[row.id]
