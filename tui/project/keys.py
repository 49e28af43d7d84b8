"""The keys of the project page."""

from __future__ import annotations

from tui.keymap import Hint, Key

TABS = ("overview", "plan", "money", "people", "risks", "client", "statements", "history", "archived")
"""The names of the tabs, from left to right."""

PROJECT = (
    Key("project.down", "j,down", "next entry"),
    Key("project.up", "k,up", "previous entry"),
    Key("project.top", "g,home", "first entry"),
    Key("project.bottom", "G,end", "last entry"),
    Key("project.half_down", "ctrl+d,pagedown", "half a page down"),
    Key("project.half_up", "ctrl+u,pageup", "half a page up"),
    Key("project.next_tab", "},l,right", "next tab", "tabs"),
    Key("project.previous_tab", "{,h,left", "previous tab"),
    *(Key(f"project.tab_{at}", str(at), name) for at, name in enumerate(TABS, 1)),
    Key(
        "project.change",
        "enter",
        "change the field or entry; in the history, go to the card",
        "change",
        writes=True,
    ),
    Key("project.choose", "e", "choose a field of the entry and change it", "field", writes=True),
    Key("project.write", "E", "write the longer text of the entry in $EDITOR", writes=True),
    Key(
        "project.add",
        "n",
        "add what the tab is about: statement, milestone, cost ...",
        "new",
        writes=True,
    ),
    Key(
        "project.add_other",
        "N",
        "add another kind of entry: goal, baseline, budget line",
        writes=True,
    ),
    Key(
        "project.complete",
        "c",
        "milestone reached, promise kept, risk closed; or reopen",
        "complete",
        writes=True,
    ),
    Key("project.archive", "x,delete", "archive the entry", "archive", writes=True),
    Key(
        "project.restore",
        "R",
        "restore an entry of tab 9, or the archived project",
        "restore",
        writes=True,
    ),
    Key("project.filter", "/", "narrow the history: words, @person"),
    Key("project.undo", "u", "undo", "undo", writes=True),
    Key("project.redo", "U", "redo", writes=True),
    Key("project.board", "tab", "the project's board", "board"),
    Key("project.read", "r", "read again"),
    Key("project.help", "?", "help", "help"),
    Key("project.back", "escape,q,O", "back to where you came from", "back"),
)
"""Keys of the page of one project."""

HINTS = (
    Hint(("project.previous_tab", "project.next_tab"), "tabs"),
    Hint(("project.change",)),
    Hint(("project.choose",), rank=4),
    Hint(("project.add",)),
    Hint(("project.complete",), rank=5),
    Hint(("project.archive",), rank=6),
    # Each answer in the status line names it too.
    Hint(("project.undo",), rank=7),
    Hint(("project.board",), rank=2),
    Hint(("project.back",), rank=1),
    Hint(("app.palette",), "find", 3),
    Hint(("project.help",), rank=-1),
)
"""Which of them the line of keys names, and which of them stay longest."""
