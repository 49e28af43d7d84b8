"""The list of projects: client, program and health beside each name tell apart two that are called alike."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from models.portfolio import Portfolio, StoreError
from models.views.short import without_key
from tui.widgets.picker import ROWS, Choice, Choosing, Mark

if TYPE_CHECKING:
    from models.views.delivery_values import ProjectRow
    from models.views.names import ProjectName
    from tui.screen import Page


_PATIENCE = 0.05
"""Seconds that the list waits for the health of its first lines."""


class Found(NamedTuple):
    """A project of the list."""

    id: int
    key: str
    name: str
    client: str
    program: str
    state: str

    @classmethod
    def named(cls, one: ProjectName) -> Found:
        """From its name."""
        return cls(
            one.id, one.key, one.name, one.client, one.program, "archived" if one.archived else one.state
        )

    @classmethod
    def judged(cls, row: ProjectRow) -> Found:
        """From its line of the delivery screen."""
        return cls(row.id, row.key, row.name, row.client, row.program, row.state)

    def choice(self, *, client: bool) -> Choice:
        """Its line of the list, with its client or without."""
        state = "" if self.state == "active" else self.state
        parts = (state, self.client if client else "", self.program)
        detail = "  ".join(part for part in parts if part)
        return Choice(self.id, without_key(self.key, self.name), detail, self.key)


async def choose_project(
    page: Page,
    label: str,
    found: Sequence[Found],
    at: int | None,
    done: Callable[[Choice], Awaitable[None]],
) -> None:
    """List the projects; ``done`` gets the one that is chosen. Read is only the health of those in
    view."""

    async def chosen(picked: list[Choice]) -> str | None:
        await done(picked[0])
        return None

    async def marks(ids: Sequence[int]) -> Mapping[int, Mark]:
        try:
            return await page.program.session.call(health, ids)
        except StoreError:
            return {}  # The list is as good for finding without.

    # What all of them have in common tells none of them apart.
    several = len({one.client for one in found}) > 1 or len({one.program for one in found}) == 1
    choices = [one.choice(client=several) for one in found]
    here = next((index for index, one in enumerate(found) if one.id == at), 0)
    # Read within a moment those around the cursor come with the list, which is painted once so.
    first = max(min(here - ROWS // 2, len(found) - ROWS), 0)
    around = asyncio.ensure_future(marks([one.id for one in found[first : first + ROWS]]))
    await asyncio.wait({around}, timeout=_PATIENCE)
    marked = around.result() if around.done() else {}
    page.picker.choose(Choosing(label, choices, chosen, at=at, marks=marks, marked=marked))


def health(p: Portfolio, ids: Sequence[int]) -> dict[int, Mark]:
    """The letter of each project as it is computed; none for those that are not worked on."""
    from models.views.delivery import delivery_rows  # Here for start-up: these cost 15 ms.
    from tui.widgets.cells import letter_style

    letters = dict.fromkeys(ids, Mark())
    for row in delivery_rows(p, ids):
        if row.state == "active":
            letters[row.id] = Mark(row.health, letter_style(row.health))
    return letters
