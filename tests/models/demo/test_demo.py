"""The demo is alive on any day: each rule of needs attention fires where the story says so, only there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.actions import cards, people
from models.demo import build, open_demo
from models.demo.opening import BUILDER
from models.portfolio import Portfolio, StoreError, login_name
from models.views.delivery import delivery

FIRST = date(2026, 2, 20)
"""The 400 days from here hold both changes of the clock in each hemisphere, a year's end and a February."""
DAYS = 400
PARTS = 10
STEP = 1 if os.environ.get("PMBOARD_EVERY_DAY") else 11
"""Every eleventh day meets each weekday in each zone, and each hour; PMBOARD_EVERY_DAY=1 walks them all."""
ZONES = ("Europe/Madrid", "America/Los_Angeles", "Pacific/Auckland")

FIRED = {
    "computed red": ("BORA", r"CPI 0\.\d+ \(red below 0\.90\)"),
    "declared better than computed": ("BORA", r"declared green .* data says red"),
    "statement stale": ("IRIS", r"last statement is stale: 26 d old"),
    "never reported": ("MOSS", r"no statement yet; started \d+ d ago"),
    "commitment forecast late": ("ATLAS", r'promised "UAT starts" .* forecast .*\+\d+ d'),
    "promise at the end forecast late": ("FERN", r'promised "All clinics" .* forecast .*\+\d+ d'),
    "milestone overdue": ("FERN", r'"Security sign-off" was due'),
    "expectation missed": ("FERN", r"expectation missed"),
    "CSAT fell": ("KITE", r"CSAT fell by 33 points"),
    "risk very high": ("FERN", r"risk very high \(16\)"),
    "person over 120 %": ("IRIS", r"Quinn Byrne 140 %"),
    "blocked over 5 days": ("KITE", r"blocked for \d+ d: no charger data"),
    "no card moved": ("MOSS", r"no card moved for 1\d d"),
    "predecessor ends late": ("ATLAS", r"ATLAS-\d+ was begun .* waits for BORA-\d+, expected"),
}

QUIET = {"CEDAR", "DUNE", "LARK", "OPAL", "PINE", "REED"}


