"""Fetching a document and making sure that it is whole: nothing else is ever stored as a filing's file."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from filings.errors import NotAPdf, NotYetThere, SourceBlocked, TooLarge, Truncated
from filings.exchanges import verdict
from filings.exchanges.config import SourceConfig
from filings.exchanges.protocol import Download
from filings.model import Announcement
from filings.net import Answer, BodyCut, Client, retrying
from filings.net.pace import Sleep

_log = logging.getLogger(__name__)

_HEAD = 1024
"""``%PDF-`` stands within this many bytes of the beginning (PDF 1.7, appendix H, note 13)."""
_TAIL = 2048
"""``%%EOF`` stands within this many bytes of the end: in every one of 42 measured filings within 991."""
_MISSING = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is fetched, and the words for its errors."""

    source: str
    announcement: Announcement
    url: str
    referer: str | None

    @property
    def label(self) -> str:
        return f"document {self.announcement.source_id}"


async def fetch(
    client: Client, config: SourceConfig, announcement: Announcement, *, sleep: Sleep, referer: str | None = None
) -> Download:
    """The file of a filing, checked; ``referer`` is the page of the site that is named, if its host wants one.

    Unavailable hosts are tried again as configured, a cut file once. A whole PDF that twice comes with the
    same bytes but not with the listed size is taken: then the list is wrong.
    Raises NotYetThere (404), SourceBlocked (403, challenge, redirect to another host), SourceUnavailable,
    SourceChanged, NotAPdf, Truncated, TooLarge.
    """
    if not announcement.document_path:
        message = f"filing {announcement.source_id} is listed without a document"
        raise NotYetThere(message, announcement=announcement.source_id)
    url = config.document_url + announcement.document_path
    wanted = _Wanted(announcement.source, announcement, url, referer)

    async def ask() -> Answer:
        return await _ask(client, config, wanted)

    try:
        first = await retrying(ask, attempts=config.attempts, sleep=sleep)
        doubt = _cut(first, wanted) or _too_small(first, wanted)
        if doubt is None:
            return _download(first, wanted)
        _log.info("%s: %s: fetched once more", wanted.label, doubt)
        again = await ask()
    except BodyCut as error:
        raise _truncated(wanted, "the connection ended before the body was whole") from error
    cut, doubt = _cut(again, wanted), _too_small(again, wanted)
    if cut is not None or (doubt is not None and first.body != again.body):
        raise _truncated(wanted, cut or doubt or "")
    if doubt is not None:
        _log.info("%s: %s, but the same whole file came twice: taken", wanted.label, doubt)
    return _download(again, wanted)


async def _ask(client: Client, config: SourceConfig, wanted: _Wanted) -> Answer:
    """One answer of the file host, judged: what it says of the host is remembered there."""
    with client.trying(wanted.url):
        answer = await _answer(client, config, wanted)
        mark = None if _is_pdf(answer) or _named(answer) else verdict.challenge_in(answer.body)
        if mark is not None:
            raise verdict.blocked(wanted.source, answer.url, wanted.label, mark)
        return answer


async def _answer(client: Client, config: SourceConfig, wanted: _Wanted) -> Answer:
    """After at most one redirect on the same host; statuses are judged."""
    answer = await _get(client, config, wanted, wanted.url)
    if answer.status in _REDIRECTS:
        target = urljoin(wanted.url, answer.headers.get("location", ""))
        _check_redirect(wanted, target)
        answer = await _get(client, config, wanted, target)
        if answer.status in _REDIRECTS:
            raise _off(wanted, f"redirects again, to {answer.headers.get('location', '')!r}")
    if answer.status in _MISSING and verdict.challenge_in(answer.body, status=answer.status) is None:
        message = f"{wanted.source}: {wanted.label} is listed, but its file is not there (status {answer.status})"
        raise NotYetThere(message, announcement=wanted.announcement.source_id)
    verdict.check_status(answer, wanted.source, wanted.label)
    return answer


