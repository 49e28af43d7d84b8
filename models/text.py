"""Cleaning of text that people and files hand in: the one place where control and invisible characters end.

Definition files are checked with `bad_characters` (a bad character there is an error with its position);
everything typed by a person goes through `clean_line` or `clean_text`. What either returns is stored, shown
and exported as it is, and cleaning it again changes nothing. `plain` is how a line of a terminal shows it.
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

_KEPT = "\u200d\ufe0e\ufe0f"
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
"""Printable, but with nothing to see; some take a cell on some terminals."""
_VARIED = f"[\u200d\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff{_FILLERS}]"
"""What makes one picture of several characters; terminals differ in how many cells that takes."""
_PICTURE = "[\u2190-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
_JOINED = f"({_PICTURE})(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d{_PICTURE})+"
_FLAG = {code: ord("A") + code - 0x1F1E6 for code in range(0x1F1E6, 0x1F200)}
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACK = f"({_MARK}{{4}}){_MARK}+"
_VOWEL = "[\u1160-\u11ff\ud7b0-\ud7ff]"
"""Vowels and last consonants of Hangul, which stand in the cell of the consonant before them."""

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


def harmless(text: str) -> str:
    """Any text as one line that is safe to send: breaks and tabs become spaces, controls and overrides go."""
    return text if text.isprintable() else "".join(_shown(character) for character in text)


def plain(text: str) -> str:
    """Any text as one line that is safe to send, and as wide on every terminal.

    A picture that is joined of several becomes its first one, and a flag its two letters: xterm, screen and
    the Linux console give every part cells of its own, and all that follows on the line would shift. Of marks
    that are stacked on one letter four stay, so that they do not grow into the lines above; none stands at
    the start, where it would change what is before it.
    """
    text = harmless(text)
    if text.isascii():
        return text
    # These four are made when the first such text is shown: most starts show none (3 ms).
    if re.search(_VARIED, text):
        text = re.sub(_VARIED, "", re.sub(_JOINED, r"\1", text).translate(_FLAG))
    while text and (unicodedata.category(text[0])[0] == "M" or re.match(_VOWEL, text)):
        text = text[1:]
    return re.sub(_STACK, r"\1", text)


def number_text(value: float) -> str:
    """A number as people write it, whole and exact: ``5``, ``0.5``, ``1000000``; never ``1e+06``."""
    written = format(Decimal(repr(value)), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _shown(character: str) -> str:
    if character in "\n\r\t\u2028\u2029\x85":
        return " "
    # Wide and unbreakable spaces are spaces; form feed and its like are controls.
    if character.isprintable() or character in _KEPT or (character.isspace() and character > "\x9f"):
        return character
    return ""


def _composed(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text)
