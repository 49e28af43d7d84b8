"""Finding cards by what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.store.tables import Card, Project
from models.views import card_search
from models.views.card_search import card_names

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


@pytest.fixture
def atlas(bench: Bench) -> int:
    """ATLAS with four cards and BORA with two."""
    atlas, bora = bench.project("ATLAS"), bench.project("BORA")
    for project, title in (
        (atlas, "Cut over the branches"),
        (atlas, "Cut costs by 100 %"),
        (atlas, "Snake_case"),
        (bora, "Cut the cake"),
        (bora, "Payment rules"),
    ):
        bench.set(Card, bench.card(project, [("Backlog", 1)]), title=title)
    bench.card(atlas, [("Backlog", 2), ("Doing", 1), ("Done", 0)])
    return atlas


def keys(bench: Bench, project: int, typed: str, *, others: bool = True) -> list[str]:
    return [one.key for one in card_names(bench.p, project, typed, others=others)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["ATLAS-4", "ATLAS-3", "ATLAS-2", "ATLAS-1", "BORA-2", "BORA-1"]),
        ("CUT", ["ATLAS-2", "ATLAS-1", "BORA-1"]),
        ("cut branch", ["ATLAS-1"]),
        ("bora-2", ["BORA-2"]),
        ("BORA", ["BORA-2", "BORA-1"]),
        ("1", ["ATLAS-1", "ATLAS-2", "BORA-1"]),
        ("100 %", ["ATLAS-2"]),
        ("_", ["ATLAS-3"]),
        ("\\", []),
        ("' OR 1=1 --", []),
        ("9" * 400, []),
        ("ATLAS-" + "9" * 18, []),
    ],
)
def test_titles_keys_and_numbers_own_project_first(
    bench: Bench, atlas: int, typed: str, found: list[str]
) -> None:
    assert keys(bench, atlas, typed) == found


def test_only_cards_of_the_project_when_others_do_not_fit(bench: Bench, atlas: int) -> None:
    assert keys(bench, atlas, "cut", others=False) == ["ATLAS-2", "ATLAS-1"]
    assert keys(bench, atlas, "BORA-1", others=False) == []


def test_what_left_is_not_found_and_what_is_finished_says_so(bench: Bench, atlas: int) -> None:
    bench.set(Card, card_names(bench.p, atlas, "ATLAS-1")[0].id, archived_at=1)
    assert keys(bench, atlas, "branches") == []
    assert [(one.key, one.finished) for one in card_names(bench.p, atlas, "ATLAS-4")] == [("ATLAS-4", True)]
    [bora] = {one.project_id for one in card_names(bench.p, atlas, "BORA")}
    bench.set(Project, bora, archived_at=1)
    assert keys(bench, atlas, "cake") == []


def test_no_more_than_can_be_read(bench: Bench, atlas: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_search, "FOUND", 3)
    assert keys(bench, atlas, "") == ["ATLAS-4", "ATLAS-3", "ATLAS-2"]
    assert keys(bench, atlas, "1") == ["ATLAS-1", "ATLAS-2", "BORA-1"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ÄRGER", True),
        ("ärger", True),
        ("straße", True),
        ("STRASSE", True),
        ("ёлка", True),
        ("ЁЛКА", True),
        ("märz", False),
        ("arger", False),
    ],
)
def test_letter_case_does_not_matter_in_any_script(bench: Bench, typed: str, found: bool) -> None:
    atlas = bench.project("ATLAS")
    bench.set(Card, bench.card(atlas, [("Backlog", 1)]), title="Ärger in der Straße, Ёлка")
    assert keys(bench, atlas, typed) == (["ATLAS-1"] if found else [])
    bench.set(Card, 1, title="ärger IN DER STRASSE, ёлка")
    assert keys(bench, atlas, typed) == (["ATLAS-1"] if found else [])
