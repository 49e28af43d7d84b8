"""Text in every kind of field, and a terminal that goes away: it is offered at the next start, and saved."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.portfolio import Portfolio
from tests.terminal.tty import LONGEST, TYPED, Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]


class Desk:
    """One person's folders and portfolio."""

    def __init__(self, folder: Path) -> None:
        self.path = samples.ledger(folder / "ledger.db")
        self.drafts = folder / "state" / "pmboard" / "drafts"
        names = {"XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data"}
        self.env = {name: str(folder / of) for name, of in names.items()}

    @contextmanager
    def screens(self, *words: str) -> Iterator[Tty]:
        command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(self.path), *words, "ATLAS"]
        with Tty(command, columns=100, rows=30, env=self.env) as tty:
            tty.wait_for("Backlog")
            tty.settle()
            yield tty

    def kept(self, text: str) -> None:
        """Wait until a text is written down."""
        until = time.monotonic() + LONGEST
        while not any(text in file.read_text() for file in self.files()):
            assert time.monotonic() < until, f"{text!r} was not kept"
            time.sleep(0.02)

    def files(self) -> list[Path]:
        return list(self.drafts.glob("*.json"))

    def left(self, many: int) -> None:
        """Wait until so many texts are kept."""
        until = time.monotonic() + LONGEST
        while len(self.files()) != many:
            assert time.monotonic() < until, self.files()
            time.sleep(0.02)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        portfolio = Portfolio.open(self.path, author="reader", read_only=True)
        try:
            return list(portfolio.store.rows(sql))
        finally:
            portfolio.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def to_description(tty: Tty) -> None:
    tty.send("2\r")
    tty.wait_for("description")
    tty.send("j" * 12)
    tty.wait_for("▌description")
    tty.send("e")
    tty.wait_for("ctrl\\+d save")


def to_title(tty: Tty) -> None:
    tty.send("2\r")
    tty.wait_for("▌title")
    tty.send("e\x15")
    tty.settle()


def to_new_card(tty: Tty) -> None:
    tty.send("2n")
    tty.wait_for("new card in Ready")


def to_comment(tty: Tty) -> None:
    tty.send("2C")
    tty.wait_for("ctrl\\+d save")


def to_policy(tty: Tty) -> None:
    tty.send("2,")
    tty.wait_for("policy")
    tty.send("policy\r")
    tty.wait_for("ctrl\\+d save")


def to_statement(tty: Tty) -> None:
    """The third field of a form: the color is chosen, the summary left out, why it is so is typed."""
    tty.send("O")
    tty.wait_for("Statements|statements")
    tty.settle()
    tty.send("n")
    tty.wait_for("1/5 health")
    tty.send("amber\r")
    tty.wait_for("2/5 summary")
    tty.send("\r")
    tty.wait_for("3/5 why")


def hang_up(tty: Tty) -> None:
    tty.hang_up()
    assert tty.ended(within=3) is not None


def terminate(tty: Tty) -> None:
    os.kill(tty.pid, signal.SIGTERM)
    assert tty.ended(within=3) == 128 + signal.SIGTERM


def kill(tty: Tty) -> None:
    os.kill(tty.pid, signal.SIGKILL)
    assert tty.ended(within=3) == 128 + signal.SIGKILL


FIELDS: dict[str, tuple[Callable[[Tty], None], str, str, str]] = {
    "description": (to_description, "\x04", "description", "SELECT description FROM card WHERE number = 7"),
    "title": (to_title, "\r", "title", "SELECT title FROM card WHERE number = 7"),
    "new card": (to_new_card, "\r", "new card", "SELECT title FROM card ORDER BY id DESC LIMIT 1"),
    "comment": (to_comment, "\x04", "comment", "SELECT text FROM comment ORDER BY id DESC LIMIT 1"),
    "policy": (to_policy, "\x04", "policy", "SELECT policy FROM board_column WHERE policy LIKE 'half%'"),
    "statement": (to_statement, "\r\r\r", "why", "SELECT why FROM status_update ORDER BY id DESC LIMIT 1"),
}


OPEN = {
    "title": "title half",
    "new card": "enter add, and the next",
    "statement": "3/5 why half",
}
"""What is on the screen when the field is open again."""


