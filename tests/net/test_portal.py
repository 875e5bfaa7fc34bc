from __future__ import annotations

import asyncio
import concurrent.futures
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from filings.net import Client, Politeness, Portal


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


def test_synchronous_code_gets_what_a_coroutine_returns() -> None:
    with Portal() as portal:
        assert [portal.call(double(n)) for n in range(3)] == [0, 2, 4]


def test_errors_come_through_as_they_are() -> None:
    async def fail() -> None:
        message = "inside"
        raise LookupError(message)

    with Portal() as portal, pytest.raises(LookupError, match="inside"):
        portal.call(fail())


def test_threads_wait_side_by_side() -> None:
    async def meet(barrier: asyncio.Barrier) -> None:
        await asyncio.wait_for(barrier.wait(), 5)

    with Portal() as portal, concurrent.futures.ThreadPoolExecutor(3) as pool:
        barrier = asyncio.Barrier(3)
        waiting = [pool.submit(lambda: portal.call(meet(barrier))) for _ in range(3)]
        assert [done.result(5) for done in waiting] == [None, None, None]


def test_a_client_lives_as_long_as_its_block(server: Any) -> None:
    url = server.on("/a", lambda h: h.send(200, b"hello"))
    with Portal() as portal, portal.entered(Client(Politeness(pace=0))) as client:
        assert portal.call(client.request("GET", url)).body == b"hello"


def test_an_async_context_is_left_even_after_an_error() -> None:
    left = []

    @asynccontextmanager
    async def room() -> AsyncIterator[None]:
        try:
            yield
        finally:
            left.append(True)

    def work(portal: Portal) -> None:
        with portal.entered(room()):
            raise KeyError

    with Portal() as portal, pytest.raises(KeyError):
        work(portal)
    assert left == [True]


def test_closing_ends_what_is_under_way() -> None:
    ended = threading.Event()
    running = threading.Event()

    async def forever() -> None:
        running.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()

    def waiting(portal: Portal) -> None:
        with pytest.raises(concurrent.futures.CancelledError):
            portal.call(forever())

    with Portal() as portal:
        thread = threading.Thread(target=waiting, args=(portal,))
        thread.start()
        assert running.wait(5)
    assert ended.is_set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_closed_portal_refuses() -> None:
    with Portal() as portal:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        portal.call(double(1))


def test_calling_from_inside_the_loop_is_refused_instead_of_hanging() -> None:
    with Portal() as portal:

        async def inside() -> int:
            return portal.call(double(1))

        with pytest.raises(RuntimeError, match="awaits"):
            portal.call(inside())


def test_ctrl_c_leaves_a_waiting_call_at_once(tmp_path: Path) -> None:
    program = tmp_path / "waits.py"
    program.write_text(
        "import asyncio\nfrom filings.net import Portal\n"
        "async def wait():\n    print('waiting', flush=True)\n    await asyncio.sleep(3600)\n"
        "try:\n    with Portal() as portal:\n        portal.call(wait())\n"
        "except KeyboardInterrupt:\n    print('stopped', flush=True)\n",
        "utf-8",
    )
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        began = time.monotonic()
        os.kill(process.pid, signal.SIGINT)
        assert process.stdout.readline() == "stopped\n"
        assert process.wait(10) == 0
    assert time.monotonic() - began < 5
