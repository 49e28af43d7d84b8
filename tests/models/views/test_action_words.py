"""Kinds of action as people call them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.actions import kinds
from models.actions.record import Kind
from models.views.action_words import action_in_words, deed_in_words

ACTIONS = Path(kinds.__file__).parent
_SAID = re.compile(r"\bp\.change\(\"([a-z_]+\.[a-z_]+)\"")


def every_action() -> set[str]:
    """What the actions call themselves: in their own text, and by their kinds."""
    written = {found for file in ACTIONS.glob("*.py") for found in _SAID.findall(file.read_text("utf-8"))}
    named = {one.action(verb) for one in vars(kinds).values() if isinstance(one, Kind) for verb in _VERBS}
    return written | named


_VERBS = ("add", "edit", "archive", "restore", "delete")


def test_every_action_has_words_without_its_own_punctuation() -> None:
    every = every_action()
    assert {"card.move", "budget_line.edit", "check.set"} <= every
    for action in every:
        assert re.fullmatch(r"[a-z]+( [a-z]+)+", action_in_words(action))
    words = [action_in_words(action) for action in every]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("card.move", "card moved"),
        ("card.move_to_project", "card moved to another project"),
        ("budget_line.edit", "budget line changed"),
        ("check.set", "checklist step ticked"),
        ("card", "card, all of it"),
        ("project.rise_again", "project rise again"),
    ],
)
def test_an_action_in_words(action: str, words: str) -> None:
    assert action_in_words(action) == words


def test_an_action_without_a_sentence_tells_how_much_it_changed() -> None:
    assert deed_in_words("risk.delete", 1) == "risk deleted for ever"
    assert deed_in_words("import", 12) == "files brought in (12 changes)"
