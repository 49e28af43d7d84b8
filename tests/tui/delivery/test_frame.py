"""How the height is shared out."""

from __future__ import annotations

import pytest

from tui.delivery.frame import BODY_LEAST, PANE_ALONE, share


@pytest.mark.parametrize("attention", [0, 1, 4, 300])
@pytest.mark.parametrize("lines", [0, 3, 5000])
@pytest.mark.parametrize("why", [False, True])
def test_nothing_overlaps_at_any_height(attention: int, lines: int, why: bool) -> None:
    for height in range(60):
        frame = share(height, attention, lines, filtered=False, why=why)
        if why and height < PANE_ALONE:
            assert (frame.pane_y, frame.pane, frame.body, frame.attention) == (0, height, 0, 0)
            continue
        top = frame.attention + (1 if frame.hidden or frame.calm else 0)
        assert top <= height / 3
        assert frame.attention_y + top <= frame.head_y < frame.rule_y < frame.body_y
        if not why:
            assert frame.body_y + frame.body == max(height, frame.body_y)
            assert frame.attention + frame.hidden in {attention, 0}
        else:
            assert frame.body >= BODY_LEAST
            assert frame.body_y + min(frame.body, lines + 1) == frame.pane_y
            assert frame.pane_y + frame.pane == height


def test_the_cursor_keeps_its_entries_while_why_is_open() -> None:
    for height in range(60):
        closed = share(height, 30, 100, filtered=False, why=False)
        opened = share(height, 30, 100, filtered=False, why=True)
        assert closed.listed == closed.attention == opened.listed
        assert opened.attention <= opened.listed


def test_a_third_for_attention_and_the_rest_is_counted() -> None:
    frame = share(33, 40, 100, filtered=False, why=False)
    assert (frame.attention, frame.hidden) == (9, 31)


def test_all_entries_where_they_fit() -> None:
    frame = share(33, 10, 100, filtered=False, why=False)
    assert (frame.attention, frame.hidden) == (10, 0)


def test_calm_is_said_only_when_nothing_is_filtered_out() -> None:
    assert share(30, 0, 5, filtered=False, why=False).calm
    assert not share(30, 0, 5, filtered=True, why=False).calm
    assert not share(30, 1, 5, filtered=False, why=False).calm


def test_the_pane_follows_a_short_table() -> None:
    short = share(33, 3, 12, filtered=False, why=True)
    assert short.pane_y == short.body_y + 13
    long = share(33, 3, 1000, filtered=False, why=True)
    assert long.pane_y + long.pane == 33
