"""A report as one HTML file: nothing to load, nothing that runs, for a screen, a phone and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import assert_never

from models.reports.document import Block, Cell, Document, Fact, Facts, Items, Paragraph, Section, Table
from models.reports.style import STYLE
from models.text import clean_line, clean_text

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LEVELS = 6
_NUMBER = ' class="number"'
SHORTEST = 10
"""Letters up to which a cell that begins with a figure stays in one line."""
MANY = 9
"""Columns from which on they stand closer together."""
LONGEST_WORD = 24
"""Letters of a word that a column is made as wide as."""

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_WHOLE = re.compile(
    rf"(?<![\w#&;.,])(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?"
    r"|[+-]?\d[\d.,]*(?: [kMB])?(?: %| (?:d|y|pt|[A-Z]{3})))(?!\w)"
)
"""Dates and figures with their unit, which are never broken at the end of a line."""


def html(document: Document) -> str:
    """The document as a page with a newline at its end; every text in it is escaped."""
    title = _text(document.title)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            "<header>",
            f'<h1 dir="auto">{title}</h1>',
            f'<p class="made">{_text(document.made)}</p>',
            "</header>",
            *_blocks(document.blocks),
            *(line for section in document.sections for line in _section(section, 2)),
            "</main>",
            "</body>",
            "</html>\n",
        )
    )


def ascii_html(page: str) -> str:
    """The same page in ASCII: what is not becomes a character reference, so nothing is lost."""
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _text(text: str) -> str:
    return escape(clean_line(text))


def _flowing(text: str) -> str:
    """A text where lines may end, except within a date or a figure."""
    return _WHOLE.sub(r'<span class="whole">\g<0></span>', _text(text))


def _section(section: Section, level: int) -> Iterator[str]:
    anchor = f' id="{escape(section.anchor)}"' if section.anchor else ""
    heading = f"h{min(level, _LEVELS)}"
    mark = f" {_cell(section.mark)}" if section.mark is not None else ""
    yield f"<section{anchor}>"
    yield f"<{heading}><bdi>{_text(section.title)}</bdi>{mark}</{heading}>"
    yield from _blocks(section.blocks)
    for inner in section.sections:
        yield from _section(inner, level + 1)
    yield "</section>"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield from _table(block)
        case Facts():
            yield from _facts([row for row in block.rows if row.value.text])
        case Items():
            yield "<ul>"
            yield from (f'<li dir="auto">{_cell(row)}</li>' for row in block.rows)
            yield "</ul>"
        case Paragraph():
            yield from _paragraphs(block)
        case _:
            assert_never(block)


def _facts(rows: list[Fact]) -> Iterator[str]:
    if rows:
        yield '<dl class="facts">'
        for name, value in rows:
            yield f'<div><dt>{_text(name)}</dt><dd dir="auto">{_cell(value)}</dd></div>'
        yield "</dl>"


def _table(table: Table) -> Iterator[str]:
    # A wide table scrolls by itself; with the keyboard too, so it can have the focus and has a name.
    yield f'<div class="wide" role="region" tabindex="0" aria-label="{_text(table.about)}">'
    yield '<table class="many">' if len(table.columns) > MANY else "<table>"
    heads = (
        f'<th scope="col"{_NUMBER if column.number else ""}>{_flowing(column.title)}</th>'
        for column in table.columns
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(_table_cells(table, row))}</tr>"
    yield "</tbody></table></div>"


def _table_cells(table: Table, row: tuple[Cell, ...]) -> Iterator[str]:
    for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        if column.number:
            looks = _NUMBER
        else:
            looks = f'{_kind(cell)} dir="auto"'
        yield f'<th scope="row"{looks}>{_cell(cell)}</th>' if at == 0 else f"<td{looks}>{_cell(cell)}</td>"


def _kind(cell: Cell) -> str:
    # The words of ordinary cells stay whole; only longer ones are broken.
    if any(len(word) > LONGEST_WORD for word in cell.text.split()):
        return ' class="long"'
    if cell.share is not None:
        return ' class="share"'
    # Answers such as 4 5 4 n3 are one figure.
    return ' class="whole"' if len(cell.text) <= SHORTEST and cell.text[:1].isdigit() else ""


def _cell(cell: Cell) -> str:
    shown = _flowing(cell.text)
    if cell.to:
        shown = f'<a href="#{escape(cell.to)}">{shown}</a>'
    if cell.tone:
        shown = f'<span class="{cell.tone}">{shown}</span>'
    if cell.share is None:
        return shown
    full = round(min(max(cell.share, 0.0), 1.0) * 100)
    return f'<span class="bar" aria-hidden="true"><i style="width:{full}%"></i></span>{shown}'


def _paragraphs(block: Paragraph) -> Iterator[str]:
    parts = [part.strip() for part in re.split(r"\n\s*\n", clean_text(block.text)) if part.strip()]
    tone = f' class="{block.tone}"' if block.tone else ""
    for at, part in enumerate(parts):
        lead = f"<b>{_text(block.lead)}:</b> " if block.lead and at == 0 else ""
        lines = "<br>".join(_flowing(line) for line in part.split("\n"))
        yield f'<p dir="auto"{tone}>{lead}{lines}</p>'
