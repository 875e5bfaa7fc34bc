"""Percentages in folded text and of what they are (比例)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from filings.events.values.found import Found, limit
from filings.events.values.numerals import CHINESE_DIGITS, CHINESE_NUMERALS, chinese_number
from filings.model.facts import Share

_PERCENT = re.compile(
    rf"(?<![\d.,])(?P<digits>\d{{1,7}}(?:\.\d{{1,12}})?)%"
    rf"|百分之(?:(?P<arabic>\d{{1,7}}(?:\.\d{{1,12}})?)|(?P<words>[{CHINESE_NUMERALS}]{{1,7}})(?:点(?P<fraction>[{CHINESE_DIGITS}]{{1,8}}))?)"
    r"|(?P<whole>全部|100%)(?=的?(?:股权|股份|权益|出资额|财产份额|合伙份额))"
)
_HELD = re.compile(
    r"(?:\([^()%]{0,20}\))?的?(?P<of>股权|股份|权益|表决权|财产份额|合伙份额|出资份额|份额|出资额|出资|注册资本|总股本|投票权)"
)
_BASES = (
    ("净资产", "净资产|所有者权益|股东权益"),
    ("总资产", "总资产|资产总额|资产总计"),
    ("净利润", "净利润"),
    ("营业收入", "营业总?收入|主营业务收入|营收|销售收入"),
    ("利润总额", "利润总额"),
    ("总股本", "总股本|股本总额|股份总数|股本"),
    ("注册资本", "注册资本"),
    ("募集资金", "募集资金(?:净额|总额)?"),
)
_BASE = re.compile("|".join(f"(?P<b{index}>{words})" for index, (_, words) in enumerate(_BASES)))
_LINK = re.compile(
    r"(?:\([^()]{0,20}\))?的?(?:总额|绝对值|金额|净额)?的?(?:比例|比重|占比)?(?:分别)?[为是]?[:]?(?:约|近|超过|不超过)?(?:为)?$"
)
_CLAUSE = re.compile(r"[。;,]")
_BACK = 60


def find_shares(text: str, *, start: int = 0, end: int | None = None) -> list[Found[Share]]:
    """All percentages in [start, end): 51%股权, 百分之五十一, 占…净资产的12.34%, 全部股权 (100 %).

    ``of`` is the base if the clause names it; the span then begins at 占 or at the base, or reaches over the
    word that follows (51%的股权).
    """
    stop = limit(text, end)
    return list(_found(text, start, stop))


def _found(text: str, low: int, stop: int) -> Iterator[Found[Share]]:
    done = low
    for match in _PERCENT.finditer(text, low, stop):
        percent = _percent(match)
        if percent is None:
            continue
        held = _HELD.match(text, match.end(), stop)
        if held:
            found = Found(Share(percent=percent, of=held["of"]), match.start(), held.end())
        else:
            base = _base_before(text, match.start(), done)
            found = Found(
                Share(percent=percent, of=base[0] if base else None), base[1] if base else match.start(), match.end()
            )
        done = found.end
        yield found


def _percent(match: re.Match[str]) -> Decimal | None:
    if match["whole"]:
        return Decimal(100)
    if match["words"] is None:
        return Decimal(match["digits"] or match["arabic"])
    whole = 100 if match["words"] == "百" else chinese_number(match["words"])
    if whole is None:
        return None
    fraction = "".join(str(chinese_number(c)) for c in match["fraction"] or "")
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def _base_before(text: str, position: int, low: int) -> tuple[str, int] | None:
    """The base that stands right before 的12.34% and where its words begin (at 占, if the clause has it)."""
    begun = max(low, position - _BACK)
    window = text[begun:position]
    bases = list(_BASE.finditer(window))
    if not bases or not _LINK.fullmatch(window, bases[-1].end()):
        return None
    last = bases[-1]
    name = next(_BASES[index][0] for index in range(len(_BASES)) if last[f"b{index}"])
    clauses = [match.end() for match in _CLAUSE.finditer(window, 0, last.start())]
    clause = clauses[-1] if clauses else 0
    stake = window.rfind("占", clause, last.start())
    return name, begun + (stake if stake >= 0 else last.start())
