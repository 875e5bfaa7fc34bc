"""What an exchange is, for everybody who does not care which one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Protocol, Self

from pydantic import Field, model_validator

from filings.model import Announcement, Record

Clock = Callable[[], datetime]


class Window(Record):
    """Nominal days at the exchange, both included; ``part`` names a part of their rows, empty all of them.

    What a part is only its exchange knows (a board, a category); parts of one window need not cover it.
    """

    since: date
    until: date
    part: str = ""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.until < self.since:
            message = f"a window cannot end ({self.until}) before it begins ({self.since})"
            raise ValueError(message)
        return self

    def halves(self) -> tuple[Self, Self]:
        """The newer and the older half. Raises ValueError for a single day."""
        middle = self.since + (self.until - self.since) // 2
        newer = self.model_copy(update={"since": middle + timedelta(days=1)})
        if newer.since > self.until:
            message = f"the single day {self.since} has no halves"
            raise ValueError(message)
        return newer, self.model_copy(update={"until": middle})


class ListPage(Record):
    """One answer of a list: ``announced`` is how many rows the source says the whole window has.

    ``announced`` is ``None`` where an answer says nothing (SZSE's ``{}`` past the end). A row that cannot be
    understood is a sentence in ``unreadable`` that names the row; the same row gives the same sentence. A
    filing that is listed once for each of its codes stands here as often.
    """

    number: int
    announced: int | None
    rows: tuple[Announcement, ...] = ()
    unreadable: tuple[str, ...] = ()
    url: str = ""

    @property
    def count(self) -> int:
        """Rows received, whatever was asked for."""
        return len(self.rows) + len(self.unreadable)


class Download(Record):
    """A document as it came, checked to be a whole PDF; ``url`` and ``source`` say from where."""

    data: bytes = Field(repr=False)
    sha256: str
    content_type: str = ""
    url: str = ""
    source: str = ""


class Limits(Record):
    """What a source bears, and what is believed of it.

    ``pages_at_once`` pages asked at the same time, ``max_rows`` rows that one search shows. Nothing at all for
    a window with ``outage_days`` trading days up to today is an outage (0: an empty window is always believed).
    """

    pages_at_once: int = 1
    max_rows: int = 9000
    outage_days: int = 0


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

    def split(self, window: Window) -> tuple[Window, ...]:
        """The windows to search instead of one that has too many rows; none where it cannot be cut further."""

    async def document(self, announcement: Announcement) -> Download:
        """The file of a filing. Raises SourceError or DocumentError."""


def split_window(window: Window, levels: tuple[tuple[str, ...], ...]) -> tuple[Window, ...]:
    """Halves of its days, newest first; a single day by the names of the next of ``levels``. PURE.

    The names taken so far stand in ``Window.part``, joined by a slash.
    """
    if window.since < window.until:
        return window.halves()
    taken = window.part.split("/") if window.part else []
    if len(taken) >= len(levels):
        return ()
    return tuple(window.model_copy(update={"part": "/".join([*taken, name])}) for name in levels[len(taken)])
