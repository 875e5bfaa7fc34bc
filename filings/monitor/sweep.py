"""Everything that is due is taken as far as it goes; what fails is parked with its reason."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from filings import events as detection
from filings.errors import DocumentError, FilingsError, SourceError, StoreError, Superseded, Truncated
from filings.model import Record, State
from filings.monitor.retries import next_try
from filings.monitor.stations import Stations
from filings.monitor.steps import STEPS
from filings.monitor.stories import attach_papers
from filings.store import filings, progress

Progress = Callable[[int, int], None]
"""Called with (done, total known so far)."""

_log = logging.getLogger(__name__)


class SweepReport(Record):
    """How many filings reached their final state, and the keys of those that were parked."""

    finished: int = 0
    parked: tuple[int, ...] = ()


class _Tally:
    """Counts shared by the threads of one sweep."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.finished = 0
        self.parked: list[int] = []


def sweep(stations: Stations, *, progress_of: Progress | None = None, only: Iterable[int] | None = None) -> SweepReport:
    """Work on all that is due, ``threads`` filings at a time, the most certain titles first.

    ``only`` restricts it to some filings (the retry in line of a round). Returns when nothing is due any
    more or ``stop`` is set; a StoreError ends it, for nothing could be remembered.
    """
    tally = _Tally()
    wanted = None if only is None else set(only)
    threads = stations.settings.monitor.threads
    with ThreadPoolExecutor(threads, thread_name_prefix="filing") as pool:
        running: dict[Future[None], int] = {}
        while not stations.stop.is_set():
            if len(running) < 2 * threads:
                busy = set(running.values()) | set(tally.parked)
                work = [item for item in _due(stations, busy, 4 * threads) if wanted is None or item[0] in wanted]
                running |= {pool.submit(_advance, stations, key, state, tally): key for key, state in work}
                if not running:
                    break
            for future in wait(running, timeout=1.0, return_when=FIRST_COMPLETED).done:
                del running[future]
                future.result()
            if progress_of is not None:
                done = tally.finished + len(tally.parked)
                progress_of(done, done + len(running))
    attach_papers(stations)
    return SweepReport(finished=tally.finished, parked=tuple(tally.parked))


def _due(stations: Stations, busy: set[int], limit: int) -> list[tuple[int, State]]:
    with stations.database.read() as tx:
        fetch_all = stations.settings.monitor.fetch == "all"
        work = progress.due(tx, stations.clock(), limit=limit, exclude=busy, fetch_all=fetch_all)
        if not work:
            older = progress.outdated(tx, detection.DETECTOR, stations.watchlists.version, limit=limit + len(busy))
            work = [(key, state) for key, state in older if key not in busy][:limit]
    return work


def _advance(stations: Stations, key: int, state: State, tally: _Tally) -> None:
    """Take one filing step by step until it is final or fails: the rim of the worker loop.

    A fault of ours on one filing parks that filing; only a store that cannot remember ends the sweep.
    """
    while state in STEPS and not stations.stop.is_set():
        filing = _load(stations, key)
        try:
            STEPS[state](stations, filing)
        except StoreError:
            raise
        except Superseded:
            _log.info("filing %s changed while a step ran: repeated", filing.announcement.source_id)
        except (DocumentError, SourceError) as error:
            return _park(stations, filing, state, error, tally)
        except Exception as error:  # noqa: BLE001 - the rim: one poisoned filing must not stop the others
            _log.exception("filing %s: step after %s", filing.announcement.source_id, state)
            wrapped = FilingsError(f"{type(error).__name__}: {error}", hint="report this with filings explain")
            return _park(stations, filing, state, wrapped, tally)
        state = _load(stations, key).state
        if state == "skipped":
            break
    with tally.lock:
        tally.finished += state in {"alerted", "skipped"}
    return None


def _load(stations: Stations, key: int) -> filings.Filing:
    with stations.database.read() as tx:
        return filings.by_key(tx, key)


def _park(stations: Stations, filing: filings.Filing, state: State, error: FilingsError, tally: _Tally) -> None:
    resume: State = "listed" if isinstance(error, Truncated) and state == "fetched" else state
    now = stations.clock()
    asked = getattr(error, "asked", True)
    with stations.database.write() as tx:
        attempts = progress.attempts_of(tx, filing.key) + asked
        later = next_try(error, attempts, now)
        progress.park(tx, filing.at, resume, error, now=now, next_try=later, counted=asked)
    with tally.lock:
        tally.parked.append(filing.key)
