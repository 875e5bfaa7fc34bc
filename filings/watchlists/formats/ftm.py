"""OpenSanctions' files, provided by the user: ``entities.ftm.json`` (one entity a line), ``targets.simple.csv``. PURE.

Their data are under CC BY-NC 4.0: never shipped. Cells of the CSV are joined by ``;``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.csv_table import text_of
from filings.watchlists.formats.rows import Defaults, ListUnreadable, RowRefused

_PARTIES = frozenset({"Company", "Organization", "LegalEntity", "PublicBody"})
_NUMBERS = ("uscCode", "registrationNumber", "taxNumber")


def read(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The companies and bodies that are targets; natural persons only where they are asked for."""
    for number, line in enumerate(io.BytesIO(data), start=1):
        if not line.strip():
            continue
        try:
            made = _entry(json.loads(line), defaults)
        except (ValueError, AttributeError, TypeError) as error:
            yield RowRefused(number, str(error), line[:80].decode("utf-8", "replace"))
            continue
        if made is not None:
            yield made


def _entry(entity: Mapping[str, Any], defaults: Defaults) -> Entry | None:
    wanted = _PARTIES | {"Person"} if defaults.persons else _PARTIES
    if entity.get("schema") not in wanted or entity.get("target") is False:
        return None
    said: Mapping[str, Sequence[str]] = entity.get("properties") or {}
    spellings = [*said.get("name", ()), *said.get("alias", ()), *said.get("previousName", ())]
    name = str(entity.get("caption") or next(iter(spellings), ""))
    made = rows.entry(name, defaults, programme=", ".join(entity.get("datasets") or ())[:120], others=spellings)
    numbers = [str(one) for key in _NUMBERS for one in said.get(key, ())]
    return made._replace(identifiers=rows.credit_codes(numbers), note=str(entity.get("id") or ""))


def read_targets(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The same of ``targets.simple.csv``, whose columns are id, schema, name, aliases, identifiers and more."""
    reader = csv.DictReader(io.StringIO(text_of(data), newline=""))
    if not {"schema", "name", "aliases"} <= set(reader.fieldnames or ()):
        raise ListUnreadable("it lacks the columns schema, name and aliases of targets.simple.csv")
    wanted = _PARTIES | {"Person"} if defaults.persons else _PARTIES
    for row in reader:
        if row["schema"] not in wanted:
            continue
        others = (row["aliases"] or "").split(";")
        try:
            made = rows.entry(row["name"] or "", defaults, programme=(row.get("dataset") or "")[:120], others=others)
        except ValueError as error:
            yield RowRefused(reader.line_num, str(error), row.get("id") or "")
            continue
        numbers = (row.get("identifiers") or "").split(";")
        yield made._replace(identifiers=rows.credit_codes(numbers), note=row.get("id") or "")
