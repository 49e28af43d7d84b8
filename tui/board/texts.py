"""Longer texts of a card: in place, or in the person's own editor; when two write one, both are shown."""

from __future__ import annotations

import os

from models.actions import cards
from models.actions.problems import InvalidValue
from models.portfolio import Conflict, Portfolio, StoreError
from models.views.card import CardDetails, CommentView
from models.views.names import NotFound
from tui import external
from tui.board.fields import Again
from tui.board.ties import Ties
from tui.external import EditorProblem
from tui.passages import Passage, Place
from tui.restricted import is_restricted
from tui.settling import choose_text


class Texts(Ties, part=True):
    """Descriptions and comments."""

    # -- the description -------------------------------------------------------------------------

    async def write_description(self, card_id: int) -> None:
        """Write the description in place."""
        details = await self.details_of(card_id)
        if details is not None:
            await self.open_description(details)

    async def open_description(self, details: CardDetails, text: str | None = None) -> None:
        """Open the field on a description, perhaps with another text than the card has."""

        async def done(written: str) -> str | None:
            return await self._save_description(details, written)

        label = f"{details.key} description"
        place = Place(label, "description", self.project[1], details.id, seen=details.version)
        stored = details.description
        await self.write(Passage(place, done, stored if text is None else text, stored))

    async def write_description_outside(self, card_id: int) -> None:
        """Hand the terminal to the editor, then save; without an editor write in place."""
        details = await self.details_of(card_id)
        if details is None:
            return
        if is_restricted(os.environ):
            await self.open_description(details)
            return
        text = self.written(
            details.description,
            Place(
                f"{details.key} description",
                "description",
                self.project[1],
                details.id,
                seen=details.version,
            ),
        )
        if text is None:
            return
        problem = await self._save_description(details, text)
        if problem is not None:
            await self.open_description(details, text)
            self.warn(problem)

    async def _save_description(self, details: CardDetails, text: str) -> str | None:
        if text == details.description:
            self.say(f"{details.key}: the description is as it was")
            return None

        def again(now: CardDetails, typed: str) -> None:
            self.call_later(self.open_description, now, text + typed)

        return await self.save(details, {"description": text}, again, mine="what you wrote")

    async def _settle(
        self,
        details: CardDetails,
        values: dict[str, object],
        conflict: Conflict,
        again: Again | None,
        mine: str,
    ) -> None:
        """Somebody else wrote the description meanwhile: both texts are there to choose from."""
        if "description" not in values:
            await super()._settle(details, values, conflict, again, mine)
            return
        now = await self.details_of(details.id)
        if now is None:
            return
        await self.reread()

        async def save(text: str) -> str | None:
            return await self._save_description(now, text)

        async def edit(text: str) -> None:
            await self.open_description(now, text)

        choose_text(self, conflict, str(values["description"]), now.description, save, edit)

    # -- comments --------------------------------------------------------------------------------

    async def open_comment(self, details: CardDetails, text: str = "") -> None:
        """Write a new comment. Enter begins a line: what is typed behind it is text, never a command."""

        async def done(written: str) -> str | None:
            if not written.strip():
                self.say("nothing was written")
                return None
            return await self.tried(_commented, details, written)

        place = Place(f"{details.key} comment", "comment", self.project[1], details.id)
        await self.write(Passage(place, done, text, "", low=True))

    async def write_comment(self, card: CardDetails, comment: CommentView, text: str | None = None) -> None:
        """Write a comment that is there in place, perhaps with another text than it has."""

        async def done(written: str) -> str | None:
            return await self._save_comment(card, comment, written)

        stored = comment.text
        wanted = stored if text is None else text
        await self.write(Passage(self._place_of(card, comment), done, wanted, stored, low=True))

    async def write_comment_outside(self, card: CardDetails, comment_id: int) -> None:
        """Write a comment in the editor; without an editor in place."""
        comment = next((one for one in card.comments if one.id == comment_id), None)
        if comment is None:
            return
        if is_restricted(os.environ):
            await self.write_comment(card, comment)
            return
        text = self.written(comment.text, self._place_of(card, comment))
        if text is None:
            return
        problem = await self._save_comment(card, comment, text)
        if problem is not None:
            await self.write_comment(card, comment, text)
            self.warn(problem)

    async def _save_comment(self, card: CardDetails, comment: CommentView, text: str) -> str | None:
        if text == comment.text:
            self.say("the comment is as it was")
            return None
        try:
            said = await self.attempt(cards.edit_comment, comment.id, comment.version, text)
        except Conflict as conflict:
            return await self._settle_comment(card, comment, text, conflict)
        except (StoreError, InvalidValue, NotFound) as error:
            return str(error)
        self.tell(said)
        return None

    async def _settle_comment(
        self, card: CardDetails, comment: CommentView, mine: str, conflict: Conflict
    ) -> str | None:
        await self.reread()
        now = await self.details_of(card.id)
        other = next((one for one in now.comments if one.id == comment.id), None) if now is not None else None
        if now is None or other is None:
            return str(conflict)

        async def save(text: str) -> str | None:
            return await self._save_comment(now, other, text)

        async def edit(text: str) -> None:
            await self.write_comment(now, other, text)

        choose_text(self, conflict, mine, other.text, save, edit)
        return None

    def _place_of(self, card: CardDetails, comment: CommentView) -> Place:
        what = str(comment.id)
        label = f"{card.key} comment"
        return Place(label, "old comment", self.project[1], card.id, what, seen=comment.version)

    # -- the editor ------------------------------------------------------------------------------

    def written(self, text: str, place: Place) -> str | None:
        """What the person made of a text in the editor; None, with a sentence, when that did not work."""
        try:
            return external.write(self.app, text)
        except EditorProblem as problem:
            if problem.text is None or problem.text == text:
                self.warn(str(problem))
            elif self.program.drafts.keep(place, problem.text):
                self.warn(f"{problem}; {self.program.keymap.shown('app.kept')} offers the text")
            else:
                self.warn(f"{problem}, and the text cannot be kept: {self.program.drafts.problem}")
            return None


def _commented(p: Portfolio, details: CardDetails, said: str) -> str:
    cards.add_comment(p, details.id, said)
    return f"comment on {details.key}"
