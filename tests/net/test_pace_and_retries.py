from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceUnavailable
from filings.net import Spacing, Unlimited, pace_of, retrying


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def turns(pace: Spacing, clock: Time, count: int) -> list[float]:
    async def take() -> list[float]:
        times = []
        for _ in range(count):
            await pace.turn()
            times.append(clock())
        return times

    return asyncio.run(take())


def test_the_first_turn_comes_at_once_and_the_next_are_spaced() -> None:
    clock = Time()
    times = turns(Spacing(2.0, clock=clock, sleep=clock.sleep, chance=lambda: 0.0), clock, 4)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert times[0] == 100.0
    assert all(0.5 <= gap < 0.52 for gap in gaps)


def test_jitter_only_ever_slows_down() -> None:
    clock = Time()
    times = turns(Spacing(1.0, jitter=0.5, clock=clock, sleep=clock.sleep, chance=lambda: 1.0), clock, 2)
    assert times[1] - times[0] == pytest.approx(1.52)


def test_a_pause_is_not_saved_up_for_a_burst() -> None:
    clock = Time()
    pace = Spacing(1.0, clock=clock, sleep=clock.sleep, chance=lambda: 0.0)
    turns(pace, clock, 1)
    clock.now += 50
    times = turns(pace, clock, 3)
    assert times[0] == pytest.approx(150.0)
    assert times[1] - times[0] >= 1.0
    assert times[2] - times[1] >= 1.0


def test_turns_asked_for_at_once_are_spaced_too() -> None:
    began = time.monotonic()

    async def together() -> list[float]:
        pace = Spacing(50.0)
        taken: list[float] = []

        async def one() -> None:
            await pace.turn()
            taken.append(time.monotonic() - began)

        await asyncio.gather(*(one() for _ in range(5)))
        return taken

    taken = asyncio.run(together())
    assert all(instant >= place * 0.02 for place, instant in enumerate(taken))


def test_no_pace_is_no_limit() -> None:
    assert isinstance(pace_of(0, 0.2), Unlimited)
    assert isinstance(pace_of(1, 0.2), Spacing)


def unavailable(retry_after: float | None = None) -> SourceUnavailable:
    return SourceUnavailable("away", source="here", url="http://x.example/", retry_after=retry_after)


class Calls:
    """Fails with each error in turn, then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.count = 0

    async def __call__(self) -> str:
        self.count += 1
        if self.errors:
            raise self.errors.pop(0)
        return "there"


def tried(calls: Calls, clock: Time, **options: Any) -> str:
    async def go() -> str:
        return await retrying(calls, sleep=clock.sleep, **options)

    return asyncio.run(go())


def test_an_unavailable_source_is_tried_again_with_growing_pauses() -> None:
    clock, calls = Time(), Calls(unavailable(), unavailable(), unavailable())
    assert tried(calls, clock, attempts=4) == "there"
    assert calls.count == 4
    bounds = [(1, 1.5), (2, 2.5), (4, 4.5)]
    assert all(low <= slept <= high for slept, (low, high) in zip(clock.slept, bounds, strict=True))


def test_the_last_error_is_raised_as_it_is() -> None:
    last = unavailable()
    with pytest.raises(SourceUnavailable) as caught:
        tried(Calls(unavailable(), last), Time(), attempts=2)
    assert caught.value is last


def test_retry_after_is_obeyed() -> None:
    clock = Time()
    assert tried(Calls(unavailable(17.0)), clock, attempts=2) == "there"
    assert clock.slept == [17.0]


def test_a_retry_after_beyond_a_minute_is_told_and_not_slept() -> None:
    clock, calls = Time(), Calls(unavailable(61.0))
    with pytest.raises(SourceUnavailable) as caught:
        tried(calls, clock, attempts=5)
    assert caught.value.retry_after == 61.0
    assert (calls.count, clock.slept) == (1, [])


def test_a_block_is_never_tried_again_in_line() -> None:
    calls = Calls(SourceBlocked("no", source="here", url="http://x.example/"))
    with pytest.raises(SourceBlocked):
        tried(calls, Time(), attempts=5)
    assert calls.count == 1
