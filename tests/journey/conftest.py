"""A webhook receiver and the simulated exchange, as the journeys need them."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook

from tests.processes import Monitor, exchange

SECRET = base64.b64encode(b"a secret of thirty-two bytes len").decode()


@dataclass
class Receiver:
    """A webhook receiver that verifies every signature and remembers every delivery."""

    url: str = ""
    received: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def keys(self) -> list[str]:
        return [key for key, _ in self.received]

    @property
    def settings(self) -> dict[str, str]:
        """The environment that sends alerts here."""
        return {"FILINGS_CHANNELS__WEBHOOK__URL": self.url, "FILINGS_CHANNELS__WEBHOOK__SECRET": SECRET}


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on loopback until the block ends."""
    made = Receiver()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            with lock:
                status = made.answers.pop(0) if made.answers else 200
                try:
                    Webhook(SECRET).verify(body, {name.lower(): value for name, value in self.headers.items()})
                except Exception as error:  # noqa: BLE001 - whatever the library says, the test shows it
                    made.forged.append(repr(error))
                if status == 200:
                    made.received.append((self.headers["webhook-id"], json.loads(body)))
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def serve() -> Iterator[Callable[..., Monitor]]:
    """Start a simulated exchange: ``serve("--fault", "list-500")``."""
    with ExitStack() as stack:
        yield lambda *arguments, **extra: stack.enter_context(exchange(*arguments, **extra))
