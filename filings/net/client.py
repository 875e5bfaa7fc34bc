"""Requests: paced, capped, with a deadline; every failure is an error of our tree."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from filings.errors import SourceUnavailable
from filings.net.answer import Answer
from filings.net.hosts import Host, Hosts
from filings.net.pace import Pace
from filings.net.politeness import Politeness

if TYPE_CHECKING:
    from filings.net.transport import Transport


class Client:
    """An HTTP client that keeps its manners; ``source`` is named in its errors.

    Use it as an async context manager, within one event loop. Redirects are not followed, proxies of the
    environment not used. Clients of one process share ``hosts``: without, a client knows only its own requests.
    ``pace`` stands in the place of the hosts' own.
    """

    def __init__(
        self,
        politeness: Politeness | None = None,
        *,
        source: str = "http",
        pace: Pace | None = None,
        hosts: Hosts | None = None,
    ) -> None:
        self.politeness = politeness or Politeness()
        self.source = source
        self._pace = pace
        self._hosts = hosts or Hosts()
        self._transport: Transport | None = None

    async def __aenter__(self) -> Self:
        from filings.net.transport import Transport  # noqa: PLC0415 - httpx costs 0.1 s, lookups never ask

        self._transport = Transport(self.politeness, self.source)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.close()

    def trying(self, url: str) -> AbstractContextManager[None]:
        """Around a request and the judgement of its answer: what is raised inside counts for or against the host.

        Raises SourceUnavailable or SourceBlocked with ``asked=False`` while the host is left alone.
        """
        return self._hosts.at(url).trying(self.source, url, self.politeness)

    async def request(  # noqa: PLR0913 - the parts of an HTTP request, by keyword
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - belongs to this one request, like its headers
        max_bytes: int | None = None,
    ) -> Answer:
        """Ask once and read the whole answer, whatever its status.

        ``timeout`` is seconds for the whole request (waiting for our turn not counted), ``max_bytes`` the
        largest body accepted. Raises SourceUnavailable (no connection, no whole answer in time), BodyCut (the
        body ended early), SourceChanged (no such kind of address), TooLarge.
        """
        from filings.net.transport import Question  # noqa: PLC0415 - as above

        if self._transport is None:
            message = "the client is not open: use it in an `async with`"
            raise RuntimeError(message)
        question = Question(
            method, url, dict(headers or {}), max_bytes or self.politeness.max_bytes, content=content, json=json
        )
        seconds = timeout or self.politeness.total_timeout
        host = self._hosts.at(url)
        async with host.slots(self.politeness.connections):
            await self._turn(host)
            try:
                async with asyncio.timeout(seconds):
                    return await self._transport.ask(question)
            except TimeoutError as error:
                message = f"{self.source}: no whole answer within {seconds:g} s"
                raise SourceUnavailable(message, source=self.source, url=url) from error

    async def _turn(self, host: Host) -> None:
        if self._pace is not None:
            await self._pace.turn()
        else:
            await host.turn(self.politeness)
