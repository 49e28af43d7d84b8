"""Texts that were kept of the board's fields: each opens its field again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from models.views.board import ColumnView
from models.views.card import CardDetails, CheckView, CommentView
from tui.board.fields import TYPED
from tui.board.panel import Panel

if TYPE_CHECKING:
    from tui.drafts import Draft
    from tui.passages import Place

Versioned = TypeVar("Versioned", CardDetails, CheckView, CommentView, ColumnView)
"""What a text belongs to."""


class Kept(Panel, part=True):
    """Opening fields with what was typed into them before."""

    async def reopen(self, draft: Draft) -> bool:
        """Open the field that a draft belongs to, with its text. False where it is not there any more."""
        place = draft.place
        if self.view is None or self.view.key != place.project:
            await self.show_wanted()
        if self.view is None or self.view.key != place.project or self.left:
            return False
        if place.kind in ("new card", "policy"):
            return await self._reopen_column(draft)
        if self.deck.find(place.row) is None:
            return False
        details = await self.details_of(place.row)
        if details is None:
            return False
        self.board.go_to_card(details.id)
        self.board.refit()
        return await self._reopen_card(details, draft)

    async def _reopen_column(self, draft: Draft) -> bool:
        number = next(
            (at for at, stack in enumerate(self.deck.stacks) if stack.view.id == draft.place.row), None
        )
        if number is None:
            return False
        self.board.at = number
        self.board.refit()
        if draft.place.kind == "new card":
            self.start_card(draft.text)
            return True
        from tui.board.columns import ColumnMenu  # Here for start-up, as in the page.

        await ColumnMenu(self).write_policy(_as_seen(self.deck.stacks[number].view, draft.place), draft.text)
        return True

    async def _reopen_card(self, details: CardDetails, draft: Draft) -> bool:
        place, text = draft.place, draft.text
        if place.kind in ("description", "field"):
            details = _as_seen(details, place)
        if place.kind == "description":
            await self.open_description(details, text)
        elif place.kind == "comment":
            await self.open_comment(details, text)
        elif place.kind == "block":
            if any(block.ended_at is None for block in details.blocks):
                return False
            self.ask_block(details, text)
        elif place.kind == "field" and place.field in TYPED:
            self.ask_field(details, place.field, text)
        elif place.kind == "step":
            self.ask_step(details, None, text)
        else:
            return await self._reopen_part(details, draft)
        return True

    async def _reopen_part(self, details: CardDetails, draft: Draft) -> bool:
        """A step or a comment that is there already."""
        wanted = int(draft.place.what) if draft.place.what.isdecimal() else 0
        if draft.place.kind == "old comment":
            comment = next((one for one in details.comments if one.id == wanted), None)
            if comment is None:
                return False
            await self.write_comment(details, _as_seen(comment, draft.place), draft.text)
            return True
        step = next((one for one in details.checklist if one.id == wanted), None)
        if draft.place.kind != "check" or step is None:
            return False
        self.edit_step(details, _as_seen(step, draft.place), draft.text)
        return True


def _as_seen(what: Versioned, place: Place) -> Versioned:
    """What is there now, with the version that the text was typed against: who changed it since is not
    overwritten unasked.
    """
    return what._replace(version=place.seen) if 0 < place.seen < what.version else what
