"""A harness as a person runs it: in a process of its own, which may fork."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def by_hand(script: str, *words: str) -> tuple[int, str]:
    """Run a harness; its exit code, and what it printed."""
    done = subprocess.run(
        [sys.executable, str(HERE / script), *words], capture_output=True, text=True, timeout=500, check=False
    )
    return done.returncode, done.stdout + done.stderr
