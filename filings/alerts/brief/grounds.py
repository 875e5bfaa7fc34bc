"""Why something was flagged: the names of rules and derivations in both languages.

English tells a rule's own sentence. Chinese is made from the rule's name and the Chinese words that the sentence
cites, so that a Chinese brief holds no English prose; only a rule that this glossary does not know keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from filings.alerts.brief.said import Said, plain, words
from filings.model import Rule

_RULES: Mapping[str, str] = MappingProxyType(
    {
        # read from the body
        "ended": "集团的项目或合同终止",
        "expired": "期限届满，并非提前终止",
        "refused": "对方要求解除，公司不同意",
        "title_only": "标题称终止或处置，正文未见可识别的表述",
        "notice_cancelled": "公告标题注明已取消，正文仍为原合同公告",
        "leaves_the_group": "资产转出集团",
        "moved_within_group": "资产在集团内划转",
        "the_group_buys": "集团为受让方，自身资产未转出",
        "a_holder_sells": "出让方为股东或第三方，并非集团",
        "a_holder_acts": "行为人为股东，并非集团",
        "entity_ends": "集团内公司注销、清算或破产",
        "debt_deal": "集团债权债务重组、豁免、清理、抵偿或转让",
        "written_off": "资产核销、报废或减值",
        "sale_called_off": "出售事项取消，资产不转出集团",
        "acquisition_ended": "收购事项终止，集团自身资产未终止或转出",
        "ended_between_others": "终止的是他方之间的交易，与集团无关",
        "direction_unknown": "交易终止，公告未说明集团为出让方还是受让方",
        "supporting_paper": "中介机构文件，归入公司公告",
        "subsidiary_delisted": "子公司终止挂牌或上市，资产未转出",
        "ended_thing_is_no_project": "终止的并非集团的项目或资产",
        "negated": "公告否认终止或处置",
        "only_a_clause": "终止或处置仅为条款或风险提示",
        "not_of_the_group": "未见集团终止或处置的表述",
        "no_such_words": "公告未提及终止、处置、清算或债务事项",
        # read from the title alone
        "overlong": "标题过长",
        "no-chinese": "标题无中文",
        "english-routine": "英文版常规文件",
        "body-gate": "标题无常规用语可解释",
        "names-a-body": "标题涉及股权、资产、项目或合同",
        "routine": "常规事项",
        "own-securities": "自身证券事项",
        "supporting": "中介机构或内部机构文件",
        "meeting": "会议文件",
        "meeting-on-an-event": "会议文件涉及该类事项",
        "policy-on-an-event": "制度文件涉及该类事项",
        "periodic": "定期报告",
        "policy": "制度或预案",
        "holder": "股东事项",
        "holder-acts": "股东行为",
        "repayment": "款项收回",
        "winding-up": "注销或清算",
        "winding-unclear": "注销或清算对象不明",
        "public-sale": "公开挂牌或拍卖",
        "listing-unclear": "挂牌事项不明",
        "taken-back": "政府收回",
        "taken-back-unclear": "收回对象不明",
        "sale-called-off": "出售事项取消",
        "acquisition-ended": "收购事项终止",
        "restructuring-ended": "重组事项终止",
        "direction-unknown": "交易方向不明",
        "transfer-without-direction": "转让方向不明",
        "ending-without-object": "终止对象不明",
        "ending-of-another-thing": "终止的是其他事项",
        "contract-on-securities": "涉及证券的合同",
        "sale-without-object": "处置对象不明",
        "pre-emption-right": "优先购买权事项",
        "debt-not-settled": "债务事项终止或否认",
        "halt": "停工或停产",
    }
)
_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "an adviser's or organ's paper, which joins its parent": "中介机构或内部机构文件，归入主公告",
        "a rule or policy": "制度或预案",
        "a periodic report": "定期报告",
        "a meeting": "会议文件",
        "a holder's matter": "股东事项",
        "the issuer's own securities": "自身证券事项",
        "a routine matter": "常规事项",
        "the body decides": "需阅读正文",
    }
)
"""How triage ends its sentences: what kind of paper a title names."""
_DERIVATIONS: Mapping[str, Said] = MappingProxyType(
    {
        "table-unit": Said("derived: in the table's unit", "推导：按表格单位换算"),
        "summary-status": Said("derived: from the summary", "推导：由概述得出"),
        "reason-grade": Said("derived: from the wording", "推导：由措辞判定"),
        "share-of-net-assets": Said("derived: share of net assets", "推导：占净资产比例"),
    }
)
_CITED = re.compile("“([^”]{1,200})”")
_CHINESE = re.compile("[㐀-鿿][㐀-鿿·《》（）()]*")
_TITLE = ("the title says ", "the title names ")


def rule_said(rule: Rule) -> Said:
    """The rule's sentence, and in Chinese what its name means with the words that the sentence cites."""
    why = plain(rule.why, 300)
    return Said(why, _in_chinese(rule.rule, why) or why)


def _in_chinese(name: str, why: str) -> str | None:
    """``None`` for a rule that the glossary does not know."""
    known = _RULES.get(name)
    if why.startswith(_TITLE):
        head, _, tail = why.partition(": ")
        named = _ROLES.get(tail) or known
        cited = "、".join(f"“{text}”" for text in _CHINESE.findall(head))
        if not cited:
            return named
        return f"标题含{cited}：{named}" if named else f"标题含{cited}"
    if known is None:
        return None
    said = "、".join(f"“{text}”" for text in _CITED.findall(why))
    return f"{known}：{said}" if said else known


def derivation(rule: str) -> Said:
    """How a derived fact came about."""
    known = _DERIVATIONS.get(rule.replace("_", "-"))
    return known or Said(f"derived: {words(rule)}", f"推导：{words(rule)}")
