"""What the palette finds that no key of the page does: where it is done, or which command does it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """Something to do that is done elsewhere."""

    text: str
    words: str
    """What people call it besides."""
    command: str = ""
    """The command that does it, in a shell: the words behind ``pmboard``."""
    tab: str = ""
    """The tab of the project's page where it is done."""
    filter: str = ""
    """The filter of the delivery screen that shows it."""
    then: str = ""
    """What to do there."""
    unless: str = ""
    """An action: where the page has it, this way is not needed. The part of its id after the dot."""


WAYS = (
    Way(
        "who is booked too much",
        "people person over-booked overbooked over-allocated overload capacity utilization",
        filter="is:booked",
    ),
    Way(
        "what was promised, and will it hold",
        "promises commitments expectations late broken client",
        filter="is:promised",
    ),
    Way(
        "book a cost", "add costs money spend invoice expense bill", tab="money", then="n on a line of costs"
    ),
    Way("plan a budget line", "add budget money approve", tab="money", then="n on a line of the budget"),
    Way("add a milestone", "plan target baseline date commitment", tab="plan", then="n"),
    Way("add a risk", "risks register threat", tab="risks", then="n"),
    Way("give a person to the project", "add allocation people capacity team member", tab="people", then="n"),
    Way("note what the client expects", "add expectation promise stakeholder csat", tab="client", then="n"),
    Way("write a statement", "add status update declare health", tab="statements", then="n"),
    Way("restore what was archived here", "unarchive undelete card milestone", tab="archived", then="R"),
    Way("import from files", "load yaml read projects cards", command="import FILE"),
    Way("export to a file", "save yaml write download", command="export -o FILE"),
    Way("report", "print html csv json markdown", command="report PROJECT"),
    Way("back up the database", "backup copy save", command="backup FILE"),
    Way("restore a backup", "database copy", command="restore FILE"),
    Way("undo", "revert take back", then="u on the board, delivery or a project", unless="undo"),
    Way("redo", "again", then="U on the board, delivery or a project", unless="redo"),
)
