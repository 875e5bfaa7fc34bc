"""Group robots of Feishu, DingTalk and WeCom (飞书、钉钉、企业微信): signed text messages whose answers are checked.

They answer HTTP 200 with an error code in the body, so that only the code says whether a message arrived.
Each allows about 20 messages a minute and bans a robot that sends more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from filings.alerts.brief.forms.chat import pieces
from filings.alerts.brief.message import sheet_of
from filings.alerts.channels.partly import Partly
from filings.alerts.channels.posting import Post, posting
from filings.alerts.channels.protocol import Channel, Place
from filings.alerts.channels.secret_files import secret_of
from filings.alerts.config import ChannelConfig, ChannelType
from filings.errors import ConfigError, DeliveryError
from filings.model import Alert
from filings.net import Answer, is_loopback

JsonObject = dict[str, Any]

_PER_SECOND = 20 / 60
_AGAIN_AFTER = 60.0
"""Seconds to wait where a robot says that it was asked too often."""


@dataclass(frozen=True)
class Robot:
    """What one kind of robot wants: a message as its body, how it is signed (if it is), where the answer holds a code.

    ``limit`` is bytes of text; ``too_often`` and ``hopeless`` are codes after which to wait, or to give up.
    """

    limit: int
    body: Callable[[str], JsonObject]
    sign: Callable[[str, JsonObject, str, float], tuple[str, JsonObject]] | None
    code: str
    too_often: frozenset[int]
    hopeless: frozenset[int]


def _feishu_signed(url: str, body: JsonObject, secret: str, now: float) -> tuple[str, JsonObject]:
    """HMAC-SHA256 with the key (timestamp, line feed, secret) over nothing; seconds, in the body."""
    seconds = str(int(now))
    digest = hmac.digest(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256)
    return url, {"timestamp": seconds, "sign": base64.b64encode(digest).decode(), **body}


def _dingtalk_signed(url: str, body: JsonObject, secret: str, now: float) -> tuple[str, JsonObject]:
    """HMAC-SHA256 with the secret over timestamp, line feed, secret; milliseconds, in the address."""
    stamp = str(int(now * 1000))
    digest = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    sign = quote(base64.b64encode(digest).decode(), safe="")
    joint = "&" if urlsplit(url).query else "?"
    return f"{url}{joint}timestamp={stamp}&sign={sign}", body


ROBOTS: Mapping[ChannelType, Robot] = MappingProxyType(
    {
        "feishu": Robot(
            limit=18_000,
            body=lambda text: {"msg_type": "text", "content": {"text": text}},
            sign=_feishu_signed,
            code="code",
            too_often=frozenset({11232, 11233, 230020}),
            hopeless=frozenset({9499, 19001, 19021, 19022, 19024}),
        ),
        "dingtalk": Robot(
            limit=15_000,
            body=lambda text: {"msgtype": "text", "text": {"content": text}},
            sign=_dingtalk_signed,
            code="errcode",
            too_often=frozenset({130101, 130103, 410100}),
            hopeless=frozenset({300001, 300005, 310000, 400013}),
        ),
        "wecom": Robot(
            limit=2_000,
            body=lambda text: {"msgtype": "text", "text": {"content": text}},
            sign=None,
            code="errcode",
            too_often=frozenset({45009, 45033}),
            hopeless=frozenset({93000, 93004, 40008, 44004}),
        ),
    }
)


class RobotChannel:
    """Sends the brief as text, in several messages where it is long; those that arrived are not sent again."""

    def __init__(
        self, post: Post, config: ChannelConfig, *, address: str, secret: str, wall: Callable[[], float]
    ) -> None:
        self.name = post.name
        self._robot = ROBOTS[config.type]
        self._config = config
        self._post = post
        self._address = address
        self._secret = secret
        self._wall = wall
        self._partly = Partly()

    async def send(self, alert: Alert) -> str:
        """Send what has not arrived yet. Raises DeliveryError where the robot does not take it."""
        messages = pieces(sheet_of(alert), self._config.lang, self._robot.limit)
        for number, text in enumerate(messages):
            if self._partly.has(alert.key, str(number)):
                continue
            await self._one(text)
            self._partly.add(alert.key, str(number))
        self._partly.forget(alert.key)
        return "accepted" if len(messages) == 1 else f"accepted in {len(messages)} messages"

    async def _one(self, text: str) -> None:
        url, body = self._address, self._robot.body(text)
        if self._secret and self._robot.sign is not None:
            url, body = self._robot.sign(url, body, self._secret, self._wall())
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        self._judge(await self._post.send(url, data, {"content-type": "application/json; charset=utf-8"}))

    def _judge(self, answer: Answer) -> None:
        host, code = urlsplit(answer.url).hostname, _code(answer, self._robot.code)
        if code == 0:
            return
        if code is None:
            message = f"{host} answered HTTP {answer.status} without {self._robot.code}: nothing says that it arrived"
            raise DeliveryError(message, channel=self.name, retry_after=answer.retry_after)
        final = code in self._robot.hopeless
        raise DeliveryError(
            f"{host} refused it with {self._robot.code} {code}",
            channel=self.name,
            retry_after=_AGAIN_AFTER if code in self._robot.too_often else answer.retry_after,
            final=final,
            hint=f"check address, signing key and security words of channel {self.name}" if final else None,
        )


def _code(answer: Answer, name: str) -> int | None:
    try:
        said = json.loads(answer.body)
    except ValueError:
        return None
    code = said.get(name) if isinstance(said, dict) else None
    return code if isinstance(code, int) and not isinstance(code, bool) else None


@contextmanager
def open_robot(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The robot with a client of its own. Raises ConfigError where its address or key cannot be used."""
    address = secret_of(config.address, config.address_file, home=place.home, channel=name, key="address_file")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        hint = "copy it from the group's settings: it begins with https://"
        raise ConfigError(f"the address of channel {name} is none", key=f"channels.{name}.address", hint=hint)
    secret = secret_of(config.secret, config.secret_file, home=place.home, channel=name, key="secret_file")
    pace = 0.0 if is_loopback(address) else _PER_SECOND
    with posting(name, place, timeout=config.timeout_seconds, pace=pace) as post:
        yield RobotChannel(post, config, address=address, secret=secret, wall=place.wall)
