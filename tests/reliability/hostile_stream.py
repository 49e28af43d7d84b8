"""What a program sends to a terminal, taken apart: nothing in it may come from a text of somebody."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from tests.reliability.hostile import named

_SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<kind>[\]PX^_])(?P<string>[^\x07\x1b\x9c]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<short>[ -/]*[0-~])"
)
_MODES = {"7", "25", "1000", "1002", "1004", "1006", "1049", "2004", "2026", "2048"}
"""Private modes that Textual or `tui.driver` turn on and off: wrap, cursor, mouse, focus, paste, frames."""
_KEYBOARD = {">1u", "<u", ">25u"}
"""The keyboard protocol that Textual asks for, and gives back."""
_ASKED = {"?2026$p", "?2048$p", "c", "?1u", "?u"}
_DRAWN = re.compile(r"[0-9;]*m|(?:[0-9]+;[0-9]+)?H|[0-9]*[ABCDGJKLMd]|(?:[0-9]+;[0-9]+)?r")
_POINTERS = {"22;default", "22;pointer", "22;text"}
"""Shapes of the pointer, which Textual sets."""
_COPY = re.compile(r"52;c;(?P<text>[A-Za-z0-9+/=]*)")


def strange(raw: bytes, *, copies: bool = False) -> Iterator[str]:
    """A sentence for everything in the stream that the program does not send by itself.

    ``copies``: a key that copies was pressed, so that the clipboard may be written.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"no UTF-8: {error}"
        text = raw.decode("utf-8", "replace")
    rest = []
    place = 0
    for found in _SEQUENCE.finditer(text):
        rest.append(text[place : found.start()])
        place = found.end()
        if not _known(found, copies):
            yield f"{found.group()!r} after {text[max(found.start() - 60, 0) : found.start()]!r}"
    rest.append(text[place:])
    for part in rest:
        # Textual ends nothing with these but its own lines.
        harm = named(part.replace("\r", "").replace("\n", ""))
        if harm:
            yield f"{harm} in {part[:80]!r}"


def _known(found: re.Match[str], copies: bool) -> bool:
    if found["kind"]:
        if found["string"] in _POINTERS:
            return found["kind"] == "]"
        copy = _COPY.fullmatch(found["string"])
        return found["kind"] == "]" and copies and copy is not None and _is_clean(copy["text"])
    if found["short"]:
        return found["short"] in ("7", "8", "=", ">")
    numbers = found["numbers"]
    if found["private"] == "?" and found["final"] in "hl" and not found["between"]:
        return set(numbers.split(";")) <= _MODES
    whole = f"{found['private']}{numbers}{found['between']}{found['final']}"
    return whole in _KEYBOARD | _ASKED or _DRAWN.fullmatch(whole) is not None


def _is_clean(encoded: str) -> bool:
    return not named(base64.b64decode(encoded).decode("utf-8"))
