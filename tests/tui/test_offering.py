"""What is said at the start of texts that were kept: not over what is wrong with the person's own files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tui.offering import tell_kept
from tui.widgets.status import NOTHING, Message


class Told:
    """A page that keeps what it was to say."""

    def __init__(self) -> None:
        drafts = SimpleNamespace(when=lambda draft: "10:42")
        keymap = SimpleNamespace(shown=lambda key_id: "B")
        self.program = SimpleNamespace(drafts=drafts, keymap=keymap)
        self.told: list[tuple[str, str]] = []
        self.prompt = SimpleNamespace(message=NOTHING)

    def say(self, text: str) -> None:
        self.told.append(("said", text))

    def warn(self, text: str) -> None:
        self.told.append(("warned", text))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", ("said", "a text from 10:42 was kept: B offers it")),
        (
            "keys.toml: there is no action 'x'.",
            ("warned", "keys.toml: there is no action 'x'; a text from 10:42 was kept: B offers it"),
        ),
    ],
)
def test_what_is_wrong_is_not_talked_over(wrong: str, told: tuple[str, str]) -> None:
    page: Any = Told()
    kept: Any = [SimpleNamespace()]
    tell_kept(page, kept, after=wrong)
    assert page.told == [told]


def test_why_a_first_key_was_refused_is_not_talked_over() -> None:
    page: Any = Told()
    page.prompt.message = Message("vim cannot be started", warning=True)
    kept: Any = [SimpleNamespace()]
    tell_kept(page, kept)
    assert page.told == [("warned", "vim cannot be started; a text from 10:42 was kept: B offers it")]
