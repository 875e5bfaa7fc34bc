"""When a failed step is tried again: decided from the error and the number of attempts."""

from __future__ import annotations

from datetime import datetime, timedelta

from filings.errors import (
    DeliveryError,
    Encrypted,
    FilingsError,
    NotAPdf,
    NoText,
    NotYetThere,
    OtherKind,
    ReaderCrashed,
    ReaderTimeout,
    SourceBlocked,
    SourceError,
    SourceUnavailable,
    TooLarge,
    Truncated,
)

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_WAITS: dict[type[FilingsError], tuple[float, ...]] = {
    NotYetThere: (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, _DAY, _DAY, _DAY),
    SourceUnavailable: (_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, _DAY),
    SourceBlocked: (15 * _MINUTE, _HOUR, 4 * _HOUR, _DAY, _DAY),
    NotAPdf: (5 * _MINUTE, _HOUR, _DAY),
    Truncated: (_MINUTE, 5 * _MINUTE, _HOUR, _DAY),
    ReaderCrashed: (5 * _MINUTE,),
    ReaderTimeout: (15 * _MINUTE,),
    Encrypted: (),
    OtherKind: (),
    NoText: (),
    TooLarge: (),
}
"""Seconds before each further try (sources.md, section 6.5); after the last one the failure is final."""

_LAST_DELIVERY = 12


def next_try(error: FilingsError, attempts: int, now: datetime) -> datetime | None:
    """The next try after ``attempts`` failed ones (≥ 1), or ``None`` where trying again is useless.

    An error that no rule knows is tried once a day, for ever: nothing is given up by accident.
    """
    if isinstance(error, SourceError) and not error.asked:
        return now + timedelta(seconds=error.retry_after or _MINUTE)
    waits = next((_WAITS[kind] for kind in type(error).__mro__ if kind in _WAITS), None)
    if waits is None:
        return now + timedelta(days=1)
    if attempts > len(waits) and isinstance(error, SourceError):
        return now + timedelta(days=1)  # the filing is there, only its host is not: never given up
    if attempts > len(waits):
        return None
    asked = getattr(error, "retry_after", None) or 0.0
    return now + timedelta(seconds=max(waits[attempts - 1], asked))


def next_delivery(error: DeliveryError, attempts: int, now: datetime) -> datetime | None:
    """The next try of a delivery: 15 s, doubled up to an hour; ``None`` after 12 or a final answer."""
    if error.final or attempts >= _LAST_DELIVERY:
        return None
    wait = min(15.0 * 2 ** (attempts - 1), _HOUR)
    return now + timedelta(seconds=max(wait, error.retry_after or 0.0))
