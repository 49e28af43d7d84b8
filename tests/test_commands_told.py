"""No sentence tells a command that would act on another database than the one that is open."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_house import sources

COMMAND = re.compile(
    r"pmboard (import|export|delivery|board|card|report|check|backup|restore|undo|redo|history)\b"
)
BARE = {
    # It lists them with all their options.
    "pmboard.py",
    # For who looks after the machine, and knows where the portfolio is.
    "tui/welcome.py",
}


def told(path: Path) -> Iterator[str]:
    """The texts of a file that are not for its readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in own:
            yield node.value


def test_commands_in_sentences_are_made_where_the_database_is_named() -> None:
    top = Path(__file__).resolve().parents[1]
    bare = {str(path.relative_to(top)) for path in sources() for text in told(path) if COMMAND.search(text)}
    assert bare == BARE
