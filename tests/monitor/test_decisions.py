from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from filings import errors
from filings.errors import ConfigError, DeliveryError, HomeBusy, StoreError
from filings.model import Announcement
from filings.monitor import lock
from filings.monitor.failpoints import NAMES, failpoint
from filings.monitor.lateness import is_late
from filings.monitor.retries import next_delivery, next_try
from filings.settings import MonitorSettings

LIMITS = MonitorSettings(
    late_after_minutes=120, late_after_hours_date_only=24, threads=1, sweep_seconds=1, deliver_seconds=1
)


def seconds(instant: datetime | None, now: datetime) -> float | None:
    return None if instant is None else (instant - now).total_seconds()


def test_a_file_that_is_not_there_yet_is_tried_after_1_5_15_60_minutes_and_a_day(now: datetime) -> None:
    error = errors.NotYetThere("404")
    waits = [seconds(next_try(error, attempts, now), now) for attempts in range(1, 6)]
    assert waits == [60, 300, 900, 3600, 86400]


def test_a_server_that_names_a_wait_is_given_it(now: datetime) -> None:
    error = errors.SourceUnavailable("429", source="szse", url="u", retry_after=600)
    assert seconds(next_try(error, 1, now), now) == 600
    assert seconds(next_try(error, 3, now), now) == 900


@pytest.mark.parametrize("kind", [errors.Encrypted, errors.NoText, errors.TooLarge])
def test_what_another_try_cannot_change_is_final(kind: type[errors.DocumentError], now: datetime) -> None:
    assert next_try(kind("no"), 1, now) is None


def test_every_error_of_the_tree_has_a_next_try_or_is_final_after_some(now: datetime) -> None:
    for name in dir(errors):
        kind = getattr(errors, name)
        if isinstance(kind, type) and issubclass(kind, errors.DocumentError):
            tries = [next_try(kind("x"), attempts, now) for attempts in range(1, 30)]
            assert tries == sorted(tries, key=lambda t: t is None), name


def test_an_unknown_fault_is_never_given_up(now: datetime) -> None:
    assert seconds(next_try(errors.FilingsError("bug"), 99, now), now) == 86400


def test_a_delivery_backs_off_obeys_the_channel_and_dies_in_the_end(now: datetime) -> None:
    busy = DeliveryError("503", channel="hook")
    assert [seconds(next_delivery(busy, n, now), now) for n in (1, 2, 3, 11)] == [15, 30, 60, 3600]
    assert next_delivery(busy, 12, now) is None
    assert seconds(next_delivery(DeliveryError("429", channel="hook", retry_after=90), 1, now), now) == 90
    assert next_delivery(DeliveryError("410", channel="hook", final=True), 1, now) is None


def test_a_filing_is_late_only_well_after_its_stated_second(announcement: Announcement) -> None:
    stated = announcement.model_copy(update={"published": announcement.first_seen - timedelta(minutes=121)})
    assert is_late(stated, LIMITS)
    assert not is_late(stated.model_copy(update={"published": stated.first_seen - timedelta(minutes=119)}), LIMITS)


def test_a_bare_date_is_late_after_its_day_and_never_before_it(announcement: Announcement) -> None:
    assert announcement.date_only
    assert not is_late(announcement, LIMITS)
    assert is_late(announcement.model_copy(update={"first_seen": announcement.first_seen + timedelta(days=1)}), LIMITS)


def test_an_unknown_fail_point_is_refused_and_none_does_nothing() -> None:
    with pytest.raises(ConfigError, match="no fail-point"):
        failpoint("fetch:somewhere")
    for name in NAMES:
        failpoint("")(name)


def test_a_home_has_one_writer(tmp_path: Path) -> None:
    with lock.hold(tmp_path / "home"), pytest.raises(HomeBusy, match="another watch"), lock.hold(tmp_path / "home"):
        pass
    with lock.hold(tmp_path / "home"):
        pass


def test_a_home_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"), lock.hold(tmp_path / "file" / "home"):
        pass
