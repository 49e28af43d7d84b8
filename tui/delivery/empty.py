"""What stands where projects would be: what to do next."""

from __future__ import annotations

from tui.widgets.spans import Span

from .filtering import QUESTIONS, meant, unknown_questions

_IN_A_LINE = 7
"""Questions that stand in a line of 80 cells."""


def nothing_lines(typed: str, importing: str) -> list[list[Span]]:
    """Lines for a table without projects, or for a filter that none of them passes.

    ``importing``: the command that brings projects in.
    """
    if not typed.strip():
        return _no_projects(importing)
    lines: list[list[Span]] = [[("No project matches ", "text"), (typed, "strong"), (".", "text")]]
    if unknown_questions(typed):
        names = list(QUESTIONS)
        lines.append([("after is: one of ", "muted"), (f"{', '.join(names[:_IN_A_LINE])},", "muted")])
        lines.append([(", ".join(names[_IN_A_LINE:]), "muted")])
    asked = meant(typed)
    if asked is not None:
        lines.append([("did you mean ", "muted"), (asked[0], "strong"), (f" ({asked[1]})?", "muted")])
    lines.append([("esc", "key"), (" shows all projects again", "muted")])
    return lines


def _no_projects(importing: str) -> list[list[Span]]:
    return [
        [("No projects yet.", "strong")],
        [],
        [("P", "key"), ("                    makes one, with a board of five columns", "text")],
        [],
        [("In a shell:", "muted")],
        [(f"{importing:<19}", "key"), ("   brings projects in from YAML files or folders", "text")],
        [("pmboard demo", "key"), ("          shows a living portfolio to look around in", "text")],
    ]
