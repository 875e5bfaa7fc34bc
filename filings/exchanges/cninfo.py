"""CNINFO (巨潮资讯), the disclosure site that all three exchanges' companies use.

Source of the contract: sources.md, section 3. Its announcementId is Shenzhen's annId: one key joins both. Its
totals are believed, its ``totalpages`` (floored) and ``hasMore`` (false too early) never.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

from filings.errors import SourceUnavailable, TooLarge
from filings.exchanges import cninfo_issuers, cninfo_rows, fields, verdict
from filings.exchanges.cninfo_issuers import Issuer
from filings.exchanges.config import SourceConfig
from filings.exchanges.download import fetch
from filings.exchanges.protocol import Clock, Download, ListPage, Window, split_window
from filings.model import Announcement
from filings.net import Answer, Client, retrying
from filings.net.pace import Sleep

T = TypeVar("T")

_log = logging.getLogger(__name__)

_PAGE_SIZE = 30
"""Another size is answered with 30 rows all the same, or always with page 1 (fault C3)."""
_COUNTS = ("totalRecordNum", "totalAnnouncement")
_ENVELOPE = frozenset(
    {"announcements", *_COUNTS, "categoryList", "classifiedAnnouncements", "hasMore", "totalSecurities", "totalpages"}
)
_LIST, _TABLE, _SEARCH = "the list", "the company table", "the company search"


class Cninfo:
    """The site's list of announcements, its file host and its table of companies.

    A channel is a column and a plate (``szse/sz``). A part of a day (``Window.part``) is a board, which takes
    the plate's place, or a board and a category (``szmb/category_rcjy_szsh``).
    """

    name = "cninfo"

    def __init__(self, config: SourceConfig, client: Client, *, sleep: Sleep = asyncio.sleep) -> None:
        self._config = config
        self._client = client
        self._sleep = sleep
        self._extra_keys: set[str] = set()
        self.limits = config.limits

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        """Page ``number`` (from 1) of a window, newest first, as the site gives it.

        Raises SourceUnavailable after the tries of the configuration, SourceBlocked, SourceChanged.
        """
        question = _question(window, number, channel)

        def read(answer: Answer) -> dict[str, Any]:
            envelope = verdict.object_in(answer, self.name, _LIST)
            if "announcements" not in envelope or not any(key in envelope for key in _COUNTS):
                missing = "announcements or a total"
                raise verdict.lacking(answer, self.name, _LIST, keys=envelope, missing=missing)
            return envelope

        envelope = await self._ask("POST", self._config.list_url, _LIST, read, question)
        return self._page(envelope, number, clock())

    def split(self, window: Window) -> tuple[Window, ...]:
        """Halves of the days, then the boards of a day, then the categories (``parts`` of the configuration)."""
        return split_window(window, self._config.parts)

    async def document(self, announcement: Announcement) -> Download:
        """The PDF of a filing, whole. Raises SourceError or DocumentError, see ``download.fetch``."""
        return await fetch(self._client, self._config, announcement, sleep=self._sleep)

    async def issuers(self) -> tuple[Issuer, ...]:
        """The official table of companies of all three exchanges. Raises SourceError."""
        url = urljoin(self._config.list_url, "../data/szse_stock.json")
        return await self._ask("GET", url, _TABLE, lambda answer: cninfo_issuers.table_in(answer, self.name, _TABLE))

    async def issuer(self, code: str) -> Issuer | None:
        """The company of a six-digit code by the site's search; ``None`` where it knows none. Raises SourceError."""
        url = urljoin(self._config.list_url, "../information/topSearch/query")
        question = {"keyWord": code, "maxNum": "10"}
        found = await self._ask(
            "POST", url, _SEARCH, lambda answer: cninfo_issuers.found_in(answer, self.name, _SEARCH), question
        )
        return next((issuer for issuer in found if issuer.code == code), None)

    async def _ask(
        self, method: str, url: str, what: str, read: Callable[[Answer], T], question: Mapping[str, str] | None = None
    ) -> T:
        """What ``read`` finds in an answer, asked as often as configured while the site is only unavailable."""

        async def once() -> T:
            with self._client.trying(url):
                return read(await self._request(method, url, what, question))

        return await retrying(once, attempts=self._config.attempts, sleep=self._sleep)

    async def _request(self, method: str, url: str, what: str, question: Mapping[str, str] | None) -> Answer:
        headers = {"Accept": "application/json, text/javascript, */*; q=0.01", "Referer": self._config.site}
        content = None
        if question is not None:
            site = urlsplit(self._config.site)
            headers["Origin"] = f"{site.scheme}://{site.netloc}"
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            content = urlencode(question).encode("ascii")
        timeout = self._config.list_timeout
        try:
            return await self._client.request(method, url, content=content, headers=headers, timeout=timeout)
        except TooLarge as error:
            message = f"{self.name}: the answer of {what} does not end"
            raise SourceUnavailable(message, source=self.name, url=url) from error

    def _page(self, envelope: dict[str, Any], number: int, seen: datetime) -> ListPage:
        url = self._config.list_url
        data = envelope["announcements"]
        if data is not None and not isinstance(data, list):
            raise verdict.changed(self.name, url, f"announcements is a JSON {type(data).__name__}, not an array")
        rows, unreadable, extra = cninfo_rows.read_rows(data or [], seen=seen)
        if unreadable and not rows and len(unreadable) > 1:
            raise verdict.changed(self.name, url, f"no row of page {number} can be read: {unreadable[0]}")
        self._report_extra(extra | (envelope.keys() - _ENVELOPE))
        return ListPage(number=number, announced=self._total(envelope), rows=rows, unreadable=unreadable, url=url)

    def _total(self, envelope: Mapping[str, Any]) -> int:
        """The larger of the two totals: a row too many is looked for, a row too few would be lost."""
        stated = [envelope[key] for key in _COUNTS if envelope.get(key) is not None]
        totals = [fields.whole_number(value) for value in stated]
        known = [total for total in totals if total is not None and total >= 0]
        if not known or len(known) < len(stated):
            said = {key: str(envelope.get(key))[:40] for key in _COUNTS}
            raise verdict.changed(self.name, self._config.list_url, f"the total is no number: {said}")
        return max(known)

    def _report_extra(self, keys: set[str]) -> None:
        new = keys - self._extra_keys
        if new:
            self._extra_keys |= new
            _log.info("%s: the list has keys that are not known: %s", self.name, ", ".join(sorted(new)))


def _question(window: Window, number: int, channel: str) -> dict[str, str]:
    """The form that asks for a page."""
    column, _, plate = channel.partition("/")
    board, _, category = window.part.partition("/")
    return {
        "pageNum": str(number),
        "pageSize": str(_PAGE_SIZE),
        "column": column,
        "tabName": "fulltext",
        "plate": board or plate,
        "stock": "",
        "searchkey": "",
        "secid": "",
        "category": category,
        "trade": "",
        "seDate": f"{window.since.isoformat()}~{window.until.isoformat()}",
        "sortName": "",
        "sortType": "",
        "isHLtitle": "true",
    }
