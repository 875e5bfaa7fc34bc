"""httpx's only place: one request, streamed, capped, its failures turned into errors of our tree."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from filings.errors import SourceChanged, SourceUnavailable, TooLarge
from filings.net.answer import Answer, BodyCut
from filings.net.politeness import Politeness, is_loopback

_TLS_HINT = (
    "the certificate could not be checked: set SSL_CERT_FILE to a bundle that holds the missing issuer; "
    "checking is never switched off"
)
_NETWORK_HINT = "check the network, the proxy setting and the address, then run the command again"


@dataclass(frozen=True, slots=True)
class Question:
    """One request; ``json`` is sent as such, ``content`` as it is."""

    method: str
    url: str
    headers: dict[str, str]
    max_bytes: int
    content: bytes | None = None
    json: Any = None


class Transport:
    """An httpx client with our identity, time-outs and connections; certificates are always checked."""

    def __init__(self, politeness: Politeness, source: str) -> None:
        self._source = source
        self._http = httpx.AsyncClient(
            transport=_Route(politeness),
            headers={"User-Agent": politeness.user_agent},
            timeout=httpx.Timeout(politeness.read_timeout, connect=politeness.connect_timeout, pool=None),
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def ask(self, question: Question) -> Answer:
        """Send one request and read its whole answer. Raises SourceUnavailable, BodyCut, SourceChanged, TooLarge."""
        _check_address(question.url, self._source)
        try:
            return await self._ask(question)
        except httpx.RequestError as error:
            raise self._unavailable(error, question.url) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise _no_address(question.url, self._source) from error

    async def _ask(self, question: Question) -> Answer:
        async with self._http.stream(
            question.method, question.url, content=question.content, json=question.json, headers=question.headers
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            announced = headers.get("content-length", "")
            if announced.isdecimal() and int(announced) > question.max_bytes:
                raise self._too_large(question, f"{int(announced):,} bytes announced")
            body = await self._body(question, response)
            return Answer(response.status_code, headers, body, question.url)

    async def _body(self, question: Question, response: httpx.Response) -> bytes:
        body = bytearray()
        try:
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > question.max_bytes:
                    raise self._too_large(question, f"more than {question.max_bytes:,} bytes")
        except (httpx.RemoteProtocolError, httpx.ReadError) as error:
            message = f"{self._source}: the answer ended after {len(body):,} bytes, before it was whole"
            raise BodyCut(message, source=self._source, url=question.url) from error
        return bytes(body)

    def _too_large(self, question: Question, size: str) -> TooLarge:
        return TooLarge(f"{self._source}: {question.url}: {size}, the cap is {question.max_bytes:,}")

    def _unavailable(self, error: httpx.RequestError, url: str) -> SourceUnavailable:
        what = f"time-out ({type(error).__name__})" if isinstance(error, httpx.TimeoutException) else _cause(error)
        hint = _TLS_HINT if "CERTIFICATE_VERIFY_FAILED" in str(error) else _NETWORK_HINT
        return SourceUnavailable(f"{self._source}: {what}", source=self._source, url=url, hint=hint)


def _check_address(url: str, source: str) -> None:
    """Raise SourceChanged where httpx would stumble: no host, a port beyond 65535, broken brackets."""
    try:
        parts = urlsplit(url)
        usable = parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise _no_address(url, source) from error
    if not usable:
        raise _no_address(url, source)


def _no_address(url: str, source: str) -> SourceChanged:
    return SourceChanged(f"{source}: not an address that can be asked: {url!r}", source=source, url=url)


def _cause(error: httpx.RequestError) -> str:
    return f"no connection or no answer: {str(error) or type(error).__name__}"


class _Route(httpx.AsyncBaseTransport):
    """Everything goes through the proxy, if one is set, but what stays on this machine."""

    def __init__(self, politeness: Politeness) -> None:
        tls: ssl.SSLContext = httpx.create_ssl_context(trust_env=True)  # SSL_CERT_FILE of the user, if set
        # How many requests are under way is limited per host, before they come here.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=4 * politeness.connections)
        self._direct = httpx.AsyncHTTPTransport(verify=tls, http2=False, limits=limits, trust_env=False)
        self._proxied = (
            httpx.AsyncHTTPTransport(
                verify=tls, http2=False, limits=limits, trust_env=False, proxy=httpx.Proxy(politeness.proxy)
            )
            if politeness.proxy
            else self._direct
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        chosen = self._direct if is_loopback(str(request.url)) else self._proxied
        return await chosen.handle_async_request(request)

    async def aclose(self) -> None:
        await self._direct.aclose()
        if self._proxied is not self._direct:
            await self._proxied.aclose()
