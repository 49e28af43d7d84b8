from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from models.store import files
from models.store.database import Store
from models.store.driver import sqlite3
from models.store.errors import FileMoved, NotADatabase, ReadOnly, StoreError, TooNew
from models.store.migrations import LATEST, spoken
from models.store.tables import Setting


def settings(store):
    return store.rows("SELECT key, value FROM setting ORDER BY id")


def test_a_new_file_is_private_and_so_is_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "p.db"
    Store.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [name.name for name in path.parent.iterdir()] == ["p.db"]


def test_a_set_group_id_folder_shares_with_its_group(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    person = Store.open(tmp_path / "p.db")
    with person.change("ann", "s", 1, "a") as change:
        change.create(Setting, key="k", value="v")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    person.close()
    assert modes == dict.fromkeys(
        ("p.db", "p.db-shm", "p.db-wal", "p.db.turn0", "p.db.turn1", "p.db.turn2"), 0o660
    )


def test_the_settings_of_a_connection(ann) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 2, "mmap_size": 0, "trusted_schema": 0, "cache_size": -16000}
    assert {name: ann.store.rows(f"PRAGMA {name}")[0][0] for name in wanted} == wanted
    assert ann.store.rows("PRAGMA application_id") == [(0x504D4244,)]
    assert ann.store.rows("PRAGMA user_version") == [(LATEST,)]


def test_the_journal_follows_library_and_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "is_sound", lambda: True)
    store = Store.open(tmp_path / "log.db")
    assert store.rows("PRAGMA journal_mode") == [("wal",)]
    store.close()
    monkeypatch.setattr(files, "is_sound", lambda: False)
    store = Store.open(tmp_path / "journal.db")
    assert store.rows("PRAGMA journal_mode") == [("truncate",)]
    with store.change("ann", "s", 1, "a") as change:
        change.create(Setting, key="k", value="v")
    store.close()
    with pytest.raises(StoreError, match="can damage it"):
        Store.open(tmp_path / "log.db")
    monkeypatch.setattr(files, "is_sound", lambda: True)
    monkeypatch.setattr(files, "is_remote", lambda path: True)
    with pytest.raises(StoreError, match="network file system"):
        Store.open(tmp_path / "log.db")
    store = Store.open(tmp_path / "remote.db")
    assert store.rows("PRAGMA journal_mode") == [("truncate",)]
    store.close()


def test_a_network_file_system_is_refused_unless_forced_or_only_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "is_sound", lambda: False)
    Store.open(tmp_path / "p.db").close()
    monkeypatch.setattr(files, "is_network", lambda path: True)
    for name in ("p.db", "new.db"):
        with pytest.raises(StoreError, match="keep it on a local disk"):
            Store.open(tmp_path / name)
    assert not (tmp_path / "new.db").exists()
    Store.open(tmp_path / "p.db", read_only=True).close()
    Store.open(tmp_path / "p.db", network=True).close()


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
    ],
)
def test_which_libraries_are_sound(version: tuple[int, ...], sound: bool) -> None:
    assert files.is_sound(version) is sound


def test_network_file_systems_are_known_by_their_longest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/sda rw\n"
        "2 1 0:5 / /net rw - nfs4 host:/net rw\n"
        "3 2 8:2 / /net/local\\040disk rw - ext4 /dev/sdb rw\n"
        "garbage\n"
    )
    kinds = {place: files.file_system(Path(place), str(mounts)) for place in ("/net/p.db", "/network/p.db")}
    assert kinds == {"/net/p.db": "nfs4", "/network/p.db": "ext4"}
    assert files.file_system(Path("/net/local disk/p.db"), str(mounts)) == "ext4"
    assert files.file_system(Path("/net/p.db"), str(tmp_path / "absent")) == ""


@pytest.mark.parametrize(
    ("kind", "remote", "network"),
    [("nfs4", True, True), ("9p", True, False), ("ext4", False, False), ("", False, False)],
)
def test_a_host_shares_its_disk_with_a_guest_but_no_memory(
    monkeypatch: pytest.MonkeyPatch, kind: str, remote: bool, network: bool
) -> None:
    monkeypatch.setattr(files, "file_system", lambda path: kind)
    assert (files.is_remote(Path("/x")), files.is_network(Path("/x"))) == (remote, network)


def foreign(path: Path) -> None:
    connection = sqlite3.connect(str(path))
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()


def text(path: Path) -> None:
    path.write_text("name,amount\n" * 100)


def cut(path: Path) -> None:
    Store.open(path).close()
    with open(path, "r+b") as file:
        file.truncate(50)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (Path.touch, "is empty"),
        (text, "is no SQLite database"),
        (foreign, "of another program"),
        (cut, "is cut off after 50 bytes"),
        (Path.mkdir, "is a folder"),
        (os.mkfifo, "is not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "a link to a file that is not there"),
    ],
)
def test_what_is_no_portfolio_is_refused_and_left_as_it_is(tmp_path: Path, spoil, says: str) -> None:
    path = tmp_path / "p.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(NotADatabase, match=says):
        Store.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [name.name for name in tmp_path.iterdir()] == ["p.db"]


