"""What a server said, or that it stopped in the middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from filings.errors import SourceUnavailable


class BodyCut(SourceUnavailable):
    """The connection ended before the body was whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. Header names are lower case; ``url`` is the address that was asked."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def retry_after(self) -> float | None:
        """Seconds of Retry-After: a number, or a date against the answer's own Date (RFC 9110, 10.2.3)."""
        text = self.headers.get("retry-after", "").strip()
        if text.isascii() and text.isdecimal():
            return float(text)
        try:
            until, said = parsedate_to_datetime(text), parsedate_to_datetime(self.headers.get("date", ""))
            return max((until - said).total_seconds(), 0.0)
        except (TypeError, ValueError):
            return None
