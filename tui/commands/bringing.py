"""What the page of the first start asks of imports: a plan in sentences, and the import itself."""

from __future__ import annotations

import argparse
from contextlib import closing

from models.definitions.importing import import_paths, plan_paths
from models.definitions.problems import DefinitionErrors
from models.portfolio import Portfolio, StoreError
from tui.bring_in import Bring, Told
from tui.commands.opening import author, portfolio


def bring(options: argparse.Namespace) -> Bring:
    """For the portfolio of the options, which is not there yet."""

    def plan(path: str) -> Told:
        try:
            with closing(Portfolio.empty(author=author(options))) as empty:
                return Told(plan_paths(empty, [path]).text(), good=True)
        except (DefinitionErrors, StoreError, OSError) as error:
            return Told(str(error), good=False)

    def run(path: str) -> Told:
        try:
            with closing(portfolio(options, create=True)) as made:
                return Told(import_paths(made, [path]).text(), good=True)
        except (DefinitionErrors, StoreError, OSError) as error:
            return Told(str(error), good=False)

    return Bring(plan, run)
