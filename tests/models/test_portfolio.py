from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.portfolio import NotADatabase, Portfolio, default_path, host_zone, login_name
from models.store import shell
from models.store.tables import Setting

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portfolio]:
    monkeypatch.setenv("TZ", "Europe/Madrid")
    opened = Portfolio.open(tmp_path / "p.db", author="ann", clock=lambda: NOW)
    yield opened
    opened.close()


def test_a_new_portfolio_keeps_the_zone_of_its_host(made: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert made.zone.key == "Europe/Madrid"
    assert made.today() == date(2026, 11, 24)
    assert made.now().isoformat() == "2026-11-24T00:30:00+01:00"
    assert made.now_ms() == 1795476600000
    again = Portfolio.open(made.store.path, author="ben")
    assert again.zone.key == "Europe/Madrid"
    assert again.session != made.session
    again.close()
    assert [(e.author, e.entity, e.summary) for e in made.store.events_since(0)] == [
        ("pmboard", "setting", "The portfolio was created")
    ]


def test_the_zone_is_a_setting(made: Portfolio) -> None:
    for value, key in (
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("Not/AZone", "UTC"),
        ("../etc", "UTC"),
        ("Europe", "UTC"),
    ):
        with made.change("set the zone") as change:
            change.update(Setting, 1, {"value": value}, seen=None)
        assert made.zone.key == key


def test_a_change_carries_author_session_and_time(made: Portfolio) -> None:
    with made.change("set") as change:
        change.create(Setting, key="k", value="v")
        change.summary("k is v")
    event = made.store.events_since(1)[0]
    assert (event.author, event.session, event.at, event.action, event.summary) == (
        "ann",
        made.session,
        1795476600000,
        "set",
        "k is v",
    )


def test_looking_only_makes_nothing(made: Portfolio, tmp_path: Path) -> None:
    looker = Portfolio.open(made.store.path, author="ben", read_only=True)
    assert looker.zone.key == "Europe/Madrid"
    looker.close()
    with pytest.raises(NotADatabase):
        Portfolio.open(tmp_path / "absent.db", author="ben", create=False)


@pytest.mark.parametrize(
    ("given", "name"), [("ann", "ann"), ("  Ann \n Ruiz\x1b[31m ", "Ann Ruiz[31m"), ("x" * 500, "x" * 100)]
)
def test_the_author_is_the_ssh_identity_cleaned(
    monkeypatch: pytest.MonkeyPatch, given: str, name: str
) -> None:
    monkeypatch.setenv("PMBOARD_AUTHOR", given)
    assert login_name() == name


def test_the_author_is_the_login_name_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMBOARD_AUTHOR", " \x07 ")
    monkeypatch.setattr(shell, "_account", lambda: "ben")
    assert login_name() == "ben"
    monkeypatch.setattr(shell, "_account", lambda: "")
    monkeypatch.setenv("LOGNAME", "cora")
    assert login_name() == "cora"
    monkeypatch.delenv("LOGNAME")
    assert login_name().startswith("user ")


def test_the_zone_of_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert host_zone() == "Asia/Tokyo"
    for named in ("CET-1CEST,M3.5.0,M10.5.0/3", "localtime", "posix/localtime", "Factory"):
        monkeypatch.setenv("TZ", named)
        assert host_zone() == "UTC"


def test_the_default_place_follows_the_base_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data/of/ann")
    assert default_path() == Path("/data/of/ann/pmboard/portfolio.db")


def test_memory_is_given_back_between_two_reads(tmp_path: Path) -> None:
    portfolio = Portfolio.open(tmp_path / "p.db", author="anna")
    before = portfolio.store.rows("SELECT * FROM setting")
    portfolio.give_back()
    assert portfolio.store.rows("SELECT * FROM setting") == before
    portfolio.close()
