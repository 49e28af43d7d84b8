"""A card's fields as a person types them on the command line, resolved to what the actions take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.portfolio import Portfolio
from models.views.names import NotFound, clipped, find_card, find_milestone, find_person

PLAIN = ("title", "description", "type", "priority", "service_class", "due")


def card_fields(p: Portfolio, project_id: int, words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields among *words* (name to text, or to a list of texts); an empty text clears its field.

    People are given by key, milestones by name, cards by keys such as ATLAS-42. Raises NotFound for a name
    that is not there, and for an estimate that is no number.
    """
    fields: dict[str, Any] = {name: words[name] or None for name in PLAIN if name in words}
    if "title" in words:
        fields["title"] = words["title"]
    if "estimate" in words:
        fields["estimate"] = _number(words["estimate"]) if words["estimate"] else None
    if "milestone" in words:
        name = words["milestone"]
        fields["milestone_id"] = find_milestone(p, project_id, name).id if name else None
    if "parent" in words:
        fields["parent_id"] = find_card(p, words["parent"]).id if words["parent"] else None
    if "assignee" in words:
        fields["assignees"] = [find_person(p, key).id for key in words["assignee"] if key]
    if "label" in words:
        fields["labels"] = [name for name in words["label"] if name]
    for name in ("depends_on", "relates"):
        if name in words:
            fields[name] = [find_card(p, key).id for key in words[name] if key]
    return fields


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NotFound(f"{clipped(text)!r} is not a number") from None
