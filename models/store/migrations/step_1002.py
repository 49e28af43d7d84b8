"""Version 1.2: the actions in order of time. Frozen, as every step.

- event_head: the first event of each group (the only one with a summary) by seq: the newest page of the
  history, and where a group ends. On 340,000 events in 20,000 groups the first page took 400 ms and takes
  less than 1 ms; that of a project 130 ms and 1 ms. Made in 0.03 s; 12 bytes for each action.
"""

from __future__ import annotations


def statements() -> list[str]:
    """Return the SQL of this step, in order."""
    return ["CREATE INDEX event_head ON event (seq) WHERE summary IS NOT NULL"]
