"""Text that is being typed: kept for its writer alone, offered when the session has ended."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.portfolio import Portfolio
from tui import drafts
from tui.drafts import Draft, Drafts
from tui.passages import Place

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
TITLE = Place("A-1 title", "field", "A", 1, field="title")
WHY = Place("new statement why", "form", "A", 0, "statement", "why")
NEXT = WHY._replace(label="new statement next", field="next")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def begun(folder: Path, tmp_path: Path) -> Iterator[Callable[..., Drafts]]:
    """A session of somebody on a portfolio."""
    opened = []

    def begin(author: str = "anna", name: str = "p.db") -> Drafts:
        portfolio = Portfolio.open(tmp_path / name, author=author, clock=lambda: NOW)
        opened.append(portfolio)
        session = Drafts(folder)
        session.begin(portfolio)
        return session

    yield begin
    for portfolio in opened:
        portfolio.close()


def kill(session: Drafts) -> None:
    """What is left of a session that was killed: its files, and a lock that nobody holds."""
    if session._folder._lock is not None:
        os.close(session._folder._lock)
        session._folder._lock = None


def typed(session: Drafts, text: str, place: Place = TITLE) -> Drafts:
    session.opened("field", place, "")
    session.typed("field", text)
    assert session.flush()
    return session


def files(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("*.json"))


def test_a_killed_session_leaves_what_was_typed(begun: Callable[..., Drafts]) -> None:
    kill(typed(begun(), "half a ti"))
    later = begun()
    [draft] = later.found()
    assert (draft.place, draft.text, draft.known) == (TITLE, "half a ti", True)
    assert later.when(draft) == "23 Nov 10:42"


def test_only_its_writer_can_read_it(begun: Callable[..., Drafts], folder: Path) -> None:
    typed(begun(), "x")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(one.stat().st_mode & 0o077 == 0 for one in folder.iterdir())


def test_what_another_session_still_types_is_not_offered_until_it_ends(begun: Callable[..., Drafts]) -> None:
    first, second = typed(begun(), "mine"), typed(begun(), "also mine")
    assert first.found() == second.found() == begun().found() == []
    kill(first)
    assert [one.text for one in second.found()] == ["mine"]
    kill(second)
    assert sorted(one.text for one in begun().found()) == ["also mine", "mine"]


def test_an_answer_or_leaving_on_purpose_removes_it(begun: Callable[..., Drafts], folder: Path) -> None:
    session = typed(begun(), "x")
    session.answered("field")
    session.flush()
    assert files(folder) == []
    typed(session, "y").left("field")
    session.flush()
    assert files(folder) == []


def test_a_text_that_is_as_it_was_is_not_kept(begun: Callable[..., Drafts], folder: Path) -> None:
    session = begun()
    session.opened("field", TITLE, "as it was")
    session.flush()
    assert not folder.exists()
    session.typed("field", "as it")
    session.flush()
    session.untouched("field")
    session.flush()
    assert files(folder) == []


def test_the_thread_writes_a_second_after_the_key(
    begun: Callable[..., Drafts], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "PAUSE", 0.01)
    session = begun()
    session.opened("field", TITLE, "")
    session.typed("field", "by itself")
    while not files(folder):
        time.sleep(0.01)
    assert json.loads((folder / files(folder)[0]).read_text())["text"] == "by itself"


def test_left_to_be_offered_it_is_there_in_the_same_session(begun: Callable[..., Drafts]) -> None:
    session = typed(begun(), "later")
    assert session.keep_left("field")
    session.flush()
    assert [one.text for one in session.found()] == ["later"]


def test_only_one_session_takes_a_draft(begun: Callable[..., Drafts], folder: Path) -> None:
    kill(typed(begun(), "once"))
    one, other = begun(), begun()
    [draft], [same] = one.found(), other.found()
    assert one.adopt(draft)
    assert not other.adopt(same)
    one.opened("field", TITLE, "once")
    assert one.found() == []
    one.answered("field")
    one.flush()
    assert files(folder) == []


def test_a_draft_that_was_taken_is_not_dropped_by_leaving_its_field(begun: Callable[..., Drafts]) -> None:
    kill(typed(begun(), "kept"))
    session = begun()
    session.adopt(session.found()[0])
    session.opened("field", TITLE, "kept")
    session.left("field")
    session.flush()
    assert [one.text for one in session.found()] == ["kept"]


def test_one_form_is_one_draft_with_all_its_answers(begun: Callable[..., Drafts], folder: Path) -> None:
    session = begun()
    session.opened("prompt", WHY, "")
    session.typed("prompt", "late", {"typed": {"why": "late"}})
    session.opened("prompt", NEXT, "")
    session.typed("prompt", "hurry", {"typed": {"why": "late", "next": "hurry"}})
    session.flush()
    assert len(files(folder)) == 1
    kill(session)
    [draft] = begun().found()
    assert (draft.place, draft.text) == (NEXT, "hurry")
    assert draft.more == {"typed": {"why": "late", "next": "hurry"}}


def test_it_is_kept_while_a_question_about_it_is_open(begun: Callable[..., Drafts], folder: Path) -> None:
    session = typed(begun(), "mine")
    session.ask_about("field")
    session.flush()
    assert len(files(folder)) == 1
    session.opened("field", TITLE, "mine")
    session.settled()
    session.flush()
    assert len(files(folder)) == 1, "the field has opened again with it"
    session.ask_about("field")
    session.settled()
    session.flush()
    assert files(folder) == []


def test_nobody_else_is_offered_it(begun: Callable[..., Drafts], monkeypatch: pytest.MonkeyPatch) -> None:
    kill(typed(begun("anna"), "of anna"))
    assert begun("ben").found() == []
    assert begun("anna", "another.db").found() == []
    anna = begun("anna")
    assert len(anna.found()) == 1
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert anna.found() == []


def test_a_portfolio_that_took_the_place_of_another_has_no_field_for_it(
    begun: Callable[..., Drafts], folder: Path
) -> None:
    kill(typed(begun(), "x"))
    [file] = folder.glob("*.json")
    record = json.loads(file.read_text())
    file.write_text(json.dumps({**record, "identity": "another one"}))
    [draft] = begun().found()
    assert not draft.known


@pytest.mark.parametrize(
    "change",
    [
        lambda record: [record],
        lambda record: {**record, "text": 5},
        lambda record: {**record, "at": "soon"},
        lambda record: {**record, "place": "here"},
        lambda record: {},
        lambda record: "[" * 100_000,
    ],
)
def test_a_file_that_is_no_draft_is_left_alone(
    begun: Callable[..., Drafts], folder: Path, change: Callable[[dict[str, object]], object]
) -> None:
    kill(typed(begun(), "x"))
    [file] = folder.glob("*.json")
    changed = change(json.loads(file.read_text()))
    file.write_text(changed if isinstance(changed, str) else json.dumps(changed))
    assert begun().found() == []
    assert file.exists()


def test_what_is_read_back_is_cleaned(begun: Callable[..., Drafts], folder: Path) -> None:
    kill(typed(begun(), "x"))
    [file] = folder.glob("*.json")
    record = json.loads(file.read_text())
    record["text"] = "a\x1b]52;c;eA==\x07b\r\nc\u202e"
    record["place"] = {**record["place"], "label": "x\x1b[2J\ny", "row": -5, "kind": 7}
    record["at"] = 10**30
    file.write_text(json.dumps(record))
    session = begun()
    [draft] = session.found()
    assert draft.text == "a]52;c;eA==b\nc"
    assert (draft.place.label, draft.place.row, draft.place.kind) == ("x[2J y", 0, "")
    assert session.when(draft).startswith("31 Dec")


def test_a_link_is_not_followed(begun: Callable[..., Drafts], folder: Path, tmp_path: Path) -> None:
    kill(typed(begun(), "x"))
    [file] = folder.glob("*.json")
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert begun().found() == []


def test_where_nothing_can_be_written_it_says_so(begun: Callable[..., Drafts], folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("no folder")
    session = begun()
    session.opened("field", TITLE, "")
    session.typed("field", "x")
    assert not session.keep_left("field")
    assert session.problem == "File exists"
    assert not session.keep(TITLE, "y")


def test_a_session_that_ends_leaves_its_open_fields_and_no_lock(
    begun: Callable[..., Drafts], folder: Path
) -> None:
    session = begun()
    session.opened("field", TITLE, "")
    session.typed("field", "unfinished")
    session.close()
    assert [one.suffix for one in folder.iterdir()] == [".json"]
    [draft] = begun().found()
    begun().drop(draft)
    assert begun().found() == []


def test_what_killed_sessions_left_besides_drafts_is_swept(
    begun: Callable[..., Drafts], folder: Path
) -> None:
    session = typed(begun(), "x")
    session.answered("field")
    session.flush()
    kill(session)
    half = folder / ".draft-half"
    half.write_text("{")
    os.utime(half, (0, 0))
    living = typed(begun(), "y")
    assert [one.name for one in folder.glob("*.lock")] == [f"{living._session}.lock"]
    assert not half.exists()


def test_the_newest_is_offered_first(begun: Callable[..., Drafts]) -> None:
    session = begun()
    kept: list[Draft] = []
    for at, text in enumerate(("old", "new")):
        assert session._whose is not None
        moved = NOW + timedelta(minutes=at)
        session._whose = type(session._whose)(
            session._whose.portfolio, "", "anna", lambda moved=moved: moved, session._whose.zone
        )
        session.keep(TITLE, text)
    kept = session.found()
    assert [one.text for one in kept] == ["new", "old"]
