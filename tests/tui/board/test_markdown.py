"""Descriptions with a little Markdown: what is styled, what hangs, and that nothing is lost or parsed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.counted import calls
from tui.board.markdown import described
from tui.text import width


def shown(text: str, cells: int = 40, most: int = 40) -> list[str]:
    return ["".join(each for each, _style in line) for line in described(text, cells, most)]


def styled(text: str) -> list[tuple[str, str]]:
    (line,) = described(text, 80, 1)
    return list(line)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("plain", [("plain", "text")]),
        ("## A heading ##", [("A heading", "strong")]),
        ("#tag is none", [("#tag is none", "text")]),
        ("run `make all` now", [("run ", "text"), ("make all", "key"), (" now", "text")]),
        ("a **bold** word", [("a ", "text"), ("bold", "strong"), (" word", "text")]),
        ("[the plan](https://x.example/p)", [("the plan", "key"), (" (https://x.example/p)", "muted")]),
        ("[TODO] [/x] [b]", [("[TODO] [/x] [b]", "text")]),
        ("- first", [("• ", "muted"), ("first", "text")]),
        ("  * nested", [("  • ", "muted"), ("nested", "text")]),
        ("12. twelfth", [("12. ", "muted"), ("twelfth", "text")]),
        ("- [x] done", [("✓ ", "muted"), ("done", "text")]),
        ("- [ ] open", [("□ ", "muted"), ("open", "text")]),
        ("> said", [("│ ", "muted"), ("said", "muted")]),
        ("an `open end", [("an `open end", "text")]),
        ("2 * 3 ** 4", [("2 * 3 ** 4", "text")]),
    ],
)
def test_one_line(text: str, spans: list[tuple[str, str]]) -> None:
    assert styled(text) == spans


def test_items_hang_and_quotes_keep_their_line() -> None:
    assert shown("- one two three four", 12) == ["• one two", "  three four"]
    assert shown("> one two three", 10) == ["│ one two", "│ three"]


def test_code_blocks_are_shown_as_they_are() -> None:
    lines = described("```py\n# not a heading\n- x\n```\nafter", 40, 40)
    assert lines == [(("# not a heading", "key"),), (("- x", "key"),), (("after", "text"),)]


def test_a_style_goes_on_in_the_next_line() -> None:
    assert described("see **these bold words** here", 14, 9) == [
        (("see ", "text"), ("these bold", "strong")),
        (("words", "strong"), (" here", "text")),
    ]


def test_rules_and_empty_lines() -> None:
    assert shown("a\n\n---\nb") == ["a", "", "─" * 20, "b"]


@given(st.text(alphabet="ab 東`*[]()#->\n1.x\t", max_size=200), st.integers(8, 60), st.integers(1, 12))
def test_any_text_fits(text: str, cells: int, most: int) -> None:
    lines = shown(text, cells, most)
    assert len(lines) <= most
    assert all(width(line) <= cells for line in lines)


@pytest.mark.parametrize("piece", ["[", "[a](", "**a", "`", "- ", "# ", "> ", "1. ", "***"])
def test_long_text_takes_no_time(piece: str) -> None:
    # Were it quadratic, a million pieces would take longer than a test may.
    long = calls(lambda: described(piece * 1_000_000, 44, 40))
    assert long < 1.1 * calls(lambda: described(piece * 10_000, 44, 40))
