"""The UN Security Council's consolidated list (``CONSOLIDATED_LIST``). PURE.

Entities stand under ``ENTITY``, persons under ``INDIVIDUAL``; the list ships empty alias elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.rows import Defaults, RowRefused
from filings.watchlists.formats.xml_records import records, text

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def read(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries; natural persons only where they are asked for. Raises ListUnreadable."""
    for kind in ("ENTITY", "INDIVIDUAL") if defaults.persons else ("ENTITY",):
        for line, element in records(data, kind):
            try:
                yield _entry(element, kind, defaults)
            except ValueError as error:
                yield RowRefused(line, str(error), text(element, "REFERENCE_NUMBER"))


def _entry(element: Element, kind: str, defaults: Defaults) -> Entry:
    others = [text(alias, "ALIAS_NAME") for alias in element.findall(f"{kind}_ALIAS")]
    made = rows.entry(
        " ".join(filter(None, (text(element, part) for part in _NAMES))),
        defaults,
        listed_on=text(element, "LISTED_ON"),
        programme=text(element, "UN_LIST_TYPE"),
        others=[*others, text(element, "NAME_ORIGINAL_SCRIPT")],
    )
    return made._replace(note=text(element, "REFERENCE_NUMBER"))
