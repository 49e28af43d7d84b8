"""pmboard, writing down what it waits for when asked with SIGUSR1: else nobody learns why it hears no key.

PMBOARD_STACKS=FILE python tests/reliability/watched.py PMBOARD ARGUMENTS
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import runpy
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

_AT_REST = {"_get_message", "_run_timer"}
"""Where a task waits that has nothing to do."""


def main() -> None:
    """Run the program of the first argument as if it had been started itself."""
    with Path(os.environ["PMBOARD_STACKS"]).open("a", encoding="utf-8") as out:
        signal.signal(signal.SIGUSR1, lambda _number, _frame: _tell(out))
        sys.argv = sys.argv[1:]
        sys.path[0] = os.path.dirname(sys.argv[0])
        runpy.run_path(sys.argv[0], run_name="__main__")


def _tell(out: TextIO) -> None:
    faulthandler.dump_traceback(out, all_threads=True)
    app: Any = None
    for task in asyncio.all_tasks():
        frames = list(_waiting(task.get_coro()))
        owners = [frame.f_locals.get("self") for frame in frames]
        app = app or next((one for one in owners if hasattr(one, "switch_mode")), None)
        if any(frame.f_code.co_name in _AT_REST for frame in frames) and app not in owners:
            continue
        print(f"-- {task.get_name()}", file=out)
        for frame, one in zip(frames, owners, strict=True):
            code = frame.f_code
            place = f"{code.co_filename}:{frame.f_lineno} {code.co_name}"
            print(f"   {place} {type(one).__name__}", file=out)
    if app is not None:
        _tell_app(app, out)
    out.flush()


def _waiting(coroutine: Any) -> Iterator[FrameType]:
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame is not None:
            yield frame
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "gi_yieldfrom", None)


def _tell_app(app: Any, out: TextIO) -> None:
    ahead = getattr(app, "_ahead", None)
    page = app.screen_stack[-1] if app.screen_stack else None
    told = {
        "mode": app.current_mode,
        "page": page,
        "focused": page.focused if page is not None else None,
        "batches": app._batch_count,
        "queue": app._message_queue.qsize(),
        "page queue": page._message_queue.qsize() if page is not None else None,
        "size": (app.size, page.size if page is not None else None),
        "exit": app._exit,
        "ahead": {name: getattr(ahead, name, None) for name in getattr(type(ahead), "__slots__", ())},
        "jobs": [(job.over, job.saves) for job in getattr(app.session, "_open", ())],
        "over": [
            one
            for one in (page.walk_children() if page is not None else ())
            if hasattr(one, "_below") and one.visible
        ],
    }
    for name, value in told.items():
        print(f"   {name}: {value!r}", file=out)


if __name__ == "__main__":
    main()
