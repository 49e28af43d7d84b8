"""Daily copies: one a day when something happened, by one process; the newest seven and four weeks stay."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.store import copies
from models.store.backup import save_daily
from models.store.database import Store
from models.store.errors import StoreError
from models.store.tables import Card

MONDAY = date(2026, 11, 23)


def rename_card(ann, board, title: str) -> int:
    with ann.change() as change:
        change.update(Card, board.card, {"title": title}, seen=None)
    return ann.store.last_sequence()


def days(path: Path) -> list[str]:
    return sorted(place.name for place in copies.folder_of(path).glob("daily-*.db"))


def test_one_copy_a_day_whole_and_only_when_something_happened(ann, board) -> None:
    path = ann.store.path
    made = save_daily(path, MONDAY, ann.store.last_sequence())
    assert made == copies.folder_of(path) / "daily-2026-11-23.db"
    rename_card(ann, board, "Later the same day")
    assert save_daily(path, MONDAY, ann.store.last_sequence()) is None
    copy = Store.open(made, read_only=True)
    assert copy.rows("SELECT title FROM card") == [("First",)]
    copy.close()
    assert save_daily(path, MONDAY + timedelta(1), ann.store.last_sequence()) is not None
    assert save_daily(path, MONDAY + timedelta(2), ann.store.last_sequence()) is None


def test_an_empty_portfolio_is_not_copied(ann) -> None:
    assert save_daily(ann.store.path, MONDAY, 1) is None
    assert not copies.folder_of(ann.store.path).exists()


def test_seven_days_and_the_newest_of_four_weeks_before_them_stay(ann, board) -> None:
    path = ann.store.path
    for number in range(60):
        last = rename_card(ann, board, f"Day {number}")
        save_daily(path, MONDAY + timedelta(number), last)
    end = MONDAY + timedelta(59)
    assert end == date(2027, 1, 21)  # a Thursday
    week = [end - timedelta(back) for back in range(7)]
    sundays = [date(2027, 1, 14), date(2027, 1, 10), date(2027, 1, 3), date(2026, 12, 27)]
    assert days(path) == sorted(f"daily-{day.isoformat()}.db" for day in week + sundays)


def test_another_process_that_is_at_it_is_left_alone(ann, board) -> None:
    folder = copies.made_folder(ann.store.path)
    other = os.open(folder, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    try:
        assert save_daily(ann.store.path, MONDAY, ann.store.last_sequence()) is None
    finally:
        os.close(other)
    assert save_daily(ann.store.path, MONDAY, ann.store.last_sequence()) is not None


def test_what_a_killed_process_left_is_swept_away_but_not_what_one_is_writing(ann, board) -> None:
    folder = copies.made_folder(ann.store.path)
    old, new = folder / ".daily-2026-11-01.db.77.part", folder / ".daily-2026-11-23.db.78.part"
    old.touch()
    new.touch()
    os.utime(old, (1, 1))
    save_daily(ann.store.path, MONDAY, ann.store.last_sequence())
    assert not old.exists()
    assert new.exists()


def test_the_folder_is_private_or_shared_as_the_folder_of_the_portfolio_is(ann, board) -> None:
    path = ann.store.path
    assert copies.made_folder(path).stat().st_mode & 0o7777 == 0o700
    copies.folder_of(path).rmdir()
    path.parent.chmod(0o2770)
    umask = os.umask(0o077)
    try:
        made = save_daily(path, MONDAY, ann.store.last_sequence())
    finally:
        os.umask(umask)
    assert made is not None
    assert made.parent.stat().st_mode & 0o7777 == 0o2770
    assert made.stat().st_mode & 0o777 == 0o660


def test_a_folder_that_cannot_be_made_is_a_sentence(ann, board) -> None:
    copies.folder_of(ann.store.path).write_text("in the way")
    with pytest.raises(StoreError, match="folder for backups cannot be"):
        save_daily(ann.store.path, MONDAY, ann.store.last_sequence())


def test_the_list_is_newest_first_and_takes_our_files_only(ann, board) -> None:
    path = ann.store.path
    save_daily(path, MONDAY, ann.store.last_sequence())
    folder = copies.folder_of(path)
    (folder / "notes.txt").write_text("mine")
    (folder / "before-1001-x.db").write_text("no database")
    os.utime(folder / "before-1001-x.db", (1, 1))
    assert [(copy.path.name, copy.last) for copy in copies.listed(path)] == [
        ("daily-2026-11-23.db", ann.store.last_sequence()),
        ("before-1001-x.db", None),
    ]


def test_a_stamp_is_free_even_within_one_second(ann, board) -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    first = copies.stamped(ann.store.path, "replaced", now)
    first.touch()
    assert copies.stamped(ann.store.path, "replaced", now).name == "replaced-20261123T120000.2.db"
