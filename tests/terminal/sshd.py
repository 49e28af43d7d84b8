"""A real OpenSSH server on the loopback interface, with a port, host key and authorized keys of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

TOP = Path(__file__).resolve().parents[2]
PMBOARD = f"{sys.executable} {TOP / 'pmboard.py'}"
_PATIENCE = 120.0
"""Seconds within which a server starts and ends on the slowest machine."""
WHERE = ("/usr/sbin", "/usr/local/sbin", "/usr/bin")


def missing() -> str | None:
    """Why no server can be started here; None when one can."""
    for program in ("sshd", "ssh", "ssh-keygen"):
        if _program(program) is None:
            return f"{program} is not installed (apt-get install openssh-server)"
    return None


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *WHERE]))


def _found(name: str) -> str:
    place = _program(name)
    assert place is not None, missing()
    return place


class Server:
    """Started on entry, stopped on exit. ``allow`` says which line a new key runs."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        self._folder = folder
        self._env = dict(env)
        self._authorized = folder / "authorized_keys"
        self._log = folder / "sshd.log"
        self.port = 0

    def __enter__(self) -> Server:
        self._key("host")
        self._authorized.touch()
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # Where the server locks its unprivileged half in.
        self.port = _free_port()  # As late as can be, or somebody else takes it.
        setting = " ".join(f'{name}="{value}"' for name, value in self._env.items())
        (self._folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self._folder / 'host'}\n"
            f"AuthorizedKeysFile {self._authorized}\nPidFile none\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
            f"PrintMotd no\nPrintLastLog no\nAllowTcpForwarding no\nAcceptEnv *\nSetEnv {setting}\n"
        )
        config = str(self._folder / "sshd_config")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen([_found("sshd"), "-D", "-e", "-f", config], stderr=log)
        until = time.monotonic() + _PATIENCE
        while not _answers(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"sshd did not start: {self._log.read_text()}")
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE)

    @property
    def process(self) -> int:
        """Its number; the programs of who logs in descend from it."""
        return self._process.pid

    def allow_nobody(self) -> None:
        """Forget what was allowed; people keep their keys."""
        self._authorized.write_text("")

    def allow(self, name: str, command: str) -> None:
        """Whoever logs in with that person's key, made if missing, runs this line and nothing else."""
        if not (self._folder / name).exists():
            self._key(name)
        public = (self._folder / f"{name}.pub").read_text().strip()
        quoted = command.replace('"', '\\"')
        with self._authorized.open("a") as file:
            file.write(f'restrict,pty,command="{quoted}" {public}\n')

    def client(
        self, name: str, *words: str, terminal: bool = True, send: Mapping[str, str] | None = None
    ) -> list[str]:
        """The command line of a client that logs in as this person."""
        options = [
            "IdentitiesOnly=yes",
            "StrictHostKeyChecking=no",
            f"UserKnownHostsFile={self._folder / 'known_hosts'}",
            "LogLevel=ERROR",
            "BatchMode=yes",
            "EscapeChar=none",
            *(f"SetEnv={variable}={value}" for variable, value in (send or {}).items()),
        ]
        return [
            _found("ssh"),
            "-F",
            "none",
            "-tt" if terminal else "-T",
            "-p",
            str(self.port),
            "-i",
            str(self._folder / name),
            *(word for option in options for word in ("-o", option)),
            f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1",
            *words,
        ]

    def _key(self, name: str) -> None:
        subprocess.run(
            [_found("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(self._folder / name)],
            check=True,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            return probe.recv(4).startswith(b"SSH")
    except OSError:
        return False
