"""Write the table of docs/keys.md anew from the lists of keys: .venv/bin/python docs/keys.py"""

from __future__ import annotations

import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from tui.keymap import shown  # noqa: E402
from tui.rooms import PARTS  # noqa: E402

PAGE = TOP / "docs" / "keys.md"
START, END = "<!-- table -->\n", "<!-- end of the table -->\n"


def table() -> str:
    """A table for each room."""
    parts = []
    for title, keys in PARTS:
        rows = [f"### {title}\n", "| id | keys | what it does |", "|---|---|---|"]
        for key in keys:
            names = " ".join(f"`{shown(name.strip())}`" for name in key.keys.split(",") if name.strip())
            rows.append(f"| `{key.id}` | {names} | {key.text} |")
        parts.append("\n".join(rows) + "\n")
    return "\n" + "\n".join(parts) + "\n"


def page(text: str) -> str:
    """The page with a fresh table."""
    before, _, rest = text.partition(START)
    return before + START + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
