"""Group robots against a real server on loopback: signatures, and answers that say 200 and mean no."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from filings.alerts.channels import Place, open_channels
from filings.alerts.config import ChannelConfig
from filings.errors import ConfigError, DeliveryError
from filings.model import Alert
from filings.net import Portal

NOW = 1_734_962_400.0
SECRET = "SECdo-not-log"
OK = {"feishu": {"code": 0}, "dingtalk": {"errcode": 0, "errmsg": "ok"}, "wecom": {"errcode": 0, "errmsg": "ok"}}
KINDS = sorted(OK)


class Robot(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, Any]] = []
        self.usual: tuple[int, Any] = (200, {})
        self.came: list[tuple[str, dict[str, Any]]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/robot/token-do-not-log"


class Handler(BaseHTTPRequestHandler):
    server: Robot

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append((self.path, json.loads(body)))
        status, said = self.server.answers.pop(0) if self.server.answers else self.server.usual
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def robot() -> Iterator[Robot]:
    server = Robot()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def opened(home: Path, kind: Any, url: str, **keys: Any) -> Iterator[Callable[[Alert], str]]:
    config = ChannelConfig(type=kind, **{"address": SecretStr(url), **keys})
    with (
        Portal() as portal,
        open_channels({"chat": config}, Place(home, _no_clock, portal, wall=lambda: NOW)) as opened_,
    ):
        yield lambda alert: portal.call(opened_["chat"].send(alert))


def _no_clock() -> Any:
    pytest.fail("a signature carries the real time, not the rehearsal's")


def failed(home: Path, kind: str, robot: Robot, alert: Alert) -> DeliveryError:
    with opened(home, kind, robot.url) as tell, pytest.raises(DeliveryError) as caught:
        tell(alert)
    assert "do-not-log" not in f"{caught.value} {caught.value.hint}"
    return caught.value


def texts(robot: Robot) -> list[str]:
    return [body["content"]["text"] if "content" in body else body["text"]["content"] for _, body in robot.came]


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_alert_arrives_as_one_text(tmp_path: Path, robot: Robot, alert: Alert, kind: str) -> None:
    robot.usual = (200, OK[kind])
    with opened(tmp_path, kind, robot.url, lang="zh") as tell:
        assert tell(alert) == "accepted"
    assert texts(robot) == [alert.brief.zh]


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_brief_arrives_whole_in_pieces_that_fit(
    tmp_path: Path, robot: Robot, group_exit: Any, kind: str
) -> None:
    robot.usual = (200, OK[kind])
    with opened(tmp_path, kind, robot.url, lang="zh") as tell:
        answer = tell(group_exit.message())
    if kind == "wecom":
        assert answer == f"accepted in {len(texts(robot))} messages"
        assert max(len(text.encode()) for text in texts(robot)) <= 2048
    assert "未联系公司核实。" in texts(robot)[-1]


def test_feishu_is_signed_in_the_body(tmp_path: Path, robot: Robot, alert: Alert) -> None:
    robot.usual = (200, OK["feishu"])
    with opened(tmp_path, "feishu", robot.url, secret=SecretStr(SECRET)) as tell:
        tell(alert)
    ((_, body),) = robot.came
    expected = hmac.new(f"{int(NOW)}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert (body["timestamp"], body["sign"]) == (str(int(NOW)), base64.b64encode(expected).decode())


def test_dingtalk_is_signed_in_the_address(tmp_path: Path, robot: Robot, alert: Alert) -> None:
    robot.usual = (200, OK["dingtalk"])
    (tmp_path / "ding.key").write_text(SECRET + "\n")
    with opened(tmp_path, "dingtalk", f"{robot.url}?access_token=x", secret_file="ding.key") as tell:
        tell(alert)
    ((path, body),) = robot.came
    query = parse_qs(urlsplit(path).query)
    stamp = str(int(NOW * 1000))
    expected = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert query == {"access_token": ["x"], "timestamp": [stamp], "sign": [base64.b64encode(expected).decode()]}
    assert "sign" not in body


@pytest.mark.parametrize(
    ("kind", "answer", "final", "waits"),
    [
        ("feishu", {"code": 19021, "msg": "sign match fail do-not-log"}, True, None),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, False, 60.0),
        ("feishu", {"code": 424242}, False, None),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, True, None),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast"}, False, 60.0),
        ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url"}, True, None),
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, False, 60.0),
        ("wecom", {}, False, None),
        ("wecom", {"errcode": "0"}, False, None),
        ("wecom", {"errcode": False}, False, None),
        ("wecom", [], False, None),
        ("wecom", b"<html>maintenance</html>", False, None),
    ],
)
def test_an_answer_of_200_may_mean_no(
    tmp_path: Path,
    robot: Robot,
    alert: Alert,
    kind: str,
    answer: Any,
    final: bool,  # noqa: FBT001 - a column of the table
    waits: float | None,
) -> None:
    robot.usual = (200, answer)
    error = failed(tmp_path, kind, robot, alert)
    assert (error.final, error.retry_after) == (final, waits)
    assert error.message.startswith("127.0.0.1 ")


@pytest.mark.parametrize(("status", "final"), [(500, False), (429, False), (404, True), (302, False)])
def test_other_statuses_are_judged_like_a_webhook_s(
    tmp_path: Path,
    robot: Robot,
    alert: Alert,
    status: int,
    final: bool,  # noqa: FBT001
) -> None:
    robot.usual = (status, {"code": 0})
    assert failed(tmp_path, "feishu", robot, alert).final is final


def test_pieces_that_arrived_are_not_sent_again(tmp_path: Path, robot: Robot, group_exit: Any) -> None:
    good, busy = (200, OK["wecom"]), (200, {"errcode": 45009})
    robot.answers, robot.usual = [good, busy], good
    with opened(tmp_path, "wecom", robot.url, lang="zh") as tell:
        with pytest.raises(DeliveryError):
            tell(group_exit.message())
        tell(group_exit.message())
    told = texts(robot)
    assert told[1] == told[2]
    assert len(set(told)) == len(told) - 1


def test_no_words_call_everybody(tmp_path: Path, robot: Robot, evil_case: Any) -> None:
    robot.usual = (200, OK["feishu"])
    with opened(tmp_path, "feishu", robot.url) as tell:
        tell(evil_case.message())
    assert all("<" not in text and "@everyone" not in text for text in texts(robot))


@pytest.mark.parametrize("address", ["not an address", "ftp://h.example/x", "https://"])
def test_an_address_that_is_none_is_refused_without_being_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError) as caught, opened(tmp_path, "feishu", address):
        pass
    assert address not in str(caught.value)
    assert caught.value.key == "channels.chat.address"


def test_the_address_may_stand_in_a_file_and_a_rehearsal_calls_nobody_outside(
    tmp_path: Path, robot: Robot, alert: Alert
) -> None:
    robot.usual = (200, OK["wecom"])
    (tmp_path / "robot.url").write_text(robot.url + "\n")
    with opened(tmp_path, "wecom", "", address_file="robot.url") as tell:
        assert tell(alert) == "accepted"
    away = ChannelConfig(type="wecom", address=SecretStr("https://robots.example/x"))
    with Portal() as portal, open_channels({"c": away}, Place(tmp_path, _no_clock, portal), demo=True) as channels:
        assert dict(channels) == {}


def test_a_secret_is_not_shown_with_the_settings() -> None:
    config = ChannelConfig(type="feishu", address=SecretStr("https://r.example/tok"), secret=SecretStr(SECRET))
    assert "tok" not in repr(config) + config.model_dump_json()
    assert SECRET not in repr(config) + config.model_dump_json()
