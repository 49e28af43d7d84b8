"""Bringing back an archived project: a list of them, from wherever one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.actions import projects
from models.portfolio import StoreError
from models.views.names import project_names
from tui.widgets.picker import Choice, Choosing

if TYPE_CHECKING:
    from tui.screen import Page


async def choose_archived(page: Page) -> None:
    """List the archived projects; Enter restores the one under the cursor."""
    program = page.program
    try:
        every = await program.session.call(project_names)
    except StoreError as error:
        page.warn(str(error))
        return
    found = [one for one in every if one.archived]
    if not found:
        page.say("no project is archived")
        return

    async def restore(chosen: list[Choice]) -> str | None:
        try:
            sentence = await program.session.call(projects.restore, chosen[0].id)
        except (StoreError, LookupError) as error:
            return str(error)
        page.picker.leave()
        program.changed_by(page)
        page.changed_here()
        page.say(sentence, hint=f"{program.keymap.shown('app.palette')} and its name open it")
        return None

    choices = [Choice(one.id, one.name, one.client, one.key) for one in found]
    page.picker.choose(Choosing("restore", choices, restore, note="an archived project"))
