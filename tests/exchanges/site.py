"""A small CNINFO on loopback: a list, a company table, a company search and files, with every fault of theirs."""

from __future__ import annotations

import asyncio
import json
import threading
import tomllib
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any, Self
from urllib.parse import parse_qs

from filings.exchanges import SourceConfig, Window, WindowReport, manners, read_window
from filings.exchanges.cninfo import Cninfo
from filings.model import BEIJING, Announcement
from filings.net import Client, Hosts, Politeness

NOW = datetime(2026, 8, 11, 12, 0, tzinfo=UTC)
LIST = "/new/hisAnnouncement/query"
SHIPPED = Path(__file__).parents[2] / "config" / "exchanges" / "cninfo.toml"
FIELDS = frozenset(
    {
        "pageNum", "pageSize", "column", "tabName", "plate", "stock", "searchkey", "secid", "category", "trade",
        "seDate", "sortName", "sortType", "isHLtitle",
    }
)  # fmt: skip
Row = dict[str, Any]
Fault = Callable[["Handler"], None]


def milliseconds(day: str, clock: str = "00:00:00") -> int:
    """Beijing time as the list writes it."""
    return int(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BEIJING).timestamp() * 1000)


def listed(number: int, *, day: str = "2026-08-11", title: str = "关于测试事项的公告", **changed: Any) -> Row:
    """A row with every recorded key."""
    return {
        "id": None,
        "secCode": "009999",
        "secName": "演示科技",
        "orgId": "9900009999",
        "announcementId": str(number),
        "announcementTitle": title,
        "announcementTime": milliseconds(day),
        "adjunctUrl": f"finalpage/{day}/{number}.PDF",
        "adjunctSize": 1,
        "adjunctType": "PDF",
        "storageTime": None,
        "columnId": "250401",
        "pageColumn": "SZZB",
        "announcementType": "01010503||010113||0117",
        "associateAnnouncement": None,
        "important": None,
        "batchNum": None,
        "announcementContent": "",
        "orgName": None,
        "announcementTypeName": None,
    } | changed


