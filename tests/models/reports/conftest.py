"""A small portfolio on 23 Nov 2026 with a thing of each kind, for the reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from models.definitions.importing import import_document
from models.definitions.reader import read_text
from models.portfolio import Portfolio

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

FILE = """
pmboard: 1
settings: {time_zone: UTC}
people: [{key: anna, name: Anna Ruiz}, {key: ben, name: Ben Osei}]
clients: [{key: acme, name: Acme Bank}, {key: nihon, name: 日本銀行}, {key: idle, name: Idle Ltd}]
programs: [{key: core, name: Core renewal}]
projects:
- key: ATLAS
  name: Ledger migration
  description: Every branch, one ledger.
  client: acme
  program: core
  manager: anna
  start: 2026-09-01
  target: 2026-11-01
  budget: {amount: 1000, currency: EUR,
    lines: [{category: people, amount: 800}, {category: tools, amount: 200}]}
  baselines:
  - {approved: 2026-08-20, start: 2026-09-01, target: 2026-11-01, budget: 1000, reason: first plan}
  costs: [{date: 2026-10-31, amount: 210.50, category: people}]
  milestones:
  - {name: Kick-off, due: 2026-09-02, baseline: 2026-09-01, done: 2026-09-03}
  - {name: UAT, due: 2026-12-20, baseline: 2026-12-01, commitment: true}
  risks:
  - {title: Late data, probability: 3, impact: 4, cost: 500, review: 2026-11-20, owner: ben,
     response: mitigate, mitigation: Ask early}
  - {title: Holidays, probability: 4, impact: 5, review: 2026-11-20}
  expectations:
  - {text: No branch closes, state: kept}
  - {text: Rehearsal, due: 2026-11-20}
  satisfaction: [{date: 2026-11-02, csat: 4, respondent: Inés, comment: Good}]
  updates:
  - {date: 2026-11-01, health: green, summary: All well, author: anna}
  - {date: 2026-11-20, health: amber, summary: Late, why: Test data, next: Agree, ask: A copy by Friday,
     author: anna}
  columns: [{name: Backlog}, {name: Doing, kind: active, limit: 1}, {name: Done, kind: done}]
  cards:
  - {id: a, title: Shadow ledger, column: Done, estimate: 3, history: [
      {at: 2026-10-01T12:00:00Z, column: Backlog}, {at: 2026-10-02T12:00:00Z, column: Doing},
      {at: 2026-10-06T12:00:00Z, column: Done}]}
  - {id: b, title: Branch ledgers, column: Done, estimate: 2, history: [
      {at: 2026-11-01T12:00:00Z, column: Backlog}, {at: 2026-11-13T12:00:00Z, column: Doing},
      {at: 2026-11-21T12:00:00Z, column: Done}]}
  - {id: c, title: Archive policy, column: Doing, estimate: 5, assignees: [anna, ben], history: [
      {at: 2026-11-10T12:00:00Z, column: Backlog}, {at: 2026-11-13T12:00:00Z, column: Doing}],
      blocks: [{from: 2026-11-18T12:00:00Z, reason: No bank}]}
  - {id: d, title: Handover, column: Backlog}
- {key: BORA, name: 決済, client: nihon, state: on hold,
   budget: {amount: 5000, currency: JPY}, baselines: [{approved: 2026-08-20, budget: 5000}],
   costs: [{date: 2026-10-31, amount: 700}]}
- {key: CEDAR, name: CEDAR tablets}
"""


@cache
def _made() -> bytes:
    """The portfolio's file, made once in a process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.db"
        made = Portfolio.open(path, author="anna", clock=lambda: NOW)
        import_document(made, read_text(FILE))
        made.close()
        return path.read_bytes()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Portfolio]:
    path = tmp_path / "small.db"
    path.write_bytes(_made())
    made = Portfolio.open(path, author="anna", clock=lambda: NOW)
    yield made
    made.close()
