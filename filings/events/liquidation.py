"""Entities of the group that are deregistered, wound up or bankrupt (B13)."""

from __future__ import annotations

import re
from dataclasses import replace

from filings.events.modes import mode_of
from filings.events.reading import Mention, Reading, mention, verbs
from filings.events.stages import stage_of
from filings.events.verdict import Strand, Verdict, rule, trigger_of
from filings.model import Disposition, Rule

_VERB = re.compile(
    r"撤销(?=[^,。;]{0,16}(?:分公司|分支机构|营业部|办事处|子公司))|(?:清算)?注销|解散|清算(?!组|费用|期间|价值|交收)|破产(?!管理人|法)|强制清算"
)
_ENTITY = re.compile(
    r"子公司|孙公司|分公司|参股公司|项目公司|有限公司|有限责任公司|合伙企业|基金|控股公司|法人|公司登记|工商|事务所|办事处"
)
_NOT = re.compile(
    r"股份|股票|股权激励|期权|专户|账户|限制性|证书|商标|回购|债券|登记证|备案|许可证|审批|可转|会计|执业|账号|授信|质押|抵押|预案|清算事项|结算|"
    r"中国证券登记|债权申报表|库存股|资金清算|电费|系统"
)
_OFF = re.compile(
    r"(?:撤回|驳回|不予受理|不准许)[^,。;]{0,24}(?:破产|清算|重整)[^,。;]{0,6}申请|(?:裁定|准许)[^。;]{0,30}撤回[^,。;]{0,12}(?:破产|清算)"
)
_COURT = re.compile(r"破产|强制清算|裁定受理|法院")
_ISSUER_ITSELF = re.compile(
    r"(?:对|申请)(?:本)?公司(?:进行)?(?:重整|破产|预重整)|公司被(?:债权人)?申请(?:重整|破产)|撤回.{0,20}(?:破产|清算)"
)
_WHOSE = re.compile(r"子公司|孙公司|参股|基金|合伙|分公司|项目公司")
HELD_PROJECT = "the entity that ends held a government project"
_PUBLIC = re.compile(r"PPP|特许经营|政府和社会资本|BOT|政府(?:购买服务|项目)|项目公司")


def find(reading: Reading) -> list[Mention]:
    """Every deregistration, winding-up or bankruptcy of an entity that is named in its sentence."""
    found = []
    for match in verbs(_VERB, reading.text):
        near = reading.text[max(0, match.start() - 14) : match.end() + 14]
        if _NOT.search(near):
            continue
        one = mention(reading, match.start(), match.end())
        if one is None or not _ENTITY.search(one.sentence.text) or _ISSUER_ITSELF.search(one.sentence.text):
            continue
        found.append(replace(one, sold="group_entity"))
    return found


def decide(reading: Reading) -> Verdict | None:
    """The verdict where an entity of the group ends; ``None`` where the filing tells of none."""
    asserted = "liquidation" in reading.triage.acts
    off = next((one for one in reading.body if _OFF.search(one.text)), None)
    if off is not None:
        why = "a petition to wind up an entity was withdrawn or refused: it goes on"
        return Verdict("no_flag", (Rule(rule="winding_up_off", why=why, quotes=reading.quotes(off.start, off.end)),))
    mentions = [one for one in find(reading) if one.possible and (one.who != "holder" or "合伙" in one.subject)]
    told = [one for one in mentions if one.real or (asserted and one.told)]
    if not told or not (
        asserted or _WHOSE.search(reading.title) or any(_WHOSE.search(one.sentence.text) for one in told)
    ):
        return None
    one = trigger_of(told)
    sentences = [each.sentence for each in told]
    forced = any(_COURT.search(sentence.text) for sentence in sentences)
    mode = "court_or_arbitration" if forced else mode_of("liquidation", "group_entity", sentences, reading.title)
    strand = Strand(
        "liquidation", "group_entity", mode, stage_of("liquidation", reading.body, title=reading.title), tuple(told)
    )
    disposition, why = _weight(reading, forced=forced)
    return Verdict(disposition, (rule("entity_ends", why, reading, one),), (strand,), one)


def _weight(reading: Reading, *, forced: bool) -> tuple[Disposition, str]:
    """A project company's end is an exit; another entity's goes into the digest unless a court ends it."""
    if _PUBLIC.search(reading.title + "".join(one.text for one in reading.body)):
        return "flag", HELD_PROJECT
    if forced:
        return "flag", "a court winds up an entity of the group"
    return "flag_low", "an entity of the group is deregistered or wound up; no public project is named"
