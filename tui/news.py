"""What other sessions have committed since one last looked. Runs on the database thread."""

from __future__ import annotations

from models.portfolio import Portfolio, StoreError
from models.views.changes import Changes, changes_since


class News:
    """Remembers what was seen; calling it gives the changes since then, or None."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._sequence = 0

    def __call__(self, portfolio: Portfolio) -> Changes | None:
        """Look once. An error of the store is no news: the next action will tell it."""
        try:
            version = portfolio.store.data_version()
            if version == self._version:
                return None
            if self._version is None:
                self._version, self._sequence = version, portfolio.store.last_sequence()
                return None
            changes = changes_since(portfolio, self._sequence)
        except StoreError:
            return None
        self._version, self._sequence = version, changes.last
        return changes
