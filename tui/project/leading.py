"""Lists that lead to a form: which field of an entry is changed, which kind of entry is added."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.text import cut
from tui.widgets.picker import Choice, Choosing

from .asking import Asking
from .fields import present, shown
from .filling import Filling
from .forms import FORMS, Form
from .offers import suggest
from .rows import Entry

_NAME = 30
"""Cells of the name of an entry above its fields."""


class Leading(Filling):
    """From the first field of a form one comes back to the list that has led there."""

    async def choose_field(self, form: Form, entry: Entry) -> None:
        """Choose a field of an entry, and ask for it alone."""
        line = form.line(self.view, entry.id) if self.view is not None else None
        if line is None:
            return
        labels = max(len(field.label) for field in form.fields)
        choices = [
            Choice(at, field.label.ljust(labels), shown(field, present(field, line), self.setting))
            for at, field in enumerate(form.fields)
            if field.name not in form.settled
        ]

        def asking(at: int) -> Asking:
            return Asking(form, entry, line, (form.fields[at],), self.setting)

        self._choose_form(cut(form.name(line), _NAME), choices, asking)

    async def add_entry(self, kind: str) -> None:
        """Ask for the fields of a new entry."""
        if self.view is not None:
            await self._ask(self._new(kind))

    def choose_kind(self, kinds: Sequence[str]) -> None:
        """Choose which kind of entry is added, and ask for its fields."""
        choices = [Choice(at, FORMS[kind].noun) for at, kind in enumerate(kinds)]
        self._choose_form("add", choices, lambda at: self._new(kinds[at]))

    def _new(self, kind: str) -> Asking:
        asking = Asking(FORMS[kind], Entry(kind, 0), None, FORMS[kind].asked, self.setting)
        asking.start()
        if kind == "statement" and self.view is not None:
            suggest(asking, self.view)
        return asking

    def _choose_form(self, label: str, choices: Sequence[Choice], begun: Callable[[int], Asking]) -> None:
        """A list of what can be asked for. The first field leads back to it, and what was typed stays."""
        asked: dict[int, Asking] = {}

        def choose(at: int | None = None) -> None:
            self.picker.choose(Choosing(label, choices, done, at=at, gone=leave))

        async def done(chosen: list[Choice]) -> str | None:
            place = chosen[0].id

            async def back() -> None:
                await self._begin_drafts()
                choose(place)

            self.picker.leave()
            asking = asked.pop(place, None) or begun(place)
            asking.menu = back
            leave()
            if not asking.typed:
                self.program.drafts.settled()
            asked[place] = asking
            await self._ask(asking)
            return None

        def leave() -> None:
            for place, asking in list(asked.items()):
                if asking.answers:
                    self._keep_for_later(asking)
                    del asked[place]

        choose()
