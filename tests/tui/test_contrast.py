"""Every text on every screen can be read on its ground: 4.5:1, in high contrast 7:1, as WCAG 2.2 counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rich.color import Color, ColorType
from rich.style import Style
from textual._compositor import Compositor

from models.demo import open_demo
from tests.tui import samples
from tests.tui.pages import Driver
from tests.tui.tour import STEPS
from tui import themes
from tui.app import PmboardApp
from tui.session import Session

RGB_NAMES = [name for name in themes.THEME_NAMES if name != "ansi"]
LINES = frozenset("─━│┤┼┿╪╞═█▁▂▃▄▅▆▇·")
"""What is drawn, not written: rules, bars and columns. The figure beside them says it too."""
MARKS = frozenset("▌")
"""The cursor: a graphical object, 3:1."""


@pytest.fixture(scope="module")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tour") / "demo.db"
    open_demo(file, author="anna", clock=samples.clock).close()
    return file


@pytest.fixture
def demo(demo_once: Path, tmp_path: Path) -> Path:
    for file in demo_once.parent.iterdir():
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / demo_once.name


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    assert color.triplet is not None
    channels = [value / 255 for value in color.triplet]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: Color, other: Color) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(driver: Driver) -> Iterator[tuple[str, Color, Color]]:
    """Each text on the screen with its color and its ground, as they are sent."""
    for strip in driver.app.screen._compositor.render_strips():
        for text, style, _control in strip:
            if not text.strip():
                continue
            assert isinstance(style, Style), text
            assert style.color is not None, text
            assert style.bgcolor is not None, text
            assert style.color.type is style.bgcolor.type is ColorType.TRUECOLOR, (text, style)
            assert not style.dim, (text, style)
            ink, ground = style.color, style.bgcolor
            yield text, *((ground, ink) if style.reverse else (ink, ground))


def poor(texts: list[tuple[str, Color, Color]], least: float) -> list[str]:
    """What cannot be read well, with its contrast."""
    found = []
    for text, ink, ground in texts:
        letters = set(text) - LINES - {" "}
        needed = 3.0 if letters <= MARKS else least
        if letters and contrast(ink, ground) < needed:
            found.append(f"{text.strip()!r} {ink.name} on {ground.name}: {contrast(ink, ground):.2f}")
    return found


@pytest.fixture
def _unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent, so that each screen is rendered once, where it is looked at."""
    monkeypatch.setattr(
        Compositor, "render_update", lambda compositor, **_: compositor._dirty_regions.clear()
    )


@pytest.mark.usefixtures("_unpainted")
async def test_every_text_of_every_screen_can_be_read_in_every_theme(demo: Path) -> None:
    session = Session(lambda: open_demo(demo, author="anna", clock=samples.clock))
    shown: set[str] = set()
    pairs: dict[str, set[tuple[str, str]]] = {name: set() for name in RGB_NAMES}
    failed: dict[tuple[str, str], list[str]] = {}
    try:
        app = PmboardApp(session, "ATLAS", "pm-dark")
        async with app.run_test(size=(120, 36)) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            for name in RGB_NAMES:
                app.register_theme(themes.load(name))
            for screen, keys in STEPS:
                shown.add(await driver.shown(*keys.split()))
                for name in RGB_NAMES:
                    app.theme = name
                    await pilot.pause()
                    texts = list(seen(driver))
                    pairs[name] |= {(ink.name, ground.name) for _text, ink, ground in texts}
                    least = 7.0 if name.startswith("high-contrast") else 4.5
                    if found := poor(texts, least):
                        failed[screen, name] = found
    finally:
        session.close()
    assert failed == {}
    # The walk has led through different screens, and each theme has shown its own colors.
    assert len(shown) == len(STEPS)
    assert all(len(of_one) >= 15 for of_one in pairs.values())
    assert len({frozenset(of_one) for of_one in pairs.values()}) == len(RGB_NAMES)
