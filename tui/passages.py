"""What is typed, and where it belongs: said by pages, known to fields and to what is kept of them.

Apart from both, so that a start, which types nothing, imports neither.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple


class Place(NamedTuple):
    """The field that a text is typed into."""

    label: str
    """As a person calls it: ``ATLAS-42 description``."""
    kind: str = ""
    """What opens it again; empty when nothing does."""
    project: str = ""
    """Key of the project."""
    row: int = 0
    """Id of the card, the column or the entry; 0 for a new one."""
    what: str = ""
    """The kind of an entry, or the id of what is on a card."""
    field: str = ""
    seen: int = 0
    """The version that the text was typed against; 0 where nothing is changed by it."""

    def goes_on(self, other: Place) -> bool:
        """Whether this is the same field, or another one of the same form."""
        mine = (self.kind, self.project, self.row, self.what)
        same = mine == (other.kind, other.project, other.row, other.what)
        return same and (self.kind == "form" or (self.field, self.label) == (other.field, other.label))


class Passage(NamedTuple):
    """A text of several lines, and what happens with it."""

    place: Place
    done: Callable[[str], Awaitable[str | None]]
    """Called with the text when the person saves. A sentence that comes back says what is wrong: it stays."""
    text: str = ""
    """What stands in the field at first."""
    stored: str | None = None
    """What the portfolio holds, when that is not what the field starts with."""
    gone: Callable[[], None] | None = None
    """Called when the person leaves without saving."""
    low: bool = False
    """It is short as a rule: the field leaves most of the page in sight."""
    back: Callable[[str], None] | None = None
    """Takes the text back into the field of one line that it came from, when the person leaves."""
