"""Blocking cards, and how they leave and come back."""

from __future__ import annotations

from collections.abc import Sequence

from models.actions.board import admit, card_on_board, column_in_use, column_name, first_of
from models.actions.card_moves import end_of, put
from models.actions.checks import line
from models.actions.places import cards_beside
from models.actions.problems import InvalidValue
from models.actions.rows import archived, card_key, open_project, owner
from models.actions.sentences import clip, keys, quoted
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import (
    Block,
    Card,
    CardAssignee,
    CardLabel,
    CardLink,
    ChecklistItem,
    Column,
    Comment,
    Table,
)

_REASON = line()


def block(p: Portfolio, card_id: int, seen: int | None, reason: str) -> str:
    """Say that a card cannot go on, and why. Raises InvalidValue when it is blocked already or finished."""
    cleaned = _REASON("reason", reason)
    with p.change("card.block") as change:
        card = card_on_board(change, card_id)
        key = card_key(change, card)
        open_blocks = _open_blocks(change, card_id)
        if open_blocks:
            raise InvalidValue("reason", f"{key} is blocked already: {clip(open_blocks[0].reason, 60)}")
        if change.get(Column, owner(card, "column")).kind == "done":
            raise InvalidValue("card_id", f"{key} is finished; reopen it first")
        change.create(Block, card=card_id, started_at=change.at, reason=cleaned, by=change.author)
        sentence = clip(f"{key} blocked: {cleaned}")
        change.summary(sentence)
    return sentence


def unblock(p: Portfolio, card_id: int, seen: int | None) -> str:
    """Say that a card can go on. Raises InvalidValue when nothing blocks it."""
    with p.change("card.unblock") as change:
        card = card_on_board(change, card_id)
        key = card_key(change, card)
        open_blocks = _open_blocks(change, card_id)
        if not open_blocks:
            raise InvalidValue("card_id", f"{key} is not blocked")
        for open_block in open_blocks:
            # A clock that was set back, or a wait behind whoever blocked it, must not keep it blocked.
            ended = max(change.at, open_block.started_at)
            change.update(Block, open_block.id, {"ended_at": ended}, seen=open_block.version)
        sentence = clip(f"{key} unblocked (was: {open_blocks[0].reason})")
        change.summary(sentence)
    return sentence


def archive(p: Portfolio, card_id: int, seen: int | None) -> str:
    """Take a card off the board; `restore` brings it back."""
    return archive_many(p, [(card_id, seen)])


def archive_many(p: Portfolio, cards: Sequence[tuple[int, int | None]]) -> str:
    """Take cards off the board: together, all or none. Those that are archived already stay so."""
    if not cards:
        raise InvalidValue("cards", "no card to archive")
    with p.change("card.archive") as change:
        found = {card_id: (change.get(Card, card_id), seen) for card_id, seen in cards}
        leaving = [(card, seen) for card, seen in found.values() if not archived(card)]
        if not leaving:
            named = keys([card_key(change, card) for card, _ in found.values()])
            return clip(f"{named} {'is' if len(found) == 1 else 'are'} archived already")
        for card, seen in leaving:
            change.update(Card, card.id, {"archived_at": change.at}, seen=seen)
        named = keys([card_key(change, card) for card, _ in leaving])
        title = f" {quoted(leaving[0][0].title)}" if len(leaving) == 1 else ""
        sentence = clip(f"{named} archived{title}")
        change.summary(sentence)
    return sentence


def restore(p: Portfolio, card_id: int) -> str:
    """Bring an archived card back to its column, at its place or, where that is taken, at the end.

    A column that was archived meanwhile is replaced by the first of the same kind; that is a move.
    """
    return restore_many(p, [card_id])


def restore_many(p: Portfolio, card_ids: Sequence[int]) -> str:
    """Bring archived cards back as `restore` does: together, all or none. Those in use stay as they are."""
    if not card_ids:
        raise InvalidValue("cards", "no card to restore")
    with p.change("card.restore") as change:
        found = {card_id: change.get(Card, card_id) for card_id in card_ids}
        coming = [card for card in found.values() if archived(card)]
        if not coming:
            named = keys([card_key(change, card) for card in found.values()])
            return clip(f"{named} {'is' if len(found) == 1 else 'are'} not archived")
        places, remark = set(), ""
        for card in coming:
            target, said = _bring_back(change, card)
            remark = said or remark
            places.add(column_name(target))
        where = f" to {places.pop()}" if len(places) == 1 else ""
        sentence = clip(f"{keys([card_key(change, card) for card in coming])} restored{where}{remark}")
        change.summary(sentence)
    return sentence


def _bring_back(change: Change, card: Card) -> tuple[Column, str]:
    """Write one card back; return where it stands, and the remark on that column's limit."""
    open_project(change, owner(card, "project"))
    target = _column_to_return_to(change, card)
    remark = admit(change, target, 1)
    if target.id == owner(card, "column") and _place_is_free(change, card):
        change.update(Card, card.id, {"archived_at": None}, seen=None)
    else:
        put(change, card, None, target, end_of(change, target), archived_at=None)
    return target, remark


def delete(p: Portfolio, card_id: int) -> str:
    """Delete a card for ever: its number stays used, its text goes from everywhere. Cannot be undone."""
    with p.change("card.delete") as change:
        card = change.get(Card, card_id)
        key = card_key(change, card)
        for child_id in _ids(change, Card, Card.parent == card_id):
            change.update(Card, child_id, {"parent": None}, seen=None)
        erase(change, card_id)
        sentence = f"{key} deleted for ever"
        change.summary(sentence)
    return sentence


def erase(change: Change, card_id: int) -> None:
    """Erase a card with all that hangs on it, as part of a change."""
    for item_id in _ids(change, ChecklistItem, ChecklistItem.card == card_id):
        change.erase(ChecklistItem, item_id)
    for comment_id in _ids(change, Comment, Comment.card == card_id):
        change.erase(Comment, comment_id)
    for block_id in _ids(change, Block, Block.card == card_id):
        change.erase(Block, block_id)
    for label_id in _ids(change, CardLabel, CardLabel.card == card_id):
        change.remove(CardLabel, label_id)
    for assignee_id in _ids(change, CardAssignee, CardAssignee.card == card_id):
        change.remove(CardAssignee, assignee_id)
    for link_id in _ids(change, CardLink, (CardLink.card == card_id) | (CardLink.other == card_id)):
        change.remove(CardLink, link_id)
    change.erase(Card, card_id)


def _ids(change: Change, table: type[Table], which: object) -> list[int]:
    query = table.select(table.id).where((table.removed == 0) & which)
    return [row_id for (row_id,) in change.rows(query)]


def _open_blocks(change: Change, card_id: int) -> list[Block]:
    open_now = (Block.card == card_id) & Block.ended_at.is_null()
    return change.models(Block.select().where(open_now & (Block.removed == 0) & Block.archived_at.is_null()))


def _column_to_return_to(change: Change, card: Card) -> Column:
    column = change.get(Column, owner(card, "column"))
    if not archived(column):
        return column
    found = first_of(change, owner(card, "project"), column.kind, "queue", "active", "waiting", "done")
    if found is None:
        return column_in_use(change, column.id)
    return found


def _place_is_free(change: Change, card: Card) -> bool:
    beside = cards_beside(owner(card, "column"), card.id)
    return not change.rows(Card.select(Card.id).where(beside & (Card.rank == card.rank)))
