"""The queue of writers. Each `Turns` is as good as another program: locks belong to open files."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.store.turns import Turns

LONG = 60.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.db"


def another(path: Path) -> Turns:
    return Turns(path, 0o600)


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Hold one of the locks as a stopped process does."""
    file = os.open(place, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def free(path: Path) -> list[bool]:
    """Which of the locks nobody has."""
    found = []
    for number in range(3):
        with closing_file(path.with_name(f"p.db.turn{number}")) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                found.append(True)
            except OSError:
                found.append(False)
    return found


@contextmanager
def closing_file(place: Path) -> Iterator[int]:
    file = os.open(place, os.O_RDWR)
    try:
        yield file
    finally:
        os.close(file)


class Writer(threading.Thread):
    """Somebody who waits for a turn and writes the name down when it comes."""

    def __init__(self, path: Path, name: str, told: list[str]) -> None:
        super().__init__(name=name)
        self._path = path
        self._told = told

    def run(self) -> None:
        with closing(another(self._path)) as turns, turns.turn(LONG):
            self._told.append(self.name)


def waiting(path: Path, count: int) -> None:
    """Return when that many sleep at the first lock."""
    wait_for(lambda: count == sleepers(path))


def sleepers(path: Path) -> int:
    """How many sleep at the first lock, as the kernel tells."""
    inode = os.stat(path.with_name("p.db.turn0")).st_ino
    return sum(" -> " in line and f":{inode} " in line for line in locks())


@pytest.fixture
def others() -> frozenset[threading.Thread]:
    """What other tests have left."""
    return frozenset(threading.enumerate())


def nobody_waits(others: frozenset[threading.Thread]) -> None:
    """Return when who gave up waiting has had the lock that came later, and has given it back."""
    wait_for(lambda: all(thread.name != "turn" for thread in {*threading.enumerate()} - others))


def locks() -> list[str]:
    return Path("/proc/locks").read_text(encoding="ascii").splitlines()


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not happened():
        assert time.monotonic() < end


def test_writers_get_in_as_they_came(path: Path) -> None:
    told: list[str] = []
    writers = [Writer(path, str(number), told) for number in range(12)]
    with closing(another(path)) as turns, turns.turn(LONG):
        for place, writer in enumerate(writers):
            writer.start()
            # Two are awake, each at a lock of its own and no other; the others sleep.
            if place < 2:
                wait_for(lambda place=place: free(path) == [place == 0, False, False])
            else:
                waiting(path, place - 1)
    for writer in writers:
        writer.join()
    assert told == [str(number) for number in range(12)]


def test_a_turn_gives_every_lock_back(path: Path) -> None:
    with closing(another(path)) as turns:
        with turns.turn(LONG):
            assert free(path) == [True, True, False]
        assert free(path) == [True, True, True]
        with pytest.raises(KeyError), turns.turn(LONG):
            raise KeyError
        assert free(path) == [True, True, True]


@pytest.mark.parametrize("number", range(3))
def test_a_stopped_process_is_passed_by(path: Path, number: int, others: frozenset[threading.Thread]) -> None:
    with closing(another(path)) as turns, held(path.with_name(f"p.db.turn{number}")):
        for _ in range(3):
            with turns.turn(0.01):
                assert not free(path)[number]
    nobody_waits(others)
    with closing(another(path)) as turns, turns.turn(LONG):
        assert free(path) == [True, True, False]


def test_who_gave_up_does_not_keep_the_lock_that_comes_later(
    path: Path, others: frozenset[threading.Thread]
) -> None:
    with closing(another(path)) as turns:
        with held(path.with_name("p.db.turn0")):
            # Who has no processor for so long gives up before the queue.
            while sleepers(path) == 0:
                with turns.turn(0.01):
                    pass
            for _ in range(2):
                with turns.turn(0.01):
                    pass
                # Each try goes on where the one before stood.
                waiting(path, 1)
        nobody_waits(others)
        with turns.turn(LONG):
            assert free(path) == [True, True, False]
        assert free(path) == [True, True, True]
