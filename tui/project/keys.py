"""The keys of the project page."""

from __future__ import annotations

from tui.keymap import Hint, Key

TABS = ("overview", "plan", "money", "people", "risks", "client", "statements", "history")
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
    Key("project.change", "enter", "change the field, or every field of the entry in turn", "change"),
    Key("project.choose", "e", "choose a field of the entry and change it", "field"),
    Key("project.write", "E", "write the longer text of the entry in $EDITOR"),
    Key("project.add", "n", "add an entry here; on the overview a statement", "new"),
    Key("project.complete", "c", "milestone reached, promise kept, risk closed; or open again", "complete"),
    Key("project.archive", "x,delete", "archive the entry", "archive"),
    Key("project.undo", "u", "undo", "undo"),
    Key("project.redo", "U", "redo"),
    Key("project.board", "tab", "the project's board", "board"),
    Key("project.read", "r", "read again"),
    Key("project.help", "?", "help", "help"),
    Key("project.back", "escape,q,O", "back to where you came from", "back"),
)
"""Keys of the page of one project."""

HINTS = (
    Hint(("project.previous_tab", "project.next_tab"), "tabs"),
    Hint(("project.change",)),
    Hint(("project.choose",)),
    Hint(("project.add",)),
    Hint(("project.undo",)),
    Hint(("project.board",)),
    Hint(("project.back",)),
    Hint(("project.help",)),
    Hint(("project.complete",)),
    Hint(("project.archive",)),
)
