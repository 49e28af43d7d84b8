"""Two UNIX users on one file in a folder of their group, each with umask 022: both can write."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import pmboard
from models.actions import cards, projects
from models.portfolio import Portfolio
from models.views.names import find_card, find_column

ANNA, BEN, STRANGER, TEAM = 10001, 10002, 10003, 20000
pytestmark = pytest.mark.skipif(os.getuid() != 0, reason="only root can become two other users")


@pytest.fixture
def folder() -> Iterator[Path]:
    """As docs/shared-host.md says: owned by the group, set-group-id, closed to others."""
    with tempfile.TemporaryDirectory(prefix="pmboard-team-") as outside:
        os.chmod(outside, 0o755)
        place = Path(outside, "portfolio")
        place.mkdir()
        os.chown(place, 0, TEAM)
        place.chmod(0o2770)
        yield place


def become(user: int, groups: Sequence[int] = (TEAM,)) -> None:
    os.setgroups(groups)
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    os.umask(0o022)
    os.environ["XDG_STATE_HOME"] = "/nonexistent"


def as_user(user: int, work: Callable[[], None], groups: Sequence[int] = (TEAM,)) -> str:
    """Do it in a process of that user; what it printed, or the sentence of its error."""
    # Python itself may be in a folder that the user cannot read: what is needed is imported before.
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        pmboard.main(["--db", "/nonexistent/p.db", "delivery"])
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = StringIO()
        code = 0
        try:
            become(user, groups)
            with redirect_stdout(said), redirect_stderr(said):
                work()
        except BaseException as error:
            said.write(f"{type(error).__name__}: {error}")
            code = 1
        finally:
            os.write(writing, said.getvalue().encode()[:60_000])
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)
    return told


def command(*words: str) -> Callable[[], None]:
    def work() -> None:
        assert pmboard.main(words) == 0

    return work


def opened(file: Path, name: str) -> Portfolio:
    return Portfolio.open(file, author=name)


def start(file: Path) -> Callable[[], None]:
    def work() -> None:
        portfolio = opened(file, "anna")
        cards.add(portfolio, projects.add(portfolio, key="ATLAS", name="Ledger"), "First")
        portfolio.close()

    return work


def mode(path: Path) -> str:
    found = path.stat()
    return f"{stat.S_IMODE(found.st_mode):o} {found.st_gid}"


def test_the_second_user_writes_what_the_first_made_and_the_other_way_round(folder: Path) -> None:
    file = folder / "p.db"
    assert as_user(ANNA, start(file)) == ""
    assert mode(file) == f"660 {TEAM}"
    assert "ATLAS-2 added" in as_user(BEN, command("--db", str(file), "card", "add", "ATLAS", "Of Ben"))
    assert "ATLAS-3 added" in as_user(ANNA, command("--db", str(file), "card", "add", "ATLAS", "Of Anna"))
    assert "Nothing is wrong" in as_user(BEN, command("--db", str(file), "check"))


def test_side_files_and_copies_belong_to_the_group_too(folder: Path) -> None:
    file = folder / "p.db"
    as_user(ANNA, start(file))

    def work() -> None:
        portfolio = opened(file, "anna")
        cards.add(portfolio, 1, "Second")
        for place in sorted(folder.rglob("*")):
            print(place.name, mode(place))
        portfolio.close()

    as_user(BEN, command("--db", str(file), "card", "add", "ATLAS", "Of Ben"))
    seen = as_user(ANNA, work).splitlines()
    assert {line.split()[0] for line in seen} >= {
        "p.db",
        "p.db.turn0",
        "p.db.turn1",
        "p.db.turn2",
        "p.db.backups",
    }
    for line in seen:
        name, bits, group = line.split()
        assert (bits, group) == (("2770" if name == "p.db.backups" else "660"), str(TEAM)), line


def test_a_killed_user_does_not_lock_the_other_out(folder: Path) -> None:
    file = folder / "p.db"
    as_user(ANNA, start(file))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        become(ANNA)
        portfolio = opened(file, "anna")
        with portfolio.change("held"):
            os.write(writing, b"!")
            time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

    def move() -> None:
        portfolio = opened(file, "ben")
        card = find_card(portfolio, "ATLAS-1")
        print(cards.move(portfolio, card.id, card.version, find_column(portfolio, 1, "Doing").id))
        portfolio.close()

    assert "Doing" in as_user(BEN, move)
    assert "Nothing is wrong" in as_user(ANNA, command("--db", str(file), "check"))


def test_a_stranger_is_told_that_the_folder_is_closed(folder: Path) -> None:
    file = folder / "p.db"
    as_user(ANNA, start(file))

    told = as_user(STRANGER, lambda: print(pmboard.main(["--db", str(file), "delivery"])), groups=())
    assert "you have no permission to look into its folder" in told
    assert told.endswith("2\n")
