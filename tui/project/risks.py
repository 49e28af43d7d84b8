"""The risk register: exposure first, what is done about it, and whether anybody looks after it."""

from __future__ import annotations

from models.views.project import ProjectView, RiskLine
from tui.widgets import cells
from tui.widgets.spans import Span

from .rows import (
    GUTTER,
    Column,
    Entry,
    Row,
    Table,
    heading,
    money,
    money_text,
    nothing,
    paragraph,
    words,
)

_COLUMNS = (
    Column("Risk", 0),
    Column("Exposure", 13),
    Column("P x I", 5, drop=3),
    Column("Owner", 12, drop=1, most=20),
    Column("Response", 8, drop=4),
    Column("Impact", 11, right=True, drop=5),
    Column("Reviewed", 11, drop=2),
)
_BANDS = {"low": "green", "medium": "text", "high": "amber", "very high": "late"}


def risks(view: ProjectView, width: int) -> list[Row]:
    """The rows of the tab."""
    still_open = sum(one.state == "open" for one in view.risks)
    note = f"{still_open} open" if view.risks else ""
    if view.risk_cost is not None:
        note += f", expected cost {money_text(view.risk_cost, view.facts.currency)} {view.facts.currency}"
    rows = [heading("Risks", width, note=note, offer="c closes" if view.risks else "")]
    if not view.risks:
        return [
            *rows,
            nothing("risk", "no risks recorded, which is not the same as none", width, "n adds one"),
        ]
    table = Table(_COLUMNS, width, (one.title for one in view.risks))
    rows.append(table.head())
    for one in view.risks:
        entry = Entry("risk", one.id)
        rows.append(_risk(view, table, one, entry))
        if one.mitigation:
            rows += paragraph(entry, "do", one.mitigation, width, x=GUTTER + 2, style="muted", most=2)
        if (left := _left(one, view.facts.currency)) != "":
            rows += paragraph(entry, "left", left, width, x=GUTTER + 2, style="muted", most=2)
        if one.trigger:
            rows += paragraph(entry, "when", one.trigger, width, x=GUTTER + 2, style="muted", most=2)
    return rows


def _risk(view: ProjectView, table: Table, one: RiskLine, entry: Entry) -> Row:
    quiet = one.state != "open"
    impact = one.cost if one.residual_cost is None else one.residual_cost
    return table.row(
        entry,
        (
            [(one.title, "muted" if quiet else "text")],
            _exposure(one),
            [(f"{one.probability} x {one.impact}", "muted")],
            words(one.owner.name if one.owner else "", "muted"),
            [(one.response, "muted")],
            money(impact, view.facts.currency, "muted"),
            _reviewed(one),
        ),
    )


def _left(one: RiskLine, currency: str) -> str:
    """What stays of a risk with what is done about it, beside what it was judged without; empty: unknown."""
    said = []
    if one.residual_probability is not None or one.residual_impact is not None:
        probability = one.probability if one.residual_probability is None else one.residual_probability
        impact = one.impact if one.residual_impact is None else one.residual_impact
        said.append(f"{probability} x {impact} = {one.exposure}, was {one.inherent}")
    if one.residual_cost is not None:
        before = f", was {money_text(one.cost, currency)}" if one.cost is not None else ""
        said.append(f"{money_text(one.residual_cost, currency)} {currency}{before}")
    return "; ".join(said)


def _exposure(one: RiskLine) -> list[Span]:
    if one.state != "open":
        return [(one.state, "late" if one.state == "happened" else "muted")]
    return [(f"{one.exposure:>2} ", "strong"), (one.band, _BANDS[one.band])]


def _reviewed(one: RiskLine) -> list[Span]:
    if one.state != "open":
        return [("-", "faint")]
    if one.review_age is None:
        return [("!never", "amber") if one.forgotten else ("never", "muted")]
    if one.review_age < 0:
        return [(f"in {cells.days(-one.review_age)}", "muted")]
    text = "today" if one.review_age == 0 else f"{cells.days(one.review_age)} ago"
    return [(f"!{text}", "amber") if one.forgotten else (text, "muted")]
