"""The scalar types of the definition format: from the text that was typed to a value, or a sentence.

The reader never guesses a type: every scalar arrives as the text that was typed (a plain null as None). Here
the schema decides what it is: a title `No` is the text "No", a capacity `012` is refused, not read as 10.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field, StringConstraints

from models.definitions.numerals import (
    BOOLEAN_WORDS,
    LARGEST_NUMBER,
    NUMBER,
    SEXAGESIMAL,
    WHOLE,
    amount,
    decimal,
    refused,
    shown,
    whole,
)

LINE_LENGTH = 1_000
TEXT_LENGTH = 100_000
_ALLOWED_DAY = "allowed is a date such as 2026-09-01"
_SHORT_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)

PROJECT_KEY = r"[A-Z][A-Z0-9]{0,9}"
OTHER_KEY = r"[a-zA-Z0-9._-]{1,60}"
_PROJECT_KEY = re.compile(PROJECT_KEY)
_OTHER_KEY = re.compile(OTHER_KEY)
_CURRENCY = re.compile("[A-Z]{3}")


def _day(value: Any) -> Any:
    allowed = _ALLOWED_DAY
    if not isinstance(value, str):
        raise refused(f"expected a date, found {shown(value)}", allowed)
    text = value.strip()
    parts = _DATE.fullmatch(text)
    if parts is None:
        if SEXAGESIMAL.fullmatch(text):
            raise refused(f"{shown(text)} is a time of day, not a date", allowed)
        if _INSTANT.fullmatch(text):
            _existing(text[:10], *map(int, text[:10].split("-")))
            raise refused(f"{shown(text)} is a date with a time", f"allowed is a date alone: {text[:10]}")
        short = _SHORT_DATE.fullmatch(text)
        if short is not None:
            _existing(text, int(short[1]), int(short[2]), int(short[3]))
            written = f"{short[1]}-{short[2]:0>2}-{short[3]:0>2}"
            raise refused(f"{shown(text)} is a date to some readers and text to others", f"write {written}")
        raise refused(f"{shown(value)} is not a date", allowed)
    return _existing(text, int(parts[1]), int(parts[2]), int(parts[3]))


def _existing(text: str, year: int, month: int, day: int) -> date:
    """The day; one that is not there is refused, and never offered as what to write."""
    try:
        return date(year, month, day)
    except ValueError:
        why = ""
        if year and 1 <= month <= 12 and day:
            why = f": {year:04}-{month:02} has {monthrange(year, month)[1]} days"
        raise refused(f"the date {text} does not exist{why}", _ALLOWED_DAY) from None


def _instant(value: Any) -> Any:
    # Most of a big file's scalars are instants in exactly this shape, so it comes first.
    if (
        type(value) is str
        and len(value) == 20
        and value[10] == "T"
        and value[19] == "Z"
        and value[4] == "-" == value[7]
    ):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    return _instant_of_any_shape(value)


def _instant_of_any_shape(value: Any) -> datetime:
    allowed = "allowed is an instant in UTC such as 2026-11-12T08:00:00Z"
    if not isinstance(value, str):
        raise refused(f"expected an instant, found {shown(value)}", allowed)
    text = value.strip()
    parts = _INSTANT.fullmatch(text)
    if parts is None:
        if _DATE.fullmatch(text):
            raise refused(f"{shown(text)} is a date without a time", allowed)
        if SEXAGESIMAL.fullmatch(text):
            raise refused(f"{shown(text)} is a time without a date", allowed)
        raise refused(f"{shown(value)} is not an instant", allowed)
    if parts[1] is None:
        raise refused(f"{shown(text)} has no time zone", f"allowed is UTC: {text.replace(' ', 'T')}Z")
    try:
        instant = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise refused(f"the instant {text} does not exist", allowed) from None
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _version(value: Any) -> Any:
    if value != "1":
        raise refused(f"the version {shown(value)} is not known", "this program reads version 1: pmboard: 1")
    return 1


def _truth(value: Any) -> Any:
    if value is None:
        return None
    allowed = "allowed is true or false"
    if not isinstance(value, str):
        raise refused(f"expected true or false, found {shown(value)}", allowed)
    if value in ("true", "false"):
        return value == "true"
    if value.lower() in BOOLEAN_WORDS:
        meant = value.lower() in ("yes", "on", "y", "true")
        raise refused(
            f"'{value}' means different things to different readers", f"{allowed}; write {str(meant).lower()}"
        )
    raise refused(f"{shown(value)} is not true or false", allowed)


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], Any]:
    allowed = f"allowed is one of {', '.join(choices)}"

    def read(value: Any) -> Any:
        if isinstance(value, str):
            if value in choices:
                return value
            raise refused(f"{shown(value)} is not known", allowed, value, choices)
        raise refused(f"expected text, found {shown(value)}", allowed)

    return read


def _key(pattern: re.Pattern[str], allowed: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise refused(f"expected a key, found {shown(value)}", allowed)
        if not pattern.fullmatch(value):
            raise refused(f"{shown(value)} is not a key", allowed)
        return value

    return read


def _card_id(value: Any) -> Any:
    if isinstance(value, str) and "/" in value:
        raise refused(
            f"{shown(value)} holds a '/'",
            "allowed is any text without one: '/' stands between project and card",
        )
    return value


def _listed(value: Any) -> Any:
    if value is None:
        return ()
    if isinstance(value, list):
        return value
    raise refused(f"expected a list, found {shown(value)}", "write [a, b], or one item a line after '- '")


def choice(*choices: str) -> BeforeValidator:
    """The validator of a Literal type, with its values in the message."""
    return BeforeValidator(_one_of(choices))


def _currency(value: Any) -> Any:
    allowed = "allowed is the code of a currency (ISO 4217) such as EUR"
    if not isinstance(value, str):
        raise refused(f"expected a currency, found {shown(value)}", allowed)
    if not _CURRENCY.fullmatch(value):
        raise refused(f"{shown(value)} is not a currency", allowed)
    return value


def _time_zone(value: Any) -> Any:
    allowed = "allowed is a name of the tz database such as Europe/Madrid or UTC"
    if not isinstance(value, str):
        raise refused(f"expected a time zone, found {shown(value)}", allowed)
    zones = available_timezones()
    if value not in zones:
        raise refused(f"{shown(value)} is not a time zone", allowed, value, tuple(sorted(zones)))
    return value


def _mapping(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refused(f"expected a mapping, found {shown(value)}", f"allowed are {what}")
    # The reader's positions of the mapping stand under a key that no file can hold.
    return {key: inner for key, inner in value.items() if key != "\0"}


def _thresholds(value: Any) -> Any:
    rules = _mapping(value, "rules by dimension such as {schedule: {green: 0.9}}")
    number = decimal(-LARGEST_NUMBER, LARGEST_NUMBER, "allowed is a number such as 0.9")
    return {
        dimension: {
            name: number(limit) for name, limit in _mapping(limits, "limits such as {green: 0.9}").items()
        }
        for dimension, limits in rules.items()
    }


def _setting_values(value: Any) -> Any:
    values = _mapping(value, "texts by name")
    for name, inner in values.items():
        if not isinstance(inner, str):
            raise refused(
                f"expected text for {shown(name)}, found {shown(inner)}", "allowed are texts by name"
            )
    return values


def _plain_values(value: Any) -> Any:
    return {name: _plain(inner, 0) for name, inner in _mapping(value, "values by name").items()}


def _plain(value: Any, depth: int) -> Any:
    """A value of a type that nobody declared: read as JSON would, the rest is text."""
    if isinstance(value, dict):
        return {key: _plain(inner, depth + 1) for key, inner in value.items() if key != "\0"}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    if len(value) <= 18 and WHOLE.fullmatch(value):
        return int(value)
    if len(value) <= 30 and NUMBER.fullmatch(value):
        return float(value)
    return value


ProjectState = Annotated[
    Literal["active", "proposed", "on hold", "finished", "cancelled"],
    choice("active", "proposed", "on hold", "finished", "cancelled"),
]
ColumnKind = Annotated[
    Literal["queue", "active", "waiting", "done", "dropped"],
    choice("queue", "active", "waiting", "done", "dropped"),
]
LimitKind = Annotated[
    Literal["soft", "hard"],
    choice("soft", "hard"),
]
Priority = Annotated[
    Literal["normal", "low", "high", "urgent"],
    choice("normal", "low", "high", "urgent"),
]
ServiceClass = Annotated[
    Literal["standard", "expedite", "fixed date", "intangible"],
    choice("standard", "expedite", "fixed date", "intangible"),
]
RiskResponse = Annotated[
    Literal["mitigate", "avoid", "transfer", "accept", "exploit"],
    choice("mitigate", "avoid", "transfer", "accept", "exploit"),
]
RiskState = Annotated[
    Literal["open", "happened", "closed"],
    choice("open", "happened", "closed"),
]
Engagement = Annotated[
    Literal["neutral", "unaware", "resistant", "supportive", "leading"],
    choice("neutral", "unaware", "resistant", "supportive", "leading"),
]
ExpectationState = Annotated[
    Literal["open", "kept", "missed"],
    choice("open", "kept", "missed"),
]
HealthColor = Annotated[
    Literal["green", "amber", "red"],
    choice("green", "amber", "red"),
]

_ONE_LINE = r"^[^\n\t]*$"
# One line: a title, a name, a role. The text exactly as typed, without the spaces around it.
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LINE_LENGTH, pattern=_ONE_LINE)
]
# Several lines, Markdown mostly; exactly as typed.
Text = Annotated[str, Field(max_length=TEXT_LENGTH)]
# The same where it is what the object is about: not empty.
Words = Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH)]
ProjectKey = Annotated[
    str,
    BeforeValidator(
        _key(
            _PROJECT_KEY, "allowed are 1 to 10 characters: a capital letter, then capital letters and digits"
        )
    ),
    Field(json_schema_extra={"pattern": f"^{PROJECT_KEY}$"}),
]
Key = Annotated[
    str,
    BeforeValidator(
        _key(_OTHER_KEY, "allowed are 1 to 60 characters: letters without accents, digits, '.', '_' and '-'")
    ),
    Field(json_schema_extra={"pattern": f"^{OTHER_KEY}$"}),
]
CardId = Annotated[Line, BeforeValidator(_card_id)]
Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
Number = Annotated[
    float,
    BeforeValidator(
        decimal(
            -LARGEST_NUMBER, LARGEST_NUMBER, f"allowed is a number up to {LARGEST_NUMBER:,}, such as 8 or 0.5"
        )
    ),
]


def _span(low: int, high: int) -> Any:
    """The bounds in the JSON Schema; the validator in front words them for people."""
    return Field(json_schema_extra={"minimum": low, "maximum": high})


Weight = Annotated[
    float,
    BeforeValidator(decimal(0, 1_000_000, "allowed is a number from 0 to 1,000,000, such as 2 or 0.5")),
    _span(0, 1_000_000),
]
HoursAWeek = Annotated[
    float, BeforeValidator(decimal(0, 168, "allowed are hours a week from 0 to 168")), _span(0, 168)
]
Percent = Annotated[
    float,
    BeforeValidator(decimal(0, 100, "allowed is a percentage from 0 to 100, without the sign")),
    _span(0, 100),
]
Days = Annotated[
    int, BeforeValidator(whole(1, 3650, "allowed is a whole number of days from 1 to 3,650")), _span(1, 3650)
]
CardLimit = Annotated[int, BeforeValidator(whole(1, 100_000)), _span(1, 100_000)]
CardNumber = Annotated[int, BeforeValidator(whole(1, 2**53)), _span(1, 2**53)]
OneToFive = Annotated[int, BeforeValidator(whole(1, 5)), _span(1, 5)]
ZeroToTen = Annotated[int, BeforeValidator(whole(0, 10)), _span(0, 10)]
Version = Annotated[int, BeforeValidator(_version)]

LISTED = BeforeValidator(_listed)
Currency = Annotated[str, BeforeValidator(_currency), Field(json_schema_extra={"pattern": "^[A-Z]{3}$"})]
TimeZone = Annotated[str, BeforeValidator(_time_zone)]
ThresholdValues = Annotated[dict[str, dict[str, float]], BeforeValidator(_thresholds)]
SettingValues = Annotated[dict[str, str], BeforeValidator(_setting_values)]
SnapshotValues = Annotated[dict[str, Any], BeforeValidator(_plain_values)]
