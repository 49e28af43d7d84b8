"""The forms against the actions: every field that an action takes can be changed, nothing else is asked."""

from __future__ import annotations

from datetime import date

import pytest

from tui.project.asking import Asking
from tui.project.fields import Chosen, Setting, Typed
from tui.project.forms import FORMS
from tui.project.rows import Entry

ELSEWHERE = {"project": {"key", "thresholds"}}
"""What is not changed on the page: a key never is, and limits of health are set in definition files."""


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_has_the_fields_of_its_action(kind: str) -> None:
    form = FORMS[kind]
    assert {field.name for field in form.fields} == set(form.kind.fields) - ELSEWHERE.get(kind, set())


@pytest.mark.parametrize("kind", [kind for kind in FORMS if FORMS[kind].add is not None])
def test_a_new_entry_is_asked_for_what_it_needs_first(kind: str) -> None:
    form = FORMS[kind]
    asked = [field.name for field in form.asked]
    given = {"date", "approved"}
    needed = [name for name in form.kind.required if name not in given]
    assert set(asked[: len(needed)]) == set(needed)


@pytest.mark.parametrize("kind", FORMS)
def test_words_to_choose_from_are_taken(kind: str) -> None:
    form = FORMS[kind]
    for field in form.fields:
        for word in field.words if isinstance(field, Chosen) else ():
            assert form.kind.check({field.name: word}) == {field.name: word}


@pytest.mark.parametrize("kind", FORMS)
def test_what_must_be_said_is_asked_for_in_a_few_words_and_never_called_empty(kind: str) -> None:
    form = FORMS[kind]
    asking = Asking(form, Entry(kind, 0), None, form.asked, Setting(date(2026, 11, 23), "EUR"))
    for at, field in enumerate(form.asked):
        asking.at = at
        if not isinstance(field, Typed) or not asking.needed(field):
            continue
        assert "empty: none" not in asking.note
        if field.name in form.kind.required:
            said = asking.read("")
            assert said is not None
            # On one line of 80 cells, with the label and a cursor before it.
            assert len(asking.label) + len(said) + 7 <= 80
            assert said != asking.note
