"""Version 1.3: a digest of each event (models/store/digests.py). Frozen, as every step.

- event.digest: NULL in the events of older programs, before this step and after it.
- event_emptied: an older program that deletes for ever empties texts and knows of no digest; what it leaves
  would be taken for damage. It has none then, as all that such a program writes.
"""

from __future__ import annotations


def statements() -> list[str]:
    """Return the SQL of this step, in order."""
    return [
        "ALTER TABLE event ADD COLUMN digest INTEGER",
        "CREATE TRIGGER event_emptied AFTER UPDATE OF before, after, summary ON event "
        "WHEN NEW.digest = OLD.digest AND (NEW.before, NEW.after, NEW.summary) "
        "IS NOT (OLD.before, OLD.after, OLD.summary) "
        "BEGIN UPDATE event SET digest = NULL WHERE seq = NEW.seq; END",
    ]
