"""What export writes: every column, exact text, selected projects with what they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from models.actions.problems import InvalidValue
from models.definitions.bindings import LISTINGS, OTHER_COLUMNS, accounted
from models.definitions.emitter import Plain, composed, document
from models.definitions.export import exported, number_text
from models.definitions.format import Card, Project
from models.definitions.instants import instant_text
from models.store.tables import TABLES, Event, Origin, Table

if TYPE_CHECKING:
    from tests.models.definitions.conftest import Bench

NOT_EXPORTED: dict[type[Any], str] = {
    Event: "the history of changes stays in the database; `pmboard backup` keeps it",
    Origin: "what this database remembers of the files that it imported",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_column_is_exported_or_exempt_with_a_reason(table: type[Table]) -> None:
    columns = {field.column_name for field in table._meta.sorted_fields}
    said = accounted(table)
    assert columns - said.keys() == set(), "neither exported nor exempt: say so in bindings.py"
    assert said.keys() - columns == set(), "no such column"
    assert all(said.values())


def test_every_table_is_exported_or_exempt() -> None:
    exported_tables = {one.table for one in LISTINGS} | OTHER_COLUMNS.keys()
    assert exported_tables == set(TABLES)
    assert not NOT_EXPORTED.keys() & exported_tables


def test_every_field_of_a_listing_is_one_of_the_format() -> None:
    for listing in LISTINGS:
        for one in listing.fields:
            if listing.name in ("projects", "cards"):
                model: Any = Project if listing.name == "projects" else Card
                assert one.field in model.model_fields, (listing.name, one.field)


_ODD = " \t\n:#-?,[]{}&*!|>'\"%@`\\0123eny.=~<\x85\u2028\u2029\xa0\ufeff\r😀é"
_text = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(list(_ODD))), max_size=40)


def _nfc(value: Any) -> Any:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, list):
        return [_nfc(each) for each in value]
    return {key: _nfc(each) for key, each in value.items()}


@given(_text, _text)
def test_any_text_reads_back_as_it_was(first: str, second: str) -> None:
    node = {
        "title": first,
        "list": [first, second],
        "flow": {"a": first, "b": second},
        "items": [{"text": first, "more": [{"x": second}]}, {"y": first}],
        "last": second,
    }
    assert yaml.load(document(node), yaml.CSafeLoader) == _nfc(node)


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "null", "~", "2026-01-01", "1e3", "012", "12:30", "0x1f", ".5", "1_000", "+1",
        " leading",
        "trailing ", "#x", "a #b", "a: b", "a:", "- x", "-", "? x", "[x]", "{x}", "&a", "*a", "!t", "|", ">",
        "'q'", '"q"', "%d", "@x", "`x", "<<", "=", "", "\ttab", "a\x85b", "a\u2028b", "😀", "e\u0301",
    ],
)  # fmt: skip
def test_text_that_readers_mistake_is_quoted(text: str) -> None:
    for node in ({"k": text}, {"k": [text]}, {"k": [{"a": text}]}):
        assert yaml.load(document(node), yaml.SafeLoader) == _nfc(node)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Ledger migration", "k: Ledger migration\n"),
        ("Pulled, tested; done (100%)", "k: Pulled, tested; done (100%)\n"),
        ("a\nb", "k: |-\n  a\n  b\n"),
        ("a\n\nb\n", "k: |\n  a\n\n  b\n"),
        ("a\n\n", "k: |+\n  a\n\n"),
        (" a\nb", "k: |2-\n   a\n  b\n"),
        ("\na", "k: |2-\n\n  a\n"),
        ("a\n \nb", 'k: "a\\n \\nb"\n'),
        ("\n", 'k: "\\n"\n'),
        ("a\rb\n", 'k: "a\\rb\\n"\n'),
    ],
)
def test_text_of_several_lines(text: str, written: str) -> None:
    assert document({"k": text}) == written


def test_a_mapping_that_fits_stands_on_one_line() -> None:
    assert document({"k": [{"a": "x", "b": Plain("1")}]}) == "k:\n  - {a: x, b: 1}\n"
    long = "word " * 30
    assert document({"k": [{"a": long.strip()}]}) == f"k:\n  - a: {long.strip()}\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(40.0, "40"), (0.5, "0.5"), (1e-7, "0.0000001"), (1e15, "1000000000000000"), (2, "2"), (-0.1, "-0.1")],
)
def test_numbers_have_no_exponent(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1793520000007, "2026-11-01T08:00:00.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (-62135596800000, "0001-01-01T00:00:00.000Z"),
    ],
)
def test_instants_have_milliseconds_and_z(ms: int, text: str) -> None:
    assert instant_text(ms) == text


TWO = """
settings: {time_zone: UTC}
people: [{key: anna, name: Anna}, {key: ben, name: Ben}, {key: cleo, name: Cleo}, {key: dan, name: Dan}]
clients: [{key: acme, name: Acme, manager: dan}, {key: other, name: Other}]
goals: [{key: G1, title: One}, {key: G2, title: Two}, {key: G3, title: Three}]
programs: [{key: core, name: Core, client: acme, goals: [G2]}, {key: rest, name: Rest}]
views: [{key: v, screen: board, name: V, query: x}]
projects:
- key: A
  name: A
  program: core
  goals: [{goal: G1, weight: 2}]
  risks: [{title: r, probability: 1, impact: 1, owner: cleo}]
  budget: {amount: 12.50, currency: EUR}
  cards: [{id: a, title: a, assignees: [anna], depends_on: [B/b], parent: B/b}]
- key: B
  name: B
  manager: ben
  goals: [G3]
  cards: [{id: b, title: b, relates: [A/a]}]
snapshots:
- {project: A, date: 2026-11-01, values: {done: 3, share: 0.5, flat: 2.0, name: x, none: null, yes: true}}
"""


def test_a_selected_project_brings_what_it_refers_to(bench: Bench) -> None:
    bench.load(TWO)
    found = exported(bench.p, ["A"])
    data = yaml.safe_load(found.text)
    assert [each["key"] for each in data["people"]] == ["anna", "cleo", "dan"]
    assert [each["key"] for each in data["clients"]] == ["acme"]
    assert [each["key"] for each in data["goals"]] == ["G1", "G2"]
    assert [each["key"] for each in data["programs"]] == ["core"]
    assert [each["key"] for each in data["projects"]] == ["A"]
    assert data.keys() & {"settings", "views"} == set()
    assert len(data["snapshots"]) == 1
    card = data["projects"][0]["cards"][0]
    assert card.keys() & {"depends_on", "parent"} == set()
    assert found.left_out == (
        "A-1 is part of a card of a project that is not exported",
        "A-1 depends on a card of a project that is not exported",
    )
    bench.load(found.text, name="other")


def test_money_has_no_trailing_zeros(bench: Bench) -> None:
    bench.load(TWO)
    assert "budget: {amount: 12.5, currency: EUR}" in bench.export()


def test_a_project_that_is_not_there(bench: Bench) -> None:
    bench.load(TWO)
    with pytest.raises(InvalidValue, match="there is no project 'AA'"):
        bench.export("AA")


def test_the_keys_stand_in_the_order_of_the_page(bench: Bench) -> None:
    bench.load(TWO)
    data = yaml.safe_load(bench.export())
    assert list(data) == [
        "pmboard", "settings", "people", "clients", "goals", "programs", "projects", "views", "snapshots",
    ]  # fmt: skip
    assert list(data["projects"][0]) == [
        "key", "name", "program", "goals", "state", "baselines", "budget", "cadence", "columns", "risks",
        "cards", "next_number",
    ]  # fmt: skip
