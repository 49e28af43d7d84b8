"""Who did what when: of everything, a project, a card, a person; filtered, in pages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.actions import cards, clients, people, projects
from models.actions.card_notes import add_check, edit_check
from models.actions.undo import redo, undo
from models.portfolio import Portfolio
from models.views.changes import changes_since
from models.views.history import Filter, History, card_lines, history, subject
from models.views.names import NotFound, find_card, find_column, find_project
from models.views.project_history import project_history

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def p(tmp_path: Path, clock: Clock) -> Portfolio:
    anna = Portfolio.open(tmp_path / "p.db", author="Anna", clock=clock)
    ben = Portfolio.open(tmp_path / "p.db", author="ben", clock=clock)
    atlas = projects.add(anna, key="ATLAS", name="Ledger")
    bora = projects.add(anna, key="BORA", name="Portal")
    cards.add(anna, atlas, "First")
    clock.now = NOON.replace(day=24)
    cards.add(ben, bora, "Other")
    first = find_card(ben, "ATLAS-1")
    cards.move(ben, first.id, first.version, find_column(ben, atlas, "Doing").id)
    people.add(ben, key="eva", name="Eva Fuchs")
    clients.add(ben, key="acme", name="Acme")
    ben.close()
    return anna


def texts(page: History) -> list[tuple[str, str]]:
    return [(deed.author, deed.text) for deed in page.deeds]


def test_everything_newest_first_with_the_sentence_of_each_action(p: Portfolio) -> None:
    told = texts(history(p))
    assert [author for author, _ in told] == ["ben"] * 4 + ["Anna"] * 3 + ["pmboard"]
    assert "ATLAS-1" in told[2][1]
    assert "Doing" in told[2][1]


def test_a_project_tells_its_own_actions_only(p: Portfolio) -> None:
    told = [deed.action for deed in history(p, subject(p, "atlas")).deeds]
    assert told == ["card.move", "card.add", "project.add"]


def test_a_person_tells_what_was_done_to_the_record_of_that_person(p: Portfolio) -> None:
    eva = subject(p, "Eva Fuchs")
    assert (eva.kind, eva.key) == ("person", "eva")
    assert [deed.action for deed in history(p, eva).deeds] == ["person.add"]
    first = find_card(p, "ATLAS-1")
    cards.edit(p, first.id, first.version, assignees=[eva.id])
    assert len(history(p, eva).deeds) == 2


def test_author_in_any_case_kind_and_day_filter_together(p: Portfolio) -> None:
    assert [deed.author for deed in history(p, None, Filter(author="ANNA")).deeds] == ["Anna"] * 3
    assert [deed.action for deed in history(p, None, Filter(action="card")).deeds] == [
        "card.move",
        "card.add",
        "card.add",
    ]
    assert [deed.action for deed in history(p, None, Filter(action="Card moved")).deeds] == ["card.move"]
    since = Filter(action="card.add", since=date(2026, 11, 24))
    assert [deed.author for deed in history(p, None, since).deeds] == ["ben"]
    assert history(p, None, Filter(author="anna", since=date(2026, 11, 24))).deeds == ()


def test_a_kind_is_a_whole_word(p: Portfolio) -> None:
    with pytest.raises(NotFound, match="did you mean card"):
        history(p, None, Filter(action="car"))
    with pytest.raises(NotFound, match=r"did you mean card\.move"):
        history(p, None, Filter(action="move"))


def test_an_unknown_author_is_said_with_who_might_be_meant(p: Portfolio) -> None:
    with pytest.raises(NotFound, match="did you mean ben"):
        history(p, None, Filter(author="bem"))


def test_pages_follow_each_other_without_gap_or_double(p: Portfolio) -> None:
    whole = [deed.seq for deed in history(p).deeds]
    walked, before = [], None
    while True:
        page = history(p, before=before, limit=3)
        walked += [deed.seq for deed in page.deeds]
        assert len(page.deeds) <= 3
        if page.older is None:
            break
        before = page.older
    assert walked == whole


def test_the_lines_of_a_card_and_their_author(p: Portfolio) -> None:
    about = subject(p, "ATLAS-1")
    assert about.kind == "card"
    assert texts(card_lines(p, about))[0] == ("ben", "moved from Backlog to Doing")
    assert texts(card_lines(p, about, author="anna")) == [("Anna", "added to Backlog")]
    assert len(card_lines(p, about, since=date(2026, 11, 24)).deeds) == 1


def test_a_person_who_was_archived_is_told_of_still(p: Portfolio) -> None:
    eva = subject(p, "eva")
    people.archive(p, eva.id, None)
    assert subject(p, "Eva") == eva
    assert [deed.action for deed in history(p, eva).deeds] == ["person.archive", "person.add"]


def test_what_is_neither_project_card_nor_person_is_said(p: Portfolio) -> None:
    with pytest.raises(NotFound, match='no project "NOBODY"'):
        subject(p, "NOBODY")


def test_an_undo_says_that_it_is_one(p: Portfolio) -> None:
    clients.add(p, key="bora", name="Bora AG")
    undo(p)
    newest = history(p).deeds[0]
    assert newest.undoes
    assert newest.author == "Anna"


def test_what_was_undone_is_said_in_one_way_everywhere(p: Portfolio) -> None:
    step = add_check(p, find_card(p, "ATLAS-1").id, "Step two")
    before = p.store.last_sequence()
    undo(p)
    redo(p)
    card = card_lines(p, subject(p, "ATLAS-1"))
    assert [deed.text for deed in card.deeds[:2]] == [
        "redone: step added: Step two",
        "undone: step added: Step two",
    ]
    atlas = project_history(p, find_project(p, "ATLAS").id)
    said = ["redone: ATLAS-1: step “Step two” added", "undone: ATLAS-1: step “Step two” added"]
    assert [line.text for line in atlas.lines[:2]] == said
    assert [deed.text for deed in history(p).deeds[:2]] == said
    assert [group.summary for group in changes_since(p, before).groups] == said[::-1]
    edit_check(p, step, None, "Step three")
    undo(p)
    assert card_lines(p, subject(p, "ATLAS-1")).deeds[0].text == "undone: step: Step two -> Step three"


def test_a_card_that_was_undone_and_is_back_was_added(p: Portfolio) -> None:
    cards.add(p, find_project(p, "ATLAS").id, "Second")
    undo(p)
    redo(p)
    told = [deed.text for deed in card_lines(p, subject(p, "ATLAS-2")).deeds]
    assert told == ["redone: added", "undone: added", "added to Backlog"]


@pytest.mark.parametrize("typed", ["undone: bora", "Undid bora", "undo bora"])
def test_what_was_undone_is_found_by_its_words(p: Portfolio, typed: str) -> None:
    bora = find_project(p, "BORA").id
    cards.add(p, bora, "Second")
    undo(p)
    said = "undone: BORA-2 added to Backlog"
    assert [deed.text for deed in history(p, None, Filter(words=typed)).deeds] == [said]
    assert [line.text for line in project_history(p, bora, wanted=typed).lines] == [said]