async def _get(client: Client, config: SourceConfig, wanted: _Wanted, url: str) -> Answer:
    headers = {"Accept": "application/pdf, */*;q=0.8", "Accept-Encoding": "identity"}
    if wanted.referer is not None:
        headers["Referer"] = wanted.referer
    cap = config.max_document_mb * 1024 * 1024
    try:
        return await client.request("GET", url, headers=headers, timeout=config.document_timeout, max_bytes=cap)
    except TooLarge as error:
        hint = "raise max_document_mb in config/exchanges if it is wanted"
        raise TooLarge(error.message, announcement=wanted.announcement.source_id, hint=hint) from error


def _check_redirect(wanted: _Wanted, target: str) -> None:
    """Only the same host may send us on, and only to itself (or from http to https on it)."""
    here, there = urlsplit(wanted.url), urlsplit(target)
    upgraded = (here.scheme, there.scheme) == ("http", "https") and here.port in {None, 80} and not there.port
    same = (here.scheme, here.netloc) == (there.scheme, there.netloc)
    if not same and not (upgraded and here.hostname == there.hostname):
        raise _off(wanted, f"redirects to another host ({there.netloc or target[:80]!r})")
    if target == wanted.url:
        raise _off(wanted, "redirects to itself")


def _off(wanted: _Wanted, what: str) -> SourceBlocked:
    message = f"{wanted.source}: {wanted.label} {what}: not followed"
    return SourceBlocked(message, source=wanted.source, url=wanted.url, hint=verdict.BLOCKED_HINT)


def _cut(answer: Answer, wanted: _Wanted) -> str | None:
    """What shows that the answer is not a whole PDF. PURE. Raises NotAPdf where it is no PDF at all."""
    body = answer.body
    if not body:
        return "the file is empty"
    if not _is_pdf(answer):
        raise _no_pdf(answer, wanted)
    announced = answer.headers.get("content-length", "")
    if announced.isdecimal() and "content-encoding" not in answer.headers and len(body) < int(announced):
        return f"{len(body):,} of {int(announced):,} announced bytes came"
    return None if b"%%EOF" in body[-_TAIL:] else f"the PDF has no end ({len(body):,} bytes)"


def _too_small(answer: Answer, wanted: _Wanted) -> str | None:
    """Whether fewer bytes came than the list says; then the list or the file is wrong. PURE."""
    listed = wanted.announcement.size_kb
    if listed is None or len(answer.body) >= _least(listed):
        return None
    return f"{len(answer.body):,} bytes came, the list says {listed:,} KB"


def _least(listed_kb: int) -> float:
    """The fewest bytes that the listed KB can mean: KB of 1,000 bytes rounded up, less a tenth."""
    return (listed_kb - 1) * 1000 * 0.9


def _download(answer: Answer, wanted: _Wanted) -> Download:
    return Download(
        data=answer.body,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        content_type=answer.headers.get("content-type", ""),
        url=wanted.url,
        source=wanted.source,
    )


def _is_pdf(answer: Answer) -> bool:
    return b"%PDF-" in answer.body[:_HEAD]


def _named(answer: Answer) -> str | None:
    """What kind of file it is by its first bytes, if it is a known one."""
    return next((what for signature, what in _SIGNATURES if answer.body.startswith(signature)), None)


def _no_pdf(answer: Answer, wanted: _Wanted) -> NotAPdf:
    body = answer.body
    what = _named(answer) or ("a web page" if verdict.looks_like_html(body) else f"something else ({body[:16]!r}…)")
    message = f"{wanted.label}: {what} stands where the PDF should ({len(body):,} bytes)"
    return NotAPdf(message, announcement=wanted.announcement.source_id, hint=f"open {wanted.url} in a browser")


def _truncated(wanted: _Wanted, what: str) -> Truncated:
    return Truncated(f"{wanted.label}: {what}", announcement=wanted.announcement.source_id)
