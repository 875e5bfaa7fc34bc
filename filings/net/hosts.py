"""Every host we ask, and how it bears us: one pace, one set of connections and one circuit breaker for each.

All clients of a process share one ``Hosts``: two sources on one machine are one guest there, and a source with
a list host and a file host waits at each of them alone. After so many failures in a row a host is left alone
(SourceUnavailable or SourceBlocked with ``asked=False``), then one request may try; if it fails too, the rest
doubles. What Retry-After asks is obeyed by every request to that host, whoever was told.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filings.errors import FilingsError, SourceBlocked, SourceError, SourceUnavailable
from filings.model import Record
from filings.net.pace import Bucket, Sleep
from filings.net.politeness import Politeness
from filings.net.retry import LONGEST_WAIT

LONGEST_REST = 3600.0
"""Seconds: a host that stays broken is tried once an hour at least."""

_RESTING_HINT = "nothing to do: it is tried again by itself; filings status shows when"


class HostState(Record):
    """How a host is: ``failures`` in a row, the seconds that it is still left alone (0: asked), and why."""

    host: str
    failures: int
    resting: float
    blocked: bool
    reason: str


class Hosts:
    """The hosts of a process by name. Used within one event loop; ``states`` may be read from any thread."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
        chance: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._chance = chance
        self._hosts: dict[str, Host] = {}

    def at(self, url: str) -> Host:
        """The host of an address, by name and port."""
        name = url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()
        if name not in self._hosts:
            bucket = Bucket(clock=self._clock, sleep=self._sleep, chance=self._chance)
            self._hosts[name] = Host(name, bucket, self._clock)
        return self._hosts[name]

    def states(self) -> tuple[HostState, ...]:
        """How each host is that was asked so far, by name."""
        return tuple(host.state() for _, host in sorted(dict(self._hosts).items()))


class Host:
    """One host: who may ask next, and whether anybody may."""

    def __init__(self, name: str, bucket: Bucket, clock: Callable[[], float]) -> None:
        self.name = name
        self._bucket = bucket
        self._clock = clock
        self._slots: asyncio.Semaphore | None = None
        self._failures = 0
        self._rests = 0
        self._until: float | None = None
        self._probing = False
        self._last: SourceError | None = None

    def slots(self, connections: int) -> asyncio.Semaphore:
        """The host's connections, to be entered for a request; there are as many as the first client said."""
        if self._slots is None:
            self._slots = asyncio.Semaphore(connections)
        return self._slots

    async def turn(self, manners: Politeness) -> None:
        """Wait for our turn at this host."""
        await self._bucket.take(manners.pace, manners.jitter)

    @contextmanager
    def trying(self, source: str, url: str, manners: Politeness) -> Iterator[None]:
        """What happens inside tells how the host is: an outage or a refusal counts against it, all else for it.

        Raises SourceUnavailable or SourceBlocked (as the last failure was) while it is left alone.
        """
        probe = self._admit(source, url)
        try:
            yield
        except (SourceUnavailable, SourceBlocked) as error:
            if error.asked:
                self._failed(error, manners, probe=probe)
            raise
        except FilingsError:
            self._worked()  # a 404, another shape, a file too large: the host itself answers
            raise
        else:
            self._worked()
        finally:
            if probe:
                self._probing = False

    def state(self) -> HostState:
        """How the host is at this moment."""
        last = self._last
        return HostState(
            host=self.name,
            failures=self._failures,
            resting=max((self._until or 0.0) - self._clock(), 0.0),
            blocked=isinstance(last, SourceBlocked),
            reason=last.message if last else "",
        )

    def _admit(self, source: str, url: str) -> bool:
        """Whether this request is the one that tries a host that was left alone."""
        if self._until is None:
            return False
        left = self._until - self._clock()
        if left > 0 or self._probing:
            raise self._resting(source, url, max(left, 1.0))
        self._probing = True
        return True

    def _worked(self) -> None:
        self._failures = self._rests = 0
        self._until = self._last = None

    def _failed(self, error: SourceError, manners: Politeness, *, probe: bool) -> None:
        """Count it; requests that were under way when the host began to rest do not make the rest longer."""
        self._failures += 1
        self._last = error
        asked_for = error.retry_after or 0.0
        limit = manners.breaker_failures
        trips = bool(limit) and (probe or (self._until is None and self._failures >= limit))
        rest = min(manners.breaker_seconds * 2.0 ** min(self._rests, 16), LONGEST_REST) if trips else 0.0
        self._rests += trips
        if trips or asked_for > LONGEST_WAIT:
            self._until = max(self._until or 0.0, self._clock() + max(rest, asked_for))
        elif asked_for:
            self._bucket.hold(asked_for)

    def _resting(self, source: str, url: str, left: float) -> SourceError:
        kind = SourceBlocked if isinstance(self._last, SourceBlocked) else SourceUnavailable
        last = f"; the last answer: {self._last.message}" if self._last else ""
        message = f"{source}: {self.name} is left alone for {left:.0f} s after {self._failures} failures in a row{last}"
        return kind(message, source=source, url=url, retry_after=left, asked=False, hint=_RESTING_HINT)
