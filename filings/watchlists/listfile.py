"""What a watch-list file may say. PURE: text in, lists out; ``load`` reads the disk."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from filings.model import Record, parse_code
from filings.watchlists.entry import Alias, Entry, Identifier
from filings.watchlists.regions import Region


def _ticker(value: str) -> str:
    digits = parse_code(value)
    if digits is None:
        message = f"{value!r} is no stock code: six digits such as 002236, 002236.SZ or sz002236"
        raise ValueError(message)
    return digits


def _credit_code(value: str) -> str:
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", value.upper()):
        message = f"{value!r} is no unified social credit code: 18 digits and letters"
        raise ValueError(message)
    return value.upper()


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        message = f"{value!r} is no regular expression: {error}"
        raise ValueError(message) from error
    return value


def _as_table(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


Named = Annotated[str, Field(min_length=2)]
Ticker = Annotated[str, AfterValidator(_ticker)]
CreditCode = Annotated[str, AfterValidator(_credit_code)]


class AliasRow(Record):
    """Another name; a plain text stands for a table with only ``name``."""

    name: Named
    basis: str = ""
    reconstructed: bool = False


class EntryRow(Record):
    """One ``[[entry]]``; see config/watchlists/companies.toml for each key."""

    name: Named
    aliases: tuple[Annotated[AliasRow, BeforeValidator(_as_table)], ...] = ()
    code: Ticker | None = None
    credit_code: CreditCode | None = None
    basis: str = ""
    listed_on: dt.date | None = None
    delisted_on: dt.date | None = None
    source: str | None = None
    source_url: str | None = None
    licence_policy: str | None = None
    note: str = ""
    verified: bool = True

    def entry(self, defaults: ListFile) -> Entry:
        """The entry, with what the file says of all of its entries."""
        codes = (("ticker", self.code), ("credit_code", self.credit_code))
        policy = defaults.licence_policy if self.licence_policy is None else self.licence_policy
        return Entry(
            name=self.name,
            aliases=tuple(Alias(a.name, a.basis, a.reconstructed) for a in self.aliases),
            identifiers=tuple(Identifier(scheme, value, self.basis) for scheme, value in codes if value),
            listed_on=self.listed_on or defaults.listed_on,
            delisted_on=self.delisted_on,
            source=self.source or defaults.source,
            source_url=self.source_url or defaults.source_url,
            licence_policy=policy,
            note=self.note,
            verified=self.verified,
        )


class RegionRow(Record):
    """One region; see config/watchlists/xinjiang.toml for each key."""

    code: str = Field(min_length=1)
    name: Named
    english: str
    spellings: tuple[str, ...] = ()
    forms: tuple[Named, ...] = ()
    bare: Annotated[str, Field(min_length=2)] | Literal[""] = ""
    rule: Literal["alone", "opens", "beside", "never"] = "beside"
    full: Literal["full", "beside"] = "full"
    not_after: str = ""
    not_before: str = ""
    pattern: Annotated[str, AfterValidator(_pattern)] = ""
    part_of: str = ""
    note: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def region(self) -> Region:
        """The region that the row describes."""
        return Region(**self.model_dump(exclude={"note"}))


class ListFile(Record):
    """A whole file. ``file`` names a CSV beside it that holds the entries."""

    name: str = Field(min_length=1)
    kind: Literal["restricted", "watch", "regions"] = "watch"
    enabled: bool = True
    date: dt.date | None = None
    stale_after_days: int | None = Field(default=None, ge=1)
    effect: str = ""
    within: str = ""
    source: str | None = None
    source_url: str | None = None
    listed_on: dt.date | None = None
    licence_policy: str = ""
    file: str | None = Field(default=None, pattern=r"^[^/\\]+\.csv$")
    persons: bool = False
    terms: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    entry: tuple[EntryRow, ...] = ()
    regions: tuple[RegionRow, ...] = ()

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.regions and (self.entry or self.file):
            message = "a list holds regions or parties: put them into two files"
            raise ValueError(message)
        if self.regions and self.kind != "regions":
            message = 'a file with regions says kind = "regions"'
            raise ValueError(message)
        return self


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "name_zh", "company"),
    "aliases": ("alt_names", "aliases", "name_en"),
    "code": ("code", "ticker"),
    "credit_code": ("credit_code", "uscc"),
    "listed_on": ("listed_on", "start_date"),
    "delisted_on": ("delisted_on", "end_date"),
    "notice": ("federal_register_notice",),
    "source_url": ("source_list_url", "source_url"),
    "licence_policy": ("license_policy", "licence_policy"),
    "programme": ("source", "programme"),
    "note": ("note", "remarks"),
    "type": ("type",),
}
"""Our name of a column → what it is called in a user's CSV or in the Consolidated Screening List."""


