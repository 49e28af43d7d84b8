"""Reading definition files: paths in, one checked Document out, or every problem of every file at once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from models.definitions.circles import circles
from models.definitions.files import source_of, sources
from models.definitions.format import Document, File, Item
from models.definitions.known import Known
from models.definitions.positions import Source
from models.definitions.problems import DefinitionErrors, Problem
from models.definitions.references import missing_references
from models.definitions.rules import broken_rules
from models.definitions.tree import parse
from models.definitions.validate import typed

_Item = TypeVar("_Item", bound=Item)


def read(paths: Iterable[str | os.PathLike[str]], known: Known | None = None) -> Document:
    """Read files and folders (a folder: all its *.yaml and *.yml, in name order) as one import.

    `known` is what the database has: references to it are right, and what it has may be left out. Raises
    DefinitionErrors with all problems of all files; never anything else, whatever the files hold.
    """
    found, problems = sources(paths)
    return _checked(found, problems, known or Known())


def read_text(text: str, name: str = "definition", known: Known | None = None) -> Document:
    """Read one file's text that is in memory already; otherwise as `read`."""
    found, problems = source_of(text, name)
    return _checked(found, problems, known or Known())


def _checked(found: Sequence[Source], problems: list[Problem], known: Known) -> Document:
    complete = not problems
    with without_collector():
        files: list[File] = []
        lost: set[str] = set()
        for source in found:
            root, wrong = parse(source)
            problems.extend(wrong)
            if root is None:
                complete = False
                continue
            part = typed(source, root)
            problems.extend(part.problems)
            lost |= part.lost
            if part.file is None:
                complete = False
                continue
            files.append(part.file)
        document = _joined(files)
        problems.extend(broken_rules(document, known))
        if complete:
            problems.extend(missing_references(document, known, lost))
        problems.extend(circles(document))
    if problems:
        raise DefinitionErrors(problems)
    return document


def _joined(files: Sequence[File]) -> Document:
    return Document(
        files=tuple(file.marks.source.name for file in files),
        settings=tuple(file.settings for file in files if file.settings is not None),
        people=_all(file.people for file in files),
        clients=_all(file.clients for file in files),
        goals=_all(file.goals for file in files),
        programs=_all(file.programs for file in files),
        projects=_all(file.projects for file in files),
        views=_all(file.views for file in files),
        snapshots=_all(file.snapshots for file in files),
    )


def _all(lists: Iterable[tuple[_Item, ...]]) -> tuple[_Item, ...]:
    return tuple(item for items in lists for item in items)


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing that reading and planning build is garbage before they are done, and looking for some takes a
    third of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