class Site(ThreadingHTTPServer):
    """Rows newest first; ``boards`` and ``categories`` say of an id where it belongs.

    A fault answers instead, once; ``page`` may be replaced, ``before`` and ``after`` move rows while pages are read.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.rows: list[Row] = []
        self.files: dict[str, bytes] = {}
        self.tables: dict[str, bytes] = {}
        self.boards: Callable[[Row], str] = lambda _: "szmb"
        self.categories: Callable[[Row], Sequence[str]] = lambda _: ()
        self.cap = 100
        self.beyond: Callable[[Site, dict[str, str]], Any] = repeats_the_last_page
        self.page: Callable[[dict[str, str]], Any] = self.answer
        self.before: Callable[[int], None] = lambda _: None
        self.after: Callable[[int], None] = lambda _: None
        self.faults: list[Fault | None] = []
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.released = threading.Event()
        self.lock = threading.RLock()

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def pages(self) -> list[int]:
        """The numbers of the pages asked for, in order."""
        return [int(form["pageNum"]) for path, form, _ in self.asked if path == LIST]

    @property
    def ids(self) -> set[str]:
        """What is listed now."""
        return {row["announcementId"] for row in self.rows}

    def add(self, number: int, *, at: int = 0, **changed: Any) -> Row:
        """List a row at the head, or at a place."""
        row = listed(number, **changed)
        with self.lock:
            self.rows.insert(at, row)
        return row

    def fill(self, count: int, **changed: Any) -> None:
        """So many rows, the newest with the highest number."""
        for number in range(1_000_001, 1_000_001 + count):
            self.add(number, **changed)

    def answer(self, form: dict[str, str]) -> Any:
        """A page as the site gives it: 30 rows whatever was asked for, pages behind the cap as ``beyond`` says."""
        with self.lock:
            number = int(form["pageNum"])
            if number > self.cap:
                return self.beyond(self, form)
            matching = self.matching(form)
            return self.envelope(matching[(number - 1) * 30 : number * 30], len(matching))

    def matching(self, form: dict[str, str]) -> list[Row]:
        """The rows of a question."""
        since, until = form["seDate"].split("~")
        found = []
        for row in self.rows:
            day = datetime.fromtimestamp(row["announcementTime"] / 1000, tz=BEIJING).date().isoformat()
            plate, category = form["plate"], form["category"]
            right = plate == "sz" or self.boards(row) == plate
            if since <= day <= until and right and (not category or category in self.categories(row)):
                found.append(row)
        return found

    @staticmethod
    def envelope(rows: list[Row], total: int, **changed: Any) -> Row:
        """The answer around rows; totalpages is floored, as recorded (fault C1)."""
        return {
            "classifiedAnnouncements": None,
            "totalSecurities": 0,
            "totalAnnouncement": total,
            "totalRecordNum": total,
            "announcements": rows or None,
            "categoryList": None,
            "hasMore": bool(rows),
            "totalpages": total // 30,
        } | changed


def repeats_the_last_page(site: Site, form: dict[str, str]) -> Any:
    """Behind the cap the last page comes again and again (fault C2)."""
    return site.answer(form | {"pageNum": str(site.cap)})


class Handler(BaseHTTPRequestHandler):
    """Forms in, JSON out; files below /finalpage."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet for head and body: the other end answers a lone head 40 ms late
    disable_nagle_algorithm = True
    server: Site

    def do_POST(self) -> None:
        form = self._read_form()
        if self._faulty():
            return
        if self.path == LIST:
            right = form.keys() == FIELDS and "?" not in self.path
            self.server.before(int(form["pageNum"]))
            self.send(200 if right else 500, self.server.page(form))
            self.server.after(int(form["pageNum"]))
        else:
            self._send_table()

    def do_GET(self) -> None:
        self._read_form()
        if self._faulty():
            return
        if self.path in self.server.tables:
            self._send_table()
        else:
            data = self.server.files.get(self.path)
            self.send(404 if data is None else 200, data or b"<html>not there</html>", Content_Type="application/pdf")

    def _read_form(self) -> dict[str, str]:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.server.lock:
            self.server.asked.append((self.path, form, headers))
        return form

    def _send_table(self) -> None:
        body = self.server.tables.get(self.path)
        self.send(404 if body is None else 200, body or b"")

    def _faulty(self) -> bool:
        with self.server.lock:
            fault = self.server.faults.pop(0) if self.server.faults else None
        if fault is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                fault(self)
        return fault is not None

    def send(self, status: int, body: Any, **headers: str) -> None:
        """A whole answer; what is no bytes is written as JSON, header names are written with underscores."""
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        self.begin(status, length=len(data), **headers)
        self.wfile.write(data)

    def begin(self, status: int, *, length: int | None = None, **headers: str) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def close(self) -> None:
        """End the connection after what was sent."""
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Stay silent."""


class SiteReader:
    """Reads the site as the monitor would, with a store that is a dict and a clock that only waiting moves."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.config = SourceConfig.model_validate(
            tomllib.loads(SHIPPED.read_text("utf-8"))
            | {
                "list_url": f"{site.url}{LIST}",
                "document_url": site.url,
                "site": "http://www.cninfo.example/list",
                "pace": 0,
                "connections": 1,
                "connect_timeout": 2,
                "read_timeout": 0.5,
                "list_timeout": 1,
                "document_timeout": 1,
            }
        )
        self.stored: dict[str, Announcement] = {}
        self.slept: list[float] = []
        self.time = 100.0
        self.window = Window(since=date(2026, 8, 10), until=date(2026, 8, 21))
        self.now = NOW
        self.calendar: Callable[[date], bool] = lambda day: day.weekday() < 5
        self.hosts = Hosts(clock=lambda: self.time, sleep=self.sleep)
        self.loop = asyncio.Runner()

    def with_settings(self, **changed: Any) -> None:
        """The same source with other settings."""
        self.config = self.config.model_copy(update=changed)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def using(self, work: Callable[[Cninfo], Coroutine[Any, Any, Any]]) -> Any:
        """Run something with the exchange; how its hosts are is remembered from one run to the next."""

        async def go() -> Any:
            async with Client(manners(self.config, Politeness()), source="cninfo", hosts=self.hosts) as client:
                return await work(Cninfo(self.config, client, sleep=self.sleep))

        return self.loop.run(go())

    def save(self, rows: Sequence[Announcement]) -> None:
        self.stored.update({row.source_id: row for row in rows})

    def held(self, window: Window) -> int:
        return sum(window.since <= row.day <= window.until for row in self.stored.values())

    def read(self, *, full: bool = False) -> WindowReport:
        """One reading of the window."""

        async def work(exchange: Cninfo) -> WindowReport:
            return await read_window(
                exchange,
                self.window,
                channel="szse/sz",
                clock=lambda: self.now,
                known=lambda ids: set(ids) & self.stored.keys(),
                held=self.held,
                save=self.save,
                full=full,
                sleep=self.sleep,
                trading=self.calendar,
            )

        report: WindowReport = self.using(work)
        return report

    def page(self, number: int = 1, **changed: Any) -> Any:
        """One page as the exchange module reads it."""
        window = self.window.model_copy(update=changed)
        return self.using(lambda e: e.page(window, number, channel="szse/sz", clock=lambda: NOW))
