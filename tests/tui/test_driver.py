"""What a terminal sends is heard, whatever it is."""

from __future__ import annotations

import os
import threading
import time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.driver import Hearing, TerminalDriver


def keys(hearing: Hearing, data: bytes) -> list[str]:
    heard = [*hearing.heard(data), *hearing.waited()]
    return [event.key for event in heard if isinstance(event, events.Key)]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still: however long a test waits for a processor, its keys come at once."""
    at = [time.monotonic()]
    monkeypatch.setattr("tui.driver.time.monotonic", lambda: at[0])
    return at


def test_keys_are_heard() -> None:
    assert keys(Hearing(), b"j\x1b[Aq") == ["j", "up", "q"]


def test_a_character_that_comes_in_parts_is_one() -> None:
    hearing = Hearing()
    assert keys(hearing, "漢".encode()[:1]) == []
    assert keys(hearing, "漢".encode()[1:] + b"j") == ["漢", "j"]


def test_a_byte_that_is_no_character_is_heard_as_one_that_cannot_be_shown() -> None:
    assert [event.character for event in Hearing().heard(b"caf\xe9 j") if isinstance(event, events.Key)] == [
        *"caf", "\ufffd", " ", "j",
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [b"\x1b[99999999999A", b"\x1b[1114112u", b"\x1b[:H", b"\x1b[35:1:u"])
def test_a_sequence_that_makes_no_sense_is_passed_over(odd: bytes) -> None:
    hearing = Hearing()
    keys(hearing, odd)
    assert keys(hearing, b"j") == ["j"]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\r", "enter"),
        ("?", "question_mark"),
        ("/", "slash"),
        ("j", "j"),
        ("1", "1"),
        ("\t", "tab"),
        ("é", "é"),
    ],
)
def test_an_escape_stays_one_however_quickly_another_key_follows(sent: str, key: str) -> None:
    assert keys(Hearing(), b"\x1b" + sent.encode()) == ["escape", key]
    hearing = Hearing()
    assert keys(hearing, b"x\x1b") == ["x"]
    assert keys(hearing, sent.encode()) == ["escape", key]


@pytest.mark.parametrize("many", [2, 3, 5])
@pytest.mark.parametrize(
    ("sent", "key"), [("1", "1"), ("j", "j"), ("b", "b"), ("\r", "enter"), ("\t", "tab"), ("\x1b[A", "up")]
)
def test_escapes_in_a_row_change_no_key_behind_them(many: int, sent: str, key: str) -> None:
    told = [*["escape"] * many, key]
    assert keys(Hearing(), b"\x1b" * many + sent.encode()) == told
    hearing = Hearing()
    assert [*keys(hearing, b"\x1b" * many), *keys(hearing, sent.encode())] == told


def test_an_escape_comes_before_what_is_pasted_behind_it() -> None:
    heard = [type(event) for event in Hearing().heard(b"\x1b\x1b[200~a\x1b[201~")]
    assert heard == [events.Key, events.Paste]


def test_an_escape_alone_is_heard_when_nothing_follows(now: list[float]) -> None:
    hearing = Hearing()
    assert keys(hearing, b"\x1b") == []
    now[0] += 1
    assert keys(hearing, b"") == ["escape"]
    assert keys(hearing, b"") == []


@pytest.mark.parametrize(
    ("second", "key"), [("[", "left_square_bracket"), ("]", "right_square_bracket"), ("O", "O")]
)
def test_an_escape_is_heard_before_what_could_begin_a_sequence(
    now: list[float], second: str, key: str
) -> None:
    hearing = Hearing()
    assert keys(hearing, b"\x1b" + second.encode()) == []
    now[0] += 1
    assert keys(hearing, b"") == ["escape", key]


def test_a_paste_without_its_end_does_not_take_the_keys_for_ever(now: list[float]) -> None:
    hearing = Hearing()
    assert keys(hearing, b"\x1b[200~abc\x1b[201") == []
    now[0] += 4
    assert [type(event) for event in hearing.waited()] == [events.Paste]
    assert keys(hearing, b"j") == ["j"]


def test_the_focus_of_the_window_is_nothing_to_the_program() -> None:
    heard: list[object] = []
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.process_message = heard.append  # type: ignore[method-assign]
    driver._tell(Hearing().heard(b"\x1b[Oj\x1b[I"))
    assert [event.key for event in heard if isinstance(event, events.Key)] == ["j"]
    assert not [event for event in heard if isinstance(event, events.AppBlur | events.AppFocus)]


@pytest.mark.usefixtures("now")
def test_a_sequence_that_comes_in_parts_is_one_key() -> None:
    hearing = Hearing()
    assert keys(hearing, b"\x1b") == []
    assert keys(hearing, b"[A") == ["up"]
    assert keys(hearing, b"\x1b[1;") == []
    assert keys(hearing, b"5A") == ["ctrl+up"]


def test_a_machine_that_stands_still_within_a_sequence_makes_no_escape_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    reading, writing = os.pipe()
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.fileno, driver.exit_event = reading, threading.Event()

    def told(message: object) -> None:
        heard.append(message)
        driver.exit_event.set()

    driver.process_message = told  # type: ignore[method-assign]
    monkeypatch.setattr("tui.driver._READ", 1)
    monkeypatch.setattr("tui.driver.time.monotonic", count().__next__)
    os.write(writing, b"\x1b[A")
    driver.run_input_thread()
    os.close(reading)
    os.close(writing)
    assert [event.key for event in heard if isinstance(event, events.Key)] == ["up"]


def pasted(hearing: Hearing, *parts: bytes) -> list[str]:
    heard = [event for part in parts for event in hearing.heard(part)]
    return [event.text for event in heard if isinstance(event, events.Paste)]


def test_an_escape_within_a_paste_is_no_key_and_takes_nothing_with_it() -> None:
    heard = [*Hearing().heard(b"\x1b[200~one\x1btwo\x1b[201~\x1b?")]
    assert [event.text for event in heard if isinstance(event, events.Paste)] == ["onetwo"]
    assert [event.key for event in heard if isinstance(event, events.Key)] == ["escape", "question_mark"]


@pytest.mark.parametrize("place", range(1, 6))
def test_the_end_of_a_paste_may_come_in_parts(place: int) -> None:
    whole, hearing = b"\x1b[201~", Hearing()
    # Textual gives a paste out when the next character comes.
    assert pasted(hearing, b"\x1b[200~text", whole[:place], whole[place:], b"j") == ["text"]
    assert keys(hearing, b"\x1b?") == ["escape", "question_mark"]


PARTS = [
    b"\x1b",
    b"[",
    b"<",
    b"M",
    b";",
    b"0",
    b"35",
    b"9" * 12,
    b"~",
    b"u",
    b":",
    b"O",
    b"P",
    b"]",
    b"\x07",
    b"\xff",
]


@given(st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=3)), max_size=25))
def test_nothing_that_is_sent_ends_the_program(parts: list[bytes]) -> None:
    keys(Hearing(), b"".join(parts))
