"""Actions as people call them: ``card moved`` for ``card.move``, which commands, files and JSON say."""

from __future__ import annotations

_WHOLE = {
    "create": "portfolio made",
    "import": "files brought in",
    "undo": "taken back",
    "redo": "done again",
    "portfolio.restore": "backup brought back",
    "card.move_to_project": "card moved to another project",
    "check.set": "checklist step ticked",
    "project.add_goal": "project serves a goal",
    "project.edit_goal": "weight of a goal changed",
    "project.remove_goal": "project serves a goal no more",
}
_NOUNS = {"check": "checklist step", "answer": "answer on satisfaction"}
_DONE = {
    "add": "added",
    "edit": "changed",
    "move": "moved",
    "reorder": "put in another place",
    "complete": "completed",
    "reopen": "opened again",
    "block": "blocked",
    "unblock": "unblocked",
    "archive": "archived",
    "restore": "restored",
    "delete": "deleted for ever",
    "repair": "repaired",
}


def action_in_words(action: str) -> str:
    """``card moved`` for ``card.move``; ``card, all of it`` for ``card``, which means every action of one."""
    if action in _WHOLE:
        return _WHOLE[action]
    noun, dot, verb = action.partition(".")
    named = _NOUNS.get(noun, noun.replace("_", " "))
    return f"{named} {_DONE.get(verb, verb.replace('_', ' '))}" if dot else f"{named}, all of it"


_TAKEN = {"undo": ("Undid: ", "undone: "), "redo": ("Redid: ", "redone: ")}
"""How the sentence of a step back begins as it is stored, and as it is said everywhere."""


def sentence_in_words(action: str, summary: str) -> str:
    """The stored sentence of an action, as the status line has said it: ``undone: ATLAS-31 archived``."""
    stored, said = _TAKEN.get(action, ("", ""))
    return f"{said}{summary.removeprefix(stored)}" if stored and summary.startswith(stored) else summary


def deed_in_words(action: str, changes: int) -> str:
    """For an action without a sentence, or one whose sentence was deleted for ever."""
    what = action_in_words(action)
    return f"{what} ({changes} changes)" if changes > 1 else what
