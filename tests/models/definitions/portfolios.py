"""Portfolios of our own making with the traits of the real ones, the same on every machine and every day."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

STAGES = ("Provisional", "Alpha", "Beta", "Stable", "Implemented", "Closed", "Deferred")
KINDS = ("queue", "active", "active", "active", "done", "dropped", "queue")
GATES = ("BNI", "PBC", "BCA", "Stage1", "Stage2", "Stage3", "Close")


def proposals(projects: int, cards: int) -> str:
    """Boards with long histories: `cards` cards in every project, up to three dated moves each."""
    chance = random.Random(20200317)
    lines = ["pmboard: 1", "programs:", "- key: enhancements", "  name: Enhancements", "projects:"]
    for project in range(projects):
        lines += [
            f"- key: SIG{project}",
            f"  name: sig-{project}",
            "  program: enhancements",
            "  start: 2020-03-26",
        ]
        lines.append("  columns:")
        for name, kind in zip(STAGES, KINDS, strict=True):
            lines += [f"  - name: {name}", f"    kind: {kind}"]
        lines.append("  milestones:")
        for version in range(19, 26):
            lines += [f"  - name: v1.{version}", f"    due: {date(2020 + version - 19, 8, 26)}"]
        lines.append("  cards:")
        for card in range(cards):
            lines += _proposal(chance, card)
    return "\n".join(lines) + "\n"


def _proposal(chance: random.Random, card: int) -> list[str]:
    at = datetime(2020, 3, 17) + timedelta(minutes=chance.randrange(3_000_000))
    stages = sorted(chance.sample(range(len(STAGES)), chance.choice((1, 2, 2, 3, 3))))
    lines = [
        f"  - id: {card}-proposal",
        f"    title: Proposal {card} of somebody (with details)",
        f"    column: {STAGES[stages[-1]]}",
    ]
    if chance.random() < 0.5:
        lines.append(f"    milestone: v1.{chance.randrange(19, 26)}")
    lines.append("    history:")
    for stage in stages:
        lines += [f"    - column: {STAGES[stage]}", f"      at: '{at:%Y-%m-%dT%H:%M:%SZ}'"]
        at += timedelta(minutes=chance.randrange(100_000))
    return lines


def waterworks(projects: int) -> str:
    """Many projects with a budget in cents, dated gates and stakeholders, and no cards."""
    chance = random.Random(20160205)
    lines = ["pmboard: 1", "clients:", "- key: water", "  name: Water", "programs:"]
    lines += ["- key: works", "  name: Major Works - Framework", "  client: water", "projects:"]
    for project in range(projects):
        start = date(2016, 2, 5) + timedelta(days=chance.randrange(1000))
        gates = sorted(start + timedelta(days=chance.randrange(900)) for _ in range(chance.randrange(4, 8)))
        lines += [
            f"- key: Q{project:05d}",
            f"  name: Q{project:05d} 3 Gate",
            "  client: water",
            "  program: works",
        ]
        lines += [f"  start: {start}", f"  target: {gates[-1]}", "  state: finished", "  budget:"]
        lines += [f"    amount: {chance.randrange(10**9) / 100:.2f}", "    currency: AUD", "  milestones:"]
        for name, day in zip(GATES, gates, strict=False):
            lines += [f"  - name: {name}", f"    due: {day}", f"    done: {day}"]
        lines += ["  stakeholders:", "  - name: General Counsel", "    organisation: Corporate Services"]
        lines += ["    role: Owner", "  - name: People Leadership Group", "    role: Approval body"]
    return "\n".join(lines) + "\n"
