"""Projects by client or program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.store.tables import Baseline, Client, Cost, Program
from models.views.delivery import DeliveryCache, delivery, grouped

if TYPE_CHECKING:
    from tests.models.views.conftest import Bench


def test_letters_of_the_active_ones_the_worst_and_money_by_currency(bench: Bench) -> None:
    acme = bench.make(Client, key="acme", name="acme")
    zeta = bench.make(Client, key="zeta", name="Zeta")
    core = bench.make(Program, key="core", name="Core")
    bench.project("GONE", client=acme, state="finished", target="2020-01-01")
    late = bench.project("LATE", client=acme, program=core, target="2026-11-01")
    bench.card(late, [("Backlog", 3)])
    bench.project("CALM", client=acme)
    swiss = bench.project("SWISS", client=acme, currency="CHF")
    bench.project("ZED", client=zeta)
    bench.project("FREE")
    bench.make(Cost, project=late, date="2026-11-01", amount=70)
    bench.make(Cost, project=swiss, date="2026-11-01", amount=5)
    bench.make(Baseline, project=late, approved="2026-09-01", budget=100)
    rows = delivery(bench.p, DeliveryCache()).rows

    by_client = grouped(rows, "client")
    assert [(group.key, [row.key for row in group.rows]) for group in by_client] == [
        ("acme", ["CALM", "GONE", "LATE", "SWISS"]),
        ("zeta", ["ZED"]),
        ("", ["FREE"]),
    ]
    first = by_client[0]
    assert (first.red, first.amber, first.green, first.unknown, first.worst) == (1, 0, 0, 2, "LATE")
    assert first.money == (("CHF", 5, 0), ("EUR", 70, 100))
    assert (by_client[1].worst, by_client[1].money) == ("", ())
    assert [(group.key, len(group.rows)) for group in grouped(rows, "program")] == [("core", 1), ("", 5)]
    assert [(group.name, len(group.rows)) for group in grouped(rows, "none")] == [("", 6)]
    assert grouped((), "client") == ()
