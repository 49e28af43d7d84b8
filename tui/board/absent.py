"""What is said where there is no card: no key is silent, and what is typed after one is no command."""

from __future__ import annotations

from models.views.board import CardLine
from tui.board.changing import Changing
from tui.board.deck import Deck, Stack
from tui.keymap import Keymap


class Absent(Changing, part=True):
    """Keys that are about a card ask here for it."""

    def card_or_say(self, *, types: bool = False) -> CardLine | None:
        """The card under the cursor; without one the status line says what to do.

        ``types``: the key opens a field, so that letters that follow at once are text.
        """
        card = self.here
        if card is None:
            self.say_no_card(types=types)
        return card

    def say_no_card(self, *, types: bool = False) -> None:
        """Say that there is no card under the cursor, and what to do."""
        if types:
            self.board.expect_text()
        text, hint = no_card(self.board.stack, self.deck, self.program.keymap)
        self.say(text, hint=hint)

    def advice(self, stack: Stack) -> list[str]:
        """What stands in a column that shows no card."""
        # What is true of the whole board is said once, in the first column in sight.
        columns = self.board.fitted.columns
        first = self.deck.stacks[columns[0]] if columns else None
        return empty_column(stack, self.deck, self.program.keymap, first=stack is first)


def no_card(stack: Stack | None, deck: Deck, keymap: Keymap) -> tuple[str, str]:
    """Why a key has no card to work on, and what to do about it."""
    if stack is None:
        return "no project yet", _offer(keymap, "board.new_project", "makes one")
    if stack.folded and stack.shown:
        return f"{stack.view.name} is folded", f"{keymap.shown('board.collapse')} unfolds it"
    if deck.lanes is not None and deck.lanes.is_folded(stack.lane):
        return f"{deck.lanes.name(stack.lane)} is folded", f"{keymap.shown('board.fold_lane')} unfolds it"
    if deck.filter and stack.cards:
        return "no card here matches the filter", f"{keymap.shown('board.back')} shows all again"
    return "no card here", _offer(keymap, "board.new", "adds one")


def _offer(keymap: Keymap, key: str, does: str) -> str:
    return f"{keymap.shown(key)} {does}" if keymap.offers(key) else ""


def empty_column(stack: Stack, deck: Deck, keymap: Keymap, *, first: bool) -> list[str]:
    """Lines for a column without a card to show; each may be wrapped. ``first``: the first in sight."""
    shown, cards = deck.counts
    if deck.filter and cards:
        if shown:
            return ["no match"] if stack.cards else []
        where = "looked in titles, people, labels, numbers; not in descriptions"
        return ["nothing matches", f"{keymap.shown('board.back')} shows all again", where] if first else []
    if not cards:
        return _first_steps(keymap) if first else _policy(stack)
    if stack.view.policy.strip():
        return _policy(stack)
    if keymap.looking:
        return ["no cards"]
    if stack.view.kind == "queue":
        return [f"{keymap.shown('board.new')} adds a card"]
    return [f"{keymap.shown('board.move_right')} moves a card on"]


def _policy(stack: Stack) -> list[str]:
    return [" ".join(stack.view.policy.split())] if stack.view.policy.strip() else []


def _first_steps(keymap: Keymap) -> list[str]:
    steps = (("board.new", "adds a card"), ("app.palette", "lists every action"), ("board.help", "help"))
    return [
        "no cards yet",
        "",
        *(f"{keymap.shown(key)}  {text}" for key, text in steps if keymap.offers(key)),
        # With its file and its database the command is longer than a column.
        *(() if keymap.looking else ("", f"{keymap.shown('app.palette')}  import from files")),
    ]
