"""Comments and checklists of cards."""

from __future__ import annotations

from models.actions.board import card_on_board
from models.actions.checks import Check, line, text, truth
from models.actions.places import rank_at, steps_beside
from models.actions.rows import archived, card_key, owner
from models.actions.sentences import clip, quoted
from models.portfolio import Portfolio
from models.store.change import Change
from models.store.tables import ChecklistItem, Comment

_STEP: Check = line()


def add_comment(p: Portfolio, card_id: int, said: str) -> int:
    """Comment on a card, in one's own name; return the comment's id."""
    cleaned = text("text", said)
    with p.change("comment.add") as change:
        card = card_on_board(change, card_id)
        comment_id = change.create(Comment, card=card_id, at=change.at, author=change.author, text=cleaned)
        change.summary(clip(f"{card_key(change, card)} commented {quoted(cleaned)}"))
    return comment_id


def edit_comment(p: Portfolio, comment_id: int, seen: int | None, said: str) -> str:
    """Change what a comment says."""
    cleaned = text("text", said)
    with p.change("comment.edit") as change:
        comment = change.in_use(Comment, comment_id)
        sentence = clip(f"{_key_of(change, comment)}: comment changed")
        change.update(Comment, comment_id, {"text": cleaned}, seen=seen)
        change.summary(sentence)
    return sentence


def remove_comment(p: Portfolio, comment_id: int, seen: int | None) -> str:
    """Take a comment back; undo brings it back."""
    with p.change("comment.archive") as change:
        comment = change.get(Comment, comment_id)
        change.update(Comment, comment_id, {"archived_at": change.at}, seen=seen)
        sentence = clip(f"{_key_of(change, comment)}: comment {quoted(comment.text)} removed")
        change.summary(sentence)
    return sentence


def restore_comment(p: Portfolio, comment_id: int) -> str:
    """Bring a comment back that was removed."""
    with p.change("comment.restore") as change:
        comment = change.get(Comment, comment_id)
        key = _key_of(change, comment)
        if not archived(comment):
            return clip(f"{key}: comment {quoted(comment.text)} is not removed")
        change.update(Comment, comment_id, {"archived_at": None}, seen=None)
        sentence = clip(f"{key}: comment {quoted(comment.text)} restored")
        change.summary(sentence)
    return sentence


def add_check(p: Portfolio, card_id: int, step: str, *, after_id: int | None = None) -> int:
    """Add a step to a card's checklist: at the end, or behind a step (0: at the top); return its id."""
    cleaned = _STEP("text", step)
    with p.change("check.add") as change:
        card = card_on_board(change, card_id)
        rank = rank_at(change, ChecklistItem, steps_beside(card_id), after_id)
        item_id = change.create(ChecklistItem, card=card_id, text=cleaned, rank=rank)
        change.summary(clip(f"{card_key(change, card)}: step {quoted(str(cleaned))} added"))
    return item_id


def set_check(p: Portfolio, item_id: int, seen: int | None, done: bool) -> str:
    """Tick a step off, or not."""
    with p.change("check.set") as change:
        item = change.in_use(ChecklistItem, item_id)
        change.update(ChecklistItem, item_id, {"done": truth("done", done)}, seen=seen)
        state = "done" if done else "open again"
        sentence = clip(f"{_key_of(change, item)}: step {quoted(item.text)} {state}")
        change.summary(sentence)
    return sentence


def edit_check(p: Portfolio, item_id: int, seen: int | None, step: str) -> str:
    """Change what a step says."""
    cleaned = _STEP("text", step)
    with p.change("check.edit") as change:
        item = change.in_use(ChecklistItem, item_id)
        change.update(ChecklistItem, item_id, {"text": cleaned}, seen=seen)
        sentence = clip(f"{_key_of(change, item)}: step {quoted(str(cleaned))} changed")
        change.summary(sentence)
    return sentence


def reorder_check(p: Portfolio, item_id: int, seen: int | None, *, after_id: int | None) -> str:
    """Give a step another place in its checklist."""
    with p.change("check.reorder") as change:
        item = change.in_use(ChecklistItem, item_id)
        rank = rank_at(change, ChecklistItem, steps_beside(owner(item, "card"), item_id), after_id)
        change.update(ChecklistItem, item_id, {}, seen=seen, also={"rank": rank})
        sentence = clip(f"{_key_of(change, item)}: step {quoted(item.text)} reordered")
        change.summary(sentence)
    return sentence


def remove_check(p: Portfolio, item_id: int, seen: int | None) -> str:
    """Take a step off the checklist; undo brings it back."""
    with p.change("check.archive") as change:
        item = change.get(ChecklistItem, item_id)
        if archived(item) and seen in (None, item.version):
            return clip(f"{_key_of(change, item)}: step {quoted(item.text)} is removed already")
        change.update(ChecklistItem, item_id, {"archived_at": change.at}, seen=seen)
        sentence = clip(f"{_key_of(change, item)}: step {quoted(item.text)} removed")
        change.summary(sentence)
    return sentence


def restore_check(p: Portfolio, item_id: int) -> str:
    """Bring a step back that was removed: at its place or, where that is taken, at the end."""
    with p.change("check.restore") as change:
        item = change.get(ChecklistItem, item_id)
        key = _key_of(change, item)
        if not archived(item):
            return clip(f"{key}: step {quoted(item.text)} is not removed")
        beside = steps_beside(owner(item, "card"), item_id)
        taken = change.rows(
            ChecklistItem.select(ChecklistItem.id).where(beside & (ChecklistItem.rank == item.rank))
        )
        also = {"rank": rank_at(change, ChecklistItem, beside, None)} if taken else {}
        change.update(ChecklistItem, item_id, {"archived_at": None}, seen=None, also=also)
        sentence = clip(f"{key}: step {quoted(item.text)} restored")
        change.summary(sentence)
    return sentence


def _key_of(change: Change, row: Comment | ChecklistItem) -> str:
    return card_key(change, card_on_board(change, owner(row, "card")))
