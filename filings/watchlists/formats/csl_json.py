"""The Consolidated Screening List as JSON: ``{"results": [...]}``, lists as arrays. PURE."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.csv_table import PERSONS
from filings.watchlists.formats.rows import Defaults, ListUnreadable, RowRefused


def read(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries; natural persons only where they are asked for. Raises ListUnreadable."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ListUnreadable(f"it is no JSON: {error}") from error
    results = found.get("results") if isinstance(found, Mapping) else found
    if not isinstance(results, list):
        raise ListUnreadable("it has no array of results")
    for number, result in enumerate(results, start=1):
        try:
            made = _entry(result, defaults)
        except (ValueError, AttributeError, TypeError) as error:
            yield RowRefused(number, f"record {number}: {error}", str(result)[:80])
            continue
        if made is not None:
            yield made


def _entry(result: Mapping[str, Any], defaults: Defaults) -> Entry | None:
    if not defaults.persons and str(result.get("type") or "").casefold() in PERSONS:
        return None
    made = rows.entry(
        str(result.get("name") or ""),
        defaults,
        listed_on=str(result.get("start_date") or ""),
        programme=str(result.get("source") or ""),
        others=_texts(result.get("alt_names")),
    )
    numbers = [str(one.get("number") or "") for one in result.get("ids") or () if isinstance(one, Mapping)]
    return made._replace(
        identifiers=rows.credit_codes(numbers),
        delisted_on=rows.day(str(result.get("end_date") or "")),
        source=str(result.get("federal_register_notice") or "") or defaults.source,
        source_url=str(result.get("source_list_url") or "") or defaults.source_url,
        licence_policy=str(result.get("license_policy") or "") or defaults.licence_policy,
        note=str(result.get("remarks") or ""),
    )


def _texts(value: object) -> list[str]:
    """An array, or one text joined by semicolons, as older files have it."""
    if isinstance(value, str):
        return value.split(";")
    return [str(one) for one in value] if isinstance(value, list) else []
