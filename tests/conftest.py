"""Compiled programs, how hard Hypothesis looks, and which tests the processes of one run share."""

from __future__ import annotations

import compileall
import gc
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from xdist.scheduler import LoadScopeScheduling

from tests.rewriting import rewrite_share

ROOT = Path(__file__).resolve().parents[1]
NO_PROGRAM = re.compile(r"/tests/(?:.*/)?(?:test_|conftest)")
"""Modules that pytest compiles itself, and nothing else imports."""

# No time limits: how fast a machine is says nothing about the code.
_ANY_SPEED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
# The same examples in each run: what a new one would find is looked for with "thorough", not by chance.
settings.register_profile("suite", max_examples=40, derandomize=True, database=None, **_ANY_SPEED)
settings.register_profile("thorough", max_examples=1_000, **_ANY_SPEED)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Machines of other speeds, for the tests of screens: `tests/tui/other_speeds.py`."""
    group = parser.getgroup("other speeds", "tests of screens on a machine of another speed")
    group.addoption("--timers", type=float, metavar="FACTOR", help="stretch what screens wait for")
    group.addoption("--slow-database", type=float, metavar="SECONDS", help="every job begins so late")
    group.addoption(
        "--slow-loop", type=float, metavar="SECONDS", help="every step of the loop begins so late"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Compile once what hundreds of started programs import, also where nothing is to be left behind."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if hasattr(config, "workerinput"):
        number = int(config.workerinput["workerid"].removeprefix("gw"))
        rewrite_share(config, ROOT / "tests", number, config.workerinput["workercount"])
    else:
        for part in ("models", "tui", "tests"):
            compileall.compile_dir(ROOT / part, quiet=2, rx=NO_PROGRAM)
        compileall.compile_file(ROOT / "pmboard.py", quiet=2)
    if config.getoption("hypothesis_profile") is None:
        _without_constants_of_the_code()


def pytest_collection_finish() -> None:
    """Leave what is imported and collected alone when memory is freed, and free it less often.

    Looking through it again and again took a sixth of the time of a screen's test.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _without_constants_of_the_code() -> None:
    """Make up the same examples whatever was imported before; and do not search all modules for constants."""
    providers._get_local_constants = Constants


HEAVY = re.compile(
    r"test_(contrast|flips|hostile|kill|migrate|random_keys|read_only|real_portfolios|round_trip|upgrade_cut)\.py"
)
"""Files with tests of many seconds: begun first, so that no process is left with one at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order what was shuffled: the heavy ones are first, in the order that they came in."""
    items.sort(key=lambda item: HEAVY.search(item.nodeid) is None)


ONE_PROGRAM = re.compile(r"test_(delivery_bytes|palette_bytes|project_bytes|ssh|timeline_bytes)\.py::")
ONE_EACH = re.compile(r"test_(board_bytes|live|odd_text)\.py::.*\[(\w+)")
"""Files whose tests look at one program, or at one for each first parameter: it is opened in one process."""


class Together(LoadScopeScheduling):
    """Hands out test after test; those that look at the same program go to the same process.

    The groups of pytest-xdist do nothing with pytest 9.2, which they cannot give other names for its tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = ONE_PROGRAM.search(nodeid) or ONE_EACH.search(nodeid)
        return " ".join(found.groups()) if found else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Callable[..., object]) -> Together | None:
    """Replace the usual way; whoever asks for another one gets it."""
    return Together(config, log) if config.getoption("dist") == "load" else None
