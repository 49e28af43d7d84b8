"""Finding an action by words: its text, its id, its keys, and what else people call it.

One search for the help and the command palette, so that what one of them finds the other one finds too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

WHOLE, START, SYNONYM, INSIDE, SCATTERED = range(5)
"""How well a word fits, the best first: a word of the text or the id, the start of one, another name for it,
letters within a word, letters in their order (which only the palette looks for)."""
NAMED = -1
"""The word is a key, the name of the action or all of the text: better than any other."""

OTHER_NAMES: Mapping[str, str] = {
    "theme": "theme themes colours dark light appearance look",
    "palette": "command commands menu actions",
    "history": "log audit journal changes",
    "kept": "draft drafts restore lost typed",
    "restore_project": "unarchive reopen project",
    "mouse": "select selection click",
    "quit_now": "exit close leave",
    "new": "add create card task issue",
    "add": "add create book new",
    "edit": "change rename title estimate points card",
    "write": "change text notes",
    "complete": "done finish finished close resolve",
    "comment": "note reply",
    "assign": "person people owner user who",
    "tag": "tags label labels",
    "priority": "urgent important",
    "due": "deadline date",
    "block": "impediment blocked stuck waiting",
    "archive": "remove delete hide",
    "erase": "remove purge",
    "remove": "delete",
    "undo": "revert take back restore",
    "redo": "again repeat",
    "filter": "search find grep",
    "find": "search open switch go",
    "sort": "order",
    "lanes": "group swimlane rows",
    "collapse": "hide narrow",
    "columns": "rename limit wip add",
    "density": "size smaller larger compact",
    "reread": "refresh reload",
    "read": "refresh reload",
    "switch": "portfolio overview",
    "why": "health reason status",
    "facts": "statistics figures numbers forecast",
    "project": "plan cost costs budget milestone milestones risk risks",
    "copy_key": "clipboard yank",
    "copy_text": "clipboard yank",
    "help": "keys manual shortcuts",
    "statement": "status update report",
    "legend": "marks glyphs symbols",
    "move_to": "send transfer",
}
"""What people call an action besides its text: the part of its id after the dot -> words."""

_LETTERS = 3
"""Letters from which on they are looked for scattered."""
_WORD = re.compile(r"[^\W_]+")


def fit(word: str, keys: Sequence[str], key_id: str, text: str) -> int | None:
    """How well a typed word fits an action: a smaller number is better; None when it does not fit.

    One letter is a key or begins a word. Scattered letters do not fit here.
    """
    if word in keys:
        return NAMED
    word, said = word.casefold(), f"{text} {key_id}".casefold()
    names = [name.casefold() for name in keys if len(name) > 1]
    if word in names or word in (text.casefold(), key_id.partition(".")[2]):
        return NAMED
    words = _WORD.findall(said)
    if word in words:
        return WHOLE
    if any(one.startswith(word) for one in words):
        return START
    if len(word) == 1:
        return None
    others = OTHER_NAMES.get(key_id.partition(".")[2], "").split()
    if any(one.startswith(word) for one in others):
        return SYNONYM
    return INSIDE if word in said or any(word in name for name in names) else None


def spread(word: str, text: str) -> int | None:
    """Over how many characters of a text the letters of a word lie in their order, the first at the start
    of a word; None where they do not, or so far apart that nobody meant that."""
    word, text = word.casefold(), text.casefold()
    if len(word) < _LETTERS:
        return None
    found = []
    for start in (one.start() for one in _WORD.finditer(text) if one.group()[0] == word[0]):
        place = start
        for letter in word[1:]:
            place = text.find(letter, place + 1)
            if place < 0:
                break
        if 0 <= place < start + 2 * len(word) + 2:
            found.append(place + 1 - start)
    return min(found, default=None)
