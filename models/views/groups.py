"""Projects by client or program: counts of each letter and the worst one's key, never a mean color."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from models.views.delivery_values import Group, ProjectRow

Grouping = Literal["client", "program", "none"]


def grouped(
    rows: Iterable[ProjectRow], by: Grouping = "client", *, following: bool = False
) -> tuple[Group, ...]:
    """Group the rows, each group's rows in the order given; groups by name, without a client or program last.

    ``following``: groups in the order of the rows too, each at the place of its first one. With ``none``
    there is one group without a name.
    """
    parts: dict[tuple[bool, str, str], list[ProjectRow]] = {}
    for row in rows:
        key, name = _place(row, by)
        parts.setdefault((not name, name.casefold(), key), []).append(row)
    ordered = parts if following else sorted(parts)
    return tuple(_group(*_place(parts[place][0], by), parts[place]) for place in ordered)


def _place(row: ProjectRow, by: Grouping) -> tuple[str, str]:
    if by == "client":
        return row.client_key, row.client
    return (row.program_key, row.program) if by == "program" else ("", "")


def _group(key: str, name: str, rows: list[ProjectRow]) -> Group:
    active = [row for row in rows if row.state == "active"]
    letters = [row.health[:1] for row in active]
    worst = max(active, key=lambda row: row.health_rank, default=None)
    return Group(
        key=key,
        name=name,
        red=letters.count("R"),
        amber=letters.count("A"),
        green=letters.count("G"),
        unknown=letters.count("-"),
        worst=worst.key if worst is not None and worst.health != "-" else "",
        rows=tuple(rows),
        money=_money(rows),
    )


def _money(rows: Iterable[ProjectRow]) -> tuple[tuple[str, int, int], ...]:
    """Costs and budgets, a line per currency; different ones are never added up."""
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.costs or row.budget:
            costs, budget = sums.get(row.currency, (0, 0))
            sums[row.currency] = (costs + row.costs, budget + (row.budget or 0))
    return tuple((currency, *sums[currency]) for currency in sorted(sums))
