"""Published formats of lists, one module each: bytes in, entries and refused rows out. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from filings.watchlists.entry import Entry
from filings.watchlists.formats import csl_json, csv_table, eu_xml, ftm, uk, un_xml
from filings.watchlists.formats.rows import Defaults, RowRefused

Reader = Callable[[bytes, Defaults], Iterator[Entry | RowRefused]]

FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        "csv": csv_table.read,
        "csl_json": csl_json.read,
        "eu_xml": eu_xml.read,
        "uk_csv": uk.read_csv,
        "uk_xml": uk.read_xml,
        "un_xml": un_xml.read,
        "ftm": ftm.read,
        "targets_csv": ftm.read_targets,
    }
)
"""How a list's file may be written; ``csv`` is any table with a column of names, the U.S. consolidated one too."""

__all__ = ["FORMATS", "Defaults", "Reader", "RowRefused"]
