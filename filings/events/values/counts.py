"""Counts of things in folded text: 五个项目, 5家子公司, 政府项目共计5个 (数量)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from filings.events.values.found import Found, limit
from filings.events.values.numerals import CHINESE_NUMERALS, chinese_number, number_of
from filings.model.facts import Number

__all__ = ["chinese_number", "find_counts"]

_CLASSIFIERS = "个家宗项处块套台份条幅件笔座栋幢间艘辆名位批只支大起"
_OF_THINGS = frozenset("台套条幅件座栋幢间艘辆名位只支")
"""Classifiers of things and people: their noun stands right behind."""
_COUNT = re.compile(
    rf"(?<![第每某\d.,数几上近-])(?P<number>\d{{1,5}}|[{CHINESE_NUMERALS}]{{1,6}})(?P<classifier>[{_CLASSIFIERS}])"
    r"(?!月|工作日|交易日|自然日|小时|百分点|基点|季度|年度|会计年度|星期|名[单称]|位于|件[事]|项目标|大股东|大类|大方面)"
)
_NO_COUNT_BEFORE = re.compile(r"(?:第|每|某|任何|任意|同|另|另外|唯|十几|数|几|近|超过)$")
_TOTAL = re.compile(r"(?:共计?|合计|总计|累计|总数为?|数量为?|为|有)(?:\d{0,4}[省市县])?$")
_BETWEEN = r"[^,。;、:()《》\"\d为是]{0,16}?"
_STOP = re.compile(r"[,。;、:()]|$")
_BACK = 16


def find_counts(text: str, *, nouns: Sequence[str], start: int = 0, end: int | None = None) -> list[Found[Number]]:
    """All counts of one of ``nouns`` in [start, end); the unit is the noun.

    Reads 五个项目, 5个政府项目, 两宗土地, 项目共计5个; a total without noun (共计5个) has no unit. Ordinals,
    durations and distributives (第五个, 5个月, 每个) are no counts.
    """
    return list(_found(text, start, limit(text, end), tuple(nouns)))


@lru_cache(maxsize=64)
def _patterns(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The noun after the classifier, and the noun before the number."""
    words = "|".join(map(re.escape, sorted(nouns, key=len, reverse=True)))
    after = re.compile(rf"(?P<between>{_BETWEEN})(?P<noun>{words})")
    before = re.compile(rf"(?P<noun>{words})(?:的?(?:数量|总数))?(?:共计?|合计|总计|累计|共有|为|:)*+$")
    return after, before


def _found(text: str, low: int, stop: int, nouns: tuple[str, ...]) -> Iterator[Found[Number]]:
    after, before = _patterns(nouns)
    for match in _COUNT.finditer(text, low, stop):
        number = number_of(match["number"])
        window = text[max(low, match.start() - _BACK) : match.start()]
        if number is None or number == 0 or _NO_COUNT_BEFORE.search(window):
            continue
        following = after.match(text, match.end(), stop)
        if following and _belongs(match["classifier"], following["between"]):
            yield Found(Number(number=number, unit=following["noun"]), match.start(), following.end())
        elif _STOP.match(text, match.end(), stop):
            found = _noun_before(window, match, before, number)
            if found:
                yield found


def _belongs(classifier: str, between: str) -> bool:
    """Whether the noun is what is counted: not in 五个县的三个项目, nor in 8辆客车采购项目."""
    if between and classifier in _OF_THINGS:
        return False
    if classifier == "家" and "公司" in between:  # 五家子公司所签项目: the companies are counted
        return False
    return re.search(rf"[{CHINESE_NUMERALS}][{_CLASSIFIERS}]", between) is None


def _noun_before(window: str, match: re.Match[str], before: re.Pattern[str], number: Decimal) -> Found[Number] | None:
    noun = before.search(window)
    if noun:
        start = match.start() - (len(window) - noun.start())
        return Found(Number(number=number, unit=noun["noun"]), start, match.end())
    total = _TOTAL.search(window)
    if total and total[0][0] in "共合总累":
        start = match.start() - (len(window) - total.start())
        return Found(Number(number=number), start, match.end())
    return None
