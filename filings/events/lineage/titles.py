"""What a title is about once everything is taken away that tells only which paper on it this is."""

from __future__ import annotations

import re

from filings.model import normalise

_BRACKETS = re.compile(
    r"\((?:[^()]{0,12}(?:更新|修订|更正|补充|修正|已取消|第[一二三四五六七八九十\d]+次|[一二三四五六七八九十\d]{1,2})[^()]{0,8})\)$"
)
_PAPER = re.compile(
    r"(?:的|之)?(?:(?:自愿性|提示性|风险提示|进展|补充|更正|修订|完成|结果|后续|情况|披露|事项|事宜|专项|独立财务顾问|临时受托管理事务|说明性)(?:暨|及|和|的)?)*"
    r"(?:公告|通知|提示|说明|报告书?|(?:核查|专项核查|法律|独立|审核|专项|事前认可)?意见书?|评估报告|审计报告|审阅报告|估值报告|备忘录|函|回复)$"
)
_ABOUT = re.compile(r"^.{0,60}?关于(?=.)")
_ISSUER = re.compile(
    r"^(?:(?!转让|出售|终止|解除|收购|处置|注销|签|拟|与|子公司|孙公司|退出|收回)[^的]){2,30}?(?:股份|集团|控股)有限公司(?:的|拟)?(?=.)"
)
_ENDING = re.compile(r"(?:提前|拟|决定)?(?:终止|取消|中止|解除|撤回|停止)(?:实施|筹划|推进|继续)?(?:本次|上述)?")
_JOINED = re.compile(r"暨|并(?!购)|且|以及|及(?=其他|相关|后续|签署|完成)")
_SHORTEST = 7
_ALIKE = 0.8

CORRECTS = re.compile(r"更正|补充(?!流动|协议)|修订|更新后|修正|勘误")
GOES_ON = re.compile(
    r"进展|后续|完成|结果|实施情况|交割|过户|办理完毕|实施完毕|更正|补充|再次|重新|终止|取消|生效|通过|批准|受理|判决|裁定|裁决|款项|收到"
)
FOLLOWS = re.compile(r"进展|后续|更正|补充|修订|更新")
COMPLETES = re.compile(r"完成|实施完毕|办理完毕|完毕|过户|交割|注销登记|成交")


def stem(title: str, *, called_off: bool = False) -> str:
    """The matter of a title: 关于转让全资子公司股权的进展公告 → 转让全资子公司股权.

    ``called_off`` also takes the ending of a deal away: 终止转让子公司股权 → 转让子公司股权.
    """
    words = _PAPER.sub("", _BRACKETS.sub("", normalise(title)))
    words = _ISSUER.sub("", _ABOUT.sub("", words, count=1), count=1)
    words = _JOINED.split(words, maxsplit=1)[0]
    return _ENDING.sub("", words, count=1) if called_off else words


def goes_on(title: str, earlier: str) -> bool:
    """Whether a title says that it continues the earlier one: by a word of progress that the earlier one lacks."""
    words, before = normalise(title), normalise(earlier)
    return FOLLOWS.search(words) is not None or bool(set(GOES_ON.findall(words)) - set(GOES_ON.findall(before)))


def same_matter(one: str, other: str) -> bool:
    """Whether two stems are one matter: equal, one within the other, or hardly different; short ones say nothing."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return False
    return short in long or likeness(short, long) >= _ALIKE


def likeness(one: str, other: str) -> float:
    """The share of pairs of neighbouring characters of the shorter that the longer has too."""
    short, long = sorted((_pairs(one), _pairs(other)), key=len)
    return len(short & long) / len(short) if short else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
