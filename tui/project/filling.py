"""Filling in forms: field after field in the line at the bottom or in a list, then one action that saves."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import getters

from models.actions.conflicts import both
from models.actions.problems import InvalidValue
from models.portfolio import Conflict, StoreError
from models.views.project import ProjectView
from tui import dates, external
from tui.conflict import choose_values
from tui.external import EditorProblem
from tui.passages import Passage, Place
from tui.restricted import is_restricted
from tui.settling import choose_text
from tui.text import cut
from tui.turns import Turn, told_with, turned
from tui.walked import Walked
from tui.widgets.choosing import or_new
from tui.widgets.picker import Choice, Choosing
from tui.widgets.prompt import Question

from . import reading
from .asking import Asking
from .fields import BREAK, Offered, Picked, Setting, Typed, present
from .forms import FIXED, FORMS, Form
from .offers import chosen_value, enter_word, offered, suggest
from .reading import Extent
from .rows import Entry
from .sheet import Sheet

if TYPE_CHECKING:
    from tui.drafts import Draft

_SLOW = 1.0
"""Seconds after which one is told what is waited for."""
_KEEP, _GO_ON, _DROP, _LATER = 1, 2, 3, 4


class Filling(Walked):
    """Asking for values, and saving them against what was seen."""

    sheet = getters.query_one(Sheet)
    extent = Extent()
    """How much of the long lists is on show."""
    _wrote = True
    """Whether the last action has changed anything: else undo would take back the one before."""
    _turn: Turn | None = None
    """What the last action did to the health, until it is told."""

    def take(self, view: ProjectView, follow: Entry | None = None) -> None:
        """Show fresh data."""
        raise NotImplementedError

    @property
    def walked(self) -> Sheet:
        """The lines of the tab on show."""
        return self.sheet

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
        fields = tuple(field for field in form.fields if field.name not in form.settled)
        if entry.field:
            fields = tuple(field for field in fields if field.name == entry.field)
        if not fields:
            self.say(FIXED.get(entry.field, "this cannot be changed here"))
            return
        await self._ask(Asking(form, entry, line, fields, self.setting))

    async def write_entry(self, form: Form, entry: Entry) -> None:
        """Write the longer text of an entry in the person's own editor."""
        line = form.line(self.view, entry.id) if self.view is not None else None
        field = next((one for one in form.fields if one.name == form.long), None)
        if line is None or not isinstance(field, Typed):
            self.say("there is no text of several lines here")
            return
        asking = Asking(form, entry, line, (field,), self.setting)
        if is_restricted(os.environ):
            await self._ask(asking)
            return
        try:
            text = external.write(self.app, str(present(field, line) or ""))
        except EditorProblem as problem:
            if problem.text is not None:
                asking.remember(field.show(problem.text, self.setting))
                await self._ask(asking)
            self.warn(str(problem))
            return
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

            if asking.is_long:
                await self._write(asking, problem)
                return
            several = len(asking.fields) > 1
            self.prompt.ask(
                Question(
                    asking.label,
                    typed,
                    asking.text,
                    changed=asking.remember,
                    gone=gone,
                    note=dates.with_examples(asking.note, asking.setting.today),
                    enter=enter_word(asking),
                    back=self._back(asking),
                    told=asking.told,
                    place=self._place(asking),
                    more=asking.state if several else None,
                    several=self._going_on(asking) if field.long else None,
                    picked=field.short and field.name not in asking.typed,
                )
            )
            if problem:
                self.prompt.warn(problem)
            return
        assert self.view is not None
        choices, at = await offered(self.program.session.call, self.view, asking)
        if not choices and not isinstance(field, Offered):
            self.warn(f"there are no {field.among} yet" if isinstance(field, Picked) else "nothing to choose")
            return

        async def chosen(picked: list[Choice]) -> str | None:
            asking.chosen[field.name] = picked[0].name
            wrong = asking.take(chosen_value(field, picked[0]))
            self.program.drafts.chosen(asking.state())
            return wrong or await self._next(asking)

        label = f"{asking.label}: {problem}" if problem else asking.label
        self.picker.choose(
            Choosing(
                label,
                choices,
                chosen,
                at=at,
                gone=gone,
                match=or_new(choices) if isinstance(field, Offered) else None,
                note="or a new one" if isinstance(field, Offered) else "",
                enter=enter_word(asking),
                back=self._back(asking),
                told=asking.told,
            )
        )

    def _back(self, asking: Asking) -> Callable[[], Awaitable[None]] | None:
        """What goes back to the field before, or to the list that has led here; None where there is none."""
        if not asking.at:
            return asking.menu

        async def back() -> None:
            asking.at -= 1
            await self._ask(asking)

        return back

    def _going_on(self, asking: Asking) -> Callable[[str], Awaitable[None]]:
        async def several(text: str) -> None:
            asking.remember(text)
            asking.turn += 1  # The field of one line is not left, it goes on.
            self.prompt.leave()
            await self._write(asking, "")

        return several

    async def _write(self, asking: Asking, problem: str) -> None:
        """Ask for the longer text of an entry in the field of several lines."""

        async def done(text: str) -> str | None:
            wrong = asking.read(text.replace("\n", BREAK))
            if not wrong and asking.at + 1 < len(asking.fields) and self.writing is not None:
                # The next field takes over what is kept of the form.
                self.program.drafts.ask_about(self.writing)
            return wrong or await self._next(asking)

        def back(text: str) -> None:
            asking.remember(text.replace("\n", BREAK))
            self.call_later(self._ask, asking)

        assert isinstance(asking.field, Typed)
        stored = "" if asking.line is None else str(present(asking.field, asking.line) or "")
        text = asking.text.replace(BREAK, "\n")
        several = len(asking.fields) > 1
        await self.write(Passage(self._place(asking), done, text, stored, back=back if several else None))
        if problem:
            self.warn(problem)

    def _place(self, asking: Asking) -> Place:
        assert self.view is not None
        label = f"{cut(asking.name, 24)} {asking.field.label}"
        entry = asking.entry
        key, name = self.view.facts.key, asking.field.name
        return Place(label, "form", key, entry.id, entry.kind, name, asking.version)

    async def reopen(self, draft: Draft) -> bool:
        """Open the form that a draft belongs to, with its answers and its text."""
        place = draft.place
        self.take(await self.program.session.call(reading.read, place.project, self.extent))
        form = FORMS.get(place.what)
        assert self.view is not None
        line = form.line(self.view, place.row) if form is not None and place.row else None
        if form is None or (line is None and (place.row or form.add is None)):
            return False
        names = draft.more.get("fields") or [place.field]
        known = {field.name: field for field in form.fields}
        fields = tuple(known[name] for name in names if name in known)
        asking = Asking(form, Entry(place.what, place.row), line, fields, self.setting)
        if line is None:
            asking.start()
        if place.what == "statement" and line is None:
            suggest(asking, self.view)
        asking.kept = place.seen
        asking.bring_back(draft.more)
        if not asking.go_to(place.field) or not isinstance(asking.field, Typed):
            return False
        asking.remember(draft.text.replace("\n", BREAK))
        await self._ask(asking)
        return True

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
            self.program.drafts.settled()
            self.prompt.clear()
            return
        await self._begin_drafts()
        # First what changes nothing: who leaves in haste neither saves half an entry nor loses it.
        choices = [Choice(_GO_ON, "go on")]
        if asking.complete:
            choices.append(Choice(_KEEP, "save what is answered"))
        # What was only chosen so far has no text that could be offered later.
        keeps = self.program.drafts.asks
        if keeps:
            choices.append(Choice(_LATER, "leave it for later"))
        choices.append(Choice(_DROP, "drop it"))

        async def chosen(picked: list[Choice]) -> str | None:
            if picked[0].id == _KEEP:
                return await self._save(asking)
            if picked[0].id == _GO_ON:
                await self._ask(asking)
            elif picked[0].id == _LATER:
                later()
            else:
                self.say(f"{asking.name}: nothing was saved")
            return None

        def go_on() -> None:
            self.call_later(self._ask, asking)

        later = partial(self._keep_for_later, asking)
        self.picker.choose(Choosing(asking.name, choices, chosen, gone=later if keeps else go_on))

    def _keep_for_later(self, asking: Asking) -> None:
        """The person left a form: what was answered is offered later, where it can be kept."""
        if self.program.drafts.keep_asked(asking.state()):
            key = self.program.keymap.shown("app.kept")
            self.say(f"{asking.name}: nothing was saved", hint=f"{key} brings back what was typed")
        elif problem := self.program.drafts.problem:
            self.warn(f"{asking.name}: nothing was saved, and it cannot be kept ({problem})")
        else:
            self.say(f"{asking.name}: nothing was saved")

    async def _begin_drafts(self) -> None:
        """Nothing can be kept before it is known whose it is."""
        if not self.program.drafts.begun:
            await self.program.session.call(self.program.drafts.begin)

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
                done = await self.act(form.edit, asking.line.id, asking.version, **asking.values)
        except Conflict as conflict:
            return await self._settle(asking, conflict)
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
        self.tell(f"{form.told(added, done.view)} added" if added is not None else "added")
        return None

    async def act(self, action: Callable[..., Any], *args: Any, **fields: Any) -> reading.Done:
        """Run an action; the other pages read again when they are shown. Raises what it raises."""
        assert self.view is not None
        slow = self.set_timer(_SLOW, self.tell_waiting)
        try:
            done = await self.program.session.save(
                reading.acted, self.view.facts.key, self.extent, action, *args, **fields
            )
        finally:
            slow.stop()
        self._turn = turned(self.view.row.judgments, done.view.row.judgments)
        self._wrote = done.wrote
        self.program.changed_by(self)
        return done

    def tell(self, sentence: str) -> None:
        """Say what was done, what it did to the health, and how it is taken back."""
        self._tell(sentence, "undo")

    def _tell(self, sentence: str, way: str) -> None:
        turn, self._turn = self._turn, None
        hint = f"{self.program.keymap.shown(f'project.{way}')} {way}" if self._wrote else ""
        self.say(told_with(sentence, turn, self.size.width, hint), hint=hint)

    # -- two people ------------------------------------------------------------------------------

    async def _settle(self, asking: Asking, conflict: Conflict) -> str | None:
        """Somebody was faster: show both values to choose from. Nothing that was typed is lost.

        A sentence: there is nothing to choose from any more, and what was typed stays in its field.
        """
        assert self.view is not None
        view = await self.program.session.call(reading.read, self.view.facts.key, self.extent)
        self.take(view)
        now = asking.form.line(view, asking.entry.id)
        if now is None:
            return f"{conflict}; the entry is gone"
        asking.line, asking.kept = now, 0
        if asking.is_long:
            self._settle_text(asking, conflict)
            return None
        told = await self.program.session.call(both, conflict)
        names = {field.name.removesuffix("_id"): field.name for field in asking.fields}
        fields = [one for one in told if one.field.removesuffix("_id") in names]
        if not fields:
            # What differs is nothing that can be asked for: the answers are tried against it as it is now.
            self.warn(str(conflict))
            self.call_later(self._ask, asking)
            return None

        async def settle(theirs: frozenset[str]) -> str | None:
            for name in theirs:
                asking.answers.pop(names[name.removesuffix("_id")], None)
                asking.typed.pop(names[name.removesuffix("_id")], None)
            if not asking.answers:
                self.say(f"{asking.name}: left as {conflict.by} has it")
                return None
            return await self._save(asking)

        def edit(name: str) -> None:
            asking.go_to(name)
            self.call_later(self._ask, asking)

        choose_values(self, conflict, fields, settle, edit)
        return None

    def _settle_text(self, asking: Asking, conflict: Conflict) -> None:
        """Both texts, to choose one or to make one of them."""
        mine = asking.text.replace(BREAK, "\n")
        theirs = str(present(asking.field, asking.line) or "")

        async def save(text: str) -> str | None:
            return asking.read(text.replace("\n", BREAK)) or await self._save(asking)

        async def edit(text: str) -> None:
            asking.remember(text.replace("\n", BREAK))
            await self._ask(asking)

        choose_text(self, conflict, mine, theirs, save, edit)
