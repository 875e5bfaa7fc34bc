"""A loopback server that answers as a test says."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Server(ThreadingHTTPServer):
    """Answers GET and POST by path; ``asked`` keeps (method, path, headers, body) of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answers: dict[str, Callable[[Handler], None]] = {}
        self.released = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def on(self, path: str, answer: Callable[[Handler], None]) -> str:
        """Answer that path so; returns its address."""
        self.answers[path] = answer
        return self.url + path


class Handler(BaseHTTPRequestHandler):
    """Looks up what the test wants."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, headers, self.rfile.read(length)))
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.answers[self.path](self)

    do_POST = do_GET  # noqa: N815 - the name is http.server's

    def send(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """A whole answer; header names are written with underscores."""
        self.begin(status, length=len(body), **headers)
        self.wfile.write(body)

    def begin(self, status: int = 200, *, length: int | None = None, **headers: str) -> None:
        """Only the head of an answer."""
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
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
def run() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    return asyncio.run
