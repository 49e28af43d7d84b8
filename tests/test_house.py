"""The rooms of the house: who may import whom, and how big a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]

MAY_IMPORT = {
    "models.text": set(),
    "models.measures": set(),
    "models.store": {"models.text"},
    "models.portfolio": {"models.store", "models.text"},
    "models.actions": {"models.portfolio", "models.store", "models.measures", "models.text"},
    "models.views": {"models.portfolio", "models.store", "models.measures", "models.text"},
    "models.definitions": {
        "models.portfolio",
        "models.actions",
        "models.store",
        "models.measures",
        "models.text",
    },
    "models.reports": {"models.views", "models.measures", "models.text"},
    "models.demo": {
        "models.portfolio",
        "models.definitions",
        "models.actions",
        "models.views",
        "models.text",
    },
    "tui": {"models.portfolio", "models.actions", "models.views", "models.measures", "models.text"},
    "tui.commands": {
        "tui",
        "models.portfolio",
        "models.actions",
        "models.views",
        "models.definitions",
        "models.reports",
        "models.demo",
        "models.text",
    },
    "pmboard": {"tui", "tui.commands", "models.portfolio", "models.actions", "models.views", "models.text"},
}
"""Room -> the other rooms that it may import. Arrows run one way."""

LINES = 450
"""A file longer than this is two things."""


def sources() -> Iterator[Path]:
    yield TOP / "pmboard.py"
    for folder in ("models", "tui"):
        yield from sorted((TOP / folder).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = list(path.relative_to(TOP).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    for room in sorted(MAY_IMPORT, key=len, reverse=True):
        if module == room or module.startswith(room + "."):
            return room
    return None


def imported(path: Path) -> Iterator[str]:
    module = module_of(path)
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for name in node.names:
                deeper = f"{stem}.{name.name}"
                is_module = (TOP / deeper.replace(".", "/")).with_suffix(".py").exists() or (
                    TOP / deeper.replace(".", "/")
                ).is_dir()
                yield deeper if is_module else stem


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(TOP)))
def test_arrows_run_one_way(path: Path) -> None:
    room = room_of(module_of(path))
    if room is None:
        assert module_of(path) == "models", f"{path} is in no room"
        return
    for name in imported(path):
        other = room_of(name)
        if other is not None and other != room:
            assert other in MAY_IMPORT[room], f"{room} may not import {name}"


@pytest.mark.parametrize("path", list(sources()), ids=lambda path: str(path.relative_to(TOP)))
def test_a_file_is_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize(
    ("room", "banned"),
    [
        ("models.measures", {"peewee", "yaml", "textual", "pydantic", "sqlite3"}),
        ("models.store", {"textual", "yaml", "pydantic"}),
        ("models.views", {"textual", "yaml", "pydantic"}),
        ("models.actions", {"textual", "yaml", "pydantic"}),
        ("models.reports", {"textual", "peewee", "pydantic"}),
        ("tui", {"peewee", "sqlite3", "pysqlite3"}),
        ("tui.commands", {"textual", "peewee", "sqlite3", "pysqlite3"}),
        ("pmboard", {"peewee", "sqlite3", "pysqlite3"}),
    ],
)
def test_rooms_keep_to_their_trade(room: str, banned: set[str]) -> None:
    for path in sources():
        if room_of(module_of(path)) == room:
            outside = {name.split(".")[0] for name in imported(path)}
            assert not outside & banned, f"{path} imports {outside & banned}"


def test_a_report_starts_without_the_screens_and_the_formats() -> None:
    code = (
        "import sys, pmboard, models.portfolio, models.views.delivery, models.reports\n"
        "heavy = {'textual', 'rich', 'pydantic', 'yaml', 'numpy', 'peewee', 'psycopg'} & set(sys.modules)\n"
        "heavy = {name for name in heavy if sys.modules[name] is not None}\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


_FIRST_BOARD = (
    "import sys, pmboard, tui.commands.screens, tui.app, tui.board.screen, tui.board.reading, tui.news\n"
)


def test_the_first_board_is_shown_without_the_tables() -> None:
    code = _FIRST_BOARD + (
        "late = {'peewee', 'yaml', 'pydantic', 'numpy', 'importlib.resources', 'models.store.tables', "
        "'models.store.change', 'models.views.judging', 'models.views.delivery', 'models.actions.undo', "
        "'tui.drafts', 'tui.delivery.screen', 'tui.project.screen', 'tui.history.screen'}"
        " & set(sys.modules)\n"
        "assert not late, late\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_no_dataclass_is_made_before_the_first_board() -> None:
    # Each costs 1.4 ms, a named tuple a seventh of that, a class with slots next to nothing.
    code = _FIRST_BOARD + (
        "made = {f'{name}.{key}' for name, module in [*sys.modules.items()]"
        " if name.partition('.')[0] in ('pmboard', 'tui', 'models')"
        " for key, value in vars(module).items()"
        " if isinstance(value, type) and '__dataclass_fields__' in vars(value)"
        " and value.__module__ == name}\n"
        "assert not made, made\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
