"""What happens to the file of an open board, on a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.open_board import FAULTS, Fault, wrong_with


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_an_open_board_tells_what_happened_to_its_file_and_loses_nothing(
    fault: Fault, tmp_path: Path
) -> None:
    assert wrong_with(fault, tmp_path) == []
