"""read → detect → screen of a local file, without storing anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal

from filings import events
from filings.archive.records import EventContext, JsonObject, event_record
from filings.documents.pool import ReaderPool
from filings.errors import NotFound
from filings.model import BEIJING, Announcement, Company, Document, Finding, ticker_of
from filings.settings import Clock, Settings
from filings.watchlists.load import load as load_watchlists
from filings.watchlists.screen import screen

_CODE = re.compile(r"(?:证券|股票)代码[:：]\s*(\d{6})")
_NAME = re.compile(r"(?:证券|股票)简称[:：]\s*(\S{2,12})")
_TITLE_END = re.compile(r"(?:公告|报告|报告书|意见|意见书|说明|预案|通知|函|表|书)(?:[（(].{1,12}[)）])?$")
_NO_TITLE = re.compile(r"证券代码|股票代码|公告编号|编号：|保证|董事会全体")


@dataclass(frozen=True)
class LocalFiling:
    """A local file as the detectors saw it."""

    announcement: Announcement
    document: Document
    finding: Finding


@contextmanager
def reader(settings: Settings) -> Iterator[ReaderPool]:
    """A pool with one reader process, for a command that reads local files."""
    with ReaderPool(settings.reader.model_copy(update={"workers": 1})) as pool:
        yield pool


def read_file(
    pool: ReaderPool,
    path: Path,
    *,
    pages: tuple[int, int] | None = None,
    tables: Literal["none", "triggered", "all"] = "triggered",
) -> Document:
    """The document of a local PDF. Raises NotFound, DocumentError."""
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}", hint="name a PDF file") from error
    return pool.read(path, sha256=sha256, pages=pages, tables=tables)


def detect_document(
    document: Document,
    settings: Settings,
    *,
    title: str | None,
    code: str | None,
    published: datetime,
    facts: bool = False,
) -> LocalFiling:
    """Detect and screen a document; title, code and name are taken from its first page where not given."""
    first = document.pages[0].text if document.pages else ""
    found_code, found_name = _CODE.search(first), _NAME.search(first)
    digits = code or (found_code[1] if found_code else "")
    company = Company(ticker=ticker_of(digits), name=found_name[1] if found_name else "")
    announcement = Announcement(
        source="file",
        source_id=document.sha256[:12],
        companies=(company,) if digits or company.name else (),
        title=title or title_of(first),
        published=published,
        first_seen=published,
        document_path="",
    )
    event = events.detect(announcement, document, facts_always=facts)
    finding = screen(event, announcement, load_watchlists(settings.watchlist_folders), today=published.date())
    return LocalFiling(announcement, document, finding)


def title_of(first_page: str) -> str:
    """The title as the first page prints it: the lines up to one that ends like a title; may be empty."""
    lines: list[str] = []
    for raw in first_page.splitlines()[:25]:
        line = "".join(raw.split())
        if not line or _NO_TITLE.search(line):
            if lines:
                lines.clear()
            continue
        lines.append(line)
        if _TITLE_END.search(line):
            return "".join(lines[-3:])
        if line.endswith(("。", "；", "：")):
            break
    return ""


def midnight(day: date | None, clock: Clock) -> datetime:
    """The nominal instant of a day (midnight in Beijing), or now."""
    return clock() if day is None else datetime.combine(day, time(), BEIJING)


def record(seen: LocalFiling) -> JsonObject:
    """The event record of a local file."""
    return event_record(seen.finding.event, seen.finding, context_of(seen))


def context_of(seen: LocalFiling) -> EventContext:
    """The file's side of an event record: no address, only its hash."""
    return EventContext(
        seen.announcement,
        url=None,
        sha256=seen.document.sha256,
        pages=seen.document.page_count,
        pages_without_text=seen.document.pages_without_text,
    )
