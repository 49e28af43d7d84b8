"""What kind of terminal is there? Asked before Textual is imported, so that the answer comes at once.

Textual reads standard input and draws on standard error; standard output decides whether a person is
looking at all.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping, MutableMapping, Sequence
from typing import TextIO

_WORDS: Mapping[str, Sequence[str]] = {
    "TEXTUAL_ANIMATIONS": ("none", "basic", "full"),
    "TEXTUAL_COLOR_SYSTEM": ("auto", "standard", "256", "truecolor"),
    "TEXTUAL_DISABLE_KITTY_KEY": (),
    "TEXTUAL_SMOOTH_SCROLL": (),
}
"""What people set for their terminals, and to which words; none: any."""
_NUMBERS = {"TEXTUAL_FPS": 1_000, "ESCDELAY": 10_000}
"""The same for numbers: the highest that is no mistake."""
_TOLD = 2
"""Names that are told: more have no room in a line."""


def is_terminal(stream: TextIO | None) -> bool:
    """Whether *stream* is an open terminal. A closed or missing stream is not."""
    if stream is None or stream.closed:
        return False
    try:
        return os.isatty(stream.fileno())
    except (OSError, ValueError):
        return False


def refusal(
    environ: Mapping[str, str], stdin: TextIO | None, stderr: TextIO | None, instead: str
) -> str | None:
    """Why the screens cannot open here, as a sentence that says what to do; None when they can.

    ``instead``: a command that needs no screen.
    """
    if not is_terminal(stdin):
        return (
            "there is no keyboard: standard input is not a terminal. "
            f"Run pmboard without redirecting its input, or use a command such as `{instead}`"
        )
    if not is_terminal(stderr):
        return (
            "the screens are drawn on standard error, which is redirected. "
            f"Run pmboard without `2>`, or use a command such as `{instead}`"
        )
    if environ.get("TERM", "") == "dumb":
        return (
            "TERM=dumb: this terminal cannot place a cursor. "
            f"Use another terminal, or a command such as `{instead}`"
        )
    encoding = getattr(stderr, "encoding", None) or "ascii"
    if not _is_utf8(encoding):
        return (
            f"the locale's encoding is {encoding}, and the screens need UTF-8. "
            "Try `LC_ALL=C.UTF-8 pmboard`, and unset PYTHONIOENCODING"
        )
    return None


def inside_screen(environ: Mapping[str, str]) -> bool:
    """Whether GNU screen is between: there a lone Esc is held back for as long as the mouse is reported."""
    inner = environ.get("STY") and environ.get("TERM", "").startswith("screen")
    return bool(inner) and not environ.get("TMUX")


def drop_false_promise(environ: MutableMapping[str, str]) -> None:
    """Forget what was said of another terminal: the size, where it is exported, as Textual believes it.

    And COLORTERM inside GNU screen: it is the outer terminal's, and screen 4 garbles 24-bit colors. TERM says
    how many colors screen itself takes: 16, or 256 with ``term screen-256color``.
    """
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)
    if inside_screen(environ):
        environ.pop("COLORTERM", None)


def drop_nonsense(environ: MutableMapping[str, str]) -> str:
    """Forget what Textual would take from the environment, but for what people set for their terminals.

    The rest is for who writes programs with it: keys that are pressed, files that are written, code that is
    imported. It would end in an error of its own, or hang, by a value that it does not know. Returns a
    sentence about what is left aside; empty for nothing.
    """
    told = []
    for name in sorted(name for name in environ if name.partition("_")[0] == "TEXTUAL" or name in _NUMBERS):
        value = environ.pop(name)
        if not value:
            continue
        if name in _NUMBERS:
            most = _NUMBERS[name]
            if value.isascii() and value.isdecimal() and len(value) < 10 and 1 <= int(value) <= most:
                environ[name] = value
                continue
            told.append(f"{name} is no number from 1 to {most:,}")
        elif name not in _WORDS:
            told.append(f"{name} is not for pmboard")
        elif not _WORDS[name] or value in _WORDS[name]:
            environ[name] = value
        else:
            told.append(f"{name} is none of {', '.join(_WORDS[name])}")
    if not told:
        return ""
    more = f"; and {len(told) - _TOLD} more" if len(told) > _TOLD else ""
    return f"ignored: {'; '.join(told[:_TOLD])}{more}"


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False
