"""One complete round: everything due is listed, fetched, read, decided and sent, with one retry in line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from filings.model import Record
from filings.monitor.delivery import DeliveryReport, deliver
from filings.monitor.polling import poll
from filings.monitor.stations import Stations
from filings.monitor.sweep import Progress, SweepReport, sweep
from filings.store import meta, outbox, progress
from filings.store.polls import Poll
from filings.store.progress import Failure


class Watcher(Protocol):
    """Who shows a round's progress to the user."""

    def listed(self, poll: Poll) -> None:
        """A source was read."""

    def working(self, done: int, total: int) -> None:
        """Filings are being worked on."""


class RoundReport(Record):
    """What a round did; ``exit_code`` as interface.md says for ``watch --once``.

    ``parked`` are the failures of this round and those that still wait for a next try.
    """

    polls: tuple[Poll, ...]
    swept: SweepReport
    delivered: DeliveryReport
    parked: tuple[Failure, ...]

    @property
    def added(self) -> int:
        """Filings that were not known before."""
        return sum(poll.added for poll in self.polls)

    @property
    def exit_code(self) -> int:
        """0 all done, 3 a listing is incomplete, 4 something is parked or undelivered."""
        if any(not poll.complete for poll in self.polls):
            return 3
        return 4 if self.parked or self.delivered.failed else 0


def begin(stations: Stations) -> None:
    """At every start: the first start's day is kept, sends that a crash interrupted are due again."""
    with stations.database.write(durable=True) as tx:
        meta.first_start(tx, stations.clock())
        outbox.recover(tx, stations.clock())


def run(
    stations: Stations,
    sources: Sequence[str],
    watcher: Watcher,
    *,
    since: date | None = None,
    until: date | None = None,
) -> RoundReport:
    """One round over the sources (all nominal days from ``since`` to ``until``; by default the tail window)."""
    polls = [made for source in sources for made in _listed(stations, source, watcher, since, until)]
    swept = _swept(stations, watcher.working)
    delivered = _delivered(stations)
    with stations.database.read() as tx:
        failures = progress.failures(tx)
    fresh = set(swept.parked)
    parked = tuple(failure for failure in failures if failure.next_try is not None or failure.filing_id in fresh)
    return RoundReport(polls=tuple(polls), swept=swept, delivered=delivered, parked=parked)


def _listed(stations: Stations, source: str, watcher: Watcher, since: date | None, until: date | None) -> list[Poll]:
    polls = poll(stations, source, since=since, until=until)
    if any(not made.complete for made in polls) and not stations.stop.is_set():
        again = poll(stations, source, since=since, until=until)
        polls = [
            second.model_copy(update={"added": first.added + second.added})
            for first, second in zip(polls, again, strict=True)
        ]
    for made in polls:
        watcher.listed(made)
    return polls


def _swept(stations: Stations, working: Progress) -> SweepReport:
    first = sweep(stations, progress_of=working)
    if not first.parked or stations.stop.is_set():
        return first
    with stations.database.write() as tx:
        progress.retry_now(tx, stations.clock(), keys=first.parked)
    second = sweep(stations, progress_of=working, only=first.parked)
    with stations.database.read() as tx:
        still = {failure.filing_id for failure in progress.failures(tx)}
    parked = tuple(key for key in first.parked if key in still)
    return SweepReport(finished=first.finished + second.finished, parked=parked)


def _delivered(stations: Stations) -> DeliveryReport:
    first = deliver(stations)
    if not first.failed or stations.stop.is_set():
        return first
    second = deliver(stations, anytime=True)
    return DeliveryReport(sent=first.sent + second.sent, failed=second.failed)


def explain_exit(report: RoundReport) -> str | None:
    """One sentence on why the round was not clean, with the next command; ``None`` where it was."""
    broken = [made for made in report.polls if not made.complete]
    if broken:
        first = broken[0]
        return f"{first.source} was not read completely: {first.problem}. Run it again, or see filings status."
    if report.parked:
        return f"{len(report.parked)} filings are parked: see filings failures."
    if report.delivered.failed:
        return f"{report.delivered.failed} alerts could not be delivered: see filings alerts."
    return None
