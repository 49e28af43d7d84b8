"""When a program under test has done all that it was asked to: an event, not a guess about the processor.

Textual's pilot sleeps until the process used little of the processor for a while, and sends a message to each
widget: a tenth of a second for each key, most of it idle, and too short where a machine is slow. Here a
program is quiet when its loop has nothing to run and its database thread no job.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot


async def drained() -> None:
    """Wait until nothing is ready to run: all that is left waits for a thread, a timer or a key."""
    loop: Any = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(0)
        if not loop._ready:
            return


async def quiet(app: App[Any]) -> None:
    """Wait until all keys are heard, what was asked of the database is shown, and the screen is painted."""
    session = getattr(app, "session", None)
    while True:
        await drained()
        if _reads(session):
            await session.call(_nothing)
            continue
        if app._running and app._resize_event is not None:
            await asyncio.sleep(1 / 120)  # As long as the program itself waits for another size.
            continue
        if app._running and not app._exit and app._batch_count:
            await asyncio.sleep(1 / 120)  # Nothing is painted for a moment after one page follows another.
            continue
        if app._running and app._screen_stack:
            app.screen._on_timer_update()
        await drained()
        if not _reads(session):
            return


def _reads(session: Any) -> bool:
    """Whether a job that does not wait for other writers is to be done, or its answer to be taken."""
    late = getattr(session, "_late", ())
    return any(not _answered(job) and job not in late for job in getattr(session, "_open", ()))


def _answered(job: Any) -> bool:
    return bool(job.over and job._future.done())


def _nothing(_portfolio: object) -> None:
    return None


async def _heard(pilot: Pilot[Any], timeout: float = 30.0) -> bool:
    await quiet(pilot.app)
    return pilot.app._exception is None


async def _between_keys(min_sleep: float = 0, max_sleep: float = 0) -> None:
    await quiet(active_app.get())


def without_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait for what happens instead of for an idle processor."""
    monkeypatch.setattr(Pilot, "_wait_for_screen", _heard)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _between_keys)
    monkeypatch.setattr("textual.app.wait_for_idle", _between_keys)


def styles_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse a style sheet once for all programs that a process starts: it is a third of each start."""
    parse = Stylesheet._parse_rules

    def parsed(sheet: Stylesheet, *given: Any, **more: Any) -> list[Any]:
        key = (given, tuple(more.items()), tuple(sheet._variables.items()))
        if key not in _PARSED:
            _PARSED[key] = parse(sheet, *given, **more)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


class _Nothing:
    """A cache that keeps nothing."""

    __slots__ = ()

    def get(self, key: object, default: object = None) -> object:
        return default

    def __setitem__(self, key: object, value: object) -> None: ...


def strips_without_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make no caches for each strip: seven, for what most tests paint once. It is a seventh of their time."""
    nothing = _Nothing()
    monkeypatch.setattr("textual.strip.FIFOCache", lambda _size: nothing)


_PARSED: dict[Any, list[Any]] = {}
