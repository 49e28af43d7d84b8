"""One project that is managed, a copy for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui import samples
from tests.tui.project.managed import fill


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = samples.ledger(tmp_path_factory.mktemp("project") / "ledger.db")
    portfolio = samples.opened(path, "setup")
    try:
        fill(portfolio)
    finally:
        portfolio.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in original.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name
