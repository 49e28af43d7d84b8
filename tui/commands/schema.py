"""`pmboard schema`: JSON Schema of the definition format, for editors."""

from __future__ import annotations

import argparse

from models.definitions.schema import schema
from tui.commands.answers import print_json
from tui.commands.command import Families, Parser

FAMILIES = ("printing",)


def arguments(_parser: Parser, _families: Families) -> None:
    """It takes none."""


def run(_options: argparse.Namespace) -> int:
    """Print the schema."""
    return print_json(schema())
