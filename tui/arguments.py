"""What may be typed behind an option or a command; each raises argparse's error, with a sentence."""

from __future__ import annotations

import argparse
from pathlib import Path


def text(word: str) -> str:
    """Text of a field, or a name."""
    # Bytes that are no UTF-8 arrive as halves of characters, which no database and no locale can take.
    try:
        word.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(
            "the text is not UTF-8; check the locale and what was pasted"
        ) from None
    return word


def place(word: str) -> str:
    """Where something is: a path, or what somebody took for one."""
    if not word:
        raise argparse.ArgumentTypeError("the path is empty")
    return word


def path(word: str) -> Path:
    """The path of a file or folder."""
    # Path("") is the working folder: `import "$FORGOTTEN"` would read everything in it.
    return Path(place(word))
