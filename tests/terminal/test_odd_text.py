"""Wide, joined, combining, right-to-left and endless text on a real pty: every edge stands in its column."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from wcwidth import wcwidth

from models.actions import cards, clients, milestones, people, projects
from tests.terminal.tty import Tty
from tests.tui import samples

TOP = Path(__file__).resolve().parents[2]
ODD = (
    "漢字の長い題名を試験する帳簿の移行計画",
    "x漢字の長い題名を試験する帳簿の移行計画漢字の長い題名を試験する帳簿",
    "e\u0301" * 500,
    "👩\u200d👩\u200d👧\u200d👦 family 👩🏽\u200d🚀 astronaut 🏳\ufe0f\u200d🌈 flag 🇪🇸 and more of it",
    "שלום עולם כותרת בעברית ארוכה מאוד",
    "漢字" * 500,
    "x" * 1_000,
    "각각의 한글 제목은 넓습니다",
    "plain",
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("odd") / "portfolio.db"
    p = samples.opened(file, "setup")
    try:
        client = clients.add(p, key="acme", name="株式会社アクメ銀行とても長い名前の会社です")
        who = [people.add(p, key=f"p{at}", name=title[:60]) for at, title in enumerate(ODD)]
        columns = [{"name": ODD[at][:30], "kind": "active"} for at in (0, 3, 4)]
        columns.append({"name": ODD[7], "kind": "done"})
        odd = projects.add(p, "ODD", ODD[1], columns=columns, client_id=client)
        projects.add(p, "TWO", ODD[3], client_id=client)
        for (column,) in p.store.rows("SELECT id FROM board_column WHERE project_id = ?", (odd,)):
            for at, title in enumerate(ODD):
                cards.add(p, odd, title, column_id=column, estimate=3, assignees=[who[at]])
        for at, title in enumerate(ODD):
            due = samples.NOW.date() + timedelta(days=7 * at)
            milestones.add(p, odd, name=f"{at}{title[:60]}", due=due)
    finally:
        p.close()
    return file


SCREENS = {
    "board": "",
    "details": "enter",
    "details, the board to their right": "end G l l l enter",
    "picker": "a",
    "palette": ":",
    "find": "o",
    "help": "?",
    "delivery": "tab",
    "why": "tab j j j i",
    "timeline": "tab }",
    "project": "O",
    "plan": "O 2",
    "history": "O 8",
}


@pytest.fixture(scope="module", params=[(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def tty(request: pytest.FixtureRequest, file: Path) -> Iterator[Tty]:
    columns, rows = request.param
    own = {"XDG_STATE_HOME": str(file.parent), "XDG_CONFIG_HOME": str(file.parent), "NO_COLOR": "1"}
    command = [sys.executable, str(TOP / "pmboard.py"), "--db", str(file), "ODD"]
    with Tty(command, columns=columns, rows=rows, env=own) as tty:
        tty.wait_for("ODD  x")
        tty.settle()
        tty.type("1", "home")
        painted_anew(tty)
        yield tty


def is_wide(data: str) -> bool:
    return data != "" and wcwidth(data[0]) == 2


def cells(tty: Tty) -> list[list[str]]:
    """The cells as terminals show them: half of a wide character is none."""
    screen = tty.screen
    lines = [[screen.buffer[y][x].data for x in range(screen.columns)] for y in range(screen.lines)]
    for line in lines:
        for x, data in enumerate(line):
            follows = x + 1 < len(line) and line[x + 1] == ""
            preceded = x > 0 and is_wide(line[x - 1])
            if (is_wide(data) and not follows) or (data == "" and not preceded):
                line[x] = " "
    return lines


def painted_anew(tty: Tty) -> list[list[str]]:
    """The cells after the whole screen was sent again: another size does that."""
    columns, rows = tty.screen.columns, tty.screen.lines
    tty.resize(columns, rows - 1)
    tty.settle()
    tty.resize(columns, rows)
    tty.settle()
    return cells(tty)


@pytest.mark.parametrize("screen", SCREENS)
def test_no_character_is_cut_and_nothing_is_left_behind(tty: Tty, screen: str) -> None:
    before = cells(tty)
    for keys in (SCREENS[screen].split(), ["escape", "escape", "escape"]):
        tty.type(*keys)
        tty.settle()
        shown = cells(tty)
        assert painted_anew(tty) == shown
    if "Delivery" in tty.line(0):
        tty.type("tab")
    tty.type("1", "home")
    tty.settle()
    assert cells(tty) == before
