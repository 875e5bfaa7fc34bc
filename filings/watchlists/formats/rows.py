"""What every format shares: what holds for all rows, rows that are refused, days as lists write them. PURE."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from filings.model import parse_code
from filings.watchlists.entry import Alias, Entry, Identifier

SHORTEST_NAME = 2
GIVEN = "given in the list"
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Defaults(NamedTuple):
    """What holds for every entry that says nothing else; ``persons`` asks for natural persons too."""

    listed_on: dt.date | None = None
    source: str | None = None
    source_url: str | None = None
    licence_policy: str = ""
    persons: bool = False


class RowRefused(NamedTuple):
    """A row that could not be understood: where it stands (line or record, from 1), why, and what it says."""

    line: int
    why: str
    text: str = ""


class ListUnreadable(ValueError):
    """The file as a whole is not what its format promises; ``hint`` names the next step, where there is one."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def ticker(value: str) -> str:
    """Six digits. Raises ValueError."""
    digits = parse_code(value)
    if digits is None:
        message = f"{value!r} is no stock code: six digits such as 002236, 002236.SZ or sz002236"
        raise ValueError(message)
    return digits


def credit_code(value: str) -> str:
    """A unified social credit code (统一社会信用代码), upper case. Raises ValueError."""
    if not _CREDIT_CODE.fullmatch(value.upper()):
        message = f"{value!r} is no unified social credit code: 18 digits and letters"
        raise ValueError(message)
    return value.upper()


def identifiers(code: str | None, uscc: str | None, basis: str = GIVEN) -> tuple[Identifier, ...]:
    """Both kinds of codes, where given. Raises ValueError."""
    found = [Identifier("ticker", ticker(code), basis)] if code else []
    return (*found, Identifier("credit_code", credit_code(uscc), basis)) if uscc else tuple(found)


def credit_codes(said: Iterable[str]) -> tuple[Identifier, ...]:
    """The unified social credit codes among registration numbers of all kinds."""
    codes = (value.strip().upper() for value in said)
    return tuple(Identifier("credit_code", code, GIVEN) for code in codes if _CREDIT_CODE.fullmatch(code))


def aliases(said: Iterable[str], name: str = "") -> tuple[Alias, ...]:
    """Each other name once."""
    once = dict.fromkeys(one.strip() for one in said)
    return tuple(Alias(one, GIVEN) for one in once if len(one) >= SHORTEST_NAME and one != name)


@lru_cache(maxsize=4096)
def day(cell: str) -> dt.date | None:
    """``2019-10-09`` with whatever follows, or ``09/10/2019`` (day first). Raises ValueError."""
    said = cell.strip()
    if not said:
        return None
    if found := _ISO.match(said):
        return dt.date(*map(int, found.groups()))
    if found := _BRITISH.match(said):
        return dt.date(*map(int, reversed(found.groups())))
    message = f"{said!r} is no day"
    raise ValueError(message)


def named(name: str) -> str:
    """The name without spaces around it. Raises ValueError where it is missing."""
    said = name.strip()
    if len(said) < SHORTEST_NAME:
        message = "the name is missing"
        raise ValueError(message)
    return said


def entry(
    name: str, defaults: Defaults, *, listed_on: str = "", programme: str = "", others: Iterable[str] = ()
) -> Entry:
    """An entry of a government list, with what holds for all. Raises ValueError."""
    printed = named(name)
    return Entry(
        name=printed,
        aliases=aliases(others, printed),
        listed_on=day(listed_on) or defaults.listed_on,
        source=defaults.source,
        source_url=defaults.source_url,
        licence_policy=defaults.licence_policy,
        programme=programme,
    )
