"""Standard input, output and error of a command: closed ones, ones that cannot say everything, and a bar."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


class Untold(Exception):
    """What was asked for is done, and standard output took no answer; the text is a sentence."""


def open_closed_streams() -> None:
    """A stream that was closed (`2>&-`) says nothing; no other file may get its number, least of all the
    database, into which the next message would be written.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            mode = "r" if number == 0 else "w"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def speak_safely() -> None:
    """Text that this locale cannot write is escaped, not fatal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def say_no_more(number: int = 1) -> None:
    """What is left to print goes nowhere: Python would try again in the end, and tell of it its own way."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def say_beside(text: str) -> None:
    """Say on standard error. Where that takes nothing, all else goes on as if it had: the exit code tells."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        say_no_more(2)


@contextmanager
def telling(done: Callable[[], bool]) -> Iterator[None]:
    """Print an answer to its end. Raises Untold where it cannot be printed, and what it tells is *done*."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise  # The reader wants no more.
    except OSError as error:
        if error.filename is not None or not done():
            raise
        reason = error.strerror or str(error)
        raise Untold(
            f"this was done and is saved, but what it says could not be printed: {reason}"
        ) from error


class Progress:
    """A bar on a terminal for what takes over a second; silent otherwise."""

    WAIT = 1.0
    """Seconds before the bar appears."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = False
        self._since = time.monotonic()
        self._visible = stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def __call__(self, share: float, text: str) -> None:
        """Show that *share* (0 to 1) is done, and what is going on."""
        if not self._visible or time.monotonic() - self._since < self.WAIT:
            return
        full = round(max(0.0, min(share, 1.0)) * 30)
        self._stream.write(f"\r{'━' * full}{'─' * (30 - full)} {share:4.0%} {text[:40]:40}")
        self._stream.flush()
        self._shown = True

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r" + " " * 78 + "\r")
            self._stream.flush()
