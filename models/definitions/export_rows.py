"""Reads what an export writes: a fixed number of queries, whatever the size of the portfolio."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from models.actions.problems import InvalidValue
from models.definitions import bindings as b
from models.definitions.problems import suggestion
from models.store.database import Store
from models.store.shapes import SHAPES
from models.store.tables import (
    CardAssignee,
    CardLabel,
    CardLink,
    Label,
    MilestoneDue,
    Move,
    ProgramGoal,
    ProjectGoal,
    Table,
)

Row = dict[str, Any]
"""A row by column name."""


class Portion:
    """The rows of an export: the projects with these keys (None: all), and what they refer to."""

    def __init__(self, store: Store, keys: Sequence[str] | None) -> None:
        self.store = store
        projects = self.live(b.PROJECTS)
        self.whole = keys is None
        if keys is not None:
            _check_known(keys, [row["key"] for row in projects])
            projects = [row for row in projects if row["key"] in keys]
        self.projects = projects
        self.ids = json.dumps([row["id"] for row in projects])
        self.currency = {row["id"]: row["currency"] for row in projects}
        self._read_people_and_goals()
        self._read_boards()

    # -- reading ---------------------------------------------------------------------------------------------

    def rows(
        self, table: type[Table], where: str = "", params: Sequence[object] = (), order: str = "id"
    ) -> list[Row]:
        """Live rows of a table."""
        shape = SHAPES[table]
        names = ("id", *shape.columns)
        sql = f"{shape.select} WHERE removed = 0 {where} ORDER BY {order}"
        return [dict(zip(names, row, strict=True)) for row in self.store.rows(sql, params)]

    def live(self, listing: b.Listing) -> list[Row]:
        """Every entry of a list, in the order of the page."""
        return self.rows(listing.table, order=f"{listing.order}, id")

    def of_projects(self, listing: b.Listing) -> list[Row]:
        """The entries of a list of the projects that are exported."""
        return self.rows(listing.table, self.within("project_id"), (self.ids,), f"{listing.order}, id")

    def of_cards(self, table: type[Table], order: str = "id") -> list[Row]:
        """What hangs on the cards of the projects that are exported."""
        inner = f"SELECT id FROM card WHERE removed = 0 {self.within('project_id')}"
        return self.rows(table, f"AND card_id IN ({inner})", (self.ids,), order)

    def within(self, column: str) -> str:
        """SQL: the column is one of the ids in the parameter."""
        return f"AND {column} IN (SELECT value FROM json_each(?))"

    def _read_people_and_goals(self) -> None:
        self.people = self.live(b.PEOPLE)
        self.clients = self.live(b.CLIENTS)
        self.goals = self.live(b.GOALS)
        self.programs = self.live(b.PROGRAMS)
        self.keys: dict[str, dict[int, str]] = {
            "person": {row["id"]: row["key"] for row in self.people},
            "client": {row["id"]: row["key"] for row in self.clients},
            "program": {row["id"]: row["key"] for row in self.programs},
            "goal": {row["id"]: row["key"] for row in self.goals},
        }
        self.absences = _grouped(self.live(b.ABSENCES), "person_id")
        self.contacts = _grouped(self.live(b.CONTACTS), "client_id")
        self.program_goals = _grouped(self.rows(ProgramGoal), "program_id")
        self.project_goals = _grouped(
            self.rows(ProjectGoal, self.within("project_id"), (self.ids,)), "project_id"
        )

    def _read_boards(self) -> None:
        self.lists = {one.name: _grouped(self.of_projects(one), "project_id") for one in b.PROJECT_LISTS}
        columns = self.of_projects(b.COLUMNS)
        self.columns = _grouped(columns, "project_id")
        milestones = self.of_projects(b.MILESTONES)
        self.milestones = _grouped(milestones, "project_id")
        every = self.store.rows("SELECT id, project_id, name, kind FROM board_column")
        self.places: dict[int, tuple[int, str, str]] = {column: (*rest,) for column, *rest in every}
        self.keys["column"] = {row["id"]: row["name"] for row in columns}
        self.keys["milestone"] = {row["id"]: row["name"] for row in milestones}
        inner = f"SELECT id FROM milestone WHERE removed = 0 {self.within('project_id')}"
        dues = self.rows(MilestoneDue, f"AND milestone_id IN ({inner})", (self.ids,), "at, id")
        self.dues = _grouped(dues, "milestone_id")
        place = {row["id"]: index for index, row in enumerate(columns)}
        cards = self.of_projects(b.CARDS)
        cards.sort(key=lambda row: (place.get(row["column_id"], -1), row["rank"], row["number"]))
        self.cards = _grouped(cards, "project_id")
        self._read_cards(cards)

    def _read_cards(self, cards: list[Row]) -> None:
        keys = {row["id"]: row["key"] for row in self.projects}
        self.card_refs = {row["id"]: (row["project_id"], row["code"]) for row in cards}
        self.card_names = {row["id"]: f"{keys[row['project_id']]}-{row['number']}" for row in cards}
        self.project_keys = keys
        self.card_lists = {
            one.name: _grouped(self.of_cards(one.table, f"{one.order}, id"), "card_id")
            for one in b.CARD_LISTS
        }
        self.moves = _grouped(self.of_cards(Move, "at, id"), "card_id")
        self.links = _grouped(self.of_cards(CardLink), "card_id")
        self.assignees = _grouped(self.of_cards(CardAssignee), "card_id")
        self.labels = _grouped(self.of_cards(CardLabel), "card_id")
        labels = self.rows(Label, self.within("project_id"), (self.ids,))
        self.label_names = {row["id"]: row["name"] for row in labels}

    # -- what selected projects refer to ---------------------------------------------------------------------

    def _chosen(self, kind: str, rows: list[Row], used: set[int]) -> list[Row]:
        return rows if self.whole else [row for row in rows if row["id"] in used]

    def referred(self) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
        """People, clients, goals and programs: all of them, or those that the chosen projects refer to."""
        programs = self._chosen("program", self.programs, {row["program_id"] for row in self.projects})
        clients = self._chosen(
            "client", self.clients, {row["client_id"] for row in (*self.projects, *programs)}
        )
        goals = {link["goal_id"] for links in self.project_goals.values() for link in links}
        goals |= {link["goal_id"] for program in programs for link in self.program_goals[program["id"]]}
        people = {row[name] for row in self.projects for name in ("manager_id", "delivery_manager_id")}
        people |= {row["manager_id"] for row in clients}
        people |= {row["person_id"] for rows in self.assignees.values() for row in rows}
        people |= {row["person_id"] for rows in self.lists["allocations"].values() for row in rows}
        people |= {row["owner_id"] for rows in self.lists["risks"].values() for row in rows}
        return (
            self._chosen("person", self.people, people),
            clients,
            self._chosen("goal", self.goals, goals),
            programs,
        )


def _check_known(asked: Sequence[str], known: Sequence[str]) -> None:
    for key in asked:
        if key not in known:
            raise InvalidValue("project", f"there is no project {key!r}{suggestion(key, known)}")


def _grouped(rows: Iterable[Row], column: str) -> defaultdict[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped
