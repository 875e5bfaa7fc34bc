"""A door between code that waits in line and code that waits in an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

_CLOSING = 10.0
"""Seconds that requests under way get to end when the portal closes."""


class Portal:
    """One event loop in a thread of its own, for synchronous code: ``with Portal() as portal: portal.call(…)``.

    Any thread may call; calls run side by side in the one loop. Ctrl-C in a waiting call cancels it.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="filings-net", daemon=True)
        self._loop, self._thread = loop, thread
        thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        loop, thread = self._loop, self._thread
        self._loop = None
        if loop is None or thread is None:
            return
        with suppress(TimeoutError):  # a task that refuses to end does not keep the process
            asyncio.run_coroutine_threadsafe(_finish(), loop).result(_CLOSING)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run it in the loop and wait for what it returns or raises.

        Raises RuntimeError if the portal is closed or if the loop's own thread calls.
        """
        if self._loop is None or threading.current_thread() is self._thread:
            coroutine.close()
            message = "the portal is closed" if self._loop is None else "a coroutine awaits, it does not call"
            raise RuntimeError(message)
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result()
        finally:
            future.cancel()  # does nothing to one that is done

    @contextmanager
    def entered(self, manager: AbstractAsyncContextManager[T]) -> Iterator[T]:
        """An async context manager as a plain one."""
        value = self.call(manager.__aenter__())
        try:
            yield value
        finally:
            self.call(manager.__aexit__(None, None, None))


async def _finish() -> None:
    """Cancel what still runs and wait for it to end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
