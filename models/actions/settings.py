"""Choices of the whole portfolio, such as its time zone."""

from __future__ import annotations

from models.actions.checks import line, other_key
from models.actions.problems import InvalidValue
from models.actions.sentences import clip
from models.measures.days import Calendar, UnknownZoneError
from models.portfolio import Portfolio
from models.store.tables import Setting

TIME_ZONE = "time_zone"

_VALUE = line()


def set_value(p: Portfolio, key: str, value: str) -> str:
    """Set one choice; every session sees it from its next refresh on. Raises InvalidValue, such as for an
    unknown zone.
    """
    name = str(other_key("key", key))
    cleaned = str(_VALUE("value", value))
    if name == TIME_ZONE:
        try:
            Calendar(cleaned)
        except UnknownZoneError as error:
            raise InvalidValue("value", str(error)) from error
    with p.change("setting.edit") as change:
        found = change.models(Setting.select().where((Setting.key == name) & (Setting.removed == 0)))
        sentence = clip(f"{name.replace('_', ' ')} set to {cleaned}")
        if not found:
            change.create(Setting, key=name, value=cleaned)
        elif found[0].value != cleaned:
            change.update(Setting, found[0].id, {"value": cleaned}, seen=None)
        else:
            return clip(f"{name.replace('_', ' ')} is {cleaned} already")
        change.summary(sentence)
    return sentence
