"""The clock of a program: what it waits for its processor or its disk is not its own time."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.terminal import work
from tests.terminal.work import Clock, Worker

SLEEPS, READY, LATER = (0.0, 0.0, False), (0.0, 0.0, True), (1.0, 0.0, True)
"""What the kernel says of a thread: seconds that it ran, seconds that it waited, whether it wants to run."""


@pytest.mark.parametrize(
    ("first", "then", "own"),
    [
        (SLEEPS, SLEEPS, 2.0),
        (READY, SLEEPS, 2.0),
        (READY, READY, 0.0),
        (READY, LATER, 1.0),
        (SLEEPS, (0.5, 1.5, False), 0.5),
    ],
)
def test_only_what_a_program_does_itself_counts(
    monkeypatch: pytest.MonkeyPatch,
    first: tuple[float, float, bool],
    then: tuple[float, float, bool],
    own: float,
) -> None:
    now = [0.0]
    looks: Iterator[tuple[float, float, bool]] = iter([first, then])
    monkeypatch.setattr(work, "time", SimpleNamespace(perf_counter=lambda: now[0]))
    monkeypatch.setattr(work, "_threads", lambda _processes: [(1, work._Thread(*next(looks)))])
    clock = Clock([1])
    now[0] = 2.0
    assert clock.passed() == own


def test_a_thread_that_has_just_begun_has_waited_for_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([[], [(1, work._Thread(0.25, 0.5, busy=True))]])
    monkeypatch.setattr(work, "_threads", lambda _processes: next(looks))
    worker = Worker([1])
    worker.look()
    assert worker.look() == (0.25, 0.5, True)
