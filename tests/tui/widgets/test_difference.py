"""How far two lines differ."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.difference import changed_end

RED, BLUE = Style(color="red"), Style(color="blue")


def strip(*pieces: tuple[str, Style]) -> Strip:
    return Strip([Segment(text, style) for text, style in pieces])


@pytest.mark.parametrize(
    ("before", "after", "end"),
    [
        ((("abc", RED),), (("abc", RED),), 0),
        ((("abc", RED),), (("xbc", RED),), 1),
        ((("abc", RED),), (("abx", RED),), 3),
        ((("a", RED), ("bc", BLUE)), (("a", BLUE), ("bc", BLUE)), 1),
        ((("ab", RED), ("c  ", RED)), (("xbc  ", RED),), 1),
        ((("abc", RED),), (("abc", BLUE),), 3),
        ((("漢字 a", RED),), (("漢語 a", RED),), 4),
        ((("漢字", RED), (" a", BLUE)), (("漢語", RED), (" a", BLUE)), 4),
        ((("ab", RED),), (("abc", RED),), 3),
        ((("x y", RED), (" ", BLUE)), (("z y", RED), (" ", BLUE)), 1),
    ],
)
def test_the_end_of_the_last_difference(
    before: tuple[tuple[str, Style], ...], after: tuple[tuple[str, Style], ...], end: int
) -> None:
    assert changed_end(strip(*before), strip(*after)) == end


def test_a_joined_character_is_never_split() -> None:
    woman, man = "👩‍🚀 x", "👨‍🚀 x"
    assert changed_end(strip((woman, RED)), strip((man, RED))) == 2
    assert changed_end(strip(("e x", RED)), strip(("é x", RED))) == 1
