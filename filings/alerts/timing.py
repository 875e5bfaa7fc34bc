"""When a route tells a finding: at once, after its quiet hours, or in a digest. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from filings.alerts.brief.inputs import zone
from filings.alerts.route_config import WEEKDAYS, RouteConfig, span
from filings.model import Finding, Record

_MIDNIGHT = time()
_DAY = timedelta(days=1)
_LONGEST_QUIET = 400
"""Steps after which a calendar without a working day is given up."""


class Digest(Record):
    """The digest that a finding goes into: what is seen from ``since`` up to ``until`` is sent at ``due`` or later."""

    period: Literal["daily", "weekly"]
    since: AwareDatetime
    until: AwareDatetime
    due: AwareDatetime

    @property
    def name(self) -> str:
        """The same for every finding of one digest: ``daily-2024-12-23``, the day it closes (in its zone)."""
        return f"{self.period}-{self.until.date()}"


def when(
    route: RouteConfig, finding: Finding, now: datetime, holidays: Collection[date] = frozenset()
) -> datetime | Digest:
    """The instant (UTC) from which the route may tell the finding, or the digest that it waits for.

    ``holidays`` are the days of the calendar that the route names in ``quiet_holidays``; a route that names
    none ignores them. What is critical is told at once, but for a digest, which always waits.
    """
    if route.send != "at_once":
        return _digest(route, now, holidays)
    if finding.severity >= route.critical:
        return now.astimezone(UTC)
    return _after_quiet(route, now, holidays)


def quiet_until(route: RouteConfig, now: datetime, holidays: Collection[date] = frozenset()) -> datetime | None:
    """The instant at which the route's quiet ends, or ``None`` where it is not quiet now."""
    end = _after_quiet(route, now, holidays)
    return None if end <= now else end


def _digest(route: RouteConfig, now: datetime, holidays: Collection[date]) -> Digest:
    clock, instant = zone(route.zone), now.astimezone(UTC)
    period: Literal["daily", "weekly"] = "weekly" if route.send == "weekly" else "daily"
    step = _DAY if period == "daily" else 7 * _DAY
    day = now.astimezone(clock).date() - step
    while _at(day, route.send_at, clock) <= instant or not _is_cut(route, day):
        day += _DAY
    until = datetime.combine(day, route.send_at, clock)
    since = datetime.combine(day - step, route.send_at, clock)
    return Digest(period=period, since=since, until=until, due=_after_quiet(route, until, holidays))


def _at(day: date, hour: time, clock: ZoneInfo) -> datetime:
    """In UTC: two times of one zone would be compared by the hands of its clock alone."""
    return datetime.combine(day, hour, clock).astimezone(UTC)


def _is_cut(route: RouteConfig, day: date) -> bool:
    return route.send == "daily" or WEEKDAYS[day.weekday()] == route.send_on


def _after_quiet(route: RouteConfig, now: datetime, holidays: Collection[date]) -> datetime:
    """The first instant, not before ``now``, that lies in no quiet day and no quiet span."""
    clock, instant = zone(route.zone), now.astimezone(UTC)
    for _ in range(_LONGEST_QUIET):
        end = _end_of_quiet(route, instant.astimezone(clock), holidays, clock)
        if end is None or end <= instant:  # the second: a clock set back repeats an hour
            break
        instant = end
    return instant


def _end_of_quiet(route: RouteConfig, local: datetime, holidays: Collection[date], clock: ZoneInfo) -> datetime | None:
    day = local.date()
    if WEEKDAYS[day.weekday()] in route.quiet_days or (route.quiet_holidays and day in holidays):
        return _at(day + _DAY, _MIDNIGHT, clock)
    for text in route.quiet:
        begin, end = span(text)
        over_midnight = end < begin
        if begin <= local.time() and (over_midnight or local.time() < end):
            return _at(day + _DAY if over_midnight else day, end, clock)
        if over_midnight and local.time() < end:
            return _at(day, end, clock)
    return None
