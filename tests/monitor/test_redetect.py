"""Stored events derived again: without fetching, with what differs, to be stopped and gone on with at any time."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from filings.demo.story import EVENINGS, rehearse
from filings.events import DETECTOR
from filings.monitor.redetect import Rederived, redetect
from filings.monitor.stations import Stations, open_stations
from filings.settings import Settings, load
from tests.processes import FILINGS, environment

SALE, PROGRESS = "9990000103-1", "9990000116-1"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a whole rehearsal."""
    home = tmp_path_factory.mktemp("rehearsed") / "home"
    rehearse(load(home), lambda _: None, pause=0)
    return home


@pytest.fixture
def home(rehearsed: Path, tmp_path: Path) -> Path:
    """A copy without any PDF: what is derived again comes from the stored pages."""
    copied = tmp_path / "home"
    shutil.copytree(rehearsed, copied, ignore=shutil.ignore_patterns("vault"))
    return copied


def database(home: Path) -> sqlite3.Connection:
    return sqlite3.connect(next(home.glob("*.db")))


def stored(home: Path) -> dict[str, dict[str, Any]]:
    with database(home) as connection:
        rows = connection.execute("SELECT event_id, event FROM events").fetchall()
    return {event_id: json.loads(event) for event_id, event in rows}


def alter(home: Path, *event_ids: str, **changed: Any) -> None:
    """Make stored events look as if an older detector had decided them."""
    with database(home) as connection:
        for event_id in event_ids:
            event = {**stored(home)[event_id], "detector": "detectors 0", **changed}
            connection.execute(
                "UPDATE events SET event = ?, detector = ? WHERE event_id = ?",
                (json.dumps(event, ensure_ascii=False), "detectors 0", event_id),
            )


def settings_of(home: Path) -> Settings:
    settings = load(home)
    monitor = settings.monitor.model_copy(update={"alert_from": EVENINGS[0].date()})
    return settings.model_copy(update={"demo": True, "monitor": monitor})


@contextmanager
def stations_of(home: Path) -> Iterator[Stations]:
    with open_stations(settings_of(home), clock=lambda: EVENINGS[-1]) as stations:
        yield stations


def run(home: Path, **options: Any) -> list[Rederived]:
    with stations_of(home) as stations:
        return list(redetect(stations, **options))


def changed(seen: list[Rederived]) -> dict[str, list[str]]:
    return {one.event_id: [change.name for change in one.changes] for one in seen if one.changes}


def test_nothing_is_due_where_every_event_is_of_todays_version(home: Path) -> None:
    assert run(home) == []
    everything = run(home, everything=True, dry_run=True)
    assert len(everything) > 15
    assert changed(everything) == {}


def test_a_dry_run_tells_each_field_and_stores_nothing(home: Path) -> None:
    alter(home, SALE, facts=[], materiality=0, materiality_parts=[])
    before = stored(home)
    seen = run(home, dry_run=True)
    assert [one.event_id for one in seen] == [SALE]
    assert {"price", "stake"} <= set(changed(seen)[SALE])
    assert (seen[0].before, seen[0].after) == ("detectors 0", DETECTOR)
    assert stored(home) == before


def test_what_is_derived_again_is_as_it_was_and_keeps_its_story(home: Path) -> None:
    before = stored(home)
    alter(home, SALE, PROGRESS, facts=[], parent_event_id=None)
    seen = run(home)
    assert {one.event_id for one in seen} == {SALE, PROGRESS}
    after = stored(home)
    assert after[SALE]["facts"] == before[SALE]["facts"]
    assert after[PROGRESS]["parent_event_id"] == "9990000102-1"
    assert {event["detector"] for event in after.values()} == {DETECTOR}
    assert run(home) == []


def test_a_stopped_run_goes_on_with_what_is_left(home: Path) -> None:
    ids = sorted(event_id for event_id, event in stored(home).items() if event["disposition"] == "flag")[:4]
    alter(home, *ids)
    with stations_of(home) as stations:
        found = redetect(stations)
        first = [next(found), next(found)]
        stations.stop.set()
        assert list(found) == []
    rest = run(home)
    assert sorted(one.event_id for one in (*first, *rest)) == ids


def test_only_what_was_published_since_a_day_is_taken(home: Path) -> None:
    alter(home, SALE, PROGRESS)
    assert [one.event_id for one in run(home, since=EVENINGS[-1].date(), dry_run=True)] == [PROGRESS]


def test_an_event_whose_pages_are_gone_is_told_and_the_others_go_on(home: Path) -> None:
    alter(home, SALE, PROGRESS)
    with database(home) as connection:
        sha256 = connection.execute(
            "SELECT sha256 FROM filings WHERE source_id = ?", (SALE.partition("-")[0],)
        ).fetchone()
        connection.execute("UPDATE documents SET body = NULL WHERE sha256 = ?", sha256)
    seen = {one.event_id: one for one in run(home)}
    assert "pages are gone" in (seen[SALE].problem or "")
    assert seen[PROGRESS].problem is None
    assert stored(home)[SALE]["detector"] == "detectors 0"


def test_progress_runs_from_nothing_to_all(home: Path) -> None:
    alter(home, SALE, PROGRESS)
    steps: list[tuple[int, int]] = []
    run(home, dry_run=True, progress_of=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def command(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [*FILINGS, "redetect", *arguments, "--home", str(home)]
    return subprocess.run(line, env=environment(), capture_output=True, text=True, timeout=60, check=False)


def test_the_command_prints_a_record_per_difference(home: Path) -> None:
    alter(home, SALE, facts=[])
    done = command(home, "--dry-run")
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    price = next(record for record in records if record["name"] == "price")
    assert (price["event_id"], price["before"]) == (SALE, None)
    assert "268 million" in price["after"]
    assert "1 would change" in done.stderr


def test_an_empty_home_is_told_as_such(tmp_path: Path) -> None:
    done = command(tmp_path / "nowhere")
    assert (done.returncode, (tmp_path / "nowhere").exists()) == (1, False)
