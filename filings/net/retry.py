"""Trying again, with back-off, where the source was only unavailable."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from filings.errors import SourceUnavailable
from filings.net.pace import Sleep

if TYPE_CHECKING:
    from tenacity import RetryCallState

LONGEST_WAIT = 60.0
"""Seconds: a server that asks for more is not waited for in line, the caller learns ``retry_after``."""

T = TypeVar("T")


async def retrying(
    call: Callable[[], Awaitable[T]], *, attempts: int, longest: float = LONGEST_WAIT, sleep: Sleep = asyncio.sleep
) -> T:
    """The result of ``call``, tried up to ``attempts`` times.

    Only SourceUnavailable is tried again: after about 1, 2, 4 … seconds with jitter, or what Retry-After asks.
    Raises the last error; at once where Retry-After asks for more than ``longest`` seconds, or where the host
    was not even asked because it is left alone.
    """
    from tenacity import (  # noqa: PLC0415 - only where something is fetched
        AsyncRetrying,
        retry_if_exception,
        stop_after_attempt,
        wait_exponential_jitter,
    )

    backoff = wait_exponential_jitter(initial=1.0, max=longest, jitter=0.5)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return max(backoff(state), getattr(error, "retry_after", None) or 0.0)

    def worthwhile(error: BaseException) -> bool:
        return isinstance(error, SourceUnavailable) and error.asked and (error.retry_after or 0.0) <= longest

    policy = AsyncRetrying(
        stop=stop_after_attempt(attempts),
        wait=wait,
        retry=retry_if_exception(worthwhile),
        sleep=sleep,
        reraise=True,
    )
    return await policy(call)
