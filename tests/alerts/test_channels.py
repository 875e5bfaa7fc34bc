"""Console and file: what they write, and what they do when they cannot."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from filings.alerts.channels import Channel, channels_from
from filings.alerts.channels.jsonl import append
from filings.alerts.config import ChannelConfig
from filings.errors import DeliveryError
from filings.model import Alert
from filings.net import Portal

NOW = datetime(2024, 12, 23, 14, 0, tzinfo=UTC)


@contextmanager
def opened(home: Path, **configs: ChannelConfig) -> Iterator[Mapping[str, Channel]]:
    with Portal() as portal, channels_from(configs, home, lambda: NOW, portal) as channels:
        yield channels


def send(channel: Channel, alert: Alert) -> str:
    return asyncio.run(channel.send(alert))


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_console_prints_the_brief_under_a_rule(
    tmp_path: Path, alert: Alert, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path, screen=ChannelConfig(type="console")) as channels:
        assert channels["screen"].name == "screen"
        assert send(channels["screen"], alert) == "printed"
    rule, *text = capsys.readouterr().out.splitlines()
    assert rule.startswith("── alert · told 2024-12-23 22:00 (Beijing) ──")
    assert text == [alert.brief.en, ""]


def test_the_console_speaks_chinese_and_says_that_an_alert_is_late(
    tmp_path: Path, alert: Alert, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path, screen=ChannelConfig(type="console", lang="zh")) as channels:
        send(channels["screen"], alert.model_copy(update={"late": True, "kind": "called_off"}))
    printed = capsys.readouterr().out
    assert printed.startswith("── called off · late · told")
    assert alert.brief.zh in printed


def test_a_console_without_chinese_characters_still_prints(
    tmp_path: Path, alert: Alert, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    with opened(tmp_path, screen=ChannelConfig(type="console")) as channels:
        send(channels["screen"], alert)
    assert "009001 ????: terminates or exits a concession" in stream.buffer.getvalue().decode("ascii")


def test_a_closed_stdout_is_a_delivery_that_failed(
    tmp_path: Path, alert: Alert, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr(sys, "stdout", stream)
    with opened(tmp_path, screen=ChannelConfig(type="console")) as channels, pytest.raises(DeliveryError) as caught:
        send(channels["screen"], alert)
    assert (caught.value.channel, caught.value.final) == ("screen", False)


def test_the_file_holds_one_record_per_alert(tmp_path: Path, make_alert: Callable[[str], Alert]) -> None:
    with opened(tmp_path, log=ChannelConfig(type="jsonl", path="out/told.jsonl")) as channels:
        for key in ("a", "b", "b"):
            assert "appended to told.jsonl" in send(channels["log"], make_alert(key))
    written = records(tmp_path / "out" / "told.jsonl")
    assert [record["key"] for record in written] == ["a", "b", "b"]
    assert written[0] == make_alert("a").payload()
    assert "演示水务" in (tmp_path / "out" / "told.jsonl").read_text("utf-8")


def test_no_character_of_an_alert_ends_a_line(tmp_path: Path, alert: Alert) -> None:
    evil = alert.model_copy(update={"event": {"event_id": "1-1", "title": "a\nb\u2028c\u2029d\x85e\x1cf\x0cg"}})
    with opened(tmp_path, log=ChannelConfig(type="jsonl")) as channels:
        send(channels["log"], evil)
    assert records(tmp_path / "alerts.jsonl") == [evil.payload()]


@pytest.mark.parametrize("cut", [1, 20, -1])
def test_a_half_written_line_stays_on_a_line_of_its_own(tmp_path: Path, alert: Alert, cut: int) -> None:
    path = tmp_path / "alerts.jsonl"
    with opened(tmp_path, log=ChannelConfig(type="jsonl")) as channels:
        send(channels["log"], alert)
        whole = path.read_bytes()
        path.write_bytes(whole + whole[:cut])
        send(channels["log"], alert)
        send(channels["log"], alert)
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines == [whole, whole[:cut] + b"\n", whole, whole]


def test_alerts_written_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    lines = [json.dumps({"key": number, "text": "x" * 4000}).encode() + b"\n" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda line: append(path, line), lines))
    assert sorted(path.read_bytes().splitlines(keepends=True)) == sorted(lines)


def test_a_file_that_cannot_be_written_is_tried_again(tmp_path: Path, alert: Alert) -> None:
    (tmp_path / "alerts.jsonl").mkdir()
    with opened(tmp_path, log=ChannelConfig(type="jsonl")) as channels, pytest.raises(DeliveryError) as caught:
        send(channels["log"], alert)
    assert "alerts.jsonl cannot be written: Is a directory" in caught.value.message
    assert not caught.value.final
    assert caught.value.hint is not None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_a_delivery_that_failed(tmp_path: Path, alert: Alert) -> None:
    (tmp_path / "alerts.jsonl").symlink_to("/dev/full")
    with (
        opened(tmp_path, log=ChannelConfig(type="jsonl")) as channels,
        pytest.raises(DeliveryError, match="No space left"),
    ):
        send(channels["log"], alert)
