"""A board that is open on a terminal while something happens to its file.

.venv/bin/python tests/reliability/open_board.py          every fault once, and what the screen said
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.reliability.program import PMBOARD, environment, imported, pmboard
from tests.reliability.spoiled import overwritten
from tests.terminal.tty import Tty

COLUMNS = 200
"""Wide enough for every sentence."""


class OpenBoard:
    """The example's board on a pty, with one change saved and one card to move back and forth."""

    def __init__(self, folder: Path, prefix: tuple[str, ...] = ()) -> None:
        self.path = folder / "here" / "x.db"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        imported(self.path)
        command = [*prefix, *PMBOARD, "--db", str(self.path), "ATLAS"]
        self.tty = Tty(command, columns=COLUMNS, rows=24, env=environment(folder / "home"))
        self.column = "Doing"
        self.tty.wait_for("2 Cut over")

    def __enter__(self) -> OpenBoard:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tty.close()

    @property
    def other(self) -> str:
        """The column to which the card goes next."""
        return "Review" if self.column == "Doing" else "Doing"

    def press(self, says: str) -> str:
        """Try to move the card and wait for a message like `says`; return that part of it."""
        self.tty.send("L" if self.column == "Doing" else "H")
        self.tty.wait_for(says)
        found = re.search(says, self.tty.text())
        return found[0] if found is not None else ""

    def save(self) -> None:
        """Move the card."""
        self.press(f"ATLAS-2 moved from .* to {self.other} ")
        self.column = self.other

    def save_until(self, refusal: str, most: int) -> None:
        """Move the card back and forth until that is refused. Raises TimeoutError when it never is."""
        for _ in range(most):
            if re.search(refusal, self.press(f"ATLAS-2 moved from .* to {self.other} |{refusal}")):
                return
            self.column = self.other
        raise TimeoutError(f"{most} changes were saved, and none was refused: {refusal}")

    def leave(self) -> int | None:
        """Leave, and return the exit code."""
        self.tty.send("q")
        return self.tty.ended()

    @property
    def crashed(self) -> bool:
        """Whether a traceback was ever shown."""
        return b"Traceback" in self.tty.raw


def column_of_card(path: Path) -> str:
    """The column of ATLAS-2, as the command line sees it."""
    answer = pmboard(path, "card", "show", "ATLAS-2", "--json")
    return str(json.loads(answer.out)["column"]["name"]) if answer.code == 0 else answer.error


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to an open file, what the next change must be told, and how it is put right again."""

    name: str
    happens: Callable[[Path], None]
    says: str
    put_right: Callable[[Path], None]
    noticed: bool = True
    """Whether the screen tells it without a key."""
    after_a_change: bool = True
    """Whether this session has saved something before."""


def _aside(path: Path) -> Path:
    return path.with_name("aside.db")


def _renamed(path: Path) -> None:
    path.rename(_aside(path))


def _renamed_back(path: Path) -> None:
    _aside(path).replace(path)


def _removed(path: Path) -> None:
    os.link(path, _aside(path))
    path.unlink()


def _replaced(path: Path) -> None:
    os.link(path, _aside(path))
    shutil.copy(path, path.with_name("other.db"))
    path.with_name("other.db").replace(path)


def _folder_gone(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def _folder_back(path: Path) -> None:
    path.parent.with_name("elsewhere").rename(path.parent)


def _kept(path: Path) -> None:
    """Take a copy with all that is saved, before the file is spoiled."""
    answer = pmboard(path, "backup", str(_aside(path)))
    if answer.code:
        raise RuntimeError(answer.error)


def _spoiled(spoil: Callable[[Path], None]) -> Callable[[Path], None]:
    def happens(path: Path) -> None:
        _kept(path)
        spoil(path)

    return happens


def _copy_put_back(path: Path) -> None:
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    _aside(path).replace(path)


def _without(path: Path, *ends: str) -> None:
    for end in ends:
        path.with_name(path.name + end).unlink()


def _as_it_is(_: Path) -> None:
    """Nothing needs to be put right."""


def _all_noise(path: Path) -> None:
    _kept(path)
    overwritten(path, 0, bytes(range(256)) * (path.stat().st_size // 256))


MOVED = "was moved, replaced or deleted while it was open; nothing was saved. Put it back, or close"
EMPTIED = "was emptied while it was open; nothing was saved. Close pmboard and restore it"
NO_LOG = "was deleted while it was open; nothing was saved. Close pmboard wherever it is open"
SPOILED = "(?:is damaged .*; restore it from a backup|was overwritten while it was open; nothing was saved)"
"""The one or the other: a page that is still in memory is not read again before the header is looked at."""

FAULTS = (
    Fault("renamed", _renamed, MOVED, _renamed_back),
    Fault("removed", _removed, MOVED, _renamed_back),
    Fault("replaced", _replaced, MOVED, _renamed_back),
    Fault("its folder moved away", _folder_gone, MOVED, _folder_back),
    Fault("its folder moved away at first", _folder_gone, MOVED, _folder_back, after_a_change=False),
    Fault("emptied", _spoiled(lambda path: os.truncate(path, 0)), EMPTIED, _copy_put_back),
    Fault("its log deleted", lambda path: _without(path, "-wal"), NO_LOG, _as_it_is),
    Fault("its log and index deleted", lambda path: _without(path, "-wal", "-shm"), NO_LOG, _as_it_is),
    Fault("all noise", _all_noise, SPOILED, _copy_put_back, noticed=False, after_a_change=False),
)


def wrong_with(fault: Fault, folder: Path) -> list[str]:
    """Let it happen to an open board; what is wrong with what the person was told and with what is left."""
    with OpenBoard(folder) as board:
        if fault.after_a_change:
            board.save()
        fault.happens(board.path)
        if fault.noticed:
            board.tty.wait_for(f"! .*{fault.says}")
        board.press(f"! .*{fault.says}")
        board.press(fault.says)
        code = board.leave()
        wrong = [f"the screen ended with {code}"] if code != 0 else []
        if board.crashed:
            wrong.append("a traceback was shown")
    fault.put_right(board.path)
    checked = pmboard(board.path, "check")
    if checked.code:
        wrong.append(checked.out + checked.error)
    if column_of_card(board.path) != board.column:
        wrong.append(f"the change that was saved is lost: the card is not in {board.column}")
    return wrong


def main() -> None:
    """Let every fault happen once; ends with 1 when anything is wrong."""
    broken = 0
    for fault in FAULTS:
        with tempfile.TemporaryDirectory() as name:
            try:
                wrong = wrong_with(fault, Path(name))
            except TimeoutError as error:
                wrong = [str(error)]
        broken += bool(wrong)
        print(f"{fault.name}: {'; '.join(wrong) or fault.says}", flush=True)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
