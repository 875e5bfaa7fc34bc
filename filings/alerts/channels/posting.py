"""One JSON post to somebody's server, for webhooks and chat robots: manners, time-outs, errors that name the host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from filings.alerts.channels.protocol import Place
from filings.errors import DeliveryError, FilingsError, SourceChanged
from filings.net import Answer, Client, Politeness, user_agent

_WORTH_ANOTHER_TRY = frozenset({408, 425, 429})
_ANSWER_CAP = 1024 * 1024


class Post:
    """Posts to one address, which is never repeated in an error: it may hold a token."""

    def __init__(self, name: str, client: Client, *, timeout: float) -> None:
        self.name = name
        self._client = client
        self._timeout = timeout

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Post once; the answer has a status of the 200s. Raises DeliveryError, final where a retry is useless."""
        host = urlsplit(url).hostname or ""
        try:
            answer = await self._client.request("POST", url, content=body, headers=headers, timeout=self._timeout)
        except FilingsError as error:
            final = isinstance(error, SourceChanged)
            what = "its address cannot be asked" if final else error.message.removeprefix(f"{self.name}: ")
            raise DeliveryError(f"{host}: {what}", channel=self.name, final=final, hint=error.hint) from error
        if 200 <= answer.status < 300:
            return answer
        raise self._refused(host, answer)

    def _refused(self, host: str, answer: Answer) -> DeliveryError:
        final = 400 <= answer.status < 500 and answer.status not in _WORTH_ANOTHER_TRY
        redirect = 300 <= answer.status < 400
        meaning = "; redirects are not followed" if redirect else ""
        return DeliveryError(
            f"{host} answered HTTP {answer.status}{meaning}",
            channel=self.name,
            retry_after=answer.retry_after,
            final=final,
            hint=f"check the address of channel {self.name} in routes.toml" if final or redirect else None,
        )


@contextmanager
def posting(name: str, place: Place, *, timeout: float, pace: float = 0.0) -> Iterator[Post]:
    """A post with a client of its own; ``pace`` is the most requests per second (0 = no limit)."""
    identity = place.identity or Politeness(user_agent=user_agent(""))
    manners = identity.model_copy(
        update={
            "pace": pace,
            "connect_timeout": min(identity.connect_timeout, timeout),
            "total_timeout": timeout,
            "max_bytes": _ANSWER_CAP,
        }
    )
    with place.portal.entered(Client(manners, source=name)) as client:
        yield Post(name, client, timeout=timeout)
