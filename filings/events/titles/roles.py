"""What kind of paper a title names: adviser's paper, meeting, periodic report, policy, or a main notice.

Roles come first (taxonomy, section 5): the words inside 法律意见书 or 管理制度 are not the issuer's news.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from filings.events.titles.reading import Title
from filings.events.titles.words import ISSUER
from filings.model.triage import Role


class Paper(NamedTuple):
    """A role and the words that gave it away."""

    role: Role
    words: str


_OPINION: Final = (
    r"(?:核查|审核|审查|专项|独立|专业|专门|事前认可|评审|验资|鉴定|监管|书面|履职|专项核查|检查|认可)意见(?:书|函)?"
)
_REPORT: Final = (
    r"(?:评估|审计|审阅|鉴证|验资|估值|评级|核查|复核|受托管理事务|受托管理人|持续督导|现场检查|查验|尽职调查|验证|自查|顾问|可行性研究|"
    r"跟踪|咨询|审核|资信|检查|公允性|受托管理|督导|总结|律师工作|见证)(?:年度|定期|专项|工作|总结|临时)*报告书?"
)
_SUPPORTING: Final = re.compile(
    rf"(?:法律意见书?|{_OPINION}|{_REPORT}|财务顾问|保荐书|评估说明|备考(?:合并)?财务报表|专项说明|声明与承诺|声明及承诺|声明书?|承诺书|承诺函"
    r"|情况说明及核查意见|意见书|对账单|培训情况|内幕信息知情人\S{0,20}报告)"
    r"(?:摘要|之补充|的?公告|[-:].{0,20})?$"
)
_ADVISER: Final = re.compile(
    r"律师事务所|会计师事务所|评估(?:有限|股份|集团|咨询)|资信|评级|承销保荐|证券(?:股份)?有限(?:责任)?公司|国际信用|诚信国际"
)
_ON_IMPAIRMENT: Final = re.compile(r"减值测试|以财务报告为目的")
_OPINION_AT_END: Final = re.compile(r"(?:意见书?|审核报告|鉴证报告|专项说明)$")
_STATEMENT_AT_END: Final = re.compile(r"(?:说明|意见|情况|核查情况)$")
_ON_A_DEAL: Final = re.compile(
    r"本次(?:交易|重组)|前(?:12|十二)个月|履行法定程序|公允性|保密|股价波动|第十[一二三]条|符合\S{0,30}规定"
)
_MEETING: Final = re.compile(
    r"(?:股东大?会|持有人会议|债权人会议|职工代表大会|职工大会|董事会|监事会|专门会议|委员会)\S{0,40}?"
    r"(?:通知|决议|资料|材料|文件|纪要|通告|议程|补充公告|提示性公告|会议日期|召开日期|投票|延期)"
    r"|会议(?:决议|纪要|资料|材料)|(?:业绩|投资者|分红|网上)\S{0,6}说明会|接待日|业绩发布会|投资者关系活动|调研活动|路演|(?:延期|取消|择机)召开\S{0,12}股东大?会"
)
_CHANGE_OF_BOARD: Final = re.compile(r"换届|董事会秘书|委员会委员|延期换届")
_PERIODIC: Final = re.compile(
    r"(?:年度|季度|中期|财务)报告(?:全文|正文|及?其?摘要)?(?:的?(?:更正|补充|披露)?(?:的?提示性)?公告|\S{0,4}英文\S{0,4})?$"
    r"|(?:年报|季报)(?:全文|摘要)?$|业绩(?:预告|快报|修正|预增|预亏)|(?:经营|产销|运营|运输|销售|生产|发电量?|装机|业务)\S{0,8}?(?:数据|快报|简报)"
    r"|简报$|月报表?|翌日披露|募集资金\S{0,20}专项报告|(?:社会责任|可持续发展|ESG|内部控制|环境、社会)\S{0,18}报告"
    r"|\d月份?\S{0,12}(?:销售|产销|经营|运营|生产|发电|营运|客户)\S{0,8}(?:情况|公告)$|资金占用|资金往来|汇总表|行动方案|述职报告|财务报表|前次募集资金"
)
_POLICY: Final = re.compile(
    r"(?:制度|办法|细则|规则|章程|守则|规程|准则|指引|规范|政策|规划|流程|对照表|处置预案)(?:\S{0,4}(?:修订|修正)\S{0,4})?$"
    r"|(?:制定|修订|修改|修正|废止|新增|完善)\S{0,30}?(?:章程|制度|规则|细则|办法)|(?:制度|章程|规则|细则|办法)》?的?修[订正改]"
    r"|(?:风险|应急|突发事件)\S{0,6}处置预案|投资者教育|章程(?:备案|修正案)"
)


def paper_of(title: Title) -> Paper | None:
    """The role that decides before any statement is read; None for a main notice."""
    found = _supporting(title)
    if found:
        return Paper("supporting", found)
    policy = _POLICY.search(title.tail)
    if policy is not None:
        return Paper("policy", _shown(policy))
    periodic = _PERIODIC.search(title.tail)
    if periodic is not None:
        return Paper("periodic", _shown(periodic))
    meeting = _MEETING.search(title.tail)
    if meeting is not None and not _CHANGE_OF_BOARD.search(title.tail):
        return Paper("meeting", _shown(meeting))
    return None


def _supporting(title: Title) -> str:
    """The words that show an adviser's or organ's paper: its last words, or its sender; "" if it is none."""
    tail = title.tail
    if _ON_IMPAIRMENT.search(tail) and not _OPINION_AT_END.search(tail):
        return ""  # the issuer's own impairment paper is where the write-off is stated
    found = _SUPPORTING.search(tail)
    if found is not None:
        return _shown(found)
    statement = _STATEMENT_AT_END.search(tail)
    on_a_deal = _ON_A_DEAL.search(tail) if statement is not None else None
    if on_a_deal is not None:
        return _shown(on_a_deal)
    adviser = _ADVISER.search(title.sender)
    return _shown(adviser) if adviser is not None and ISSUER not in title.sender else ""


def _shown(match: re.Match[str]) -> str:
    """The matched words, short enough for a sentence."""
    words = match.group().replace(ISSUER, "")
    return words if len(words) <= 16 else words[:4] + "…" + words[-8:]
