"""A real portfolio: 11 projects with six years of moves, by today and by an earlier day, against
independent SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.definitions.importing import import_paths
from models.portfolio import Portfolio
from models.views.board import head
from models.views.delivery import DeliveryCache, delivery

FILE = Path(__file__).resolve().parents[3] / "examples" / "kubernetes.yaml"
TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
EARLIER = datetime(2024, 7, 1, 12, tzinfo=UTC)

# The column that each card stood in at an instant, by its last move up to it.
THEN = """
SELECT p.key, count(*), sum(k.kind = 'done'), sum(k.kind NOT IN ('done', 'dropped'))
FROM card c JOIN project p ON p.id = c.project_id
     JOIN move m ON m.id = (SELECT id FROM move WHERE card_id = c.id AND removed = 0 AND at <= :now
                            ORDER BY at DESC, id DESC LIMIT 1)
     JOIN board_column k ON k.id = m.to_column_id
WHERE k.kind <> 'dropped' GROUP BY p.key
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Portfolio, list[datetime]]]:
    now = [TODAY]
    portfolio = Portfolio.open(
        tmp_path_factory.mktemp("kubernetes") / "portfolio.db", author="anna", clock=lambda: now[0]
    )
    import_paths(portfolio, [FILE])
    yield portfolio, now
    portfolio.close()


@pytest.mark.parametrize("when", [TODAY, EARLIER], ids=["today", "2024-07-01"])
def test_counts_agree_with_the_moves(imported: tuple[Portfolio, list[datetime]], when: datetime) -> None:
    portfolio, now = imported
    now[0] = when
    view = delivery(portfolio, DeliveryCache())
    sql = THEN.replace(":now", str(portfolio.now_ms()))
    counts = {key: (cards, done, left) for key, cards, done, left in portfolio.store.rows(sql)}
    assert len(view.rows) == 11
    assert {row.key: (row.cards, row.cards - row.open_cards, row.open_cards) for row in view.rows} == counts
    for row in view.rows:
        cards, done, _ = counts[row.key]
        assert row.progress == pytest.approx(done / cards)


def test_what_was_forecast_in_2024_is_no_longer_the_forecast(
    imported: tuple[Portfolio, list[datetime]],
) -> None:
    portfolio, now = imported
    now[0] = TODAY
    by_today = {row.key: row for row in delivery(portfolio, DeliveryCache()).rows}
    now[0] = EARLIER
    earlier = {row.key: row for row in delivery(portfolio, DeliveryCache()).rows}
    for key in ("NETWORK", "STORAGE"):
        first, last = earlier[key].p85, by_today[key].p85
        assert first is not None
        assert last is not None
        assert first > EARLIER.date()
        assert last > TODAY.date()
    assert earlier["ETCD"].p85_note.startswith("cannot forecast")
    assert earlier["CONTRIBUTO"].p85_note == "done"
    assert earlier["CLI"].p85_note == "not enough data (1 of 5 days with a finish)"


@pytest.mark.parametrize("when", [TODAY, EARLIER], ids=["today", "2024-07-01"])
def test_finishes_per_week_agree_with_the_moves(
    imported: tuple[Portfolio, list[datetime]], when: datetime
) -> None:
    portfolio, now = imported
    now[0] = when
    monday = portfolio.today().toordinal() - portfolio.today().weekday() - 77
    since = int(datetime.fromordinal(monday).replace(tzinfo=portfolio.zone).timestamp() * 1000)
    # Finished: the first entry into done of the present stay there; a card that came there first has no
    # finish.
    sql = f"""
        WITH moved AS (SELECT m.card_id, m.at, k.kind, lag(k.kind) OVER w AS before, lead(m.at) OVER w AS
        after
                       FROM move m JOIN board_column k ON k.id = m.to_column_id
                       WHERE m.removed = 0 AND m.at <= {portfolio.now_ms()}
                       WINDOW w AS (PARTITION BY m.card_id ORDER BY m.at, m.id))
        SELECT p.key, count(*) FROM moved JOIN card c ON c.id = moved.card_id JOIN project p ON p.id =
            c.project_id
        WHERE kind = 'done' AND before IS NOT NULL AND before <> 'done' AND after IS NULL AND at >= {since}
        GROUP BY p.key
    """
    found = dict(portfolio.store.rows(sql))
    for row in delivery(portfolio, DeliveryCache()).rows:
        assert sum(row.trend_finished) == found.get(row.key, 0)


def test_the_head_of_each_board_agrees(imported: tuple[Portfolio, list[datetime]]) -> None:
    portfolio, now = imported
    for when in (TODAY, EARLIER):
        now[0] = when
        for row in delivery(portfolio, DeliveryCache()).rows:
            line = head(portfolio, row.key)
            assert (line.health, line.progress, line.p85, line.slip_days) == (
                row.health,
                row.progress,
                row.p85,
                row.slip_days,
            )
