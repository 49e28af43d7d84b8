"""The board of one project: its columns and cards, and the line that says how the project is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.measures.answers import NoAnswer
from models.measures.days import DAY_MS
from models.portfolio import Portfolio
from models.views.board_rows import LineMaker, cards_by_id, project_cards
from models.views.board_values import BoardHead, BoardView, CardLine, ColumnView
from models.views.card_facts import WIDEST_DAYS, BlockedNow, CardFacts, add_later, card_facts, moved
from models.views.names import NotFound, find_project
from models.views.plan_facts import PlanFacts, Project, judged_facts, project_by_key, project_loads
from models.views.scope import Moment, Scope, ids_text

if TYPE_CHECKING:
    from models.views.judging import Judged

__all__ = [
    "BoardHead",
    "BoardView",
    "CardLine",
    "ColumnView",
    "NotFound",
    "board",
    "board_first",
    "figures",
    "head",
    "lines",
]

_NO_HEAD = BoardHead("", "", None, "", None, None, "", None)

_MILESTONES = """
SELECT id, name FROM milestone
WHERE id IN (SELECT milestone_id FROM card WHERE id IN (SELECT value FROM json_each(?)))
"""


def board(p: Portfolio, project_key: str) -> BoardView:
    """The board of a project, an archived one too; eleven queries, however many cards.

    Raises NotFound for a key that no project has.
    """
    moment = Moment.of(p)
    with p.store.snapshot():
        project, sequence = _project(p, moment, project_key)
        scope = Scope(p.store, moment, ids_text([project.id]))
        plan = judged_facts(scope, [project], project_loads(scope))[project.id]
        cards = CardFacts()
        shown = _read_cards(scope, project, plan, cards)
        cards.first_move_ms, cards.last_move_ms = moved(scope).get(project.id, (None, None))
    from models.views.judging import judge  # Here for start-up: board_first() judges nothing (15 ms).

    judged = next(judge(moment, [(project, cards, plan)]))
    head, sle_days = _figures(judged)
    return _view(moment, project, plan, shown, sequence)._replace(head=head, sle_days=sle_days)


def board_first(p: Portfolio, project_key: str) -> BoardView:
    """The cards of a board at once, with an empty head and no age that stands out: figures() gives them.

    Raises NotFound.
    """
    moment = Moment.of(p)
    shown: defaultdict[int, list[CardLine]] = defaultdict(list)
    with p.store.snapshot():
        project, sequence = _project(p, moment, project_key)
        plan = judged_facts(Scope(p.store, moment, ids_text([project.id])), [project], {})[project.id]
        maker = LineMaker({milestone.id: milestone.name for milestone in plan.milestones})
        for row in project_cards(p.store, project.id):
            line = maker.line(row)
            shown[line.column_id].append(line)
    return _view(moment, project, plan, shown, sequence)


def _view(
    moment: Moment,
    project: Project,
    plan: PlanFacts,
    shown: dict[int, list[CardLine]],
    sequence: int,
) -> BoardView:
    """The view without its figures; takes the cards out of ``shown``, so that none are held twice."""
    return BoardView(
        project_id=project.id,
        project_version=project.version,
        key=project.key,
        name=project.name,
        client=project.client,
        state=project.state,
        today=moment.today,
        now_ms=moment.now_ms,
        sle_days=None,
        head=_NO_HEAD,
        columns=tuple(
            ColumnView(
                id=column.id,
                version=column.version,
                name=column.name,
                kind=column.kind,
                limit=column.limit,
                limit_kind=column.limit_kind,
                policy=column.policy,
                cards=tuple(shown.pop(column.id, ())),
            )
            for column in plan.columns
            if not column.archived
        ),
        last_sequence=sequence,
        calendar=moment.calendar,
    )


def head(p: Portfolio, project_key: str) -> BoardHead:
    """How the project is, without its cards. Raises NotFound."""
    return figures(p, project_key)[0]


def figures(p: Portfolio, project_key: str) -> tuple[BoardHead, float | None]:
    """How the project is, and the age in days from which its work stands out. Raises NotFound."""
    from models.views.judging import judge  # Here for start-up, see board().

    moment = Moment.of(p)
    with p.store.snapshot():
        project, _ = _project(p, moment, project_key)
        scope = Scope(p.store, moment, ids_text([project.id]))
        plan = judged_facts(scope, [project], project_loads(scope))[project.id]
        cards = card_facts(scope, {column.id: column.kind for column in plan.columns})
    return _figures(next(judge(moment, [(project, cards.get(project.id) or CardFacts(), plan)])))


def lines(p: Portfolio, card_ids: Iterable[int]) -> list[CardLine]:
    """Some cards as the board draws them, in the order asked; without those that are gone or archived."""
    ids = list(card_ids)
    with p.store.snapshot():
        maker = LineMaker(dict(p.store.rows(_MILESTONES, (ids_text(ids),))))
        found = {row[0]: row for row in cards_by_id(p.store, ids_text(ids))}
    return [maker.line(found[card_id]) for card_id in ids if card_id in found]


def _project(p: Portfolio, moment: Moment, key: str) -> tuple[Project, int]:
    found = project_by_key(p.store, moment, key.strip().upper())
    if found is None:
        # Names what was meant; the snapshot holds, so it is not there this time either.
        name = find_project(p, key)
        raise NotFound(f"project {name.key} is not there")
    return found


_ARCHIVED = """
SELECT id, column_id, estimate, started_at, finished_at FROM card
WHERE project_id = ? AND removed = 0 AND archived_at IS NOT NULL
"""


def _read_cards(
    scope: Scope, project: Project, plan: PlanFacts, cards: CardFacts
) -> dict[int, list[CardLine]]:
    """Make the lines of each column, and count every card into the facts on the way."""
    kinds = {column.id: column.kind for column in plan.columns}
    changed = add_later(scope, kinds, project.id, cards)
    since = scope.moment.now_ms - WIDEST_DAYS * DAY_MS
    maker = LineMaker({milestone.id: milestone.name for milestone in plan.milestones})
    shown: defaultdict[int, list[CardLine]] = defaultdict(list)
    for row in project_cards(scope.store, project.id):
        line = maker.line(row)
        shown[line.column_id].append(line)
        if line.id in changed:
            continue
        kind = kinds[line.column_id]
        cards.add(
            line.id, line.column_id, kind, line.estimate, row[10], line.started_at, line.finished_at, since
        )
        if line.blocked_since is not None and kind not in ("done", "dropped"):
            cards.blocked.append(BlockedNow(line.id, line.number, line.blocked_since, line.blocked_reason))
    for card_id, column_id, estimate, started, finished in scope.store.rows(_ARCHIVED, (project.id,)):
        if card_id not in changed:
            cards.add_archived(kinds[column_id], estimate, started, finished, since)
    return shown


def _figures(judged: Judged) -> tuple[BoardHead, float | None]:
    sle = judged.sle_days
    return _head(judged), None if isinstance(sle, NoAnswer) else sle


def _head(judged: Judged) -> BoardHead:
    from models.measures.schedule import without_forecast
    from models.views.judging import ACTIVE
    from models.views.rows import deciding

    project, progress, p85 = judged.project, judged.progress, judged.p85
    late, worst = without_forecast(judged.slip, p85), judged.health.worst
    return BoardHead(
        health=judged.health.text if project.state == ACTIVE else project.state,
        health_dimension=deciding(judged),
        progress=None if isinstance(progress, NoAnswer) else progress.share,
        progress_note=progress.text if isinstance(progress, NoAnswer) else "",
        target=judged.target,
        p85=None if isinstance(p85, NoAnswer) else p85,
        p85_note=p85.text if isinstance(p85, NoAnswer) else "",
        slip_days=None if isinstance(late, NoAnswer) else late.days,
        slip_from=None if isinstance(late, NoAnswer) else late.first_baseline,
        health_why=worst.sentence if worst is not None else "",
    )
