"""The simulated exchange, asked as any program would, and by our own reader."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from filings.demo.server import DemoServer, serve_demo
from filings.exchanges import Download, SourceConfig, Window, WindowReport, manners, read_window
from filings.exchanges.szse import Szse
from filings.model import BEIJING, Announcement
from filings.net import Client, Politeness, Portal

AFTER = datetime(2024, 12, 23, 21, 45, tzinfo=BEIJING)
DECEMBER = Window(since=date(2024, 12, 1), until=date(2024, 12, 31))


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def page(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def ask(
    url: str, data: Any = None, *, method: str | None = None, timeout: float = 5, headers: dict[str, str] | None = None
) -> Answer:
    """One request with the standard library; error statuses are answers too."""
    body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
    request = urllib.request.Request(url, body, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


def question(**changed: Any) -> dict[str, Any]:
    """What the exchange's own site asks."""
    return {
        "seDate": ["2024-12-01", "2024-12-31"],
        "channelCode": ["listedNotice_disc"],
        "pageNum": 1,
        "pageSize": 50,
    } | changed


def rows_of(server: DemoServer, **changed: Any) -> list[dict[str, Any]]:
    """The rows of one page."""
    rows: list[dict[str, Any]] = ask(server.list_url, question(**changed)).page["data"]
    return rows


def file_of(server: DemoServer, row: dict[str, Any], **changed: Any) -> Answer:
    """The file of a row."""
    return ask(server.document_url + row["attachPath"], **changed)


class Clients:
    """One client for each patience: making one takes longer than most tests."""

    def __init__(self, portal: Portal, stack: ExitStack) -> None:
        self.portal = portal
        self._stack = stack
        self._made: dict[float, Client] = {}

    def of(self, config: SourceConfig) -> Client:
        """The client that waits as long as the configuration says."""
        if config.list_timeout not in self._made:
            client = Client(manners(config, Politeness()), source="szse")
            self._made[config.list_timeout] = self._stack.enter_context(self.portal.entered(client))
        return self._made[config.list_timeout]


@dataclass
class Reader:
    """Our own client, with a store that is a dict. Waits are written down, not waited."""

    server: DemoServer
    clients: Clients
    window: Window = DECEMBER
    page_size: int = 50
    timeout: float = 5.0
    stored: dict[str, Announcement] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)

    def _run(self, work: Callable[[Szse], Any]) -> Any:
        config = SourceConfig(
            list_url=self.server.list_url,
            document_url=self.server.document_url,
            site=self.server.list_url,
            channels=("listedNotice_disc",),
            pace=0,
            page_size=self.page_size,
            connect_timeout=2,
            read_timeout=self.timeout,
            list_timeout=self.timeout,
            document_timeout=self.timeout,
            max_document_mb=2,
            poll=("* * * * *",),
        )
        return self.clients.portal.call(work(Szse(config, self.clients.of(config), sleep=self._sleep)))

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def _save(self, rows: Sequence[Announcement]) -> None:
        for row in rows:
            self.stored.setdefault(row.source_id, row)

    def _held(self, window: Window) -> int:
        return sum(window.since <= row.day <= window.until for row in self.stored.values())

    def read(self, *, full: bool = False, times: int = 1) -> WindowReport:
        """The last of so many readings of the window."""

        async def work(exchange: Szse) -> list[WindowReport]:
            return [
                await read_window(
                    exchange,
                    self.window,
                    channel="listedNotice_disc",
                    clock=lambda: AFTER,
                    known=lambda ids: set(ids) & self.stored.keys(),
                    held=self._held,
                    save=self._save,
                    full=full,
                    sleep=self._sleep,
                )
                for _ in range(times)
            ]

        report: WindowReport = self._run(work)[-1]
        return report

    def fetch(self) -> Download:
        """The file of the first stored filing."""
        return self.fetch_all(1)[0]

    def fetch_all(self, count: int | None = None) -> list[Download]:
        """The files of the stored filings."""

        async def work(exchange: Szse) -> list[Download]:
            return [await exchange.document(row) for row in list(self.stored.values())[:count]]

        downloads: list[Download] = self._run(work)
        return downloads


Serve = Callable[..., DemoServer]
ReaderOf = Callable[..., Reader]


@pytest.fixture(scope="session")
def clients() -> Iterator[Clients]:
    with Portal() as portal, ExitStack() as stack:
        yield Clients(portal, stack)


@pytest.fixture
def reader_of(clients: Clients) -> ReaderOf:
    """Our own reader of a running exchange."""
    return partial(Reader, clients=clients)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start simulated exchanges that end with the test."""
    with ExitStack() as stack:

        def start(*faults: str, clock: Callable[[], datetime] | None = None, **options: Any) -> DemoServer:
            running: AbstractContextManager[DemoServer] = serve_demo(clock, faults=faults, **options)
            return stack.enter_context(running)

        yield start


@pytest.fixture
def server(serve: Serve) -> DemoServer:
    return serve()


@pytest.fixture
def many_rows(tmp_path: Path) -> Path:
    """A CSV of 130 invented filings of one evening: three pages."""
    path = tmp_path / "rows.csv"
    first = datetime(2024, 12, 11, 16, 0, tzinfo=BEIJING)
    lines = ["id,code,name,published,title,path"]
    for place in range(130):
        stated = first.replace(hour=0) + timedelta(days=1) if place % 5 else first + timedelta(seconds=place)
        lines.append(f"{8800000001 + place},009{place:03},演示{place},{stated.isoformat()},关于第{place}项的公告,-")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
