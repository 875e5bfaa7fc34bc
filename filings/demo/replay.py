"""Real rows served as if they arrived today: a CSV with the columns of the measuring stream.

Columns: id (announcementId), code, name, published (ISO 8601), title, path (read, not used: Shenzhen has
paths of its own shape). Only Shenzhen shares are listed: codes that begin with 00 or 30.
"""

from __future__ import annotations

import csv
import hashlib
import logging
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from itertools import cycle
from pathlib import Path

from filings.demo.listing import Listing, Readable, attach_path, kilobytes, size_of
from filings.errors import UsageError
from filings.model import BEIJING

_log = logging.getLogger(__name__)

COLUMNS = ("id", "code", "name", "published", "title", "path")
_SHENZHEN = ("00", "30")
_SPACE = uuid.UUID("6f1f0f2e-0000-4000-8000-00000000d341")
_EVENING = timedelta(hours=16)
"""Filings dated the next day get online from 16:00 to 21:30 (sources.md, section 5)."""
_EVENING_SECONDS = 5 * 3600 + 1800


def replay(rows: Path, documents: Path | None) -> tuple[tuple[Listing, ...], int]:
    """The listings of a CSV, each with a file, and how many rows were left out.

    Without ``documents`` every file is one page that says that no document was attached.
    Raises UsageError naming file, line and next step.
    """
    files = cycle(_files(documents))
    found: dict[int, Listing] = {}
    left_out = 0
    for line, row in _rows(rows):
        if not row["code"].startswith(_SHENZHEN):
            left_out += 1
            continue
        one = _listing(row, f"{rows}, line {line}")
        if one.number in found:
            found[one.number] = _with_code(found[one.number], one)
        else:
            file, size = next(files)
            found[one.number] = replace(one, file=file, size_kb=size)
    if not found:
        hint = "Shenzhen codes begin with 00 or 30; other exchanges are not simulated"
        raise UsageError(f"{rows} has no row of a Shenzhen share", hint=hint)
    _log.info("%s: %d filings are listed, %d rows of other exchanges are left out", rows, len(found), left_out)
    return tuple(found.values()), left_out


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row with its line number. Raises UsageError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                hint = f"its first line should be {','.join(COLUMNS)}"
                raise UsageError(f"{path}, line 1: the columns {', '.join(missing)} are missing", hint=hint)
            for row in reader:
                if None in row or None in row.values():
                    hint = "give each line as many cells as the first, and quote commas in titles"
                    raise UsageError(f"{path}, line {reader.line_num}: too many or too few cells", hint=hint)
                yield reader.line_num, row
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", hint="name a CSV with --rows") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text ({error.reason})", hint="save it as CSV in UTF-8") from error
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.reader.line_num}: {error}", hint="write it as plain CSV") from error


def _listing(row: Mapping[str, str], where: str) -> Listing:
    """A row as the exchange would list it, still without its file. Raises UsageError."""
    number, code, title = row["id"].strip(), row["code"].strip(), row["title"].strip()
    if not (number.isascii() and number.isdecimal() and int(number) > 0):
        raise UsageError(f"{where}: the id {number!r} is no number", hint="write the announcementId")
    if len(code) != 6 or not code.isdecimal() or not title:
        raise UsageError(f"{where}: a row needs a code of six digits and a title", hint="complete the line")
    published = _instant(row["published"], where)
    name = str(uuid.uuid5(_SPACE, number))
    return Listing(
        number=int(number),
        uuid=name,
        codes=(code,),
        names=(row["name"].strip(),),
        title=title,
        published=published,
        arrives=_arrival(published, number),
        path=attach_path(published, name),
        file=_attached("placeholder.pdf"),
        size_kb=1,
        prefixed=bool(row["name"].strip()),
    )


def _instant(text: str, where: str) -> datetime:
    try:
        stated = datetime.fromisoformat(text.strip())
    except ValueError as error:
        hint = "write it as 2026-08-11T00:00:00+08:00"
        raise UsageError(f"{where}: published is {text!r}, no instant", hint=hint) from error
    return stated.replace(tzinfo=BEIJING) if stated.tzinfo is None else stated.astimezone(BEIJING)


def _arrival(published: datetime, number: str) -> datetime:
    """The stated second, or a second of the evening before where only the day is stated."""
    if (published.hour, published.minute, published.second) != (0, 0, 0):
        return published
    digest = int.from_bytes(hashlib.sha256(number.encode()).digest()[:4], "big")
    return published - timedelta(days=1) + _EVENING + timedelta(seconds=digest % _EVENING_SECONDS)


def _with_code(first: Listing, second: Listing) -> Listing:
    """One filing under two codes (sources.md, fact 6)."""
    if second.codes[0] in first.codes:
        return first
    return replace(first, codes=first.codes + second.codes, names=first.names + second.names)


def _attached(name: str) -> Readable:
    return resources.files("filings.demo") / "odd" / name


def _files(folder: Path | None) -> Sequence[tuple[Readable, int]]:
    """The PDFs of a folder by name, with their KB. Raises UsageError."""
    if folder is None:
        placeholder = _attached("placeholder.pdf")
        return [(placeholder, kilobytes(len(placeholder.read_bytes())))]
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", hint="name a folder with PDFs with --documents")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf" and path.is_file())
    if not found:
        raise UsageError(f"{folder} holds no .pdf file", hint="name a folder with PDFs with --documents")
    return [(path, size_of(path)) for path in found]
