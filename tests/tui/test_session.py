"""The thread that owns the portfolio."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from models.portfolio import NotADatabase, Portfolio
from tests.tui import samples
from tui.session import Session

PATIENCE = 300
"""Seconds after which what should happen does not: more than the slowest machine takes."""


def thread_of(_portfolio: Portfolio) -> str:
    return threading.current_thread().name


def fail(_portfolio: Portfolio) -> None:
    raise ValueError("no")


async def test_functions_run_on_the_one_thread(tmp_path: Path) -> None:
    session = Session(lambda: samples.opened(tmp_path / "p.db"))
    try:
        assert await session.call(thread_of) == "portfolio"
        with pytest.raises(ValueError, match="no"):
            await session.call(fail)
        assert await session.call(thread_of) == "portfolio"
    finally:
        session.close()


def test_what_opening_raises_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    path.write_text("this is a letter, not a database, and it is long enough to tell" * 20)
    with pytest.raises(NotADatabase):
        Session(lambda: samples.opened(path))


async def test_watching_tells_only_news(tmp_path: Path) -> None:
    session = Session(lambda: samples.opened(tmp_path / "p.db"))
    answers = iter([None, "news", None])
    found: asyncio.Queue[str] = asyncio.Queue()
    try:
        session.watch(lambda _portfolio: next(answers, None), found.put_nowait)
        assert await asyncio.wait_for(found.get(), PATIENCE) == "news"
        assert found.empty()
    finally:
        session.close()


def test_closing_ends_the_thread(tmp_path: Path) -> None:
    session = Session(lambda: samples.opened(tmp_path / "p.db"))
    session.close()
    # It waits for it no longer than a person would: on a slow disk it ends a moment later.
    session._thread.join(PATIENCE)
    assert not session._thread.is_alive()


def test_a_session_knows_what_there_was_before_anything_was_read(tmp_path: Path) -> None:
    session = Session(lambda: samples.opened(tmp_path / "p.db"))
    other = samples.opened(tmp_path / "p.db", "ben")
    assert session.began[1] == other.store.last_sequence() > 0
    other.close()
    session.close()
