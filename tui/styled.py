"""The style sheets are read when something has changed them, not as often as Textual asks for it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

from textual.app import App, ScreenError
from textual.screen import Screen
from textual.theme import Theme

from tui.parts import InParts
from tui.ringing import Ringing

_NEVER = -1
"""What Textual counts for a page whose widgets were styled as they were mounted, and never again."""


class StyledApp(InParts, Ringing, App[int], part=True):
    """A program that does not read its style sheets again when a page is made and nothing has changed."""

    _given: Mapping[str, str] | None = None
    """The variables that the style sheets were read with."""

    def wear(self, theme: Theme) -> None:
        """Begin with a theme: the style sheets are read with its colors from the first one on."""
        self.register_theme(theme)
        self.theme = theme.name
        self._give()

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets anew. Not for a page that has been styled with the same variables.

        Textual calls it twice at the start, because the theme is set, and twice for every page that is made.
        """
        if self._given != self.get_css_variables():
            self._give()
        elif self._is_styled():
            return
        super().refresh_css(animate)

    def _give(self) -> None:
        self._given = self.get_css_variables()
        self.stylesheet.set_variables(dict(self._given))

    def _is_styled(self) -> bool:
        """Whether the page that is shown, if there is one, has its styles; it is remembered that it has."""
        page: Screen[object] | None = None
        with contextlib.suppress(ScreenError):
            page = self.screen
        if page is None:
            return True
        if page._css_update_count not in (_NEVER, self._css_update_count):
            return False
        page._css_update_count = self._css_update_count
        return True
