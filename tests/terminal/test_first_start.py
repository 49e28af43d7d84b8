"""The first start on a real pty: a choice before anything is written."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.tty import Tty
from tui.bring_in import completed, matches
from tui.welcome import stressed

TOP = Path(__file__).resolve().parents[2]


def program(folder: Path, *words: str) -> Tty:
    own = {
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "PMBOARD_DEMO_DB": str(folder / "demo.db"),
    }
    return Tty([sys.executable, str(TOP / "pmboard.py"), *words], env=own, without=["PMBOARD_DB"])


def test_nothing_is_written_by_who_leaves(tmp_path: Path) -> None:
    with program(tmp_path) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("i")
        assert "pmboard import FILE" in tty.text()
        tty.press("escape")
        assert "Welcome to pmboard" in tty.text()
        tty.press("q")
        assert tty.ended() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_title_and_the_keys_of_the_first_page_are_seen_first() -> None:
    page = stressed("\n\n  Welcome\n\n  There is none yet\n\n  d   a demo\n  q   leave\n")
    assert [page.plain[span.start : span.end] for span in page.spans] == ["Welcome", "d", "q"]
    assert {span.style for span in page.spans} == {"bold"}


def test_any_other_key_says_what_there_is(tmp_path: Path) -> None:
    with program(tmp_path) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.send("?")
        tty.wait_for("a kanban board for each project")
        tty.send("x")
        tty.wait_for("Welcome to pmboard")
        tty.send("\t")
        tty.wait_for("tab means nothing here: press d, P, i, q, or \\? for help")
        tty.send("\x1b[B")
        tty.wait_for("↓ means nothing here")
        tty.send("?q")
        assert tty.ended() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_project_that_is_named_makes_no_empty_portfolio(tmp_path: Path) -> None:
    with program(tmp_path, "ATLAS", "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("there is no portfolio at")
        assert tty.ended() == 2
    assert list(tmp_path.iterdir()) == []


def test_a_login_for_pmboard_alone_is_not_sent_to_a_shell(tmp_path: Path) -> None:
    with program(tmp_path, "--restricted", "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("Welcome to pmboard")
        assert "YAML" not in tty.text()
        assert "who runs this host can bring in projects" in tty.text()
        assert "demo" not in tty.text()
        for key in "id":
            tty.press(key)
            assert "It reads no files, and makes no demo." in tty.text()
            assert "In a shell" not in tty.text()
            tty.press("escape")
            assert "Welcome to pmboard" in tty.text()
        tty.press("x")
        tty.wait_for("x means nothing here: press P, q, or \\? for help")
        tty.press("?")
        assert "It is made when the first project is" in tty.text()
        assert "in a shell" not in tty.text()


def test_the_demo_leaves_the_named_database_alone(tmp_path: Path) -> None:
    with program(tmp_path, "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("d")
        tty.wait_for("Backlog")
    assert (tmp_path / "demo.db").exists()
    assert not (tmp_path / "mine.db").exists()


def test_a_portfolio_of_ones_own(tmp_path: Path) -> None:
    with program(tmp_path, "--db", str(tmp_path / "mine.db"), "--ascii") as tty:
        tty.wait_for("Welcome to pmboard")
        assert not (tmp_path / "mine.db").exists()
        tty.press("P")
        tty.wait_for("new project, key")
        tty.type(*"atlas", "enter", *"First", "enter")
        tty.wait_for("ATLAS  First")
    assert (tmp_path / "mine.db").exists()


def test_who_leaves_the_first_project_to_later_sees_how_to_begin(tmp_path: Path) -> None:
    with program(tmp_path, "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("P")
        tty.wait_for("new project, key")
        tty.press("escape")
        assert "No projects yet" in tty.text()
        assert "new project, key" not in tty.text()


@pytest.mark.parametrize(
    ("env", "ground"),
    [
        ({"PMBOARD_THEME": "pm-light"}, "fafafa"),
        ({"PMBOARD_THEME": "nope"}, "111417"),
        ({"NO_COLOR": "1"}, "default"),
    ],
)
def test_the_first_page_has_the_theme_that_was_asked_for(
    tmp_path: Path, env: dict[str, str], ground: str
) -> None:
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), **env}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(tmp_path / "none.db")]
    with Tty(command, env=own) as tty:
        tty.wait_for("Welcome to pmboard")
        assert tty.screen.buffer[2][2].bg == ground


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_who_is_asked_to_end_says_so(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with program(tmp_path) as tty:
        tty.wait_for("Welcome to pmboard")
        os.kill(tty.pid, number)
        assert tty.ended() == code
    assert list(tmp_path.iterdir()) == []


def test_files_are_brought_in_with_completion_a_plan_and_then_the_board(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / "deeper").mkdir(parents=True)
    (files / "wrong.yaml").write_text("pmboard: 1\nprojects:\n  - key: 5\n    color: red\n")
    (files / "right.yaml").write_text(
        "pmboard: 1\nprojects:\n  - key: BRIDGE\n    name: Bridge\n    cards:\n      - title: Pour the deck\n"
    )
    (files / "notes.txt").write_text("")
    with program(tmp_path, "--db", str(tmp_path / "mine.db")) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("i")
        tty.send(f"{files}/")
        tty.wait_for("deeper/")
        assert "right.yaml" in tty.text()
        assert "notes.txt" not in tty.text()
        tty.send("w\t\r")
        tty.wait_for("wrong.yaml:")
        assert "brings it in" not in tty.text()
        tty.send("\x17" + f"{files}/r\t\r")
        tty.wait_for("enter brings it in")
        assert "BRIDGE" in tty.text() or "1 project" in tty.text()
        assert not (tmp_path / "mine.db").exists()
        tty.send("\r")
        tty.wait_for("H L move")
        assert "Pour the deck" in tty.text()
    assert (tmp_path / "mine.db").exists()


def test_a_path_under_a_home_that_is_nobodys_is_no_file(tmp_path: Path) -> None:
    with program(tmp_path) as tty:
        tty.wait_for("Welcome to pmboard")
        tty.press("i")
        tty.wait_for("Bring in projects")
        tty.send("~nobody-of-that-name/x.yaml\r")
        tty.wait_for("there is no such file")


def test_a_path_is_completed_as_far_as_all_that_fit_agree(tmp_path: Path) -> None:
    for name in ("plan-a.yaml", "plan-b.yml", "plan.txt", ".hidden.yaml"):
        (tmp_path / name).write_text("")
    (tmp_path / "plans").mkdir()
    assert matches(f"{tmp_path}/") == ["plan-a.yaml", "plan-b.yml", "plans/"]
    assert completed(f"{tmp_path}/p") == f"{tmp_path}/plan"
    assert completed(f"{tmp_path}/plan-a") == f"{tmp_path}/plan-a.yaml"
    assert completed(f"{tmp_path}/plans") == f"{tmp_path}/plans/"
    assert completed(f"{tmp_path}/x") == f"{tmp_path}/x"
