"""The proof of an event: every statement with its quotes, and the same read again from the stored PDF.

Reading again uses the second engine on the vault's file (whose hash is checked), so that neither a fault of the
first engine nor a changed file can hide; ``events.recompute`` then asks of each value whether the words that
were read again carry it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from filings.archive.records import JsonObject, quote_record, value_record
from filings.archive.vaults import vault_of
from filings.documents import codec
from filings.documents.pool import ReaderPool
from filings.errors import DocumentError, FilingsError, StoreError
from filings.events.recompute import Fault, check
from filings.model import Box, Document, Fact, Page, Quote, normalise
from filings.settings import Settings
from filings.store import events
from filings.store.database import Database
from filings.store.events import StoredEvent
from filings.store.filings import Filing
from filings.store.vault import Vault

_NEAR = 0.5
"""Points by which the middle of a character may lie outside a box."""
_TWICE = 1.0
"""Points within which the same character again is the same one, drawn twice to look bold."""
_EXTRA = 0.1
"""Part of a quote's characters that may stand beside them in its boxes (a stamp laid over the text)."""


@dataclass(frozen=True)
class Claim:
    """One thing that an event says. ``where`` and ``number`` are those of ``events.recompute.Fault``."""

    where: str
    number: int
    subject: str | None
    name: str
    fact: Fact | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Verification:
    """What reading again found: ``faults``, how many quotes were compared, how many rest on OCR and could not be."""

    engine: str
    faults: tuple[Fault, ...]
    compared: int
    recognised: int


def claims(stored: StoredEvent) -> Iterator[Claim]:
    """Everything that an event and its finding say, in the order of the record."""
    event = stored.event
    if event.trigger is not None:
        yield Claim("trigger", 0, None, "trigger", None, (event.trigger,))
    for number, leg in enumerate(event.legs, start=1):
        yield Claim(f"leg {number}", 0, leg.object, leg.act, None, leg.quotes)
    yield from _facts("fact", None, event.facts)
    for number, item in enumerate(event.items, start=1):
        yield from _facts(f"item {number}", item.name, item.facts)
    for number, party in enumerate(event.parties, start=1):
        yield Claim(f"party {number}", 0, party.name, party.role, None, party.quotes)
        yield from _facts(f"party {number}", party.name, party.facts)
    for number, rule in enumerate(event.rules, start=1):
        yield Claim(f"rule {number}", 0, None, rule.rule, None, rule.quotes)
    for number, hit in enumerate(stored.finding.hits if stored.finding else (), start=1):
        quotes = () if hit.quote is None else (hit.quote,)
        yield Claim(f"hit {number}", 0, hit.party, f"{hit.list}: {hit.entry}", None, quotes)


def _facts(where: str, subject: str | None, facts: Sequence[Fact]) -> Iterator[Claim]:
    for number, fact in enumerate(facts, start=1):
        yield Claim(where, number, subject, fact.name, fact, fact.quotes)


def records(stored: StoredEvent, verification: Verification | None = None) -> list[JsonObject]:
    """One record per claim; ``problems`` says what reading again found wrong with it (``null``: not read again)."""
    return [_record(stored, claim, verification) for claim in claims(stored)]


def _record(stored: StoredEvent, claim: Claim, verification: Verification | None) -> JsonObject:
    faults = () if verification is None else verification.faults
    own = [fault for fault in faults if (fault.where, fault.number) == (claim.where, claim.number)]
    misread = {fault.quote for fault in own if fault.kind == "words"}
    return {
        "event_id": stored.event.event_id,
        "where": claim.where,
        "subject": claim.subject,
        "name": claim.name,
        "value": None if claim.fact is None else value_record(claim.fact.value),
        "basis": None if claim.fact is None else claim.fact.basis,
        "rule": None if claim.fact is None else claim.fact.rule,
        "quotes": [{**quote_record(quote), "verified": quote not in misread} for quote in claim.quotes],
        "problems": None if verification is None else [f"{fault.kind}: {fault.why}" for fault in own],
    }


