"""Stories in the store: found in whatever order filings are decided, and told only as far as they are new."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from filings.alerts.config import RouteConfig
from filings.demo.story import EVENINGS, rehearse
from filings.events.lineage import Link, joined
from filings.model import Event
from filings.monitor import steps, stories, telling
from filings.monitor.stations import Stations, open_stations
from filings.monitor.telling import Told
from filings.settings import load
from filings.store import events, filings, lineage

EXIT, PROGRESS = "9990000102-1", "9990000116-1"
SALE, CORRECTION, OPINION = "9990000103-1", "9990000117-1", "9990000122-1"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("rehearsed") / "home"
    rehearse(load(home), lambda _: None, pause=0)
    return home


@pytest.fixture
def home(rehearsed: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "home"
    shutil.copytree(rehearsed, copied, ignore=shutil.ignore_patterns("vault"))
    return copied


@pytest.fixture
def stations(home: Path) -> Iterator[Stations]:
    with open_stations(load(home), clock=lambda: EVENINGS[-1]) as made:
        yield made


def event_of(stations: Stations, event_id: str) -> Event:
    with stations.database.read() as tx:
        return events.get(tx, event_id).event


def forget(home: Path, *event_ids: str) -> None:
    """As if these events had never been decided."""
    with sqlite3.connect(next(home.glob("*.db"))) as connection:
        for event_id in event_ids:
            connection.execute("DELETE FROM event_acts WHERE event_id = ?", (event_id,))
            connection.execute("DELETE FROM events WHERE event_id = ?", (event_id,))


def unlink(home: Path, event_id: str) -> None:
    with sqlite3.connect(next(home.glob("*.db"))) as connection:
        (text,) = connection.execute("SELECT event FROM events WHERE event_id = ?", (event_id,)).fetchone()
        event = {**json.loads(text), "parent_event_id": None}
        connection.execute("UPDATE events SET event = ? WHERE event_id = ?", (json.dumps(event), event_id))


def detect(stations: Stations, event_id: str) -> None:
    with stations.database.read() as tx:
        filing = filings.get(tx, event_id.partition("-")[0])
    steps.detect(stations, filing)


def test_a_story_is_found_also_where_its_first_filing_is_decided_last(home: Path, stations: Stations) -> None:
    forget(home, EXIT)
    unlink(home, PROGRESS)
    weight = event_of(stations, PROGRESS).materiality
    detect(stations, EXIT)
    later = event_of(stations, PROGRESS)
    assert (later.parent_event_id, later.materiality) == (EXIT, weight)
    assert event_of(stations, EXIT).parent_event_id is None
    with stations.database.read() as tx:
        journal = filings.journal_of(tx, filings.get(tx, PROGRESS.partition("-")[0]).key)
    assert journal[-1][0] == "linked"


def test_a_paper_that_came_before_its_sale_joins_when_the_sale_is_decided(home: Path, stations: Stations) -> None:
    forget(home, SALE, CORRECTION, OPINION)
    assert stories.attach_papers(stations) == 0
    detect(stations, SALE)
    assert event_of(stations, OPINION).parent_event_id == SALE


def test_papers_are_looked_at_once(stations: Stations) -> None:
    assert stories.attach_papers(stations) == 0
    with stations.database.read() as tx:
        assert lineage.papers_after(tx, 0, limit=10)


def test_deciding_a_story_again_changes_nothing(stations: Stations) -> None:
    before = [event_of(stations, event_id) for event_id in (EXIT, PROGRESS, SALE, CORRECTION, OPINION)]
    for event_id in (EXIT, CORRECTION, SALE, PROGRESS):
        detect(stations, event_id)
    assert [event_of(stations, event_id) for event_id in (EXIT, PROGRESS, SALE, CORRECTION, OPINION)] == before


def repeating(parent: Event) -> Event:
    """A later filing that says what its parent said."""
    again = parent.model_copy(update={"event_id": "9990000999-1", "source_id": "9990000999"})
    link = Link(parent_event_id=SALE, to=SALE, kind="progress", explanation="progress of the sale")
    return joined(again, link, [parent])


def test_progress_that_says_nothing_new_is_recorded_without_an_alert(stations: Stations) -> None:
    parent = event_of(stations, SALE)
    told = Told(before=(parent,), pairs=(("flagged", "jsonl"),))
    silence = telling.silence(repeating(parent), told)
    assert silence == (
        f"recorded without alert: progress of {SALE}; status, price, counterparty and dates are as they were told"
    )
    assert telling.silence(repeating(parent), Told(before=(parent,))) is None, "nobody was told the story yet"
    assert telling.silence(parent, told) is None, "it begins the story"
    turned = repeating(parent).model_copy(update={"disposition": "called_off"})
    assert telling.silence(turned, told) is None


def test_who_was_told_a_story_hears_how_it_goes_on() -> None:
    known = {
        "loud": RouteConfig(channels=("jsonl",)),
        "other": RouteConfig(channels=("console", "jsonl")),
        "once": RouteConfig(channels=("webhook",), follow_ups=False),
    }
    told = Told(pairs=(("loud", "jsonl"), ("once", "webhook"), ("gone", "mail")))
    matched = [("other", "jsonl"), ("other", "console")]
    assert telling.pairs_for(matched, told, known) == [("loud", "jsonl"), ("other", "console")]
    assert telling.pairs_for([], told, known) == [("loud", "jsonl")]


def test_a_follow_up_shows_only_what_the_later_filing_states(stations: Stations) -> None:
    with stations.database.read() as tx:
        told = telling.told_of(tx, event_of(stations, CORRECTION))
    assert told.itself
    assert [event.event_id for event in told.before] == [SALE]
    record = {**(told.last or {}), "severity": 0, "facts": []}
    own = telling.extras_of(event_of(stations, CORRECTION), told, record).follow_up
    assert own is not None
    assert own.kind == "correction"
    assert any(change.after is None for change in own.changes), "an update of the same filing shows what is gone"
    first = Told(before=told.before, pairs=told.pairs, since=told.since, last=told.last)
    later = telling.extras_of(event_of(stations, CORRECTION), first, record).follow_up
    assert later is not None
    assert [change.name for change in later.changes] == ["severity"]
