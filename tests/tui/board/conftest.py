"""The board of the pictures, one copy for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tui import samples


@pytest.fixture(scope="session")
def ledger_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return samples.ledger(tmp_path_factory.mktemp("ledger") / "ledger.db")


@pytest.fixture
def ledger(ledger_once: Path, tmp_path: Path) -> Path:
    for file in ledger_once.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / ledger_once.name


@pytest.fixture
def path(ledger: Path) -> Path:
    return ledger