ENDINGS = [
    *((field, hang_up) for field in FIELDS),
    *((field, end) for field in ("title", "description") for end in (terminate, kill)),
]
"""Each field once, and each ending with a field of one line and one of several."""


@pytest.mark.parametrize(("field", "end"), ENDINGS)
def test_what_was_typed_is_offered_at_the_next_start_and_saved(
    desk: Desk, field: str, end: Callable[[Tty], None]
) -> None:
    open_field, save, name, stored = FIELDS[field]
    text = "half\ra 字 sentence" if field == "comment" else "half a 字 sentence"
    with desk.screens() as tty:
        open_field(tty)
        # The name of who types is known by then.
        tty.settle(1.2)
        tty.send(text)
        if end is kill:
            desk.kept("sentence")
        else:
            tty.wait_for("sentence")
        end(tty)
    assert len(desk.files()) == 1
    assert desk.files()[0].stat().st_mode & 0o077 == 0
    with desk.screens() as tty:
        tty.wait_for("a text from .* was kept: B offers it")
        tty.send("B")
        tty.wait_for(f"▌.*{name}")
        assert "sentence" in tty.text()
        tty.send("\r")
        tty.wait_for(OPEN.get(field, r"ctrl\+d save"))
        tty.send(save)
        tty.settle()
        desk.left(0)
    [(found,)] = desk.rows(stored)
    assert found == text.replace("\r", "\n")
    if field == "statement":
        assert desk.rows("SELECT health FROM status_update ORDER BY id DESC LIMIT 1") == [("amber",)]


def test_two_sessions_at_once_keep_a_text_each(desk: Desk) -> None:
    with desk.screens() as one, desk.screens() as other:
        to_description(one)
        to_title(other)
        one.settle(1.2)
        one.send("of the first")
        other.send("of the second")
        desk.kept("of the first")
        desk.kept("of the second")
        kill(one)
        other.send("\x1b")
        other.settle()
        other.send("B")
        other.wait_for("of the first")
        other.send("\x1b")
        other.settle()
        desk.left(1)
    with desk.screens() as tty:
        tty.wait_for("was kept")


def test_only_the_author_is_offered_it(desk: Desk) -> None:
    with desk.screens("--as", "anna") as tty:
        to_description(tty)
        tty.settle(1.2)
        tty.send("of anna")
        desk.kept("of anna")
        kill(tty)
    with desk.screens("--as", "ben") as tty:
        tty.settle(1.5)
        tty.send("B")
        tty.wait_for("no texts were kept")
    with desk.screens("--as", "anna") as tty:
        tty.wait_for("was kept")


def test_a_letter_costs_little_and_a_field_at_rest_nothing(desk: Desk) -> None:
    with desk.screens() as tty:
        to_description(tty)
        tty.settle(1.5)
        for letter in "a few words that go on to the end of the row, 字 and some more for the next one too":
            assert tty.press(letter, TYPED).bytes <= 500, letter
        tty.press("enter")
        assert tty.press("x").bytes <= 500
        # Written down meanwhile, without a byte to the terminal.
        sent = len(tty.raw)
        desk.kept("next one too")
        tty.settle()
        before = tty.cpu()
        tty.listen(2.0)
        assert tty.cpu() - before < 0.1
        assert len(tty.raw) == sent


def test_suspending_with_an_open_field_leaves_it_whole(desk: Desk) -> None:
    shell = ["/bin/sh", "-c"]
    command = f"{sys.executable} {TOP / 'pmboard.py'} --db {desk.path} ATLAS"
    line = f"set -m; {command}; echo STOPPED; read answer; fg >/dev/null; echo ENDED"
    with Tty([*shell, line], columns=100, rows=30, env=desk.env) as tty:
        tty.wait_for("Backlog")
        tty.settle()
        to_description(tty)
        tty.send("before ")
        tty.wait_for("before")
        tty.send("\x1a")
        tty.wait_for("STOPPED")
        tty.send("\r")
        tty.wait_for("ATLAS-7 description")
        tty.settle()
        assert "before" in tty.text()
        assert "ctrl+d save" in tty.line(-1)
        tty.send("after\x04")
        tty.wait_for("u undo")
    assert desk.rows("SELECT description FROM card WHERE number = 7") == [("before after",)]
