"""From a file's tree to typed values: pydantic's errors become problems with positions, all of them.

A file with errors still yields what is right in it, so that the rules between its parts can be checked too.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from models.definitions.format import File
from models.definitions.numerals import shown
from models.definitions.positions import ITEM_NAMES, Marks, Source, item_name, visible
from models.definitions.problems import Problem
from models.definitions.tree import MARKS_KEY
from models.definitions.values import LINE_LENGTH, TEXT_LENGTH

Location = tuple[int | str, ...]

_RIGHT: dict[type, str] = {
    date: "2000-01-01",
    datetime: "2000-01-01T00:00:00Z",
    int: "1",
    float: "1",
    Decimal: "1",
}
"""A value of each type that any key of it takes."""
_SHORTHANDS = (("projects", "goals", "goal"), ("programs", "goals", "goal"))
_ROUNDS = 8
_KEPT_ITEMS = 1_000
_LARGE_FILE = 1_000_000
_LONG_LIST = 5_000

MOST_PROBLEMS = 10_000
"""So many problems of one file are found one by one: what pydantic says of each takes a kilobyte."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A file's values, the problems of those that are left out of them, and what the left out are called."""

    file: File | None
    problems: list[Problem]
    lost: set[str]


def typed(source: Source, root: dict[str, Any]) -> Typed:
    """The file's values as far as they are right; never raises."""
    _expand_shorthands(root)
    if len(source.text) > _LARGE_FILE and _is_hopeless(File, root, [0]):
        return _too_many(source, root)
    problems: list[Problem] = []
    lost: set[str] = set()
    for attempt in range(_ROUNDS):
        try:
            return Typed(File.model_validate(root), problems, lost)
        except ValidationError as error:
            if error.error_count() > MOST_PROBLEMS:
                return _too_many(source, root)
            errors = error.errors(include_url=False, include_input=False)
        if attempt == 0:
            problems = [_problem(source, root, found) for found in errors]
        wrong = [found["loc"] for found in errors]
        lost |= _prune(root, [location for location in wrong if not _stood_in(root, location)])
    return Typed(None, problems, lost)


def _is_hopeless(model: type[BaseModel], node: dict[str, Any], found: list[int]) -> bool:
    """Whether long lists alone hold more problems than are listed: all at once they would take gigabytes."""
    for key, value in node.items():
        inner = _fields(model).get(key)
        if not isinstance(value, list):
            continue
        if len(value) > _LONG_LIST:
            wrong = (dict, list) if inner is None else (str, list, type(None))
            found[0] += sum(1 for item in value if isinstance(item, wrong))
            if inner is not None and found[0] <= MOST_PROBLEMS:
                _count(inner, value, found)
        elif inner is not None:
            for item in value:
                if isinstance(item, dict) and _is_hopeless(inner, item, found):
                    return True
        if found[0] > MOST_PROBLEMS:
            return True
    return False


def _count(model: type[BaseModel], items: list[Any], found: list[int]) -> None:
    for item in items:
        try:
            model.model_validate(item)
        except ValidationError as error:
            found[0] += error.error_count()
            if found[0] > MOST_PROBLEMS:
                return


def _too_many(source: Source, root: dict[str, Any]) -> Typed:
    """The first problems of a file that has more of them than anybody reads."""
    errors: list[Any] = []
    _collect(File, root, (), errors)
    problems = [_problem(source, root, found) for found in errors[:MOST_PROBLEMS]]
    problems.append(
        Problem(source, None, "", f"more than {MOST_PROBLEMS:,} problems; the rest is not listed")
    )
    return Typed(None, problems, set())


def _collect(model: type[BaseModel], node: Any, location: Location, errors: list[Any]) -> None:
    """Add the errors of a part of the tree, part by part where it has too many at once."""
    if len(errors) >= MOST_PROBLEMS:
        return
    if isinstance(node, dict) and any(
        isinstance(each, list) and len(each) > _LONG_LIST for each in node.values()
    ):
        _collect_parts(model, node, location, errors)
        return
    try:
        model.model_validate(node)
        return
    except ValidationError as error:
        if error.error_count() <= MOST_PROBLEMS:
            found = error.errors(include_url=False, include_input=False)
            errors.extend({**one, "loc": (*location, *one["loc"])} for one in found)
            return
    _collect_parts(model, node, location, errors)


