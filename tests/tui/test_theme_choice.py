"""Choosing a theme: shown while one walks, brought back by Esc, kept for the next start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.pages import running
from tui import theme_kept, themes
from tui.app import PmboardApp
from tui.session import Session


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return samples.ledger(tmp_path / "ledger.db")


def started(path: Path) -> PmboardApp:
    session = Session(lambda: samples.opened(path))
    try:
        return PmboardApp(session)
    finally:
        session.close()


async def test_walking_shows_and_escape_brings_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("T", "down")
        assert driver.app.theme == "pm-light"
        await driver.press("down")
        assert driver.app.theme == "high-contrast-dark"
        await driver.press("escape")
        assert driver.app.theme == "pm-dark"
        assert theme_kept.kept(os.environ) == (None, "")


async def test_enter_keeps_it_for_the_next_start(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("T")
        await driver.type("blind")
        assert driver.app.theme == "color-blind"
        await driver.press("enter")
        assert driver.status == "theme color-blind, kept for next time"
    assert started(path).theme == "color-blind"


async def test_a_bad_file_is_said_and_the_others_can_be_chosen(path: Path) -> None:
    folder = themes.own_folder(os.environ)
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text('name: mine\nprimary: "#56B4E9"\n')
    (folder / "bad.yaml").write_text("name: bad\nprimary: nope\n")
    async with running(path) as driver:
        await driver.press("T")
        assert "'nope' is not a color" in driver.status
        await driver.type("mine")
        await driver.press("enter")
        assert driver.app.theme == "mine"


async def test_where_nothing_can_be_written_it_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = path.parent / "blocked"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    async with running(path) as driver:
        await driver.press("T", "down", "enter")
        assert driver.app.theme == "pm-light"
        assert driver.status.startswith("theme pm-light until you leave: ")


@pytest.mark.parametrize(
    ("variable", "theme"), [("PMBOARD_THEME", "high-contrast-light"), ("NO_COLOR", "ansi")]
)
def test_the_environment_wins(path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, theme: str) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert theme_kept.keep(os.environ, "pm-light")
    assert started(path).theme == "pm-light"
    monkeypatch.setenv(variable, theme)
    assert started(path).theme == theme


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no-such-theme\n", "There is no theme 'no-such-theme'"),
        (b"\xff\xfe", "is not the name of a theme"),
        (b"a\x1b[31mb", "is not the name of a theme"),
        (b"../../etc/passwd", "There is no theme"),
        (b"x" * 5000, "There is no theme"),
    ],
)
def test_a_broken_file_is_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, sentence: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    file = theme_kept.own_file(os.environ)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    app = started(path)
    assert app.theme == themes.default_name(os.environ)
    assert len(app.problems) == 1
    assert sentence in app.problems[0]


def test_a_folder_in_its_place_is_a_sentence(path: Path) -> None:
    theme_kept.own_file(os.environ).mkdir(parents=True)
    assert "cannot be read" in started(path).problems[0]
    assert not theme_kept.keep(os.environ, "pm-dark")


def test_an_empty_file_is_no_choice(path: Path) -> None:
    file = theme_kept.own_file(os.environ)
    file.parent.mkdir(parents=True)
    file.write_text("\n")
    assert started(path).problems == []
