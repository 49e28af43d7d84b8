"""What is done for safety while a portfolio is open: the day's copy, and what its person saw last."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

from models.portfolio import Portfolio, StoreError
from tui.last_seen import LastSeen, own_file


class Keeping:
    """For one open portfolio; everything but `copy_in_background` runs on the database thread."""

    def __init__(self) -> None:
        self._memory = LastSeen(own_file(os.environ))

    def begin(self, portfolio: Portfolio) -> tuple[str | None, Callable[[], Path | None] | None]:
        """What to warn of, and what makes the day's copy, each None when there is nothing to do."""
        try:
            return self._memory.went_back(portfolio), portfolio.daily_backup()
        except StoreError:
            return None, None  # Whoever reads next will tell.

    def sometimes(self, portfolio: Portfolio) -> None:
        """Write down what the person sees, when that was not done for a while."""
        self._memory.keep_sometimes(portfolio)

    def end(self, portfolio: Portfolio) -> None:
        """Write down what the person saw last."""
        try:
            self._memory.keep(portfolio)
        except StoreError:
            return  # Then an older event stands there: it never warns of what was not lost.


def copy_in_background(copy: Callable[[], Path | None], failed: Callable[[str], object]) -> None:
    """Make a copy on a thread that never keeps the program from ending; a copy cut short is swept away later.

    ``failed`` is called on that thread, with a sentence.
    """

    def work() -> None:
        try:
            copy()
        except StoreError as error:
            with contextlib.suppress(RuntimeError):  # The loop is closed: nobody is there to be told.
                failed(f"no copy was made today: {error}")

    threading.Thread(target=work, name="daily copy", daemon=True).start()
