"""The terminal with a mouse that can be turned off and on, and that reports no moves without a button."""

from __future__ import annotations

import codecs
import os
import re
import selectors
import signal
import time
from collections.abc import Iterator

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui import early

_ON = "\x1b[?1000h\x1b[?1002h\x1b[?1006h"
_OFF = "\x1b[?1006l\x1b[?1002l\x1b[?1000l"


_READ = 4096
_LOOK = 0.1
"""Seconds after which a lone escape is a key."""
_ESCAPE = "\x1b"
_LONE = re.compile(r"\x1b(?=[^\[\]OPNX^_]|\Z)")
"""An escape before what begins no sequence: the Escape key, and another key quickly after it."""
_UNFINISHED = re.compile(r"\x1b[\[\]OPNX^_]?\Z")
"""What may be the beginning of a sequence, or Escape and another key."""
_PASTE = re.compile(r"(\x1b\[20[01]~)")
_PASTED = "\x1b[201~"
_LONGEST_PAUSE = 3.0
"""Seconds without a byte after which a paste is over: its end was lost, and no key would be heard."""
_FOCUS_OFF = "\x1b[?1004l"


class Hearing:
    """Makes messages of what a terminal sends. Nothing that it sends ends the program.

    Textual's own ends it, with a traceback, for a byte that is no UTF-8 (an é from a Latin-1 terminal, a
    paste that lost a byte on the line) and for keys whose numbers make no sense. And it drops an Escape that
    another key follows within a tenth of a second: Esc and Enter would save what was to be left.
    """

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._pasting = False
        self._tail = ""
        """The beginning of what may be the end of a paste."""
        self._came = 0.0
        """When something came last."""
        self._held: float | None = None
        """Since when an escape at the end of what came waits for what follows it."""
        self._kept = ""
        """That escape, and what began behind it."""

    def heard(self, data: bytes) -> Iterator[Message]:
        """What these bytes say; after a sequence that makes no sense the rest of them is left out."""
        self._came = time.monotonic()
        text = self._decode(data)
        if not text:  # A part of a character: the parser would take nothing for the end.
            return
        if self._held is not None:
            self._held, text = None, self._kept + text
        self._tail, text = "", self._tail + text
        for part in _PASTE.split(text):
            if _PASTE.fullmatch(part):
                yield from self._let_go()
                self._pasting = part == "\x1b[200~"
                yield from self._fed(part)
            elif self._pasting:
                yield from self._pasted(part)
            else:
                yield from self._keys(part)

    def _pasted(self, text: str) -> Iterator[Message]:
        """What is pasted, without escapes: the parser would leave out what follows them."""
        for cells in range(min(len(text), len(_PASTED) - 1), 0, -1):
            if text.endswith(_PASTED[:cells]):
                text, self._tail = text[:-cells], text[-cells:]
                break
        yield from self._fed(text.replace(_ESCAPE, ""))

    def _keys(self, text: str) -> Iterator[Message]:
        if unfinished := _UNFINISHED.search(text):
            self._held, self._kept, text = time.monotonic(), unfinished[0], text[: unfinished.start()]
        first, *others = _LONE.split(text)
        yield from self._fed(first)
        for other in others:
            yield events.Key("escape", _ESCAPE)
            yield from self._fed(other)

    def _fed(self, text: str) -> Iterator[Message]:
        if not text:
            return
        try:
            yield from self._parser.feed(text)
        except (ValueError, OverflowError):
            self._parser = XTermParser()

    def waited(self) -> Iterator[Message]:
        """What it says that nothing more came."""
        if self._pasting and time.monotonic() - self._came >= _LONGEST_PAUSE:
            self._pasting, self._tail = False, ""
            yield from self._fed(_PASTED)
        yield from self._parser.tick()
        if self._held is not None and time.monotonic() - self._held >= constants.ESCAPE_DELAY:
            yield from self._let_go()

    def _let_go(self) -> Iterator[Message]:
        """An escape that waited was the key."""
        if self._held is not None:
            self._held = None
            yield events.Key("escape", _ESCAPE)
            yield from self._fed(self._kept[1:])


class TerminalDriver(LinuxDriver):
    """Textual's own asks for every move of the mouse: 300 of them cost half a second, and we use none."""

    def run_input_thread(self) -> None:
        """Hear the terminal until the program ends."""
        hearing = Hearing()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = os.read(self.fileno, _READ) if selector.select(_LOOK) else b""
                # Whether more follows an escape is not known before all that has come is read: after a moment
                # in which this process had no processor the rest of an arrow key waits here.
                self._tell(hearing.heard(data) if data else hearing.waited())

    def _tell(self, messages: Iterator[Message]) -> None:
        for message in messages:
            # Without the window's focus Textual takes it from the field too: what is answered meanwhile would
            # give it back to nobody, and no key be heard any more.
            if not isinstance(message, events.AppFocus | events.AppBlur):
                self.process_message(message)

    def start_application_mode(self) -> None:
        """Take the terminal; whether its window has the focus is nothing that we ask for."""
        early.begin_screens()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if early.settings() is not None:
            self.attrs_before = early.settings()  # Not those of the start, without an echo.
        self.write(_FOCUS_OFF)
        self.flush()
        # Textual's own handler interrupts itself: of two sizes in a row it may tell the older one last.
        self._loop.add_signal_handler(signal.SIGWINCH, self._tell_size)

    has_told_size = False
    """Whether the window has had another size since the start."""

    def _tell_size(self) -> None:
        """The window may have another size: tell the one that it has now."""
        self.has_told_size = True
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(events.Resize(size, size))

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop; one that came not by ctrl+z gave nothing back that is to be taken again.

        Either way others have written to the terminal, and Textual paints only what has changed.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        if not self._loop.is_closed():
            # A window that got another size meanwhile told the shell.
            self._loop.call_soon_threadsafe(self._tell_size)
            self._loop.call_soon_threadsafe(self._app.refresh)

    @property
    def hears_mouse(self) -> bool:
        """Whether the mouse is ours; if not, the terminal selects text with it."""
        return self._mouse

    def hear_mouse(self, on: bool) -> None:
        """Take the mouse, or leave it to the terminal."""
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_ON)
            self.flush()

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write(_OFF)
            self.flush()
