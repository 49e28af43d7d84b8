"""The indexes of version 1.1, frozen. Each was chosen from a query plan; tests hold the plans to it.

``live`` is ``removed = 0``; ``in use`` is that and ``archived_at IS NULL``. A query must say so in these
very words, or SQLite will not take the partial index. A covering index holds ``archived_at``, too: SQLite
reads the row for a condition that the index implies, unless it is an equality, and sometimes even then.

Each index, and the query that it serves:

- project_key: a project by its key; the key of one that was deleted for ever (no name is left) stays taken,
  that of an undone creation is free again
- card_number: ATLAS-42; numbers are unique for ever, archived and removed cards included
- card_code: the card of a definition file's id; all live cards of a project, archived ones included
- card_place: one column of a board in order: column_id = ?, in use, ORDER BY rank; the neighbors of a place
- card_counts: counts and sums of estimates by project and column, of one or of all (covering)
- card_finished: throughput and cycle times of a project since an instant (covering)
- card_started: work in progress of a project by age (covering)
- card_due: overdue cards and those due soon, by project
- card_archived: the archived cards of a project by column: finished ones still count (covering)
- card_milestone, card_parent: the cards of a milestone in use, by column (covering); the children of a card
- move_card: a card's flow history in order (covering); of a whole project, joined to its cards
- move_into: the last move of a project: max(at) of each of its columns; entries since an instant
- block_code, block_open: the blocks of a card; every open block (the whole index is read: it is small)
- milestone_open: open milestones by due date, of a project; the next of every project
- milestone_due_of: the dates that a milestone had
- risk_open: open risks of a project and of all, by score
- card_link_pair, card_link_other: what a card depends on; what depends on it
- card_label_*, card_assignee_*, project_goal_*, program_goal_*: links from both sides
- checklist_item_done: "checks 3/5" of all cards of a board (covering)
- cost_sum: what was spent, by project and date (covering)
- *_code, *_key: the lines of one parent, and a name that is unique among them
- event_row: the history of a row, merges; each version is written once
- event_project: the history of a project
- event_group: a group by name: its first event, the only one with a summary; the rest follows it by seq
- event_session: undo: the newest groups of a session
- event_undoes: the groups that take one back
"""

from __future__ import annotations

_LIVE = "WHERE removed = 0"
_IN_USE = "WHERE removed = 0 AND archived_at IS NULL"

_LINES_OF_A_PROJECT = (
    "milestone",
    "budget_line",
    "cost",
    "allocation",
    "baseline",
    "risk",
    "stakeholder",
    "expectation",
    "satisfaction",
    "status_update",
    "card",
)

_KEYED = ("person", "client", "goal", "program")

