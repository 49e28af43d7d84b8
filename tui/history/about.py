"""Choosing what the history is about: everything, or a project, a card or a person by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.portfolio import Portfolio, StoreError
from models.views.card_search import card_names
from models.views.names import NotFound, people
from models.views.project_search import find_projects, project_id
from models.views.typed import words
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from .screen import HistoryPage

_PROJECTS = 10
_PEOPLE = 10
_EVERYTHING = 0


async def choose_about(page: HistoryPage) -> None:
    """Open the list."""
    about = page.wanted.about
    choices = [Choice(_EVERYTHING, "everything", "the whole portfolio")]
    if about is not None:
        choices.append(Choice(1, about.name, f"as now: the {about.kind}", about.key))
    if about is not None and about.kind == "card":
        project = about.key.rpartition("-")[0]
        choices.append(Choice(2, project, "the card's project", project))
    numbers = len(choices)
    known = {choice.id: choice.lead for choice in choices}

    async def find(typed: str) -> Sequence[Choice]:
        if not typed.strip():
            return ()
        try:
            found = await page.program.session.call(_found, page.program.project, typed)
        except (StoreError, NotFound) as error:
            page.warn(str(error))
            return ()
        made = []
        for name, key, what in found:
            number = numbers + len(known)
            known[number] = key
            made.append(Choice(number, name, what, key))
        return made

    async def done(chosen: list[Choice]) -> str | None:
        page.picker.leave()
        await page.show_about(known[chosen[0].id])
        return None

    note = "a project, a card, a person"
    page.picker.choose(Choosing("about", choices, done, at=_EVERYTHING, more=find, note=note))


def _found(p: Portfolio, near: str | None, typed: str) -> list[tuple[str, str, str]]:
    """Name, key and kind of what matches."""
    asked = [word.casefold() for word in words(typed)]
    persons = [one for one in people(p) if all(word in f"{one.key} {one.name}".casefold() for word in asked)]
    found = [(one.name, one.key, "person") for one in persons[:_PEOPLE]]
    found += [(one.name, one.key, "project") for one in find_projects(p, typed, _PROJECTS)]
    found += [(one.title, one.key, "card") for one in card_names(p, project_id(p, near), typed)]
    return found
