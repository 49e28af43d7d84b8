"""Over a real SSH connection: what happens when it breaks, and who one is."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from models.portfolio import Portfolio
from models.views.history import history
from tests.sized import made
from tests.terminal import sshd
from tests.terminal.tty import AFTER_START, LONGEST, Tty
from tests.terminal.work import Clock

pytestmark = pytest.mark.skipif(sshd.missing() is not None, reason=str(sshd.missing()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made(tmp_path / "p.db", 2, 60)
    return tmp_path / "p.db"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sshd.Server]:
    folder = tmp_path_factory.mktemp("sshd")
    names = ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    env = {"LANG": "C.UTF-8", **{name: str(folder / name) for name in names}}
    with sshd.Server(folder, env) as server:
        yield server


@pytest.fixture
def server(started: sshd.Server, file: Path) -> sshd.Server:
    started.allow_nobody()
    for name in ("anna", "ben"):
        started.allow(name, f"{sshd.PMBOARD} --restricted --db {file} --as {name}")
    return started


def terminal(server: sshd.Server, name: str) -> Tty:
    return Tty(server.client(name), columns=100, rows=30, beside=[server.process])


def programs(file: Path) -> list[psutil.Process]:
    """The processes that have this portfolio open."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if str(file) in line and not line[0].endswith("sh"):
            found.append(process)
    return found


def all_gone(processes: list[psutil.Process], within: float, clock: Clock | None = None) -> bool:
    clock = clock or lived_by(processes)
    # One that has ended stays in the list until its new parent asks for it, which some containers never do.
    while not all(has_ended(process) for process in processes):
        if clock.passed() > within or clock.all > LONGEST:
            return False
        psutil.wait_procs(processes, timeout=0.02)
    return True


def lived_by(processes: list[psutil.Process]) -> Clock:
    """The clock of programs and of the servers through which they hear that somebody went away."""
    servers = {above.pid for one in processes for above in servers_of(one)}
    return Clock([*(process.pid for process in processes), *servers])


def servers_of(process: psutil.Process) -> list[psutil.Process]:
    """The servers above a process, the nearest first: those that have not ended meanwhile, as it may have."""
    found = []
    with contextlib.suppress(psutil.NoSuchProcess):
        for above in process.parents():
            with contextlib.suppress(psutil.NoSuchProcess):
                found += [above] if above.name().startswith("sshd") else []
    return found


def test_a_process_that_ends_while_its_servers_are_looked_for_has_none() -> None:
    started = subprocess.Popen(["sleep", "60"])
    process = psutil.Process(started.pid)
    started.kill()
    started.wait()
    assert servers_of(process) == []
    assert all_gone([process], within=2)


def has_ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def board(server: sshd.Server, file: Path) -> Iterator[Tty]:
    with terminal(server, "anna") as tty:
        tty.wait_for("Backlog")
        tty.settle()
        yield tty


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_client_that_goes_away_leaves_no_process_behind(board: Tty, file: Path, number: int) -> None:
    running = programs(file)
    assert len(running) == 1
    assert Path(f"{file}-wal").exists()
    clock = lived_by(running)
    os.kill(board.pid, number)
    assert all_gone(running, within=2, clock=clock)
    # It ends itself outright after a second and a half, which on a busy machine may be too short.
    assert not Path(f"{file}-wal").exists() or clock.delayed > 0.5, "it was closed, not only killed"


def test_a_server_session_that_is_killed_leaves_no_process_behind(board: Tty, file: Path) -> None:
    running = programs(file)
    servers_of(running[0])[0].kill()
    assert all_gone(running, within=2)


def test_a_stalled_connection_costs_nothing_and_ends_with_its_client(board: Tty, file: Path) -> None:
    [running] = programs(file)
    board.settle(AFTER_START)
    os.kill(board.pid, signal.SIGSTOP)  # The network is gone: nobody reads, nothing arrives.
    before = sum(running.cpu_times()[:2])
    board.listen(1.5)
    assert sum(running.cpu_times()[:2]) - before < 0.1
    os.kill(board.pid, signal.SIGKILL)
    assert all_gone([running], within=2)


def test_each_key_has_its_author_whatever_the_client_sends(server: sshd.Server, file: Path) -> None:
    for name in ("anna", "ben"):
        done = subprocess.run(
            server.client(
                name, "card", "add", "P0", f"'of {name}'", terminal=False, send={"PMBOARD_AUTHOR": "eva"}
            ),
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
    portfolio = Portfolio.open(file, author="eva", read_only=True)
    assert [deed.author for deed in history(portfolio, limit=2).deeds] == ["ben", "anna"]
    portfolio.close()


def test_a_restricted_login_reaches_no_shell(server: sshd.Server, tmp_path: Path) -> None:
    done = subprocess.run(
        server.client("anna", f"sh -c 'touch {tmp_path}/owned'", terminal=False),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 2
    assert "pmboard" in done.stderr
    assert not (tmp_path / "owned").exists()


def test_two_people_over_ssh_see_each_other(server: sshd.Server, board: Tty) -> None:
    with terminal(server, "ben") as other:
        other.wait_for("Backlog")
        other.settle()
        other.type("n", "Seen by anna", "\r")
        other.wait_for("Seen by anna")
        board.wait_for("Seen by anna")


def test_suspending_is_refused_and_the_session_goes_on(board: Tty) -> None:
    board.type("\x1a")
    board.wait_for("no shell here")
    board.type("j")
    board.settle()
    assert "Backlog" in board.text()


def test_what_was_typed_when_the_connection_broke_is_offered_to_the_same_author_alone(
    server: sshd.Server, file: Path
) -> None:
    with terminal(server, "anna") as tty:
        tty.wait_for("Backlog")
        tty.settle(1.5)
        tty.send("C")
        tty.wait_for("comment")
        tty.send("half a sentence")
        tty.wait_for("half a sentence")
        running = programs(file)
        os.kill(tty.pid, signal.SIGKILL)
        assert all_gone(running, within=2)
    with terminal(server, "ben") as tty:
        tty.wait_for("Backlog")
        tty.settle(1.5)
        tty.send("B")
        tty.wait_for("no texts were kept")
    with terminal(server, "anna") as tty:
        tty.wait_for("a text from .* was kept: B offers it")
        tty.send("B")
        tty.wait_for("half a sentence")
        tty.send("\r")
        tty.wait_for("ctrl.d save")
        tty.send(" and the rest\x04")
        tty.wait_for("comment on P0-1")
    portfolio = Portfolio.open(file, author="eva", read_only=True)
    assert portfolio.store.rows("SELECT text FROM comment ORDER BY id DESC LIMIT 1") == [
        ("half a sentence and the rest",)
    ]
    portfolio.close()
