"""The report on one project: what a client or a board asks first stands first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from models.measures.money import amount_text
from models.reports import words
from models.reports.client_part import client_sections, score_text
from models.reports.document import (
    DASH,
    Block,
    Cell,
    Column,
    Document,
    Fact,
    Facts,
    Items,
    Paragraph,
    Section,
    Table,
    color_tone,
    day,
    days,
    known,
    late_tone,
    letter_tone,
    letter_word,
    titled,
    used_columns,
)
from models.reports.money_part import budget_section
from models.reports.work_part import blocked_section, finished_section, flow_section, has_work
from models.views.besides import besides
from models.views.delivery_values import NextMilestone, ProjectRow, Statement
from models.views.project_report import ProjectReport
from models.views.project_values import ProjectView, StatementLine

EARLIER = 3
"""Statements told before the last one."""


def project_document(report: ProjectReport) -> Document:
    """Head, summary, what was said, why it is so, then the plan, money, risks, client and work."""
    page = report.page
    work = has_work(report)
    sections = (
        Section("Summary", (Facts(tuple(summary(page))),)),
        _said(page, report.people),
        _health(page),
        finished_section(report) if work else None,
        blocked_section(report) if work else None,
        _plan(page),
        budget_section(page),
        *client_sections(page),
        flow_section(report) if work else None,
        _earlier(page, report.people),
        _about(page),
    )
    return Document(
        title=titled(page.facts.key, page.facts.name),
        made=made("Project report", page.now_ms, page.zone),
        blocks=(Facts(tuple(_head(page))), *_archived(page)),
        sections=tuple(section for section in sections if section is not None),
    )


def made(what: str, now_ms: int, zone: str) -> str:
    """The line under the title: ``Project report as of 2026-11-23 10:42 (Europe/Madrid)``."""
    return f"{what} as of {words.moment(now_ms, ZoneInfo(zone))} ({zone})"


def _archived(page: ProjectView) -> Iterator[Block]:
    if page.facts.archived:
        yield Paragraph("This project is archived.", "strong")


def _head(page: ProjectView) -> Iterator[Fact]:
    facts = page.facts
    for name, found in (
        ("Client", facts.client),
        ("Program", facts.program),
        ("Manager", facts.manager),
        ("Delivery manager", facts.delivery_manager),
    ):
        if found is not None:
            yield Fact(name, Cell(found.name))
    yield Fact("Planned", Cell(planned(facts.start, facts.target)))
    yield Fact("State", Cell(facts.state))


def planned(start: date | None, target: date | None) -> str:
    """``1 Sep 2026 to 12 Mar 2027``; ``from`` or ``until`` where only one is known; else empty."""
    if start is not None and target is not None:
        return f"{day(start)} to {day(target)}"
    if start is not None:
        return f"from {day(start)}"
    return f"until {day(target)}" if target is not None else ""


def summary(page: ProjectView) -> Iterator[Fact]:
    """How the project is, in a few facts; those without an answer say why."""
    row = page.row
    yield Fact("Health", health(row))
    if row.declared and row.statement is not None:
        said = row.statement
        yield Fact(
            "Declared", Cell(f"{said.health.capitalize()} on {day(said.date)}", color_tone(said.health))
        )
    if row.statement is not None and row.statement.ask:
        yield Fact("We ask for", Cell(row.statement.ask, "strong"))
    yield Fact("Target", Cell(day(row.target)))
    yield Fact("Forecast (85 % likely by then)", forecast(row))
    yield Fact("Against the first baseline", slip(row))
    yield Fact("Progress", progress(row))
    if row.next_milestone is not None:
        yield Fact("Next milestone", next_milestone(row.next_milestone))
    yield Fact("Budget used", budget_used(row))
    if row.cpi is not None:
        yield Fact("CPI (earned value / costs)", Cell(f"{row.cpi:.2f}"))
    if row.risk is not None:
        yield Fact("Highest risk", Cell(f"{row.risk} of 25"))
    if row.csat is not None:
        yield Fact("Satisfaction (CSAT)", Cell(score_text(row.csat_note, row.csat_answers)))
    if row.nps is not None:
        yield Fact("Recommendation (NPS)", Cell(score_text(row.nps_note, row.nps_answers)))


def health(row: ProjectRow) -> Cell:
    """``Amber: schedule``; the state of a project that is not active. Schedule or cost may be unknown."""
    if row.state != "active":
        return Cell(row.state, "quiet")
    why = f": {row.health_dimension}" if row.health_dimension else ""
    part = ", not all known" if row.health.endswith("?") else ""
    return Cell(f"{letter_word(row.health)}{why}{part}", letter_tone(row.health))


def forecast(row: ProjectRow) -> Cell:
    """The date, or why there is none."""
    return Cell(day(row.p85)) if row.p85 is not None else Cell(known(row.p85_note), "quiet")


def slip(row: ProjectRow) -> Cell:
    """``+28 d`` and what was compared, or why it is not known."""
    if row.slip_days is None:
        return Cell(known(row.slip_note), "quiet")
    latest = ""
    if row.baseline_slip_days is not None and row.baseline_slip_days != row.slip_days:
        latest = f"; {days(row.baseline_slip_days)} against the latest"
    first = f" (planned for {day(row.slip_from)})" if row.slip_from is not None else ""
    return Cell(f"{days(row.slip_days)}{first}{latest}", late_tone(row.slip_days))


def progress(row: ProjectRow) -> Cell:
    """The share, and what it was counted by."""
    if row.progress is None:
        return Cell(known(row.progress_note), "quiet")
    return Cell(f"{words.percent(row.progress)} ({row.progress_note})", share=row.progress)


def budget_used(row: ProjectRow) -> Cell:
    """The share and both amounts, or why there is none."""
    if row.budget_used is None or row.budget is None:
        return Cell(known(row.budget_note), "quiet")
    amounts = f"{amount_text(row.costs, row.currency)} of {amount_text(row.budget, row.currency)}"
    return Cell(f"{words.percent(row.budget_used)}: {amounts}", share=row.budget_used)


def next_milestone(coming: NextMilestone) -> Cell:
    """Its name, the day that it is due, the one that it is expected on, and how late that is."""
    expected = f", forecast {day(coming.forecast)}" if coming.forecast is not None else ""
    plan = f" of {day(coming.slip_from)}" if coming.slip_from is not None else ""
    late = f"; {days(coming.slip_days)} against its plan{plan}" if coming.slip_days else ""
    promised = " (promised)" if coming.commitment else ""
    return Cell(
        f"{coming.name}{promised}, due {day(coming.due)}{expected}{late}", late_tone(coming.slip_days)
    )


def _said(page: ProjectView, people: Mapping[str, str]) -> Section:
    if not page.statements:
        return Section("Statement", (Paragraph("Nothing was said about this project yet.", "quiet"),))
    said = page.statements[0]
    return Section("Statement", tuple(statement_blocks(said, people)))


def _earlier(page: ProjectView, people: Mapping[str, str]) -> Section | None:
    earlier = page.statements[1 : EARLIER + 1]
    if not earlier:
        return None
    return Section(
        "Earlier statements",
        (),
        tuple(Section(day(one.date), tuple(statement_blocks(one, people))) for one in earlier),
    )


def _about(page: ProjectView) -> Section | None:
    if not page.facts.description:
        return None
    return Section("About the project", (Paragraph(page.facts.description),))


def statement_blocks(said: StatementLine | Statement, people: Mapping[str, str]) -> Iterator[Block]:
    """What somebody said, and what it says, in the order in which it is read; ``people``: key -> name."""
    ago = {0: " (today)", 1: " (yesterday)"}.get(said.days_ago, f" ({said.days_ago} days ago)")
    by = f" by {people.get(said.author, said.author)}" if said.author else ""
    spoken = f"Declared {said.health}{by} on {day(said.date)}{ago if said.days_ago >= 0 else ''}"
    yield Paragraph(spoken, color_tone(said.health))
    yield Paragraph(said.summary)
    for lead, text in (("Why", said.why), ("Next", said.next), ("We ask for", said.ask)):
        yield Paragraph(text, lead=lead)


def _health(page: ProjectView) -> Section | None:
    row = page.row
    if not row.judgments or row.state != "active":
        return None
    columns = (Column("Dimension"), Column("State"), Column("Numbers and rule"))
    rows = tuple(
        (Cell(one.dimension), Cell(letter_word(one.letter), letter_tone(one.letter)), Cell(one.sentence))
        for one in row.judgments
    )
    blocks: list[Block] = [Table("Health by dimension", columns, rows)]
    more = besides(page.attention, page.row.judgments)
    if more:
        blocks += [
            Paragraph("Needs attention too:" if len(more) < len(page.attention) else "Needs attention:"),
            Items(tuple(Cell(sentence) for sentence in more)),
        ]
    return Section("Health", tuple(blocks), mark=health(row))


def _plan(page: ProjectView) -> Section:
    if not page.milestones and not page.baselines:
        return Section("Plan", (Paragraph("No milestones and no approved plan.", "quiet"),))
    columns = tuple(
        Column(title, title == "Slip")
        for title in ("Milestone", "State", "Due", "Baseline", "Done", "Forecast", "Slip", "Due moved")
    )
    rows = tuple(
        (
            Cell(one.name),
            milestone_state(one.done is not None, one.overdue, one.commitment),
            Cell(day(one.due)),
            Cell(day(one.baseline)),
            Cell(day(one.done)),
            Cell(day(one.forecast)),
            Cell(days(one.slip_days), late_tone(one.slip_days)),
            Cell(_times(one.moved)),
        )
        for one in page.milestones
    )
    blocks: list[Block] = [used_columns(Table("Milestones", columns, rows))] if rows else []
    return Section("Plan", (*blocks, *_baselines(page)))


def milestone_state(done: bool, overdue: bool, promised: bool) -> Cell:
    """``done``, ``overdue`` or ``open``, and whether it was promised."""
    found = Cell("done", "green") if done else Cell("overdue", "red") if overdue else Cell("open")
    return found._replace(text=f"{found.text}, promised") if promised else found


def _times(count: int) -> str:
    return {0: DASH, 1: "once", 2: "twice"}.get(count, f"{count} times")


def _baselines(page: ProjectView) -> Iterator[Block]:
    if not page.baselines:
        return
    columns = (
        Column("Plan approved"),
        Column("Start"),
        Column("Target"),
        Column("Budget", number=True),
        Column("Reason"),
    )
    rows = tuple(
        (
            Cell(day(one.approved)),
            Cell(day(one.start)),
            Cell(day(one.target)),
            Cell(DASH if one.budget is None else amount_text(one.budget, page.facts.currency)),
            Cell(known(one.reason)),
        )
        for one in page.baselines
    )
    yield used_columns(Table("Approved plans", columns, rows))
