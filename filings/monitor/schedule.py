"""APScheduler's home: when each source is polled, the queue swept and the outbox emptied.

Jobs come from the configuration at each start (MemoryJobStore), run once at a time, are never skipped
for lateness and never pile up: coalesce, max_instances=1, misfire_grace_time=None.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from filings.errors import ConfigError, StoreError
from filings.model import BEIJING
from filings.monitor import metrics as figures
from filings.monitor import round as rounds
from filings.monitor.delivery import deliver_to
from filings.monitor.polling import poll
from filings.monitor.reconcile import reconcile
from filings.monitor.rescreen import with_current_lists
from filings.monitor.signals import INTERRUPTED, Signals
from filings.monitor.statements import state
from filings.monitor.stations import Stations
from filings.monitor.sweep import sweep
from filings.store.polls import Poll
from filings.watchlists.load import fingerprint

_log = logging.getLogger(__name__)

_STATEMENT = "20 0 * * *"
"""When the statement on the day before is made (Beijing)."""


class ShiftedTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """A trigger that lives at our clock, which a rehearsal may have set to another day."""

    def __init__(self, trigger: BaseTrigger, shift: timedelta) -> None:
        self._trigger = trigger
        self._shift = shift

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The next instant of the inner trigger, told in real time."""
        earlier = None if previous is None else previous + self._shift
        found: datetime | None = self._trigger.get_next_fire_time(earlier, now + self._shift)
        return None if found is None else found - self._shift


class _Watch:
    """The jobs of one running monitor."""

    def __init__(self, stations: Stations, tell: Callable[[str], None]) -> None:
        self._stations = stations
        self._tell = tell
        self._sweeping = threading.Lock()
        self._polls: Counter[str] = Counter()
        self.failed: StoreError | None = None
        self._lists = fingerprint(stations.settings.watchlist_folders)

    def poll(self, source: str) -> None:
        """List a source, then work at once on what is new; now and then in full."""
        self._polls[source] += 1
        full = self._polls[source] % self._stations.settings.exchanges[source].full_every == 0
        for made in self._guarded(lambda: poll(self._stations, source, full=full)) or ():
            self._say(made)
        self.sweep()

    def reconcile(self, source: str, days: int) -> None:
        """Read days gone by again, then work on what came to light."""
        self._guarded(lambda: reconcile(self._stations, source, days, self._say))
        self.sweep()

    def state_yesterday(self) -> None:
        """The statement on the day before, chained to those before it."""
        stations = self._stations
        now = stations.clock()
        yesterday = now.astimezone(BEIJING).date() - timedelta(days=1)
        self._guarded(lambda: state(stations.settings, stations.database, yesterday, now=now))

    def sweep(self) -> None:
        """Work on what is due; one sweep at a time, and the one under way takes what is new."""
        if not self._sweeping.acquire(blocking=False):
            return
        try:
            self._take_new_lists()
            self._guarded(lambda: sweep(self._stations))
        finally:
            self._sweeping.release()

    def _take_new_lists(self) -> None:
        """Lists that were refreshed or added while the monitor runs; a broken file leaves those in use."""
        seen = fingerprint(self._stations.settings.watchlist_folders)
        if seen == self._lists:
            return
        try:
            self._stations = with_current_lists(self._stations)
        except ConfigError as error:
            self._tell(f"the lists in use stay: {error.message}")
        self._lists = seen

    def deliver(self, channel: str) -> None:
        """Send what is queued for a channel; neither the filings behind an alert nor other channels hold it up."""
        self._guarded(lambda: deliver_to(self._stations, channel))

    def _guarded(self, work: Callable[[], Any]) -> Any:
        """A store that cannot remember stops the monitor; everything else is parked where it happens."""
        if self._stations.stop.is_set():
            return None
        try:
            return work()
        except StoreError as error:
            self.failed = error
            self._stations.stop.set()
            return None

    def _say(self, made: Poll) -> None:
        if made.added or not made.complete:
            outcome = made.health if made.complete else f"{made.health}: {made.problem}"
            self._tell(f"{made.finished:%H:%M:%S}Z {made.source}: {made.added} new ({outcome})")


def run(stations: Stations, sources: Sequence[str], *, metrics: int | None, tell: Callable[[str], None]) -> int:
    """Watch until Ctrl-C or SIGTERM; returns the exit code. Raises StoreError when nothing can be remembered."""
    rounds.begin(stations)
    if metrics is not None:
        figures.serve(stations, metrics)
    watching = _Watch(stations, tell)
    scheduler = _scheduler(stations, sources, watching)
    with Signals(stations.stop) as signals:
        scheduler.start()
        stations.stop.wait()
        tell("stopping: the step under way is finished first")
        scheduler.shutdown(wait=True)
    if watching.failed is not None:
        raise watching.failed
    return INTERRUPTED if signals.interrupted else 0


def _scheduler(stations: Stations, sources: Sequence[str], watching: _Watch) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(2 * len(sources) + len(stations.channels) + 2)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    shift = stations.clock() - datetime.now(UTC)
    now = datetime.now(UTC)
    for source in sources:
        config = stations.settings.exchanges[source]
        trigger = ShiftedTrigger(OrTrigger([_cron(line) for line in config.poll]), shift)
        scheduler.add_job(watching.poll, trigger, args=[source], id=f"poll:{source}", next_run_time=now)
        for again in config.reconcile:
            trigger = ShiftedTrigger(_cron(again.at), shift)
            name = f"reconcile:{source}:{again.days}"
            scheduler.add_job(watching.reconcile, trigger, args=[source, again.days], id=name)
    scheduler.add_job(watching.state_yesterday, ShiftedTrigger(_cron(_STATEMENT), shift), id="statement")
    every = stations.settings.monitor
    scheduler.add_job(watching.sweep, "interval", seconds=every.sweep_seconds, id="sweep")
    for channel in stations.channels:
        name = f"deliver:{channel}"
        scheduler.add_job(watching.deliver, "interval", args=[channel], seconds=every.deliver_seconds, id=name)
    return scheduler


def _cron(line: str) -> CronTrigger:
    return CronTrigger.from_crontab(line, timezone="Asia/Shanghai")
