"""Apprise, our extra for the long tail, against a real server on loopback."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from filings.alerts.channels import Channel, Place, open_channels
from filings.alerts.config import ChannelConfig
from filings.errors import ConfigError, DeliveryError
from filings.model import Alert
from filings.net import Portal

pytest.importorskip("apprise", reason="the extra notify is not installed")
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # a plugin of Apprise on Python 3.11 and 3.12


class Hook(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.statuses: list[int] = []
        self.came: list[dict[str, Any]] = []
        self.hanging = threading.Event()
        self.hang = False
        self.port = self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        self.server.came.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        if self.server.hang:
            self.server.hanging.wait(0.5)
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def opened(home: Path, address: str, **keys: Any) -> Iterator[Channel]:
    config = ChannelConfig(type="apprise", address=SecretStr(address), **keys)
    with Portal() as portal, open_channels({"team": config}, Place(home, _no_clock, portal)) as channels:
        yield channels["team"]


def _no_clock() -> Any:
    pytest.fail("nobody asked for the time")


def test_a_service_gets_subject_and_brief_as_text(tmp_path: Path, hook: Hook, quiet_exit: Any) -> None:
    alert = quiet_exit.message()
    with opened(tmp_path, f"json://127.0.0.1:{hook.port}/x") as channel:
        assert asyncio.run(channel.send(alert)) == "accepted"
    (came,) = hook.came
    assert came["title"] == alert.subject
    assert "This filing (2 pages, all read) gives no reason." in came["message"]


def test_a_service_that_shows_html_gets_no_tag_of_a_title(tmp_path: Path, hook: Hook, evil_case: Any) -> None:
    with opened(tmp_path, f"json://127.0.0.1:{hook.port}/x?format=html") as channel:
        asyncio.run(channel.send(evil_case.message()))
    for came in hook.came:
        assert "<script" not in came["message"] + came["title"]
        assert "<img" not in came["message"] + came["title"]
        assert "@everyone" not in came["message"]


def test_a_refusal_is_tried_again_and_what_arrived_is_not_sent_twice(
    tmp_path: Path, hook: Hook, group_exit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprise.plugins.custom_json import NotifyJSON  # noqa: PLC0415 - behind importorskip

    monkeypatch.setattr(NotifyJSON, "body_maxlen", 1500)
    hook.statuses = [200, 500]
    with opened(tmp_path, f"json://127.0.0.1:{hook.port}/x") as channel:
        with pytest.raises(DeliveryError, match="JSON: the service did not take it") as caught:
            asyncio.run(channel.send(group_exit.message()))
        assert not caught.value.final
        assert asyncio.run(channel.send(group_exit.message())).startswith("accepted in ")
    told = [came["message"] for came in hook.came]
    assert told[1] == told[2]
    assert len(set(told)) == len(told) - 1
    assert max(len(text.encode()) for text in told) <= 1500


def test_a_service_that_hangs_is_given_up(tmp_path: Path, hook: Hook, alert: Alert) -> None:
    hook.hang = True
    with opened(tmp_path, f"json://127.0.0.1:{hook.port}/x", timeout_seconds=0.1) as channel:
        with pytest.raises(DeliveryError, match=r"no answer within 0\.1 s"):
            asyncio.run(channel.send(alert))
        hook.hanging.set()


@pytest.mark.parametrize("address", ["bad://token-x", "slack://", "://", "json"])
def test_an_address_that_apprise_does_not_know_is_refused_without_being_logged(
    tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ConfigError) as caught, opened(tmp_path, address):
        pass
    assert caught.value.key == "channels.team.address"
    assert "token-x" not in str(caught.value) + caplog.text


@pytest.mark.parametrize("address", ["feishu://token", "dingtalk://token", "wecombot://key"])
def test_robots_whose_answers_must_be_checked_are_ours(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="its answers are checked") as caught, opened(tmp_path, address):
        pass
    assert caught.value.hint is not None
    assert "type feishu, dingtalk or wecom" in caught.value.hint


def test_without_the_extra_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ConfigError, match="not installed") as caught, opened(tmp_path, "json://127.0.0.1/x"):
        pass
    assert caught.value.hint == "pip install 'filings[notify]'"


def test_apprise_is_not_imported_where_it_is_not_configured(tmp_path: Path, alert: Alert) -> None:
    del alert
    off = ChannelConfig(type="apprise")
    assert not off.is_on
    with Portal() as portal, open_channels({"team": off}, Place(tmp_path, _no_clock, portal)) as channels:
        assert dict(channels) == {}


def test_a_rehearsal_tells_no_service(tmp_path: Path) -> None:
    config = ChannelConfig(type="apprise", address=SecretStr("json://127.0.0.1/x"))
    with Portal() as portal, open_channels({"t": config}, Place(tmp_path, _no_clock, portal), demo=True) as channels:
        assert dict(channels) == {}
