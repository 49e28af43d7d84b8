"""From text to a tree of dicts, lists, texts and None with positions, on libyaml's events.

No scalar is given a type: it stays the text that was typed, only a plain null (`null`, `~` or nothing) is
None; the format decides the rest. Every dict holds its Marks under MARKS_KEY. Depth, aliases and their
expansion are bounded, so a file cannot attack: libyaml's composer, which crashes on deep nesting, is never
used.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from models.definitions.positions import Marks, Source, packed, visible
from models.definitions.problems import Problem
from models.text import BAD_CHARACTER, character_name

MARKS_KEY = "\0"
"""The key under which an object's positions stand: no file can hold it."""

DEPTH = 64
ALIASES = 1_000
EXPANDED_VALUES = 1_000_000
KEYS = 1_000
VALUES = 5_000_000
"""More values than the largest file of a real portfolio holds; memory is bounded by it."""

_NESTED = f"nested deeper than {DEPTH} levels"
_TOO_DEEP = "exceeded maximum nesting depth"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# SafeLoader is the same parser without libyaml: slower, and as safe.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The rest of the file cannot be understood; the problem is in the list."""


def parse(source: Source) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The file's tree, as far as it makes sense, and every problem of its form."""
    builder = _Builder(source)
    try:
        root = builder.build(source.clean)
    except _Stop:
        return None, builder.problems
    except yaml.MarkedYAMLError as error:
        if _TOO_DEEP in (error.problem or ""):
            return None, _nested(source, error)
        builder.problems.append(_syntax(source, error))
        return None, builder.problems
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0] if str(error) else "unknown error"
        builder.problems.append(Problem(source, None, "", f"is not YAML: {visible(what)}"))
        return None, builder.problems
    return root, builder.problems


