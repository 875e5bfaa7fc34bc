"""Two evenings at the exchange: later filings join the story that they belong to, and tell only what is new."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from filings.archive.explain import Explanation, explain
from filings.archive.lookup import Archive, Filter
from filings.demo.story import rehearse
from filings.settings import load
from filings.store.database import Database

EXIT, PROGRESS = "9990000102-1", "9990000116-1"
SALE, CORRECTION, OPINION = "9990000103-1", "9990000117-1", "9990000122-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("story") / "home"
    rehearse(load(made), lambda _: None, pause=0)
    return made


@pytest.fixture(scope="module")
def events(home: Path) -> dict[str, dict[str, Any]]:
    with Archive.open(load(home)) as archive:
        found = archive.events(Filter(limit=200), flagged_only=False)
    return {event["event_id"]: event for event in found}


@pytest.fixture(scope="module")
def alerts(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home / "alerts.jsonl").read_text("utf-8").splitlines()]


def explained(home: Path, source_id: str) -> Explanation:
    settings = load(home)
    database = Database.open(settings.store_url, create=False)
    try:
        return explain(settings, database, source_id)
    finally:
        database.close()


def why(event: dict[str, Any]) -> str:
    return next(str(rule["why"]) for rule in event["rules"] if rule["rule"].endswith("_of"))


def test_progress_and_exit_are_one_story(events: dict[str, dict[str, Any]]) -> None:
    assert events[EXIT]["parent_event_id"] is None
    assert events[PROGRESS]["parent_event_id"] == EXIT
    assert "progress of" in why(events[PROGRESS])
    assert "2024-087" in why(events[PROGRESS])


def test_a_correction_attaches_to_what_it_corrects(events: dict[str, dict[str, Any]]) -> None:
    assert events[CORRECTION]["parent_event_id"] == SALE
    assert "a correction of" in why(events[CORRECTION])


def test_a_sponsors_paper_joins_unopened(home: Path, events: dict[str, dict[str, Any]]) -> None:
    assert (events[OPINION]["disposition"], events[OPINION]["parent_event_id"]) == ("link_only", SALE)
    assert events[OPINION]["document"]["pages"] is None
    with Archive.open(load(home)) as archive:
        filing = archive.filing(OPINION.partition("-")[0])
    assert (filing["state"], filing["events"]) == ("skipped", [OPINION])
    assert filing["reason"]


def test_everything_else_begins_its_own_story(events: dict[str, dict[str, Any]]) -> None:
    linked = {event_id for event_id, event in events.items() if event["parent_event_id"] is not None}
    assert linked == {PROGRESS, CORRECTION, OPINION}
    assert not any(event_id.startswith("9990000112") for event_id in events), "a meeting notice has no event"


def test_a_story_that_was_told_is_only_told_on_as_an_update(alerts: list[dict[str, Any]]) -> None:
    kinds = {alert["event"]["event_id"]: alert["kind"] for alert in alerts}
    assert kinds[EXIT] == kinds[SALE] == "alert"
    assert OPINION not in kinds
    assert {kind for event_id, kind in kinds.items() if event_id in {PROGRESS, CORRECTION}} <= {"update"}


def test_an_update_says_what_it_follows(alerts: list[dict[str, Any]]) -> None:
    updates = [alert for alert in alerts if alert["kind"] == "update"]
    assert updates
    assert all("earlier alert" in alert["brief"]["en"] for alert in updates)
    assert all(alert["event"]["parent_event_id"] for alert in updates)


def test_explain_tells_the_story_and_its_other_filings(home: Path) -> None:
    told = {station.station: station.what for station in explained(home, "9990000117").stations}
    assert SALE in told["story"]
    told = {station.station: station.what for station in explained(home, "9990000103").stations}
    assert CORRECTION in told["story"]
    assert OPINION in told["story"]
    assert "story" not in {station.station for station in explained(home, "9990000104").stations}
