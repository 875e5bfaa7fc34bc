"""What a watch-list file may say. PURE: text in, lists out; ``load`` reads the disk."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from filings.model import Record
from filings.watchlists.entry import Alias, Entry
from filings.watchlists.formats import FORMATS, Defaults, rows
from filings.watchlists.regions import Region


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
Ticker = Annotated[str, AfterValidator(rows.ticker)]
CreditCode = Annotated[str, AfterValidator(rows.credit_code)]


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
        policy = defaults.licence_policy if self.licence_policy is None else self.licence_policy
        return Entry(
            name=self.name,
            aliases=tuple(Alias(a.name, a.basis, a.reconstructed) for a in self.aliases),
            identifiers=rows.identifiers(self.code, self.credit_code, self.basis),
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


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        message = f"{value!r} is no https address"
        raise ValueError(message)
    return value


def _format(value: str) -> str:
    if value not in FORMATS:
        message = f"{value!r} is no format: one of {', '.join(FORMATS)}"
        raise ValueError(message)
    return value


class ListFile(Record):
    """A whole file. ``file`` names a table beside it that holds the entries, in ``format``.

    ``url`` is where ``filings lists refresh`` fetches that table; a copy that lost more than ``max_shrink`` of the
    entries is refused. ``history``: every entry carries its days, so that the list can answer for earlier ones.
    """

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
    file: str | None = Field(default=None, pattern=r"^[^/\\]+\.(?:csv|json|jsonl|xml)$")
    format: Annotated[str, AfterValidator(_format)] = "csv"
    url: Annotated[str, AfterValidator(_address)] | None = None
    max_shrink: float = Field(default=0.2, gt=0, le=1)
    history: bool = False
    persons: bool = False
    terms: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    entry: tuple[EntryRow, ...] = ()
    regions: tuple[RegionRow, ...] = ()
    codes: tuple[Annotated[str, Field(pattern=r"^\d{6}$")], ...] = ()

    @property
    def defaults(self) -> Defaults:
        """What holds for every row of its table."""
        return Defaults(self.listed_on, self.source, self.source_url, self.licence_policy, self.persons)

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        if self.url and not self.file:
            message = "a list with a url names the file that its copies replace"
            raise ValueError(message)
        if (self.regions or self.codes) and (self.entry or self.file):
            message = "a list holds regions or parties: put them into two files"
            raise ValueError(message)
        if (self.regions or self.codes) and self.kind != "regions":
            message = 'a file with regions says kind = "regions"'
            raise ValueError(message)
        return self


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