class _Builder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, int] | None] = {}
        # The containers around the present one: (container, its positions, key in it, anchor, values before).
        self.stack: list[tuple[Any, Any, str | None, str | None, int]] = []
        self.aliases = 0
        self.expanded = 0
        # Keys that are not taken: their values still have to be read. They go when the file is read.
        self.refused: list[tuple[dict[str, Any], str]] = []

    def build(self, text: str) -> dict[str, Any] | None:
        """Read all events. One long loop on purpose: it runs for each scalar of a file of 64 MB."""
        source = self.source
        next_event = _Parser(text).get_event
        composed = unicodedata.is_normalized("NFC", text)
        stack = self.stack
        top: list[Any] = []
        node: Any = top
        marks: Any = []
        key: str | None = None
        values = 0
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value: Any = event.value
                style = event.style
                mark = event.start_mark
                position = mark.line << 32 | mark.column
                if event.tag is not None:
                    self._tag(position, event.tag, node, key)
                if style == '"':
                    value = self._unescaped(position, value, node, key)
                elif not composed:
                    value = unicodedata.normalize("NFC", value)
                if key is None and type(marks) is Marks:
                    key = self._key(node, marks, value, position, style)
                    if event.anchor is not None:
                        self.anchors[event.anchor] = (value, 1)
                    continue
                values += 1
                if not style and value in _NULLS:
                    value = None
                if event.anchor is not None:
                    self.anchors[event.anchor] = (value, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mark = event.start_mark
                position = mark.line << 32 | mark.column
                if event.tag is not None:
                    self._tag(position, event.tag, node, key)
                if len(stack) >= DEPTH:
                    self._stop(position, _NESTED)
                if key is None and type(marks) is Marks:
                    self._stop(position, "a list or a mapping as a key; allowed are the keys of the format")
                if event.anchor is not None:
                    self.anchors[event.anchor] = None
                values += 1
                stack.append((node, marks, key, event.anchor, values))
                if kind is MappingStartEvent:
                    marks = Marks(source, position)
                    node = {MARKS_KEY: marks}
                else:
                    marks = [position]
                    node = []
                key = None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = node
                positions = marks
                node, marks, key, anchor, before = stack.pop()
                if anchor is not None:
                    self.anchors[anchor] = (value, values - before + 1)
                if kind is MappingEndEvent:
                    position = positions.start
                else:
                    position = positions[0]
                    if type(marks) is Marks and key is not None:
                        marks.items[key] = positions
            elif kind is AliasEvent:
                mark = event.start_mark
                position = mark.line << 32 | mark.column
                if key is None and type(marks) is Marks:
                    self._stop(position, "an alias as a key; allowed are the keys of the format")
                value, size = self._aliased(position, event.anchor)
                values += size
            elif kind is StreamEndEvent:
                break
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        mark = event.start_mark
                        position = packed(mark.line, mark.column)
                        self._stop(position, "a second document; a file holds one: split it, or remove '---'")
                continue
            if values > VALUES:
                self._stop(position, f"more than {VALUES:,} values in the file; split it")
            if key is None:
                node.append(value)
                marks.append(position)
            else:
                node[key] = value
                if len(node) > KEYS:
                    self._stop(position, f"more than {KEYS:,} keys in one mapping")
                marks.values[key] = position
                key = None
        return self._root(top, marks)

    def _root(self, top: list[Any], positions: list[int]) -> dict[str, Any] | None:
        for mapping, key in self.refused:
            mapping.pop(key, None)
        if not top or top[0] is None:
            self._add(positions[0] if positions else 0, "the file is empty; it begins with pmboard: 1")
            return None
        if not isinstance(top[0], dict):
            kind = "a list" if isinstance(top[0], list) else "text"
            self._add(
                positions[0],
                f"the file is {kind}; it begins with pmboard: 1 and holds lists such as projects:",
            )
            return None
        return top[0]

    def _add(self, position: int, what: str, path: str = "") -> None:
        self.problems.append(Problem(self.source, position, path, what))

    def _path(self, node: Any, key: str | None) -> str:
        """The path of the value that is read; items of lists by place: their names may come later."""
        path = ""
        for container, inside in [*((frame[0], frame[2]) for frame in self.stack[1:]), (node, key)]:
            if isinstance(container, dict):
                path += f".{visible(inside[:60])}" if inside else ""
            elif path:
                path += f"[#{len(container) + 1}]"
        return path.removeprefix(".")

    def _stop(self, position: int, what: str) -> NoReturn:
        self._add(position, what)
        raise _Stop

    def _tag(self, position: int, tag: str, node: Any, key: str | None) -> None:
        short = tag.replace("tag:yaml.org,2002:", "!!")
        what = f"the tag {visible(short[:60])}; tags are not allowed, the format knows every type"
        self._add(position, what, self._path(node, key))

    def _unescaped(self, position: int, value: str, node: Any, key: str | None) -> str:
        bad = BAD_CHARACTER.search(value)
        if bad is not None:
            name = character_name(bad.group())
            what = f"the escape of {name} in the text; the character is not allowed, remove it"
            self._add(position, what, self._path(node, key))
            value = BAD_CHARACTER.sub(" ", value)
        return value if value.isascii() else unicodedata.normalize("NFC", value)

    def _key(self, node: dict[str, Any], marks: Marks, key: str, position: int, style: str | None) -> str:
        if key not in marks.keys and (key != "<<" or style):
            marks.keys[key] = position
            return key
        if key == "<<" and not style:
            what = "the merge key <<; merging is not allowed, write the keys out"
            self._add(position, what, self._path(node, None))
        else:
            first = self.source.place(marks.keys[key])
            what = f"the key '{visible(key[:60])}' is already on line {first.line}; a key stands once"
            self._add(position, what, self._path(node, None))
        stand_in = f"\1{len(self.refused)}"
        self.refused.append((node, stand_in))
        return stand_in

    def _aliased(self, position: int, name: str) -> tuple[Any, int]:
        self.aliases += 1
        if self.aliases > ALIASES:
            self._stop(position, f"more than {ALIASES:,} aliases in the file")
        if name not in self.anchors:
            self._stop(position, f"the alias *{visible(name[:60])} has no anchor before it")
        found = self.anchors[name]
        if found is None:
            self._stop(
                position, f"the alias *{visible(name[:60])} stands within what it names: it would never end"
            )
        self.expanded += found[1]
        if self.expanded > EXPANDED_VALUES:
            self._stop(position, f"the aliases of the file expand to more than {EXPANDED_VALUES:,} values")
        return found


def _nested(source: Source, error: yaml.MarkedYAMLError) -> list[Problem]:
    """The problems of a file in which libyaml itself stopped at a depth, as its newer versions do.

    It looks a thousand characters ahead of the events that it hands over: those before the place where it
    stopped tell where the file became too deep for us.
    """
    mark = error.problem_mark or error.context_mark
    builder = _Builder(source)
    with suppress(_Stop, yaml.YAMLError):
        builder.build(source.clean[: mark.index] if mark is not None else "")
    if not any(problem.what == _NESTED for problem in builder.problems):
        builder.problems.append(_syntax(source, error))
    return builder.problems


_SENTENCES = (
    (_TOO_DEEP, _NESTED),
    ("a tab character", "a tab in the indentation; YAML is indented with spaces"),
    ("mapping values are not allowed", "a ': ' where no key can be; put text that holds ': ' in quotes"),
    ("found undefined tag handle", "a tag; tags are not allowed"),
    ("unexpected end of stream", "the file ends in the middle: a quote or a bracket is not closed"),
    ("did not find expected ',' or ']'", "a '[' that is not closed, or a ',' missing in the list"),
    ("did not find expected ',' or '}'", "a '{' that is not closed, or a ',' missing in the mapping"),
    (
        "did not find expected '-' indicator",
        "a line of the list that does not begin with '- ', or is indented wrongly",
    ),
    ("did not find expected key", "a line that is not a key with a ':', or is indented wrongly"),
    ("could not find expected ':'", "a line without a ':' after its key, or indented wrongly"),
    ("did not find expected <document start>", "text after the end of the document"),
    (
        "unknown escape character",
        "an unknown escape in a text in double quotes; use single quotes, or write \\\\",
    ),
    (
        "block sequence entries are not allowed",
        "a '- ' where no list can begin; begin the list on a line of its own",
    ),
    ("invalid Unicode character escape code", "an escape that is no character"),
    ("document start", "'---' in the middle of a text"),
)


def _syntax(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    typed = source.line(line + 1)[column : column + 1]
    problem = error.problem or "unknown error"
    if "cannot start any token" in problem:
        return Problem(source, packed(line, column), "", _cannot_start(typed))
    for part, sentence in _SENTENCES:
        if part in problem:
            return Problem(source, packed(line, column), "", f"is not YAML: {sentence}")
    return Problem(source, packed(line, column), "", f"is not YAML: {visible(problem)}")


def _cannot_start(typed: str) -> str:
    if typed == "\t":
        return "a tab before text; YAML is indented with spaces"
    return f"text that begins with '{visible(typed)}'; put it in quotes"
