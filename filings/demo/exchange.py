"""The simulated exchange without its sockets: requests in, replies out."""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from filings.demo.listing import Scene
from filings.demo.market import Market
from filings.demo.question import WrongShape, understand
from filings.demo.reply import PDF, PageDraft, Reply, error_page
from filings.demo.striking import Striking

LIST_PATH = "/api/disc/announcement/annList"
DOWNLOAD = "/download"

Clock = Callable[[], datetime]

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: ``question`` is the JSON body of a list request, ``agent`` the User-Agent."""

    method: str
    path: str
    question: Any
    agent: str
    status: int


class Exchange:
    """Answers lists and files from a market, with faults and a log. Safe to call from several threads."""

    def __init__(self, market: Market, striking: Striking, clock: Clock | None) -> None:
        self.log: deque[Asked] = deque(maxlen=_REMEMBERED)
        self._market = market
        self._striking = striking
        self._clock = clock
        self._lock = threading.Lock()
        self._list_answers = self._first_pages = self._documents = 0

    @property
    def market(self) -> Market:
        """What is listed, after the row faults that have struck."""
        return self._market

    @property
    def struck(self) -> dict[str, int]:
        """How often each fault struck so far, by name."""
        return self._striking.struck

    def answer(self, method: str, address: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """The reply to any request; header names are lower case."""
        parts, question = urlsplit(address), None
        if parts.path == LIST_PATH:
            question = _json(body)
            reply = self._list(method, parts.query, question)
        elif method in {"GET", "HEAD"}:
            reply = self._file(parts.path, headers.get("range", ""))
        else:
            reply = error_page(405, "Method Not Allowed")
        self.log.append(Asked(method, parts.path, question, headers.get("user-agent", ""), reply.status))
        return reply

    def _list(self, method: str, query: str, body: Any) -> Reply:
        """A page of the list; 500 for what the exchange does not understand (fault S14)."""
        if method != "POST" or not re.fullmatch(r"(random=[\d.]*)?", query):
            return error_page(500, "Internal Server Error")
        try:
            question = understand(body)
        except WrongShape:
            return error_page(500, "Internal Server Error")
        now = self._clock() if self._clock is not None else None
        with self._lock:
            scene = Scene(self._list_answers, self._first_pages, self._documents)
            matching = self._market.find(question, scene, now)
            changed = self._striking.rows(matching, self._market.listings)
            if changed is not None:
                self._market = Market(changed)
                matching = self._market.find(question, scene, now)
            self._list_answers += 1
            self._first_pages += question.number == 1
        draft = PageDraft(question, matching, question.size, scene.list_answers, announced=len(matching))
        draft.fill()
        self._striking.page(draft)
        return self._striking.on_list(draft.reply())

    def _file(self, path: str, wanted: str) -> Reply:
        """A file by its path, with and without /download before it."""
        path = path.removeprefix(DOWNLOAD)
        now = self._clock() if self._clock is not None else None
        with self._lock:
            self._documents += 1
            listing = self._market.file(path, now)
        if listing is None:
            return error_page(404, "Not Found")
        whole = Reply(200, listing.file.read_bytes(), PDF, (("Accept-Ranges", "bytes"),))
        reply = self._striking.on_file(path, whole)
        return _part(reply, wanted) if reply is whole and wanted else reply


def _json(body: bytes) -> Any:
    """The body as JSON; ``None`` where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _part(whole: Reply, wanted: str) -> Reply:
    """The bytes that a Range header asks for (RFC 9110, 14.2); what is not understood is ignored."""
    found = _RANGE.match(wanted.strip())
    if found is None or found.groups() == ("", ""):
        return whole
    length = len(whole.body)
    first, last = found.groups()
    start = int(first) if first else max(0, length - int(last))
    end = min(int(last), length - 1) if first and last else length - 1
    if start > end:
        return Reply(416, b"", PDF, (("Content-Range", f"bytes */{length}"),))
    headers = (*whole.headers, ("Content-Range", f"bytes {start}-{end}/{length}"))
    return Reply(206, whole.body[start : end + 1], PDF, headers)
