"""The completeness ledger: for every source and day what it listed while we looked, and what became of it.

It claims no more than it can know: rows that came and went while nobody looked were never seen, and the two
sources for Shenzhen share their ids, so they are no independent witnesses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from filings.model import BEIJING, Record
from filings.settings import Settings
from filings.store import ledger
from filings.store.database import Database, Transaction
from filings.store.polls import Poll

_EVENING = time(15, 0)
"""From this hour on the evening before, filings that bear a day's date come in (sources.md, section 5)."""
_FINAL = frozenset({"alerted", "skipped", "parked"})


class DayRecord(Record):
    """The ledger's line for one source and day, as interface.md names its keys.

    ``listed`` counts what the last complete reading showed, ``known`` all that was ever listed for the day.
    ``unfinished`` are filings with a step still to do. ``problem`` says why a day is not ``ok``, ``mend`` what to
    type.
    """

    source: str
    day: date
    listed: int
    known: int
    fetched: int
    read: int
    skipped: Mapping[str, int]
    parked: Mapping[str, int]
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    not_looking: tuple[tuple[datetime, datetime], ...] = ()
    last_complete: datetime | None = None
    ok: bool
    problem: str | None = None
    mend: str | None = None


def verify(settings: Settings, database: Database, since: date, until: date, *, now: datetime) -> list[DayRecord]:
    """One record per enabled source and day, the newest day first."""
    sources = settings.sources
    with database.read() as tx:
        found = {source: set(ledger.days(tx, source, since, until)) for source in sources}
        every = sorted(set().union(*found.values()), reverse=True)
        return [
            _day(tx, settings, source, day, others=[s for s in sources if s != source], now=now)
            for day in every
            for source in sources
            if day in found[source] or ledger.readings(tx, source, day)
        ]


def _day(
    tx: Transaction, settings: Settings, source: str, day: date, *, others: Sequence[str], now: datetime
) -> DayRecord:
    lines = list(ledger.lines(tx, source, day))
    readings = ledger.readings(tx, source, day)
    complete = [reading for reading in readings if reading.complete]
    missing = _missing(tx, source, day, others) if complete else ()
    unfinished = tuple(line.source_id for line in lines if line.state not in _FINAL)
    problem, mend = _problem(source, day, readings, missing, unfinished)
    return DayRecord(
        source=source,
        day=day,
        listed=sum(line.missed == 0 for line in lines),
        known=len(lines),
        fetched=sum(line.fetched for line in lines),
        read=sum(line.read for line in lines),
        skipped=_counted(line.rule for line in lines if line.state == "skipped"),
        parked=_counted(line.error or "unknown" for line in lines if line.state == "parked"),
        missing=missing,
        changed=tuple(line.source_id for line in lines if line.versions > 1),
        withdrawn=tuple(line.source_id for line in lines if line.withdrawn),
        unfinished=unfinished,
        not_looking=_not_looking(complete, day, timedelta(minutes=settings.exchanges[source].lag_limit_minutes), now),
        last_complete=complete[-1].finished.astimezone(BEIJING) if complete else None,
        ok=problem is None,
        problem=problem,
        mend=mend,
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _missing(tx: Transaction, source: str, day: date, others: Sequence[str]) -> tuple[str, ...]:
    """Ids that another source lists for the day and this one on no day at all."""
    mine = ledger.ids_of(tx, source, day)
    theirs = set().union(*(ledger.ids_of(tx, other, day) for other in others)) if others else set()
    return tuple(sorted(one for one in theirs - mine if source not in ledger.sources_of(tx, one)))


def _problem(
    source: str, day: date, readings: Sequence[Poll], missing: Sequence[str], unfinished: Sequence[str]
) -> tuple[str | None, str | None]:
    again = f"filings watch --once --source {source} --since {day} --until {day}"
    if not readings or not any(reading.complete for reading in readings):
        return "never read completely", again
    if not readings[-1].complete:
        return f"the last reading was {readings[-1].health}: {readings[-1].problem}", again
    if missing:
        return f"{len(missing)} filings are listed elsewhere and not here", again
    if unfinished:
        return f"{len(unfinished)} filings still have a step to do", "filings watch --once"
    return None, None


def _not_looking(
    complete: Sequence[Poll], day: date, limit: timedelta, now: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """When nobody looked while the day's filings came in: longer than ``limit`` without a complete reading."""
    start = datetime.combine(day - timedelta(days=1), _EVENING, BEIJING)
    end = min(datetime.combine(day + timedelta(days=1), time(), BEIJING), now)
    gaps, seen = [], start
    for reading in complete:
        finished = min(reading.finished, end)
        if finished - seen > limit:
            gaps.append((seen.astimezone(BEIJING), finished.astimezone(BEIJING)))
        seen = max(seen, finished)
    if end - seen > limit:
        gaps.append((seen.astimezone(BEIJING), end.astimezone(BEIJING)))
    return tuple(gaps)
