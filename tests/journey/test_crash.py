"""kill -9 at every named fail-point and at random moments: nothing lost, nothing doubled but a send in flight."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from filings.monitor.failpoints import NAMES
from tests.journey.conftest import Receiver, receiving
from tests.processes import Monitor, exchange

pytestmark = pytest.mark.slow
FINAL = {"alerted", "skipped"}
SHARES = [round((number + random.Random(number).random()) / 20, 3) for number in range(20)]
"""Twenty moments, as shares of an undisturbed run: one at random in each twentieth of it."""


@dataclass(frozen=True)
class Truth:
    """An undisturbed run: every filing with its state, every alert's key, how long it took."""

    monitor: Monitor
    states: dict[str, str]
    keys: list[str]
    seconds: float


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Truth]:
    home = tmp_path_factory.mktemp("truth")
    with exchange() as monitor, receiving() as receiver:
        start = time.monotonic()
        done = monitor.run("watch", "--once", home=home, settings=receiver.settings)
        seconds = time.monotonic() - start
        assert done.returncode == 0, done.stderr
        states = states_in(monitor, home)
        assert len(states) >= 16
        assert set(states.values()) == FINAL
        assert max(Counter(receiver.keys()).values()) == 1
        yield Truth(monitor, states, sorted(set(firsts(receiver, followers(monitor, home)))), seconds)


def states_in(monitor: Monitor, home: Path) -> dict[str, str]:
    return {record["source_id"]: record["state"] for record in monitor.records("list", "--limit", "999", home=home)}


def followers(monitor: Monitor, home: Path) -> set[str]:
    """Events that follow another of their story: whether they tell anything hangs on which was decided first."""
    records = monitor.records("events", "--all", "--limit", "999", home=home)
    return {record["event_id"] for record in records if record["parent_event_id"]}


def firsts(receiver: Receiver, followers: set[str]) -> list[str]:
    """The keys of all deliveries about events that follow no other."""
    return [key for key, body in receiver.received if body["event"]["event_id"] not in followers]


def check_after(truth: Truth, receiver: Receiver, home: Path) -> None:
    """One more round after the crash: everything is there, and no alert came twice but one in flight.

    Channels send beside each other and beside the sweep: a kill anywhere may catch one send of this channel.
    """
    again = truth.monitor.run("watch", "--once", home=home, settings=receiver.settings)
    assert again.returncode == 0, again.stderr
    assert states_in(truth.monitor, home) == truth.states
    assert truth.monitor.records("failures", home=home) == []
    sends = Counter(receiver.keys())
    assert sorted(set(firsts(receiver, followers(truth.monitor, home)))) == truth.keys
    repeated = [count for count in sends.values() if count > 1]
    assert repeated in ([], [2])
    assert receiver.forged == []


@pytest.mark.parametrize("name", NAMES)
def test_a_kill_at_a_fail_point_loses_nothing(truth: Truth, receiver: Receiver, tmp_path: Path, name: str) -> None:
    process = truth.monitor.start("watch", home=tmp_path, settings={**receiver.settings, "FILINGS_FAILPOINT": name})
    assert process.wait(timeout=60) == -signal.SIGKILL
    check_after(truth, receiver, tmp_path)


@pytest.mark.parametrize("share", SHARES)
def test_a_kill_at_a_random_moment_loses_nothing(
    truth: Truth, receiver: Receiver, tmp_path: Path, record_property: Callable[[str, Any], None], share: float
) -> None:
    process = truth.monitor.start("watch", home=tmp_path, settings=receiver.settings)
    time.sleep(share * truth.seconds)
    process.kill()
    assert process.wait(timeout=10) == -signal.SIGKILL
    record_property("states when killed", hit(truth.monitor, tmp_path))
    check_after(truth, receiver, tmp_path)


def hit(monitor: Monitor, home: Path) -> str:
    """How far the killed monitor had come: filings by state."""
    done = monitor.run("list", "--limit", "999", "-o", "jsonl", home=home)
    counts = Counter(json.loads(line)["state"] for line in done.stdout.splitlines())
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "nothing stored"
