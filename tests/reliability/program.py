"""The real command line on a portfolio of its own, as somebody whom permissions bind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
EXAMPLE = TOP / "examples" / "atlas.yaml"
BOUND = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""Root, too, obeys the modes of files with this in front of a command."""
PMBOARD = [*BOUND, sys.executable, str(TOP / "pmboard.py")]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and its exit code."""

    code: int
    out: str
    error: str

    @property
    def crashed(self) -> bool:
        """Whether it ended in a traceback, or in a signal."""
        return "Traceback" in self.error + self.out or self.code not in (0, 1, 2, 3)

    @property
    def sentence(self) -> str:
        """What it said was wrong, without the program's name."""
        return self.error.removeprefix("pmboard: ").strip()


def environment(home: Path) -> Mapping[str, str]:
    """Folders and a name of one's own."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CONFIG")}
    return {**folders, "PMBOARD_AUTHOR": "anna"}


def pmboard(path: Path, *words: str, prefix: Sequence[str] = (), within: float = 300) -> Answer:
    """Run a command on that portfolio."""
    done = subprocess.run(
        [*prefix, *PMBOARD, "--db", str(path), *words],
        env={**os.environ, **environment(path.parent.parent / "home")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=within,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def imported(path: Path) -> Path:
    """Put a portfolio of the example there, closed again, of which today's copy is made already."""
    original = Path(_imported().name) / "here" / "x.db"
    copies = f"{path}.backups"
    shutil.copytree(f"{original}.backups", copies, dirs_exist_ok=True)
    return Path(shutil.copy(original, path))


@cache
def _imported() -> tempfile.TemporaryDirectory[str]:
    folder = tempfile.TemporaryDirectory(prefix="pmboard-imported-")
    for _ in range(2):
        answer = pmboard(Path(folder.name) / "here" / "x.db", "import", str(EXAMPLE))
        if answer.code:
            raise RuntimeError(answer.error)
    return folder
