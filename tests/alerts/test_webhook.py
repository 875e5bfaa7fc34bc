"""The webhook against a real server on loopback, its signatures checked by the standard's own library."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook, WebhookVerificationError

from filings.alerts.channels import Channel, channels_from
from filings.alerts.config import ChannelConfig
from filings.errors import ConfigError, DeliveryError
from filings.model import Alert
from filings.net import Portal

NEW, OLD = (base64.b64encode(key * 4).decode() for key in (b"a new key", b"an old k"))


class Receiver(ThreadingHTTPServer):
    """Answers what a test says and keeps what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.extra: dict[str, str] = {}
        self.body = b"token=do-not-log"
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.hanging = threading.Event()
        self.hang = False
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
        if self.server.hang:
            self.server.hanging.wait(10)
        with suppress(OSError):
            self.send_response(self.server.status)
            for name, value in self.server.extra.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.hanging.set()
    server.shutdown()
    server.server_close()
    thread.join()


def config(url: str, **keys: Any) -> ChannelConfig:
    return ChannelConfig(type="webhook", url=url, **{"secret": SecretStr(NEW), **keys})


@contextmanager
def opened(home: Path, channel: ChannelConfig, **options: Any) -> Iterator[tuple[Portal, Mapping[str, Channel]]]:
    with Portal() as portal, channels_from({"hook": channel}, home, _no_clock, portal, **options) as channels:
        yield portal, channels


def _no_clock() -> Any:
    """A signature must carry the real time, whatever day a rehearsal plays."""
    pytest.fail("the webhook asked the rehearsal's clock")


def send(home: Path, channel: ChannelConfig, alert: Alert) -> str:
    with opened(home, channel) as (portal, channels):
        return portal.call(channels["hook"].send(alert))


def refused(home: Path, channel: ChannelConfig, alert: Alert) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(home, channel, alert)
    assert caught.value.channel == "hook"
    assert "do-not-log" not in f"{caught.value} {caught.value.hint}"
    assert NEW not in f"{caught.value} {caught.value.hint}"
    return caught.value


def test_the_receiver_can_check_the_signature_and_reads_the_record(
    tmp_path: Path, receiver: Receiver, alert: Alert
) -> None:
    assert send(tmp_path, config(receiver.url), alert) == "HTTP 200"
    ((headers, body),) = receiver.came
    assert Webhook(NEW).verify(body, headers) == alert.payload()
    assert headers["webhook-id"] == alert.key
    assert headers["content-type"].startswith("application/json")
    assert json.loads(body)["event"]["name"] == "演示水务"


@pytest.mark.parametrize("secret", [f"whsec_{NEW}", NEW.rstrip("="), f"{NEW} whsec_{OLD}", f"{OLD}\n{NEW}"])
def test_each_key_signs_so_that_keys_can_be_changed(
    tmp_path: Path, receiver: Receiver, alert: Alert, secret: str
) -> None:
    send(tmp_path, config(receiver.url, secret=SecretStr(secret)), alert)
    ((headers, body),) = receiver.came
    for key, word in ((NEW, "NEW"), (OLD, "OLD")):
        if key.rstrip("=") in secret:
            assert Webhook(key).verify(body, headers) is not None, word
        else:
            with pytest.raises(WebhookVerificationError):
                Webhook(key).verify(body, headers)
    assert len(headers["webhook-signature"].split()) == len(secret.split())


def test_a_changed_body_does_not_verify(tmp_path: Path, receiver: Receiver, alert: Alert) -> None:
    send(tmp_path, config(receiver.url), alert)
    ((headers, body),) = receiver.came
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(body.replace(b"1300000001-1", b"1300000002-1"), headers)


