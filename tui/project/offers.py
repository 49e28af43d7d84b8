"""What a field of a form offers: its choices, what a new entry starts with, and what Enter does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from models.views.project import ProjectView
from tui.widgets.picker import Choice

from . import reading
from .asking import Asking
from .fields import Chosen, Field, Offered, Picked, Truth

_NOBODY = 0
_COLORS = {"R": "red", "A": "amber", "G": "green"}


async def offered(
    call: Callable[..., Awaitable[Any]], view: ProjectView, asking: Asking
) -> tuple[list[Choice], int | None]:
    """The choices of the field that is asked for, and the id of the one that it holds."""
    field, value = asking.field, asking.value
    if isinstance(field, Truth):
        return [Choice(1, "yes"), Choice(2, "no")], 1 if value else 2
    if isinstance(field, Chosen):
        at = field.words.index(str(value)) if value in field.words else None
        return [Choice(place, word) for place, word in enumerate(field.words)], at
    if isinstance(field, Offered):
        words = list(dict.fromkeys(word for word in (*field.words(view), value) if word))
        choices = [Choice(place, str(word)) for place, word in enumerate(words, 1)]
        if not asking.needed(field):
            choices.append(Choice(_NOBODY, "none"))  # Last: an Enter in passing chooses what is usual.
        if asking.line is None and value is None and field.name not in asking.chosen:
            value = field.usual(view)
        return choices, words.index(value) + 1 if value in words else _NOBODY
    assert isinstance(field, Picked)
    known = await call(reading.names, field.among)
    choices = [Choice(one.id, one.name, one.key if one.key != one.name else "") for one in known]
    if not field.needed:
        choices.insert(0, Choice(_NOBODY, "nobody" if field.among == "people" else "none"))
    return choices, getattr(value, "id", value) or _NOBODY


def chosen_value(field: Field, choice: Choice) -> object:
    """What a choice stands for, as the action takes it."""
    if isinstance(field, Truth):
        return choice.id == 1
    if isinstance(field, Offered):
        return choice.name if choice.id != _NOBODY else None
    return choice.name if isinstance(field, Chosen) else choice.id or None


def enter_word(asking: Asking) -> str:
    """What Enter does in the field, in a word."""
    return "save" if asking.at + 1 == len(asking.fields) else "next"


def suggest(asking: Asking, view: ProjectView) -> None:
    """A new statement starts with what the numbers say, and with what was said last."""
    color = _COLORS.get(view.row.health[:1])
    if color is not None:
        asking.starts["health"] = color
    worst = [one for one in view.row.judgments if one.dimension == view.row.health_dimension]
    if worst:
        # A declaration that is better than the numbers counts only with a reason (MEASURES, health).
        lead = f"needed if better than {color}; " if color in ("amber", "red") else ""
        asking.notes["why"] = f"{lead}{worst[0].sentence}"
    if view.statements and view.statements[0].next:
        asking.notes["next"] = f"last time: {view.statements[0].next}"
