"""The thread that owns the open portfolio. Screens hand it functions and wait without blocking a key."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
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
BEHIND = -1.0
"""The patience of a change that comes after one that waits: none, so that they are saved in their order."""

Watch = Callable[["Portfolio"], None]


class Job:
    """A function that the thread runs for somebody who waits."""

    def __init__(
        self, work: Callable[[Portfolio], Any], future: asyncio.Future[Any], *, saves: bool = False
    ) -> None:
        self._work = work
        self._future = future
        self._until: float | None = None
        self._refused: BaseException | None = None
        self.saves = saves
        """Whether it writes, as far as is known: what had to wait for other writers does."""
        self.over = False
        """Whether it was done, or refused."""
        self.given_up = False
        """Whether it was refused because others were writing."""

    def run(self, portfolio: Portfolio, *, behind: bool = False) -> bool:
        """Run it and tell; False when others were writing and it is worth another try.

        ``behind``: other changes wait, so that it may read, but not write before them.
        """
        from models.portfolio import Busy  # Here for start-up.

        first = BEHIND if behind else FIRST
        portfolio.patience = first if self._until is None else AGAIN
        try:
            result = self._work(portfolio)
        except Busy as error:
            self._refused = error
            self.saves = True
            now = time.monotonic()
            self._until = self._until or now + PATIENCE - max(first, 0)
            if now < self._until:
                return False
            self.give_up()
        except BaseException as error:
            self.over = True
            _tell(self._future, _fail, error)
        else:
            self.over = True
            _tell(self._future, _finish, result)
        return True

    def give_up(self) -> None:
        """Tell that others were writing for too long."""
        self.given_up = self.over = True
        _tell(self._future, _fail, self._refused)


class Session:
    """An open portfolio on a thread of its own; a connection to SQLite belongs to one thread."""

    def __init__(self, opened: Callable[[], Portfolio]) -> None:
        """Open the portfolio on the new thread. Raises what ``opened`` raises."""
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._late: deque[Job] = deque()
        self._open: list[Job] = []
        self._lost = 0
        self._giving_up = False
        self.began = (0, 0)
        """The database's version and newest event when it was opened, before a screen read anything."""
        self.looking = ""
        """Why nothing can be changed, in a sentence; empty when things can be changed."""
        self.path = Path()
        self.author = ""
        """The file of the portfolio."""
        self._watch: Watch | None = None
        self.often: Watch | None = None
        """What the thread does four times a second, besides looking for news."""
        self.at_end: Watch | None = None
        """What the thread does last, before it closes the portfolio."""
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
        return await self._put(lambda portfolio: function(portfolio, *args, **kwargs), saves=False)

    async def save(
        self, function: Callable[Concatenate[Portfolio, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `call`, for what a person changes: the program does not end before it is saved, or given up.

        Changes are saved in the order in which they were asked for.
        """
        return await self._put(lambda portfolio: function(portfolio, *args, **kwargs), saves=True)

    async def _put(self, work: Callable[[Portfolio], T], *, saves: bool) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        job = Job(work, future, saves=saves)
        self._open = [*self._under_way(), job]
        self._jobs.put(job)
        return await future

    def _under_way(self) -> list[Job]:
        self._lost += sum(job.given_up for job in self._open)
        return [job for job in self._open if not job.over]

    @property
    def unsaved(self) -> int:
        """How many changes are not saved yet."""
        self._open = self._under_way()
        return sum(job.saves for job in self._open)

    @property
    def lost(self) -> int:
        """How many changes were given up because others were writing; each was told to who made it."""
        self._open = self._under_way()
        return self._lost

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

    def close(self) -> int:
        """Finish what is under way and close the portfolio; returns how many changes were not saved."""
        before = self.lost
        self._watch = None
        self.give_up()
        self._jobs.put(None)
        self._thread.join(LAST_JOB)
        return self.unsaved + self.lost - before

    def _work(self, opened: Callable[[], Portfolio]) -> None:
        try:
            portfolio = opened()
            self.looking, self.path = portfolio.looking, portfolio.store.path
            self.author = portfolio.author
            self.began = (portfolio.store.data_version(), portfolio.store.last_sequence())
        except BaseException as error:
            self._opening.put(error)
            return
        self._opening.put(None)
        try:
            self._serve(portfolio)
            if self.at_end is not None:
                self.at_end(portfolio)
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
                    if self.often is not None:
                        self.often(portfolio)
                continue
            if job is None:
                self._try_late(portfolio)
                return
            begin = time.monotonic()
            if not job.run(portfolio, behind=bool(self._late)):
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
