"""Every character that there is, to try what must hold for each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

PLANE = 0x10000
_SURROGATES = range(0xD800, 0xE000)
_EMPTY = 61
"""Of what no standard assigns, 800,000 numbers that are all treated alike, each so manyth."""


def letters() -> Iterator[str]:
    """All characters of the planes 0 to 3 and 14, which hold all that is assigned; some of each other one."""
    for plane in range(17):
        first, last = plane * PLANE, (plane + 1) * PLANE
        whole = plane <= 3 or plane == 14
        codes = range(first, last) if whole else chain(range(first, last, _EMPTY), (last - 1,))
        yield from (chr(code) for code in codes if code not in _SURROGATES)
