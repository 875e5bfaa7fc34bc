"""The order in which the families are asked, and the traps that come first (taxonomy, section 4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from filings.events import called_off, debt, disposal, liquidation, termination, writeoff
from filings.events.endings import decide_termination, expired
from filings.events.leavings import decide_disposal
from filings.events.reading import Mention, Reading
from filings.events.verdict import Verdict, rule, words
from filings.model import Act, Rule

_MATTERS = re.compile(r"终止|解除|退出|出售|转让|处置|挂牌|注销|清算|收回|收储|债务重组|募投")
_ORDER: tuple[Act, ...] = ("termination", "disposal", "liquidation", "debt", "writeoff")
_AFTERMATH = re.compile(
    r"已(?:经)?(?:终止|解除|退出)(?:的)?[^,。;]{0,12}?(?:款项?|债权|应收|补偿|欠款)[^,。;]{0,4}(?:回收|清收|收回|支付|进展)?"
)
_LEAVES_MARKET = re.compile(r"终止[^,。;]{0,30}挂牌|摘牌")
_NEEQ = re.compile(r"全国中小企业股份转让系统|新三板|股转系统")
_OF_THE_GROUP = re.compile(r"子公司|孙公司|参股公司")
_SALE = re.compile(r"转让|出售|产权|股权")
_DELISTED = "a subsidiary's own listing or quotation ends: no asset leaves"
_AWARD = re.compile(r"中标|招标|候选")
"""What is won may be called a sale or an end (出让招标项目, 中标公示期结束) and is none of the group's."""
_UNTOLD = frozenset({"not_of_the_group", "no_such_words", "only_a_clause"})
_ADVICE = "a sponsor's, lawyer's or appraiser's paper: it joins the issuer's own notice"


def decide(reading: Reading) -> Verdict:
    """The verdict on a filing: the first family that has one."""
    early = _by_role(reading)
    if early is not None:
        return early
    ended, sold = termination.find(reading), disposal.find(reading)
    first = (
        _delisted(reading)
        or called_off.decide(reading, ended, sold)
        or expired(reading, ended)
        or _never(reading, ended)
    )
    if first is not None:
        return first
    families: dict[str, Callable[[], Verdict | None]] = {
        "termination": lambda: decide_termination(reading, ended, sold),
        "disposal": lambda: decide_disposal(reading, sold),
        "liquidation": lambda: liquidation.decide(reading),
        "debt": lambda: debt.decide(reading),
        "writeoff": lambda: writeoff.decide(reading),
    }
    asserted = [act for act in families if act in reading.triage.acts]
    if _AFTERMATH.search(reading.title):
        asserted = ["debt", *asserted]
    for act in [*asserted, *(act for act in families if act not in asserted)]:
        verdict = families[act]()
        if verdict is not None:
            others = [families[other]() for other in asserted if other != act and not _AFTERMATH.search(reading.title)]
            return _joined(verdict, [other for other in others if other is not None and other.strands])
    return _nothing(reading, ended, sold)


def _joined(verdict: Verdict, others: list[Verdict]) -> Verdict:
    """One filing is one event: what else its title asserts becomes a leg, in place of a mere plan for it."""
    strands = list(verdict.strands)
    for other in others:
        acts = {strand.act for strand in other.strands}
        strands = [strand for strand in strands if strand.act not in acts] + list(other.strands)
    rest = sorted(strands[1:], key=lambda strand: _ORDER.index(strand.act))
    return replace(verdict, strands=(*strands[:1], *rest))


def _by_role(reading: Reading) -> Verdict | None:
    """Titles that need no body: adviser's papers, meetings, reports, rules, holders, own securities."""
    triage = reading.triage
    if triage.role == "supporting" and _MATTERS.search(reading.title) and "个月" not in reading.title:
        return Verdict("link_only", (rule("supporting_paper", _ADVICE),))
    if triage.decision == "skip" or triage.role in {"periodic", "policy"}:
        return Verdict("no_flag", (rule(triage.rule, triage.reason),))
    return None


def _never(reading: Reading, ended: list[Mention]) -> Verdict | None:
    """A title that says that something ended which is none of our matters."""
    kind = termination.of_title(reading)
    if not termination.is_never(kind) or reading.triage.acts:
        return None
    if any(one.real and termination.is_project(one.ended) for one in ended) and re.search(
        r"项目|合同|协议|资产|股权", reading.title
    ):
        return None
    if kind == "listing" and re.search(r"子公司|孙公司", reading.title):
        return Verdict("info", (rule("subsidiary_delisted", _DELISTED),))
    why = f"what ends is none of the group's projects or assets ({str(kind).replace('_', ' ')})"
    return Verdict("no_flag", (rule("ended_thing_is_no_project", why),))


def _delisted(reading: Reading) -> Verdict | None:
    """A company of the group leaves the NEEQ (新三板): no asset leaves, and no sale is called off."""
    if not _LEAVES_MARKET.search(reading.title) or _SALE.search(_NEEQ.sub("", reading.title)):
        return None
    told = [one.text for one in reading.body if _NEEQ.search(one.text) and _LEAVES_MARKET.search(one.text)]
    if not any(_OF_THE_GROUP.search(reading.title + text) for text in told):
        return None
    return Verdict("info", (rule("subsidiary_delisted", _DELISTED),))


def _nothing(reading: Reading, ended: list[Mention], sold: list[Mention]) -> Verdict:
    """No family has a verdict: no flag, unless the very title asserts an act and the body does not deny it."""
    why = _why_not(reading, ended, sold)
    asserts = reading.triage.certainty == "title" and reading.triage.acts and not _AWARD.search(reading.title)
    if asserts and why.rule in _UNTOLD:
        said = "the title says that something ends or leaves; the body does not tell it in words that we know"
        return Verdict("review", (rule("title_only", said), why))
    return Verdict("no_flag", (why,))


def _why_not(reading: Reading, ended: list[Mention], sold: list[Mention]) -> Rule:
    for one in [*ended, *sold]:
        said = f"“{words(one, reading)}”"
        if one.mood.verdict == "negated":
            return rule("negated", f"the filing says that it does not end or leave: {said}", reading, one)
        if one.mood.verdict == "hypothetical":
            return rule("only_a_clause", f"an ending or sale is named only as a clause or risk: {said}", reading, one)
        if one.who == "holder":
            return rule("a_holder_acts", f"a holder acts, not the group: {said}", reading, one)
    if ended or sold:
        return rule(
            "not_of_the_group", f"no end and no sale by the group is told: “{words((ended or sold)[0], reading)}”"
        )
    return rule("no_such_words", "the filing names no ending, sale, winding-up or debt deal")