def _collect_parts(
    model: type[BaseModel], node: dict[str, Any], location: Location, errors: list[Any]
) -> None:
    rest: dict[str, Any] = {}
    for key, value in node.items():
        inner = _fields(model).get(key)
        if not isinstance(value, list):
            rest[key] = value
        elif inner is None:
            rest[key] = value[:_KEPT_ITEMS]
        else:
            for index, item in enumerate(value):
                if len(errors) >= MOST_PROBLEMS:
                    return
                _collect(inner, item, (*location, key, index), errors)
    _collect(model, rest, location, errors)


def _expand_shorthands(root: dict[str, Any]) -> None:
    for owners, name, key in _SHORTHANDS:
        for owner in _mappings(root.get(owners)):
            _expand(owner, name, key)
    for project in _mappings(root.get("projects")):
        for card in _mappings(project.get("cards")):
            if "checklist" in card:
                _expand(card, "checklist", "text")


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def _expand(owner: dict[str, Any], name: str, key: str) -> None:
    """Turn the plain texts of a list into mappings of one key."""
    items = owner.get(name)
    if not isinstance(items, list):
        return
    marks: Marks = owner[MARKS_KEY]
    positions = marks.items.get(name, [])
    for index, item in enumerate(items):
        if not isinstance(item, str):
            continue
        start = _item_position(positions, index, marks.start)
        inner = Marks(marks.source, start)
        inner.values[key] = start
        items[index] = {MARKS_KEY: inner, key: item}


def _item_position(positions: list[int], index: int, fallback: int) -> int:
    # The first position is the list's own.
    return positions[index + 1] if index + 1 < len(positions) else fallback


def locate(root: dict[str, Any], location: Location) -> tuple[int, str, Any]:
    """Where a value of the tree stands, its path for people, and the value."""
    node: Any = root
    position = root[MARKS_KEY].start
    positions: list[int] = []
    path = ""
    for part in location:
        if isinstance(node, dict) and isinstance(part, str):
            marks: Marks = node[MARKS_KEY]
            position = marks.values.get(part, marks.start)
            positions = marks.items.get(part, [])
            node = node.get(part)
            path = f"{path}.{visible(part[:60])}" if path else visible(part[:60])
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            position = _item_position(positions, part, position)
            node = node[part]
            names = map(node.get, ITEM_NAMES) if isinstance(node, dict) else ()
            path += f"[{item_name(names, part)}]"
    return position, path, node


_SHOWN_KEYS = 2
"""Keys that show what a mapping looks like, where it must have none."""


def _problem(source: Source, root: dict[str, Any], found: Any) -> Problem:
    location: Location = found["loc"]
    position, path, value = locate(root, location)
    kind: str = found["type"]
    context: dict[str, Any] = found.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(source, root, location)
    if kind == "missing":
        parent, path, _ = locate(root, location[:-1])
        return Problem(source, parent, path, f"the key '{location[-1]}' is missing")
    if kind == "value":
        return Problem(source, position, path, context["what"], context["word"], context["choices"])
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        what = f"expected a mapping, found {shown(value)}; write {_shape(_model(location))}"
        return Problem(source, position, path, what)
    return Problem(source, position, path, _sentence(kind, value))


def _shape(model: type[BaseModel]) -> str:
    """A mapping of this kind with what it must have: ``{amount: ..., currency: ...}``."""
    known = _fields(model)
    needed = [key for key, field in model.model_fields.items() if field.is_required() and key in known]
    keys = needed or list(known)[:_SHOWN_KEYS]
    return "{" + ", ".join(f"{key}: ..." for key in keys) + "}"


def _sentence(kind: str, value: Any) -> str:
    if kind == "string_too_long":
        length = LINE_LENGTH if len(value.strip()) <= TEXT_LENGTH else TEXT_LENGTH
        return f"the text has {len(value):,} characters; allowed are {length:,}"
    if kind == "string_too_short":
        return "the text is empty; write some, or leave it out"
    if kind == "string_pattern_mismatch":
        return "the text has a line break or a tab; allowed is one line"
    if kind == "string_type" and value is None:
        return "nothing (null) where text is needed; text that reads null goes in quotes"
    if kind == "string_type":
        return f"expected text, found {shown(value)}"
    return f"{shown(value)} is not allowed here"


