"""The labelled titles of other people's filings: the limits that the triage must hold on them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from filings.events.triage import triage
from filings.model import Triage

ACTS: Final = {
    "T": {"termination"},
    "D": {"disposal"},
    "TD": {"termination", "disposal"},
    "L": {"liquidation"},
    "C": {"called_off"},
    "B": {"debt"},
    "W": {"writeoff"},
}
CORE: Final = ("T", "TD", "D", "L", "C")
Rows = list[tuple[dict[str, str], Triage]]


@pytest.fixture(scope="module")
def decided(measure_data: Path) -> Rows:
    path = measure_data / "titles" / "labelled.csv"
    if not path.is_file():
        pytest.skip("the measuring material holds no labelled titles")
    rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    return [(row, triage(row["title"], name=row["name"])) for row in rows]


def of(decided: Rows, *labels: str, stratum: str = "") -> Iterator[Triage]:
    return (found for row, found in decided if row["label"] in labels and stratum in {"", row["stratum"]})


def test_every_core_title_is_opened(decided: Rows) -> None:
    assert {found.decision for found in of(decided, *CORE)} == {"open"}


def test_at_most_two_core_acts_are_missed_and_two_false(decided: Rows) -> None:
    pairs = [(ACTS[row["label"]], set(found.acts)) for row, found in decided if row["label"] in CORE]
    assert sum(len(expected - found) for expected, found in pairs) <= 2
    assert sum(len(found - expected) for expected, found in pairs) <= 2


def test_debts_and_write_offs_are_asserted(decided: Rows) -> None:
    assert {found.acts for found in of(decided, "B")} == {("debt",)}
    assert {found.acts for found in of(decided, "W")} == {("writeoff",)}


def test_papers_of_advisers_are_skipped_as_supporting(decided: Rows) -> None:
    assert {(found.decision, found.role) for found in of(decided, "S")} == {("skip", "supporting")}


def test_titles_without_an_event_are_rarely_opened_and_hardly_ever_assert_an_act(decided: Rows) -> None:
    random = [found.decision == "open" for found in of(decided, "N", stratum="random")]
    assert sum(random) <= 0.15 * len(random)
    asserting = [bool(found.acts) for found in of(decided, "N", "A", "S", "U")]
    assert sum(asserting) <= 0.005 * len(asserting)
