"""One row of the simulated list, with the file behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from filings.model import BEIJING

LISTED_COMPANIES = "listedNotice_disc"
"""The channel of listed companies' announcements."""

_NULL_KEYS = ("content", "bondType", "bigIndustryCode", "bigCategoryId", "smallCategoryId", "channelCode")


class Readable(Protocol):
    """A file in a folder or inside the installed package."""

    def read_bytes(self) -> bytes:
        """The whole file."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What has been asked so far; it decides which rows show that arrive or vanish between readings."""

    list_answers: int = 0
    first_pages: int = 0
    documents_asked: int = 0

    @property
    def settled(self) -> bool:
        """Whether a first reading is over: a document was asked for, or page 1 for the third time."""
        return self.documents_asked > 0 or self.first_pages > 2


Condition = Callable[[Scene], bool]


def always(_: Scene) -> bool:
    """Shown from the beginning."""
    return True


@dataclass(frozen=True, slots=True)
class Listing:
    """A filing as the exchange lists it.

    ``published`` is the nominal time and ``arrives`` when the row gets online (Beijing time both),
    ``path`` is attachPath, ``size_kb`` what the list says of the file, ``shown`` hides it at times.
    """

    number: int
    uuid: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    title: str
    published: datetime
    arrives: datetime
    path: str
    file: Readable
    size_kb: int
    channel: str = LISTED_COMPANIES
    prefixed: bool = True
    shown: Condition = always

    @property
    def order(self) -> tuple[datetime, int]:
        """Newest first is the reverse of this."""
        return self.published, self.number

    def row(self) -> dict[str, Any]:
        """The row with every recorded key (sources.md, section 2); categories are always null in lists."""
        title = f"{self.names[0]}：{self.title}" if self.prefixed and self.names else self.title
        return {
            "id": self.uuid,
            "annId": self.number,
            "title": title,
            "publishTime": f"{self.published.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
            "attachPath": self.path,
            "attachFormat": "PDF",
            "attachSize": self.size_kb,
            "secCode": list(self.codes),
            "secName": list(self.names),
        } | dict.fromkeys(_NULL_KEYS)


def newest_first(listings: Iterable[Listing]) -> list[Listing]:
    """In the order of the list; equal times stand by number."""
    return sorted(listings, key=lambda one: one.order, reverse=True)


def attach_path(published: datetime, uuid: str) -> str:
    """Where the exchange keeps the file of a row."""
    return f"/disc/disk03/finalpage/{published.astimezone(BEIJING):%Y-%m-%d}/{uuid}.PDF"


def kilobytes(size: int) -> int:
    """The size that a list gives for so many bytes."""
    return max(1, round(size / 1024))


def size_of(path: Path) -> int:
    """KB of a file in a folder, without reading it."""
    return kilobytes(path.stat().st_size)
