"""The EU's consolidated list (Financial Sanctions Files, xmlFullSanctionsList 1.1). PURE.

``sanctionEntity`` has ``subjectType`` (classificationCode P person, E enterprise), ``nameAlias`` with
``wholeName`` per spelling, ``regulation`` with number, programme and address.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.rows import Defaults, RowRefused
from filings.watchlists.formats.xml_records import records


def read(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries; natural persons only where they are asked for. Raises ListUnreadable."""
    for line, element in records(data, "sanctionEntity"):
        kind = element.find("subjectType")
        code = "" if kind is None else f"{kind.get('classificationCode', '')} {kind.get('code', '')}"
        if not defaults.persons and ("P" in code.split() or "person" in code.split()):
            continue
        try:
            yield _entry(element, defaults)
        except ValueError as error:
            yield RowRefused(line, str(error), element.get("euReferenceNumber", ""))


def _entry(element: Element, defaults: Defaults) -> Entry:
    spellings = [alias.get("wholeName", "") for alias in element.findall("nameAlias")]
    strong = [alias.get("wholeName", "") for alias in element.findall("nameAlias") if alias.get("strong") != "false"]
    name = next((one for one in [*strong, *spellings] if one.strip()), "")
    regulation = element.find("regulation")
    act = {} if regulation is None else regulation.attrib
    made = rows.entry(
        name,
        defaults,
        listed_on=element.get("designationDate") or act.get("entryIntoForceDate", ""),
        programme=act.get("programme", ""),
        others=spellings,
    )
    numbers = [one.get("number", "") for one in element.findall("identification")]
    url = "" if regulation is None else (regulation.findtext("publicationUrl") or "").strip()
    return made._replace(
        identifiers=rows.credit_codes(numbers),
        source=act.get("numberTitle") or defaults.source,
        source_url=url or defaults.source_url,
        note=element.get("euReferenceNumber", ""),
    )
