"""Values of the delivery screen for tests: the portfolio of the design's picture, and large ones."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from models.views.delivery import (
    Attention,
    DeliveryView,
    Judgment,
    NextMilestone,
    ProjectRow,
    Statement,
)

TODAY = date(2026, 11, 23)
NOW_MS = int(datetime(2026, 11, 23, 10, 42).timestamp() * 1000)

_EMPTY: dict[str, Any] = {
    "version": 1, "program_key": "", "program": "", "manager": "anna", "state": "active", "cards": 10,
    "open_cards": 5, "health": "-", "health_dimension": "", "declared": "", "health_rank": 0,
    "progress": None, "progress_note": "not configured", "target": None, "p85": None,
    "p85_note": "not enough data (3)", "slip_days": None, "slip_note": "no baseline", "budget_used": None,
    "budget_note": "no budget", "cpi": None, "cpi_note": "no budget", "spi": None, "risk": None,
    "risk_note": "no risks recorded", "csat": None, "csat_answers": 0, "csat_note": "-", "nps": None,
    "nps_answers": 0, "next_milestone": None, "said_days": None, "said_note": "never", "statement": None,
    "judgments": (), "trend_slip": (None,) * 12, "trend_finished": (0,) * 12,
}  # fmt: skip

_RANKS = {"R": 3000, "A": 2000, "G": 1000, "-": 0}


def row(number: int, key: str, name: str = "", client: str = "Acme Bank", **fields: Any) -> ProjectRow:
    """A project; what is not given is unknown."""
    health = fields.get("health", "-")
    values = {
        **_EMPTY,
        "id": number,
        "key": key,
        "name": name or key.title(),
        "client_key": client.casefold().replace(" ", "-"),
        "client": client,
        "health_rank": _RANKS.get(health[:1], -1),
        **fields,
    }
    return ProjectRow(**values)


def _known(progress: float, target: date, p85: date | None, slip: int | None, used: float, cpi: float,
           risk: int, said: int, **fields: Any) -> dict[str, Any]:  # fmt: skip
    notes = {"progress_note": "cards", "p85_note": "" if p85 else "beyond 10 years", "slip_note": ""}
    return {
        "progress": progress, "target": target, "p85": p85, "slip_days": slip, "budget_used": used,
        "cpi": cpi, "risk": risk, "said_days": said, "said_note": "", **notes, **fields,
    }  # fmt: skip


ATLAS = row(
    1, "ATLAS", "Ledger migration", health="A", health_dimension="schedule", program_key="core",
    program="Core banking", spi=0.91, nps=40.0, nps_answers=5,
    next_milestone=NextMilestone("UAT starts", date(2027, 2, 3), date(2027, 2, 17), 14, True),
    judgments=(
        Judgment("schedule", "A", "62 % likely to make 12 Mar (green from 85 %)"),
        Judgment("cost", "A", "CPI 0.93 (green from 0.95); EAC 1.61 M of 1.50 M EUR"),
        Judgment("risk", "G", "highest 12 of 25, all reviewed within 30 d"),
    ),
    statement=Statement(
        date(2026, 11, 21), "amber", "anna", "UAT late by a week", "the bank's test data came late.",
        "agree the data for branch 12 with Ines.", "a copy of branch 12's ledger by 27 Nov.", 2,
    ),
    trend_slip=(0, 3, 5, 5, 9, 14, 14, 12, 12, 20, 28, 28),
    trend_finished=(1, 0, 2, 3, 1, 4, 2, 2, 5, 3, 2, 4),
    **_known(0.71, date(2027, 3, 12), date(2027, 3, 26), 28, 0.82, 0.93, 12, 2,
             csat=0.67, csat_answers=6, csat_note="67 % n6", cpi_letter="A",
             slip_from=date(2027, 2, 26)),
)  # fmt: skip
BORA = row(
    2, "BORA", "Payment interfaces", health="R", declared="G", health_dimension="cost", program_key="core",
    program="Core banking", manager="ben",
    judgments=(Judgment("cost", "R", "CPI 0.81, below 0.90"),
               Judgment("risk", "R", "highest 15 of 25, very high")),
    **_known(0.38, date(2027, 4, 30), date(2027, 5, 8), 8, 0.61, 0.81, 15, 20,
             csat=0.71, csat_answers=7, csat_note="71 % n7",
             cpi_letter="R", risk_letter="R") | {"said_note": "stale"},
)  # fmt: skip
CEDAR = row(3, "CEDAR", "Branch tablets", health="G",
            **_known(0.92, date(2026, 12, 18), date(2026, 12, 11), -7, 0.88, 1.03, 4, 5))  # fmt: skip
DUNE = row(4, "DUNE", "Card disputes", health="A", health_dimension="flow", manager="ines",
           **_known(0.15, date(2027, 5, 29), None, None, 0.09, 1.0, 6, 1))  # fmt: skip
KITE = row(5, "KITE", "Route planner", "Northwind", health="R", health_dimension="client", manager="ben",
           **_known(0.64, date(2027, 1, 15), date(2027, 1, 20), 5, 0.70, 0.97, 8, 3,
                    csat=0.5, csat_answers=6, csat_note="50 % n6"))  # fmt: skip
LARK = row(6, "LARK", "Driver app", "Northwind", health="G",
           **_known(0.55, date(2027, 3, 27), date(2027, 3, 20), 0, 0.48, 1.01, 6, 4,
                    csat=0.83, csat_answers=6, csat_note="83 % n6"))  # fmt: skip
MOSS = row(7, "MOSS", "Depot scanners", "Northwind", health="G?", progress=0.2, progress_note="cards",
           target=date(2027, 6, 30))  # fmt: skip
OPAL = row(8, "OPAL", "Identity", "Internal", health="A", health_dimension="people",
           **_known(0.47, date(2027, 2, 20), date(2027, 2, 17), 0, 0.5, 0.98, 9, 6))  # fmt: skip
PINE = row(9, "PINE", "Data platform", "Internal", target=date(2026, 12, 31), cards=0, open_cards=0,
           progress_note="not configured (no cards, no milestones)")  # fmt: skip
QUAY = row(10, "QUAY", "Old portal", "Internal", state="paused", health_rank=-1, cards=0, open_cards=0)

ATTENTION = (
    Attention(2, "BORA", "declared green 20 d ago, data says red: CPI 0.81, below 0.90", "statement", 2, 3000,
              ("declared green 20 d ago, data says red: CPI 0.81, below 0.90", "statement is 20 d old",
               "risk 15 of 25 is very high"),
              rules=(("declared better", "statement"), ("statement stale", "statement"), ("risk", "risk"))),
    Attention(1, "ATLAS", 'promised "UAT starts" 3 Feb, forecast 17 Feb, 14 d late', "commitment", 1, 2000,
              ('promised "UAT starts" 3 Feb, forecast 17 Feb, 14 d late', "over-allocated: ben 130 %"),
              rules=(("commitment late", "commitment"), ("person over", "people"))),
    Attention(5, "KITE", "Northwind's CSAT fell from 83 % to 50 % (n 6)", "client", 0, 1000,
              ("Northwind's CSAT fell from 83 % to 50 % (n 6)",), rules=(("CSAT fell", "client"),)),
)  # fmt: skip


def view(
    rows: tuple[ProjectRow, ...] = (ATLAS, BORA, CEDAR, DUNE, KITE, LARK, MOSS, OPAL, PINE, QUAY),
    attention: tuple[Attention, ...] = ATTENTION,
    sequence: int = 1,
    now_ms: int = NOW_MS,
) -> DeliveryView:
    """The portfolio of the picture, unless rows are given."""
    return DeliveryView(TODAY, now_ms, rows, attention, sequence)


def large(count: int, clients: int = 20) -> DeliveryView:
    """So many projects; every tenth needs attention."""
    letters = "RAAGGGG-"
    rows = tuple(
        row(
            number, f"P{number:05}", f"Project number {number}", f"Client {number % clients:03}",
            health=letters[number % len(letters)], progress=(number % 100) / 100, progress_note="cards",
            target=date(2027, 1 + number % 12, 1 + number % 28), slip_days=number % 40 - 10,
            budget_used=(number % 110) / 100, cpi=0.8 + (number % 40) / 100, risk=1 + number % 25,
            said_days=number % 30, said_note="", manager=f"person{number % 7}",
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    attention = tuple(
        Attention(
            one.id, one.key, f"something about {one.name}", "flow", 0, 100, (f"something about {one.name}",)
        )
        for one in rows[::10]
    )
    return view(rows, attention)
