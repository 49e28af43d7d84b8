"""Small files of a person's own that may be anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui import drafts, state, theme_kept
from tui.keymap import read_changes
from tui.plain_file import read_plain

NESTED = "[" * 60_000


def test_the_first_bytes_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words")
    assert read_plain(tmp_path / "a", 3) == b"wor"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_plain_file_is_never_waited_for(tmp_path: Path, make: object) -> None:
    file = tmp_path / "state" / "pmboard" / "theme"
    file.parent.mkdir(parents=True)
    make(file)  # type: ignore[operator]
    with pytest.raises(OSError):
        read_plain(file, 10)
    assert state.recall(file, "x") is None
    assert drafts._record(file) is None
    name, told = theme_kept.kept({"XDG_STATE_HOME": str(tmp_path / "state")})
    assert name is None
    assert "cannot be read" in told


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "seen.json"
    file.write_text(NESTED)
    assert state.recall(file, "x") is None
    keys = tmp_path / "keys.toml"
    keys.write_text("a=" + NESTED)
    changes, problems = read_changes(keys, (), ())
    assert changes == {}
    assert "nested too deeply" in problems[0]
