"""The simulated exchange on loopback: ``with serve_demo(clock) as server: … server.list_url``."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from filings.demo.catalogue import authored
from filings.demo.exchange import DOWNLOAD, LIST_PATH, Asked, Clock, Exchange
from filings.demo.faults import choose
from filings.demo.listing import Listing
from filings.demo.market import Market
from filings.demo.replay import replay
from filings.demo.reply import Delivery, Reply, error_page
from filings.demo.striking import Striking
from filings.errors import ConfigError, UsageError

_log = logging.getLogger(__name__)

_LARGEST_QUESTION = 65_536
_IDLE = 120.0
"""Seconds that a connection may stay silent."""
_CLOSING = 5.0
"""Seconds that answers under way get to end."""
_PIECES: Mapping[Delivery, tuple[bytes, float]] = {"trickle": (b" " * 16, 0.1), "flood": (bytes(1 << 20), 0.005)}
"""What an answer without an end is made of, and the pause after each piece in seconds."""


class DemoServer:
    """A running exchange.

    ``list_url`` is the full address of the list, ``document_url`` what stands before an attachPath.
    ``left_out`` counts replayed rows that are no Shenzhen shares.
    """

    def __init__(self, exchange: Exchange, port: int, left_out: int) -> None:
        self.left_out = left_out
        self.list_url = f"http://127.0.0.1:{port}{LIST_PATH}"
        self.document_url = f"http://127.0.0.1:{port}{DOWNLOAD}"
        self._exchange = exchange

    @property
    def requests(self) -> tuple[Asked, ...]:
        """What was asked so far, the oldest first."""
        return tuple(self._exchange.log)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """Everything that is listed or will be, newest first."""
        return self._exchange.market.listings

    @property
    def struck(self) -> dict[str, int]:
        """How often each fault struck so far, by name."""
        return self._exchange.struck


@contextmanager
def serve_demo(
    clock: Clock | None,
    *,
    port: int = 0,
    rows: Path | None = None,
    documents: Path | None = None,
    faults: Sequence[str] = (),
) -> Iterator[DemoServer]:
    """A simulated exchange on 127.0.0.1 until the block ends.

    With a ``clock`` a row shows from its arrival on, without one everything shows. ``rows`` replays a CSV
    instead of the authored filings and ``documents`` attaches the PDFs of a folder in turn. ``faults`` are
    names as ``demo --serve --fault`` takes them.

    Raises UsageError (faults, rows, documents), ConfigError (the port is taken).
    """
    if documents is not None and rows is None:
        raise UsageError("documents are attached to replayed rows only", hint="add --rows CSV")
    striking = Striking(choose(faults))
    listings, left_out = (authored(), 0) if rows is None else replay(rows, documents)
    exchange = Exchange(Market(listings), striking, clock)
    server = _listen(exchange, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield DemoServer(exchange, server.server_address[1], left_out)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        server.hang_up()


def _listen(exchange: Exchange, port: int) -> _Server:
    try:
        return _Server(exchange, port)
    except OverflowError as error:
        raise ConfigError(f"{port} is no port", hint="a port is 0 (any free one) to 65535") from error
    except OSError as error:
        why = "is taken by another program" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"
        raise ConfigError(f"port {port} {why}", hint="name another with --port, or 0 for any free one") from error


class _Server(ThreadingHTTPServer):
    """One thread for each connection; the open ones are known, so that none outlives the server."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, exchange: Exchange, port: int) -> None:
        self.exchange = exchange
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called."""
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection and serve it in a thread."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection once it is closed."""
        super().shutdown_request(request)
        with self._lock:
            self._open.discard(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours; anything else is logged."""
        del request
        _log.debug("a request of %s ended early", client_address, exc_info=True)

    def hang_up(self) -> None:
        """End every connection and wait for its thread to notice."""
        self.closing.set()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        deadline = time.monotonic() + _CLOSING
        while self._open and time.monotonic() < deadline:
            time.sleep(0.01)


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with kept connections: reads a request, asks the exchange, sends the reply its way."""

    protocol_version = "HTTP/1.1"
    server_version = "filings-demo"
    sys_version = ""
    timeout = _IDLE
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal() and int(length) <= _LARGEST_QUESTION):
            self.close_connection = True
            self._send(error_page(500, "Internal Server Error"))
            return
        self._serve(self.rfile.read(int(length)))

    def do_GET(self) -> None:
        self._serve(b"")

    def do_HEAD(self) -> None:
        self._serve(b"")

    def _serve(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.exchange.answer(self.command, self.path, headers, body)
        with suppress(ConnectionError):
            self._deliver(reply)

    def _deliver(self, reply: Reply) -> None:
        if reply.delivery == "whole":
            self._send(reply)
            return
        self.close_connection = True
        if reply.delivery == "hang":
            self.server.closing.wait(_IDLE * 10)
        elif reply.delivery == "cut":
            self._head(reply, len(reply.body) + 1)
            self.wfile.write(reply.body[: len(reply.body) // 2])
        elif reply.delivery in _PIECES:
            self._head(reply, None)
            piece, pause = _PIECES[reply.delivery]
            self.wfile.write(reply.body[: len(reply.body) // 2])
            while not self.server.closing.wait(pause):
                self.wfile.write(piece)
                self.wfile.flush()

    def _send(self, reply: Reply) -> None:
        self._head(reply, len(reply.body))
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def _head(self, reply: Reply, length: int | None) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Into the log, not onto stderr."""
        _log.debug(format, *args)
