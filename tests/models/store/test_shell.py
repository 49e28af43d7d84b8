"""Commands that a person is told to type: typed in a shell, they act on the database that was meant."""

from __future__ import annotations

import shlex
from contextlib import closing
from pathlib import Path

import pytest

from models.portfolio import Portfolio, shell_command
from models.store import shell
from models.store.errors import NothingToUndo


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    for name in ("PMBOARD_DB", "PMBOARD_RESTRICTED"):
        monkeypatch.delenv(name, raising=False)


def own(tmp_path: Path) -> Path:
    return tmp_path / "share" / "pmboard" / "portfolio.db"


def test_ones_own_portfolio_needs_no_name(tmp_path: Path) -> None:
    assert shell_command("undo", own(tmp_path)) == "pmboard undo"


def test_every_other_one_is_named_from_the_home_folder(tmp_path: Path) -> None:
    demo = own(tmp_path).with_name("demo.db")
    assert shell_command("undo", demo) == "pmboard undo --db ~/share/pmboard/demo.db"


def test_a_home_folder_that_no_shell_has_written_out_is_found(tmp_path: Path) -> None:
    assert shell_command("undo", "~/a b.db") == "pmboard undo --db ~/'a b.db'"
    assert shell_command("undo", "~/share/pmboard/portfolio.db") == "pmboard undo"


@pytest.mark.parametrize("name", ["it's mine.db", "a b/$HOME`x`.db", "~odd.db", "-x.db", "ü&.db"])
def test_a_shell_reads_the_name_back(tmp_path: Path, name: str) -> None:
    for path in (tmp_path / name, Path("/srv") / name):
        words = shlex.split(shell_command("restore", path))
        assert words[:3] == ["pmboard", "restore", "--db"]
        assert words[3].replace("~/", f"{tmp_path}/", 1) == str(path)


def test_the_own_one_is_named_where_the_environment_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMBOARD_DB", "/srv/team.db")
    assert shell_command("undo", own(tmp_path)) == "pmboard undo --db ~/share/pmboard/portfolio.db"
    # The variable may be set for this run alone.
    assert shell_command("undo", "/srv/team.db") == "pmboard undo --db /srv/team.db"


def test_where_the_administrator_says_which_one_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMBOARD_RESTRICTED", "1")
    assert shell_command("undo", "/srv/team.db") == "pmboard undo"


@pytest.mark.parametrize(
    ("author", "words"),
    [
        ("ann", "--as ann"),
        ("Ann O'Hara", "--as 'Ann O'\"'\"'Hara'"),
        ("-x", "--as=-x"),
        ("ben", ""),
        ("", ""),
    ],
)
def test_what_is_done_in_ones_name_names_who_is_at_the_keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, author: str, words: str
) -> None:
    monkeypatch.delenv("PMBOARD_AUTHOR", raising=False)
    monkeypatch.setattr(shell, "_account", lambda: "ben")
    for command in ("undo", "redo --skip", "import FILE", "restore FILE", "check --repair"):
        assert shell_command(command, own(tmp_path), author) == f"pmboard {command} {words}".rstrip()
    # What only looks is done in nobody's name.
    for command in ("restore", "delivery", "report PROJECT", "check"):
        assert shell_command(command, own(tmp_path), author) == f"pmboard {command}"
    monkeypatch.setenv("PMBOARD_RESTRICTED", "1")
    assert shell_command("undo", own(tmp_path), author) == "pmboard undo"


def test_who_is_named_by_the_environment_is_named_in_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The variable may be set for this run alone.
    monkeypatch.setenv("PMBOARD_AUTHOR", "ann")
    assert shell_command("undo", own(tmp_path), "ann") == "pmboard undo --as ann"


def test_undo_with_nothing_left_tells_the_command_for_this_very_database(tmp_path: Path) -> None:
    from models.actions.undo import redo, undo

    with closing(Portfolio.open(tmp_path / "demo.db", author="anna")) as portfolio:
        for take_back, word in ((undo, "undo"), (redo, "redo")):
            with pytest.raises(
                NothingToUndo, match=f"`pmboard {word} --db ~/demo.db --as anna` looks at earlier"
            ):
                take_back(portfolio)
