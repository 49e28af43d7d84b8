"""Adding entries: the line of keys says what is added where the cursor is, and which key adds the others."""

from __future__ import annotations

from tui.keymap import Hint

from .forms import ADDS, FORMS
from .keys import HINTS
from .leading import Leading

_INSTEAD = {
    "history": (Hint(("project.change",), "go there"), Hint(("project.filter",), "words")),
    "archived": (Hint(("project.restore",)),),
}
"""What can be done on the tabs where nothing is changed or added."""
_COMPLETED = {"plan", "risks", "client"}
"""The tabs with entries that can be completed."""
_KEYS = 2
"""Kinds for which there are keys of their own."""
_CHANGES = {"project.add", "project.change", "project.choose", "project.complete", "project.archive"}


class Adding(Leading):
    """The keys that add."""

    @property
    def _adds(self) -> tuple[str, ...]:
        """The kinds that can be added on the tab. One or two keep their keys wherever the cursor is; of
        three the one where the cursor is comes first."""
        adds = ADDS.get(self.sheet.tab, ())
        if len(adds) <= _KEYS:
            return adds
        entry = self.sheet.entry
        here = [kind for kind in adds if entry is not None and kind == entry.kind]
        return (*here, *(kind for kind in adds if kind not in here))

    def on_sheet_entered(self) -> None:
        """Say what is added here."""
        self.key_line.show(self._hints())

    def _hints(self) -> list[Hint]:
        """What is added stands first, in as many cells wherever the cursor is: a move changes no others."""
        instead = _INSTEAD.get(self.sheet.tab)
        if instead is not None:
            return [*instead, *(hint for hint in HINTS if not _CHANGES.intersection(hint.ids))]
        nouns = [FORMS[kind].noun for kind in self._adds]
        new: list[Hint] = []
        if nouns:
            padded = nouns[0] if len(nouns) <= _KEYS else nouns[0].ljust(max(map(len, nouns)))
            new.append(Hint(("project.add",), f"new {padded}"))
        if len(nouns) > 1:
            new.append(Hint(("project.add_other",), nouns[1] if len(nouns) == _KEYS else "other"))
        left_out = {"project.add"} if self.sheet.tab in _COMPLETED else {"project.add", "project.complete"}
        return [*new, *(hint for hint in HINTS if not left_out.intersection(hint.ids))]

    async def add_here(self, kind: str) -> None:
        """Add the first entry where the cursor is on the place for it."""
        await self.add_entry(kind)

    async def action_add(self) -> None:
        """Add an entry of the tab's first kind, or of the one that the cursor is on."""
        adds = self._adds
        if adds:
            await self.add_entry(adds[0])
        else:
            self.say("nothing can be added here")

    async def action_add_other(self) -> None:
        """Add an entry of another kind that the tab shows."""
        others = self._adds[1:]
        if not others:
            self.say("nothing else can be added here")
        elif len(others) == 1:
            await self.add_entry(others[0])
        else:
            self.choose_kind(others)
