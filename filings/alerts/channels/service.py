"""Apprise's home: Slack, Teams, Telegram, PagerDuty and about a hundred more, one service per channel.

Apprise escapes nothing, ignores Retry-After and does not say why a service refused; so what it gets is harmless
text, and our own outbox decides when to try again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filings.alerts.brief.forms.chat import pieces, tamed
from filings.alerts.brief.message import sheet_of
from filings.alerts.brief.said import plain
from filings.alerts.brief.sheet import in_
from filings.alerts.channels.partly import Partly
from filings.alerts.channels.protocol import Channel, Place
from filings.alerts.channels.secret_files import secret_of
from filings.alerts.config import ChannelConfig
from filings.errors import ConfigError, DeliveryError
from filings.model import Alert

if TYPE_CHECKING:
    from apprise import NotifyBase

_OURS = ("feishu", "dingtalk", "wecombot")
"""Services that answer 200 with an error inside: our own channels look at it, Apprise does not always."""
_FULLEST = 30_000
_SHORTEST = 200
_TITLE = 100


class Service:
    """Sends the brief as text to one service, in several messages where it is long."""

    def __init__(self, name: str, config: ChannelConfig, service: NotifyBase) -> None:
        self.name = name
        self._lang = config.lang
        self._timeout = config.timeout_seconds
        self._service = service
        limit = int(service.body_maxlen) - _TITLE
        self._limit = max(_SHORTEST, min(limit, _FULLEST))
        self._partly = Partly()

    async def send(self, alert: Alert) -> str:
        """Send what has not arrived yet. Raises DeliveryError."""
        sheet = sheet_of(alert)
        messages = pieces(sheet, self._lang, self._limit)
        title = tamed(plain(in_(sheet.subject, self._lang), _TITLE))
        for number, text in enumerate(messages):
            if self._partly.has(alert.key, str(number)):
                continue
            await self._one(title, text)
            self._partly.add(alert.key, str(number))
        self._partly.forget(alert.key)
        return "accepted" if len(messages) == 1 else f"accepted in {len(messages)} messages"

    async def _one(self, title: str, text: str) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                taken = await asyncio.to_thread(self._notify, title, text)
        except TimeoutError as error:
            raise self._refused(f"no answer within {self._timeout:g} s") from error
        if not taken:
            raise self._refused("the service did not take it")

    def _notify(self, title: str, text: str) -> bool:
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415 - an extra: imported where it is used

        one = Apprise()
        one.add(self._service)
        return bool(one.notify(body=text, title=title, body_format=NotifyFormat.TEXT))

    def _refused(self, what: str) -> DeliveryError:
        hint = f"check the address of channel {self.name}; apprise -vv shows the service's own words"
        return DeliveryError(f"{self._service.service_name}: {what}", channel=self.name, hint=hint)


@contextmanager
def open_service(name: str, config: ChannelConfig, place: Place) -> Iterator[Channel]:
    """The service. Raises ConfigError where Apprise is not installed or does not know the address."""
    key = f"channels.{name}.address"
    address = secret_of(config.address, config.address_file, home=place.home, channel=name, key="address_file")
    if address.partition("://")[0] in _OURS:
        hint = "use a channel of type feishu, dingtalk or wecom with the robot's https:// address"
        raise ConfigError(f"channel {name} is better told by ourselves: its answers are checked", key=key, hint=hint)
    try:
        from apprise import Apprise, AppriseAsset  # noqa: PLC0415 - an extra: imported only if configured
    except ImportError as error:
        hint = "pip install 'filings[notify]'"
        raise ConfigError(f"channel {name} needs Apprise, which is not installed", key=key, hint=hint) from error
    logging.getLogger("apprise").disabled = True  # it writes addresses, and so tokens, into the log
    service = Apprise.instantiate(address, asset=AppriseAsset(app_id="filings", app_desc="filings"))
    if service is None:
        hint = "write one address as the Apprise documentation gives it for the service"
        raise ConfigError(f"the address of channel {name} is none that Apprise knows", key=key, hint=hint)
    yield Service(name, config, service)
