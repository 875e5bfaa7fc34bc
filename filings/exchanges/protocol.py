"""What an exchange is, for everybody who does not care which one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol, Self

from pydantic import Field, model_validator

from filings.model import Announcement, Record

Clock = Callable[[], datetime]


class Window(Record):
    """Nominal days at the exchange, both included."""

    since: date
    until: date

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until < self.since:
            message = f"a window cannot end ({self.until}) before it begins ({self.since})"
            raise ValueError(message)
        return self

    def halves(self) -> tuple[Window, Window]:
        """The newer and the older half. Raises ValueError for a single day."""
        middle = self.since + (self.until - self.since) // 2
        return Window(since=middle + timedelta(days=1), until=self.until), Window(since=self.since, until=middle)


class ListPage(Record):
    """One answer of a list: ``announced`` is how many rows the source says the whole window has.

    ``announced`` is ``None`` where an answer says nothing (SZSE's ``{}`` past the end). A row that cannot be
    understood is a sentence in ``unreadable`` that names the row; the same row gives the same sentence.
    """

    number: int
    announced: int | None
    rows: tuple[Announcement, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Rows received, whatever was asked for."""
        return len(self.rows) + len(self.unreadable)


class Download(Record):
    """A document as it came, checked to be a whole PDF."""

    data: bytes = Field(repr=False)
    sha256: str
    content_type: str = ""


class Limits(Record):
    """What a source bears: pages asked at the same time, rows that one search may announce."""

    pages_at_once: int = 1
    max_rows: int = 9000


class Exchange(Protocol):
    """One source of filings. A new one is a module with this and a line in the registry."""

    @property
    def name(self) -> str:
        """What ``Announcement.source`` says."""

    @property
    def limits(self) -> Limits:
        """How it may be asked."""

    async def page(self, window: Window, number: int, *, channel: str, clock: Clock) -> ListPage:
        """Page ``number`` (from 1) of a window, newest first; ``clock`` is read when the answer is there.

        Raises SourceError.
        """

    async def document(self, announcement: Announcement) -> Download:
        """The file of a filing. Raises SourceError or DocumentError."""