def _unknown_key(source: Source, root: dict[str, Any], location: Location) -> Problem:
    _, path, parent = locate(root, location[:-1])
    key = str(location[-1])
    position = parent[MARKS_KEY].keys.get(key, parent[MARKS_KEY].start)
    known = tuple(_fields(_model(location[:-1])))
    what = f"unknown key {shown(key)}; allowed are {', '.join(known)}"
    return Problem(source, position, path, what, key, known)


def _model(location: Location) -> type[BaseModel]:
    model: type[BaseModel] = File
    for part in location:
        if isinstance(part, str):
            model = _fields(model)[part] or model
    return model


@cache
def _fields(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    """The keys of a model, and the model of those that hold one or a list of them."""
    found = {}
    for name, field in model.model_fields.items():
        if name != "marks":
            found[name.rstrip("_")] = _inner_model(field.annotation)
    if "archived" in found:
        # Last on the page, first in the classes.
        found["archived"] = found.pop("archived")
    return found


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        model = _inner_model(inner)
        if model is not None:
            return model
    return None


def _stood_in(root: dict[str, Any], location: Location) -> bool:
    """Put a right value where a wrong one is, or none, and the item cannot be without: what else is wrong
    with the item is found too. False for texts, which say what the item is.
    """
    *around, key = location
    model: type[BaseModel] | None = File
    node: Any = root
    for part in around:
        if isinstance(part, str):
            model = _fields(model).get(part) if model is not None else None
            node = node.get(part) if isinstance(node, dict) else None
        else:
            node = node[part] if isinstance(node, list) and part < len(node) else None
    if model is None or not isinstance(node, dict) or not isinstance(key, str):
        return False
    stand_in = _stand_ins(model).get(key)
    if stand_in is None or node.get(key) == stand_in:
        return False
    node[key] = stand_in
    node[MARKS_KEY].damaged |= {key}
    return True


@cache
def _stand_ins(model: type[BaseModel]) -> dict[str, str]:
    """A right value, as a file has it, for the keys that an item needs and that are no texts."""
    found = {}
    for name, field in model.model_fields.items():
        if name == "marks" or not field.is_required():
            continue
        kind = field.annotation
        choices = typing.get_args(kind) if typing.get_origin(kind) is Literal else ()
        value = choices[0] if choices else _RIGHT.get(kind) if isinstance(kind, type) else None
        if value is not None:
            found[name.rstrip("_")] = value
    return found


def _prune(root: dict[str, Any], locations: list[Location]) -> set[str]:
    """Take what is wrong out of the tree, keys with their values or items of lists; return lost names."""
    names: set[str] = set()
    items: dict[int, tuple[list[Any], list[int], set[int]]] = {}
    for location in locations:
        target = _target(root, location)
        if target is None:
            continue
        container, part, owner, key = target
        marks: Marks = owner[MARKS_KEY]
        marks.damaged |= {str(part) if container is owner else key}
        if isinstance(container, dict):
            value = container.pop(part, None)
            names |= _names({part: value} if part in ITEM_NAMES else value)
        else:
            items.setdefault(id(container), (container, marks.items.get(key, []), set()))[2].add(part)
    for listed, positions, indexes in items.values():
        for index in indexes:
            names |= _names(listed[index])
        listed[:] = [item for index, item in enumerate(listed) if index not in indexes]
        positions[1:] = [position for index, position in enumerate(positions[1:]) if index not in indexes]
    return names


def _names(value: Any) -> set[str]:
    """All that a part of the tree could be called by: references to what is wrong are not wrong as well."""
    if isinstance(value, list):
        return {name for item in value for name in _names(item)}
    if not isinstance(value, dict):
        return set()
    own = {value[key] for key in ITEM_NAMES if isinstance(value.get(key), str)}
    inner = (_names(item) for key, item in value.items() if isinstance(item, dict | list))
    return own.union(*inner)


def _target(root: dict[str, Any], location: Location) -> tuple[Any, Any, dict[str, Any], str] | None:
    """The container and the part of it that is wrong (for a missing key: what misses it).

    With it the nearest mapping around the part, and the key there.
    """
    found: tuple[Any, Any, dict[str, Any], str] | None = None
    owner, key = root, ""
    node: Any = root
    for part in location:
        if isinstance(node, dict) and isinstance(part, str) and part in node:
            owner, key = node, part
        elif not (isinstance(node, list) and isinstance(part, int) and part < len(node)):
            break
        found = (node, part, owner, key)
        node = node[part]
    return found
