"""Listed companies by any of their names and codes. PURE.

The key of an issuer is CNINFO's orgId, which outlives renamings and new codes (626 of 5,000 short names changed in
five years, no orgId did); an issuer that only filings named has none yet. Names carry the day they were first seen
and where.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from filings.model import Record, parse_code
from filings.watchlists import names

NameKind = Literal["short", "full", "english"]
_PREFIXES = ("*ST", "ST", "S*ST", "SST", "XD", "XR", "DR", "N", "C")


class IssuerName(Record):
    """One name: from ``since`` (the first day on which it was seen) to ``until``; open ends are not known."""

    name: str
    kind: NameKind
    since: dt.date | None = None
    until: dt.date | None = None
    source: str = ""


class Issuer(Record):
    """A listed company; ``codes`` and ``names`` with today's first, ``initials`` of its short name's pinyin."""

    org_id: str = ""
    codes: tuple[str, ...]
    names: tuple[IssuerName, ...] = ()
    initials: str = ""
    category: str = ""

    @property
    def short_name(self) -> str:
        """Today's short name (证券简称), or whatever name there is."""
        return next((one.name for one in self.names if one.kind == "short"), self.names[0].name if self.names else "")


class Seen(NamedTuple):
    """A name of a company somewhere: in the exchange's table, in a filing's header, in its title."""

    code: str
    name: str
    kind: NameKind
    day: dt.date | None
    source: str
    org_id: str = ""
    initials: str = ""
    category: str = ""


class IssuerIndex:
    """Issuers, ready to be looked up."""

    def __init__(self, issuers: Iterable[Issuer]) -> None:
        self.issuers = tuple(issuers)

    @cached_property
    def _by(self) -> dict[str, list[Issuer]]:
        found: dict[str, list[Issuer]] = {}
        for issuer in self.issuers:
            for sign in dict.fromkeys(_signs(issuer)):
                found.setdefault(sign, []).append(issuer)
        return found

    @property
    def content(self) -> str:
        """A hash of codes and names: other names may give other hits."""
        said = "\n".join(",".join((*one.codes, *(name.name for name in one.names))) for one in self.issuers)
        return hashlib.sha256(said.encode()).hexdigest()

    def names_of(self, code: str) -> tuple[str, ...]:
        """Every name of the issuer of a six-digit code."""
        found = self._by.get(f"code:{code}", ())
        return tuple(dict.fromkeys(one.name for issuer in found for one in issuer.names))

    def look_up(self, text: str) -> list[Issuer]:
        """The issuers of a code, orgId, name of any time or pinyin initials; several where they share it."""
        code = parse_code(text)
        if code is not None:
            return self._by.get(f"code:{code}", [])
        found = self._by.get(f"org:{text.strip().casefold()}") or self._by.get(f"name:{_plain(text)}")
        return found or self._by.get(f"initials:{text.strip().casefold()}", [])

    def same(self, one: str, other: str) -> Issuer | None:
        """The one issuer that both names name, at whatever time; ``None`` where none or several could be meant."""
        left, right = self.look_up(one), self.look_up(other)
        return left[0] if len(left) == len(right) == 1 and left[0] is right[0] else None


def _signs(issuer: Issuer) -> Iterable[str]:
    if issuer.org_id:
        yield f"org:{issuer.org_id.casefold()}"
    for code in issuer.codes:
        yield f"code:{code}"
    for one in issuer.names:
        yield f"name:{_plain(one.name)}"
    if issuer.initials:
        yield f"initials:{issuer.initials.casefold()}"


def _plain(name: str) -> str:
    """A short name without the marks that come and go (*ST, XD)."""
    letters = names.key(name)
    for prefix in _PREFIXES:
        mark = names.key(prefix)
        if letters.startswith(mark) and len(letters) > len(mark) and names.is_han(letters[len(mark)]):
            return letters[len(mark) :]
    return letters


def merged(known: Iterable[Issuer], seen: Iterable[Seen]) -> list[Issuer]:
    """The master with what was seen now, in the order of codes: renamed companies keep their earlier names."""
    by_org: dict[str, Issuer] = {}
    by_code: dict[str, Issuer] = {}
    for issuer in known:
        _keep(issuer, by_org, by_code)
    for one in seen:
        found = by_org.get(one.org_id) if one.org_id else None
        found = found or by_code.get(one.code) or Issuer(codes=(one.code,))
        _keep(_with(found, one), by_org, by_code)
    distinct = {id(issuer): issuer for issuer in by_code.values()}
    return sorted(distinct.values(), key=lambda issuer: issuer.codes[0])


def _keep(issuer: Issuer, by_org: dict[str, Issuer], by_code: dict[str, Issuer]) -> None:
    if issuer.org_id:
        by_org[issuer.org_id] = issuer
    for code in issuer.codes:
        by_code[code] = issuer


def _with(issuer: Issuer, seen: Seen) -> Issuer:
    codes = issuer.codes if seen.code in issuer.codes else (seen.code, *issuer.codes)
    return issuer.model_copy(
        update={
            "org_id": seen.org_id or issuer.org_id,
            "codes": codes,
            "names": _names(issuer.names, seen),
            "initials": seen.initials or issuer.initials,
            "category": seen.category or issuer.category,
        }
    )


def _names(known: Sequence[IssuerName], seen: Seen) -> tuple[IssuerName, ...]:
    """The names with one more day of one of them; the newest of a kind comes first and has no end."""
    wanted = names.key(seen.name)
    if not wanted:
        return tuple(known)
    found = next((one for one in known if one.kind == seen.kind and names.key(one.name) == wanted), None)
    fresh = IssuerName(name=seen.name, kind=seen.kind, since=seen.day, source=seen.source)
    if found is not None:
        days = [day for day in (found.since, seen.day) if day is not None]
        fresh = found.model_copy(update={"since": min(days, default=None)})
    same = [one for one in known if one.kind == seen.kind and one is not found]
    others = [one for one in known if one.kind != seen.kind]
    ordered = sorted([fresh, *same], key=lambda one: one.since or dt.date.min, reverse=True)
    if found is None and seen.day is None:
        ordered = [*same, fresh]
    ends = [None, *(one.since for one in ordered)]
    dated = [one.model_copy(update={"until": one.until or end}) for one, end in zip(ordered, ends, strict=False)]
    head = dated[0].model_copy(update={"until": None})
    return (head, *dated[1:], *others)
