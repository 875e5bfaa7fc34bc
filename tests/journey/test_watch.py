"""The scheduler as a user meets it: start, stop, a second one refused, figures, late catch-up."""

from __future__ import annotations

import json
import re
import signal
import socket
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journey.conftest import Receiver
from tests.processes import Monitor

pytestmark = pytest.mark.slow


def wait_for(condition: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_watch_alerts_refuses_a_second_one_serves_figures_and_stops_at_ctrl_c(
    serve: Callable[..., Monitor], receiver: Receiver, tmp_path: Path
) -> None:
    monitor, port = serve(), free_port()
    process = monitor.start("watch", "--metrics", str(port), home=tmp_path, settings=receiver.settings)
    wait_for(lambda: len(receiver.keys()) >= 5)
    second = monitor.run("watch", "--once", home=tmp_path)
    assert second.returncode == 2
    assert f"process {process.pid}" in second.stderr
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        figures = answer.read().decode()
    assert re.search(r'filings_source_ok\{source="szse:listedNotice_disc"\} 1\.0', figures)
    assert monitor.run("status", home=tmp_path).returncode == 0
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 130
    assert monitor.run("watch", "--once", home=tmp_path).returncode == 0


def test_watch_ends_with_0_at_sigterm(serve: Callable[..., Monitor], tmp_path: Path) -> None:
    process = serve().start("watch", home=tmp_path)
    wait_for((tmp_path / "alerts.jsonl").exists)
    process.terminate()
    assert process.wait(timeout=20) == 0


def test_a_second_round_changes_nothing_and_alerts_nobody_again(
    serve: Callable[..., Monitor], receiver: Receiver, tmp_path: Path
) -> None:
    monitor = serve()
    assert monitor.run("watch", "--once", home=tmp_path, settings=receiver.settings).returncode == 0
    before, sends = monitor.records("list", "--limit", "999", home=tmp_path), list(receiver.received)
    assert monitor.run("watch", "--once", home=tmp_path, settings=receiver.settings).returncode == 0
    assert monitor.records("list", "--limit", "999", home=tmp_path) == before
    assert receiver.received == sends
    assert receiver.forged == []


def test_alerts_reach_file_and_hook_with_the_record_that_was_promised(
    serve: Callable[..., Monitor], receiver: Receiver, tmp_path: Path
) -> None:
    monitor = serve()
    assert monitor.run("watch", "--once", home=tmp_path, settings=receiver.settings).returncode == 0
    filed = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()]
    hooked = [body for _, body in receiver.received]
    assert {one["event"]["event_id"] for one in filed} == {one["event"]["event_id"] for one in hooked}
    for one in hooked:
        assert one["schema"] == 1
        assert set(one) >= {"schema", "key", "kind", "event", "brief", "late"}
        assert one["brief"]["en"].startswith("INVENTED")
    assert {one["event"]["code"] for one in hooked} >= {"002236", "002415"}


def test_a_receiver_that_is_down_gets_its_alerts_later(
    serve: Callable[..., Monitor], receiver: Receiver, tmp_path: Path
) -> None:
    monitor = serve()
    receiver.answers += [503] * 100
    done = monitor.run("watch", "--once", home=tmp_path, settings=receiver.settings)
    assert done.returncode == 4
    assert "filings alerts" in done.stderr
    receiver.answers.clear()
    process = monitor.start("watch", home=tmp_path, settings=receiver.settings)
    expected = {record["key"] for record in monitor.records("alerts", "list", home=tmp_path)} - set(receiver.keys())
    hooked = {r["key"] for r in monitor.records("alerts", "list", home=tmp_path) if r["channel"] == "webhook"}
    assert expected >= hooked
    wait_for(lambda: set(receiver.keys()) == hooked, 60)
    process.terminate()
    process.wait(timeout=20)


def test_what_was_published_before_the_first_start_raises_no_alert(
    serve: Callable[..., Monitor], receiver: Receiver, tmp_path: Path
) -> None:
    settings = {**receiver.settings, "FILINGS_MONITOR__ALERT_FROM": "2024-12-23"}
    monitor = serve()
    assert monitor.run("watch", "--once", home=tmp_path, settings=settings).returncode == 0
    assert {body["event"]["published"][:10] for _, body in receiver.received} == {"2024-12-23", "2024-12-24"}
    old = next(record for record in monitor.records("events", "--code", "002415", home=tmp_path))
    told = monitor.run("explain", old["source_id"], "-o", "table", home=tmp_path)
    assert "recorded without alert" in told.stdout
