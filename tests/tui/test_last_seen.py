"""A portfolio that lacks what its person saw before is noticed, and told once."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from models.actions import clients
from models.portfolio import Portfolio, StoreError
from tests.tui import samples
from tui.keeping import Keeping, copy_in_background
from tui.last_seen import LastSeen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "p.db"
    samples.opened(place).close()
    return place


def seen(path: Path, memory: Path, change: str | None = None) -> str | None:
    """Open, look, perhaps change something, remember, close."""
    portfolio = samples.opened(path)
    last = LastSeen(memory)
    try:
        warning = last.went_back(portfolio)
        if change is not None:
            clients.add(portfolio, key=change, name=change)
        last.keep(portfolio)
    finally:
        portfolio.close()
    return warning


def test_an_old_copy_put_back_is_told_once_with_how_much_is_gone(path: Path, tmp_path: Path) -> None:
    memory = tmp_path / "seen.json"
    assert seen(path, memory) is None
    shutil.copy(path, tmp_path / "old.db")
    seen(path, memory, "acme")
    seen(path, memory, "bora")
    shutil.copy(tmp_path / "old.db", path)
    warning = seen(path, memory)
    assert warning is not None
    assert "went back: 2 changes that you saw are gone" in warning
    assert "pmboard restore" in warning
    assert seen(path, memory) is None


def test_a_copy_elsewhere_and_another_portfolio_at_the_place_are_no_alarm(path: Path, tmp_path: Path) -> None:
    memory = tmp_path / "seen.json"
    shutil.copy(path, tmp_path / "old.db")
    seen(path, memory, "acme")
    assert seen(tmp_path / "old.db", memory) is None
    path.unlink()
    Portfolio.open(path, author="eva").close()
    assert seen(path, memory) is None


def test_a_link_to_the_portfolio_is_the_same_portfolio(path: Path, tmp_path: Path) -> None:
    memory = tmp_path / "seen.json"
    shutil.copy(path, tmp_path / "old.db")
    seen(path, memory, "acme")
    shutil.copy(tmp_path / "old.db", path)
    (tmp_path / "link.db").symlink_to(path)
    assert seen(tmp_path / "link.db", memory) is not None


@pytest.mark.parametrize("content", ["", "[1", '{"x": 1}', '{"PATH": {"portfolio": "ID", "seen": "many"}}'])
def test_a_damaged_memory_is_no_alarm(path: Path, tmp_path: Path, content: str) -> None:
    memory = tmp_path / "seen.json"
    portfolio = samples.opened(path)
    content = content.replace("PATH", str(path)).replace("ID", portfolio.identity())
    portfolio.close()
    memory.write_text(content, encoding="utf-8")
    assert seen(path, memory) is None


def test_the_day_has_a_copy_of_its_own_and_the_demo_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(path.parent))
    portfolio = samples.opened(path)
    clients.add(portfolio, key="acme", name="Acme")
    _, copy = Keeping().begin(portfolio)
    assert copy is not None
    made = copy()
    assert made is not None
    assert made.parent == path.with_name("p.db.backups")
    assert Keeping().begin(portfolio) == (None, None)
    made.unlink()
    portfolio.kept_daily = False
    assert portfolio.daily_backup() is None
    portfolio.close()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_copy_that_fails_as_the_program_leaves_says_nothing_into_the_shell() -> None:
    told: list[str] = []

    def fails() -> None:
        raise StoreError("no room")

    def closed(sentence: str) -> None:
        told.append(sentence)
        raise RuntimeError("Event loop is closed")

    copy_in_background(fails, closed)
    for thread in threading.enumerate():
        if thread.name == "daily copy":
            thread.join()
    assert told == ["no copy was made today: no room"]
