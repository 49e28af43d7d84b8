"""The newest change that a person saw of each portfolio, so that one that went back is noticed.

A log that lost its end and an old copy that was put back look sound to SQLite: only who saw more can tell.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from models.portfolio import Portfolio, StoreError, shell_command
from tui import state

OFTEN = 10.0
"""Seconds between two times that it is written down."""


class LastSeen:
    """What this person saw of the portfolio that is open."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: int | None = None
        self._due = 0.0

    def went_back(self, portfolio: Portfolio) -> str | None:
        """At the start: the sentence for a portfolio that lacks changes which were seen; it is told once."""
        known = state.recall(self._file, _key(portfolio))
        last = portfolio.store.last_sequence()
        self.keep(portfolio)
        if not isinstance(known, dict) or known.get("portfolio") != portfolio.identity():
            return None
        seen = known.get("seen")
        if not isinstance(seen, int) or seen <= last:
            return None
        gone = seen - last
        return (
            f"{portfolio.store.path} went back: {gone} {'change' if gone == 1 else 'changes'} that you saw "
            "are gone. An old copy was put in its place, or the end of its log was lost. "
            f"`{shell_command('restore', portfolio.store.path)}` lists the copies that there are"
        )

    def keep(self, portfolio: Portfolio) -> None:
        """Write down what there is now."""
        last = portfolio.store.last_sequence()
        if last == self._kept:
            return
        self._kept, self._due = last, time.monotonic() + OFTEN
        state.keep(self._file, _key(portfolio), {"portfolio": portfolio.identity(), "seen": last})

    def keep_sometimes(self, portfolio: Portfolio) -> None:
        """The same, when it was not done for a while. An error of the store is told by whoever reads next."""
        if time.monotonic() < self._due:
            return
        try:
            self.keep(portfolio)
        except StoreError:
            self._due = time.monotonic() + OFTEN


def own_file(env: Mapping[str, str]) -> Path:
    """``$XDG_STATE_HOME/pmboard/seen.json``. It need not exist."""
    return state.file_of(env, "seen.json")


def _key(portfolio: Portfolio) -> str:
    return str(portfolio.store.path.resolve())
