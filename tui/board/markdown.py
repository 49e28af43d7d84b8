"""The little Markdown that people write in a description, as styled lines. Text stays text: no markup.

Headings are bold, lists have bullets and hang, code and links stand out, a link shows where it leads.
Whatever is not understood is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.text import ELLIPSIS, plain, width, wrap

Span = tuple[str, str]
"""A text and the name of its style in the palette."""

_HEADING = re.compile(r"#{1,6} +(.*?)(?: +#+)?$")
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,3}[.)])) +(?:\[([ xX])\] +)?(?=\S)")
_QUOTE = re.compile(r"> ?")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_INLINE = re.compile(r"`([^`]+)`|\*\*([^*\s][^*]*)\*\*|\[([^\[\]]+)\]\(([^\s()]+)\)")


def described(text: str, cells: int, most: int) -> list[tuple[Span, ...]]:
    """The lines of a description, at most so many, each at most so many cells wide."""
    made: list[tuple[Span, ...]] = []
    code = False
    for paragraph in text.split("\n"):
        if len(made) >= most:
            break
        if _FENCE.match(paragraph):
            code = not code
            continue
        # No more than can be shown is looked at.
        line = plain(paragraph[: most * cells])
        made += _flowed([(line, "key")], "", cells, most) if code else _block(line, cells, most)
    return made[:most]


def _block(line: str, cells: int, most: int) -> list[tuple[Span, ...]]:
    heading, item, quote = _HEADING.match(line), _ITEM.match(line), _QUOTE.match(line)
    if _RULE.match(line):
        return [(("─" * min(cells, 20), "faint"),)]
    if heading:
        return _flowed([(text, "strong") for text, _style in _inline(heading[1])], "", cells, most)
    if quote:
        return _flowed([(text, "muted") for text, _style in _inline(line[quote.end() :])], "│ ", cells, most)
    if item and width(item[0]) < cells // 2:
        indent, _bullet, number, box = item.groups()
        mark = number or {None: "•", " ": "□"}.get(box, "✓")
        lead = " " * min(len(indent), 6) + mark + " "
        return _flowed(list(_inline(line[item.end() :])), lead, cells, most)
    return _flowed(list(_inline(line)), "", cells, most)


def _inline(text: str) -> Iterator[Span]:
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], "text"
        code, bold, label, address = found.groups()
        if code is not None:
            yield code, "key"
        elif bold is not None:
            yield bold, "strong"
        else:
            yield label, "key"
            if address != label:
                yield f" ({address})", "muted"
        at = found.end()
    if at < len(text):
        yield text[at:], "text"


def _flowed(spans: list[Span], lead: str, cells: int, most: int) -> list[tuple[Span, ...]]:
    """Spans broken into lines; ``lead`` stands before the first, and the others hang below it."""
    whole = "".join(text for text, _style in spans)
    styles = [style for text, style in spans for _letter in text]
    lines: list[tuple[Span, ...]] = []
    at = 0
    for place, line in enumerate(wrap(whole, max(cells - width(lead), 4), most)):
        # What was broken lost spaces only, and its last line may end in an ellipsis.
        at = max(whole.find(line.removesuffix(ELLIPSIS), at), at)
        hang = lead if place == 0 or lead.startswith("│") else " " * width(lead)
        runs = _runs(line, styles[at : at + len(line)])
        lines.append(((hang, "muted"), *runs) if lead else runs)
        at += len(line)
    return lines


def _runs(line: str, styles: list[str]) -> tuple[Span, ...]:
    runs: list[Span] = []
    for place, letter in enumerate(line):
        style = styles[place] if place < len(styles) else "text"
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + letter, style)
        else:
            runs.append((letter, style))
    return tuple(runs)
