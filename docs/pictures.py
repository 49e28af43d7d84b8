"""Make the pictures of the README from the real screens: ``.venv/bin/python docs/pictures.py``.

The demo is opened on a fixed day, driven with real keys, and each screen is kept as SVG in docs/pictures/.
``--all FOLDER`` keeps every screen of the tour in every theme at 80x24 and 120x36 there, to be looked at:
some 550 pictures and as many texts, minutes. ``--all FOLDER THEME...`` keeps some themes only.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from models.actions import cards  # noqa: E402
from models.demo import open_demo  # noqa: E402
from models.views.names import find_card  # noqa: E402
from tests.tui.tour import STEPS  # noqa: E402
from tui.app import PmboardApp  # noqa: E402
from tui.bring_in import Bring  # noqa: E402
from tui.session import Session  # noqa: E402
from tui.themes import THEME_NAMES, load  # noqa: E402
from tui.welcome import Welcome  # noqa: E402

DAY = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)

PICTURES = {
    "delivery": ("pm-dark", (120, 36), ["tab", *["down"] * 6, "i"]),
    "board": ("pm-dark", (120, 36), ["right", "down"]),
    "board-details": ("pm-dark", (120, 36), ["right", "right", "enter"]),
    "timeline": ("pm-dark", (120, 30), ["tab", *["down"] * 15, "}"]),
    "project": ("pm-dark", (120, 34), ["O"]),
    "board-80x24": ("pm-light", (80, 24), ["right", "right"]),
}
"""Name -> (theme, size, keys)."""


SIZES = ((80, 24), (120, 36))


def opened(folder: Path, theme: str) -> tuple[Session, PmboardApp]:
    """The demo, kept in a folder, on the day of the pictures."""
    session = Session(lambda: open_demo(folder / "demo.db", author="dora", clock=lambda: DAY))
    return session, PmboardApp(session, None, theme)


async def take(folder: Path, name: str, theme: str, size: tuple[int, int], keys: list[str]) -> None:
    """Open the demo, press the keys, and keep the screen as an SVG."""
    session, app = opened(folder, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.5)
        svg = app.export_screenshot(title=f"pmboard {name}")
    session.close()
    target = TOP / "docs" / "pictures" / f"{name}.svg"
    target.parent.mkdir(exist_ok=True)
    target.write_text(svg, encoding="utf-8")
    print(target.relative_to(TOP), f"{len(svg) / 1000:.0f} KB")


def keep(app: App[Any], target: Path, theme: str, size: tuple[int, int], name: str) -> None:
    """Keep what is shown, as SVG and as text."""
    file = target / f"{theme}-{size[0]}x{size[1]}-{name}.svg"
    file.write_text(app.export_screenshot(title=file.stem), encoding="utf-8")
    strips = app.screen._compositor.render_strips()
    file.with_suffix(".txt").write_text("\n".join(strip.text for strip in strips), encoding="utf-8")


async def pressed(pilot: Pilot[Any], keys: str) -> None:
    """Press keys, and wait for what they lead to."""
    for key in keys.split():
        await pilot.press(key)
        await pilot.pause(0.05)
    await pilot.pause(0.2)


def change_behind(folder: Path) -> None:
    """What another person does meanwhile to the card that the tour stands on at its end."""
    portfolio = open_demo(folder / "demo.db", author="ben", clock=lambda: DAY)
    cards.edit(portfolio, find_card(portfolio, "ATLAS-23").id, None, due="2027-02-20")
    portfolio.close()


async def tour(folder: Path, target: Path, theme: str, size: tuple[int, int]) -> None:
    """Walk over every screen and keep each."""
    session, app = opened(folder, theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        for name, keys in STEPS:
            await pressed(pilot, keys)
            keep(app, target, theme, size, name)
        await pressed(pilot, "escape d")
        change_behind(folder)
        await pressed(pilot, "2 0 2 7 - 0 3 - 0 1 enter")
        keep(app, target, theme, size, "conflict")
    session.close()
    print(target, theme, f"{size[0]}x{size[1]}", len(STEPS) + 1)


def nothing_to_bring() -> Bring:
    """The page of the first start is only looked at."""
    raise NotImplementedError


async def first_start(target: Path, theme: str, size: tuple[int, int]) -> None:
    """Keep the page of the first start and its help."""
    app = Welcome(Path("~/.local/share/pmboard/portfolio.db"), nothing_to_bring)
    async with app.run_test(size=size) as pilot:
        app.register_theme(load(theme))
        app.theme = theme
        await pilot.pause(0.2)
        keep(app, target, theme, size, "welcome")
        await pressed(pilot, "?")
        keep(app, target, theme, size, "welcome-help")


def main(words: list[str]) -> None:
    """Take the pictures of the README; or all, into a folder."""
    os.environ.update(TZ="Europe/Madrid", TEXTUAL_ANIMATIONS="none")
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(XDG_CONFIG_HOME=name, XDG_STATE_HOME=name, XDG_DATA_HOME=name)
        if words[:1] == ["--all"]:
            target = Path(words[1])
            target.mkdir(parents=True, exist_ok=True)
            for theme in words[2:] or THEME_NAMES:
                for size in SIZES:
                    shutil.rmtree(name)
                    Path(name).mkdir()
                    asyncio.run(tour(Path(name), target, theme, size))
                    asyncio.run(first_start(target, theme, size))
            return
        for picture, (theme, size, keys) in PICTURES.items():
            asyncio.run(take(Path(name), picture, theme, size, keys))


if __name__ == "__main__":
    main(sys.argv[1:])
