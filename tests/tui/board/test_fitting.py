"""Which columns are side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.board.fitting import FOLDED, WIDEST, Fit, fit, panel

OPEN = [False] * 5


@pytest.mark.parametrize(
    ("cells", "first", "at", "columns", "widths"),
    [
        (120, 0, 0, (0, 1, 2, 3, 4), (24,) * 5),
        (80, 0, 0, (0, 1, 2), (26,) * 3),
        (80, 0, 3, (1, 2, 3), (26,) * 3),
        (80, 2, 1, (1, 2, 3), (26,) * 3),
        (80, 4, 4, (2, 3, 4), (26,) * 3),
        (20, 0, 1, (1,), (20,)),
        (400, 0, 0, (0, 1, 2, 3, 4), (WIDEST,) * 5),
        (0, 0, 0, (), ()),
    ],
)
def test_as_many_as_fit_with_the_cursor_among_them(
    cells: int, first: int, at: int, columns: tuple[int, ...], widths: tuple[int, ...]
) -> None:
    assert fit(OPEN, cells, first, at) == Fit(columns, widths)


@pytest.mark.parametrize(
    ("cells", "at", "left", "width"),
    [
        (120, 0, False, 72),
        (120, 1, False, 72),
        (120, 2, False, 48),
        (120, 4, True, 72),
        (80, 0, False, 54),
        (80, 1, False, 54),
        (80, 2, True, 52),
        (40, 0, False, 40),
        (60, 1, False, 60),
    ],
)
def test_a_panel_covers_whole_columns_and_not_the_one_with_the_cursor_if_it_can(
    cells: int, at: int, left: bool, width: int
) -> None:
    assert panel(fit(OPEN, cells, 0, at), cells, at) == (left, width)


def test_folded_columns_leave_room_for_others() -> None:
    assert fit([True, False, True, False, False], 80, 0, 1) == Fit((0, 1, 2, 3), (FOLDED, 34, FOLDED, 34))


def test_no_columns() -> None:
    assert fit([], 80, 0, 0) == Fit((), ())


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.integers(1, 300), st.integers(0, 40), st.data())
def test_the_cursor_is_always_in_sight(
    folded: list[bool], cells: int, first: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(folded) - 1))
    made = fit(folded, cells, first, at)
    assert at in made.columns
    assert list(made.columns) == list(range(made.columns[0], made.columns[-1] + 1))
    assert sum(made.widths) <= max(cells, FOLDED)
