"""The keys of the history."""

from __future__ import annotations

from tui.keymap import Hint, Key

HISTORY = (
    Key("history.down", "j,down", "next line"),
    Key("history.up", "k,up", "previous line"),
    Key("history.top", "g,home", "newest line"),
    Key("history.bottom", "G,end", "oldest line that was read"),
    Key("history.half_down", "ctrl+d,pagedown", "half a page down"),
    Key("history.half_up", "ctrl+u,pageup", "half a page up"),
    Key("history.open", "enter", "the card or the project that the line is about", "go there"),
    Key("history.project", "O", "the page of the project that the line is about"),
    Key("history.about", "w", "about everything, a project, a card or a person", "about"),
    Key("history.filter", "/", "narrow while typing: words, @person", "words"),
    Key("history.person", "a", "only what one person did", "person"),
    Key("history.kind", "t", "only one kind of action", "kind"),
    Key("history.since", "d", "only since a day", "since"),
    Key("history.copy", "y", "copy the line"),
    Key("history.read", "r", "read again"),
    Key("history.help", "?", "help", "help"),
    Key("history.back", "escape", "drop what it is narrowed to; back to where you came from", "back"),
    Key("history.close", "q,tab", "back to where you came from"),
)
"""Keys of the history."""

HINTS = (
    Hint(("history.open",)),
    Hint(("history.filter",)),
    Hint(("history.about",)),
    Hint(("history.person",), rank=1),
    Hint(("history.kind",), rank=2),
    Hint(("history.since",), rank=1),
    Hint(("history.back",)),
    Hint(("history.help",), rank=-1),
)
