"""Two people wrote the same text: both are shown whole, and one chooses or makes one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tui.text import cut
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from models.portfolio import Conflict
    from tui.screen import Page

_WORDS = 60


def choose_text(
    page: Page,
    conflict: Conflict,
    mine: str,
    theirs: str,
    save: Callable[[str], Awaitable[str | None]],
    edit: Callable[[str], Awaitable[None]],
) -> None:
    """Ask which text holds. ``save`` puts one in the place of what stands there now, ``edit`` opens the field
    on it. Whoever leaves goes back to what was typed.
    """
    from tui.conflict import who_and_when  # Here for start-up: it brings the lines of the history.

    keep = Choice(1, f"keep mine: {cut(mine, _WORDS)}")
    take = Choice(2, f"take theirs: {cut(theirs, _WORDS) or 'nothing'}")
    both = Choice(3, "both in one text, to edit")

    async def settle(chosen: list[Choice]) -> str | None:
        if chosen[0] is keep:
            return await save(mine)
        if chosen[0] is both:
            page.picker.leave()
            await edit(together(mine, theirs, conflict.by))
            return None
        page.say(f"left as {conflict.by} has it")
        return None

    def back() -> None:
        page.call_later(edit, mine)

    page.picker.choose(Choosing(who_and_when(conflict), [keep, take, both], settle, gone=back))


def together(mine: str, theirs: str, by: str) -> str:
    """Both texts, with a line between them that says whose the second one is."""
    return f"{mine}\n\n--- {by} wrote meanwhile: ---\n\n{theirs}"
