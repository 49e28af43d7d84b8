"""`pmboard keys`: every action and its keys, and how to change them."""

from __future__ import annotations

import argparse
import os

from tui import arguments as typed
from tui.commands.answers import wants_json
from tui.commands.command import Families, Parser
from tui.key_list import print_keys

FAMILIES = ("printing",)


def arguments(_parser: Parser, _families: Families) -> None:
    """It takes none."""


def run(options: argparse.Namespace) -> int:
    """Print the list."""
    return print_keys(os.environ, as_json=wants_json(options), drawn=lambda text: typed.drawn(text, options))
