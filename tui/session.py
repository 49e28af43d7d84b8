"""The thread that owns the open portfolio. Screens hand it functions and wait without blocking a key."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from models.portfolio import Portfolio

P = ParamSpec("P")
T = TypeVar("T")

EVERY = 0.25
"""Seconds between two looks at what other sessions committed."""
LAST_JOB = 1.5
"""Seconds that a change under way may take when the program ends."""

LARGE = 0.05
"""Seconds from which a job has read much: its memory is given back when there is nothing else to do."""

PATIENCE = 30.0
"""Seconds that a change waits for other writers in all."""
FIRST, AGAIN = 1.0, 0.25
"""Seconds that one try of it takes; between tries others are read for."""

Watch = Callable[["Portfolio"], None]


class Job:
    """A function that the thread runs for somebody who waits."""

    def __init__(self, work: Callable[[Portfolio], Any], future: asyncio.Future[Any]) -> None:
        self._work = work
        self._future = future
        self._until: float | None = None
        self._refused: BaseException | None = None

    def run(self, portfolio: Portfolio) -> bool:
        """Run it and tell; False when others were writing and it is worth another try."""
        from models.portfolio import Busy  # Here for start-up.

        portfolio.patience = FIRST if self._until is None else AGAIN
        try:
            result = self._work(portfolio)
        except Busy as error:
            self._refused = error
            now = time.monotonic()
            self._until = self._until or now + PATIENCE - FIRST
            if now < self._until:
                return False
            self.give_up()
        except BaseException as error:
            _tell(self._future, _fail, error)
        else:
            _tell(self._future, _finish, result)
        return True

    def give_up(self) -> None:
        """Tell that others were writing for too long."""
        _tell(self._future, _fail, self._refused)


class Session:
    """An open portfolio on a thread of its own; a connection to SQLite belongs to one thread."""

    def __init__(self, opened: Callable[[], Portfolio]) -> None:
        """Open the portfolio on the new thread. Raises what ``opened`` raises."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._late: deque[Job] = deque()
        self._giving_up = False
        self._watch: Watch | None = None
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
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put(Job(lambda portfolio: function(portfolio, *args, **kwargs), future))
        return await future

    @property
    def waiting(self) -> bool:
        """Whether a change waits for other writers. Reading goes on meanwhile."""
        return bool(self._late)

    def give_up(self) -> None:
        """Try no more to save what waits for other writers: it is refused with what they are doing."""
        self._giving_up = True

    def watch(self, look: Callable[[Portfolio], T | None], found: Callable[[T], None]) -> None:
        """Call ``look`` on the thread four times a second; what it returns goes to ``found`` on this loop.

        Nothing at all happens on the loop while there is no news. ``look`` handles its own errors.
        """
        loop = asyncio.get_running_loop()

        def job(portfolio: Portfolio) -> None:
            news = look(portfolio)
            if news is not None:
                _soon(loop, found, news)

        self._watch = job
        self._jobs.put(Job(lambda _portfolio: None, loop.create_future()))

    def close(self) -> None:
        """Finish what is under way and close the portfolio."""
        self._watch = None
        self.give_up()
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
            self._try_late(portfolio)
            try:
                job = self._jobs.get(timeout=self._rest(due))
            except queue.Empty:
                if time.monotonic() < due:
                    continue
                due = time.monotonic() + EVERY
                if large:
                    portfolio.give_back()
                    large = False
                if self._watch is not None:
                    self._watch(portfolio)
                continue
            if job is None:
                return
            begin = time.monotonic()
            if not job.run(portfolio):
                self._late.append(job)
            large = large or time.monotonic() - begin > LARGE

    def _rest(self, due: float) -> float | None:
        """Seconds to wait for the next job."""
        if self._late:
            return 0
        return max(due - time.monotonic(), 0) if self._watch else None

    def _try_late(self, portfolio: Portfolio) -> None:
        """Try again what others kept from being saved, in its order."""
        giving_up, self._giving_up = self._giving_up, False
        while self._late:
            if giving_up:
                self._late[0].give_up()
            elif not self._late[0].run(portfolio):
                return
            self._late.popleft()


def _tell(future: asyncio.Future[Any], function: Callable[..., Any], answer: Any) -> None:
    _soon(future.get_loop(), function, future, answer)


def _soon(loop: asyncio.AbstractEventLoop, function: Callable[..., Any], *args: Any) -> None:
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
