"""Timers that ring even when the machine stood still just as they were set."""

from __future__ import annotations

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback


class Ringing(MessagePump):
    """Sets timers that ring once, whatever happens.

    Textual's leave out what they are too late for, and one that rings once is lost for ever when its time
    goes by between two lines of its own. With it went the end of "nothing is painted for a moment" after a
    change of pages, and the screen stood still; or another size of the window, and no later one was heard.
    """

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """Call a function after so many seconds, or as soon as may be."""
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False  # Before it begins: its task has not run yet.
        return timer
