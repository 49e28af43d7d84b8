"""A form that is being filled in: which field comes next, what was answered, what was typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.actions.problems import InvalidValue
from models.text import clean_text
from tui.text import cut

from .fields import (
    MAY_BE_EMPTY,
    Field,
    Picked,
    Setting,
    Typed,
    missing,
    present,
    read_day,
    shown,
    shown_amount,
)
from .forms import Form
from .rows import Entry

_NAME = 24
"""Cells of the name of an entry in a label."""


@dataclass(slots=True)
class Asking:
    """One entry, new or as it was seen; its fields are asked for one after the other."""

    form: Form
    entry: Entry
    line: Any | None
    """The entry as it was seen; None for a new one."""
    fields: tuple[Field, ...]
    setting: Setting
    starts: dict[str, Any] = field(default_factory=dict)
    """What a new entry starts with."""
    notes: dict[str, str] = field(default_factory=dict)
    """What helps with a field, by its name."""
    at: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    """What the person changed, as the action takes it."""
    typed: dict[str, str] = field(default_factory=dict)
    """Texts as they were typed, so that nothing has to be typed twice."""
    chosen: dict[str, str] = field(default_factory=dict)
    """What was chosen, as its list calls it."""
    menu: Callable[[], Awaitable[None]] | None = None
    """Opens the list again that has led here."""
    kept: int = 0
    """The version that the answers were given to, where they were kept for later; 0: the one of ``line``."""
    turn: int = 0
    """Counts the fields that were opened: what an earlier one says late does not count."""

    @property
    def version(self) -> int:
        """The version that is changed; 0 for a new entry."""
        now = 0 if self.line is None else int(self.line.version)
        return self.kept if 0 < self.kept < now else now

    @property
    def field(self) -> Field:
        """The field that is asked for now."""
        return self.fields[self.at]

    @property
    def name(self) -> str:
        """How the label calls the entry."""
        return f"new {self.form.noun}" if self.line is None else self.form.name(self.line)

    @property
    def value(self) -> Any:
        """What the field holds now: the answer, else what was seen."""
        name = self.field.name
        if name in self.answers:
            return self.answers[name]
        return present(self.field, self.line) if self.line is not None else self.starts.get(name)

    @property
    def text(self) -> str:
        """What a typed field starts with."""
        typed = self.typed.get(self.field.name)
        return typed if typed is not None else shown(self.field, self.value, self.setting)

    @property
    def note(self) -> str:
        """What helps with the field."""
        if self.field.name in self.notes:
            return self.notes[self.field.name]
        note = getattr(self.field, "note", "")
        return note.removesuffix(MAY_BE_EMPTY) if self.needed(self.field) else note

    def needed(self, asked: Field) -> bool:
        """Whether a field must say something."""
        try:
            self.form.kind.check({asked.name: None})
        except InvalidValue:
            return True
        return False

    def start(self) -> None:
        """A new entry happens today, unless one says when."""
        for asked in self.fields:
            if isinstance(asked, Typed) and asked.read is read_day and self.needed(asked):
                self.starts[asked.name] = self.setting.today

    @property
    def label(self) -> str:
        """Before the field: the entry, the field, and how many there are."""
        count = f"{self.at + 1}/{len(self.fields)} " if len(self.fields) > 1 else ""
        return f"{cut(self.name, _NAME)}  {count}{self.field.label}"

    @property
    def told(self) -> list[str]:
        """What was answered before this field, the latest last."""
        parts = []
        for asked in self.fields[: self.at]:
            value = self.answers.get(asked.name, present(asked, self.line) if self.line is not None else None)
            known = self.chosen.get(asked.name) or self.typed.get(asked.name)
            # Of what was chosen before the connection broke only the id was kept.
            text = known or ("" if isinstance(asked, Picked) and value else shown(asked, value, self.setting))
            if text:
                parts.append(f"{asked.label} {text}")
        return parts

    @property
    def complete(self) -> bool:
        """Whether what was answered is enough to be saved."""
        if self.line is not None:
            return bool(self.answers)
        known = {**self.starts, **self.answers}
        given = {"date", "approved", "author"}
        return bool(self.answers) and all(
            known.get(name) is not None for name in self.form.kind.required if name not in given
        )

    @property
    def values(self) -> dict[str, Any]:
        """What is saved."""
        return dict(self.answers) if self.line is not None else {**self.starts, **self.answers}

    @property
    def is_long(self) -> bool:
        """Whether the field that is asked for, alone, is worth several lines."""
        return len(self.fields) == 1 and self.field.name == self.form.long

    def state(self) -> dict[str, Any]:
        """Everything but the field that is open, as JSON has it: to be brought back."""
        by_name = {field.name: field for field in self.fields}
        chosen = {name: value for name, value in self.answers.items() if not isinstance(by_name[name], Typed)}
        # What was left as it was is no answer, should somebody change it before this is brought back.
        typed = {name: text for name, text in self.typed.items() if self.line is None or name in self.answers}
        return {"fields": list(by_name), "typed": typed, "chosen": chosen}

    def bring_back(self, state: Mapping[str, Any]) -> None:
        """Answer again what `state` has kept; what cannot be answered so any more is left out."""
        for kept, kinds in (("typed", (str,)), ("chosen", (str, int, bool, type(None)))):
            answers = state.get(kept)
            for name, value in answers.items() if isinstance(answers, dict) else ():
                if not isinstance(value, kinds) or not self.go_to(str(name)):
                    continue
                if kept == "typed" and isinstance(self.field, Typed):
                    self.read(clean_text(str(value)))
                elif kept == "chosen" and not isinstance(self.field, Typed):
                    self.take(value)

    def remember(self, typed: str) -> None:
        """Keep what stands in the field, should the person come back to it."""
        self.typed[self.field.name] = typed

    def read(self, typed: str) -> str | None:
        """Take what was typed into the field; a sentence says what is wrong with it."""
        asked = self.field
        assert isinstance(asked, Typed)
        self.typed[asked.name] = typed
        if self.line is not None and typed == asked.show(present(asked, self.line), self.setting):
            self.answers.pop(asked.name, None)
            return None
        try:
            value = asked.read(typed, self.setting)
        except ValueError as error:
            # Why an amount cannot be read is worth saying: the currency may have no decimals.
            return str(error) if asked.show is shown_amount else asked.wanted or str(error)
        return self.take(value)

    def take(self, value: Any) -> str | None:
        """Take a value; a sentence says what is wrong with it."""
        name = self.field.name
        if self.line is None and value is None and name not in self.form.kind.required:
            self.answers.pop(name, None)
            return None
        try:
            self.form.kind.check({name: value})
        except InvalidValue as error:
            wanted = missing(self.field) if value is None else getattr(self.field, "wanted", "")
            return error.sentence if isinstance(value, str) else wanted or error.sentence
        if self.line is not None and value == self._seen():
            self.answers.pop(name, None)
        else:
            self.answers[name] = value
        return None

    def go_to(self, name: str) -> bool:
        """Go back to the field with this name; False when it is not asked for."""
        for at, one in enumerate(self.fields):
            if one.name.removesuffix("_id") == name.removesuffix("_id"):
                self.at = at
                return True
        return False

    def _seen(self) -> Any:
        seen = present(self.field, self.line)
        return getattr(seen, "id", seen)
