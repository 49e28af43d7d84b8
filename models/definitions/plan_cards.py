"""Plans the cards of all projects of a document: their fields, lists, moves and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.definitions import bindings as b
from models.definitions.conversion import stored
from models.definitions.draft import PRUNED, Field, Id
from models.definitions.format import Card, Item
from models.definitions.held import HOME, HeldRow, Reader
from models.definitions.matching import Sought, matched, unmatched
from models.definitions.plan_circles import Edge, check_circles
from models.definitions.plan_flow import Columns, Flow, FlowPlan
from models.definitions.plan_links import CardLinks
from models.definitions.planning import Group, Planned, Planning, is_new
from models.definitions.plans import Created
from models.definitions.remembered import Mention, Owner, gone
from models.measures.wording import quoted
from models.store import tables as t
from models.store.shapes import ORIGIN


@dataclass(slots=True)
class BoardPlan:
    """A project's board as the import will leave it."""

    project: Planned
    key: str
    columns: dict[str, Id]
    kinds: dict[Id, str]
    first_column: Id | None
    kinds_change: bool
    archived_columns: frozenset[Id]
    milestones: dict[str, Id]
    used_numbers: set[int] = field(default_factory=set)
    next_number: int = 1


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """A card of the document, its row or its new values, and its reference `PROJECT/id`."""

    board: BoardPlan
    item: Card
    id: Id
    row: HeldRow | None
    fields: dict[str, Any]
    given: dict[str, Any]
    subject: str
    ref: str

    @property
    def owner(self) -> Owner:
        """The card as the owner of lists."""
        return Owner(self.id, self.row, self.fields)


def plan_cards(planning: Planning, boards: Sequence[BoardPlan]) -> None:
    """Plan the cards of these boards."""
    _Cards(planning, boards).plan()


