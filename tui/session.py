"""The thread that owns the open portfolio. Screens hand it functions and wait without blocking a key."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from models.portfolio import Portfolio

P = ParamSpec("P")
T = TypeVar("T")

EVERY = 0.25
"""Seconds between two looks at what other sessions committed."""
LAST_JOB = 5.0
"""Seconds that a change under way may take when the program ends."""

LARGE = 0.05
"""Seconds from which a job has read much: its memory is given back when there is nothing else to do."""

Job = Callable[["Portfolio"], None]


class Session:
    """An open portfolio on a thread of its own; a connection to SQLite belongs to one thread."""

    def __init__(self, opened: Callable[[], Portfolio]) -> None:
        """Open the portfolio on the new thread. Raises what ``opened`` raises."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._watch: Job | None = None
        self._opening: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        # A daemon: a database that hangs must not keep the terminal from coming back.
        self._thread = threading.Thread(target=self._work, args=(opened,), name="portfolio", daemon=True)
        self._thread.start()
        problem = self._opening.get()
        if problem is not None:
            raise problem

    async def call(
        self, function: Callable[Concatenate[Portfolio, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run ``function(portfolio, ...)`` on the thread and wait for it. Raises what it raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def job(portfolio: Portfolio) -> None:
            try:
                result = function(portfolio, *args, **kwargs)
            except BaseException as error:
                _tell(loop, _fail, future, error)
            else:
                _tell(loop, _finish, future, result)

        self._jobs.put(job)
        return await future

    def watch(self, look: Callable[[Portfolio], T | None], found: Callable[[T], None]) -> None:
        """Call ``look`` on the thread four times a second; what it returns goes to ``found`` on this loop.

        Nothing at all happens on the loop while there is no news. ``look`` handles its own errors.
        """
        loop = asyncio.get_running_loop()

        def job(portfolio: Portfolio) -> None:
            news = look(portfolio)
            if news is not None:
                _tell(loop, found, news)

        self._watch = job
        self._jobs.put(lambda _portfolio: None)

    def close(self) -> None:
        """Finish what is under way and close the portfolio."""
        self._watch = None
        self._jobs.put(None)
        self._thread.join(LAST_JOB)

    def _work(self, opened: Callable[[], Portfolio]) -> None:
        try:
            portfolio = opened()
        except BaseException as error:
            self._opening.put(error)
            return
        self._opening.put(None)
        try:
            self._serve(portfolio)
        finally:
            portfolio.close()

    def _serve(self, portfolio: Portfolio) -> None:
        due = time.monotonic() + EVERY
        large = False
        while True:
            try:
                job = self._jobs.get(timeout=max(due - time.monotonic(), 0) if self._watch else None)
            except queue.Empty:
                job = self._watch
                due = time.monotonic() + EVERY
                if large:
                    portfolio.give_back()
                    large = False
                if job is None:
                    continue
            if job is None:
                return
            begin = time.monotonic()
            job(portfolio)
            large = large or time.monotonic() - begin > LARGE


def _tell(loop: asyncio.AbstractEventLoop, function: Callable[..., Any], *args: Any) -> None:
    try:
        loop.call_soon_threadsafe(function, *args)
    except RuntimeError:
        return  # the loop is closed: nobody waits for the answer any more


def _finish(future: asyncio.Future[T], result: T) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: asyncio.Future[Any], error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)