def test_keys_come_from_a_file_in_the_home(tmp_path: Path, receiver: Receiver, alert: Alert) -> None:
    (tmp_path / "hook.key").write_text(f"whsec_{NEW}\n{OLD}\n")
    send(tmp_path, config(receiver.url, secret=SecretStr(""), secret_file="hook.key"), alert)
    ((headers, body),) = receiver.came
    assert Webhook(NEW).verify(body, headers) == Webhook(OLD).verify(body, headers)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "No such file"), (b"", "it is empty"), (b"no key!", "not base64"), (b"\xff\xfe", "not text")],
)
def test_a_secret_file_that_cannot_be_used_is_said_before_anything_is_sent(
    tmp_path: Path, receiver: Receiver, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "hook.key").write_bytes(content)
    channel = config(receiver.url, secret=SecretStr(""), secret_file="hook.key")
    with pytest.raises(ConfigError, match=reason) as caught, opened(tmp_path, channel):
        pass
    assert caught.value.key == "channels.hook.secret_file"
    assert caught.value.hint is not None


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_success_is_one(tmp_path: Path, receiver: Receiver, alert: Alert, status: int) -> None:
    receiver.status, receiver.body = status, b""
    assert send(tmp_path, config(receiver.url), alert) == f"HTTP {status}"


@pytest.mark.parametrize("status", [400, 401, 404, 410, 422])
def test_a_refusal_for_good_is_final(tmp_path: Path, receiver: Receiver, alert: Alert, status: int) -> None:
    receiver.status = status
    error = refused(tmp_path, config(receiver.url), alert)
    assert error.final
    assert error.message == f"127.0.0.1 answered HTTP {status}"


@pytest.mark.parametrize("status", [302, 307, 408, 425, 429, 500, 502, 503])
def test_what_may_pass_is_tried_again_and_no_redirect_is_followed(
    tmp_path: Path, receiver: Receiver, alert: Alert, status: int
) -> None:
    receiver.status, receiver.extra = status, {"location": f"{receiver.url}/elsewhere"}
    error = refused(tmp_path, config(receiver.url), alert)
    assert not error.final
    assert f"HTTP {status}" in error.message
    assert len(receiver.came) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_passed_on(tmp_path: Path, receiver: Receiver, alert: Alert, status: int) -> None:
    receiver.status, receiver.extra = status, {"retry-after": "120"}
    assert refused(tmp_path, config(receiver.url), alert).retry_after == 120.0


def test_a_receiver_that_hangs_costs_its_time_out_and_no_more(tmp_path: Path, receiver: Receiver, alert: Alert) -> None:
    receiver.hang = True
    error = refused(tmp_path, config(receiver.url, timeout_seconds=0.2), alert)
    assert not error.final
    assert "within 0.2 s" in error.message


def test_nobody_there_is_tried_again(tmp_path: Path, alert: Alert) -> None:
    error = refused(tmp_path, config("http://127.0.0.1:9/secret-path"), alert)
    assert not error.final
    assert "secret-path" not in error.message


def test_a_webhook_without_address_is_off(tmp_path: Path) -> None:
    with opened(tmp_path, ChannelConfig(type="webhook")) as (_, channels):
        assert dict(channels) == {}


def test_a_rehearsal_tells_nobody_outside_this_machine(tmp_path: Path, receiver: Receiver) -> None:
    with opened(tmp_path, config("https://hooks.example/x"), demo=True) as (_, channels):
        assert dict(channels) == {}
    with opened(tmp_path, config(receiver.url), demo=True) as (_, channels):
        assert list(channels) == ["hook"]


def test_an_alert_of_thousands_of_characters_arrives_whole(
    tmp_path: Path, receiver: Receiver, make_alert: Callable[[str], Alert]
) -> None:
    event = {"event_id": "1-1", "title": "乙\u202e<script>\r\nX: y" * 20_000}
    big = make_alert("k").model_copy(update={"event": event})
    send(tmp_path, config(receiver.url), big)
    ((headers, body),) = receiver.came
    assert Webhook(NEW).verify(body, headers)["event"] == event