def verify(stored: StoredEvent, filing: Filing, settings: Settings, pool: ReaderPool) -> Verification:
    """Read the quoted pages again and hold every claim against them. A damaged or lost PDF is a fault."""
    quotes = tuple(dict.fromkeys(quote for claim in claims(stored) for quote in claim.quotes))
    printed = [quote for quote in quotes if quote.origin == "embedded"]
    try:
        again = _Again.of(printed, vault_of(settings), pool)
        document = _stored_document(settings, filing)
    except (StoreError, DocumentError) as error:
        return Verification("none", (_unreadable(error),), 0, len(quotes) - len(printed))
    faults = check(stored.event, again.words, document=document, published=filing.announcement.day)
    misread = [fault for fault in _hits(stored, again) if fault not in faults]
    return Verification(again.engine, (*faults, *misread), len(printed), len(quotes) - len(printed))


def _hits(stored: StoredEvent, again: _Again) -> Iterator[Fault]:
    for claim in claims(stored):
        for quote in claim.quotes if claim.where.startswith("hit") else ():
            if normalise(again.words(quote)) != normalise(quote.text):
                why = f"page {quote.page} reads {again.words(quote)[:80]!r} where {quote.text[:80]!r} is quoted"
                yield Fault(where=claim.where, name=claim.name, kind="words", why=why, quote=quote)


def _unreadable(error: FilingsError) -> Fault:
    return Fault(where="document", name="pdf", kind="words", why=error.message)


def _stored_document(settings: Settings, filing: Filing) -> Document | None:
    """The document as the first engine read it, while it is kept."""
    database = Database.open(settings.store_url, create=False)
    try:
        with database.read() as tx:
            body = events.packed_document(tx, filing.sha256 or "")
    finally:
        database.close()
    return None if body is None else codec.unpack(body)


class _Again:
    """Pages of PDFs as the second engine reads them."""

    def __init__(self, engine: str, pages: dict[tuple[str, int], Page]) -> None:
        self.engine = engine
        self._pages = pages

    @classmethod
    def of(cls, quotes: Sequence[Quote], vault: Vault, pool: ReaderPool) -> _Again:
        """The pages on which quotes stand. Raises StoreError, DocumentError."""
        engine, pages = "none", {}
        places = sorted({(quote.document, quote.page) for quote in quotes})
        for sha256, group in groupby(places, key=lambda place: place[0]):
            vault.get(sha256)  # its hash
            numbers = [page for _, page in group]
            document = pool.read_again(vault.path(sha256), sha256=sha256, pages=numbers)
            engine = document.reader
            pages.update({(sha256, page.number): page for page in document.pages})
        return cls(engine, pages)

    def words(self, quote: Quote) -> str:
        """The words inside a quote's boxes; a quote read by OCR is taken at its word: this engine sees no text."""
        if quote.origin == "ocr":
            return quote.text
        page = self._pages.get((quote.document, quote.page))
        return "" if page is None else words_inside(page, quote)


def words_inside(page: Page, quote: Quote) -> str:
    """The words of a page that stand inside a quote's boxes.

    They are given as quoted where the page has them there in this order with hardly anything beside them.
    """
    inside = [_inside(page, box) for box in quote.boxes]
    by_place = "".join(one for line in inside for _, _, one in sorted(line, key=lambda char: char[0]))
    by_page = "".join(one for _, _, one in sorted({char for line in inside for char in line}, key=lambda c: c[1]))
    wanted = normalise(quote.text)
    for words in (by_place, by_page):
        before, found, after = normalise(words).partition(wanted)
        if found and _hardly_any(before + after, wanted):
            return quote.text
    return by_place


def _hardly_any(extra: str, wanted: str) -> bool:
    """Whether what stands beside the quote in its boxes changes nothing: never a digit, which would be its own."""
    return len(extra) <= _EXTRA * len(wanted) and not any(one.isdigit() for one in extra)


def _inside(page: Page, box: Box) -> list[tuple[float, int, str]]:
    """Left side, place in the text, and character of what stands in a box; what is drawn twice counts once."""
    boxes = memoryview(page.char_boxes).cast("f")
    found: list[tuple[float, int, str]] = []
    seen: dict[str, list[tuple[float, float]]] = {}
    for index, one in enumerate(page.text):
        x0, top, x1, bottom = boxes[4 * index : 4 * index + 4]
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if x1 > x0 and box[0] - _NEAR <= x <= box[2] + _NEAR and box[1] - _NEAR <= y <= box[3] + _NEAR:
            same = seen.setdefault(one, [])
            if not any(abs(x - a) < _TWICE and abs(y - b) < _TWICE for a, b in same):
                found.append((x0, index, one))
            same.append((x, y))
    return found
