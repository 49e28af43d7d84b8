"""What is typed to find something, as conditions of a query: letter case aside in every script."""

from __future__ import annotations

WORDS = 6
"""Words that are looked for; what is typed behind them is left out."""
LONGEST = 200
"""Characters of a word that are looked for."""


def words(typed: str) -> list[str]:
    """The words to look for."""
    return [word[:LONGEST] for word in typed.split()[:WORDS]]


def holds(text: str, word: str) -> tuple[str, list[str]]:
    """A condition that the SQL expression ``text`` holds the word, and the values in its places.

    SQLite's own LIKE is quick and folds A to Z; only texts with other letters are folded by Python.
    """
    folded = word.casefold()
    other = f"(length({text}) < length(CAST({text} AS BLOB)) AND instr(folded({text}), ?) > 0)"
    if not folded.isascii():
        return other, [folded]
    return f"({text} LIKE ? ESCAPE '\\' OR {other})", [f"%{escaped(folded)}%", folded]


def escaped(word: str) -> str:
    """The word for LIKE with a backslash as its escape: every character means itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
