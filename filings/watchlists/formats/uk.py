"""The UK's lists: OFSI's consolidated list and the UK Sanctions List, as CSV and XML. PURE.

One party has several rows or ``Name`` elements; in OFSI's files they share the group id, in the other list the
unique id. A line that names the day of the report stands before the CSV's header.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from filings.watchlists.entry import Entry
from filings.watchlists.formats import rows
from filings.watchlists.formats.csv_table import text_of
from filings.watchlists.formats.rows import Defaults, ListUnreadable, RowRefused
from filings.watchlists.formats.xml_records import records, text

_PARTS = ("1", "2", "3", "4", "5", "6")
_GROUPS = ("unique id", "group id", "ofsi group id")
_TYPES = ("group type", "individual, entity, ship", "designation type")
_LISTED = ("date designated", "uk sanctions list date designated", "listed on")
_REGIMES = ("regime", "regime name")


@dataclass(slots=True)
class _Party:
    """What the rows of one group say, gathered."""

    line: int
    name: str = ""
    others: list[str] = field(default_factory=list)
    listed_on: str = ""
    programme: str = ""
    reference: str = ""
    person: bool = False

    def take(self, said: Mapping[str, str]) -> None:
        """One more row of it."""
        name = " ".join(filter(None, (said.get(f"name {part}", "") for part in _PARTS)))
        primary = "primary" in f"{said.get('alias type', '')} {said.get('name type', '')}".casefold()
        if name and (not self.name or (primary and not self.others)):
            self.others += [self.name] if self.name else []
            self.name = name
        elif name:
            self.others.append(name)
        self.others += [said[key] for key in ("name non-latin script",) if said.get(key)]
        self.listed_on = self.listed_on or _first(said, _LISTED)
        self.programme = self.programme or _first(said, _REGIMES)
        self.person = self.person or _first(said, _TYPES).casefold() == "individual"

    def entry(self, defaults: Defaults) -> Entry | RowRefused | None:
        """The entry; ``None`` for a natural person that nobody asked for."""
        if self.person and not defaults.persons:
            return None
        try:
            made = rows.entry(
                self.name, defaults, listed_on=self.listed_on, programme=self.programme, others=self.others
            )
        except ValueError as error:
            return RowRefused(self.line, str(error), self.reference)
        return made._replace(note=self.reference)


def read_csv(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries of either list's CSV. Raises ListUnreadable."""
    reader = csv.reader(io.StringIO(text_of(data), newline=""))
    header: list[str] = []
    while not any(name in header for name in _GROUPS):
        row = next(reader, None)
        if row is None:
            raise ListUnreadable("no line names a group id or unique id: it is not the UK's list")
        header = [name.strip().casefold() for name in row]
    parties: dict[str, _Party] = {}
    for row in reader:
        if any(row):
            said = {name: cell.strip() for name, cell in zip(header, row, strict=False)}
            reference = _first(said, _GROUPS) or f"line {reader.line_num}"
            parties.setdefault(reference, _Party(reader.line_num, reference=reference)).take(said)
    yield from _entries(parties, defaults)


def read_xml(data: bytes, defaults: Defaults) -> Iterator[Entry | RowRefused]:
    """The entries of the UK Sanctions List's XML (``Designation``) or OFSI's (``FinancialSanctionsTarget``)."""
    parties: dict[str, _Party] = {}
    for line, element in records(data, "Designation"):
        reference = text(element, "UniqueID") or f"line {line}"
        party = parties.setdefault(reference, _Party(line, reference=reference))
        for said in _designation(element):
            party.take(said)
    for line, element in () if parties else records(data, "FinancialSanctionsTarget"):
        said = {_spaced(child.tag): (child.text or "").strip() for child in element}
        reference = _first(said, _GROUPS) or f"line {line}"
        parties.setdefault(reference, _Party(line, reference=reference)).take(said)
    if not parties:
        raise ListUnreadable("it holds no Designation and no FinancialSanctionsTarget: it is not the UK's list")
    yield from _entries(parties, defaults)


def _entries(parties: Mapping[str, _Party], defaults: Defaults) -> Iterator[Entry | RowRefused]:
    for party in parties.values():
        made = party.entry(defaults)
        if made is not None:
            yield made


def _designation(element: Element) -> Iterator[dict[str, str]]:
    common = {
        "date designated": text(element, "DateDesignated"),
        "regime name": text(element, "RegimeName"),
        "group type": text(element, "IndividualEntityShip"),
    }
    for name in element.findall("Names/Name"):
        parts = {f"name {part}": text(name, f"Name{part}") for part in _PARTS}
        yield {**common, **parts, "name type": text(name, "NameType")}
    for name in element.findall("NonLatinNames/NonLatinName"):
        yield {"name non-latin script": text(name, "NameNonLatinScript")}


def _spaced(tag: str) -> str:
    """``GroupID`` or ``name6`` as the CSV writes it: ``group id``, ``name 6``."""
    known = {"groupid": "group id", "grouptypedescription": "group type", "aliastype": "alias type"}
    known |= {f"name{part}": f"name {part}" for part in _PARTS}
    known |= {"regimename": "regime name", "datelisted": "listed on", "fullname": "full name"}
    known |= {"namenonlatinscript": "name non-latin script", "datedesignated": "date designated"}
    return known.get(tag.casefold(), tag.casefold())


def _first(said: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