@pytest.mark.parametrize("url", ["postgres://host/db", "postgresql://u@h/d", "http://x/y", "", "a\0b"])
def test_addresses_and_nonsense_are_refused(url: str) -> None:
    with pytest.raises(NotADatabase, match=r"path of a file"):
        Store.open(url)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADatabase, match="is a file, not a folder"):
        Store.open(tmp_path / "file" / "p.db")
    with pytest.raises(NotADatabase, match="is a file, not a folder"):
        Store.open(tmp_path / "file" / "deeper" / "p.db")


def test_an_absent_file_is_refused_when_none_is_to_be_made(tmp_path: Path) -> None:
    for more in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotADatabase, match="there is no portfolio at"):
            Store.open(tmp_path / "p.db", **more)
    assert list(tmp_path.iterdir()) == []


def test_strange_names_are_names(tmp_path: Path) -> None:
    path = tmp_path / "a?mode=memory#100% 'ä.db"
    Store.open(path).close()
    Store.open(path, create=False).close()
    assert path.is_file()


def test_a_newer_major_version_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    Store.open(path).close()
    set_version(path, 2000)
    before = path.read_bytes()
    with pytest.raises(TooNew, match=f"has format 2.0, and this pmboard knows {spoken(LATEST)}"):
        Store.open(path)
    assert path.read_bytes() == before
    set_version(path, 1999)
    Store.open(path).close()


def set_version(path: Path, version: int) -> None:
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_an_upgrade_while_open_stops_writing(ann) -> None:
    set_version(ann.store.path, LATEST + 1)
    with pytest.raises(TooNew, match="start it again"), ann.change():
        pass


def test_looking_only(ann, opened) -> None:
    with ann.change() as change:
        change.create(Setting, key="k", value="v")
    looker = opened("ben", read_only=True)
    assert looker.store.reads_only
    assert settings(looker.store) == [("k", "v")]
    with pytest.raises(ReadOnly, match="looking only; nothing was saved"), looker.change():
        pass
    with pytest.raises(ReadOnly):
        looker.store.rows("UPDATE setting SET version = 2")
    with ann.change() as change:
        change.create(Setting, key="l", value="w")
    assert settings(looker.store) == [("k", "v"), ("l", "w")]


def test_who_may_not_write_may_look_and_leaves_nothing_behind(
    ann, opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with ann.change() as change:
        change.create(Setting, key="k", value="v")
    ann.store.close()
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(files, "may_write", lambda path: False)
    looker = opened("ben")
    assert looker.store.reads_only
    assert settings(looker.store) == [("k", "v")]
    assert sorted(tmp_path.iterdir()) == before
    version = looker.store.data_version()
    monkeypatch.undo()
    writer = opened("ann")
    with writer.change() as change:
        change.create(Setting, key="l", value="w")
    monkeypatch.setattr(files, "may_write", lambda path: False)
    assert settings(looker.store) == [("k", "v"), ("l", "w")]
    assert looker.store.data_version() != version


@pytest.mark.parametrize("how", ["moved", "replaced", "deleted"])
def test_a_file_that_went_away_takes_no_writes(ann, board, tmp_path: Path, how: str) -> None:
    path = ann.store.path
    if how == "deleted":
        path.unlink()
    else:
        path.rename(tmp_path / "elsewhere.db")
    if how == "replaced":
        Store.open(path).close()
    with pytest.raises(FileMoved, match="nothing was saved"), ann.change() as change:
        change.create(Setting, key="k", value="v")


def test_closing_twice_is_fine(ann) -> None:
    ann.store.close()
    ann.store.close()


def test_a_file_that_may_not_be_written_says_why(ann, opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "may_write", lambda _path: False)
    looker = opened("ben")
    sentence = "looking only: you may not write to it, or to its folder"
    with pytest.raises(ReadOnly, match=sentence), looker.change():
        pass


def test_a_new_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a power cut leaves a whole file or none."""
    path = tmp_path / "p.db"
    synced: list[bytes] = []
    steps: list[str] = []
    sync, link = os.fsync, os.link

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            steps.append(f"folder with {path.exists()}")
        else:
            synced.append(os.pread(descriptor, os.fstat(descriptor).st_size, 0))
            steps.append("file")
        sync(descriptor)

    def named(source: Path, target: Path) -> None:
        assert not list(tmp_path.glob(".p.db.*.new-*"))
        link(source, target)
        steps.append("named")
        assert path.read_bytes() == synced[-1]

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "link", named)
    files.create(path, True)
    assert steps == ["file", "named", "folder with True"]
