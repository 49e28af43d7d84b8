"""Cleaning of text that people and files hand in: the one place where control and invisible characters end.

Definition files are checked with `bad_characters` (a bad character there is an error with its position);
everything typed by a person goes through `clean_line` or `clean_text`. What either returns is stored, shown
and exported as it is, and cleaning it again changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

# C0 and C1 controls and DEL (tab and the line breaks are judged apart), the line and paragraph separators,
# bidi embeddings, overrides and isolates, zero-width space, byte order mark, interlinear annotation, language
# tag, lone surrogates, the two noncharacters that YAML cannot carry. Zero-width joiners and direction marks
# stay: emoji and right-to-left scripts are written with them.
_REFUSED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001"
    "\ud800-\udfff"
)
BAD_CHARACTER = re.compile(f"[{_REFUSED}]")
_SPACES_OF_A_LINE = re.compile(r"[\t\n\r]+")
_LINE_SEPARATORS = re.compile("\r\n?|[\x85\u2028\u2029]")

_NAMES = {
    0x00: "NUL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x0B: "VERTICAL TAB",
    0x0C: "FORM FEED",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
    0xFEFF: "BYTE ORDER MARK",
}


def character_name(character: str) -> str:
    """The character as people look it up: `U+001B ESCAPE`, `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    code = ord(character)
    name = _NAMES.get(code) or unicodedata.name(character, "")
    if not name:
        name = "SURROGATE" if 0xD800 <= code <= 0xDFFF else "CONTROL CHARACTER"
    return f"U+{code:04X} {name}"


def bad_characters(text: str) -> list[tuple[int, str]]:
    """Every character that no text may hold, as (index, name). Tabs and line breaks are not among them."""
    return [(found.start(), character_name(found.group())) for found in BAD_CHARACTER.finditer(text)]


def clean_text(text: str) -> str:
    """Text of several lines: line breaks become newlines, bad characters go, NFC. Spaces stay as they are."""
    return _composed(BAD_CHARACTER.sub("", _LINE_SEPARATORS.sub("\n", text)))


def clean_line(text: str) -> str:
    """Text of one line: as `clean_text`, and runs of tabs and line breaks become one space; ends trimmed."""
    return _SPACES_OF_A_LINE.sub(" ", clean_text(text)).strip()


def number_text(value: float) -> str:
    """A number as people write it, whole and exact: ``5``, ``0.5``, ``1000000``; never ``1e+06``."""
    written = format(Decimal(repr(value)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _composed(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text)
