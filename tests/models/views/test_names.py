"""Looking things up by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.store.tables import Client, Milestone, Person, Project
from models.views import names

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def test_projects_in_use_come_first(bench: Bench) -> None:
    acme = bench.make(Client, key="acme", name="Acme")
    bench.set(Project, bench.project("AAA"), archived_at=1)
    bora = bench.project("BORA", client=acme, state="proposed")
    found = names.project_names(bench.p)
    assert [(one.key, one.archived) for one in found] == [("BORA", False), ("AAA", True)]
    assert found[0] == names.ProjectName(bora, "BORA", "BORA name", "Acme", "", "proposed", False)
    assert [one.name for one in names.clients(bench.p)] == ["Acme"]
    assert names.programs(bench.p) == ()


def test_a_card_by_its_key(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    card = bench.card(atlas, [("Backlog", 1)])
    assert names.find_card(bench.p, " atlas-1 ") == names.CardName(card, 1, atlas, 1, "ATLAS-1", "Card 1")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("ATLAS-7", "project ATLAS has no card 7"),
        ("ATLSA-1", 'no project "ATLSA"; did you mean ATLAS?'),
        ("42", '"42" is not the key of a card; one looks like ATLAS-42'),
        ("ATLAS-" + "9" * 100, "is not the key of a card"),
        ("", '"" is not the key of a card'),
    ],
)
def test_what_is_no_card(bench: Bench, asked: str, answer: str) -> None:
    bench.project("ATLAS")
    with pytest.raises(names.NotFound) as caught:
        names.find_card(bench.p, asked)
    assert answer in str(caught.value)


def test_columns_milestones_and_people(bench: Bench) -> None:
    atlas = bench.project("ATLAS")
    uat = bench.make(Milestone, project=atlas, name="UAT starts", code="uat")
    ann = bench.make(Person, key="ann", name="Ann Bell")
    assert names.find_column(bench.p, atlas, "dOING").id == bench.columns[atlas, "Doing"]
    assert names.find_milestone(bench.p, atlas, "uat starts").id == uat
    assert names.find_milestone(bench.p, atlas, "UAT").id == uat
    assert names.find_person(bench.p, "Ann Bell").id == names.find_person(bench.p, "ANN").id == ann
    with pytest.raises(names.NotFound, match="did you mean Doing"):
        names.find_column(bench.p, atlas, "Doin")
    with pytest.raises(names.NotFound, match="no person"):
        names.find_person(bench.p, "zzz")
    with pytest.raises(names.NotFound, match="no project has the id 99"):
        names.columns(bench.p, 99)
