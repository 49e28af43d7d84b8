"""The same tests on a machine of another speed, to find those that count on the clock.

    pytest tests/tui --timers=0            what waits for a moment happens at once
    pytest tests/tui --timers=1000         ... or not at all while a test runs
    pytest tests/tui --slow-database=0.2   every job of the database thread begins late
    pytest tests/tui --slow-loop=0.001     every step of the program's loop does

A test that fails in one of them would fail on some machine, or shows what a person there would see.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from textual.message_pump import MessagePump

from tui.session import Job

_MOMENTS = (
    "tui.app._LOOK",
    "tui.app._SLOW",
    "tui.last_seen.OFTEN",
    "tui.palette.PAUSE",
    "tui.session.EVERY",
    "tui.widgets.listbox._UNCOVERED",
    "tui.widgets.painted._LOOK",
)
"""Seconds that are compared with a clock, besides those that conftest.py sets for all tests; what a timer
waits for is stretched where timers are set.
"""
_AWAITED = frozenset({"tui.app._LOOK", "tui.palette.PAUSE", "tui.session.EVERY", "tui.widgets.painted._LOOK"})
"""Of these, what a test may wait for: made shorter, but not longer."""
_SHORT, _LONG = 0.05, 60.0
"""Seconds up to which a timer is a test's own, and from which it is about the day, not about the moment."""
_LEAST = 1e-6
_LEAST_PAUSE = 0.02
"""Seconds between two looks of a loop: without any, it takes the processor from all else."""


def apply(config: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the speed as asked for on the command line; not at all without."""
    if (factor := config.getoption("timers")) is not None:
        _stretch(monkeypatch, factor)
    if late := config.getoption("slow_database"):
        _late(monkeypatch, Job, "run", late)
    if late := config.getoption("slow_loop"):
        _late(monkeypatch, asyncio.Handle, "_run", late)


def _stretch(monkeypatch: pytest.MonkeyPatch, factor: float) -> None:
    set_timer = MessagePump.set_timer

    def stretched(pump: MessagePump, delay: float, *given: Any, **more: Any) -> Any:
        if _SHORT < delay < _LONG:
            delay = max(delay * factor, _LEAST)
        timer = set_timer(pump, delay, *given, **more)
        timer._skip = False  # Else one that is due before it is looked at does not tick at all.
        return timer

    monkeypatch.setattr(MessagePump, "set_timer", stretched)
    for name in _MOMENTS:
        if factor < 1 or name not in _AWAITED:
            _scale(monkeypatch, name, factor)


def _scale(monkeypatch: pytest.MonkeyPatch, name: str, factor: float) -> None:
    module, _, constant = name.rpartition(".")
    now = getattr(import_module(module), constant)
    least = _LEAST_PAUSE if name in _AWAITED else _LEAST
    monkeypatch.setattr(name, max(now * factor, least))


def _late(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, seconds: float) -> None:
    run: Callable[..., Any] = getattr(owner, name)

    def late(*given: Any, **more: Any) -> Any:
        time.sleep(seconds)
        return run(*given, **more)

    monkeypatch.setattr(owner, name, late)
