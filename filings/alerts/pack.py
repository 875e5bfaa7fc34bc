"""The evidence pack of an event as files, which anybody checks with ``sha256sum -c SHA256SUMS``. Pure.

The caller reads bytes and writes the archive; here stands what is in it and what each file says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from filings.alerts.brief.forms.text import text
from filings.alerts.brief.sheet import Sheet
from filings.alerts.limitations import limitations
from filings.alerts.pack_page import page

JsonObject = Mapping[str, Any]

SUMS = "SHA256SUMS"
_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""
_COLUMNS = ("belongs_to", "name", "value", "basis", "rule", "page", "start", "end", "origin", "quote")


@dataclass(frozen=True)
class Pack:
    """What goes into a pack.

    ``record`` is the event record of interface.md, ``document`` the PDF as received, ``headers`` the lines of the
    server's answer to it. ``pictures`` and ``list_rows`` are files by name (PNG; rows as the list gave them),
    ``log`` is deliveries and reviews, the oldest first. ``made`` is when the pack was asked for.
    """

    record: JsonObject
    sheet: Sheet
    document: bytes
    made: datetime
    headers: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    list_rows: Mapping[str, bytes] = field(default_factory=dict)
    log: Sequence[JsonObject] = ()
    limitations: Sequence[str] = ()


def pack_files(pack: Pack) -> dict[str, bytes]:
    """Every file of the pack by its path, the index first, the checksums of all others last."""
    files = dict(_files(pack))
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    index = page(pack.sheet, files, sums, pack.record, pack.made).encode("utf-8", "replace")
    whole = {"index.html": index, **files}
    return {**whole, SUMS: checksums(whole).encode()}


def checksums(files: Mapping[str, bytes]) -> str:
    """The text of SHA256SUMS: hash, two spaces, path, a line each, sorted by path."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def _files(pack: Pack) -> Iterator[tuple[str, bytes]]:
    yield "brief.en.txt", _bytes(text(pack.sheet, "en"))
    yield "brief.zh.txt", _bytes(text(pack.sheet, "zh"))
    yield "document.pdf", pack.document
    yield "event.json", _bytes(json.dumps(pack.record, ensure_ascii=False, indent=2))
    yield "facts.csv", b"\xef\xbb\xbf" + _bytes(facts_table(pack.record))
    if pack.headers:
        yield "document-headers.txt", _bytes(pack.headers)
    yield from _named("pictures", pack.pictures)
    yield from _named("lists", pack.list_rows)
    lines = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in pack.log)
    yield "log.jsonl", "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    told = [f"{one.en}\n{one.zh}" for one in limitations(pack.record)]
    yield "LIMITATIONS.txt", _bytes("\n\n".join((*told, *pack.limitations)))


def _bytes(text_: str) -> bytes:
    return f"{text_.rstrip()}\n".encode("utf-8", "replace")


def _named(folder: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Files under names that no file system and no archive stumbles over; two of one name are numbered."""
    taken: set[str] = set()
    for name, data in files.items():
        kept = _NAME.sub("_", name).strip("._") or "file"
        while kept in taken:
            kept = f"_{kept}"
        taken.add(kept)
        yield f"{folder}/{kept}", data


def facts_table(record: JsonObject) -> str:
    """Every fact with each of its quotes as a row of CSV, harmless in a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for owner, fact in _facts(record):
        value = json.dumps(fact["value"], ensure_ascii=False)
        quotes: Sequence[JsonObject] = fact["quotes"] or ({},)
        for quote in quotes:
            place = (quote.get(key, "") for key in ("page", "start", "end", "origin", "text"))
            row = (owner, fact["name"], value, fact["basis"], fact["rule"] or "", *place)
            writer.writerow([_cell(str(cell)) for cell in row])
    return written.getvalue()


def _cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _facts(record: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    yield from (("event", fact) for fact in record["facts"])
    for item in record["items"]:
        yield from ((item["name"], fact) for fact in item["facts"])
    for party in record["parties"]:
        yield from ((party["name"], fact) for fact in party["facts"])
