"""Every fault of the exchange, through the whole monitor: nothing lost, nothing doubled, recovery without help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filings.demo.faults import FAULTS
from tests.processes import Monitor, exchange

pytestmark = pytest.mark.slow
SHORT = {
    "FILINGS_EXCHANGES__SZSE__READ_TIMEOUT": "1",
    "FILINGS_EXCHANGES__SZSE__LIST_TIMEOUT": "2",
    "FILINGS_EXCHANGES__SZSE__DOCUMENT_TIMEOUT": "2",
    "FILINGS_EXCHANGES__SZSE__BREAKER_FAILURES": "0",
}
FOR_GOOD = {"file-encrypted": {"parked": 1}}
"""Faults that leave something parked, as they should."""
ADDED = {"rows-shift", "title-cancelled", "twin-ids", "back-dated", "count-grows"}
"""Faults that list rows of their own."""


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with exchange() as monitor:
        home = tmp_path_factory.mktemp("truth")
        assert monitor.run("watch", "--once", home=home).returncode == 0
        yield states_in(monitor, home)


def states_in(monitor: Monitor, home: Path) -> dict[str, str]:
    return {record["source_id"]: record["state"] for record in monitor.records("list", "--limit", "999", home=home)}


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_passes_and_nothing_is_lost(
    serve: Callable[..., Monitor], truth: dict[str, str], tmp_path: Path, fault: str
) -> None:
    monitor = serve("--fault", fault)
    for _ in range(9):
        done = monitor.run("watch", "--once", home=tmp_path, settings=SHORT)
        assert done.returncode in {0, 3, 4}, done.stderr
        assert "Traceback" not in done.stderr
        monitor.run("failures", "--retry", home=tmp_path)
        if done.returncode == 0 and states_in(monitor, tmp_path).keys() >= truth.keys():  # some rows appear late
            break
    states = states_in(monitor, tmp_path)
    expected = Counter(FOR_GOOD.get(fault, {}))
    assert Counter(states.values())["parked"] == expected["parked"], done.stderr
    assert states.keys() >= truth.keys()
    if fault not in ADDED:
        assert states.keys() == truth.keys()
    same = {key for key in truth if states[key] == truth[key]}
    assert len(truth) - len(same) <= expected["parked"] + (fault == "title-cancelled")
    alerts = [record["key"] for record in monitor.records("alerts", "list", "--limit", "999", home=tmp_path)]
    assert len(alerts) == len(set(alerts))


@pytest.mark.parametrize(
    ("fault", "health", "words"),
    [
        ("list-500:always", "broken", "status 500"),
        ("list-429:always", "broken", "429"),
        ("list-403:always", "blocked", "403"),
        ("list-challenge:always", "blocked", "challenge"),
        ("list-html:always", "broken", "web page"),
        ("list-braces:always", "incomplete", ""),
        ("list-hang:always", "broken", "no"),
        ("row-broken:always", "incomplete", "annId"),
    ],
)
def test_a_list_that_stays_broken_is_exit_3_and_said_so_in_status(
    serve: Callable[..., Monitor], tmp_path: Path, fault: str, health: str, words: str
) -> None:
    monitor = serve("--fault", fault)
    done = monitor.run("watch", "--once", home=tmp_path, settings=SHORT)
    assert done.returncode == 3, done.stderr
    assert words in done.stderr
    assert "filings status" in done.stderr
    status = monitor.run("status", "-o", "table", home=tmp_path)
    assert status.returncode == 3
    assert health in status.stdout


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("file-404:always", "NotYetThere"),
        ("file-403:always", "SourceBlocked"),
        ("file-500:always", "SourceUnavailable"),
        ("file-html:always", "NotAPdf"),
        ("file-challenge:always", "SourceBlocked"),
        ("file-cut:always", "Truncated"),
        ("file-short:always", "Truncated"),
        ("file-empty:always", "Truncated"),
        ("file-zip:always", "NotAPdf"),
        ("file-elsewhere:always", "SourceBlocked"),
    ],
)
def test_a_file_that_stays_broken_is_parked_with_its_reason_and_exit_4(
    serve: Callable[..., Monitor], truth: dict[str, str], tmp_path: Path, fault: str, error: str
) -> None:
    monitor = serve("--fault", fault)
    done = monitor.run("watch", "--once", home=tmp_path, settings=SHORT)
    assert done.returncode == 4, done.stderr
    assert "filings failures" in done.stderr
    opened = sum(state == "alerted" for state in truth.values())
    failures = monitor.records("failures", home=tmp_path)
    assert len(failures) == opened
    assert {failure["error"].partition(":")[0] for failure in failures} == {error}
    assert all(failure["next_try"] and failure["attempts"] == 2 for failure in failures)
