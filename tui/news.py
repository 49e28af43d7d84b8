"""What other sessions have committed since one last looked. Runs on the database thread."""

from __future__ import annotations

from typing import NamedTuple

from models.portfolio import Portfolio, StoreError, shell_command
from models.views.changes import Changes, changes_since


class Found(NamedTuple):
    """What one look found: what others changed, and what is wrong with the file."""

    changes: Changes | None = None
    lost: str | None = None


class News:
    """Remembers what was seen; calling it gives the changes since then, or None."""

    def __init__(self, began: tuple[int, int]) -> None:
        """``began``: the database's version and newest event from before the screens were first read."""
        self._version, self._sequence = began
        self._lost: str | None = None

    def __call__(self, portfolio: Portfolio) -> Found | None:
        """Look once; that the file is gone from its place is found once.

        An error of the store is no news: the next action will tell it.
        """
        lost, self._lost = self._lost, portfolio.store.lost()
        if self._lost != lost and self._lost is not None:
            return Found(lost=self._lost)
        try:
            version = portfolio.store.data_version()
            if version == self._version:
                return None
            last = portfolio.store.last_sequence()
            if last < self._sequence:
                return self._went_back(portfolio, version, last)
            changes = changes_since(portfolio, self._sequence)
        except StoreError:
            return None
        self._version, self._sequence = version, changes.last
        return Found(changes)

    def _went_back(self, portfolio: Portfolio, version: int, last: int) -> Found:
        """Somebody put an older state in place, past `pmboard restore`: all is read again, and it is told."""
        gone, self._version, self._sequence = self._sequence - last, version, last
        told = (
            f"{portfolio.store.path} went back: {gone} {'change is' if gone == 1 else 'changes are'} gone. "
            "Somebody put an older state in its place; "
            f"`{shell_command('restore', portfolio.store.path)}` lists the copies that there are"
        )
        nothing: frozenset[int] = frozenset()
        return Found(Changes(last, nothing, nothing, nothing, True, False, ()), told)
