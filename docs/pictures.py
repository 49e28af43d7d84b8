"""Make the pictures of the README from the real screens: ``.venv/bin/python docs/pictures.py``.

The demo is opened on a fixed day, driven with real keys, and each screen is kept as SVG in docs/pictures/.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

DAY = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)

PICTURES = {
    "delivery": ("pm-dark", (120, 36), ["tab", *["down"] * 8, "i"]),
    "board": ("pm-dark", (120, 36), ["right", "down"]),
    "board-details": ("pm-dark", (120, 36), ["right", "right", "enter"]),
    "timeline": ("pm-dark", (120, 30), ["tab", *["down"] * 8, "}"]),
    "project": ("pm-dark", (120, 34), ["O"]),
    "board-80x24": ("pm-light", (80, 24), ["right", "right"]),
}
"""Name -> (theme, size, keys)."""


async def take(folder: Path, name: str, theme: str, size: tuple[int, int], keys: list[str]) -> None:
    """Open the demo, press the keys, and keep the screen as an SVG."""
    from models.demo import open_demo
    from tui.app import PmboardApp
    from tui.session import Session

    session = Session(lambda: open_demo(folder / "demo.db", author="dora", clock=lambda: DAY))
    app = PmboardApp(session, None, theme)
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


def main() -> None:
    """Take every picture."""
    os.environ.update(TZ="Europe/Madrid", TEXTUAL_ANIMATIONS="none")
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(XDG_CONFIG_HOME=name, XDG_STATE_HOME=name, XDG_DATA_HOME=name)
        for picture, (theme, size, keys) in PICTURES.items():
            asyncio.run(take(Path(name), picture, theme, size, keys))


if __name__ == "__main__":
    main()
