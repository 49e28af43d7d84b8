"""Moving cards: to another column, within a column, to done and back, to another project."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from models.actions.board import (
    AT_REST,
    admit,
    card_on_board,
    column_in_use,
    column_name,
    first_of,
    refuse_if_changed,
    value_seen,
)
from models.actions.card_links import carry_labels
from models.actions.flow import entry, record_move
from models.actions.numbers import free_code, next_number
from models.actions.places import cards_beside, rank_at, ranks_at
from models.actions.problems import InvalidValue
from models.actions.rows import card_key, cards_in, columns_of, open_project, owner, reference
from models.actions.sentences import clip, counted, keys
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import Card, Column, Move


def move(p: Portfolio, card_id: int, seen: int | None, column_id: int, *, after_id: int | None = None) -> str:
    """Move a card to a column of its board: to its end, or behind a card (0: to the top).

    Raises LimitReached where the column's limit is hard, Conflict when somebody else moved or archived the
    card since ``seen``, InvalidValue, Missing.
    """
    return move_many(p, [(card_id, seen)], column_id, after_id=after_id)


def move_many(
    p: Portfolio,
    cards: Sequence[tuple[int, int | None]],
    column_id: int,
    *,
    after_id: int | None = None,
) -> str:
    """Move cards, each with the version that was seen, to one column: together, in the given order, all or
    none.
    """
    if not cards:
        raise InvalidValue("cards", "no card to move")
    with p.change("card.move") as change:
        target = column_in_use(change, column_id)
        chosen = {card_id: (card_on_board(change, card_id), seen) for card_id, seen in cards}
        for card, seen in chosen.values():
            if owner(card, "project") != owner(target, "project"):
                _refuse_elsewhere(change, card, seen, target)
        coming = [card for card, _ in chosen.values() if owner(card, "column") != target.id]
        remark = admit(change, target, len(coming)) if coming else ""
        after_id = anchor(change, target, set(chosen), after_id)
        sentence = _moved(change, coming, [card for card, _ in chosen.values()], target, remark)
        ranks = ranks_at(change, Card, cards_beside(target.id), after_id, len(chosen))
        for (card, seen), rank in zip(chosen.values(), ranks, strict=True):
            put(change, card, seen, target, rank)
        change.summary(sentence)
    return sentence


def _refuse_elsewhere(change: Change, card: Card, seen: int | None, target: Column) -> None:
    """Refuse a card that is on another board than the column: by now, or from the start."""
    key = card_key(change, card)
    if seen is not None:
        refuse_if_changed(change, card, seen, "project_id", f"gave this card away, it is {key} now,")
    raise InvalidValue("column_id", f"column {column_name(target)} is not on the board of {key}")


def reorder(p: Portfolio, card_id: int, seen: int | None, *, after_id: int | None) -> str:
    """Give a card another place in its column: behind a card, 0 to the top, None to the end."""
    with p.change("card.reorder") as change:
        card = card_on_board(change, card_id)
        column = change.get(Column, owner(card, "column"))
        if seen is not None:
            refuse_if_changed(change, card, seen, "column_id", f"moved {card_key(change, card)}")
        after_id = anchor(change, column, {card_id}, after_id)
        put(change, card, seen, column, rank_at(change, Card, cards_beside(column.id), after_id))
        sentence = clip(f"{card_key(change, card)} reordered in {column_name(column)}")
        change.summary(sentence)
    return sentence


def complete(p: Portfolio, card_id: int, seen: int | None) -> str:
    """Move a card to the first done column of its board; a finished one back to the column that it came from.

    Raises InvalidValue where the board has no column for it; else as `move`.
    """
    return complete_many(p, [(card_id, seen)])


def complete_many(p: Portfolio, cards: Sequence[tuple[int, int | None]]) -> str:
    """Complete those of the cards that are not finished; reopen them where all are. Together, all or none."""
    if not cards:
        raise InvalidValue("cards", "no card to complete")
    with p.change("card.complete") as change:
        found = {card_id: (card_on_board(change, card_id), seen) for card_id, seen in cards}
        finished = {card_id for card_id, (card, _) in found.items() if _is_done(change, card)}
        reopening = len(finished) == len(found)
        names, places = [], []
        remark = ""
        for card_id, (card, seen) in found.items():
            if card_id in finished and not reopening:
                continue
            present = change.get(Column, owner(card, "column"))
            target = _column_before_done(change, card) if reopening else _done_column(change, card)
            remark = admit(change, target, 1) or remark
            put(change, card, seen, target, end_of(change, target))
            names.append(card_key(change, card))
            places.append((column_name(present), column_name(target)))
        verb = "reopened" if reopening else "completed"
        sentence = clip(f"{keys(names)} {verb}: moved {_way(places)}{remark}")
        change.summary(sentence)
    return sentence


def move_to_project(
    p: Portfolio, card_id: int, seen: int | None, project_id: int, column_id: int | None = None
) -> str:
    """Give a card to another project, where it gets the next number; its history and labels go with it.

    It leaves its milestone, its parent and the cards below it, which are of the old project. Without a
    column it comes to the first of the kind that it stands in now.
    """
    return move_to_project_many(p, [(card_id, seen)], project_id, column_id)


def move_to_project_many(
    p: Portfolio, cards: Sequence[tuple[int, int | None]], project_id: int, column_id: int | None = None
) -> str:
    """Give cards, each with the version that was seen, to another project: in the given order, all or none.

    A card that goes together with its parent keeps it; else as `move_to_project`.
    """
    if not cards:
        raise InvalidValue("cards", "no card to move")
    with p.change("card.move_to_project") as change:
        chosen = {card_id: (card_on_board(change, card_id), seen) for card_id, seen in cards}
        project = open_project(change, project_id)
        places = []
        for card, _ in chosen.values():
            if owner(card, "project") == project_id:
                raise InvalidValue("project_id", f"{card_key(change, card)} is in {project.key} already")
            places.append(_column_elsewhere(change, card, project_id, column_id))
        came = [card_key(change, card) for card, _ in chosen.values()]
        went, remark = [], ""
        for (card, seen), target in zip(chosen.values(), places, strict=True):
            remark = admit(change, target, 1) or remark
            number = next_number(change, project)
            _give(change, card, seen, target, project_id, number, chosen.keys())
            went.append(f"{project.key}-{number}")
        columns = {column_name(target) for target in places}
        there = f" in {columns.pop()}" if len(columns) == 1 else ""
        sentence = clip(f"{keys(came)} moved to {project.key}, as {keys(went)}{there}{remark}")
        change.summary(sentence)
    return sentence


def _give(
    change: Change,
    card: Card,
    seen: int | None,
    target: Column,
    project_id: int,
    number: int,
    together: Container[int],
) -> None:
    """Write one card into another project; ``together``: the cards that go with it keep their ties to it."""
    code = card.code if _code_is_free(change, project_id, card) else free_code(change, project_id, number)
    leaving: dict[str, Any] = {"milestone": None, "number": number}
    if reference(card, "parent") not in together:
        leaving["parent"] = None
    _let_go_of_children(change, card, together)
    put(change, card, seen, target, end_of(change, target), project=project_id, code=code, **leaving)
    carry_labels(change, change.get(Card, card.id), project_id)


def end_of(change: Change, column: Column) -> str:
    """The rank at the end of a column."""
    return rank_at(change, Card, cards_beside(column.id), None)


def put(change: Change, card: Card, seen: int | None, target: Column, rank: str, **also: Any) -> None:
    """Write a card's new place; a place in another column is a move, and the card's times follow from it."""
    present = owner(card, "column")
    if present == target.id:
        change.update(Card, card.id, {}, seen=seen, also={"rank": rank, **also})
        return
    if seen is not None and value_seen(change, card, seen, "column_id") == target.id:
        # The gate takes what the person saw for no change of theirs; its place and times must not follow.
        refuse_if_changed(change, card, seen, "column_id", f"moved {card_key(change, card)}")
    coming = entry(change, card.id, target)
    change.update(
        Card,
        card.id,
        {"column": target.id},
        seen=seen,
        also={"rank": rank, **coming.times, **also},
    )
    record_move(change, card.id, present, target.id, coming.at)


def anchor(change: Change, target: Column, moving: set[int], after_id: int | None) -> int | None:
    """The card behind which moving ones are put: where that one moves itself, the nearest above that
    stays.
    """
    if after_id is None or after_id not in moving:
        return after_id
    above = 0
    for card in cards_in(change, target.id):
        if card.id == after_id:
            return above
        if card.id not in moving:
            above = card.id
    return None


def _moved(
    change: Change, coming: Sequence[Card], chosen: Sequence[Card], target: Column, remark: str
) -> str:
    """The sentence of a move, made before it: it names the columns that the cards are still in."""
    named = keys([card_key(change, card) for card in coming or chosen])
    if not coming:
        return clip(f"{named} reordered in {column_name(target)}")
    sources = {owner(card, "column") for card in coming}
    if len(sources) > 1:
        return clip(f"{named} moved to {column_name(target)}{remark}")
    source = change.get(Column, sources.pop())
    return clip(f"{named} moved from {column_name(source)} to {column_name(target)}{remark}")


def _way(places: Sequence[tuple[str, str]]) -> str:
    """Where cards went, in a sentence: ``from Doing to Done``; only what they have in common."""
    sources, targets = {source for source, _ in places}, {target for _, target in places}
    start = f"from {sources.pop()} " if len(sources) == 1 else ""
    return start + (f"to {targets.pop()}" if len(targets) == 1 else "to where they came from")


def _is_done(change: Change, card: Card) -> bool:
    return change.get(Column, owner(card, "column")).kind == "done"


def _done_column(change: Change, card: Card) -> Column:
    found = first_of(change, owner(card, "project"), "done")
    if found is None:
        raise InvalidValue(
            "column_id", f"the board of {card_key(change, card)} has no done column; add one first"
        )
    return found


def _column_before_done(change: Change, card: Card) -> Column:
    """The column that a finished card came from, where it is still in use; else one in which work goes on."""
    project_id = owner(card, "project")
    in_use = {column.id: column for column in columns_of(change, project_id)}
    query = (
        Move.select(Move.from_column)
        .where((Move.card == card.id) & (Move.removed == 0))
        .order_by(Move.at.desc(), Move.id.desc())
    )
    for (column_id,) in change.rows(query):
        column = in_use.get(column_id)
        if column is not None and column.kind not in AT_REST:
            return column
    found = first_of(change, project_id, "active", "waiting", "queue")
    if found is None:
        raise InvalidValue(
            "column_id", f"the board of {card_key(change, card)} has no column to reopen it in"
        )
    return found


def _column_elsewhere(change: Change, card: Card, project_id: int, column_id: int | None) -> Column:
    if column_id is not None:
        column = column_in_use(change, column_id)
        if owner(column, "project") != project_id:
            raise InvalidValue("column_id", f"column {column_name(column)} is on another board")
        return column
    present = change.get(Column, owner(card, "column"))
    found = first_of(change, project_id, present.kind, "queue", "active", "waiting", "done")
    if found is None:
        raise InvalidValue("column_id", "that project has no column for the card; add one first")
    return found


def _code_is_free(change: Change, project_id: int, card: Card) -> bool:
    if card.code == f"#{card.number}":
        return False
    same = (Card.project == project_id) & (Card.code == card.code) & (Card.removed == 0)
    return not change.rows(Card.select(Card.id).where(same))


def _let_go_of_children(change: Change, card: Card, but: Container[int]) -> None:
    for (child_id,) in change.rows(
        Card.select(Card.id).where((Card.parent == card.id) & (Card.removed == 0))
    ):
        if child_id not in but:
            change.update(Card, child_id, {"parent": None}, seen=None)


def move_all(change: Change, cards: Sequence[Card], target: Column) -> str:
    """Move cards to the end of a column as part of a change of their board; return the sentence's remark."""
    remark = admit(change, target, len(cards))
    for card in cards:
        put(change, card, None, target, end_of(change, target))
    return f"; {counted(len(cards), 'card')} moved to {column_name(target)}{remark}"
