"""What was said goes with the next key, unless that key says something itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.screen import Screen


async def forgetting(page: Screen[object], doing: Awaitable[None]) -> None:
    """Wait for what a key does; what the page said before it goes, if the page is one that forgets."""
    told: int = getattr(getattr(page, "prompt", None), "told", 0)
    await doing
    forget: Callable[[int], None] | None = getattr(page, "forget", None)
    if forget is not None and page.is_attached:
        forget(told)
