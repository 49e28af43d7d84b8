"""Adding cards and changing what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from models.actions.board import (
    admit,
    card_on_board,
    column_in_use,
    column_name,
    first_of,
    refuse_if_changed,
    value_seen,
)
from models.actions.card_kind import (
    CARD,
    LISTS,
    CardChanges,
    CardFields,
    CardLists,
    CardRef,
    SharedChanges,
    check_relatives,
)
from models.actions.card_links import check_lists, set_lists, told_apart
from models.actions.checks import Primitive
from models.actions.flow import entry, record_move
from models.actions.numbers import free_code, next_number
from models.actions.places import cards_beside, rank_at
from models.actions.problems import InvalidValue
from models.actions.rows import card_key, open_project, owner, values_of
from models.actions.sentences import changed, changes, clip, keys
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import Card, Column, Project


def add(
    p: Portfolio,
    project_id: int,
    title: str,
    *,
    column_id: int | None = None,
    after_id: int | None = None,
    **fields: Unpack[CardFields],
) -> CardRef:
    """Add a card to a column (the first queue when none is named), at its end, or behind a card (0: at the
    top).

    Raises InvalidValue, LimitReached where the column's limit is hard, Missing.
    """
    plain, lists = _apart({**fields, "title": title})
    checked = CARD.check_new(plain)
    with p.change("card.add") as change:
        project = open_project(change, project_id)
        column = _column_for(change, project, column_id)
        remark = admit(change, column, 1)
        CARD.check_fit(change, {}, checked)
        check_relatives(change, project_id, None, checked)
        number = next_number(change, project)
        coming = entry(change, None, column)
        card_id = change.create(
            Card,
            project=project_id,
            number=number,
            code=free_code(change, project_id, number),
            column=column.id,
            rank=rank_at(change, Card, cards_beside(column.id), after_id),
            **checked,
            **coming.times,
        )
        record_move(change, card_id, None, column.id, coming.at)
        card = change.get(Card, card_id)
        set_lists(change, card, lists, {})
        key = f"{project.key}-{number}"
        change.summary(clip(f"{key} added to {column_name(column)}{remark}"))
    return CardRef(card_id, number, key, card.version)


def edit(
    p: Portfolio,
    card_id: int,
    seen: int | None,
    *,
    saw: CardLists | None = None,
    **fields: Unpack[CardChanges],
) -> str:
    """Change fields and lists of a card; return the sentence.

    ``saw``: the lists as the person saw them; then only what they added and took off is applied, and
    nobody else's addition is lost. Without it a list becomes what is given. Raises InvalidValue, Conflict,
    Missing.
    """
    plain, lists = _apart(fields)
    checked = CARD.check(plain)
    seen_lists = check_lists({**saw} if saw else {})
    with p.change("card.edit") as change:
        card = card_on_board(change, card_id)
        key = card_key(change, card)
        old = values_of(card)
        said = changes(old, CARD.check_fit(change, old, checked))
        check_relatives(change, owner(card, "project"), card_id, checked)
        change.update(Card, card_id, dict(checked), seen=seen)
        said += set_lists(change, card, lists, seen_lists)
        if not said:
            return f"{key}: nothing to change"
        sentence = changed(key, said)
        change.summary(sentence)
    return sentence


def edit_many(
    p: Portfolio,
    cards: Sequence[tuple[int, int | None]],
    *,
    saw: CardLists | None = None,
    **fields: Unpack[SharedChanges],
) -> str:
    """Give cards, each with the version that was seen, the same values: together, all or none.

    ``saw``: the lists that the person saw on all of them, applied as in `edit`: what single cards have
    besides stays. Raises as `edit`.
    """
    if not cards:
        raise InvalidValue("cards", "no card to change")
    plain, lists = _apart(fields)
    checked = CARD.check(plain)
    seen_lists = check_lists({**saw} if saw else {})
    with p.change("card.edit") as change:
        found = {card_id: (card_on_board(change, card_id), seen) for card_id, seen in cards}
        became: dict[str, list[str]] = {}
        for card, seen in found.values():
            key = card_key(change, card)
            _refuse_if_taken_back(change, card, key, seen, checked)
            said = changes(values_of(card), checked)
            change.update(Card, card.id, dict(checked), seen=seen)
            said += set_lists(change, card, lists, seen_lists)
            if said:
                became[key] = said
        if not became:
            named = keys([card_key(change, card) for card, _ in found.values()])
            return clip(f"{named}: nothing to change")
        parts = next(iter(became.values()))
        if any(said != parts for said in became.values()):
            parts = changes({}, checked) + told_apart(change, lists, seen_lists)
        sentence = changed(keys(list(became)), parts)
        change.summary(sentence)
    return sentence


def _refuse_if_taken_back(
    change: Change, card: Card, key: str, seen: int | None, checked: Mapping[str, Primitive]
) -> None:
    """Refuse a value that the card had when it was seen, and that somebody has changed since.

    The gate takes it for no change of the person's; among several cards this one would stay as it is unseen.
    """
    for name, value in checked.items():
        differs = card.__data__[name] != value
        if differs and seen is not None and value_seen(change, card, seen, name) == value:
            refuse_if_changed(change, card, seen, name, f"changed the {name} of {key}")


def _apart(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    plain = {name: value for name, value in given.items() if name not in LISTS}
    return plain, check_lists({name: value for name, value in given.items() if name in LISTS})


def _column_for(change: Change, project: Project, column_id: int | None) -> Column:
    if column_id is None:
        column = first_of(change, project.id, "queue", "active", "waiting", "done")
        if column is None:
            raise InvalidValue("column_id", f"{project.key} has no column for a new card; add one first")
        return column
    column = column_in_use(change, column_id)
    if owner(column, "project") != project.id:
        raise InvalidValue("column_id", f"column {column_name(column)} is on another board")
    return column
