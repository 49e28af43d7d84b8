"""Problems of definition files: what is wrong, where, and how that is shown.

A problem is one sentence at a position: `file:line:column: path: what is wrong; what is allowed`. `report`
shows the first of them with their source lines and a caret, and says how many more there are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from models.definitions.positions import Place, Source, visible

SHOWN_PROBLEMS = 100
"""So many problems are printed; the rest is counted."""

_SOURCE_CELLS = 100
_CLOSE = 0.7
_LONGEST_WORD = 80
_MOST_CHOICES = 600


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file. `position` is packed (see positions.py); None: the file as a whole."""

    source: Source
    position: int | None
    path: str
    what: str
    word: str = ""
    choices: Collection[str] = ()
    """What `word` may have been meant for."""

    @property
    def place(self) -> Place | None:
        """Where it is; None when it is about the file as a whole."""
        return None if self.position is None else self.source.place(self.position)

    @property
    def message(self) -> str:
        """What is wrong; what is allowed; did you mean."""
        return self.what + suggestion(self.word, self.choices)

    def __str__(self) -> str:
        place = self.place
        head = (
            visible(self.source.name)
            if place is None
            else f"{visible(place.file)}:{place.line}:{place.column}"
        )
        return f"{head}: {self.path}: {self.message}" if self.path else f"{head}: {self.message}"


class DefinitionErrors(ValueError):
    """The files cannot be imported; `problems` are all their problems, sorted by file and position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__(len(self.problems))

    def text(self, limit: int = SHOWN_PROBLEMS) -> str:
        """The first problems with their source lines, and how many more there are."""
        return report(self.problems, limit)

    def __str__(self) -> str:
        return self.text()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file (as they were handed in), position and text, each once."""
    unique = {
        (problem.source.order, problem.position or 0, problem.path, problem.what): problem
        for problem in problems
    }
    return tuple(unique[key] for key in sorted(unique))


def suggestion(word: str, choices: Collection[str]) -> str:
    """`; did you mean 'x'?` for the choice that is nearest to the word, or nothing."""
    if not word or len(word) > _LONGEST_WORD:
        return ""
    near = [choice for choice in choices if abs(len(choice) - len(word)) <= 3 + len(word) // 3]
    lowered = {choice.lower(): choice for choice in sorted(near)[:_MOST_CHOICES]}
    best = get_close_matches(word.lower(), lowered, n=1, cutoff=_CLOSE)
    return f"; did you mean '{visible(lowered[best[0]])}'?" if best else ""


def report(problems: Sequence[Problem], limit: int = SHOWN_PROBLEMS) -> str:
    """The first problems with their source lines, and how many more there are."""
    lines = [rendered(problem) for problem in problems[:limit]]
    more = len(problems) - limit
    if more > 0:
        lines.append(f"... and {more:,} more {'problem' if more == 1 else 'problems'}")
    return "\n".join(lines)


def rendered(problem: Problem) -> str:
    """One problem with its source line and a caret under its position."""
    place = problem.place
    if place is None:
        return str(problem)
    source, column = _clipped(problem.source.line(place.line), place.column - 1)
    if not source.strip():
        return str(problem)
    gutter = str(place.line)
    caret = " " * cells(source[:column]) + "^"
    return f"{problem}\n  {gutter} | {source}\n  {' ' * len(gutter)} | {caret}"


def _clipped(line: str, column: int) -> tuple[str, int]:
    """The line, or the part of a long one around the column, made visible; and the column within it."""
    # The cut comes first: a line may have 64 million characters.
    start = max(0, column - _SOURCE_CELLS // 2) if len(line) > _SOURCE_CELLS else 0
    part = visible(line[start : start + _SOURCE_CELLS])
    head = "…" if start else ""
    tail = "…" if start + _SOURCE_CELLS < len(line) else ""
    return f"{head}{part}{tail}", len(head) + min(column, len(line)) - start


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
