"""A signed webhook (https://www.standardwebhooks.com): the receiver can check who sends, and that it is new."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filings.alerts.channels.posting import Post, posting
from filings.alerts.channels.protocol import Channel, Place
from filings.alerts.channels.secret_files import text_of, unusable
from filings.alerts.config import ChannelConfig
from filings.alerts.secrets import keys_in
from filings.model import Alert


class Webhook:
    """Posts the alert's JSON record. Answers are told by status alone: a body may hold what is not ours to log."""

    def __init__(self, post: Post, *, url: str, keys: Sequence[bytes], wall: Callable[[], float]) -> None:
        self.name = post.name
        self._post = post
        self._url = url
        self._keys = keys
        self._wall = wall

    async def send(self, alert: Alert) -> str:
        """Post it. Raises DeliveryError: final where the receiver refuses for good (400-class, 410)."""
        body = json.dumps(alert.payload(), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        headers = {
            "content-type": "application/json; charset=utf-8",
            **signed(self._keys, key=alert.key, seconds=int(self._wall()), body=body),
        }
        answer = await self._post.send(self._url, body, headers)
        return f"HTTP {answer.status}"


def signed(keys: Sequence[bytes], *, key: str, seconds: int, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks: HMAC-SHA256 over ``id.timestamp.body``, one value for each key.

    ``seconds`` is the real time since 1970, whatever day a rehearsal plays: receivers refuse old messages.
    """
    content = f"{key}.{seconds}.".encode() + body
    values = [f"v1,{base64.b64encode(hmac.digest(secret, content, hashlib.sha256)).decode()}" for secret in keys]
    return {"webhook-id": key, "webhook-timestamp": str(seconds), "webhook-signature": " ".join(values)}


@contextmanager
def open_webhook(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The webhook with a client of its own. Raises ConfigError where its secret cannot be read."""
    keys = _keys(name, config, place.home)
    with posting(name, place, timeout=config.timeout_seconds) as post:
        yield Webhook(post, url=config.url, keys=keys, wall=place.wall)


def _keys(name: str, config: ChannelConfig, home: Path) -> tuple[bytes, ...]:
    """The keys that are set, then those of the file: both sign, so that a receiver can change over."""
    inline = config.secret.get_secret_value()
    keys = keys_in(inline) if inline else ()
    if not config.secret_file:
        return keys
    text = text_of(config.secret_file, home=home, channel=name, key="secret_file")
    try:
        return keys + keys_in(text)
    except ValueError as error:
        path = home / Path(config.secret_file).expanduser()
        raise unusable(path, str(error), channel=name, key="secret_file") from error
