"""Risks, and what the client was promised and answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from models.measures.answers import NoAnswer
from models.measures.money import amount_text
from models.measures.satisfaction import LEAST_FOR_PERCENT, Score, expectations
from models.measures.wording import days_text
from models.reports.document import (
    DASH,
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Paragraph,
    Section,
    Table,
    Tone,
    day,
    known,
    used_columns,
)
from models.views.project_values import AnswerLine, ExpectationLine, ProjectView, RiskLine

_BANDS: dict[str, Tone] = {"high": "amber", "very high": "red"}
ANSWERS = 10
"""Answers of the client that are listed."""


def client_sections(page: ProjectView) -> tuple[Section, ...]:
    """Risks, expectations, satisfaction."""
    answers, scores = page.client.answers, score_facts(page.client.csat, page.client.nps)
    return (
        _risks(page),
        expectations_section(page.client.expectations, page.today),
        answers_section(answers, tuple(scores)),
    )


def _risks(page: ProjectView) -> Section:
    if not page.risks:
        return Section("Risks", (Paragraph("No risks are recorded: that is not known, not safe.", "quiet"),))
    columns = (
        Column("Risk"),
        Column("Exposure (1 to 25)", number=True),
        Column("Band"),
        Column("Money", number=True),
        Column("Response"),
        Column("What is done"),
        Column("Owner"),
        Column("Reviewed"),
        Column("State"),
    )
    rows = tuple(_risk(risk, page.facts.currency) for risk in page.risks)
    blocks: list[Block] = [used_columns(Table("Risks by exposure", columns, rows))]
    if page.risk_cost is not None:
        cost = amount_text(page.risk_cost, page.facts.currency)
        blocks.append(Paragraph(f"Expected cost of the open risks (probability x money): {cost}."))
    return Section("Risks", tuple(blocks))


def _risk(risk: RiskLine, currency: str) -> tuple[Cell, ...]:
    open_ = risk.state == "open"
    cost = risk.residual_cost if risk.residual_cost is not None else risk.cost
    before = f" (was {risk.inherent})" if risk.inherent != risk.exposure else ""
    review = "never" if risk.review is None else day(risk.review)
    return (
        Cell(risk.title),
        Cell(f"{risk.exposure}{before}"),
        Cell(risk.band, _BANDS.get(risk.band, "") if open_ else "quiet"),
        Cell(DASH if cost is None else amount_text(cost, currency)),
        Cell(known(risk.response)),
        Cell(known(risk.mitigation)),
        Cell(risk.owner.name if risk.owner is not None else DASH),
        Cell(f"{review}, too long ago" if open_ and risk.forgotten else review),
        Cell(risk.state, "" if open_ else "quiet"),
    )


def promised_words(promised: Sequence[ExpectationLine], today: date) -> str:
    """``2 kept, 1 overdue, 3 open``; empty for none."""
    counts = expectations(
        ((one.state, one.due) for one in promised if one.state in ("open", "kept", "missed")), today
    )
    return ", ".join(
        f"{count} {what}"
        for count, what in (
            (counts.kept, "kept"),
            (counts.missed, "missed"),
            (counts.overdue, "overdue"),
            (counts.waiting, "open"),
        )
        if count
    )


def expectations_section(promised: Sequence[ExpectationLine], today: date) -> Section:
    """What the client was promised, and how it stands."""
    if not promised:
        return Section("Expectations", (Paragraph("No expectation of the client is written down.", "quiet"),))
    told = promised_words(promised, today)
    columns = (Column("Promised"), Column("State"), Column("Due"), Column("Forecast"))
    rows = tuple(
        (
            Cell(one.text),
            expectation_state(one),
            Cell(day(one.due)),
            forecast_of_promise(one.forecast, one.due),
        )
        for one in promised
    )
    return Section(
        "Expectations",
        (Paragraph(f"{told}."), used_columns(Table("Expectations of the client", columns, rows))),
    )


def expectation_state(one: ExpectationLine) -> Cell:
    """``open``, ``kept``, ``missed``, or ``overdue`` for one that is open after its day."""
    if one.overdue:
        return Cell("overdue", "red")
    tones: dict[str, Tone] = {"kept": "green", "missed": "red"}
    return Cell(one.state, tones.get(one.state, ""))


def forecast_of_promise(forecast: date | None, due: date | None) -> Cell:
    """The day by which it will be kept with 85 %, and how far that is from the one that was promised."""
    if forecast is None or due is None:
        return Cell(DASH)
    late = (forecast - due).days
    return Cell(f"{day(forecast)} ({days_text(late)})" if late else day(forecast), "red" if late > 0 else "")


def answers_section(answers: Sequence[AnswerLine], scores: tuple[Fact, ...]) -> Section:
    """What the client answered, the newest first."""
    if not answers:
        return Section("Satisfaction", (Paragraph("Nobody was asked, or nobody answered.", "quiet"),))
    columns = (Column("Answered"), Column("By"), Column("Score"), Column("Comment"))
    rows = tuple(
        (Cell(day(one.date)), Cell(known(one.respondent)), Cell(_score(one)), Cell(known(one.comment)))
        for one in answers[:ANSWERS]
    )
    blocks: list[Block] = [Facts(scores)] if scores else []
    blocks.append(used_columns(Table("Answers of the client, the newest first", columns, rows)))
    if len(answers) > ANSWERS:
        blocks.append(Paragraph(f"{len(answers) - ANSWERS} earlier answers are not listed.", "quiet"))
    return Section("Satisfaction", tuple(blocks))


def score_facts(csat: Score | NoAnswer, nps: Score | NoAnswer) -> Iterator[Fact]:
    """CSAT and NPS, those that have answers."""
    for name, score in (
        ("CSAT: answers of 4 or 5, last 180 days", csat),
        ("NPS, last 180 days", nps),
    ):
        if not isinstance(score, NoAnswer):
            yield Fact(name, Cell(score_text(score.text, score.n)))


def score_text(text: str, count: int) -> str:
    """A score in words: ``67 % of 6 answers``; of too few for that ``4 5 (all answers)``."""
    shown = text.rpartition(" n")[0]
    return f"{shown} of {count} answers" if count >= LEAST_FOR_PERCENT else f"{shown} (all answers)"


def _score(one: AnswerLine) -> str:
    return f"CSAT {one.csat} of 5" if one.csat is not None else f"NPS {one.nps} of 10"
