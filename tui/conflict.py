"""Two people changed the same fields: both values of each; one chooses mine, theirs, or edits on."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from tui.text import cut
from tui.widgets.deeds import when
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from models.actions.conflicts import Both
    from models.portfolio import Conflict
    from tui.screen import Page

_MINE, _THEIRS, _EACH, _EDIT = 1, 2, 3, 4
_SIDES = {_MINE: "mine", _THEIRS: "theirs"}
_VALUE = 60
"""Cells of one value."""

Settle = Callable[[frozenset[str]], Awaitable[str | None]]
"""Saves what is left when the fields with these names stay as the other one has them."""


def choose_values(
    page: Page, conflict: Conflict, fields: Sequence[Both], settle: Settle, edit: Callable[[str], None]
) -> None:
    """Show who changed what and when, and both values. ``edit`` opens a field with what was typed there.

    Whoever leaves goes back to the first field.
    """
    first = fields[0].field
    choices = [
        Choice(_MINE, "keep mine: " + ", ".join(f"{one.label} {_cut(one.yours)}" for one in fields)),
        Choice(_THEIRS, "take theirs: " + ", ".join(f"{one.label} {_cut(one.theirs)}" for one in fields)),
    ]
    if len(fields) > 1:
        choices.append(Choice(_EACH, "choose field by field"))
    choices.append(Choice(_EDIT, "edit on", "back to what you typed"))

    async def chosen(picked: list[Choice]) -> str | None:
        what = picked[0].id
        if what == _MINE:
            return await settle(frozenset())
        if what == _THEIRS:
            return await settle(frozenset(one.field for one in fields))
        page.picker.leave()
        if what == _EDIT:
            edit(first)
        else:
            _ask_each(page, conflict, fields, settle, edit)
        return None

    def back() -> None:
        edit(first)

    page.picker.choose(Choosing(who_and_when(conflict), choices, chosen, gone=back))


def who_and_when(conflict: Conflict, what: str = "this") -> str:
    """Above both values, which say the rest: short, so that the time is not cut off."""
    return f"{conflict.by} changed {what} {when(conflict.at, round(time.time() * 1000))}"


def _ask_each(
    page: Page, conflict: Conflict, fields: Sequence[Both], settle: Settle, edit: Callable[[str], None]
) -> None:
    """One list for each field, one after the other; saved after the last one."""
    picked: dict[str, int] = {}

    def ask(at: int) -> None:
        one = fields[at]
        choices = [
            Choice(_MINE, f"mine: {_cut(one.yours)}"),
            Choice(_THEIRS, f"theirs: {_cut(one.theirs)}"),
            Choice(_EDIT, "edit on", "back to what you typed"),
        ]

        async def chosen(choice: list[Choice]) -> str | None:
            if choice[0].id == _EDIT:
                page.picker.leave()
                edit(one.field)
                return None
            picked[one.field] = choice[0].id
            if at + 1 == len(fields):
                return await settle(frozenset(name for name, side in picked.items() if side == _THEIRS))
            page.picker.leave()
            ask(at + 1)
            return None

        def gone() -> None:
            edit(one.field)

        async def back() -> None:
            ask(at - 1)

        label = f"{at + 1} of {len(fields)}, {one.label} ({conflict.by} changed it)"
        told = [f"{each.label} {_SIDES[picked[each.field]]}" for each in fields[:at]]
        page.picker.choose(
            Choosing(
                label,
                choices,
                chosen,
                at=picked.get(one.field),
                gone=gone,
                enter="choose" if at + 1 == len(fields) else "next",
                back=back if at else None,
                told=told,
            )
        )

    ask(0)


def _cut(value: str) -> str:
    return cut(value, _VALUE)
