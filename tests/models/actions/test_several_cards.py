"""One value for several cards: together, all or none, one step of undo."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions import cards, people
from models.actions.problems import InvalidValue
from models.actions.undo import redo, undo
from models.portfolio import Archived, Conflict
from models.store.tables import CardAssignee


def add(world, *titles: str, **fields):
    return [cards.add(world.p, world.project, title, **fields) for title in titles]


def pairs(world, *made):
    return [(card.id, world.card(card.id).version) for card in made]


def who(world, card) -> set[int]:
    return {row.__data__["person"] for row in world.rows(CardAssignee) if row.__data__["card"] == card.id}


def test_a_day_and_a_priority_for_all_are_one_step_of_undo(world) -> None:
    a, b, c = add(world, "A", "B", "C")
    before = world.state()
    sentence = cards.edit_many(world.p, pairs(world, a, b, c), due=date(2027, 2, 12))
    assert sentence == "ATLAS-1, ATLAS-2 and 1 more: due 2027-02-12"
    assert world.last_summary() == sentence
    assert {str(world.card(card.id).due) for card in (a, b, c)} == {"2027-02-12"}
    after = world.state()
    assert undo(world.p) == f"undone: {sentence}"
    assert world.state() == before
    redo(world.p)
    assert world.state() == after
    assert cards.edit_many(world.p, pairs(world, a, b), priority="high") == (
        "ATLAS-1 and ATLAS-2: priority high"
    )
    assert [world.card(card.id).priority for card in (a, b, c)] == ["high", "high", "normal"]
    assert cards.edit_many(world.p, pairs(world, a, c), priority="high") == "ATLAS-3: priority high"
    assert world.problems() == []


def test_people_are_added_and_taken_off_and_what_single_cards_have_besides_stays(world) -> None:
    anna, ben, dora = (people.add(world.p, key=key, name=key.title()) for key in ("anna", "ben", "dora"))
    [a] = add(world, "A", assignees=[anna, ben])
    [b] = add(world, "B", assignees=[anna])
    before = world.state()
    sentence = cards.edit_many(world.p, pairs(world, a, b), saw={"assignees": [anna]}, assignees=[dora])
    assert sentence == "ATLAS-1 and ATLAS-2: assignees with dora, without anna"
    assert (who(world, a), who(world, b)) == ({ben, dora}, {dora})
    undo(world.p)
    assert world.state() == before
    cards.edit_many(world.p, pairs(world, b), saw={"assignees": [anna]}, assignees=[anna, dora])
    cards.edit_many(world.p, pairs(world, a, b), saw={"assignees": [anna]}, assignees=[anna, dora])
    assert (who(world, a), who(world, b)) == ({anna, ben, dora}, {anna, dora})
    c, d = add(world, "C", "D")
    assert cards.edit_many(world.p, pairs(world, c, d), saw={"assignees": []}, assignees=[ben]) == (
        "ATLAS-3 and ATLAS-4: assignees ben"
    )
    assert world.problems() == []


def test_nothing_to_change_writes_nothing(world) -> None:
    a, b = add(world, "A", "B")
    last = world.p.store.last_sequence()
    assert cards.edit_many(world.p, pairs(world, a, b), priority="normal") == (
        "ATLAS-1 and ATLAS-2: nothing to change"
    )
    assert world.p.store.last_sequence() == last
    with pytest.raises(InvalidValue, match="no card to change"):
        cards.edit_many(world.p, [], priority="high")


def test_a_conflict_on_one_card_leaves_all_as_they_are(world) -> None:
    ben = world.open("ben")
    a, b = add(world, "A", "B")
    seen = pairs(world, a, b)
    cards.edit(ben, b.id, None, due=date(2027, 1, 1))
    before = world.state()
    with pytest.raises(Conflict, match="ben changed the due") as caught:
        cards.edit_many(world.p, seen, due=date(2027, 2, 12))
    assert caught.value.row == b.id
    assert world.state() == before
    # Another field is no conflict, and what both wrote stands.
    cards.edit_many(world.p, seen, priority="high")
    assert (str(world.card(b.id).due), world.card(b.id).priority) == ("2027-01-01", "high")
    cards.edit_many(world.p, pairs(world, a, b), due=date(2027, 2, 12))
    assert str(world.card(b.id).due) == "2027-02-12"


def test_a_card_that_had_the_value_and_was_given_another_is_not_passed_over(world) -> None:
    ben = world.open("ben")
    [a] = add(world, "A")
    [b] = add(world, "B", priority="high")
    seen = pairs(world, a, b)
    cards.edit(ben, b.id, None, priority="low")
    before = world.state()
    with pytest.raises(Conflict, match="ben changed the priority of ATLAS-2 just now; yours was not saved"):
        cards.edit_many(world.p, seen, priority="high")
    assert world.state() == before


@pytest.mark.parametrize(("mine", "theirs"), [(date(2027, 2, 12), None), (None, date(2027, 2, 12))])
def test_nor_is_one_whose_day_was_changed_or_cleared(world, mine: date | None, theirs: date | None) -> None:
    ben = world.open("ben")
    [a] = add(world, "A", due=theirs)
    [b] = add(world, "B", due=mine)
    seen = pairs(world, a, b)
    cards.edit(ben, b.id, None, due=theirs)
    before = world.state()
    with pytest.raises(Conflict, match="ben changed the due of ATLAS-2 just now; yours was not saved"):
        cards.edit_many(world.p, seen, due=mine)
    assert world.state() == before


def test_a_person_that_somebody_else_added_meanwhile_stays(world) -> None:
    anna, ben, dora = (people.add(world.p, key=key, name=key.title()) for key in ("anna", "ben", "dora"))
    other = world.open("ben")
    a, b = add(world, "A", "B", assignees=[anna])
    seen = pairs(world, a, b)
    cards.edit(other, b.id, None, assignees=[anna, ben])
    cards.edit_many(world.p, seen, saw={"assignees": [anna]}, assignees=[dora])
    assert (who(world, a), who(world, b)) == ({dora}, {ben, dora})
    assert world.problems() == []


def test_an_archived_card_among_them_and_a_person_who_left_refuse_all(world) -> None:
    anna = people.add(world.p, key="anna", name="Anna")
    ben = world.open("ben")
    a, b = add(world, "A", "B")
    seen = pairs(world, a, b)
    people.archive(world.p, anna, None)
    before = world.state()
    with pytest.raises(InvalidValue, match="archived"):
        cards.edit_many(world.p, seen, saw={"assignees": []}, assignees=[anna])
    assert world.state() == before
    cards.archive(ben, b.id, None)
    before = world.state()
    with pytest.raises(Archived, match="ben archived ATLAS-2"):
        cards.edit_many(world.p, seen, priority="high")
    assert world.state() == before