class _Cards:
    def __init__(self, planning: Planning, boards: Sequence[BoardPlan]) -> None:
        self._planning = planning
        self._draft = planning.draft
        self._held = planning.held
        self._boards = boards
        self._refs: dict[str, Id] = dict(planning.held.refs)
        self._flow = Flow(planning)
        self._deleted: set[str] = set()

    def plan(self) -> None:
        entries = [(board, card) for board in self._boards for card in board.project.item.cards]
        values = [self._values(board, card) for board, card in entries]
        sought = [
            Sought(board.project.id, card.id, given)
            for (board, card), given in zip(entries, values, strict=True)
        ]
        # Alike cards are told apart by their order in the file, which is that of their numbers.
        rows = sorted(self._planning.rows(b.CARDS), key=lambda row: int(row.values["number"]))
        found = matched(b.CARDS, sought, rows)
        elsewhere = self._elsewhere(entries, sought, found)
        mentions = [
            Mention(board.project.owner, entry.code, (entry.given.get("title"),))
            for (board, _), entry in zip(entries, sought, strict=True)
        ]
        deleted = gone(self._draft, b.CARDS, mentions, found)
        self._leave([entries[place] for place in sorted(deleted)])
        stay = [place for place in range(len(entries)) if place not in deleted]
        entries = [entries[place] for place in stay]
        values = [values[place] for place in stay]
        found = [found[place] for place in stay]
        self._number(entries, found)
        # Ids of the file are taken before cards without one get theirs.
        for board, card in entries:
            if card.id:
                self._refs.setdefault(f"{board.key}/{card.id}", 0)
        cards = [
            self._card(board, card, given, row)
            for (board, card), given, row in zip(entries, values, found, strict=True)
        ]
        for one in cards:
            self._refs[one.ref] = one.id
        away = [one for one in cards if one.row is not None and one.row.id in elsewhere]
        cards = [one for one in cards if one.row is None or one.row.id not in elsewhere]
        edges = self._parents(cards)
        self._settle(cards)
        self._settle_elsewhere(away)
        links = CardLinks(self._planning, self._refs, self._deleted)
        links.plan(cards)
        check_circles(self._planning, [*edges, *links.edges])
        self._hung(cards)
        left = unmatched(rows, found)
        self._hint_renamed(cards, left)
        pruned = self._prune(left) if self._planning.prune else set()
        self._flow.place(self._held.last_rank)
        self._flow.recompute(self._boards_with_new_kinds())
        self._numbers_after()
        self._prune_columns(pruned)

    def _leave(self, entries: list[tuple[BoardPlan, Card]]) -> None:
        """Cards that people deleted for ever: what refers to them is left as it is."""
        for board, card in entries:
            if card.id:
                self._deleted.add(f"{board.key}/{card.id}")
            self._draft.leave_deleted("card", f'{board.key} card "{(card.title or card.id or "")[:60]}"')

    def _elsewhere(
        self, entries: list[tuple[BoardPlan, Card]], sought: list[Sought], found: list[HeldRow | None]
    ) -> set[int]:
        """Find the cards that people moved to other projects; they stay there, and are not made again."""
        lost = [
            place
            for place, row in enumerate(found)
            if row is None and not is_new(entries[place][0].project.id)
        ]
        if not lost:
            return set()
        with self._planning.p.store.snapshot():
            rows = Reader(self._planning.p.store).moved_away(
                [board.project.row.id for board in self._boards if board.project.row is not None]
            )
        again = matched(b.CARDS, [sought[place] for place in lost], rows)
        for place, row in zip(lost, again, strict=True):
            found[place] = row
        return {row.id for row in again if row is not None}

    # -- values ----------------------------------------------------------------------------------------------

    def _values(self, board: BoardPlan, card: Card) -> dict[str, Any]:
        """The values by column; the column itself and the parent come later."""

        def resolve(codec: b.Codec, text: str, item: Item, where: str) -> Id | None:
            if codec != "milestone":
                return None
            milestone = board.milestones.get(text)
            if milestone is None and (board.project.id, b.MILESTONES.name, text) in self._planning.deleted:
                return None
            if milestone is None:
                self._draft.problem(item, where, f"there is no milestone '{text[:100]}' in {board.key}")
            return milestone

        given = stored(b.CARDS, card, resolve)
        if card.milestone and given["milestone_id"] is None:
            del given["milestone_id"]
        given.pop("column_id", None)
        given.pop("parent_id", None)
        return given

    def _number(self, entries: list[tuple[BoardPlan, Card]], found: list[HeldRow | None]) -> None:
        for board in self._boards:
            project = board.project
            if project.row is not None:
                board.used_numbers = set(self._held.numbers.get(project.row.id, ()))
                board.next_number = project.row.values["next_number"]
            highest = max(board.used_numbers, default=0)
            board.next_number = max(board.next_number, project.item.next_number or 1, highest + 1)
        for (board, card), row in zip(entries, found, strict=True):
            if row is not None or card.number is None:
                continue
            if card.number in board.used_numbers:
                what = (
                    f"the number {card.number} is another card's in {board.key}; leave it out for a new one"
                )
                self._draft.problem(card, "number", what)
            board.used_numbers.add(card.number)
            board.next_number = max(board.next_number, card.number + 1)

    def _card(self, board: BoardPlan, card: Card, given: dict[str, Any], row: HeldRow | None) -> PlannedCard:
        if row is not None:
            number = row.values["number"]
            subject = f"card {board.key}-{number}"
            if card.number is not None and card.number != number:
                self._draft.remarks.append(f"{subject} keeps its number; the file says {card.number}")
            # The file's own id takes the place of one that was made up here; see Draft.settle.
            code = card.id or row.values["code"]
            return PlannedCard(board, card, row.id, row, {}, given, subject, f"{board.key}/{code}")
        number = card.number
        if number is None:
            number = board.next_number
            board.next_number += 1
            board.used_numbers.add(number)
        code = card.id or self._fresh_code(board, number)
        fields = {
            **_CARD_DEFAULTS,
            **given,
            "project_id": board.project.id,
            "number": number,
            "code": code,
            ORIGIN: given,
        }
        given[HOME] = board.project.id
        new = self._draft.make(t.Card, fields)
        self._draft.created.append(Created("card", f'{board.key}-{number} "{card.title[:60]}"'))
        return PlannedCard(
            board, card, new, None, fields, given, f"card {board.key}-{number}", f"{board.key}/{code}"
        )

    def _fresh_code(self, board: BoardPlan, number: int) -> str:
        """What a card is called that the file gave no id: `#42`, unless a file called another card that."""
        code = f"#{number}"
        while f"{board.key}/{code}" in self._refs:
            code += "+"
        return code

    def _parents(self, cards: Sequence[PlannedCard]) -> list[Edge]:
        edges = []
        for one in cards:
            if "parent" not in one.item.model_fields_set:
                continue
            parent: Id | None = None
            if one.item.parent:
                ref = full_ref(one.board.key, one.item.parent)
                if ref in self._deleted:
                    continue
                parent = self._refs.get(ref)
                if parent is None:
                    self._draft.problem(one.item, "parent", f"there is no card '{one.item.parent[:100]}'")
            one.given["parent_id"] = parent
            if parent is not None:
                edges.append(Edge(one.id, parent, one.item, "parent"))
            if one.row is None:
                one.fields["parent_id"] = parent
        return edges

    # -- settling --------------------------------------------------------------------------------------------

    def _settle(self, cards: Sequence[PlannedCard]) -> None:
        for one in cards:
            board = one.board
            columns = Columns(board.columns, board.kinds, board.archived_columns)
            flow = FlowPlan(one.id, one.row, one.fields, one.item, one.subject, columns)
            if one.row is None:
                self._flow.begin(flow, board.first_column)
                continue
            applied = self._draft.settle(b.CARDS, one.row, one.given, one.item, one.subject)
            self._flow.continue_(flow, board.first_column)
            if HOME not in one.row.origin:
                self._draft.note(t.Card, one.row, {HOME: board.project.id})
            if "archived_at" in applied and applied["archived_at"] is None:
                self._flow.to_end(one.row)

    def _settle_elsewhere(self, cards: Sequence[PlannedCard]) -> None:
        """A card in another project keeps its place and its lists; only its own fields follow the file."""
        for one in cards:
            assert one.row is not None
            one.given.pop("milestone_id", None)
            self._draft.settle(b.CARDS, one.row, one.given, one.item, one.subject)
            wanted = one.board.columns.get(one.item.column) if one.item.column else None
            if wanted is not None and wanted != one.row.origin.get("column_id"):
                what = Field(one.subject, "column", "column_id")
                current = one.row.values["column_id"]
                self._draft.conflict(t.Card, one.row, what, (wanted, current), one.item.place("column"))

    def _hung(self, cards: Sequence[PlannedCard]) -> None:
        for listing in b.CARD_LISTS:
            groups = [
                Group(one.id, f"{one.subject[5:]} ", getattr(one.item, listing.name), holder=one.owner)
                for one in cards
                if listing.name in one.item.model_fields_set
            ]
            if listing is b.CHECKLIST:
                self._planning.lines(listing, groups)
                continue
            planned = self._planning.planned(listing, groups)
            if listing is b.COMMENTS:
                for entry in planned:
                    if entry.row is None and entry.fields.get("author") is None:
                        entry.fields["author"] = self._planning.author
        self._blocked(cards)

    def _blocked(self, cards: Sequence[PlannedCard]) -> None:
        """`blocked`: the reason of the open block."""
        asked = [one for one in cards if "blocked" in one.item.model_fields_set]
        if not asked:
            return
        live = {
            row.values["card_id"]: row
            for row in self._planning.rows(b.BLOCKS)
            if row.values["ended_at"] is None and row.values["archived_at"] is None
        }
        for one in asked:
            if any(block.to is None and block.archived is None for block in one.item.blocks):
                # The open block stands among the blocks, with its beginning.
                continue
            wanted = one.item.blocked or None
            if one.row is None:
                one.fields[ORIGIN]["blocked"] = wanted
                self._block(one, wanted)
                continue
            block = live.get(one.row.id)
            current = block.values["reason"] if block else None
            self._reason(one, one.row, block, (wanted, current))

    def _reason(
        self, one: PlannedCard, row: HeldRow, block: HeldRow | None, values: tuple[str | None, str | None]
    ) -> None:
        wanted, current = values
        verdict = self._draft.decide(row, "blocked", wanted, current, None)
        if verdict == "conflict":
            what = Field(one.subject, "blocked", "blocked")
            self._draft.conflict(t.Card, row, what, (wanted, current), one.item.place("blocked"))
        if verdict in ("note", "apply"):
            self._draft.note(t.Card, row, {"blocked": wanted})
        if verdict != "apply":
            return
        self._draft.change(t.Card, row, Field(one.subject, "blocked", "blocked"), (current, wanted))
        if block is None:
            self._block(one, wanted)
        elif wanted is None:
            self._draft.edit(
                t.Block, block, {"ended_at": max(self._planning.now, block.values["started_at"])}
            )
        else:
            self._draft.edit(t.Block, block, {"reason": wanted})

    def _block(self, one: PlannedCard, reason: str | None) -> None:
        if reason is not None:
            fields = {"card_id": one.id, "reason": reason, "by": self._planning.author}
            self._draft.make(t.Block, fields | {"started_at": self._planning.now})

    # -- afterwards ------------------------------------------------------------------------------------------

    def _hint_renamed(self, cards: Sequence[PlannedCard], left: Sequence[HeldRow]) -> None:
        """Say so where a card without an id may have got another title: it is known by its title alone."""
        new: dict[Id, Card] = {}
        for one in cards:
            if one.row is None and not one.item.id:
                new.setdefault(one.board.project.id, one.item)
        old: dict[Id, HeldRow] = {}
        for row in left:
            if row.origin and row.values["archived_at"] is None:
                old.setdefault(row.values["project_id"], row)
        for board in self._boards:
            card, held = new.get(board.project.id), old.get(board.project.id)
            if card is not None and held is not None:
                self._draft.remarks.append(
                    f"{board.key}: {quoted(card.title)} is new, and {quoted(held.values['title'])} is no"
                    " longer in the file; was it renamed? Give cards an id before their titles change"
                )

    def _prune(self, rows: Sequence[HeldRow]) -> set[int]:
        boards = {board.project.id: board for board in self._boards if board.project.item.given("cards")}
        pruned = set()
        for row in rows:
            board = boards.get(row.values["project_id"])
            if board is None or not row.origin or row.values["archived_at"] is not None:
                continue
            name = f'{board.key}-{row.values["number"]} "{row.values["title"][:60]}"'
            self._draft.prune(b.CARDS, row, name, self._planning.now)
            pruned.add(row.id)
        return pruned

    def _prune_columns(self, pruned: set[int]) -> None:
        """A column with cards stays, whatever disappeared from the file."""
        edits = self._draft.edited[t.Column]
        leaving = {row for row, (_, fields) in edits.items() if fields.get("archived_at") is not None}
        if not leaving:
            return
        occupied = self._flow.occupied(self._planning.rows(b.CARDS), pruned)
        names = {row.id: row.values["name"] for row in self._planning.rows(b.COLUMNS)}
        for column in sorted(leaving & occupied):
            _, fields = edits[column]
            del fields["archived_at"]
            if PRUNED in fields.get(ORIGIN, {}):
                fields[ORIGIN] = {name: value for name, value in fields[ORIGIN].items() if name != PRUNED}
            self._draft.remarks.append(f"the column {names[column]} has cards and is not archived")
            self._draft.pruned = [
                each
                for each in self._draft.pruned
                if not (each.kind == "column" and f'"{names[column]}"' in each.name)
            ]

    def _boards_with_new_kinds(self) -> dict[int, dict[Id, str]]:
        return {
            board.project.row.id: board.kinds
            for board in self._boards
            if board.kinds_change and board.project.row is not None
        }

    def _numbers_after(self) -> None:
        for board in self._boards:
            row = board.project.row
            if row is None:
                board.project.fields["next_number"] = board.next_number
            elif board.next_number != row.values["next_number"]:
                self._draft.edit(t.Project, row, {"next_number": board.next_number})


_CARD_DEFAULTS = {one.column: one.default for one in b.CARDS.fields if one.default is not None}


def full_ref(project_key: str, ref: str) -> str:
    """`PROJECT/id` of a reference that may be the id alone."""
    return ref if "/" in ref else f"{project_key}/{ref}"
