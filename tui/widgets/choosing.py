"""What a list offers, and which of it is meant by what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tui.text import width

GAP = 3
"""Cells between a name and what is said of it, at the least."""
_NAME_AT = 14
_BARE_AT = 2
"""The same where no choice has a key: behind the cursor."""
_DETAIL_AT = 44
MARK = 3
"""Cells of a mark and the space behind it."""
_NAMED_AT = 40
"""The cell up to which a name is whole, whatever is said of it."""
_MEASURED = 500
"""Choices whose names decide where the column begins."""
NOTHING = "nothing matches"
LOOSE = 5
"""The score of a choice that holds only the letters of a word, in their order."""
BACK = ("shift+tab", "back")
"""The key that goes back to the question before, and its word."""


Back = Callable[[], Awaitable[None]]
"""Goes back to the question before."""


class Menu(NamedTuple):
    """The list that has led to a field."""

    back: Back
    """Opens it again."""
    typed: dict[str, str]
    """What was typed into its fields, by their names: it stays while one goes back and forth."""

    def remember(self, name: str) -> Callable[[str], None]:
        """What keeps the text of a field."""

        def keep(text: str) -> None:
            self.typed[name] = text

        return keep


def goes_back(key: str, typed: str) -> bool:
    """Whether a key asks for the question before: at an empty field the arrow does too."""
    return key in {"shift+tab", "ctrl+b"} or (key == "left" and not typed)


class Choice(NamedTuple):
    """One line of a list."""

    id: int
    name: str
    detail: str = ""
    """More about it, in gray; it is searched too."""
    lead: str = ""
    """A short key before the name, such as ATLAS."""
    lead_style: str = "strong"
    """Its style in the palette."""


class Mark(NamedTuple):
    """At most two letters before a name, and their style in the palette."""

    text: str = ""
    style: str = "text"


class Choosing(NamedTuple):
    """What to choose, and what to do with it."""

    label: str
    choices: Sequence[Choice]
    done: Callable[[list[Choice]], Awaitable[str | None]]
    """Called at Enter with what was chosen. A sentence that comes back says what is wrong: the list stays."""
    many: bool = False
    """Several may be chosen: Tab (or Space before anything is typed) ticks them."""
    ticked: frozenset[int] = frozenset()
    """Ids that are ticked at first."""
    add: Callable[[str], Choice | None] | None = None
    """Makes a choice of what was typed when nothing matches, such as a new label."""
    at: int | None = None
    """Id of the choice that the cursor starts on."""
    gone: Callable[[], None] | None = None
    """Called when the person leaves without a choice."""
    search: Callable[[str], Awaitable[Sequence[Choice]]] | None = None
    """Finds the choices for what is typed, where there are too many to hand over; ``choices`` come first."""
    more: Callable[[str], Awaitable[Sequence[Choice]]] | None = None
    """Finds further ones for what is typed; they come behind those of ``choices`` that match and are shown
    before."""
    match: Callable[[str], tuple[list[Choice], list[Choice]]] | None = None
    """Which of ``choices`` are meant by what is typed, the best first: those before what ``more`` finds and
    those behind it. Without it: those that hold every word, and those that hold its letters in order."""
    note: str = ""
    """What the field understands, in gray behind it while it is empty."""
    passed: Callable[[Choice], None] | None = None
    """Called with each choice that the cursor comes to."""
    nothing: str = NOTHING
    """Shown when nothing matches what is typed."""

    enter: str = "choose"
    """What Enter does, in a word."""
    back: Back | None = None
    """Goes back to the question before."""
    told: Sequence[str] = ()
    """What was answered before."""
    marks: Callable[[Sequence[int]], Awaitable[Mapping[int, Mark]]] | None = None
    """Reads the marks of the choices that come into view, which are shown before it answers; such names are
    cut before what is said of them is."""
    marked: Mapping[int, Mark] = {}
    """Marks that are known at first."""

    def name_at(self, choice: Choice) -> int:
        """The cell at which the name of a choice begins, behind the cursor, the tick and the key."""
        keyed = choice.lead or choice.lead_style != "strong"
        return (_NAME_AT if keyed else _BARE_AT) + (2 if self.many else 0) + (MARK if self.marks else 0)

    def detail_at(self, cells: int) -> int:
        """The cell at which what is said of the choices begins in a list so wide: one column for all whose
        names leave it room. It is the same for all that is typed, so that a letter does not move it."""
        told = [choice for choice in islice(self.choices, _MEASURED) if choice.detail]
        room = cells - max((width(choice.detail) for choice in told), default=0) - 1
        if self.marks is not None:
            return min(max(map(self._name_end, told), default=0), max(room, _NAMED_AT))
        # Where not even all that is said has room, half of the list is still one column.
        room = min(max(room, cells // 2), _DETAIL_AT)
        return max((end for end in map(self._name_end, told) if end <= room), default=0)

    def _name_end(self, choice: Choice) -> int:
        return self.name_at(choice) + width(choice.name) + GAP

    def ranked(self, typed: str) -> tuple[list[Choice], list[Choice]]:
        """The choices that match, and those that match only loosely."""
        return self.match(typed) if self.match is not None else ranked(self.choices, typed)


def or_new(choices: Sequence[Choice]) -> Callable[[str], tuple[list[Choice], list[Choice]]]:
    """A match for lists in which what was typed may be chosen too, behind those that it finds."""

    def match(typed: str) -> tuple[list[Choice], list[Choice]]:
        near, far = ranked(choices, typed)
        word = " ".join(typed.split())
        if word and all(choice.name.casefold() != word.casefold() for choice in choices):
            far.append(Choice(-1, word, "new"))
        return near, far

    return match


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that hold every typed word, or its letters in order; the best ones first."""
    near, far = ranked(choices, typed)
    return near + far


def ranked(choices: Sequence[Choice], typed: str) -> tuple[list[Choice], list[Choice]]:
    """The choices that hold every typed word, and those that hold only the letters of one in order."""
    words = typed.casefold().split()
    if not words:
        return list(choices), []
    scored = []
    for place, choice in enumerate(choices):
        scores = [_score(choice, word) for word in words]
        if all(score is not None for score in scores):
            loose = LOOSE in scores
            scored.append((loose, sum(score or 0 for score in scores), place, choice))
    scored.sort(key=lambda found: found[:3])
    near = [choice for loose, _score, _place, choice in scored if not loose]
    return near, [choice for loose, _score, _place, choice in scored if loose]


def _score(choice: Choice, word: str) -> int | None:
    lead, name, detail = choice.lead.casefold(), choice.name.casefold(), choice.detail.casefold()
    if lead.startswith(word):
        return 0
    if name.startswith(word):
        return 1
    if f" {word}" in name:
        return 2
    if word in name or word in lead:
        return 3
    if word in detail:
        return 4
    return LOOSE if _in_order(word, f"{lead} {name}") else None


def _in_order(word: str, text: str) -> bool:
    """Whether the text has the letters of the word in order, the first one at the start of a word."""
    starts = [
        place
        for place, letter in enumerate(text)
        if letter == word[0] and text[place - 1 : place] in ("", " ")
    ]
    for start in starts:
        letters = iter(text[start:])
        if all(letter in letters for letter in word):
            return True
    return False
