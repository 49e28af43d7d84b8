"""Filling in forms: field after field in the line at the bottom or in a list, then one action that saves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import getters

from models.actions.problems import InvalidValue
from models.portfolio import Conflict, StoreError
from models.views.project import ProjectView
from tui import external
from tui.external import EditorProblem
from tui.screen import Page
from tui.text import cut
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question

from . import reading
from .asking import Asking
from .fields import Chosen, Field, Picked, Setting, Truth, Typed, present, shown
from .forms import Form
from .rows import Entry
from .sheet import Sheet

_SLOW = 1.0
"""Seconds after which one is told what is waited for."""
_NOBODY = 0
_NOTE = "enter goes on, esc stops"
_KEEP, _GO_ON, _DROP = 1, 2, 3
_COLORS = {"R": "red", "A": "amber", "G": "green"}
_VALUE = 40


class Filling(Page):
    """Asking for values, and saving them against what was seen."""

    sheet = getters.query_one(Sheet)
    pages = 1
    """Pages of history that are on show."""

    def take(self, view: ProjectView, follow: Entry | None = None) -> None:
        """Show fresh data."""
        raise NotImplementedError

    @property
    def view(self) -> ProjectView | None:
        """What is on show."""
        return self.sheet.view

    @property
    def setting(self) -> Setting:
        """What reading a typed value depends on."""
        assert self.view is not None
        return Setting(self.view.today, self.view.facts.currency)

    # -- forms -----------------------------------------------------------------------------------

    async def change_entry(self, form: Form, entry: Entry) -> None:
        """Ask for one field of the project, or for every field of an entry."""
        line = form.line(self.view, entry.id) if self.view is not None else None
        if line is None:
            return
        fields = form.fields
        if entry.field:
            fields = tuple(field for field in fields if field.name == entry.field)
        await self._ask(Asking(form, entry, line, fields, self.setting))

    async def choose_field(self, form: Form, entry: Entry) -> None:
        """Choose a field of an entry, and ask for it alone."""
        line = form.line(self.view, entry.id) if self.view is not None else None
        if line is None:
            return
        labels = max(len(field.label) for field in form.fields)
        choices = [
            Choice(at, field.label.ljust(labels), shown(field, present(field, line), self.setting))
            for at, field in enumerate(form.fields)
        ]

        async def done(chosen: list[Choice]) -> str | None:
            self.picker.leave()
            await self._ask(Asking(form, entry, line, (form.fields[chosen[0].id],), self.setting))
            return None

        self.picker.choose(Choosing(cut(form.name(line), 30), choices, done))

    async def add_entry(self, kind: str, form: Form) -> None:
        """Ask for the fields of a new entry."""
        if self.view is None or form.add is None:
            return
        asking = Asking(form, Entry(kind, 0), None, form.asked, self.setting)
        if kind == "statement":
            _suggest(asking, self.view)
        await self._ask(asking)

    async def write_entry(self, form: Form, entry: Entry) -> None:
        """Write the longer text of an entry in the person's own editor."""
        line = form.line(self.view, entry.id) if self.view is not None else None
        field = next((one for one in form.fields if one.name == form.long), None)
        if line is None or not isinstance(field, Typed):
            self.say("there is no longer text here")
            return
        try:
            text = external.write(self.app, str(present(field, line)))
        except EditorProblem as problem:
            self.warn(str(problem))
            return
        asking = Asking(form, entry, line, (field,), self.setting)
        asking.remember(field.show(text, self.setting))
        wrong = asking.read(asking.text) or await self._save(asking)
        if wrong:
            await self._ask(asking, wrong)

    # -- one field -------------------------------------------------------------------------------

    async def _ask(self, asking: Asking, problem: str = "") -> None:
        field = asking.field
        asking.turn += 1
        turn = asking.turn

        def gone() -> None:
            if asking.turn == turn:
                self.call_later(self._leave, asking)

        if isinstance(field, Typed):

            async def typed(text: str) -> str | None:
                return asking.read(text) or await self._next(asking)

            note = asking.notes.get(field.name) or field.note or (_NOTE if len(asking.fields) > 1 else "")
            self.prompt.ask(
                Question(asking.label, typed, asking.text, changed=asking.remember, gone=gone, note=note)
            )
            if problem:
                self.prompt.warn(problem)
            return
        choices, at = await self._choices(asking, field)
        if not choices:
            self.warn(f"there are no {field.among} yet" if isinstance(field, Picked) else "nothing to choose")
            return

        async def chosen(picked: list[Choice]) -> str | None:
            return asking.take(_value(field, picked[0])) or await self._next(asking)

        label = f"{asking.label}: {problem}" if problem else asking.label
        self.picker.choose(Choosing(label, choices, chosen, at=at, gone=gone))

    async def _choices(self, asking: Asking, field: Field) -> tuple[list[Choice], int | None]:
        value = asking.value
        if isinstance(field, Truth):
            return [Choice(1, "yes"), Choice(2, "no")], 1 if value else 2
        if isinstance(field, Chosen):
            at = field.words.index(str(value)) if value in field.words else None
            return [Choice(place, word) for place, word in enumerate(field.words)], at
        assert isinstance(field, Picked)
        known = await self.program.session.call(reading.names, field.among)
        choices = [Choice(one.id, one.name, one.key if one.key != one.name else "") for one in known]
        if not field.needed:
            choices.insert(0, Choice(_NOBODY, "nobody" if field.among == "people" else "none"))
        return choices, getattr(value, "id", value) or _NOBODY

    async def _next(self, asking: Asking) -> str | None:
        """Go on to the next field, or save after the last one."""
        if asking.at + 1 < len(asking.fields):
            asking.at += 1
            await self._ask(asking)
            return None
        return await self._save(asking)

    async def _leave(self, asking: Asking) -> None:
        """The person left a field. What was answered in the others is not thrown away unasked."""
        if not asking.answers:
            self.prompt.clear()
            return
        choices = [Choice(_GO_ON, "go on"), Choice(_DROP, "drop it")]
        if asking.complete:
            choices.insert(0, Choice(_KEEP, "save what is answered"))

        async def chosen(picked: list[Choice]) -> str | None:
            if picked[0].id == _KEEP:
                return await self._save(asking)
            if picked[0].id == _GO_ON:
                await self._ask(asking)
            else:
                drop()
            return None

        def drop() -> None:
            self.say(f"{asking.name}: nothing was saved")

        self.picker.choose(Choosing(asking.name, choices, chosen, gone=drop))

    # -- saving ----------------------------------------------------------------------------------

    async def _save(self, asking: Asking) -> str | None:
        """Save what was answered. A sentence says what is wrong with the field that is open."""
        form = asking.form
        if not asking.answers:
            asking.turn += 1
            self.say(f"{asking.name}: nothing was changed")
            return None
        try:
            if asking.line is None:
                assert form.add is not None
                assert self.view is not None
                done = await self.act(form.add, self.view.facts.id, **asking.values)
            else:
                done = await self.act(form.edit, asking.line.id, asking.line.version, **asking.values)
        except Conflict as conflict:
            await self._settle(asking, conflict)
            return None
        except InvalidValue as error:
            here = asking.field
            if not asking.go_to(error.field) or asking.field is here:
                return error.sentence
            await self._ask(asking, error.sentence)
            return None
        except (StoreError, LookupError) as error:
            return str(error)
        asking.turn += 1
        if asking.line is not None:
            self.take(done.view)
            self.tell(str(done.result))
            return None
        self.take(done.view, follow=Entry(asking.entry.kind, done.result))
        added = form.line(done.view, done.result)
        self.tell(f"{form.noun} {cut(form.name(added), 50)} added" if added is not None else "added")
        return None

    async def act(self, action: Callable[..., Any], *args: Any, **fields: Any) -> reading.Done:
        """Run an action; the other pages read again when they are shown. Raises what it raises."""
        assert self.view is not None
        slow = self.set_timer(_SLOW, self.tell_waiting)
        try:
            done = await self.program.session.call(
                reading.acted, self.view.facts.key, self.pages, action, *args, **fields
            )
        finally:
            slow.stop()
        self.program.changed_by(self)
        return done

    def tell(self, sentence: str) -> None:
        """Say what was done, and how it is taken back."""
        self.say(sentence, hint=f"{self.program.keymap.shown('project.undo')} undo")

    # -- two people ------------------------------------------------------------------------------

    async def _settle(self, asking: Asking, conflict: Conflict) -> None:
        """Somebody was faster: show both values to choose from. Nothing that was typed is lost."""
        assert self.view is not None
        view = await self.program.session.call(reading.read, self.view.facts.key, self.pages)
        self.take(view)
        now = asking.form.line(view, asking.entry.id)
        if now is None:
            self.warn(f"{conflict}; the entry is gone")
            return
        asking.line = now
        both = [
            (field, *conflict.fields[name])
            for field in asking.fields
            for name in conflict.fields
            if name.removesuffix("_id") == field.name.removesuffix("_id")
        ]
        mine = ", ".join([f"{field.label} {await self._said(field, one)}" for field, one, _ in both])
        theirs = ", ".join([f"{field.label} {await self._said(field, other)}" for field, _, other in both])
        keep, leave = Choice(1, f"keep mine: {mine}"), Choice(2, f"take theirs: {theirs}")

        async def settle(chosen: list[Choice]) -> str | None:
            if chosen[0] is leave:
                for field, _, _ in both:
                    asking.answers.pop(field.name, None)
                if not asking.answers:
                    self.say(f"{asking.name}: left as {conflict.by} has it")
                    return None
            return await self._save(asking)

        def back() -> None:
            if both:
                asking.go_to(both[0][0].name)
            self.call_later(self._ask, asking)

        self.picker.choose(Choosing(str(conflict), [keep, leave], settle, gone=back))

    async def _said(self, field: Field, value: object) -> str:
        """A value of a row as people say it."""
        if value is None:
            return "none"
        if isinstance(field, Picked):
            known = await self.program.session.call(reading.names, field.among)
            return next((one.name for one in known if one.id == value), str(value))
        if isinstance(value, str):
            return cut(value, _VALUE)
        return cut(shown(field, value, self.setting), _VALUE)


def _value(field: Field, choice: Choice) -> object:
    if isinstance(field, Truth):
        return choice.id == 1
    return choice.name if isinstance(field, Chosen) else choice.id or None


def _suggest(asking: Asking, view: ProjectView) -> None:
    """A new statement starts with what the numbers say, and with what was said last."""
    color = _COLORS.get(view.row.health[:1])
    if color is not None:
        asking.starts["health"] = color
    worst = [one for one in view.row.judgments if one.dimension == view.row.health_dimension]
    if worst:
        asking.notes["why"] = worst[0].sentence
    if view.statements and view.statements[0].next:
        asking.notes["next"] = f"last time: {view.statements[0].next}"
