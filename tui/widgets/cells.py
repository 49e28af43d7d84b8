"""What stands in a cell of a table: a short number, or the state that takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.measures.wording import days_text, span_text
from models.views.delivery import NextMilestone, ProjectRow
from models.views.short import health_parts, short_note, without_key
from tui.text import percent

from .spans import Span

MARKS = {"R": "!", "A": "▴"}
"""Before a figure that is itself past its limits: no state is told by color alone."""
LETTER_STYLES = {"R": "red", "A": "amber", "G": "green"}
BAR_WIDTH = 10
SHORT_BAR = 8
"""In the table, where the names need the cells more."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR_DAYS = 270
_SPARKS = "▁▂▃▄▅▆▇█"
_LEVEL = "▄"
"""What never changes: the lowest column would look like nothing."""
_MUCH = 4
"""A week with fewer cards is no full column, however few the others have."""


def letter_style(letter: str) -> str:
    """The style of a health letter, with or without its question mark."""
    return LETTER_STYLES.get(letter[:1], "unknown")


def state(note: str) -> Span:
    """The short form of why there is no number: details in brackets are left to the why pane."""
    return short_note(note), "faint"


def day(value: date, today: date) -> str:
    """`` 8 May`` for a day within nine months, else ``May 2031``: never more than eight characters."""
    month = _MONTHS[value.month - 1]
    if abs((value - today).days) <= _NEAR_DAYS:
        return f"{value.day:>2} {month}"
    return f"{month} {value.year}"


def days(count: int) -> str:
    """A number of days; past 999, years."""
    return span_text(count)


def slip(count: int) -> Span:
    """Days against the baseline, with a sign; late stands out."""
    return days_text(count), "late" if count > 0 else "muted"


def bar(share: float, width: int = BAR_WIDTH) -> list[Span]:
    """A thin progress bar: full only when all is done, empty only when nothing is."""
    filled = round(min(max(share, 0.0), 1.0) * width)
    if share > 0:
        filled = max(filled, 1)
    if share < 1:
        filled = min(filled, width - 1)
    return [("━" * filled, "progress"), ("─" * (width - filled), "track")]


def spark(values: Sequence[int | None]) -> str:
    """Values as small columns, lowest to highest; level where all are the same; a gap where there is none."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, reach = min(known), max(known) - min(known)
    steps = len(_SPARKS) - 1
    return "".join(
        " " if value is None else _SPARKS[round((value - low) / reach * steps)] if reach else _LEVEL
        for value in values
    )


def spark_counts(counts: Sequence[int]) -> str:
    """Counts as small columns from zero: the lowest is none, and one is more than that.

    >>> spark_counts((1, 1, 0, 2)), spark_counts((0, 1, 100))
    ('▃▃▁▅', '▁▂█')
    """
    most, steps = max((*counts, _MUCH)), len(_SPARKS) - 1
    return "".join(_SPARKS[max(round(count / most * steps), 1) if count else 0] for count in counts)


def name(row: ProjectRow) -> str:
    """The project's name behind its key."""
    return without_key(row.key, row.name)


def health(row: ProjectRow, today: date) -> list[Span]:
    """The computed letter, the declared one in brackets when it differs, and the dimension that decided."""
    if row.state != "active":
        return [(row.state, "muted")]
    spans = [
        (text, letter_style(letter) if letter else "muted")
        for text, letter in health_parts(row.health, row.declared)
    ]
    if row.health_dimension:
        spans.append((f" {row.health_dimension}", "muted"))
    return spans


def progress(row: ProjectRow, today: date) -> list[Span]:
    """A bar and whole percent."""
    if row.progress is None:
        return [state(row.progress_note)]
    return [*bar(row.progress, SHORT_BAR), (f"{percent(row.progress):>4} %", "text")]


def progress_short(row: ProjectRow, today: date) -> list[Span]:
    """Whole percent where there is no room for the bar."""
    if row.progress is None:
        return [state(row.progress_note)]
    return [(f"{percent(row.progress):>4} %", "text")]


def target(row: ProjectRow, today: date) -> list[Span]:
    """The date that is planned now."""
    return [(day(row.target, today), "text")] if row.target else [("-", "faint")]


