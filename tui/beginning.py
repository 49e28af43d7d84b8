"""Making a project from a screen: its key, its name, a board of five columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from models.actions import projects
from models.actions.checks import project_key
from models.actions.problems import InvalidValue
from models.portfolio import StoreError
from tui.screen import Page
from tui.widgets.prompt import Question

_KEY_NOTE = "short, such as ATLAS: cards are called ATLAS-1, ATLAS-2"


def ask_project(page: Page, made: Callable[[str], Awaitable[None]]) -> None:
    """Ask for key and name, and add the project; ``made`` gets its key. A refused key is asked for again."""
    _ask_key(page, made, "", "")


def _ask_key(page: Page, made: Callable[[str], Awaitable[None]], typed: str, name: str) -> None:
    async def keep(text: str) -> str | None:
        if not text.strip():
            return "type the key, or Esc"
        try:
            key = project_key("key", text.strip().upper())
        except InvalidValue as error:
            return error.sentence
        _ask_name(page, made, str(key), name)
        return None

    page.prompt.ask(Question("new project, key", keep, typed, note=_KEY_NOTE, enter="next"))


def _ask_name(page: Page, made: Callable[[str], Awaitable[None]], key: str, typed: str) -> None:
    name = [typed]

    async def back() -> None:
        _ask_key(page, made, key, name[-1])

    async def add(text: str) -> str | None:
        if not text.strip():
            return "type the name, or Esc"
        try:
            await page.program.session.save(projects.add, key, text)
        except InvalidValue as error:
            if error.field != "key":
                return error.sentence
            _ask_key(page, made, key, text)
            page.warn(error.sentence)
            return None
        except StoreError as error:
            return str(error)
        page.program.changed_by(page)
        await made(key)
        return None

    page.prompt.ask(
        Question(
            "new project, name",
            add,
            typed,
            changed=name.append,
            note="what people call it",
            enter="add",
            back=back,
            told=(f"key {key}",),
        )
    )
