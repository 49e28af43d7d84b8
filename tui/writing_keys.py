"""The keys of the field of several lines; all that move the cursor in it are as in other editors."""

from __future__ import annotations

from tui.keymap import Hint, Key

WRITING = (
    Key("writing.save", "ctrl+d,ctrl+s,f2", "save what is written; enter begins a new line", "save"),
    Key("writing.leave", "escape", "leave; what was changed is kept, and offered again", "leave"),
    Key("writing.open", "ctrl+o", "from a field of one line: go on in several lines", "several lines"),
    Key("writing.editor", "ctrl+e", "go on in $EDITOR", "$EDITOR"),
    Key("writing.undo", "f3,ctrl+t", "take back what was typed", "undo"),
    Key("writing.redo", "f4,ctrl+y", "type again what was taken back"),
)
"""Keys while a text of several lines is written."""

WRITING_HINTS = (
    Hint(("writing.save",)),
    Hint(("writing.leave",)),
    Hint(("writing.editor",)),
    Hint(("writing.undo",)),
)
SHUT_HINTS = tuple(hint for hint in WRITING_HINTS if hint.ids != ("writing.editor",))
"""Where there is no editor."""
