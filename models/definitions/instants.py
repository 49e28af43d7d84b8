"""Instants between the database (UTC milliseconds), values (aware datetimes) and files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(instant: datetime) -> int:
    """An aware instant as milliseconds since 1970 in UTC, exactly."""
    return (instant - _EPOCH) // _MILLISECOND


def instant_text(ms: int) -> str:
    """`2026-11-12T08:00:00.000Z`."""
    instant = _EPOCH + timedelta(milliseconds=ms)
    return (
        f"{instant:%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z" if instant.year >= 1000 else _early_text(instant, ms)
    )


def _early_text(instant: datetime, ms: int) -> str:
    # strftime does not pad years below 1000 on every platform.
    return f"{instant.year:04d}{instant:-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"
