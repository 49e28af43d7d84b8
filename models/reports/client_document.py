"""The report for a client: what was promised, how far it is, what was said, and what they answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from models.reports import words
from models.reports.client_part import answers_section, expectations_section, promised_words, score_facts
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
    late_tone,
    titled,
    used_columns,
)
from models.reports.project_document import made, milestone_state, next_milestone, planned, statement_blocks
from models.views.client_report import ClientProject, ClientReport
from models.views.timeline_values import TimelineMilestone

_GIVEN_UP = ("cancelled", "finished")


def client_document(report: ClientReport, title: str, zone: str, people: Mapping[str, str]) -> Document:
    """The report; about one project when there is one and ``title`` is empty. ``people``: key -> name."""
    single = report.projects[0] if len(report.projects) == 1 and not title else None
    if single is not None:
        summary = Section("Summary", (Facts(tuple(_facts(single))),))
        sections = (summary, *_parts(single, report, people))
    else:
        sections = tuple(_sections(report, people))
    return Document(
        title=titled(single.key, single.name) if single is not None else title,
        made=made("Report for the client", report.now_ms, zone),
        blocks=(),
        sections=sections,
    )


def _sections(report: ClientReport, people: Mapping[str, str]) -> Iterator[Section]:
    if not report.projects:
        yield Section("Summary", (Paragraph("There are no projects here.", "quiet"),))
        return
    yield Section("Summary", (Facts(tuple(_summary(report))),))
    asked = [(one, one.statement.ask) for one in report.projects if one.statement and one.statement.ask]
    if asked:
        items = tuple(Cell(f"{titled(one.key, one.name)}: {ask}", to=_anchor(one)) for one, ask in asked)
        yield Section("What we ask for", (Items(items),))
    yield Section("Projects", (_table(report),))
    for one in report.projects:
        yield Section(
            titled(one.key, one.name),
            (Facts(tuple(_facts(one))),),
            tuple(_parts(one, report, people)),
            anchor=_anchor(one),
        )


def _summary(report: ClientReport) -> Iterator[Fact]:
    yield Fact("Projects", Cell(str(len(report.projects))))
    said = [one.statement.health for one in report.projects if one.statement and one.state == "active"]
    counts = ", ".join(f"{said.count(word)} {word}" for word in ("red", "amber", "green") if word in said)
    if counts:
        yield Fact("Status of the active ones, as we stated it", Cell(counts))
    every = [line for one in report.projects for line in one.expectations]
    yield Fact("Expectations", Cell(promised_words(every, report.today)))
    yield from score_facts(report.csat, report.nps)


def _table(report: ClientReport) -> Table:
    titles = ("Project", "Status", "Progress", "Target", "Forecast (85 %)", "Next milestone", "Expectations")
    rows = tuple(
        (
            Cell(titled(one.key, one.name), to=_anchor(one)),
            _status(one),
            Cell(words.percent(one.progress) or DASH, share=one.progress),
            Cell(day(one.target)),
            Cell(day(_forecast(one))),
            _coming(one),
            Cell(promised_words(one.expectations, report.today) or DASH),
        )
        for one in report.projects
    )
    return used_columns(Table("Projects", tuple(Column(title) for title in titles), rows))


def _coming(one: ClientProject) -> Cell:
    coming = one.next_milestone
    if coming is None:
        return Cell(DASH)
    late = late_tone(coming.slip_days)
    expected = f", forecast {day(coming.forecast)}" if coming.forecast is not None else ""
    return Cell(f"{coming.name}, {day(coming.due)}{expected}", late)


def _status(one: ClientProject) -> Cell:
    """What we said, not what is computed: how a project is judged inside is no message to its client."""
    if one.state != "active":
        return Cell(one.state, "quiet")
    if one.statement is None:
        return Cell("not stated yet", "quiet")
    said = one.statement
    return Cell(f"{said.health.capitalize()} on {day(said.date)}", color_tone(said.health))


def _facts(one: ClientProject) -> Iterator[Fact]:
    yield Fact("Status", _status(one))
    if one.statement is not None and one.statement.ask:
        yield Fact("We ask for", Cell(one.statement.ask, "strong"))
    yield Fact("Manager", Cell(one.manager))
    yield Fact("Planned", Cell(planned(one.start, one.target)))
    forecast = _forecast(one)
    if forecast is not None:
        yield Fact("Forecast (85 % likely by then)", Cell(day(forecast)))
    if one.progress is not None:
        yield Fact("Progress", Cell(words.percent(one.progress), share=one.progress))
    if one.next_milestone is not None:
        yield Fact("Next milestone", next_milestone(one.next_milestone))


def _forecast(one: ClientProject) -> date | None:
    return None if one.state in _GIVEN_UP else one.forecast


def _parts(one: ClientProject, report: ClientReport, people: Mapping[str, str]) -> Iterator[Section]:
    if one.statement is not None:
        yield Section("Statement", tuple(statement_blocks(one.statement, people)))
    yield expectations_section(one.expectations, report.today)
    yield Section("Milestones", tuple(_milestones(one, report.today)))
    yield answers_section(one.answers, tuple(score_facts(one.csat, one.nps)))


def _milestones(one: ClientProject, today: date) -> Iterator[Block]:
    if not one.milestones:
        yield Paragraph("No milestones with a date.", "quiet")
        return
    titles = ("Milestone", "State", "Due", "First planned", "Done", "Forecast")
    rows = tuple(_milestone(line, today) for line in one.milestones)
    yield used_columns(Table("Milestones", tuple(Column(title) for title in titles), rows))


def _milestone(line: TimelineMilestone, today: date) -> tuple[Cell, ...]:
    overdue = line.done is None and line.due is not None and line.due < today
    return (
        Cell(line.name),
        milestone_state(line.done is not None, overdue, line.commitment),
        Cell(day(line.due)),
        Cell(day(line.baseline)),
        Cell(day(line.done)),
        Cell(day(line.forecast), late_tone(1 if line.late else 0)),
    )


def _anchor(one: ClientProject) -> str:
    return f"p{one.id}"
