"""From paths to texts: which files an import reads, and reading them without trusting them.

A path may be anything: a folder, a loop of links, a pipe that never ends, a disk image. Nothing here hangs,
and no more than FILE_BYTES of a file is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from models.definitions.positions import Source, packed
from models.definitions.problems import Problem
from models.text import BAD_CHARACTER, character_name

FILE_BYTES = 64 * 1024 * 1024
SUFFIXES = (".yaml", ".yml")
SHOWN_CHARACTERS = 100
"""So many bad characters of one file are reported one by one; a file with more of them is not text."""

_TOO_LARGE = "the file is larger than 64 MB; split it: a folder is imported as one"
_EMPTY = "the file is empty; it begins with pmboard: 1"
_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def sources(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[Problem]]:
    """The texts of all files, each once, in the order of the import; and what was wrong with the others."""
    read: list[Source] = []
    problems: list[Problem] = []
    seen: set[tuple[int, int]] = set()
    for order, path in enumerate(_files(paths, problems)):
        source = Source(str(path), order=order)
        try:
            data, identity = _bytes(path)
        except (OSError, ValueError) as error:
            problems.append(_whole(source, _reason(error)))
            continue
        if identity in seen:
            continue
        seen.add(identity)
        if isinstance(data, str):
            problems.append(_whole(source, data))
            continue
        found = _decoded(source, data)
        problems.extend(found)
        if source.text:
            read.append(source)
        elif not found:
            problems.append(_whole(source, _EMPTY))
    return read, problems


def source_of(text: str, name: str) -> tuple[list[Source], list[Problem]]:
    """The same for a text in memory."""
    source = Source(name)
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > FILE_BYTES:
        return [], [_whole(source, _TOO_LARGE)]
    problems = _decoded(source, data)
    if not text:
        problems = [_whole(source, _EMPTY)]
    return [source] if source.text else [], problems


def _files(paths: Iterable[str | os.PathLike[str]], problems: list[Problem]) -> list[Path]:
    found: list[Path] = []
    for given in paths:
        path = Path(given)
        try:
            if not path.is_dir():
                found.append(path)
                continue
            inside = sorted(
                child
                for child in path.iterdir()
                if child.suffix in SUFFIXES and not child.name.startswith(".")
            )
        except (OSError, ValueError) as error:
            problems.append(_whole(Source(str(path), order=len(found)), _reason(error)))
            continue
        if not inside:
            problems.append(
                _whole(Source(str(path), order=len(found)), "the folder holds no *.yaml or *.yml file")
            )
        found.extend(inside)
    return found


def _bytes(path: Path) -> tuple[bytes | str, tuple[int, int]]:
    """The file's bytes, or why they cannot be its definition; and which file it is."""
    # Looked at before it is opened, since opening a device may have effects; and again on what was opened.
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        return _not_a_file(status.st_mode), (status.st_dev, status.st_ino)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        identity = (status.st_dev, status.st_ino)
        if not stat.S_ISREG(status.st_mode):
            return _not_a_file(status.st_mode), identity
        data = file.read(FILE_BYTES + 1) if status.st_size <= FILE_BYTES else b""
    if status.st_size > FILE_BYTES or len(data) > FILE_BYTES:
        return _TOO_LARGE, identity
    return data, identity


def _not_a_file(mode: int) -> str:
    for test, name in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return f"is {name}, not a file"
    return "is not a file"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror[:1].lower()}{error.strerror[1:]}"
    return "cannot be read: not a path"


def _decoded(source: Source, data: bytes) -> list[Problem]:
    """Put the text into the source, bad characters as spaces so that positions stay."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return [_whole(source, f"the file is {encoding}; allowed is UTF-8")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [_not_utf8(source, data, error.start)]
    bad = list(_bad_characters(source, text))
    if len(bad) > SHOWN_CHARACTERS:
        return bad
    source.text = text
    source.clean = BAD_CHARACTER.sub(" ", text) if bad else text
    return bad


def _not_utf8(source: Source, data: bytes, start: int) -> Problem:
    line_start = data.rfind(b"\n", 0, start) + 1
    before = data[line_start:start].decode("utf-8", "replace")
    shown = data[start : start + 1].decode("latin-1")
    hint = f" ('{shown}' in Latin-1)" if shown.isprintable() else ""
    position = packed(data.count(b"\n", 0, start), len(before))
    what = f"the byte 0x{data[start]:02X}{hint} is not UTF-8; save the file as UTF-8"
    return Problem(source, position, "", what)


def _bad_characters(source: Source, text: str) -> Iterable[Problem]:
    line = 0
    line_start = 0
    found = BAD_CHARACTER.finditer(text)
    for count, match in enumerate(found, start=1):
        index = match.start()
        if count > SHOWN_CHARACTERS:
            yield _whole(source, "more characters of this kind follow; is it a text file?")
            return
        line += _line_breaks(text, line_start, index)
        line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
        what = f"the character {character_name(match.group())} is not allowed in text; remove it"
        yield Problem(source, packed(line, index - line_start), "", what)


def _line_breaks(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _whole(source: Source, what: str) -> Problem:
    return Problem(source, None, "", what)
