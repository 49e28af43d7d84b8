"""The numbers of a day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.store.tables import Cost
from models.views.snapshot_numbers import snapshot_numbers

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def test_numbers_of_every_project_that_is_going(bench: Bench) -> None:
    atlas = bench.project("ATLAS", baseline=("2026-10-14", "2026-12-03", 100_000))
    bora = bench.project("BORA", state="on hold")
    bench.project("OLD", state="finished")
    bench.finish(atlas, range(1, 11))
    bench.card(atlas, [("Backlog", 20)])
    bench.make(Cost, project=atlas, date="2026-11-01", amount=50_000)
    found = snapshot_numbers(bench.p)
    assert set(found) == {atlas, bora}
    assert json.loads(json.dumps(found[atlas])) == found[atlas]
    numbers = found[atlas]
    # 40 of 50 days: PV 80,000; 10 of 11 cards: EV 90,909; EAC = BAC x AC / EV.
    assert (numbers["bac"], numbers["ac"], numbers["pv"], numbers["ev"]) == (100_000, 50_000, 80_000, 90_909)
    assert numbers["eac"] == round(100_000 * 50_000 / 90_909)
    assert (numbers["p85"], numbers["slip_days"], numbers["open_cards"]) == ("2026-11-30", -3, 1)
    assert (found[bora]["state"], found[bora]["health"], found[bora]["ev"]) == ("on hold", "-", None)
