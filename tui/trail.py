"""The way back: where a person went on from, one place after the other, without loops."""

from __future__ import annotations

from typing import NamedTuple


class Stop(NamedTuple):
    """A page as it was left: what it showed, and where its cursor was."""

    mode: str
    about: str = ""
    """The key of a project; of the history, what it was about."""
    place: object = None
    """What the page finds its cursor's place by."""

    def is_same(self, other: Stop) -> bool:
        """Whether both show the same, wherever their cursors are."""
        return self[:2] == other[:2]


class Trail:
    """The stops that lead back, the nearest last. Each is there once, so going back comes to an end."""

    __slots__ = ("_stops",)

    def __init__(self) -> None:
        self._stops: list[Stop] = []

    @property
    def last(self) -> Stop | None:
        """Where going back leads; None at the top."""
        return self._stops[-1] if self._stops else None

    def go_on(self, here: Stop) -> None:
        """One goes on from here. What was walked since one went on from here before is forgotten."""
        for at, stop in enumerate(self._stops):
            if stop.is_same(here):
                del self._stops[at:]
                break
        self._stops.append(here)

    def go_back(self) -> Stop | None:
        """Where one goes back to; None at the top."""
        return self._stops.pop() if self._stops else None

    def clear(self) -> None:
        """One is at the top."""
        self._stops.clear()
