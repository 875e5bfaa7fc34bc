"""A table with one party per row, read by the names of its columns: a user's own, or the CSL's CSV. PURE."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.rows import Defaults, ListUnreadable, RowRefused

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "name_zh", "company", "supplier", "公司", "公司名称", "名称", "供应商", "企业名称"),
    "aliases": ("alt_names", "aliases", "name_en", "english", "别名", "英文名称"),
    "code": ("code", "ticker", "证券代码", "股票代码"),
    "credit_code": ("credit_code", "uscc", "统一社会信用代码", "信用代码"),
    "listed_on": ("listed_on", "start_date"),
    "delisted_on": ("delisted_on", "end_date"),
    "notice": ("federal_register_notice",),
    "source_url": ("source_list_url", "source_url"),
    "licence_policy": ("license_policy", "licence_policy"),
    "programme": ("source", "programme"),
    "note": ("note", "remarks", "备注"),
    "type": ("type",),
}
"""Our name of a column → what it is called in a user's CSV or in the Consolidated Screening List."""
PERSONS = frozenset({"individual", "person", "p"})


def read(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries; natural persons only where they are asked for. Raises ListUnreadable."""
    reader = csv.reader(io.StringIO(text_of(data), newline=""), strict=True)
    try:
        columns = columns_of(next(reader, []))
    except csv.Error as error:
        raise ListUnreadable(f"line 1: {error}") from error
    while True:
        try:
            for row in reader:
                made = _taken(row, reader.line_num, columns, defaults)
                if made is not None:
                    yield made
        except csv.Error as error:
            yield RowRefused(reader.line_num, str(error))
            continue
        return


def _taken(row: Sequence[str], line: int, columns: Mapping[str, int], defaults: Defaults) -> Entry | RowRefused | None:
    if not any(row):
        return None
    try:
        return _entry(row, columns, defaults)
    except ValueError as error:
        return RowRefused(line, str(error), ", ".join(row)[:80])


def text_of(data: bytes) -> str:
    """UTF-8 with or without a mark. Raises ListUnreadable with the next step."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListUnreadable(f"it is not UTF-8: {error}", hint="save it as CSV UTF-8") from error


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Our column → its place, by the header's names. Raises ListUnreadable where no column holds names."""
    known = {name.strip().casefold(): place for place, name in enumerate(header)}
    found = {
        ours: known[theirs]
        for ours, candidates in _COLUMNS.items()
        for theirs in reversed(candidates)
        if theirs in known
    }
    if "name" not in found:
        raise ListUnreadable(f"no column is called name; the columns are {', '.join(header)}")
    return found


def _entry(row: Sequence[str], columns: Mapping[str, int], defaults: Defaults) -> Entry | None:
    cell = {ours: row[place].strip() for ours, place in columns.items() if place < len(row)}
    if not defaults.persons and cell.get("type", "").casefold() in PERSONS:
        return None
    return Entry(
        name=rows.named(cell.get("name", "")),
        aliases=rows.aliases(cell["aliases"].split(";")) if cell.get("aliases") else (),
        identifiers=rows.identifiers(cell.get("code"), cell.get("credit_code")),
        listed_on=rows.day(cell.get("listed_on", "")) or defaults.listed_on,
        delisted_on=rows.day(cell.get("delisted_on", "")),
        source=cell.get("notice") or defaults.source,
        source_url=cell.get("source_url") or defaults.source_url,
        licence_policy=cell.get("licence_policy") or defaults.licence_policy,
        programme=cell.get("programme", ""),
        note=cell.get("note", ""),
    )
