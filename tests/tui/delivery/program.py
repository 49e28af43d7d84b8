"""The delivery page on made-up values, for tests that count bytes: ``program.py COUNT THEME``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

import samples  # noqa: E402
from page import DeliveryApp, FakeSession  # noqa: E402

if __name__ == "__main__":
    count, theme = int(sys.argv[1]), sys.argv[2]
    DeliveryApp(FakeSession(samples.large(count) if count else samples.view()), theme).run()
