"""Narrowing what a page shows by words, while they are typed; who leaves the field has it as it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.widgets.prompt import Question

if TYPE_CHECKING:
    from tui.screen import Page


def ask_words(
    page: Page, label: str, before: str, narrow: Callable[[str], None], note: str | Callable[[str], str]
) -> None:
    """Ask for the words. ``narrow`` shows only what has them; ``note`` says which ones are understood,
    perhaps of those that begin as what is typed.
    """

    async def keep(typed: str) -> str | None:
        narrow(typed)
        return None

    page.prompt.ask(
        Question(
            label,
            keep,
            text=before,
            changed=narrow,
            gone=partial(narrow, before),
            note=note,
            enter="keep",
            kept=False,
        )
    )
