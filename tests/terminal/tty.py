"""A program on a real pty, seen with pyte, counted in bytes: what a person over SSH gets.

with Tty(["pmboard", "demo"], columns=80, rows=24) as tty:
    tty.wait_for("Backlog")
    answer = tty.press("j")          # bytes and milliseconds of the program's answer
    assert "..." in tty.text()
"""

from __future__ import annotations

import codecs
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

import psutil
import pyte

QUERIES = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R"}
"""What a modern terminal is asked, and answers."""

UNSEEN = re.compile(r"\x1b\[[<>=?][0-9;:]*[a-zA-Z$]*p|\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\")
"""Private sequences that pyte would print as text."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

LONGEST = 30.0
"""Seconds after which a program that does not answer has failed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program sent after a key."""

    bytes: int
    first_ms: float | None
    last_ms: float | None


class Tty:
    """A command on a pty of a given size; ``answers=False`` is a terminal that knows no queries."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        without: Sequence[str] = (),
        answers: bool = True,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._answers = answers
        self.raw = bytearray()
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for name in ("COLUMNS", "LINES", "NO_COLOR", *without):
            environment.pop(name, None)
        environment.update(env or {})
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._status: int | None = None

    def __enter__(self) -> Tty:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, timeout: float) -> bytes | None:
        """What came within *timeout* seconds; None for nothing, b"" at the end."""
        if self.fd < 0 or not select.select([self.fd], [], [], timeout)[0]:
            return None
        try:
            data = os.read(self.fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return b""
        self.raw += data
        if self._answers:
            for query, reply in QUERIES.items():
                if query in data:
                    os.write(self.fd, reply)
        self._stream.feed(UNSEEN.sub("", self._decoder.decode(data)))
        return data

    def settle(self, quiet: float = 0.3, limit: float = LONGEST) -> Answer:
        """Read until nothing came for *quiet* seconds."""
        begin = time.perf_counter()
        count = 0
        first = last = None
        while time.perf_counter() - begin < limit:
            data = self._read(quiet)
            if not data:
                break
            last = (time.perf_counter() - begin) * 1000
            first = last if first is None else first
            count += len(data)
        return Answer(count, first, last)

    def wait_for(self, pattern: str, limit: float = LONGEST) -> float:
        """Seconds until the screen matches. Raises TimeoutError, with the screen."""
        begin = time.perf_counter()
        wanted = re.compile(pattern)
        while not wanted.search(self.text()):
            if time.perf_counter() - begin > limit or self._read(0.05) == b"":
                raise TimeoutError(f"{pattern!r} did not appear; the screen:\n{self.text()}")
        return time.perf_counter() - begin

    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, row: int) -> str:
        """One line of the screen, from 0; negative from the bottom."""
        return self.screen.display[row].rstrip()

    # -- writing ---------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Type *text* as it is."""
        os.write(self.fd, text.encode())

    def press(self, key: str, quiet: float = 0.25) -> Answer:
        """Press one key, by name or as a character, and read the answer to its end."""
        self.settle(0.02)
        self.send(KEYS.get(key, key))
        return self.settle(quiet)

    def type(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.press(key, 0.1)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # -- the process -----------------------------------------------------------------------------

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self.fd)
        self.fd = -1

    def ended(self, within: float) -> int | None:
        """The exit code (128 + n for a signal) if the program ends within that many seconds."""
        begin = time.perf_counter()
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
                break
            if time.perf_counter() - begin > within:
                return None
            if self.fd >= 0:
                self._read(0.02)
            else:
                select.select([], [], [], 0.02)
        code = os.waitstatus_to_exitcode(self._status)
        return code if code >= 0 else 128 - code

    def cpu(self) -> float:
        """Seconds of processor time that the program has used."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Resident memory in MB (10^6 bytes)."""
        return float(psutil.Process(self.pid).memory_info().rss / 1e6)

    def close(self) -> None:
        """End the program and the terminal."""
        if self._status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1
