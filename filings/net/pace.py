"""When the next request may leave."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from random import SystemRandom
from typing import Protocol

Sleep = Callable[[float], Awaitable[None]]

_MARGIN = 0.02
"""A request may travel faster than the one before it: this share is added so that the server sees no faster pace."""


class Pace(Protocol):
    """Somebody who says when it is our turn."""

    async def turn(self) -> None:
        """Return when the next request may be sent."""


class Unlimited:
    """No limit: for measurements and for servers of our own."""

    async def turn(self) -> None:
        """At once."""


class Bucket:
    """A token bucket that holds one token: a pause is never saved up for a burst.

    Slots are given in the order of asking. Used within one event loop; ``clock`` is monotonic seconds.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._chance = chance or SystemRandom().random
        self._free = clock()

    async def take(self, per_second: float, jitter: float) -> None:
        """Take the next free slot, wait for it, and let the one after it begin ``1 / per_second`` seconds later.

        ``jitter`` is the largest share of that interval added at random, so that clients do not beat in step;
        ``per_second`` of 0 leaves no interval.
        """
        now = self._clock()
        mine = max(now, self._free)
        interval = (1 + _MARGIN + jitter * self._chance()) / per_second if per_second else 0.0
        self._free = mine + interval
        while mine > now:
            await self._sleep(mine - now)
            now = self._clock()

    def hold(self, seconds: float) -> None:
        """Give no further slot for so long."""
        self._free = max(self._free, self._clock() + seconds)


class Spacing:
    """Requests at least ``1 / per_second`` seconds apart, with ``jitter`` as a share of that interval."""

    def __init__(
        self,
        per_second: float,
        *,
        jitter: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._per_second = per_second
        self._jitter = jitter
        self._bucket = Bucket(clock=clock, sleep=sleep, chance=chance)

    async def turn(self) -> None:
        """Take the next free slot and wait for it."""
        await self._bucket.take(self._per_second, self._jitter)


def pace_of(per_second: float, jitter: float) -> Pace:
    """The pace for a number of requests per second; 0 = no limit."""
    return Spacing(per_second, jitter=jitter) if per_second else Unlimited()
