"""What stands beside an amount and changes its meaning: bounds (不超过, 约, 以上) and tax (含税, 不含税)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Bound = Literal["eq", "le", "ge", "approx"]
Tax = Literal["included", "excluded"]

_WINDOW = 24
_ENDS = frozenset("过出于多大小超高低少限约近概致合为是的计额值币累折逾破:()")
"""The last characters of what may qualify an amount: a cheap look before the patterns."""
_FILLER = r"(?:人民币|合计|共计|总计|总额|金额|累计|等值|折合|为|是|的|:|\(含\)|\(含本数\)|\(|\)|约)*+"
_BEFORE: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("le", re.compile(rf"(?:不得?(?:超过|超出|高于|多于|大于)|不超|未超过|没有超过|至多|最多|最高|上限为?){_FILLER}$")),
    ("ge", re.compile(rf"(?:不得?(?:低于|少于|小于)|至少|最低|最少|下限为?){_FILLER}$")),
    ("ge", re.compile(r"(?<![不未得有])(?:超过|超出|高于|多于|大于|逾|突破|(?<!不)超)(?:人民币|\(含\))*+$")),
    (
        "approx",
        re.compile(
            r"(?:(?<![签违履条公契预续解])约|大约|大概|将近|接近|(?<![最附相])近|大致|约合|合约|约为)"
            r"(?:为|合|计|人民币|:)*+$"
        ),
    ),
)  # fmt: skip
_AFTER = re.compile(
    r"(?:整|正)?(?:\(含(?:本数|[^()]{0,12})?\))?(?:(?P<ge>以上|或以上|起)|(?P<le>以下|以内|之内|或以下)"
    r"|(?P<approx>左右|上下))"
)
_TAX_AFTER = re.compile(
    r"(?:整|正)?[,]?\(?(?:均|价格|其中)?(?:为)?(?P<no>不含|未含|不包含|不包括|未包含)?(?P<yes>含|包含"
    r"|已含)?(?:增值)?税(?:价|金额)?\)?"
)
_TAX_BEFORE = re.compile(
    r"(?P<no>不含|未含|不包含|不包括)?(?P<yes>含)?(?:增值)?税(?:后|的)?(?:合同)?(?:总|销售)?(?:价|价格"
    r"|金额|价款|额|合同额|造价)?"
    r"\)?(?:合计|共计|为|是|约|:|人民币|\()*+$"
)


class Beside(NamedTuple):
    """What was read beside an amount, and how far its words reach: [start, end)."""

    bound: Bound
    tax: Tax | None
    start: int
    end: int


def beside(text: str, span: tuple[int, int], low: int, high: int) -> Beside:
    """The bound and the tax said beside the amount at ``span``; nothing outside [low, high) is looked at."""
    start, end = span
    bound, start = _bound_before(text, start, low)
    if bound == "eq":
        bound, end = _bound_after(text, end, high)
    tax, first, last = _tax(text, (start, end), low, high)
    return Beside(bound, tax, first, last)


def _bound_before(text: str, start: int, low: int) -> tuple[Bound, int]:
    begun = max(low, start - _WINDOW)
    window = text[begun:start]
    if window[-1:] not in _ENDS:
        return "eq", start
    for bound, pattern in _BEFORE:
        match = pattern.search(window)
        if match:
            return bound, begun + match.start()
    return "eq", start


def _bound_after(text: str, end: int, high: int) -> tuple[Bound, int]:
    match = _AFTER.match(text, end, min(high, end + _WINDOW))
    if match is None:
        return "eq", end
    bound: Bound = "ge" if match["ge"] else "le" if match["le"] else "approx"
    return bound, match.end()


def _tax(text: str, span: tuple[int, int], low: int, high: int) -> tuple[Tax | None, int, int]:
    start, end = span
    if "税" not in text[max(low, start - _WINDOW) : min(high, end + _WINDOW)]:
        return None, start, end
    after = _TAX_AFTER.match(text, end, min(high, end + _WINDOW))
    if after and (after["no"] or after["yes"]):
        return ("excluded" if after["no"] else "included"), start, after.end()
    begun = max(low, start - _WINDOW)
    before = _TAX_BEFORE.search(text[begun:start])
    if before and (before["no"] or before["yes"]):
        first = begun + before.start()
        if ")" in before[0] and first > low and text[first - 1] == "(":
            first -= 1
        return ("excluded" if before["no"] else "included"), first, end
    return None, start, end