INDEXES: tuple[str, ...] = (
    *(
        f"CREATE UNIQUE INDEX {name}_key ON {name} (key) {_LIVE}"
        for name in ("person", "client", "goal", "program")
    ),
    f"CREATE UNIQUE INDEX setting_key ON setting (key) {_LIVE}",
    f"CREATE UNIQUE INDEX saved_view_key ON saved_view (key) {_LIVE}",
    "CREATE UNIQUE INDEX project_key ON project (key) WHERE removed = 0 OR name = ''",
    *(
        f"CREATE UNIQUE INDEX {name}_code ON {name} (project_id, code) {_LIVE}"
        for name in _LINES_OF_A_PROJECT
    ),
    f"CREATE UNIQUE INDEX absence_code ON absence (person_id, code) {_LIVE}",
    f"CREATE UNIQUE INDEX contact_code ON contact (client_id, code) {_LIVE}",
    f"CREATE UNIQUE INDEX checklist_item_code ON checklist_item (card_id, code) {_LIVE}",
    f"CREATE UNIQUE INDEX comment_code ON comment (card_id, code) {_LIVE}",
    f"CREATE UNIQUE INDEX block_code ON block (card_id, code) {_LIVE}",
    f"CREATE UNIQUE INDEX board_column_name ON board_column (project_id, name) {_IN_USE}",
    f"CREATE UNIQUE INDEX board_column_place ON board_column (project_id, rank) {_IN_USE}",
    f"CREATE UNIQUE INDEX label_name ON label (project_id, name) {_LIVE}",
    "CREATE UNIQUE INDEX card_number ON card (project_id, number)",
    f"CREATE UNIQUE INDEX card_place ON card (column_id, rank) {_IN_USE}",
    f"CREATE INDEX card_counts ON card (project_id, column_id, estimate, finished_at, archived_at) {_IN_USE}",
    f"CREATE INDEX card_finished ON card (project_id, finished_at, started_at) {_LIVE} "
    "AND finished_at IS NOT NULL",
    "CREATE INDEX card_started ON card "
    "(project_id, started_at, column_id, finished_at, archived_at, removed) "
    f"{_IN_USE} AND started_at IS NOT NULL AND finished_at IS NULL",
    f"CREATE INDEX card_due ON card (project_id, due) {_IN_USE} AND due IS NOT NULL AND finished_at IS NULL",
    f"CREATE INDEX card_milestone ON card (milestone_id, column_id, archived_at) {_IN_USE} "
    "AND milestone_id IS NOT NULL",
    "CREATE INDEX card_archived ON card (project_id, column_id, archived_at, estimate, finished_at) "
    f"{_LIVE} AND archived_at IS NOT NULL",
    f"CREATE INDEX card_parent ON card (parent_id) {_LIVE} AND parent_id IS NOT NULL",
    f"CREATE INDEX move_card ON move (card_id, at, from_column_id, to_column_id) {_LIVE}",
    f"CREATE INDEX move_into ON move (to_column_id, at) {_LIVE}",
    f"CREATE INDEX block_open ON block (card_id, started_at) {_IN_USE} AND ended_at IS NULL",
    f"CREATE INDEX milestone_open ON milestone (project_id, due) {_IN_USE} AND done IS NULL",
    f"CREATE INDEX milestone_due_of ON milestone_due (milestone_id, at) {_LIVE}",
    f"CREATE INDEX risk_open ON risk (project_id, probability, impact) {_IN_USE} AND state = 'open'",
    f"CREATE INDEX cost_sum ON cost (project_id, date, amount, archived_at) {_IN_USE}",
    f"CREATE INDEX allocation_person ON allocation (person_id) {_LIVE}",
    f"CREATE UNIQUE INDEX card_link_pair ON card_link (card_id, other_id, kind) {_LIVE}",
    f"CREATE INDEX card_link_other ON card_link (other_id, kind) {_LIVE}",
    f"CREATE UNIQUE INDEX card_label_pair ON card_label (card_id, label_id) {_LIVE}",
    f"CREATE INDEX card_label_label ON card_label (label_id) {_LIVE}",
    f"CREATE UNIQUE INDEX card_assignee_pair ON card_assignee (card_id, person_id) {_LIVE}",
    f"CREATE INDEX card_assignee_person ON card_assignee (person_id) {_LIVE}",
    f"CREATE UNIQUE INDEX project_goal_pair ON project_goal (project_id, goal_id) {_LIVE}",
    f"CREATE INDEX project_goal_goal ON project_goal (goal_id) {_LIVE}",
    f"CREATE UNIQUE INDEX program_goal_pair ON program_goal (program_id, goal_id) {_LIVE}",
    f"CREATE INDEX checklist_item_done ON checklist_item (card_id, done, archived_at) {_IN_USE}",
    f"CREATE UNIQUE INDEX snapshot_day ON snapshot (project_id, day) {_LIVE}",
    "CREATE UNIQUE INDEX event_row ON event (entity, row, version)",
    "CREATE INDEX event_project ON event (project) WHERE project IS NOT NULL",
    "CREATE UNIQUE INDEX event_group ON event (grp) WHERE summary IS NOT NULL",
    "CREATE INDEX event_session ON event (session, author) WHERE summary IS NOT NULL",
    "CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL AND summary IS NOT NULL",
)
"""Every index, in the order of making."""
