"""Version 1.1: the first tables. Frozen: a released step is never edited, a change is a new step.

STRICT tables; AUTOINCREMENT, so that an id is never used again. Rows with ``removed = 1`` are gone but kept:
link rows that were taken off, undone creations, and tombstones, whose texts are empty. That is why a text may
be empty there and why most uniqueness holds among live rows only; the key of a project that was
deleted for ever and a card's number stay taken.

Triggers hold what no program may forget: an update raises the version by exactly one, no row is ever deleted.
"""

from __future__ import annotations

from models.store.migrations.indexes_1001 import INDEXES

_COMMON = """
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL CHECK (version >= 1),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),"""
_ARCHIVED = "archived_at INTEGER"
_CODE = "code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 1000 OR removed = 1)"
_PROJECT = "project_id INTEGER NOT NULL REFERENCES project(id)"
_CARD = "card_id INTEGER NOT NULL REFERENCES card(id)"


def _key(name: str = "key") -> str:
    return (
        f"{name} TEXT NOT NULL "
        f"CHECK (length({name}) BETWEEN 1 AND 60 AND {name} NOT GLOB '*[^a-zA-Z0-9._-]*')"
    )


def _line(name: str) -> str:
    return f"{name} TEXT NOT NULL CHECK (length({name}) BETWEEN 1 AND 1000 OR removed = 1)"


def _short(name: str) -> str:
    return f"{name} TEXT CHECK (length({name}) <= 1000)"


def _text(name: str) -> str:
    return f"{name} TEXT CHECK (length({name}) <= 100000)"


def _day(name: str) -> str:
    return f"{name} TEXT CHECK (date({name}) IS {name})"


def _days(name: str) -> str:
    return f"{name} TEXT NOT NULL CHECK (date({name}) IS {name})"


def _scale(name: str) -> str:
    return f"{name} INTEGER CHECK ({name} BETWEEN 1 AND 5)"


_ENGAGEMENTS = "('unaware', 'resistant', 'neutral', 'supportive', 'leading')"

