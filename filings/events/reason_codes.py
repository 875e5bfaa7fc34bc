"""The closed codes and the grade of a reason: policy, planning, land, payment, breach, market, strategy, court."""

from __future__ import annotations

import re
from typing import Literal

Grade = Literal["specific", "boilerplate", "none"]

CAUSELESS = re.compile(
    r"无法|未能|未(?:按|获|取得|达|及时)|拖欠|欠付|困难|恶化|下滑|亏损|(?<!不构成)(?<!不存在)违约(?!金|责任)|政策(?!性)|调整|变化|延误|停滞|受阻|不足|不符合|不具备|落后|萎缩|拒绝"
)
_BOILERPLATE = re.compile(
    r"审慎(?:研究|考虑|评估)|优化(?:资源|资产|公司|产业|业务|整体|管理|组织)|资源配置|聚焦主[业营]|战略(?:发展|规划|布局|调整|需要)|整体(?:规划|战略|发展)|"
    r"经营(?:发展)?(?:需要|规划|管理需要)|实际(?:情况|经营)|提高(?:资金|资产|运营|管理|经营)(?:使用)?效率|维护(?:公司|全体|股东|上市)|降低(?:管理|运营|经营)?(?:成本|风险)|"
    r"盘活|业务(?:发展)?(?:规划|调整|需要)|发展(?:需要|战略)|综合考虑|(?:各方|多方面|多种|客观|自身)(?:因素|原因|情况)|情况(?:发生)?变化|保护(?:投资者|股东|公司|全体|中小)|可持续|长远"
)
_CODES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("court_decision", re.compile(r"判决|裁定|裁决|法院")),
    (
        "ppp_reform",
        re.compile(
            r"国办函|退库|(?:移出|调出|清退出|退出|清理出)[^,。;]{0,14}(?:项目|管理)库|PPP新机制|特许经营新机制|PPP(?:项目)?(?:政策|规范|清理|改革|存量)|存量项目(?:的)?清理"
        ),
    ),
    ("force_majeure", re.compile(r"不可抗力|疫情|自然灾害|洪水|地震|战争")),
    (
        "no_land",
        re.compile(
            r"(?:审批|批复|许可|核准|环评|验收)[^,。;]{0,10}(?:未能?|没有|无法|仍未|一直未|尚未)(?:能)?(?:取得|获得|通过|办理)|用地[^,。]{0,12}(?:未|无法|不能|没有)|土地(?!使用权收)[^,。]{0,24}(?:未|无法|不能|尚未|没有)|(?:未|无法|不能)[^,。;]{0,20}(?:用地|供地|土地|许可|环评|批复|审批|核准)|环评|用地指标|拆迁(?:进度|工作)"
        ),
    ),
    (
        "planning_change",
        re.compile(
            r"规划(?:发生)?(?:调整|变更|变化|要求)|(?:城市|土地|总体|建设|用地)规划|城市建设|公共利益|道路(?:建设|改造)|拓宽|片区[^,。;]{0,8}改造|旧城|棚户区|轨道|红线|划定"
        ),
    ),
    (
        "non_payment",
        re.compile(
            r"(?:未|拖欠|欠付|逾期|延迟|无力|无法|不能)[^,。;]{0,14}(?:支付|付款|款项?|运营费|服务费|补贴|回款)|财政[^,。;]{0,12}(?:困难|紧张|压力)|财力[^,。;]{0,6}(?:下降|不足)|(?:补助|补贴|款项?|费)[^,。;]{0,14}(?:没有|未|尚未)到账|(?:未|不再|无法)[^,。;]{0,24}(?:纳入|列入|安排)[^,。;]{0,12}预算|未获[^,。;]{0,8}预算|预算[^,。;]{0,8}(?:不足|紧张|削减|压缩|取消|困难)|(?:削减|压缩|取消)[^,。;]{0,12}预算"
        ),
    ),
    (
        "policy_change",
        re.compile(
            r"政策|国家[^,。;]{0,10}(?:要求|调控)|监管(?:要求|环境)|法规|产业目录|双碳|能耗|环保(?:要求|标准)|宏观调控|财政支出责任"
        ),
    ),
    (
        "conditions_not_met",
        re.compile(r"条件[^,。;]{0,8}(?:未|不|无法|没有)|(?:未|没有|无法)[^,。;]{0,12}(?:成就|满足|达成条件)|先决条件"),
    ),
    ("no_agreement", re.compile(r"(?:未|无法|没有|难以)(?:能)?[^,。;]{0,20}(?:达成|一致|共识)|分歧")),
    (
        "breach",
        re.compile(
            r"(?<!不构成)(?<!不存在)违约(?!金|责任)|违反|未(?:能)?(?:按|依|如期)[^,。;]{0,24}(?:履行|完成|约定|提供|交付)|未在[^,。;]{2,30}(?:前|内|期限)[^,。;]{0,10}(?:开工|完成|投产|竣工|交付|建成)|未履行|不履行"
        ),
    ),
    ("financing", re.compile(r"融资|资金(?:紧张|不足|短缺|压力|未|链)|贷款|缺乏资金|资金来源")),
    (
        "market",
        re.compile(r"市场|需求|行业|价格|竞争|订单|产能|行情|供求|客户|下游|上游|经济(?:环境|形势)|亏损|效益|盈利"),
    ),
    ("strategy", re.compile(r"战略|聚焦|主业|优化|资源|整合|结构|规划|布局|转型|效率|盘活|成本|维护")),
)


_NAMES = re.compile(r"[^,。;()为由因于与对向的]{2,20}(?:有限公司|集团|公司)(?:\([^()]*\))?")
"""What a company is called is no cause (…城市建设投资有限公司)."""


def grade_of(words: str) -> Grade:
    """Whether words name a cause of their own."""
    rest = _BOILERPLATE.sub("", words)
    if CAUSELESS.search(rest) or any(pattern.search(rest) for code, pattern in _CODES if code != "strategy"):
        return "specific"
    return "boilerplate" if _BOILERPLATE.search(words) or len(words) < 10 else "specific"


def code_of(words: str) -> str | None:
    """The closed code of a reason, the more telling one first."""
    told = _NAMES.sub("", words)
    return next((code for code, pattern in _CODES if pattern.search(told)), None)
