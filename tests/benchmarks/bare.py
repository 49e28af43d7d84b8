"""The least program that can be compared with: imports Textual and peewee, and paints one frame."""

from __future__ import annotations

import peewee
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Show that both libraries are there."""
        yield Static(f"bare {peewee.__version__}")


if __name__ == "__main__":
    Bare().run()
