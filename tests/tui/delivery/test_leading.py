"""Keys that lead away, keys that mean nothing here, and reading on in the pane that says why."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import samples
from page import DeliveryApp, FakeSession, lines, marked, settle, text

from models.views.delivery import Attention
from models.views.names import NotFound


def needing(dimension: str, card: str = "") -> FakeSession:
    one = Attention(1, "ATLAS", f"something about {dimension}", dimension, 0, 1, ("something",), card)
    return FakeSession(samples.view(attention=(one,)))


@pytest.mark.parametrize(
    ("dimension", "enter"),
    [
        ("schedule", "ATLAS"),
        ("flow", "ATLAS"),
        ("dependency", "ATLAS"),
        ("cost", "ATLAS page money"),
        ("commitment", "ATLAS page plan"),
        ("milestone", "ATLAS page plan"),
        ("client", "ATLAS page client"),
        ("risk", "ATLAS page risks"),
        ("people", "ATLAS page people"),
        ("statement", "ATLAS page statements"),
    ],
)
async def test_enter_goes_to_what_the_line_is_about_and_b_to_the_board(dimension: str, enter: str) -> None:
    app = DeliveryApp(needing(dimension))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "b", "n")
        assert app.opened == [enter, "ATLAS", "ATLAS page statements new"]


async def test_a_line_about_a_card_leads_to_the_card() -> None:
    session = needing("flow", "ATLAS-42")
    session.answers["find_card"] = SimpleNamespace(id=7)
    app = DeliveryApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        session.answers["find_card"] = NotFound("there is no card ATLAS-42")
        await pilot.press("enter")
        assert app.opened == ["ATLAS card 7", "ATLAS"]


async def test_brackets_walk_from_project_to_project_across_groups() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        seen = []
        for _ in range(5):
            await pilot.press("]")
            seen.append(marked(app)[2:7].strip())
        assert seen == ["ATLAS", "DUNE", "CEDAR", "KITE", "LARK"], "from the line about BORA to its neighbor"
        await pilot.press("G", "]")
        assert "this is the last project" in text(app)
        await pilot.press("[")
        assert marked(app)[2:7].strip() == "PINE"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("m", "m is for the board: move to a column or project    b opens it"),
        ("x", "x is for the board: archive the card    b opens it"),
        ("e", "e is for the board: edit the card's fields    b opens it"),
        ("asterisk", "* is for the board: mark all cards of the column, or none    b opens it"),
        ("&", "& means nothing here    ? shows the keys"),
        ("f5", "f5 means nothing here    ? shows the keys"),
        ("space", "there is nothing more to read    i tells why"),
        ("J", "there is nothing more to read    i tells why"),
        ("escape", "this is the top    q quits"),
        ("h", "there are no more columns on the left"),
    ],
)
async def test_no_key_is_silent(key: str, said: str) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert lines(app)[34].strip() == said


@pytest.mark.parametrize("key", ["j", "i", "}", "w", "slash", "z"])
async def test_what_was_said_goes_with_the_next_key_that_does_something(key: str) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        assert "this is the top    q quits" in text(app)
        await pilot.press("escape")
        assert "this is the top    q quits" in text(app), "it is said again"
        await pilot.press(key)
        await pilot.pause()
        assert "this is the top" not in text(app)


async def test_what_is_typed_behind_a_key_that_means_nothing_is_no_command() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        before = marked(app)
        await pilot.press(*"end week q", "enter")
        await pilot.pause()
        assert app.is_running
        assert app.opened == []
        assert marked(app) == before
        assert "e is for the board" in text(app)


async def test_on_the_head_of_a_group_keys_say_what_to_do() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("]", "z")
        for key, what in (("b", "open"), ("O", "open"), ("n", "write about"), ("y", "copy")):
            await pilot.press(key)
            assert f"Acme Bank is a group, not a project to {what}    enter unfolds it" in text(app)
        assert app.opened == []


async def test_the_pane_is_read_to_its_end_and_again() -> None:
    long = samples.ATLAS._replace(
        statement=samples.ATLAS.statement._replace(why="late " * 200)  # type: ignore[union-attr]
    )
    app = DeliveryApp(FakeSession(samples.view((long, samples.BORA), ())))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "i")
        rule = next(line for line in lines(app) if "why amber" in line)
        assert "1-" in rule
        assert "space reads on" in rule
        await pilot.press("J", "J", "K")
        assert next(line for line in lines(app) if "why amber" in line).count("2-") == 1
        for _ in range(10):
            await pilot.press("space")
            if "back to the first" in text(app):
                break
        assert "agree the data for branch 12 with Ines." in text(app)
        assert "UAT starts" in text(app)
        await pilot.press("J")
        assert "this is the end" in text(app)
        await pilot.press("space")
        assert "A schedule 62 % likely" in text(app)
        await pilot.press("k", "j")
        assert "A schedule 62 % likely" in text(app), "another project was read from its first line"


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 30), (120, 36), (200, 60)])
async def test_why_is_there_at_every_size_and_walks_with_the_cursor(size: tuple[int, int]) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("i")
        for key in ("BORA", "ATLAS", "KITE", "BORA", "ATLAS"):
            assert f"─ {key}  why" in text(app)
            await pilot.press("j")
        assert "b board" in lines(app)[-1]
        await pilot.press("escape")
        assert "  why " not in text(app)
        assert "enter open" in lines(app)[-1]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
async def test_the_key_line_keeps_tabs_and_help(width: int) -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        for tab in ("table", "timeline"):
            last = lines(app)[-1]
            assert "{ } tabs" in last, tab
            assert "? help" in last, tab
            await pilot.press("}")


async def test_on_the_timeline_its_own_marks_come_first() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("L")
        assert "Marks of the table" in lines(app)[3]
        await pilot.press("escape", "}", "L")
        assert "Marks of the timeline" in lines(app)[3]
        assert "milestone: reached, to come, late" in lines(app)[4]


async def test_the_field_of_the_filter_tells_of_promises_at_80_cells() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        told = lines(app)[-2]
        assert told.endswith("red, client:acme, person:ben, is:promised; is: tells more")


async def test_the_field_tells_what_may_follow_is_while_it_is_typed() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"ben is:")
        assert " needs promised late-promise booked late sinking stale" in lines(app)[-2]
        await pilot.press("l")
        assert lines(app)[-2].endswith("is:l    late-promise late")
        await pilot.press("backspace", "b")
        assert lines(app)[-2].endswith("booked: somebody on it has more than 120 % of a week")
        await pilot.press("x")
        assert "after is: needs promised" in lines(app)[-2]
        await pilot.press("space")
        assert "is: tells more" in lines(app)[-2]


async def test_the_marks_are_a_key_away_and_in_the_help() -> None:
    app = DeliveryApp(FakeSession())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("L")
        assert "amber: past the green limit" in text(app)
        await pilot.press("escape", "question_mark", "slash", *"promised", "enter")
        assert "the same, promised to the client" in text(app)


async def test_no_key_reads_on_where_all_of_it_is_in_view() -> None:
    app = DeliveryApp(FakeSession(samples.view((samples.ATLAS,), ())))
    async with app.run_test(size=(120, 50)) as pilot:
        await settle(pilot)
        await pilot.press("j", "i")
        assert "why amber" in text(app)
        assert "space" not in text(app)
        await pilot.press("space")
        assert "all of it is in view" in text(app)