def columns_of(header: list[str]) -> dict[str, int]:
    """Our column → its place, by the header's names. Raises ValueError where no column holds names."""
    named = {name.strip().casefold().lstrip("\ufeff"): place for place, name in enumerate(header)}
    found = {
        ours: named[theirs]
        for ours, candidates in _COLUMNS.items()
        for theirs in reversed(candidates)
        if theirs in named
    }
    if "name" not in found:
        message = f"no column is called name; the columns are {', '.join(header)}"
        raise ValueError(message)
    return found


def entry_of(row: list[str], columns: Mapping[str, int], defaults: ListFile) -> Entry | None:
    """The entry of a CSV row; ``None`` for a natural person where the list does not ask for persons.

    Raises ValueError where the row cannot be understood.
    """
    cell = {ours: row[place].strip() for ours, place in columns.items() if place < len(row)}
    if cell.get("type") in {"Individual", "individual"} and not defaults.persons:
        return None
    if len(cell.get("name", "")) < 2:
        message = "the name is missing"
        raise ValueError(message)
    return Entry(
        name=cell["name"],
        aliases=_aliases(cell.get("aliases", "")),
        identifiers=_codes(cell),
        listed_on=_day(cell.get("listed_on", "")) or defaults.listed_on,
        delisted_on=_day(cell.get("delisted_on", "")),
        source=cell.get("notice") or defaults.source,
        source_url=cell.get("source_url") or defaults.source_url,
        licence_policy=cell.get("licence_policy") or defaults.licence_policy,
        programme=cell.get("programme", ""),
        note=cell.get("note", ""),
    )


def _codes(cell: Mapping[str, str]) -> tuple[Identifier, ...]:
    code, credit_code = cell.get("code"), cell.get("credit_code")
    codes = [Identifier("ticker", _ticker(code), "given in the list")] if code else []
    if credit_code:
        codes.append(Identifier("credit_code", _credit_code(credit_code), "given in the list"))
    return tuple(codes)


def _aliases(cell: str) -> tuple[Alias, ...]:
    if not cell:
        return ()
    return tuple(Alias(name.strip(), "given in the list") for name in cell.split(";") if len(name.strip()) >= 2)


@lru_cache(maxsize=4096)
def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell[:10]) if cell else None


def problem(error: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[str, str]:
    """Where and what of a validation error: ``entry 3 (Dahua Technology).code`` and the sentence about it."""
    loc = list(error["loc"])
    where = ".".join(str(part) for part in loc)
    if len(loc) >= 2 and loc[0] in {"entry", "regions"} and isinstance(loc[1], int):
        row = data[loc[0]][loc[1]] if isinstance(data.get(loc[0]), list) else None
        named = f" ({row['name']})" if isinstance(row, dict) and row.get("name") else ""
        rest = "".join(f".{part}" for part in loc[2:])
        where = f"{loc[0]} {loc[1] + 1}{named}{rest}"
    return where, str(error["msg"]).removeprefix("Value error, ")
