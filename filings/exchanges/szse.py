"""The Shenzhen stock exchange (深圳证券交易所).

Source of the contract: sources.md, section 2 (recorded answers and independent programs).
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any

from filings.errors import SourceUnavailable, TooLarge
from filings.exchanges import fields, szse_rows, verdict
from filings.exchanges.config import SourceConfig
from filings.exchanges.download import fetch
from filings.exchanges.protocol import Clock, Download, ListPage, Window, split_window
from filings.model import Announcement
from filings.net import Answer, Client, retrying
from filings.net.pace import Sleep

_log = logging.getLogger(__name__)

_ENVELOPE = frozenset({"announceCount", "data"})
_PART_KEYS = ("bigCategoryId", "smallCategoryId")
_LIST = "the list"


class Szse:
    """The exchange's list of announcements and its file host.

    A part of a day (``Window.part``) is a bigCategoryId, or that and a smallCategoryId.
    """

    name = "szse"

    def __init__(self, config: SourceConfig, client: Client, *, sleep: Sleep = asyncio.sleep) -> None:
        self._config = config
        self._client = client
        self._sleep = sleep
        self._extra_keys: set[str] = set()
        self.limits = config.limits

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        """Page ``number`` (from 1) of a window, newest first, as the exchange gives it.

        Raises SourceUnavailable after the tries of the configuration, SourceBlocked, SourceChanged.
        """
        question: dict[str, Any] = {
            "seDate": [window.since.isoformat(), window.until.isoformat()],
            "channelCode": [channel],
            "pageNum": number,
            "pageSize": self._config.page_size,
        }
        if window.part:
            question |= {key: [name] for key, name in zip(_PART_KEYS, window.part.split("/"), strict=False)}

        async def ask() -> dict[str, Any]:
            with self._client.trying(self._config.list_url):
                return self._envelope(await self._post(question))

        envelope = await retrying(ask, attempts=self._config.attempts, sleep=self._sleep)
        return self._page(envelope, number, clock())

    def split(self, window: Window) -> tuple[Window, ...]:
        """Halves of the days, then the categories of a day (``parts`` of the configuration)."""
        return split_window(window, self._config.parts)

    async def document(self, announcement: Announcement) -> Download:
        """The PDF of a filing, whole. Raises SourceError or DocumentError, see ``download.fetch``."""
        return await fetch(self._client, self._config, announcement, sleep=self._sleep, referer=self._config.site)

    async def _post(self, question: dict[str, Any]) -> Answer:
        headers = {"Referer": self._config.site, "Accept": "application/json, text/javascript, */*; q=0.01"}
        url, timeout = self._config.list_url, self._config.list_timeout
        try:
            return await self._client.request("POST", url, json=question, headers=headers, timeout=timeout)
        except TooLarge as error:
            message = f"{self.name}: the list's answer does not end"
            raise SourceUnavailable(message, source=self.name, url=url) from error

    def _envelope(self, answer: Answer) -> dict[str, Any]:
        """The answer as JSON; it may be ``{}``, past the end. Raises SourceError, each kind as the answer deserves."""
        envelope = verdict.object_in(answer, self.name, _LIST)
        missing = ", ".join(sorted(_ENVELOPE - envelope.keys()))
        if envelope and missing:
            raise verdict.lacking(answer, self.name, _LIST, keys=envelope, missing=missing)
        return envelope

    def _page(self, envelope: dict[str, Any], number: int, seen: datetime) -> ListPage:
        url = self._config.list_url
        if not envelope:
            return ListPage(number=number, announced=None, url=url)
        announced = fields.whole_number(envelope["announceCount"])
        data = envelope["data"]
        if announced is None or announced < 0:
            said = str(envelope["announceCount"])[:40]
            raise verdict.changed(self.name, url, f"announceCount is {said!r}, not a number")
        if not isinstance(data, list):
            raise verdict.changed(self.name, url, f"data is a JSON {type(data).__name__}, not an array")
        rows, unreadable, extra = szse_rows.read_rows(data, seen=seen)
        if unreadable and not rows and len(unreadable) > 1:
            raise verdict.changed(self.name, url, f"no row of page {number} can be read: {unreadable[0]}")
        self._report_extra(extra | (envelope.keys() - _ENVELOPE))
        return ListPage(number=number, announced=announced, rows=rows, unreadable=unreadable, url=url)

    def _report_extra(self, keys: set[str]) -> None:
        new = keys - self._extra_keys
        if new:
            self._extra_keys |= new
            _log.info("%s: the list has keys that are not known: %s", self.name, ", ".join(sorted(new)))
