"""The screens are tried without the settings of the person who runs the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui import other_speeds
from tests.tui.quiet import strips_without_caches, styles_once, without_guesses

MOMENTS = (
    "textual.app.App.CLICK_CHAIN_TIME_THRESHOLD",
    "tui.ahead._LONGEST",
    "tui.screen.REFUSED",
    "tui.screen.SAID",
    "tui.widgets.typed_ahead.BURST",
)
"""Seconds within which something still belongs to what was before."""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("PMBOARD_THEME", "PMBOARD_ASCII", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _pilots(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    without_guesses(monkeypatch)
    styles_once(monkeypatch)
    strips_without_caches(monkeypatch)
    # However slow the machine is, a test's keys follow each other at once, and what was just said is new.
    for moment in MOMENTS:
        monkeypatch.setattr(moment, 3600.0)
    other_speeds.apply(pytestconfig, monkeypatch)
