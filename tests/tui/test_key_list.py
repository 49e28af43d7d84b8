"""What `pmboard keys` prints, and that docs/keys.md tells the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui.key_list import print_keys
from tui.rooms import all_keys

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "pmboard").mkdir()
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def write(env: dict[str, str], text: str) -> Path:
    file = Path(env["XDG_CONFIG_HOME"]) / "pmboard" / "keys.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_action_has_a_line(env: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert print_keys(env, as_json=False) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    ids = [words[0] for words in lines if words and "." in words[0] and not words[0].startswith('"')]
    assert ids == [key.id for key in all_keys()]


def test_ones_own_keys_are_shown(env: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    file = write(env, '"board.archive" = "D,delete"\n')
    assert print_keys(env, as_json=False) == 0
    out = capsys.readouterr().out
    assert [line.split()[:3] for line in out.splitlines() if line.startswith(" *")] == [
        ["*board.archive", "D", "del"]
    ]
    assert f"Your own keys are in {file}" in out


def test_as_data(env: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    file = write(env, '"board.archive" = "D"\n')
    assert print_keys(env, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], data["file"], data["problems"]) == (1, str(file), [])
    actions = {one["id"]: one for room in data["rooms"] for one in room["actions"]}
    assert list(actions) == [key.id for key in all_keys()]
    assert actions["board.archive"] == {
        "id": "board.archive",
        "keys": ["D"],
        "built_in": ["x", "delete"],
        "text": "archive the card",
    }


def test_what_is_wrong_goes_to_standard_error(
    env: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(env, '"board.archiv" = "D"\n')
    assert print_keys(env, as_json=True) == 1
    said = capsys.readouterr()
    assert "did you mean board.archive?" in said.err
    assert json.loads(said.out)["problems"] == [said.err.removeprefix("pmboard: ").strip()]


def test_it_needs_no_textual_and_no_database() -> None:
    code = (
        "import sys, pmboard; pmboard.main(['keys'])\n"
        "assert not {'textual', 'peewee', 'yaml'} & set(sys.modules), sys.modules.keys()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "board.archive" in done.stdout


def test_the_page_about_keys_is_true() -> None:
    code = (
        "import runpy\nmade = runpy.run_path('docs/keys.py')\n"
        "text = made['PAGE'].read_text()\nassert made['page'](text) == text"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, "docs/keys.md is old: run .venv/bin/python docs/keys.py"
