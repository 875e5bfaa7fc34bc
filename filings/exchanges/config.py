"""What can be set of a source; config/exchanges/*.toml holds the values, one file per source."""

from __future__ import annotations

import math
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from filings.exchanges.protocol import Limits
from filings.model import Record


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        message = "an address begins with http:// or https:// and names a host"
        raise ValueError(message)
    return value


def _prefix(value: str) -> str:
    return _address(value).rstrip("/")


DIRECT = "direct"
"""The proxy setting of a source that must be asked without one, whatever the client uses."""


def _proxy(value: str) -> str:
    return value if value in {"", DIRECT} else _address(value)


_CRON_FIELD = re.compile(r"^[0-9a-z*/,\-]+$", re.IGNORECASE)


def _cron(value: str) -> str:
    fields = value.split()
    if len(fields) != 5 or not all(map(_CRON_FIELD.match, fields)):
        message = f"{value!r} is no cron line: minute hour day month weekday"
        raise ValueError(message)
    return value


Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]


class Reconciling(Record):
    """Days gone by that are read again in full, and when (a cron line)."""

    days: int = Field(ge=1, le=3650)
    at: Annotated[str, AfterValidator(_cron)]


class SourceConfig(Record):
    """One source. ``pace`` is requests per second at each of its hosts (0 = no limit), time-outs are seconds.

    ``document_url`` is what stands before an announcement's ``document_path``; it ends without a slash. ``proxy``
    overrides the client's: an address, ``direct`` for none, empty for the client's. ``parts`` are the levels by
    which a single day with more than ``max_rows`` rows is cut. ``poll`` are cron lines.
    """

    enabled: bool = True
    list_url: Annotated[str, AfterValidator(_address)]
    document_url: Annotated[str, AfterValidator(_prefix)]
    site: Annotated[str, AfterValidator(_address)]
    channels: tuple[str, ...] = Field(min_length=1)
    proxy: Annotated[str, AfterValidator(_proxy)] = ""
    pace: float = Field(default=1.0, ge=0, le=1000, allow_inf_nan=False)
    jitter: float = Field(default=0.2, ge=0, le=2)
    connections: int = Field(default=4, ge=1, le=16)
    connect_timeout: Seconds = 10.0
    read_timeout: Seconds = 30.0
    list_timeout: Seconds = 60.0
    document_timeout: Seconds = 120.0
    attempts: int = Field(default=3, ge=1, le=10)
    breaker_failures: int = Field(default=10, ge=0, le=1000)
    breaker_seconds: Seconds = 60.0
    page_size: int = Field(default=50, ge=1, le=1000)
    max_rows: int = Field(default=9000, ge=1)
    parts: tuple[tuple[str, ...], ...] = ()
    outage_days: int = Field(default=0, ge=0)
    days_back: int = Field(default=1, ge=0, le=3650)
    days_ahead: int = Field(default=10, ge=0, le=366)
    max_document_mb: int = Field(default=120, ge=1, le=4096)
    poll: tuple[Annotated[str, AfterValidator(_cron)], ...] = Field(min_length=1)
    full_every: int = Field(default=20, ge=1)
    reconcile: tuple[Reconciling, ...] = ()
    lag_limit_minutes: int = Field(default=45, ge=1)

    @property
    def limits(self) -> Limits:
        """What the source bears: side by side only as many pages as the pace lets out within a second.

        More would only wait for their turn, and answers that overlap have no order (see ``tally``).
        """
        at_once = min(self.connections, math.ceil(self.pace)) if self.pace else self.connections
        return Limits(pages_at_once=at_once, max_rows=self.max_rows, outage_days=self.outage_days)
