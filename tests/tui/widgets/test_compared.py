"""A panel that sends only what differs knows what stands on the terminal."""

from __future__ import annotations

from typing import Any

from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tests.tui.quiet import quiet
from tui.strips import Line
from tui.widgets.compared import Compared


class Panel(Compared):
    """One line of text, and the parts of it that are sent."""

    text = "  13 more"

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Region] = []

    def _painted(self, y: int) -> Strip:
        style = Style()
        return Line(self.size.width, style).add("" if y else self.text, style).strip()

    def refresh(self, *regions: Region, **options: Any) -> Any:
        """Remember what is marked to be sent."""
        self.sent += regions
        return super().refresh(*regions, **options)


class Program(App[None]):
    """The panel alone."""

    def compose(self) -> ComposeResult:
        """The panel."""
        yield Panel()


async def test_what_changes_again_before_it_is_painted_is_not_taken_for_sent() -> None:
    app = Program()
    async with app.run_test(size=(20, 3)):
        await quiet(app)
        panel = app.query_one(Panel)
        panel.text = "  10 more"
        panel._repaint()
        assert panel.sent[-1] == Region(0, 0, 4, 1)
        panel.text = (
            ""  # The next letter: its list is compared once it is whole, but this line is painted now.
        )
        await quiet(app)
        assert panel.render_line(0).text.rstrip() == "  10 more"
        panel._repaint()
        assert panel.sent[-1] == Region(0, 0, 9, 1)


async def test_all_of_it_is_painted_as_it_is_now() -> None:
    app = Program()
    async with app.run_test(size=(20, 3)):
        await quiet(app)
        panel = app.query_one(Panel)
        panel.text = "  10 more"
        panel._repaint()
        assert not panel.is_sent
        panel.text = "  9 more of them"
        panel.refresh()
        await quiet(app)
        assert panel.is_sent
        assert panel.render_line(0).text.rstrip() == "  9 more of them"
        panel.text = "  9"
        panel._repaint()
        assert panel.sent[-1] == Region(0, 0, 16, 1)
