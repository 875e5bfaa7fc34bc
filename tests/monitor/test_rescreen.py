"""A list that changes raises findings for filings stored before: once, marked, and only for who is new on it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from filings.archive import lists
from filings.demo.story import EVENINGS, rehearse
from filings.monitor import refresh
from filings.monitor.rescreen import Rescreened, screen_outdated
from filings.monitor.stations import open_stations
from filings.settings import Settings, load

TOLD = "SELECT alert FROM outbox WHERE event_id = ? ORDER BY created, key"


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a whole rehearsal."""
    home = tmp_path_factory.mktemp("rehearsed") / "home"
    rehearse(load(home), lambda _: None, pause=0)
    return home


def settings_of(home: Path) -> Settings:
    settings = load(home)
    monitor = settings.monitor.model_copy(update={"alert_from": EVENINGS[0].date()})
    return settings.model_copy(update={"demo": True, "monitor": monitor})


def screened(home: Path) -> Rescreened:
    with open_stations(settings_of(home), clock=lambda: EVENINGS[-1]) as stations:
        return screen_outdated(stations)


def alerts(home: Path, event_id: str) -> list[dict[str, Any]]:
    with sqlite3.connect(next(home.glob("*.db"))) as connection:
        return [json.loads(row[0]) for row in connection.execute(TOLD, (event_id,)).fetchall()]


def a_told_party(home: Path) -> tuple[str, str]:
    """An event that was told, and somebody in it who stands on no list."""
    with sqlite3.connect(next(home.glob("*.db"))) as connection:
        for event_id, text in connection.execute("SELECT event_id, alert FROM outbox ORDER BY event_id").fetchall():
            record = json.loads(text)["event"]
            hit = {one["party"] for one in record["hits"]}
            parties = [one["name"] for one in record["parties"] if one["role"] in {"transferee", "counterparty"}]
            named = [name for name in parties if name.endswith("有限公司") and name not in hit]
            if named:
                return str(event_id), named[0]
    message = "the rehearsal tells no event with a company as its other party"
    raise AssertionError(message)


def test_a_supplier_added_later_raises_a_marked_alert_once_and_its_removal_none(
    rehearsed: Path, tmp_path: Path
) -> None:
    screened(rehearsed)
    event_id, party = a_told_party(rehearsed)
    before = len(alerts(rehearsed, event_id))
    table = tmp_path / "suppliers.csv"
    table.write_text(f"name\n{party}\n", "utf-8")

    list_id = refresh.add_list(settings_of(rehearsed), table, "suppliers")
    answer = lists.answer(settings_of(rehearsed), list_id)
    assert event_id in {one["event_id"] for one in answer["findings"]}

    first = screened(rehearsed)
    assert first.screened > 0
    assert first.raised >= 1
    told = alerts(rehearsed, event_id)
    assert len(told) > before
    marks = [one["raised_by"] for one in told if one.get("raised_by")]
    assert marks
    assert all(
        mark == f"Raised by a change of the lists, not by a new filing: '{party}' on suppliers." for mark in marks
    )

    assert screened(rehearsed) == Rescreened()
    assert len(alerts(rehearsed, event_id)) == len(told)

    folder = rehearsed / "config" / "watchlists"
    for path in folder.glob("suppliers.*"):
        path.unlink()
    assert screened(rehearsed).screened > 0
    assert len(alerts(rehearsed, event_id)) == len(told)
