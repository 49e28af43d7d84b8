"""Promises as lines of their own, for who asks what was promised and whether it will hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from models.measures.wording import day_text, days_text
from models.views.delivery import Attention, ProjectRow, Promised

_MISSED = "expectation missed"
"""What the sentence about a promise that was broken begins with."""


def promise_entries(
    rows: Iterable[ProjectRow], attention: Iterable[Attention], today: date, *, only_late: bool
) -> list[Attention]:
    """An entry for each promise: broken and overdue ones, then the latest against its day, then by day."""
    rows = tuple(rows)
    entries = [entry for row in rows for entry in _open(row, today, only_late=only_late)]
    order = {row.id: (row.key, place) for place, row in enumerate(rows)}
    entries.sort(key=lambda entry: (-entry.severity, order[entry.project_id]))
    return [*_broken(attention), *entries]


def _open(row: ProjectRow, today: date, *, only_late: bool) -> Iterator[Attention]:
    for one in row.promises:
        late = one.overdue or (one.late_days or 0) > 0
        if late or not only_late:
            # What is not late stands below it, the next one first.
            left = (one.due - today).days if one.due is not None else 100_000
            severity = 1_000_000 if one.overdue else max(one.late_days or 0, 0) * 1_000
            yield _entry(row.id, row.key, promise_sentence(one, today), one.commitment, severity or -left)


def _broken(attention: Iterable[Attention]) -> list[Attention]:
    """Those that were missed are not open any more; the rule about them tells of them."""
    return [
        _entry(entry.project_id, entry.project_key, sentence, commitment=False, severity=entry.severity)
        for entry in attention
        for sentence in entry.all
        if sentence.startswith(_MISSED)
    ]


def _entry(project: int, key: str, sentence: str, commitment: bool, severity: int) -> Attention:
    about = "commitment" if commitment else "client"
    return Attention(project, key, sentence, about, 0, severity, (sentence,))


def promise_sentence(one: Promised, today: date) -> str:
    """Its day, how late it is, what is forecast, what it is: where it is cut, the most of it still stands."""
    told = "no day" if one.due is None else day_text(one.due, today)
    if one.overdue:
        told = f"{told} overdue"
    if one.forecast is not None and one.late_days is not None:
        told = f"{told} {days_text(one.late_days)}, forecast {day_text(one.forecast, today)}"
    elif not one.overdue and one.due is not None:
        told = f"{told}, no forecast"
    return f"{told}: {one.text}"


def numbered(entries: Sequence[Attention]) -> Iterator[tuple[Attention, int]]:
    """Each entry, and how many of its project stand before it."""
    before: dict[int, int] = {}
    for entry in entries:
        nth = before.get(entry.project_id, 0)
        before[entry.project_id] = nth + 1
        yield entry, nth
