"""Pages that show one list which a cursor walks, and read it again when something has changed."""

from __future__ import annotations

from tui.screen import Page
from tui.widgets.listbox import ListBox


class Walked(Page):
    """The keys that walk the list, and whether what it shows is as it was read."""

    _stale = False
    """Whether something has changed since it was read."""

    @property
    def walked(self) -> ListBox:
        """The list that the cursor is in."""
        raise NotImplementedError

    @property
    def listens(self) -> ListBox:
        """What has the keys when no field and no panel has them."""
        return self.walked

    def read(self) -> object:
        """Read again what is shown."""
        raise NotImplementedError

    def changed_here(self) -> None:
        """Another page has changed something."""
        self.freshen()

    def freshen(self) -> None:
        """Read again: at once while it is shown, else when it is shown again."""
        if self.is_current:
            self.read()
        else:
            self._stale = True

    def forget(self, told: int) -> None:
        """Take away what was said before a key. ``told``: how often something had been said by then."""
        if self.prompt.told == told and not self.prompt.asking:
            self.prompt.clear()

    def action_down(self) -> None:
        """To the next one."""
        self.walked.move(1)

    def action_up(self) -> None:
        """To the one before."""
        self.walked.move(-1)

    def action_top(self) -> None:
        """To the first one."""
        self.walked.move_to_end(last=False)

    def action_bottom(self) -> None:
        """To the last one."""
        self.walked.move_to_end(last=True)

    def action_half_down(self) -> None:
        """Half a page on."""
        self.walked.page(1)

    def action_half_up(self) -> None:
        """Half a page back."""
        self.walked.page(-1)
