"""What the history asks the database thread for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.portfolio import Portfolio
from models.views.history import (
    MOST,
    Deed,
    Filter,
    Subject,
    card_lines,
    history,
    subject,
)
from models.views.history_way import Way, way_of, way_of_card
from tui import dates


class Wanted(NamedTuple):
    """About what, and which of it."""

    about: Subject | None = None
    only: Filter = Filter()


class HistoryView(NamedTuple):
    """What is on show; ``older``: there is more to read."""

    wanted: Wanted
    deeds: tuple[Deed, ...]
    older: int | None
    now_ms: int


class HistoryPlace(NamedTuple):
    """Where the page was: what it was about and narrowed to, and its line."""

    wanted: Wanted
    deed: Deed | None


def read(p: Portfolio, wanted: Wanted, down_to: int | None = None) -> HistoryView:
    """The newest page, and as many more as it takes to come down to an event that was on show."""
    about, only = wanted
    if about is not None and about.kind == "card":
        page = card_lines(p, about, author=only.author, since=only.since, typed=only.words, limit=MOST)
        return HistoryView(wanted, page.deeds, None, p.now_ms())
    with p.store.snapshot():
        page = history(p, about, only)
        deeds, older = list(page.deeds), page.older
        while older is not None and down_to is not None and older > down_to and len(deeds) < MOST:
            page = history(p, about, only, before=older)
            deeds += page.deeds
            older = page.older
    return HistoryView(wanted, tuple(deeds), older, p.now_ms())


def read_on(p: Portfolio, view: HistoryView) -> HistoryView:
    """The same with one more page."""
    if view.older is None:
        return view
    page = history(p, *view.wanted, before=view.older)
    return view._replace(deeds=(*view.deeds, *page.deeds), older=page.older, now_ms=p.now_ms())


def read_about(p: Portfolio, word: str, only: Filter) -> HistoryView:
    """About what a word means; an empty one means everything. Raises NotFound."""
    return read(p, Wanted(subject(p, word) if word else None, only))


def way(p: Portfolio, view: HistoryView, deed: Deed) -> Way:
    """Where a line leads."""
    if deed.seq is not None:
        return way_of(p, deed.seq)
    about = view.wanted.about
    return way_of_card(p, about.id) if about is not None else Way()


def since_today(p: Portfolio, typed: str) -> date | None:
    """The day that was typed to look back to. Raises NoDate."""
    return dates.since(typed, p.today())
