"""When a route tells: at once, after its quiet hours, or in a digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from filings.alerts.config import RouteConfig
from filings.alerts.timing import Digest, quiet_until, when

HOLIDAYS = {date(2024, 10, 1), date(2024, 10, 2)}


def route(**keys: object) -> RouteConfig:
    return RouteConfig.model_validate({"channels": ["console"], **keys})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def calm(quiet_exit: Any) -> Any:
    """A finding that no quiet hours make way for."""
    return quiet_exit.finding.model_copy(update={"severity": 2})


def test_without_quiet_hours_it_is_told_at_once(calm: Any) -> None:
    now = at("2024-12-23T23:30+08:00")
    assert when(route(), calm, now) == now


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2024-12-23T21:59+08:00", "2024-12-23T21:59+08:00"),
        ("2024-12-23T22:00+08:00", "2024-12-24T07:00+08:00"),
        ("2024-12-24T03:00+08:00", "2024-12-24T07:00+08:00"),
        ("2024-12-24T07:00+08:00", "2024-12-24T07:00+08:00"),
        ("2024-12-24T12:30+08:00", "2024-12-24T13:00+08:00"),
        ("2024-12-24T04:30+00:00", "2024-12-24T13:00+08:00"),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(calm: Any, now: str, told: str) -> None:
    assert when(route(quiet=["22:00-07:00", "12:00-13:00"]), calm, at(now)) == at(told)


def test_what_is_critical_waits_for_nothing(quiet_exit: Any) -> None:
    now = at("2024-12-28T23:00+08:00")
    quiet = {"quiet": ["22:00-07:00"], "quiet_days": ["saturday"]}
    assert when(route(**quiet), quiet_exit.finding, now) == now
    assert when(route(**quiet, critical=5), quiet_exit.finding, now) == at("2024-12-29T07:00+08:00")


def test_quiet_days_run_into_each_other(calm: Any) -> None:
    weekend = route(quiet_days=["saturday", "sunday"], quiet=["00:00-08:00"])
    assert when(weekend, calm, at("2024-12-28T10:00+08:00")) == at("2024-12-30T08:00+08:00")


def test_holidays_are_those_that_the_caller_gives(calm: Any) -> None:
    now = at("2024-10-01T10:00+08:00")
    assert when(route(quiet_holidays="XSHE"), calm, now, HOLIDAYS) == at("2024-10-03T00:00+08:00")
    assert when(route(), calm, now, HOLIDAYS) == now
    assert when(route(quiet_holidays="XSHE"), calm, now) == now


def test_the_reader_s_clock_counts_not_ours(calm: Any) -> None:
    london = route(zone="Europe/London", quiet=["22:00-07:00"])
    assert when(london, calm, at("2024-12-23T22:30+08:00")) == at("2024-12-23T22:30+08:00")
    assert when(london, calm, at("2024-07-01T22:30+01:00")) == at("2024-07-02T07:00+01:00")


@pytest.mark.parametrize("now", ["2024-10-27T00:30+01:00", "2024-10-27T01:10+01:00", "2024-10-27T01:10+00:00"])
def test_a_clock_set_back_repeats_no_wait_for_ever(calm: Any, now: str) -> None:
    london = route(zone="Europe/London", quiet=["00:15-01:30"])
    told = when(london, calm, at(now))
    assert isinstance(told, datetime)
    assert at(now) <= told <= at(now) + timedelta(hours=2)


def test_a_clock_set_forward_skips_an_end_that_does_not_exist(calm: Any) -> None:
    london = route(zone="Europe/London", quiet=["00:15-01:30"])
    told = when(london, calm, at("2024-03-31T00:30+00:00"))
    assert isinstance(told, datetime)
    assert at("2024-03-31T01:00+00:00") <= told <= at("2024-03-31T01:30+00:00")


@pytest.mark.parametrize(
    ("keys", "now", "expected"),
    [
        ({"send": "daily"}, "2024-12-23T08:29+08:00", ("2024-12-22T08:30+08:00", "2024-12-23T08:30+08:00")),
        ({"send": "daily"}, "2024-12-23T08:30+08:00", ("2024-12-23T08:30+08:00", "2024-12-24T08:30+08:00")),
        ({"send": "weekly"}, "2024-12-24T12:00+08:00", ("2024-12-23T08:30+08:00", "2024-12-30T08:30+08:00")),
        (
            {"send": "weekly", "send_on": "friday", "send_at": "17:00"},
            "2024-12-24T12:00+08:00",
            ("2024-12-20T17:00+08:00", "2024-12-27T17:00+08:00"),
        ),
    ],
)
def test_a_digest_closes_at_its_hour(
    quiet_exit: Any, keys: dict[str, str], now: str, expected: tuple[str, str]
) -> None:
    digest = when(route(**keys), quiet_exit.finding, at(now))
    assert isinstance(digest, Digest)
    assert (digest.since, digest.until) == tuple(map(at, expected))
    assert digest.due == digest.until
    assert digest.name == f"{digest.period}-{expected[1][:10]}"


def test_a_digest_that_closes_on_a_quiet_day_is_sent_after_it(calm: Any) -> None:
    digest = when(route(send="daily", quiet_days=["saturday", "sunday"]), calm, at("2024-12-27T12:00+08:00"))
    assert isinstance(digest, Digest)
    assert digest.until == at("2024-12-28T08:30+08:00")
    assert digest.due == at("2024-12-30T00:00+08:00")


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
SPANS = st.builds(
    lambda a, b: f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}", st.integers(0, 700), st.integers(701, 1439)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    now=INSTANTS,
    spans=st.lists(SPANS, max_size=2),
    days=st.lists(st.sampled_from(["saturday", "sunday", "wednesday"]), max_size=3),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York"]),
)
def test_it_is_never_told_earlier_and_never_in_quiet_hours(
    calm: Any, now: datetime, spans: list[str], days: list[str], zone: str
) -> None:
    chosen = route(quiet=spans, quiet_days=days, zone=zone)
    told = when(chosen, calm, now)
    assert isinstance(told, datetime)
    assert now <= told <= now + timedelta(days=9)
    assert quiet_until(chosen, told) is None


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    now=INSTANTS, send=st.sampled_from(["daily", "weekly"]), zone=st.sampled_from(["Asia/Shanghai", "Europe/London"])
)
def test_every_instant_lies_in_exactly_one_digest(quiet_exit: Any, now: datetime, send: str, zone: str) -> None:
    digest = when(route(send=send, zone=zone), quiet_exit.finding, now)
    assert isinstance(digest, Digest)
    assert digest.since <= now < digest.until
    following = when(route(send=send, zone=zone), quiet_exit.finding, digest.until)
    assert isinstance(following, Digest)
    assert following.since == digest.until
    assert following.name != digest.name


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"quiet": ["22-7"]}, "write one such as 22:00-07:00"),
        ({"quiet": ["07:00-07:00"]}, "begins and ends at the same time"),
        ({"quiet": ["24:00-07:00"]}, "is no span of hours"),
        ({"zone": "Mars"}, "is no time zone"),
        ({"quiet_days": ["funday"]}, "'monday'"),
        (
            {"quiet_days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]},
            "nothing would ever be told",
        ),
        ({"send": "hourly"}, "'at_once', 'daily' or 'weekly'"),
        ({"send_at": "25:00"}, "send_at"),
        ({"send_at": "08:00+08:00"}, "in the route's zone"),
        ({"critical": 6}, "critical"),
        ({"list_context": "some"}, "'full', 'names' or 'none'"),
    ],
)
def test_a_wrong_time_is_refused_with_a_clear_message(keys: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        route(**keys)
