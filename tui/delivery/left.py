"""How the delivery page of a portfolio was left: grouped and sorted. It runs on the database thread."""

from __future__ import annotations

import os

from models.portfolio import Portfolio
from tui import resume

from .arrange import GROUPINGS, Settings
from .columns import SORTABLE


def as_left(p: Portfolio) -> Settings | None:
    """What was chosen last; None when nobody knows, or when it means nothing here."""
    grouping, sort, reverse = resume.arrangement(resume.delivery_file(os.environ), str(p.store.path))
    known = next((each for each in GROUPINGS if each == grouping), None)
    if known is None or not any(column.id == sort for column in SORTABLE):
        return None
    return Settings(grouping=known, sort=sort, reverse=reverse)


def leave(p: Portfolio, settings: Settings) -> None:
    """Remember what was chosen for next time; a filter is for now."""
    resume.remember_arrangement(
        resume.delivery_file(os.environ),
        str(p.store.path),
        (settings.grouping, settings.sort, settings.reverse),
    )