@contextmanager
def demo_on(folder: Path, now: datetime) -> Iterator[Portfolio]:
    portfolio = open_demo(folder / f"{now:%Y%m%dT%H}.db", author="dora", clock=lambda: now)
    try:
        yield portfolio
    finally:
        portfolio.close()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_rule_fires_on_every_day_for_a_reason_that_can_be_followed(
    part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for offset in range(0, DAYS, STEP)[part::PARTS]:
        # In turn, so that each weekday meets each zone; that all of a weekday's days are alike in every
        # zone is the next test. PMBOARD_EVERY_ZONE=name asserts all days in one.
        zone = os.environ.get("PMBOARD_EVERY_ZONE") or ZONES[offset % len(ZONES)]
        monkeypatch.setenv("TZ", zone)
        # Any hour of the day, so that midnight in one zone is noon in another.
        now = datetime(FIRST.year, FIRST.month, FIRST.day, offset * 7 % 24, 30, tzinfo=UTC) + timedelta(
            days=offset
        )
        with demo_on(tmp_path, now) as portfolio:
            assert portfolio.zone.key == zone
            view = delivery(portfolio)
        told = {line.project_key: line.all for line in view.attention}
        assert not set(told) & QUIET, (now, {key: told[key] for key in set(told) & QUIET})
        for rule, (project, sentence) in FIRED.items():
            assert any(re.search(sentence, line) for line in told[project]), (now, rule, told[project])
        for path in tmp_path.iterdir():
            path.unlink()


@pytest.mark.parametrize("name", ZONES)
def test_in_every_zone_a_day_is_told_as_the_same_weekday_weeks_before(name: str) -> None:
    zone = ZoneInfo(name)
    first = [told_from(FIRST + timedelta(days=weekday), 0, zone) for weekday in range(7)]
    for offset in range(7, DAYS, STEP):
        weeks = offset // 7
        assert told_from(FIRST + timedelta(days=offset), weeks, zone) == first[offset % 7], offset


def told_from(today: date, weeks: int, zone: ZoneInfo) -> str:
    """The demo of *today* with every date and every local time set back by *weeks*."""
    back = timedelta(weeks=weeks)

    def moved(found: re.Match[str]) -> str:
        text = found.group()
        if "T" in text:
            local = datetime.fromisoformat(text).astimezone(zone).replace(tzinfo=None)
            return (local - back).isoformat()
        return (date.fromisoformat(text) - back).isoformat()

    return re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", moved, build(today, zone))


def test_the_demo_has_the_size_that_is_promised() -> None:
    told = json.loads(build(date(2026, 11, 23), ZoneInfo("Europe/Madrid")))
    assert (len(told["clients"]), len(told["programs"]), len(told["projects"])) == (3, 4, 12)
    every = [card for project in told["projects"] for card in project["cards"]]
    assert 230 <= len(every) <= 270
    first = min(step["at"] for card in every for step in card["history"])
    last = max(step["at"] for card in every for step in card["history"])
    assert first < "2026-06-01"
    assert "2026-11-20" <= last < "2026-11-23"


@pytest.mark.parametrize("zone", ZONES)
def test_the_same_day_is_told_the_same_and_nothing_in_it_lies_in_the_future(zone: str) -> None:
    today = date(2027, 3, 1)
    text = build(today, ZoneInfo(zone))
    assert text == build(today, ZoneInfo(zone))
    begin = datetime(2027, 3, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    instants = [datetime.fromisoformat(found) for found in re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", text)]
    assert instants
    assert max(instants) < begin


def test_edits_are_kept_for_a_day_and_then_it_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    built = datetime(2026, 11, 23, 9, tzinfo=UTC)
    hours = [0.0]

    def clock() -> datetime:
        return built + timedelta(hours=hours[0])

    portfolio = open_demo(path, author="dora", clock=clock)
    [(project,)] = portfolio.store.rows("SELECT id FROM project WHERE key = 'ATLAS'")
    cards.add(portfolio, project, "Mine")
    portfolio.close()

    def mine() -> int:
        opened = open_demo(path, author="dora", clock=clock)
        try:
            return len(opened.store.rows("SELECT 1 FROM card WHERE title = 'Mine'"))
        finally:
            opened.close()

    hours[0] = 23.9
    assert mine() == 1
    hours[0] = 24.1
    assert mine() == 0


def test_a_demo_for_looking_only_is_built_once_and_then_kept(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    now = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    for _ in range(2):
        opened = open_demo(path, author="dora", read_only=True, clock=lambda: now[0])
        assert opened.store.reads_only
        with pytest.raises(StoreError), opened.change("test"):
            pass
        assert opened.store.rows("SELECT count(*) FROM project")[0][0] > 5
        events = opened.store.last_sequence()
        opened.close()
        now[0] += timedelta(days=30)
    assert open_demo(path, author="dora", read_only=True).store.last_sequence() == events


def test_a_portfolio_that_is_no_demo_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.db"
    Portfolio.open(path, author="anna").close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="left alone"):
        open_demo(path, author="dora", fresh=True)
    assert path.read_bytes() == before


def test_the_portfolio_of_somebody_called_demo_is_no_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "portfolio.db"
    for name in ("demo", BUILDER):
        monkeypatch.setenv("PMBOARD_AUTHOR", name)
        portfolio = Portfolio.open(path, author=login_name())
        people.add(portfolio, key=f"k{len(name)}", name="Anna Ruiz")
        portfolio.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="left alone"):
        open_demo(path, author="dora", fresh=True)
    assert path.read_bytes() == before


def test_a_place_where_no_demo_can_be_made_is_named() -> None:
    with pytest.raises(StoreError, match=r"^/proc/none/demo\.db: its folder cannot be made \("):
        open_demo(Path("/proc/none/demo.db"), author="dora")
