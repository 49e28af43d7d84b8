"""Running an action for the board: what it changed is shown, what it refused is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from models.actions.problems import InvalidValue
from models.portfolio import Conflict, Portfolio, StoreError
from models.views.board import BoardHead
from models.views.names import NotFound
from models.views.standing import LeftCard
from tui.board import reading
from tui.board.page import SLOW, BoardBase
from tui.board.reading import CardsLeft
from tui.turns import head_turned, told_with
from tui.widgets.picker import Choice, Choosing
from tui.widgets.status import NOTHING

P = ParamSpec("P")
T = TypeVar("T")

_GO, _STAY = 1, 2


class Changing(BoardBase, part=True):
    """The ways in which keys change the portfolio."""

    _acted = 0
    """The project that one has changed oneself since its head was read."""
    _wrote = True
    """Whether the last action has changed anything: else undo would take back the one before."""
    _added = ""
    """What is said of a card that was added, while the next one is typed: then the key of undo is text."""

    async def act(
        self, action: Callable[Concatenate[Portfolio, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Run an action, show what it changed, and tell what it refused. None when it refused."""
        try:
            return await self.attempt(action, *args, **kwargs)
        except CardsLeft as left:
            await self.reread()
            self.tell_left(left.cards)
        except Conflict as conflict:
            await self.reread()
            self.warn(str(conflict))
        except (StoreError, InvalidValue, NotFound) as error:
            self.warn(str(error))
        return None

    async def tried(
        self, action: Callable[Concatenate[Portfolio, P], str], *args: P.args, **kwargs: P.kwargs
    ) -> str | None:
        """Run an action for an open field, and say what it did. A sentence that comes back is its refusal."""
        try:
            said = await self.attempt(action, *args, **kwargs)
        except Conflict as conflict:
            await self.reread()
            return str(conflict)
        except (StoreError, InvalidValue, NotFound) as error:
            return str(error)
        self.tell(said)
        return None

    def tell(self, said: object) -> None:
        """Say what an action did, and how to take it back; nothing when it was refused."""
        if said is not None:
            self.say(str(said), hint=self._hint("board.undo") if self._wrote else "")

    def tell_added(self, said: str) -> None:
        """Say that a card was added; how to take it back once none is typed any more."""
        self._added = said
        self.say(said)

    def tell_keys(self) -> None:
        """Where no card is typed any more, the key of undo means undo again."""
        super().tell_keys()
        if self._added and self.board.draft is None:
            said, self._added = self._added, ""
            if self.prompt.message.text == said:
                self.say(said, hint=self._hint("board.undo"))

    def judged_anew(self, before: BoardHead, after: BoardHead) -> None:
        """Say what one's own action did to the health, unless something else was said since."""
        acted, self._acted = self._acted, 0
        turn = head_turned(before, after)
        if turn is None or acted != self.project[0] or self.prompt.asking or self.picker.open:
            return
        message = self.prompt.message
        ways = (self._hint("board.undo"), self._hint("board.redo"))
        added = bool(message.text) and message.text == self._added
        if message == NOTHING or message.hint in ways or added:
            hint = ways[0] if added else message.hint
            text = told_with(message.text, turn, self.size.width, f"{message.lead} {hint}")
            self._added = text if added else ""
            self.say(text, lead=message.lead, hint=message.hint)

    def _hint(self, key_id: str) -> str:
        keys = self.program.keymap
        return f"{keys.shown(key_id)} {keys.short(key_id)}"

    async def attempt(
        self, action: Callable[Concatenate[Portfolio, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run an action and show what it changed. Raises what it raises."""
        if self.left:
            # Undo may be what brings it back: it is asked, and refuses by itself.
            self._refuse_left(action)
        slow = self.set_timer(SLOW, self.tell_waiting)
        try:
            done = await self.program.session.save(
                reading.acted, self.project, self._sequence, action, *args, **kwargs
            )
        finally:
            slow.stop()
        self._acted = self.project[0]
        self._wrote = done.wrote
        self._follow |= done.brought_back
        # A project that others took away stays to be read; one that this very action took back does not.
        if done.fresh is None or (done.fresh.gone and not self.left):
            await self._leave_gone()
        else:
            self.absorb(done.fresh)
            self._head_soon()
        self.program.changed_by(self)
        if done.went:
            # What was typed is saved where the card is now; the field for it closes first.
            self.call_later(self.tell_left, done.went)
        return done.result

    def tell_left(self, cards: Sequence[LeftCard]) -> None:
        """Say who took a card away, when and where to; offer the way there."""
        first = cards[0]
        if not first.board:
            self.warn(first.told)
            return

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            if chosen[0].id == _GO:
                await self.program.open_board(first.board, first.id)
            else:
                self.say(first.told)
            return None

        choices = (
            Choice(_GO, f"go to {first.key}", f"on the board of {first.board}"),
            Choice(_STAY, "stay here"),
        )
        self.picker.choose(Choosing(first.told, choices, done))

    def _refuse_left(self, action: Callable[..., object]) -> None:
        if action.__name__ not in reading.TAKING_BACK:
            raise InvalidValue("project_id", reading.closed(self.left))
