"""The Shenzhen stock exchange (深圳证券交易所).

Source of the contract: sources.md, section 2 (recorded answers and independent programs).
"""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import datetime
from typing import Any

from filings.errors import SourceChanged, SourceUnavailable, TooLarge
from filings.exchanges import szse_rows, verdict
from filings.exchanges.config import SourceConfig
from filings.exchanges.download import fetch
from filings.exchanges.protocol import Clock, Download, Limits, ListPage, Window
from filings.model import Announcement
from filings.net import Answer, Client, retrying
from filings.net.pace import Sleep

_log = logging.getLogger(__name__)

_ENVELOPE = frozenset({"announceCount", "data"})


class Szse:
    """The exchange's list of announcements and its file host."""

    name = "szse"

    def __init__(self, config: SourceConfig, client: Client, *, sleep: Sleep = asyncio.sleep) -> None:
        self._config = config
        self._client = client
        self._sleep = sleep
        self._extra_keys: set[str] = set()
        self.limits = Limits(pages_at_once=config.connections, max_rows=config.max_rows)

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        """Page ``number`` (from 1) of a window, newest first, as the exchange gives it.

        Raises SourceUnavailable after the tries of the configuration, SourceBlocked, SourceChanged.
        """
        question = {
            "seDate": [window.since.isoformat(), window.until.isoformat()],
            "channelCode": [channel],
            "pageNum": number,
            "pageSize": self._config.page_size,
        }

        async def ask() -> dict[str, Any]:
            return self._envelope(await self._post(question))

        envelope = await retrying(ask, attempts=self._config.attempts, sleep=self._sleep)
        return self._page(envelope, number, clock())

    async def document(self, announcement: Announcement) -> Download:
        """The PDF of a filing, whole. Raises SourceError or DocumentError, see ``download.fetch``."""
        return await fetch(self._client, self._config, announcement, sleep=self._sleep)

    async def _post(self, question: dict[str, Any]) -> Answer:
        headers = {"Referer": self._config.site, "Accept": "application/json, text/javascript, */*; q=0.01"}
        url, timeout = self._config.list_url, self._config.list_timeout
        try:
            return await self._client.request("POST", url, json=question, headers=headers, timeout=timeout)
        except TooLarge as error:
            message = f"{self.name}: the list's answer does not end"
            raise SourceUnavailable(message, source=self.name, url=url) from error

    def _envelope(self, answer: Answer) -> dict[str, Any]:
        """The answer as JSON. Raises SourceError, each kind as the answer deserves."""
        verdict.check_status(answer, self.name, "the list")
        try:
            envelope = json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise self._no_json(answer) from error
        if not isinstance(envelope, dict):
            raise self._changed(f"the list answers a JSON {type(envelope).__name__}, not an object")
        if envelope and not envelope.keys() >= _ENVELOPE:
            mark = verdict.challenge_in(answer.body)
            if mark is not None:
                raise verdict.blocked(self.name, answer.url, "the list", mark)
            missing = ", ".join(sorted(_ENVELOPE - envelope.keys()))
            raise self._changed(f"the list lacks {missing}; it has {', '.join(sorted(map(str, envelope)))[:200]}")
        return envelope

    def _no_json(self, answer: Answer) -> Exception:
        mark = verdict.challenge_in(answer.body)
        if mark is not None:
            return verdict.blocked(self.name, answer.url, "the list", mark)
        what = "a web page" if verdict.looks_like_html(answer.body) else "cut or garbled JSON"
        message = f"{self.name}: {what} stands where the list should ({len(answer.body):,} bytes)"
        return SourceUnavailable(message, source=self.name, url=answer.url)

    def _page(self, envelope: dict[str, Any], number: int, seen: datetime) -> ListPage:
        if not envelope:
            return ListPage(number=number, announced=None)
        announced = szse_rows.whole_number(envelope["announceCount"])
        data = envelope["data"]
        if announced is None or announced < 0:
            raise self._changed(f"announceCount is {str(envelope['announceCount'])[:40]!r}, not a number")
        if not isinstance(data, list):
            raise self._changed(f"data is a JSON {type(data).__name__}, not an array")
        rows, unreadable, extra = szse_rows.read_rows(data, seen=seen)
        if unreadable and not rows and len(unreadable) > 1:
            raise self._changed(f"no row of page {number} can be read: {unreadable[0]}")
        self._report_extra(extra | (envelope.keys() - _ENVELOPE))
        return ListPage(number=number, announced=announced, rows=rows, unreadable=unreadable)

    def _report_extra(self, keys: set[str]) -> None:
        new = keys - self._extra_keys
        if new:
            self._extra_keys |= new
            _log.info("%s: the list has keys that are not known: %s", self.name, ", ".join(sorted(new)))

    def _changed(self, what: str) -> SourceChanged:
        return SourceChanged(
            f"{self.name}: {what}",
            source=self.name,
            url=self._config.list_url,
            hint="the exchange changed its answers: look for a newer version of filings, or report this",
        )
