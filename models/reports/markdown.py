"""A report as Markdown: CommonMark, with tables as GitHub and most others read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.reports.document import Block, Cell, Document, Facts, Items, Paragraph, Section, Table
from models.text import clean_line, clean_text

# What begins markup anywhere: code, emphasis, links, escapes, cells, strike-through, mathematics.
_ANYWHERE = re.compile(r"[\\`*_\[\]|~$]")
# What some readers make a link of by itself: an address with a scheme, with "www.", and an e-mail address.
_ADDRESS = re.compile(r":(?=//)|(?<=[Ww]{3})\.|(?<=mailto):|(?<=xmpp):|@", re.IGNORECASE)
_ENTITY = re.compile(r"&(?=[#0-9A-Za-z])")
# What begins a block at the start of a line: a list, a heading, a line of a table or under a heading.
_START = re.compile(r"[+-](?=\s|$)|#{1,6}(?=\s|$)|[:=-][-:= ]*$")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_LEVELS = 6


def markdown(document: Document) -> str:
    """The document as Markdown text with a newline at its end."""
    parts = [f"# {inline(document.title)}", inline(document.made)]
    parts += _blocks(document.blocks)
    for section in document.sections:
        parts += _section(section, 2)
    return "\n\n".join(parts) + "\n"


def inline(text: str) -> str:
    """Text of anybody as one line that is text and nothing else, wherever it stands."""
    return _escaped(clean_line(text))


def _escaped(line: str) -> str:
    line = _ANYWHERE.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace(">", "&gt;")
    line = _ADDRESS.sub(r"\\\g<0>", line)
    if _START.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def _section(section: Section, level: int) -> Iterator[str]:
    mark = f" ({inline(section.mark.text)})" if section.mark is not None else ""
    yield f"{'#' * min(level, _LEVELS)} {inline(section.title)}{mark}"
    yield from _blocks(section.blocks)
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        text = _block(block)
        if text:
            yield text


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Facts):
        rows = (f"- **{inline(row.name)}:** {_cell(row.value)}" for row in block.rows if row.value.text)
        return "\n".join(rows)
    if isinstance(block, Items):
        return "\n".join(f"- {_cell(row)}" for row in block.rows)
    raise TypeError(f"{type(block).__name__} is no block")


def _cell(cell: Cell) -> str:
    text = inline(cell.text)
    return f"**{text}**" if cell.tone in ("red", "strong") and text else text


def _table(table: Table) -> str:
    head = " | ".join(inline(column.title) for column in table.columns)
    rule = " | ".join("---:" if column.number else "---" for column in table.columns)
    rows = (" | ".join(_cell(cell) for cell in row) for row in table.rows)
    return "\n".join(f"| {line} |" for line in (head, rule, *rows))


def _paragraph(block: Paragraph) -> str:
    # Empty lines part paragraphs; a backslash ends a line within one.
    parts = [part for part in re.split(r"\n\s*\n", clean_text(block.text).strip()) if part.strip()]
    shown = ["\\\n".join(_escaped(clean_line(line)) for line in part.strip().split("\n")) for part in parts]
    if not shown:
        return ""
    if block.lead:
        shown[0] = f"**{inline(block.lead)}:** {shown[0]}"
    return "\n\n".join(shown)
