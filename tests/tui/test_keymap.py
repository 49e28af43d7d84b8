"""Keys as data: what the person may change, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.app import ROOMS, all_keys
from tui.keymap import Key, Keymap, overlaps, read_changes, shown

KEYS = (
    Key("app.quit", "ctrl+q", "quit"),
    Key("board.archive", "x,delete", "archive", "archive"),
    Key("board.new", "n", "new"),
)
TOGETHER = [frozenset({"app", "board"})]


def changes(tmp_path: Path, text: str) -> tuple[dict[str, str], list[str]]:
    path = tmp_path / "keys.toml"
    path.write_text(text, encoding="utf-8")
    return read_changes(path, KEYS, TOGETHER)


def test_the_built_in_keys_do_not_overlap() -> None:
    assert overlaps(Keymap(all_keys()), ROOMS) == []


def test_ids_are_unique() -> None:
    ids = [key.id for key in all_keys()]
    assert len(ids) == len(set(ids))


def test_a_file_changes_keys(tmp_path: Path) -> None:
    found, problems = changes(tmp_path, '[board]\narchive = "d"\n')
    assert (found, problems) == ({"board.archive": "d"}, [])
    keymap = Keymap(KEYS, found)
    assert keymap.keys_of("board.archive") == ["d"]
    assert keymap.shown("board.archive") == "d"


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_changes(tmp_path / "none.toml", KEYS, TOGETHER) == ({}, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"board.archiv" = "d"', "there is no action 'board.archiv'; did you mean board.archive?"),
        ('"board.new" = "hyper+q"', "board.new: there is no key 'hyper+q'."),
        ('"board.new" = 3', 'board.new: keys are a text such as "x,delete".'),
        ('"board.new" = "x"', "x would be both board.archive and board.new."),
        ("nonsense", "cannot be read"),
        ('"board.archive" = "d"\n' + "#" * 70_000, "is larger than 64 KB"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, said: str) -> None:
    found, problems = changes(tmp_path, text)
    assert found == {}
    assert len(problems) == 1
    assert said in problems[0]


def test_of_many_problems_the_first_are_said(tmp_path: Path) -> None:
    _, problems = changes(tmp_path, "".join(f'"x{at}" = "d"\n' for at in range(1_500)))
    assert len(problems) == 21
    assert "there is no action 'x0'" in problems[0]
    assert problems[-1] == "and 1,480 more."


def test_a_swap_is_no_overlap(tmp_path: Path) -> None:
    found, problems = changes(tmp_path, '[board]\narchive = "n"\nnew = "x"\n')
    assert (found, problems) == ({"board.archive": "n", "board.new": "x"}, [])


def test_names_of_keys_are_short() -> None:
    assert [shown(key) for key in ("escape", "up", "x", "ctrl+d")] == ["esc", "↑", "x", "ctrl+d"]
