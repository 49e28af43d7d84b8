"""One card as plain text."""

from __future__ import annotations

from datetime import tzinfo

from models.reports import words
from models.reports.as_json import card_json
from models.reports.cells import fit, left, wrapped
from models.views.card import CardDetails, LinkView
from models.views.short import LINKS, linked

__all__ = ["card_json", "card_text"]

LEAST_WIDTH = 40
_LABEL = 14


def card_text(details: CardDetails, width: int = 120, *, zone: tzinfo | None = None) -> str:
    """The card in lines of at most ``width`` cells; ``zone``: for clock times, None: the reader's own."""
    room = max(width, LEAST_WIDTH) - 2
    lines = wrapped(f"{details.key}  {details.title}", room)
    lines += [""] + [
        fit(f"{left(name, _LABEL)}{value}", room) for name, value in _fields(details, zone) if value
    ]
    if details.description:
        lines += ["", *wrapped(details.description, room)]
    if details.checklist:
        done = sum(step.done for step in details.checklist)
        lines += ["", f"Checklist {done}/{len(details.checklist)}"]
        lines += [fit(f"  [{'x' if step.done else ' '}] {step.text}", room) for step in details.checklist]
    if details.links:
        lines += ["", "Links"]
        lines += [
            fit(f"  {left(LINKS.get(link.kind, link.kind), 10)} {link.key}  {_linked(link)}", room)
            for link in details.links
        ]
    for comment in details.comments:
        lines += ["", fit(f"{comment.author}, {words.moment(comment.at, zone)}", room)]
        lines += [f"  {line}" for line in wrapped(comment.text, room - 2)]
    if details.history:
        lines += ["", "History"]
        lines += [
            fit(f"  {words.moment(line.at, zone)}  {_said_by(line.author)}{line.text}", room)
            for line in details.history
        ]
    return "\n".join(f" {line}".rstrip() for line in lines)


def _linked(link: LinkView) -> str:
    return linked(link.title, finished=link.finished)


def _said_by(author: str) -> str:
    # A file may give the moves of a card without saying whose they are.
    return f"{author}: " if author else ""


def _fields(details: CardDetails, zone: tzinfo | None) -> list[tuple[str, str]]:
    blocked = next((block for block in details.blocks if block.ended_at is None), None)
    return [
        ("project", f"{details.project.key}  {details.project.name}"),
        ("column", details.column.name + (" (archived)" if details.archived_at is not None else "")),
        (
            "blocked",
            "" if blocked is None else f"since {words.moment(blocked.started_at, zone)}: {blocked.reason}",
        ),
        ("assigned", ", ".join(person.name for person in details.assignees)),
        ("type", details.type),
        ("priority", details.priority),
        ("class", details.service_class),
        ("estimate", words.size(details.estimate)),
        ("due", details.due.isoformat() if details.due is not None else ""),
        ("milestone", details.milestone.name if details.milestone is not None else ""),
        ("labels", ", ".join(details.labels)),
        ("created", words.moment(details.created_at, zone)),
        ("started", words.moment(details.started_at, zone) if details.started_at is not None else ""),
        ("finished", words.moment(details.finished_at, zone) if details.finished_at is not None else ""),
        ("age", words.days(details.age_days)),
        ("cycle time", words.days(details.cycle_days)),
        ("lead time", words.days(details.lead_days)),
        ("blocked time", words.days(details.blocked_days) if details.blocks else ""),
    ]
