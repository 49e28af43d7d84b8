"""Choosing a theme: it shows while the cursor walks over it, comes back on Esc, and is kept for next time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.theme import Theme

from tui import theme_kept, themes
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from tui.screen import Page

WORDS = {
    "pm-dark": "calm and dark",
    "pm-light": "calm and light",
    "high-contrast-dark": "white on black, 7:1 and more",
    "high-contrast-light": "black on white, 7:1 and more",
    "color-blind": "dark; blue, yellow and orange instead of green and red",
    "ansi": "the terminal's own colors; the fewest bytes",
}
"""What to say of each theme that comes with the program."""


def choose_theme(page: Page) -> None:
    """Open the list of themes over a page."""
    app = page.program
    found = themes.load_all(themes.own_folder(os.environ))
    before = app.theme
    by_id = dict(enumerate(found.loaded, 1))

    def show(choice: Choice) -> None:
        _show(page, by_id[choice.id])

    def restore() -> None:
        if app.theme != before:
            app.theme = before

    async def keep(chosen: list[Choice]) -> str | None:
        theme = by_id[chosen[0].id]
        _show(page, theme)
        page.picker.leave()
        page.say(_kept(theme.name))
        return None

    choices = [
        Choice(number, theme.name, WORDS.get(theme.name, "your own")) for number, theme in by_id.items()
    ]
    at = next((number for number, theme in by_id.items() if theme.name == before), None)
    page.picker.choose(Choosing("theme", choices, keep, at=at, gone=restore, passed=show))
    for problem in found.failed:
        page.warn(problem)


def _show(page: Page, theme: Theme) -> None:
    app = page.program
    if app.theme != theme.name:
        app.register_theme(theme)
        app.theme = theme.name


def _kept(name: str) -> str:
    """Keep the choice, and say what it means."""
    if not theme_kept.keep(os.environ, name):
        return f"theme {name} until you leave: {theme_kept.own_file(os.environ)} cannot be written"
    for variable in ("PMBOARD_THEME", "NO_COLOR"):
        if os.environ.get(variable):
            return f"theme {name}, kept; but {variable} is set and wins at the next start"
    return f"theme {name}, kept for next time"
