"""Looking again at days gone by: rows are inserted late, titles and files are replaced, rows are withdrawn.

Of recorded annual reports 0.12 % were listed more than a week after their date, and the last replacement came
after 342 days (sources.md, facts 3 and 4): hence 7 days daily, 60 weekly, 400 monthly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from filings.model import BEIJING
from filings.monitor.polling import poll
from filings.monitor.stations import Stations
from filings.store.polls import Poll


def reconcile(stations: Stations, source: str, days: int, told: Callable[[Poll], None]) -> int:
    """Read each of the last ``days`` nominal days in full, the newest first; returns how many were complete.

    Each day is a reading of its own, so that a stop or a failure in the middle loses nothing that was done.
    """
    complete = 0
    for day in _days(stations.clock().astimezone(BEIJING).date(), days):
        if stations.stop.is_set():
            break
        made = poll(stations, source, since=day, until=day, full=True)
        complete += all(one.complete for one in made)
        for one in made:
            told(one)
    return complete


def _days(today: date, days: int) -> Iterator[date]:
    for back in range(1, days + 1):
        yield today - timedelta(days=back)
