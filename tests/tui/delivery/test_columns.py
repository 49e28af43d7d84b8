"""Which columns a width shows, and where."""

from __future__ import annotations

import pytest

from tui.delivery.columns import COLUMNS, GAP, GUTTER, NAME_LEAST, furthest_shift, lay_out


def shown(width: int, key: int = 5, shift: int = 0) -> list[str]:
    return [placed.column.id for placed in lay_out(width, key, shift).placed]


@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (80, ["health", "progress", "target", "p85", "slip"]),
        (100, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "said"]),
        (120, ["health", "progress", "target", "p85", "slip", "budget", "cpi", "risk", "csat", "said"]),
        (200, [column.id for column in COLUMNS]),
    ],
)
def test_the_heaviest_columns_stay(width: int, ids: list[str]) -> None:
    assert shown(width) == ids


@pytest.mark.parametrize("key", [1, 5, 40])
@pytest.mark.parametrize("shift", [0, 3, len(COLUMNS) - 1])
def test_columns_never_overlap_nor_stick_out(key: int, shift: int) -> None:
    for width in range(20, 260):
        layout = lay_out(width, key, shift)
        end = layout.project_end
        for placed in layout.placed:
            assert placed.x >= end + GAP
            end = placed.x + placed.column.width
        assert end <= max(width, GUTTER + layout.key + 2)
        if layout.placed:
            assert layout.name >= NAME_LEAST


def test_scrolling_right_reaches_the_last_column_and_stops() -> None:
    furthest = furthest_shift(80, 5)
    assert shown(80, shift=furthest)[-1] == COLUMNS[-1].id
    assert shown(80, shift=furthest - 1)[-1] != COLUMNS[-1].id
    assert furthest_shift(200, 5) == 0


def test_the_layout_knows_what_is_hidden_on_which_side() -> None:
    first = lay_out(80, 5)
    assert (first.more_left, first.more_right) == (False, True)
    last = lay_out(80, 5, furthest_shift(80, 5))
    assert (last.more_left, last.more_right) == (True, False)
    wide = lay_out(200, 5)
    assert (wide.more_left, wide.more_right) == (False, False)
