"""The report on several projects: what needs attention, the table, then each project in short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from models.measures.money import amount_text
from models.reports import words
from models.reports.client_part import expectation_state, forecast_of_promise
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
    late_tone,
    letter_tone,
    letter_word,
    titled,
    used_columns,
)
from models.reports.project_document import (
    budget_used,
    forecast,
    health,
    made,
    next_milestone,
    progress,
    slip,
    statement_blocks,
)
from models.views.besides import besides
from models.views.client_report import ClientProject
from models.views.delivery import (
    Attention,
    DeliveryView,
    Group,
    Grouping,
    NextMilestone,
    ProjectRow,
    grouped,
)
from models.views.short import short_note

WORST = 25
"""Projects that are told under needs attention; the others say it in their own part."""


class Subject(NamedTuple):
    """Which projects a report is about."""

    kind: str
    """client, program or portfolio."""
    key: str
    """Of the client or program; empty for the portfolio."""
    name: str

    @property
    def by(self) -> Grouping:
        """How its projects are grouped: within a client by program, else by client."""
        return "program" if self.kind == "client" else "client"


EVERYTHING = Subject("portfolio", "", "All projects")


def narrowed(view: DeliveryView, subject: Subject) -> DeliveryView:
    """The view with only the projects of the subject."""
    if subject.kind == "portfolio":
        return view
    rows = tuple(
        row
        for row in view.rows
        if subject.key == (row.client_key if subject.kind == "client" else row.program_key)
    )
    ids = {row.id for row in rows}
    return view._replace(
        rows=rows, attention=tuple(line for line in view.attention if line.project_id in ids)
    )


def portfolio_document(
    view: DeliveryView,
    subject: Subject,
    zone: str,
    people: Mapping[str, str],
    promised: Sequence[ClientProject] = (),
) -> Document:
    """The report; ``view`` has the projects of the subject only; ``people``: key -> name.

    ``promised``: the same projects with what their clients expect.
    """
    by_project = {line.project_id: line for line in view.attention}
    groups = grouped(_worst_first(view.rows), subject.by, following=True)
    parts = tuple(_part(row, by_project.get(row.id), people) for group in groups for row in group.rows)
    sections = [Section("Summary", tuple(_summary(view)))]
    if view.rows:
        sections += [_attention(view), _table(groups), *_promises(view.rows, promised)]
        sections.append(Section("Project by project", (), parts))
    return Document(
        title=subject.name,
        made=made(f"{subject.kind.capitalize()} report", view.now_ms, zone),
        blocks=(),
        sections=tuple(sections),
    )


def _worst_first(rows: tuple[ProjectRow, ...]) -> list[ProjectRow]:
    return sorted(rows, key=lambda row: (-row.health_rank, row.key))


def _summary(view: DeliveryView) -> Iterator[Block]:
    if not view.rows:
        yield Paragraph("There are no projects here.", "quiet")
        return
    (whole,) = grouped(view.rows, "none")
    others = len(view.rows) - sum(row.state == "active" for row in view.rows)
    facts = [Fact("Projects", Cell(str(len(view.rows)))), Fact("Health of the active ones", _letters(whole))]
    if others:
        facts.append(Fact("Not active", Cell(str(others))))
    facts.append(Fact("Need attention", Cell(str(len(view.attention)))))
    late = sum((row.slip_days or 0) > 0 and row.state == "active" for row in view.rows)
    facts.append(Fact("Active and later than their first baseline", Cell(str(late))))
    facts += [Fact("Costs to date", Cell(text)) for text in _money(whole)]
    yield Facts(tuple(facts))


def _letters(group: Group) -> Cell:
    counts = ((group.red, "red"), (group.amber, "amber"), (group.green, "green"), (group.unknown, "unknown"))
    worst = "red" if group.red else "amber" if group.amber else ""
    return Cell(", ".join(f"{count} {word}" for count, word in counts if count) or DASH, color_tone(worst))


def _money(group: Group) -> Iterator[str]:
    """An amount for each currency: different ones are never added up."""
    for currency, costs, budget in group.money:
        spent = amount_text(costs, currency) if costs else "no costs booked"
        yield f"{spent} of {amount_text(budget, currency)}" if budget else spent


def _attention(view: DeliveryView) -> Section:
    if not view.attention:
        return Section("Needs attention", (Paragraph("Nothing needs attention.", "green"),))
    names = {row.id: titled(row.key, row.name) for row in view.rows}
    columns = (
        Column("Project"),
        Column("What is wrong"),
        Column("About"),
        Column("More rules", number=True),
    )
    rows = tuple(
        (
            Cell(names[line.project_id], to=_anchor(line.project_id)),
            Cell(line.sentence),
            Cell(line.dimension),
            Cell(f"+{line.more}" if line.more else DASH),
        )
        for line in view.attention[:WORST]
    )
    blocks: list[Block] = [
        used_columns(Table("Projects that need attention, the worst first", columns, rows))
    ]
    if len(view.attention) > WORST:
        more = len(view.attention) - WORST
        blocks.append(
            Paragraph(f"{more} more need attention: what is wrong stands under each project.", "quiet")
        )
    count = Cell(f"{len(view.attention)} of {len(view.rows)} projects", "quiet")
    return Section("Needs attention", tuple(blocks), mark=count)


_COLUMNS = (
    Column("Project"),
    Column("Health"),
    Column("Declared"),
    Column("Progress"),
    Column("Target"),
    Column("Forecast (85 %)"),
    Column("Slip", number=True),
    Column("Budget used", number=True),
    Column("CPI", number=True),
    Column("Risk", number=True),
    Column("CSAT"),
    Column("Next milestone"),
    Column("Last statement"),
)


def _table(groups: tuple[Group, ...]) -> Section:
    every = Table("Projects", _COLUMNS, tuple(_row(row) for group in groups for row in group.rows))
    # The same columns in each group: those in which one of all projects has something to say.
    shown = used_columns(every)
    if len(groups) == 1:
        return Section("Projects", (shown,))
    sections, at = [], 0
    for group in groups:
        rows = shown.rows[at : at + len(group.rows)]
        at += len(group.rows)
        name = group.name or "Others"
        money = tuple(Paragraph(text, "quiet", lead="Costs") for text in _money(group))
        table = shown._replace(about=f"Projects: {name}", rows=rows)
        mark = _letters(group)
        sections.append(Section(name, (*money, table), mark=mark if mark.text != DASH else None))
    return Section("Projects", (), tuple(sections))


def _row(row: ProjectRow) -> tuple[Cell, ...]:
    said = "never" if row.statement is None else day(row.statement.date)
    if row.said_note == "stale":
        said = f"{said}, stale"
    coming = row.next_milestone
    return (
        Cell(titled(row.key, row.name), to=_anchor(row.id)),
        health(row),
        Cell(letter_word(row.declared), letter_tone(row.declared)) if row.declared else Cell(DASH, "quiet"),
        Cell(words.percent(row.progress) or DASH, share=row.progress),
        Cell(day(row.target)),
        Cell(day(row.p85)) if row.p85 is not None else Cell(_short(row.p85_note), "quiet"),
        Cell(days(row.slip_days), late_tone(row.slip_days)),
        Cell(words.percent(row.budget_used) or DASH),
        Cell(DASH if row.cpi is None else f"{row.cpi:.2f}"),
        Cell(DASH if row.risk is None else str(row.risk)),
        Cell(DASH if row.csat is None else row.csat_note),
        Cell(DASH) if coming is None else _coming(coming),
        Cell(said),
    )


def _short(note: str) -> str:
    word = short_note(note)
    return DASH if word == "-" else word


def _coming(coming: NextMilestone) -> Cell:
    late = f" ({days(coming.slip_days)}{coming.counted_from(day)})" if coming.slip_days else ""
    return Cell(f"{coming.name}, {day(coming.due)}{late}", late_tone(coming.slip_days))


def _promises(rows: Sequence[ProjectRow], promised: Sequence[ClientProject]) -> Iterator[Section]:
    """Commitments and expectations in one list: what will not hold first, what is over last."""
    lines: list[tuple[Order, tuple[Cell, ...]]] = []
    for row in rows:
        project = Cell(titled(row.key, row.name), to=_anchor(row.id))
        for one in row.promises:
            if one.commitment:
                state = Cell("overdue", "red") if one.overdue else Cell("open")
                cells = (project, Cell(one.text), Cell("milestone"), state, Cell(day(one.due)))
                order = _order(one.overdue, True, one.late_days or 0, one.due)
                lines.append((order, (*cells, forecast_of_promise(one.forecast, one.due))))
    for client in promised:
        project = Cell(titled(client.key, client.name), to=_anchor(client.id))
        for line in client.expectations:
            expected = (project, Cell(line.text), Cell("expectation"), expectation_state(line))
            order = _order(line.overdue, line.state == "open", line.late_days, line.due)
            lines.append(
                (order, (*expected, Cell(day(line.due)), forecast_of_promise(line.forecast, line.due)))
            )
    if lines:
        titles = ("Project", "Promised", "As", "State", "Due", "Forecast")
        told = tuple(cells for _, cells in sorted(lines, key=lambda pair: pair[0]))
        table = Table("What the clients were promised", tuple(Column(title) for title in titles), told)
        yield Section("Promises", (used_columns(table),))


Order = tuple[bool, bool, int, date]


def _order(overdue: bool, is_open: bool, late_days: int, due: date | None) -> Order:
    return (not overdue, not is_open, -max(late_days, 0), due or date.max)


def _part(row: ProjectRow, attention: Attention | None, people: Mapping[str, str]) -> Section:
    return Section(
        titled(row.key, row.name),
        tuple(_part_blocks(row, attention, people)),
        mark=health(row),
        anchor=_anchor(row.id),
    )


def _part_blocks(row: ProjectRow, attention: Attention | None, people: Mapping[str, str]) -> Iterator[Block]:
    facts = (
        Fact("Manager", Cell(row.manager)),
        Fact("Target", Cell(day(row.target))),
        Fact("Forecast (85 % likely by then)", forecast(row)),
        Fact("Against the first baseline", slip(row)),
        Fact("Progress", progress(row)),
        Fact("Budget used", budget_used(row)),
        Fact(
            "Next milestone", Cell("") if row.next_milestone is None else next_milestone(row.next_milestone)
        ),
    )
    yield Facts(tuple(fact for fact in facts if fact.value.text != DASH))
    said = row.statement
    if said is not None:
        yield from statement_blocks(said, people)
    troubled = [one for letter in ("R", "A") for one in row.judgments if one.letter == letter]
    wrong = besides(attention.all if attention is not None else (), troubled)
    judged = [f"{one.dimension}, {letter_word(one.letter).lower()}: {one.sentence}" for one in troubled]
    if row.state == "active" and (wrong or judged):
        red = sum(one.letter == "R" for one in troubled)
        yield Items(tuple(Cell(sentence) for sentence in (*judged[:red], *wrong, *judged[red:])))


def _anchor(project_id: int) -> str:
    return f"p{project_id}"
