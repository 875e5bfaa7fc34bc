"""What can be set of a route: who is told what, how much of it, and when."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from filings.alerts.brief.inputs import ListContext, Reader, zone
from filings.model import Act, Disposition, Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Pace = Literal["at_once", "daily", "weekly"]

_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def span(text: str) -> tuple[time, time]:
    """``22:00-07:00`` as two times of day; one that ends before it begins runs over midnight. Raises ValueError."""
    found = _SPAN.fullmatch(text)
    if found is None:
        message = f"{text!r} is no span of hours: write one such as 22:00-07:00"
        raise ValueError(message)
    begin, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if begin == end:
        message = f"{text!r} begins and ends at the same time: name whole days in quiet_days"
        raise ValueError(message)
    return begin, end


def _a_span(text: str) -> str:
    span(text)
    return text


class RouteConfig(Record):
    """Who is told what: a finding that fits every key goes to ``channels``; an empty key takes anything.

    ``severity`` is the smallest that is told (0-4). ``lists`` and ``regions`` are compared without case with
    asserted hits and region facts, ``companies`` with codes (``002236``, ``002236.SZ``) and short names. What is
    not flagged, and papers that only belong to another filing (``link_only``), are never told alone.

    ``send`` says whether an alert goes out at once or in a digest at ``send_at`` (and, weekly, on ``send_on``).
    ``quiet`` spans, ``quiet_days`` and the days of the calendar ``quiet_holidays`` (given by the caller) are told
    nothing, but what has the severity ``critical`` or more (5 = never). All times are of ``zone``.
    """

    acts: tuple[Act, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    severity: int = Field(default=0, ge=0, le=4)
    lists: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    channels: tuple[str, ...]
    list_context: ListContext = "full"
    follow_ups: bool = True
    send: Pace = "at_once"
    send_at: time = time(8, 30)
    send_on: Weekday = "monday"
    zone: str = "Asia/Shanghai"
    quiet: tuple[Annotated[str, AfterValidator(_a_span)], ...] = ()
    quiet_days: tuple[Weekday, ...] = ()
    quiet_holidays: str = ""
    critical: int = Field(default=4, ge=0, le=5)

    @field_validator("zone")
    @classmethod
    def _exists(cls, value: str) -> str:
        zone(value)
        return value

    @field_validator("send_at")
    @classmethod
    def _of_the_zone(cls, value: time) -> time:
        if value.tzinfo is not None:
            message = "send_at is a time of day in the route's zone, such as 08:30"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _is_told_some_day(self) -> Self:
        if set(self.quiet_days) == set(WEEKDAYS):
            message = "quiet_days names all seven days: nothing would ever be told"
            raise ValueError(message)
        return self

    @property
    def reader(self) -> Reader:
        """For whom a brief of this route is composed."""
        return Reader(zone=self.zone, list_context=self.list_context)
