"""Widgets and pages that are written in several classes, one building on the other."""

from __future__ import annotations

from typing import Any


class InParts:
    """Spares Textual from looking through a class that is only a part of one: 1 ms of every start for each.

    For each class it searches all names for reactives, computes and bindings, those that are inherited too.
    The class that is shown, the last one, is searched as ever, and has them all.
    """

    _inherit_css: bool
    _inherit_bindings: bool
    _inherit_component_classes: bool
    _css_type_name: str

    def __init_subclass__(cls, *, part: bool = False, **how: Any) -> None:
        """``part``: this class is never shown itself; ``how``: what Textual takes."""
        if not part:
            super().__init_subclass__(**how)
            return
        cls._inherit_css = cls._inherit_bindings = cls._inherit_component_classes = True
        cls._css_type_name = cls.__name__