_TABLES: dict[str, str] = {
    "person": f"""{_key()}, {_line("name")}, {_short("email")},
    capacity REAL NOT NULL CHECK (capacity BETWEEN 0 AND 168), {_ARCHIVED}""",
    "absence": f"""{_CODE}, person_id INTEGER NOT NULL REFERENCES person(id),
    {_days("starts")}, {_days("ends")}, {_text("note")}, {_ARCHIVED}, CHECK (starts <= ends)""",
    "client": f"""{_key()}, {_line("name")}, manager_id INTEGER REFERENCES person(id),
    {_day("contract_end")}, {_ARCHIVED}""",
    "contact": f"""{_CODE}, client_id INTEGER NOT NULL REFERENCES client(id), {_line("name")},
    {_short("role")}, {_short("email")}, {_ARCHIVED}""",
    "goal": f"""{_key()}, {_line("title")}, {_short("measure")}, target REAL, current REAL,
    {_short("unit")}, {_ARCHIVED}""",
    "program": f"""{_key()}, {_line("name")}, client_id INTEGER REFERENCES client(id), {_ARCHIVED}""",
    "program_goal": """program_id INTEGER NOT NULL REFERENCES program(id),
    goal_id INTEGER NOT NULL REFERENCES goal(id), weight REAL NOT NULL CHECK (weight >= 0)""",
    "project": f"""key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 10
        AND key GLOB '[A-Z]*' AND key NOT GLOB '*[^A-Z0-9]*'),
    {_line("name")}, {_text("description")}, client_id INTEGER REFERENCES client(id),
    program_id INTEGER REFERENCES program(id), manager_id INTEGER REFERENCES person(id),
    delivery_manager_id INTEGER REFERENCES person(id),
    state TEXT NOT NULL CHECK (state IN ('active', 'proposed', 'on hold', 'finished', 'cancelled')),
    {_day("start")}, {_day("target")}, budget INTEGER CHECK (budget >= 0),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    cadence INTEGER NOT NULL CHECK (cadence BETWEEN 1 AND 3650), {_text("thresholds")},
    next_number INTEGER NOT NULL CHECK (next_number >= 1), {_ARCHIVED}""",
    "project_goal": f"""{_PROJECT}, goal_id INTEGER NOT NULL REFERENCES goal(id),
    weight REAL NOT NULL CHECK (weight >= 0)""",
    "board_column": f"""{_PROJECT}, {_line("name")},
    kind TEXT NOT NULL CHECK (kind IN ('queue', 'active', 'waiting', 'done', 'dropped')),
    rank TEXT NOT NULL CHECK (length(rank) BETWEEN 2 AND 1000),
    wip_limit INTEGER CHECK (wip_limit BETWEEN 0 AND 1000000),
    limit_kind TEXT NOT NULL CHECK (limit_kind IN ('soft', 'hard')), {_text("policy")}, {_ARCHIVED}""",
    "milestone": f"""{_CODE}, {_PROJECT}, {_line("name")}, {_day("due")}, {_day("baseline")}, {_day("done")},
    weight REAL CHECK (weight >= 0), commitment INTEGER NOT NULL CHECK (commitment IN (0, 1)), {_ARCHIVED}""",
    "milestone_due": f"""milestone_id INTEGER NOT NULL REFERENCES milestone(id), {_day("due")},
    at INTEGER NOT NULL""",
    "card": f"""{_PROJECT}, number INTEGER NOT NULL CHECK (number >= 1), {_CODE},
    column_id INTEGER NOT NULL REFERENCES board_column(id),
    rank TEXT NOT NULL CHECK (length(rank) BETWEEN 2 AND 1000),
    {_line("title")}, {_text("description")}, {_line("type")},
    priority TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    service_class TEXT NOT NULL CHECK (service_class IN ('standard', 'expedite', 'fixed date', 'intangible')),
    estimate REAL CHECK (estimate >= 0), {_day("due")}, milestone_id INTEGER REFERENCES milestone(id),
    parent_id INTEGER REFERENCES card(id), started_at INTEGER, finished_at INTEGER, {_ARCHIVED},
    CHECK (parent_id <> id)""",
    "label": f"""{_PROJECT}, {_line("name")}""",
    "card_label": f"""{_CARD}, label_id INTEGER NOT NULL REFERENCES label(id)""",
    "card_assignee": f"""{_CARD}, person_id INTEGER NOT NULL REFERENCES person(id)""",
    "checklist_item": f"""{_CODE}, {_CARD}, {_line("text")}, done INTEGER NOT NULL CHECK (done IN (0, 1)),
    rank TEXT NOT NULL CHECK (length(rank) BETWEEN 2 AND 1000), {_ARCHIVED}""",
    "comment": f"""{_CODE}, {_CARD}, at INTEGER NOT NULL, {_line("author")},
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 100000 OR removed = 1), {_ARCHIVED}""",
    "card_link": f"""{_CARD}, other_id INTEGER NOT NULL REFERENCES card(id),
    kind TEXT NOT NULL CHECK (kind IN ('depends', 'relates')), CHECK (card_id <> other_id)""",
    "block": f"""{_CODE}, {_CARD}, started_at INTEGER NOT NULL,
    ended_at INTEGER CHECK (ended_at >= started_at),
    reason TEXT NOT NULL CHECK (length(reason) <= 100000), {_short("by")}, {_ARCHIVED}""",
    "move": f"""{_CARD}, from_column_id INTEGER REFERENCES board_column(id),
    to_column_id INTEGER NOT NULL REFERENCES board_column(id), at INTEGER NOT NULL, {_short("by")}""",
    "budget_line": f"""{_CODE}, {_PROJECT}, {_line("category")}, amount INTEGER NOT NULL, {_ARCHIVED}""",
    "cost": f"""{_CODE}, {_PROJECT}, {_days("date")}, amount INTEGER NOT NULL, {_short("category")},
    {_text("note")}, {_ARCHIVED}""",
    "allocation": f"""{_CODE}, {_PROJECT}, person_id INTEGER NOT NULL REFERENCES person(id), {_short("role")},
    percent REAL NOT NULL CHECK (percent BETWEEN 0 AND 1000), {_day("starts")}, {_day("ends")}, {_ARCHIVED},
    CHECK (starts <= ends)""",
    "baseline": f"""{_CODE}, {_PROJECT}, {_days("approved")}, {_day("start")}, {_day("target")},
    budget INTEGER CHECK (budget >= 0), {_text("reason")}, {_ARCHIVED}""",
    "risk": f"""{_CODE}, {_PROJECT}, {_line("title")},
    probability INTEGER NOT NULL CHECK (probability BETWEEN 1 AND 5),
    impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 5), cost INTEGER CHECK (cost >= 0),
    response TEXT NOT NULL CHECK (response IN ('mitigate', 'avoid', 'transfer', 'accept', 'exploit')),
    owner_id INTEGER REFERENCES person(id), {_text("trigger")}, {_text("mitigation")}, {_day("review")},
    state TEXT NOT NULL CHECK (state IN ('open', 'happened', 'closed')),
    {_scale("residual_probability")}, {_scale("residual_impact")},
    residual_cost INTEGER CHECK (residual_cost >= 0), {_ARCHIVED}""",
    "stakeholder": f"""{_CODE}, {_PROJECT}, {_line("name")}, {_short("organisation")}, {_short("role")},
    {_scale("influence")}, {_scale("interest")},
    engagement TEXT NOT NULL CHECK (engagement IN {_ENGAGEMENTS}),
    wanted TEXT NOT NULL CHECK (wanted IN {_ENGAGEMENTS}), {_day("last_contact")}, {_ARCHIVED}""",
    "expectation": f"""{_CODE}, {_PROJECT},
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 100000 OR removed = 1), {_day("due")},
    state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'missed')), {_ARCHIVED}""",
    "satisfaction": f"""{_CODE}, {_PROJECT}, {_days("date")}, csat INTEGER CHECK (csat BETWEEN 1 AND 5),
    nps INTEGER CHECK (nps BETWEEN 0 AND 10), {_short("respondent")}, {_text("comment")}, {_ARCHIVED},
    CHECK ((csat IS NULL) <> (nps IS NULL))""",
    "status_update": f"""{_CODE}, {_PROJECT}, {_days("date")},
    health TEXT NOT NULL CHECK (health IN ('green', 'amber', 'red')), {_text("summary")}, {_text("why")},
    {_text("next")}, {_text("ask")}, {_day("review")}, {_short("author")}, {_ARCHIVED}""",
    "snapshot": f"""{_PROJECT}, {_days("day")},
    numbers TEXT NOT NULL CHECK (json_valid(numbers) OR removed = 1)""",
    "setting": """key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 1000),
    value TEXT NOT NULL CHECK (length(value) <= 100000)""",
    "saved_view": f"""{_key()}, {_line("screen")}, {_line("name")},
    query TEXT NOT NULL CHECK (length(query) <= 100000),
    {_ARCHIVED}""",
}

_EVENT = """
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    grp TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    session TEXT NOT NULL,
    action TEXT NOT NULL,
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    project INTEGER,
    version INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undoes TEXT,
    summary TEXT
) STRICT
"""
_ORIGIN = """
CREATE TABLE origin (
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    PRIMARY KEY (entity, row)
) STRICT, WITHOUT ROWID
"""
_GUARD = """
CREATE TRIGGER {table}_version BEFORE UPDATE ON "{table}"
WHEN NEW.version <> OLD.version + 1 OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'unversioned write'); END
"""
_KEEP = """
CREATE TRIGGER {table}_kept BEFORE DELETE ON "{table}"
BEGIN SELECT RAISE(ABORT, 'rows are never deleted'); END
"""


def statements() -> list[str]:
    """Return the SQL of this step, in order."""
    made = [f'CREATE TABLE "{name}" ({_COMMON}\n    {columns}\n) STRICT' for name, columns in _TABLES.items()]
    made += [_EVENT, _ORIGIN, *INDEXES]
    made += [_GUARD.format(table=name) for name in _TABLES]
    made += [_KEEP.format(table=name) for name in (*_TABLES, "event")]
    return made
