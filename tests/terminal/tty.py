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

from tests.terminal.screen import Screen, Stream
from tests.terminal.work import KNOWN, Clock, Worker, stands_still

QUERIES = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R"}
"""What a modern terminal is asked, and answers."""

UNSEEN = re.compile(r"\x1b\[[<>=?][0-9;:]*[a-zA-Z$]*p|\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1bP[^\x1b]*\x1b\\")
"""Private sequences that pyte would print as text."""

_BEGUN = re.compile(r"\x1b(?:\[[0-9;:<=>?$]*|P[^\x1b]*)?\Z")
"""A sequence whose end is still to come."""

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

LONGEST = 120.0
"""Seconds after which a program that does not answer has failed, on the slowest machine too."""
QUIET = 0.15
"""Seconds of rest after which nothing more comes: longer than a lone Escape waits for what follows it, and
than a board that was just opened waits with its figures."""
PRESSED, TYPED = 0.08, 0.03
"""The same after a key whose answer is looked at, and after one that others follow."""
AFTER_START = 1.2
"""Seconds of rest after which nothing of the start is left: the day's copy, who types, what was kept."""
_TICK, _LOOK = 0.01, 0.1
_HEARD, _UNHEARD = 0.0005, 0.5
"""Seconds of processor time that hearing a key takes; seconds after which it is taken for heard."""
_RESTING, _SHARE = 0.003, 0.03
"""Processor time that is no work: seconds, and a share of a longer rest. A look for news takes a third of a
millisecond, four times a second."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program sent after a key, and when."""

    bytes: int
    first_ms: float | None
    last_ms: float | None


class Tty:
    """A command on a pty of a given size; ``answers=False`` is a terminal that knows no queries.

    ``beside`` are processes that do its work without being its descendants, as the server of an ssh client.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        env: Mapping[str, str] | None = None,
        without: Sequence[str] = (),
        answers: bool = True,
        beside: Sequence[int] = (),
    ) -> None:
        self._screen = Screen(columns, rows)
        self._stream = Stream(self._screen)
        self._unseen = ""
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
            # Who runs the tests under nohup or behind others ignores them.
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._status: int | None = None
        self._worker = Worker([self.pid, *beside])

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
        self._unseen += self._decoder.decode(data)
        return data

    def drain(self, quiet: float = 0.0, limit: float = LONGEST) -> None:
        """Read until nothing came for *quiet* seconds, whatever the program is doing."""
        end = time.perf_counter() + limit
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def listen(self, seconds: float) -> Answer:
        """Read for so long."""
        begin = time.perf_counter()
        answer = Answer(0, None, None)
        while (left := begin + seconds - time.perf_counter()) > 0:
            data = self._read(left)
            if data == b"":
                break
            answer = _longer(answer, data, begin)
        return answer

    def settle(self, quiet: float = QUIET, limit: float = LONGEST) -> Answer:
        """Read until nothing came for *quiet* seconds in which the program had nothing to do either.

        However busy the machine is: a thread that is ready and has no processor has something to do.
        """
        self._worker.look()
        return self._answered(quiet, limit, heard=True)

    def _answered(self, quiet: float, limit: float, *, heard: bool) -> Answer:
        begin = since = time.perf_counter()
        quiet = quiet if KNOWN else 3 * quiet
        answer, used, all_used = Answer(0, None, None), 0.0, 0.0
        while (now := time.perf_counter()) - begin < limit:
            data = self._read(max(quiet / 3, _TICK))
            if data == b"":
                break
            answer = _longer(answer, data, begin)
            now = time.perf_counter()
            work = self._worker.look()
            used, all_used = used + work.used, all_used + work.used
            if data or work.busy or used > _RESTING + _SHARE * (now - since):
                since, used = now, 0.0
            elif now - since >= quiet and (heard or all_used > _HEARD or now - begin > _UNHEARD):
                break
        return answer

    def wait_for(self, pattern: str, limit: float = LONGEST) -> float:
        """Seconds until the screen matches. Raises TimeoutError, with the screen."""
        begin = time.perf_counter()
        wanted = re.compile(pattern)
        while not wanted.search(self.text()):
            if time.perf_counter() - begin > limit or self._read(0.05) == b"":
                raise TimeoutError(f"{pattern!r} did not appear; the screen:\n{self.text()}")
            self.drain()
        return time.perf_counter() - begin

    @property
    def screen(self) -> Screen:
        """What a person sees."""
        whole = len(self._unseen)
        if begun := _BEGUN.search(self._unseen):
            whole = begun.start()
        if whole:
            self._stream.feed(UNSEEN.sub("", self._unseen[:whole]))
            self._unseen = self._unseen[whole:]
        return self._screen

    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, row: int) -> str:
        """One line of the screen, from 0; negative from the bottom."""
        return self.screen.display[row].rstrip()

    # -- writing ---------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Type *text* as it is, reading what is answered meanwhile. Raises OSError when the program ended."""
        left = text.encode()
        since = time.perf_counter()
        while left:
            readable, writable, _ = select.select([self.fd], [self.fd], [], _LOOK)
            if writable:
                left = left[self._write(left) :]
            if readable or writable:
                since = time.perf_counter()
            elif time.perf_counter() - since > LONGEST:
                raise TimeoutError("nothing is read from this terminal")
            if (readable or not writable) and self._read(0) == b"":
                raise OSError(errno.EIO, "the program has ended")

    def _write(self, data: bytes) -> int:
        os.set_blocking(self.fd, False)
        try:
            return os.write(self.fd, data)
        except BlockingIOError:
            return 0
        finally:
            os.set_blocking(self.fd, True)

    def press(self, key: str, quiet: float = PRESSED) -> Answer:
        """Press one key, by name or as a character, and read the answer to its end."""
        self.drain(0.0)
        self._worker.look()
        keys = KEYS.get(key, key)
        self.send(keys)
        return self._answered(max(quiet, QUIET) if keys.endswith("\x1b") else quiet, LONGEST, heard=False)

    def type(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys[:-1]:
            self.press(key, TYPED)
        for key in keys[-1:]:
            self.press(key)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # -- the process -----------------------------------------------------------------------------

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self.fd)
        self.fd = -1

    def ended(self, within: float = LONGEST) -> int | None:
        """The exit code (128 + n for a signal) if the program ends within that many seconds.

        Seconds for which it was ready and others had the processor or the disk do not count, up to LONGEST.
        """
        clock = Clock([self.pid])
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = status
                self.drain()  # What it wrote last may still be on its way.
                break
            if clock.passed() > within or clock.all > max(within, LONGEST):
                return None
            if self.fd >= 0:
                self._read(0.02)
            else:
                select.select([], [], [], 0.02)
        code = os.waitstatus_to_exitcode(self._status)
        return code if code >= 0 else 128 - code

    @property
    def stopped(self) -> bool:
        """Whether it stands still, as after ctrl+z."""
        return self._status is None and stands_still(self.pid)

    def go_on(self) -> None:
        """Let it go on, as ``fg`` does."""
        os.kill(self.pid, signal.SIGCONT)

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


def _longer(answer: Answer, data: bytes | None, begin: float) -> Answer:
    if not data:
        return answer
    now = (time.perf_counter() - begin) * 1000
    return Answer(answer.bytes + len(data), answer.first_ms or now, now)
