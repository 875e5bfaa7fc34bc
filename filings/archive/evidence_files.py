"""The evidence of an event as files: page pictures with the quoted words marked, facts, the PDF, and checksums."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filings.alerts.brief import Composed
from filings.alerts.pack import SUMS, Pack, checksums, pack_files
from filings.archive.briefs import brief_of
from filings.archive.evidence import claims
from filings.archive.records import EventContext, JsonObject, event_record
from filings.archive.vaults import vault_of
from filings.documents.picture_pdf import Shot, Words, write_pdf
from filings.documents.pool import ReaderPool
from filings.documents.wire import Drawing
from filings.errors import NotFound, StoreError, UsageError
from filings.model import Box, Quote
from filings.settings import Settings
from filings.store.events import StoredEvent
from filings.store.vault import Vault

_PAGE_SCALE, _CROP_SCALE = 1.5, 2.0
"""Pixels a point."""
_AROUND = 28.0
"""Points of the page shown above and below a quote."""
_STAMP = "INVENTED - a rehearsal, not a real filing"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest that ZIP knows: the same files give the same archive."""


@dataclass(frozen=True)
class Evidence:
    """An event with everything that its files are made of; ``crops`` are pictures by quote."""

    stored: StoredEvent
    context: EventContext
    composed: Composed
    document: bytes
    pages: Mapping[int, bytes]
    crops: Mapping[Quote, bytes]
    notice: str | None


def gather(
    stored: StoredEvent, context: EventContext, settings: Settings, pool: ReaderPool, *, now: datetime
) -> Evidence:
    """Draw the quoted pages. Raises NotFound for an event without finding, StoreError, DocumentError."""
    finding = stored.finding
    if finding is None:
        message = f"{stored.event.event_id} is not screened yet"
        raise NotFound(message, hint="filings watch --once takes it further")
    vault = vault_of(settings)
    quotes = tuple(dict.fromkeys(quote for claim in claims(stored) for quote in claim.quotes))
    drawn = _Pictures(vault, pool, context.sha256, _STAMP if settings.notice else None)
    return Evidence(
        stored,
        context,
        brief_of(finding, context, now=now, notice=settings.notice),
        vault.get(context.sha256),
        {page: drawn.page(page, quotes) for page in sorted({quote.page for quote in quotes})},
        {quote: drawn.crop(quote) for quote in quotes if quote.boxes},
        settings.notice,
    )


class _Pictures:
    def __init__(self, vault: Vault, pool: ReaderPool, sha256: str, stamp: str | None) -> None:
        self._path, self._sha256 = vault.path(sha256), sha256
        self._pool, self._stamp = pool, stamp

    def page(self, number: int, quotes: Sequence[Quote]) -> bytes:
        boxes = tuple(dict.fromkeys(box for quote in quotes if quote.page == number for box in quote.boxes))
        return self._draw(Drawing(page=number, boxes=boxes, scale=_PAGE_SCALE, stamp=self._stamp))

    def crop(self, quote: Quote) -> bytes:
        part = _strip(quote.boxes)
        return self._draw(Drawing(page=quote.page, boxes=quote.boxes, scale=_CROP_SCALE, crop=part, stamp=self._stamp))

    def _draw(self, drawing: Drawing) -> bytes:
        return self._pool.render(self._path, drawing, sha256=self._sha256)


def _strip(boxes: Sequence[Box]) -> Box:
    """The page from margin to margin, a little above and below the boxes."""
    return 0.0, min(box[1] for box in boxes) - _AROUND, 100_000.0, max(box[3] for box in boxes) + _AROUND


def files_of(evidence: Evidence, records: Sequence[JsonObject], *, now: datetime) -> dict[str, bytes]:
    """Every file by its path: the pack of the alert with ``facts.json`` (``records``), checksums last."""
    stored, context = evidence.stored, evidence.context
    record = event_record(stored.event, stored.finding, context, retracted=stored.retracted)
    sheet, pictures = evidence.composed.sheet, dict(_named_pictures(evidence))
    files = pack_files(Pack(record=record, sheet=sheet, document=evidence.document, made=now, pictures=pictures))
    files.pop(SUMS)
    said = {"notice": evidence.notice, "sha256": context.sha256, "claims": list(records)}
    files["facts.json"] = f"{json.dumps(said, ensure_ascii=False, indent=2)}\n".encode()
    return {**files, SUMS: checksums(files).encode()}


def _named_pictures(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    for number, picture in evidence.pages.items():
        yield f"page-{number:04}.png", picture
    for index, (quote, picture) in enumerate(evidence.crops.items(), start=1):
        yield f"quote-{index:03}-page-{quote.page:04}.png", picture


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as an archive that is the same for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".pdf")) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, files[name])
    return written.getvalue()


def as_pdf(evidence: Evidence) -> bytes:
    """What is said, each with its words as they stand in the filing; then the whole pages."""
    return write_pdf(_blocks(evidence))


def _blocks(evidence: Evidence) -> Iterator[Words | Shot]:
    if evidence.notice:
        yield Words(evidence.notice, 12)
    yield Words(evidence.composed.subject, 14)
    yield Words(f"SHA-256 {evidence.context.sha256}", 8)
    shown: set[Quote] = set()
    for statement in evidence.composed.statements:
        yield Words(f" \n{statement.label_en}: {statement.en}")
        fresh = [quote for quote in statement.quotes if quote in evidence.crops and quote not in shown]
        shown.update(fresh)
        for quote in fresh:
            yield Words(f"page {quote.page}{' (read by OCR)' if quote.origin == 'ocr' else ''}", 8)
            yield Shot(evidence.crops[quote])
    for picture in evidence.pages.values():
        yield Shot(picture, whole=True)


def check_target(target: Path) -> None:
    """A folder with something in it is left alone. Raises UsageError."""
    folder = target.suffix.lower() not in {".zip", ".pdf"}
    if folder and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} is not an empty folder", hint="name a new folder, or FILE.zip or FILE.pdf")


def write(target: Path, evidence: Evidence, records: Sequence[JsonObject], *, now: datetime) -> int:
    """Write DIR, FILE.zip or FILE.pdf and return how many files stand there. Raises UsageError, StoreError."""
    check_target(target)
    kind = target.suffix.lower()
    files = {target.name: as_pdf(evidence)} if kind == ".pdf" else files_of(evidence, records, now=now)
    if kind == ".zip":
        files = {target.name: as_zip(files)}
    folder = target.parent if kind in {".zip", ".pdf"} else target
    try:
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as error:
        hint = "name a place that can be written"
        raise StoreError(f"{target} cannot be written: {error.strerror}", hint=hint) from error
    return len(files)
