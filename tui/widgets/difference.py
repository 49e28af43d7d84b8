"""How far two lines differ. Textual sends what is marked dirty from the left edge on, so the end counts."""

from __future__ import annotations

from textual.strip import Strip

from tui.text import width


def changed_end(before: Strip, after: Strip) -> int:
    """The cell after the last one that differs; 0 for equal lines."""
    if before.cell_length != after.cell_length:
        return max(before.cell_length, after.cell_length)
    old, new = list(before), list(after)
    end = after.cell_length
    while old and new:
        one, other = old[-1], new[-1]
        if one.style != other.style:
            return end
        same = _common_end(one.text, other.text)
        end -= width(one.text[len(one.text) - same :])
        if same < len(one.text) and same < len(other.text):
            return end
        old[-1:] = [one._replace(text=one.text[: len(one.text) - same])] if same < len(one.text) else []
        new[-1:] = (
            [other._replace(text=other.text[: len(other.text) - same])] if same < len(other.text) else []
        )
    return end


def _common_end(one: str, other: str) -> int:
    if one == other:
        return len(one)
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    # A mark that joins the character before it belongs to that character: stop at plain ones only.
    while count and count < max(len(one), len(other)) and not one[len(one) - count].isascii():
        count -= 1
    return count
