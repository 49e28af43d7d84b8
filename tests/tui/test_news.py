from __future__ import annotations

from pathlib import Path

from models.actions import projects
from models.portfolio import Portfolio
from models.store.driver import sqlite3
from tui.news import News


def test_news_are_what_others_did_and_once_that_the_file_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    ann, ben = (Portfolio.open(path, author=name) for name in ("ann", "ben"))
    news = News((ann.store.data_version(), ann.store.last_sequence()))
    assert news(ann) is None
    project = projects.add(ben, "ATLAS", "Ledger")
    found = news(ann)
    assert found is not None
    assert found.lost is None
    assert found.changes is not None
    assert found.changes.projects == {project}
    assert news(ann) is None
    path.rename(tmp_path / "q.db")
    found = news(ann)
    assert found is not None
    assert found.changes is None
    assert f"{path} was moved" in str(found.lost)
    assert news(ann) is None
    (tmp_path / "q.db").rename(path)
    assert news(ann) is None
    projects.add(ben, "BORA", "Ledger")
    assert news(ann) is not None
    ben.close()
    ann.close()


def test_an_older_state_that_somebody_put_in_place_is_told_and_all_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    ann = Portfolio.open(path, author="ann")
    old = ann.backup(tmp_path / "old.db")
    projects.add(ann, "ATLAS", "Ledger")
    news = News((ann.store.data_version(), ann.store.last_sequence()))
    gone = ann.store.last_sequence() - 1
    source, target = (sqlite3.connect(str(place)) for place in (old, path))
    source.backup(target)
    source.close()
    target.close()
    found = news(ann)
    assert found is not None
    assert f"went back: {gone} changes are gone" in str(found.lost)
    assert found.changes is not None
    assert (found.changes.everywhere, found.changes.complete) == (True, False)
    assert news(ann) is None
    ann.close()
