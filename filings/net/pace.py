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


class Spacing:
    """A token bucket that holds one token: requests are at least ``1 / per_second`` seconds apart.

    ``jitter`` is the largest share of that interval added at random, so that clients do not beat in step.
    Used within one event loop. ``clock`` is monotonic seconds.
    """

    def __init__(
        self,
        per_second: float,
        *,
        jitter: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._interval = 1.0 / per_second
        self._jitter = jitter
        self._clock = clock
        self._sleep = sleep
        self._chance = chance or SystemRandom().random
        self._free = clock()

    async def turn(self) -> None:
        """Take the next free slot and wait for it; slots are given in the order of asking."""
        now = self._clock()
        mine = max(now, self._free)
        self._free = mine + self._interval * (1 + _MARGIN + self._jitter * self._chance())
        while mine > now:
            await self._sleep(mine - now)
            now = self._clock()


def pace_of(per_second: float, jitter: float) -> Pace:
    """The pace for a number of requests per second; 0 = no limit."""
    return Spacing(per_second, jitter=jitter) if per_second else Unlimited()