def p85(row: ProjectRow, today: date) -> list[Span]:
    """The date that the work makes with 85 %."""
    return [(day(row.p85, today), "text")] if row.p85 else [state(row.p85_note)]


def slipped(row: ProjectRow, today: date) -> list[Span]:
    """Days against the first baseline."""
    if row.slip_days is not None:
        return [slip(row.slip_days)]
    # Where the forecast, right beside it, gives the same reason, once is enough.
    return [state("" if short_note(row.slip_note) == short_note(row.p85_note) else row.slip_note)]


def budget(row: ProjectRow, today: date) -> list[Span]:
    """Costs to date as a share of the budget."""
    if row.budget_used is None:
        return [state(row.budget_note)]
    return [_marked(f"{percent(row.budget_used)} %", "R" if row.budget_used > 1 else "")]


def cpi(row: ProjectRow, today: date) -> list[Span]:
    """Cost performance index."""
    if row.cpi is None:
        return [("-", "faint")]
    return [_marked(f"{row.cpi:.2f}", row.cpi_letter)]


def spi(row: ProjectRow, today: date) -> list[Span]:
    """Schedule performance index."""
    return [(f"{row.spi:.2f}", "text")] if row.spi is not None else [("-", "faint")]


def risk(row: ProjectRow, today: date) -> list[Span]:
    """The highest open exposure, 1 to 25."""
    if row.risk is None:
        return [state(row.risk_note)]
    return [_marked(str(row.risk), row.risk_letter)]


def csat(row: ProjectRow, today: date) -> list[Span]:
    """The share of satisfied answers with their number; with few, the answers: as the view words it."""
    if row.csat is None:
        return [state(row.csat_note)]
    return [_marked(row.csat_note, row.csat_letter)]


def nps(row: ProjectRow, today: date) -> list[Span]:
    """Net promoter score with the number of answers; with few, the answers: as the view words it."""
    if row.nps is None:
        return [("-", "faint")]
    return [(row.nps_note or f"{row.nps:+.0f} n{row.nps_answers}", "text")]


def milestone(row: ProjectRow, today: date) -> list[Span]:
    """The next milestone that is not done: its name, day and slip."""
    following = row.next_milestone
    if following is None:
        return [("-", "faint")]
    return milestone_spans(following, today)


def milestone_whole(row: ProjectRow, today: date) -> list[Span]:
    """The same, with the day that the slip is counted from."""
    following = row.next_milestone
    if following is None:
        return [("-", "faint")]
    return milestone_spans(following, today, whole=True)


def milestone_short(row: ProjectRow, today: date) -> list[Span]:
    """The day and the slip of the next milestone, where there is no room for its name."""
    following = row.next_milestone
    if following is None:
        return [("-", "faint")]
    return milestone_spans(following, today)[:-1]


def milestone_spans(following: NextMilestone, today: date, *, whole: bool = False) -> list[Span]:
    """Day and slip first: they stay when the name must be cut. ``whole``: there is room to tell from which
    day the slip is counted.
    """
    spans = [(day(following.due, today), "text")]
    if following.slip_days:
        text, style = slip(following.slip_days)
        spans += [(" ", "text"), (text, style)]
    since = following.counted_from(lambda since: day(since, today).strip()) if whole else ""
    if since:
        spans.append((f" ({since.strip()})", "muted"))
    return [*spans, (f" {following.name}", "muted")]


def said(row: ProjectRow, today: date) -> list[Span]:
    """How long ago the manager made the last statement."""
    if row.said_days is None:
        return [(row.said_note or "never", "muted")]
    if row.said_note == "stale":
        return [_marked(days(row.said_days), "A")]
    return [(days(row.said_days), "muted")]


def manager(row: ProjectRow, today: date) -> list[Span]:
    """Who runs the project."""
    return [(row.manager, "muted")] if row.manager else [("-", "faint")]


def trend(row: ProjectRow, today: date) -> list[Span]:
    """Slip over the last twelve weeks."""
    drawn = spark(row.trend_slip)
    return [(drawn, "key")] if drawn.strip() else [("-", "faint")]


def _marked(text: str, letter: str) -> Span:
    """A figure as one run, with the mark of its letter; red is bold too."""
    return MARKS.get(letter, "") + text, {"R": "bad", "A": "amber"}.get(letter, "text")
