"""YAML text as export writes it: one form for each value, so that equal data are equal bytes.

Any text reads back as it was, here and in every other YAML reader: what some reader would take for a number,
a date or a word for yes and no stands in quotes; text of several lines is a block scalar where one can hold
it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

WIDTH = 120
"""A mapping or list of plain values that fits into this many columns stands on one line."""


class Plain(str):
    """A token that is written as it is: a number, a date, `true`."""

    __slots__ = ()


Node: TypeAlias = Union[str, "Sequence[Node]", "Mapping[str, Node]"]

# Words that YAML 1.1 readers take for a truth value or nothing.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"})
# The first character is a letter, so no number, date or indicator can begin it. A colon needs something
# behind it and a number sign something before it; the last character is no space.
_PLAIN = re.compile(
    r"[^\W\d_](?:[^\x00-\x20:#\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]"
    r"|:(?=[\w/.-])|(?<=[^\s])#| (?=[^\s#]))*"
)
_PLAIN_IN_FLOW = re.compile(r"[^\W\d_](?:[\w/.()%&;!$+'-]| (?=[\w/.()%&;!$+'-]))*")
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')
_NOT_IN_BLOCK = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|(?:^|\n)[ \t]+(?:\n|$)"
)
_NAMED = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\r": "\\r"}
_SPACE = "  "


def composed(text: str) -> str:
    """The text in NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def quoted(text: str) -> str:
    """The text in double quotes, on one line."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def scalar(text: str) -> str:
    """The text on one line, as a value of a block mapping or sequence."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def flow_scalar(text: str) -> str:
    """The text on one line, within `{...}` or `[...]`."""
    if _PLAIN_IN_FLOW.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return quoted(text)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    named = _NAMED.get(character)
    if named:
        return named
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _block(text: str, indent: int) -> list[str] | None:
    """Header and lines of a literal block scalar, or None where none can hold the text."""
    body = text.rstrip("\n")
    if not body or _NOT_IN_BLOCK.search(text):
        return None
    # A leading space or empty line would be taken for indentation: then the indentation is said.
    header = "|2" if body[0] in " \t\n" else "|"
    ends = len(text) - len(body)
    header += "-" if ends == 0 else "" if ends == 1 else "+"
    pad = " " * indent
    lines = [header]
    lines += [pad + line if line else "" for line in body.split("\n")]
    lines += [""] * (ends - 1)
    return lines


def _flow(node: Node, depth: int = 0) -> str | None:
    """The node on one line, or None if it has to stand on several."""
    if isinstance(node, Plain):
        return node
    if isinstance(node, str):
        text = composed(node)
        return None if "\n" in text else flow_scalar(text)
    if depth > 2:
        return None
    if isinstance(node, Mapping):
        pairs = []
        for key, value in node.items():
            inner = _flow(value, depth + 1)
            if inner is None:
                return None
            pairs.append(f"{flow_scalar(key)}: {inner}")
        return f"{{{', '.join(pairs)}}}"
    items = []
    for value in node:
        inner = None if isinstance(value, Mapping) else _flow(value, depth + 1)
        if inner is None:
            return None
        items.append(inner)
    return f"[{', '.join(items)}]"


def _value(key: str, node: Node, pad: str, out: list[str]) -> None:
    """`key: value`, each line indented by `pad`."""
    if isinstance(node, Plain):
        out.append(f"{pad}{key}: {node}")
        return
    if isinstance(node, str):
        text = composed(node)
        block = _block(text, len(pad) + 2) if "\n" in text else None
        if block is None:
            out.append(f"{pad}{key}: {scalar(text)}")
            return
        out.append(f"{pad}{key}: {block[0]}")
        out += block[1:]
        return
    line = _flow(node)
    if line is not None and len(pad) + len(key) + 2 + len(line) <= WIDTH:
        out.append(f"{pad}{key}: {line}")
        return
    out.append(f"{pad}{key}:")
    if isinstance(node, Mapping):
        mapping(node, pad + _SPACE, out)
        return
    for item in node:
        _item(item, pad + _SPACE, out)


def _item(node: Node, pad: str, out: list[str]) -> None:
    """`- value`, each line indented by `pad`."""
    line = _flow(node)
    if line is not None and len(pad) + 2 + len(line) <= WIDTH:
        out.append(f"{pad}- {line}")
        return
    if isinstance(node, Mapping) and node:
        at = len(out)
        mapping(node, pad + _SPACE, out)
        out[at] = f"{pad}- {out[at][len(pad) + 2 :]}"
        return
    if isinstance(node, str):
        out.append(f"{pad}- {quoted(composed(node))}")
        return
    # A list too long for a line, within a list: it has no key to stand behind, so it stays on one.
    out.append(f"{pad}- {line if line is not None else json.dumps(node, ensure_ascii=False)}")


def mapping(node: Mapping[str, Node], pad: str, out: list[str]) -> None:
    """Append the lines of a block mapping."""
    for key, value in node.items():
        _value(key if key.isidentifier() and key.lower() not in _WORDS else scalar(key), value, pad, out)


def document(node: Mapping[str, Node]) -> str:
    """The text of a whole file."""
    out: list[str] = []
    mapping(node, "", out)
    return "\n".join(out) + "\n"
