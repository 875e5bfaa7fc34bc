"""Places of a region list, found in Chinese text. PURE.

The rule (measured on 53,621 title lines, where bare two-character county names were brands nine times in ten):
a full form (于田县) is a hit; a bare name (于田) only beside another unit of the list (新疆于田, 洛浦、墨玉), or where
it opens a company name (洛浦…有限公司). A regulator (新疆证监局), a court, an adviser, a registered office and a
joint-stock company that carries the region's name (mostly the issuer itself) say nothing about where a project is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from filings.watchlists import characters

Bare = Literal["alone", "opens", "beside", "never"]
"""Where a name without 县, 市, 区 counts: anywhere; beside a unit or opening a company name; beside one; nowhere."""


@dataclass(frozen=True, slots=True)
class Region:
    """One unit of a region list.

    ``code`` is of GB/T 2260 (six digits) or the list's own; ``forms`` are the full names, today's first,
    ``bare`` the name without its suffix. ``not_after`` and ``not_before`` are characters that make it part of
    other words (关于田野). ``valid_from`` and ``valid_to`` bound the code; text of any date is matched.
    """

    code: str
    name: str
    english: str
    spellings: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    bare: str = ""
    rule: Bare = "never"
    full: Literal["full", "beside"] = "full"
    not_after: str = ""
    not_before: str = ""
    pattern: str = ""
    part_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def label(self) -> str:
        """The unit in Chinese and English with its other spellings: ``于田县 Yutian County (Keriya)``."""
        others = f" ({', '.join(self.spellings)})" if self.spellings else ""
        return f"{self.name} {self.english}{others}"


class Place(NamedTuple):
    """A unit found at [start, end) of a text."""

    start: int
    end: int
    region: Region


class _Form(NamedTuple):
    text: str
    region: Region
    rule: Literal["full", "alone", "opens", "beside"]


class _Found(NamedTuple):
    start: int
    end: int
    form: _Form

    @property
    def order(self) -> tuple[int, int]:
        """By place, the longer first."""
        return self.start, -self.end


_NO_UNIT = {"市": "场值盈售面价占民政", "区": "域块间别隔段位", "县": "令", "州": ""}
"""What follows a suffix that is none: 昌吉市场, 天山区域."""
_OFFICE = re.compile(
    r"(?:注册地址?|注册地为?|注册于|住所地?|办公地址|通讯地址|通信地址|联系地址)[::为在于是]{0,2}[^,;。、]{0,40}"
)
_WORDS_BETWEEN = (
    r"(?:(?!的|与|及|向|在|对|由|项目|合同|转让|出售|收购|终止|关于|政府|公安|管委会)"
    r"[\u4e00-\u9fff()]){0,18}?"
)
_ELSEWHERE = re.compile(
    rf"{_WORDS_BETWEEN}(?:股份有限公司|证监局|监管局|人民法院|仲裁委员会|事务所|证券交易所|产权交易所|股权交易中心)"
)
"""A name that goes on like this is an issuer, a regulator, a court, an adviser or a market."""
_COMPANY = re.compile(
    r"(?:(?!有限|公司|关于|项目|合同)[\u4e00-\u9fffA-Za-z()]){2,20}(?:\(集团\)|集团)?(?:有限责任公司|有限公司)"
)
_STREET = re.compile(r"(?:东|西|南|北|中)?(?:路|街|大道)")
_LINK = re.compile(r"[、,和及与以至\-()·/]{0,2}")
_BOUNDARY = re.compile(r"(?:^|[^\u4e00-\u9fff]|公司|企业|单位|方|的|与|和|及|向|对|由|将|以|让|购|为|在|立|名)$")


class Gazetteer:
    """The units of one or several region lists, ready to be found."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.regions = tuple(regions)
        self._by_code = {region.code: region for region in self.regions}
        self._by_first: dict[str, list[_Form]] = defaultdict(list)
        for region in self.regions:
            for form in _forms(region):
                self._by_first[form.text[0]].append(form)
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form.text))
        self._patterns = [(re.compile(region.pattern), region) for region in self.regions if region.pattern]
        self._first = re.compile(f"[{re.escape(''.join(self._by_first))}]") if self._by_first else re.compile(r"(?!)")

    def by_code(self, code: str) -> Region | None:
        """The unit of that code."""
        return self._by_code.get(code)

    def scan(self, text: str) -> list[Place]:
        """The units that a folded text names (``filings.model.normalise``), in order, without overlaps."""
        plain = text.translate(characters.table())
        offices = [found.span() for found in _OFFICE.finditer(plain)]
        found = [one for one in self._candidates(plain) if not _inside(one.start, offices)]
        return _without_overlaps(_accepted(plain, found))

    def opening(self, name: str) -> Place | None:
        """The unit that a party's folded name opens with, also where it is a joint-stock company."""
        plain = name.translate(characters.table())
        for form in self._by_first.get(plain[:1], ()):
            if plain.startswith(form.text) and form.rule != "beside" and len(plain) > len(form.text):
                return Place(0, len(form.text), form.region)
        return None

    def _candidates(self, text: str) -> Iterator[_Found]:
        for first in self._first.finditer(text):
            start = first.start()
            for form in self._by_first[first[0]]:
                if text.startswith(form.text, start) and _stands_free(text, start, form):
                    yield _Found(start, start + len(form.text), form)
                    break
        for pattern, region in self._patterns:
            for match in pattern.finditer(text):
                yield _Found(match.start(), match.end(), _Form(match[0], region, "beside"))


def _forms(region: Region) -> Iterator[_Form]:
    for text in dict.fromkeys((region.name, *region.forms)):
        yield _Form(text, region, region.full)
    if region.bare and region.rule != "never":
        yield _Form(region.bare, region, region.rule)


def _stands_free(text: str, start: int, form: _Form) -> bool:
    """Whether the neighbours leave the name a name."""
    end = start + len(form.text)
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in form.region.not_after) or (after and after in form.region.not_before):
        return False
    if _ELSEWHERE.match(text, end):
        return False
    if form.rule == "full":
        return not (after and after in _NO_UNIT.get(form.text[-1], ""))
    return not _STREET.match(text, end)


def _inside(start: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= start < b for a, b in spans)


def _accepted(text: str, found: Sequence[_Found]) -> list[_Found]:
    """The candidates that count: by themselves, opening a company name, or beside one that counts."""
    sure = {one for one in found if one.form.rule in {"full", "alone"} or _opens(text, one)}
    anchors = sure | {one for one in found if one.form.rule == "opens"}
    waiting = [one for one in found if one not in sure]
    while True:
        joined = {one for one in waiting if any(_beside(text, one, other) for other in anchors if other != one)}
        if not joined:
            return sorted(sure, key=lambda one: one.order)
        sure |= joined
        anchors |= joined
        waiting = [one for one in waiting if one not in joined]


def _opens(text: str, one: _Found) -> bool:
    boundary = _BOUNDARY.search(text[max(0, one.start - 2) : one.start])
    return one.form.rule == "opens" and boundary is not None and _COMPANY.match(text, one.end) is not None


def _beside(text: str, one: _Found, other: _Found) -> bool:
    left, right = (one, other) if one.start < other.start else (other, one)
    gap = text[left.end : right.start]
    return left.end <= right.start and len(gap) <= 2 and _LINK.fullmatch(gap) is not None


def _without_overlaps(found: Sequence[_Found]) -> list[Place]:
    places: list[Place] = []
    for one in sorted(found, key=lambda one: one.order):
        if not places or one.start >= places[-1].end:
            places.append(Place(one.start, one.end, one.form.region))
    return places
