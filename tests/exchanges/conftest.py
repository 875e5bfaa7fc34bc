"""A small exchange on loopback with Shenzhen's shapes: rows that a test may move while pages are read."""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any

import pytest

from filings.exchanges import SourceConfig, Window, WindowReport, manners, read_window
from filings.exchanges.szse import Szse
from filings.model import Announcement
from filings.net import Client, Hosts, Politeness
from tests.exchanges.site import Site, SiteReader

NOW = datetime(2026, 8, 11, 12, 0, tzinfo=UTC)
Row = dict[str, Any]


class Market(ThreadingHTTPServer):
    """The list at /list, files below /download. A fault answers instead of the list or a file."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.rows: list[Row] = []
        self.files: dict[str, bytes] = {}
        self.clamp = 50
        self.count: Callable[[int], Any] = lambda rows: rows
        self.past_the_end: dict[str, Any] | None = None
        self.before: Callable[[int], None] = lambda _: None
        self.after: Callable[[int], None] = lambda _: None
        self.faults: list[Callable[[Any], None] | None] = []
        self.asked: list[tuple[str, Any, dict[str, str]]] = []
        self.released = threading.Event()
        self.lock = threading.Lock()

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    @property
    def pages(self) -> list[int]:
        """The numbers of the pages asked for, in order."""
        return [body["pageNum"] for path, body, _ in self.asked if path == "/list"]

    def add(self, number: int, *, title: str = "关于测试事项的公告", at: int | None = None, **changed: Any) -> Row:
        """List a row at the head, or at a place."""
        row = {
            "id": f"00000000-0000-0000-0000-{number:012d}",
            "annId": number,
            "title": f"演示科技：{title}",
            "content": None,
            "publishTime": "2026-08-11 00:00:00",
            "attachPath": f"/disc/disk03/finalpage/2026-08-11/{number}.PDF",
            "attachFormat": "PDF",
            "attachSize": 1,
            "secCode": ["009999"],
            "secName": ["演示科技"],
            "bondType": None,
            "bigIndustryCode": None,
            "bigCategoryId": None,
            "smallCategoryId": None,
            "channelCode": None,
        } | changed
        with self.lock:
            self.rows.insert(0 if at is None else at, row)
        return row

    def fill(self, count: int) -> None:
        """So many rows, the newest with the highest number."""
        for number in range(1_000_001, 1_000_001 + count):
            self.add(number)

    @property
    def ids(self) -> set[str]:
        """What is listed now."""
        return {str(row["annId"]) for row in self.rows}

    def page(self, body: Row) -> Row:
        """An answer of the list."""
        with self.lock:
            size = min(body["pageSize"], self.clamp)
            first = (body["pageNum"] - 1) * size
            rows = self.rows[first : first + size]
            if not rows and body["pageNum"] > 1 and self.past_the_end is not None:
                return self.past_the_end
            return {"announceCount": self.count(len(self.rows)), "data": rows}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Market

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body, {k.lower(): v for k, v in self.headers.items()}))
        if not self._faulty():
            right = set(body) == {"seDate", "channelCode", "pageNum", "pageSize"} and self.path == "/list"
            self.server.before(body["pageNum"])
            self.send(200 if right else 500, json.dumps(self.server.page(body), ensure_ascii=False).encode())
            self.server.after(body["pageNum"])

    def do_GET(self) -> None:
        self.server.asked.append((self.path, None, {k.lower(): v for k, v in self.headers.items()}))
        if not self._faulty():
            data = self.server.files.get(self.path.removeprefix("/download"))
            self.send(404 if data is None else 200, data or b"<html>not there</html>", Content_Type="application/pdf")

    def _faulty(self) -> bool:
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                fault(self)
        return fault is not None

    def send(self, status: int, body: bytes, **headers: str) -> None:
        """A whole answer; header names are written with underscores."""
        self.begin(status, length=len(body), **headers)
        self.wfile.write(body)

    def begin(self, status: int, *, length: int | None = None, **headers: str) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def cut(self, body: bytes, *, length: int) -> None:
        """Fewer bytes than announced, then the end of the connection."""
        self.begin(200, length=length)
        self.wfile.write(body)
        self.close()

    def close(self) -> None:
        """End the connection after what was sent."""
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Stay silent."""


class Reader:
    """Reads the market as the monitor would, with a store that is a dict and a clock that only waiting moves."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.config = SourceConfig(
            list_url=f"{market.url}/list",
            document_url=f"{market.url}/download",
            site="https://www.szse.example/list.html",
            channels=("listedNotice_disc",),
            pace=0,
            connections=1,
            connect_timeout=2,
            read_timeout=0.5,
            list_timeout=1,
            document_timeout=1,
            poll=("*/20 * * * *",),
        )
        self.stored: dict[str, Announcement] = {}
        self.slept: list[float] = []
        self.time = 100.0
        self.window = Window(since=date(2026, 8, 10), until=date(2026, 8, 21))

    def using(self, work: Callable[[Szse], Coroutine[Any, Any, Any]]) -> Any:
        """Run something with the exchange."""

        async def go() -> Any:
            hosts = Hosts(clock=lambda: self.time, sleep=self.sleep)
            async with Client(manners(self.config, Politeness()), source="szse", hosts=hosts) as client:
                return await work(Szse(self.config, client, sleep=self.sleep))

        return asyncio.run(go())

    def with_settings(self, **changed: Any) -> None:
        """The same source with other settings."""
        self.config = self.config.model_copy(update=changed)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def save(self, rows: Sequence[Announcement]) -> None:
        for row in rows:
            self.stored.setdefault(row.source_id, row)

    def held(self, window: Window) -> int:
        return sum(window.since <= row.day <= window.until for row in self.stored.values())

    def read(self, *, full: bool = False) -> WindowReport:
        """One reading of the window."""

        async def work(exchange: Szse) -> WindowReport:
            return await read_window(
                exchange,
                self.window,
                channel="listedNotice_disc",
                clock=lambda: NOW,
                known=lambda ids: set(ids) & self.stored.keys(),
                held=self.held,
                save=self.save,
                full=full,
                sleep=self.sleep,
            )

        report: WindowReport = self.using(work)
        return report

    def page(self, number: int = 1) -> Any:
        """One page as the exchange module reads it."""
        return self.using(lambda e: e.page(self.window, number, channel="listedNotice_disc", clock=lambda: NOW))

    def document(self, **changed: Any) -> Any:
        """Fetch the file of the newest row."""

        async def work(exchange: Szse) -> Any:
            page = await exchange.page(self.window, 1, channel="listedNotice_disc", clock=lambda: NOW)
            self.market.faults = changed.pop("faults", [])
            return await exchange.document(page.rows[0].model_copy(update=changed))

        return self.using(work)


@pytest.fixture
def market() -> Iterator[Market]:
    made = Market()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.released.set()
        made.shutdown()
        thread.join()
        made.server_close()


@pytest.fixture
def reader(market: Market) -> Reader:
    return Reader(market)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def cninfo(site: Site) -> Iterator[SiteReader]:
    reader = SiteReader(site)
    with reader.loop:
        yield reader


@pytest.fixture(scope="session")
def measure_data() -> Path:
    """The data to measure with, which is no part of the project."""
    default = Path(__file__).parents[2].parent / "shared" / "data"
    place = Path(os.environ.get("FILINGS_MEASURE_DATA") or default)
    if not place.is_dir():
        pytest.skip("no data to measure with: set FILINGS_MEASURE_DATA")
    return place
