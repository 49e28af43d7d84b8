"""Small files of a person's own that may be anything."""

from __future__ import annotations

import errno
import os
import pwd
from pathlib import Path

import pytest

from models.portfolio import NotADatabase, default_path
from tui import draft_folder, keymap, own_error, state, theme_kept, themes
from tui.keymap import read_changes
from tui.plain_file import read_plain, write_plain

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
    assert draft_folder.record_of(file) is None
    name, told = theme_kept.kept({"XDG_STATE_HOME": str(tmp_path / "state")})
    assert name is None
    assert "cannot be read" in told


@pytest.mark.parametrize("what", ["folder", "pipe", "link", "link to nothing"])
def test_a_file_takes_the_place_of_anything_or_leaves_nothing(tmp_path: Path, what: str) -> None:
    file = tmp_path / "own" / "error.txt"
    file.parent.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("of somebody")
    if what == "folder":
        file.mkdir()
        with pytest.raises(OSError):
            write_plain(file, "words")
    else:
        if what == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to(elsewhere if what == "link" else tmp_path / "nothing")
        write_plain(file, "words \udcff")
        assert file.read_text() == "words \\udcff"
        assert not file.is_symlink()
        assert file.stat().st_mode & 0o077 == 0
    assert [one.name for one in file.parent.iterdir()] == ["error.txt"]
    assert elsewhere.read_text() == "of somebody"


def test_no_half_of_a_file_stays_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "error.txt").write_text("before")

    def full(_source: object, _target: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError):
        write_plain(tmp_path / "error.txt", "words")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["before"]


def test_an_account_without_a_home_has_no_files_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs as a number, or a service: no HOME, and no entry of the account."""

    def unknown(_number: int) -> None:
        raise KeyError("uid not found")

    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert theme_kept.kept({}) == (None, "")
    assert not theme_kept.keep({}, "pm-dark")
    assert read_changes(keymap.own_file({}), (), ()) == ({}, [])
    assert len(themes.load_all(themes.own_folder({})).loaded) == len(themes.THEME_NAMES)
    state.keep(state.file_of({}, "seen.json"), "x", 1)
    assert state.recall(state.file_of({}, "seen.json"), "x") is None
    assert "IndexError: words" in own_error.told(IndexError("words"), (80, 24), {})
    with pytest.raises(NotADatabase, match="no home folder: say which database with --db"):
        default_path()


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    file = tmp_path / "seen.json"
    file.write_text(NESTED)
    assert state.recall(file, "x") is None
    keys = tmp_path / "keys.toml"
    keys.write_text("a=" + NESTED)
    changes, problems = read_changes(keys, (), ())
    assert changes == {}
    assert "nested too deeply" in problems[0]
