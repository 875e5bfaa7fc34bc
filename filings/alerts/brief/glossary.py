"""The glossary: every closed code of an event in both languages; an unknown code is said in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from filings.alerts.brief.said import Said, words

_T = Said


def term(code: str, of: str = "") -> Said:
    """A code in both languages; ``of`` is the fact whose code it is, where one code means two things."""
    known = TERMS.get(f"{of}:{code}") or TERMS.get(code)
    return known if known is not None else Said.same(words(code))


def known(code: str | None) -> bool:
    """Whether the glossary has the code."""
    return code is not None and code in TERMS


ACTS: Mapping[str, Said] = MappingProxyType(
    {
        "termination": _T("termination or exit", "终止或退出"),
        "disposal": _T("disposal", "处置"),
        "liquidation": _T("winding-up", "注销或清算"),
        "debt": _T("debt matter", "债务事项"),
        "writeoff": _T("write-off", "核销或减值"),
    }
)

OBJECTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "gov_project": ("a government project", "government projects", "政府项目"),
        "concession": ("a concession", "concessions", "特许经营项目"),
        "major_contract": ("a major contract", "major contracts", "重大合同"),
        "investment_project": ("an investment project", "investment projects", "投资项目"),
        "fundraising_project": (
            "a project paid from raised funds",
            "projects paid from raised funds",
            "募集资金投资项目",
        ),
        "framework": ("a framework agreement", "framework agreements", "框架协议"),
        "business_exit": ("a line of business", "lines of business", "业务"),
        "fund_or_jv": ("a fund or joint venture", "funds or joint ventures", "基金或合资企业"),
        "subsidiary_equity": ("equity in a subsidiary", "equity in subsidiaries", "子公司股权"),
        "minority_equity": ("a minority stake", "minority stakes", "参股股权"),
        "real_estate": ("real estate", "real estate", "房地产"),
        "equipment": ("equipment", "equipment", "设备"),
        "claims": ("claims", "claims", "债权"),
        "ip": ("intellectual property", "intellectual property", "知识产权"),
        "business_bundle": ("a business with its assets", "businesses with their assets", "业务及相关资产"),
        "fund_units": ("fund units", "fund units", "基金份额"),
        "listed_shares": ("shares held in a listed company", "shares held in listed companies", "所持上市公司股份"),
        "asset_swap": ("assets given in a swap", "assets given in a swap", "置出资产"),
        "judicial_auction": ("assets in a court auction", "assets in a court auction", "司法拍卖资产"),
        "land_resumption": ("land taken back by the authorities", "land taken back by the authorities", "政府收回土地"),
        "intragroup": ("assets within the group", "assets within the group", "集团内资产"),
        "free_transfer": ("assets without payment", "assets without payment", "无偿划转资产"),
        "group_entity": ("a group company", "group companies", "集团内公司"),
        "scrap": ("scrapped assets", "scrapped assets", "报废资产"),
        "impairment": ("impaired assets", "impaired assets", "减值资产"),
        "restructuring": ("debt restructuring", "debt restructuring", "债务重组"),
        "waiver": ("debt waiver", "debt waivers", "债务豁免"),
        "set_off": ("set-off of debts", "set-off of debts", "抵债"),
        "settlement": ("debt settlement", "debt settlements", "债权债务清理"),
        "debt_transfer": ("transfer of debts", "transfer of debts", "债务转移"),
        "collection": ("collection of claims", "collection of claims", "债权催收"),
        "guarantee_left": ("guarantee left behind", "guarantees left behind", "遗留担保"),
        "assets": ("assets", "assets", "资产"),
        "own_securities": ("own securities", "own securities", "自身证券"),
        "other": ("another matter", "other matters", "其他事项"),
    }
)
"""Singular, plural, Chinese."""

TERMS: Mapping[str, Said] = MappingProxyType(
    {
        # mode
        "agreed": _T("by agreement", "协议解除"),
        "unilateral_by_us": _T("by the issuer's own decision", "公司单方终止"),
        "unilateral_by_counterparty": _T("by the other side's decision", "对方单方终止"),
        "government_ordered": _T("by government order", "政府要求"),
        "court_or_arbitration": _T("by court or arbitration", "法院或仲裁"),
        "condition_triggered": _T("by a condition of the contract", "合同条件触发"),
        "expiry": _T("at the end of its term", "到期"),
        "suspended": _T("suspended", "中止"),
        "disputed": _T("disputed", "存在争议"),
        # stage
        "planned": _T("planned", "计划中"),
        "board": _T("approved by the board", "董事会已通过"),
        "shareholders": _T("approved by the shareholders", "股东大会已通过"),
        "approval": _T("awaiting approval", "待批准"),
        "signed": _T("signed", "已签署"),
        "effective": _T("in effect", "已生效"),
        "in_progress": _T("in progress", "进行中"),
        "completed": _T("completed", "已完成"),
        "listed": _T("offered publicly", "已挂牌"),
        "relisted": _T("offered publicly again", "重新挂牌"),
        "listing_failed": _T("offered publicly without a buyer", "挂牌未成交"),
        "called_off": _T("called off", "已取消"),
        "corrected": _T("corrected", "已更正"),
        "lapsed": _T("lapsed", "已失效"),
        # status of a project or asset
        "ended_early": _T("ended early", "提前终止"),
        "to_be_ended": _T("to be ended", "拟终止"),
        "ended": _T("ended", "已终止"),
        "operating": _T("operating", "运营中"),
        "under_construction": _T("under construction", "在建"),
        "not_started": _T("not started", "未开工"),
        "expired": _T("ended at its term", "到期终止"),
        "unknown": _T("open: the filing leaves it undetermined", "尚不确定"),
        "mixed": _T("some ended early, others still operating", "部分提前终止，部分仍在运营"),
        # reason
        "specific": _T("a cause is named", "原因具体"),
        "boilerplate": _T("general wording, no cause of its own", "通用表述，无具体原因"),
        "none": _T("none", "无"),
        "reason_grade:none": _T("an agreement is named, no cause", "仅说明协商一致，未说明原因"),
        "approvals:not_required": _T("shareholders' approval: not needed, as the filing states", "无需提交股东大会"),
        "approvals:board": _T("board: passed", "董事会：已通过"),
        "approvals:general_meeting": _T("shareholders' meeting: passed", "股东大会：已通过"),
        "policy": _T("change of policy", "政策变化"),
        "policy_change": _T("change of policy", "政策变化"),
        "ppp_reform": _T("reform of public-private partnerships", "PPP新机制"),
        "planning_change": _T("change of planning", "规划调整"),
        "government_planning": _T("change of government planning", "政府规划调整"),
        "non_payment": _T("payments not made", "未按约付款"),
        "no_land": _T("land not provided", "土地未落实"),
        "market": _T("market conditions", "市场变化"),
        "financing": _T("financing not obtained", "融资未落实"),
        "conditions_not_met": _T("conditions not met", "条件未成就"),
        "strategy": _T("the issuer's strategy", "公司战略"),
        "breach": _T("breach of contract", "违约"),
        "force_majeure": _T("force majeure", "不可抗力"),
        "court_decision": _T("court decision", "法院裁判"),
        "no_agreement": _T("no agreement on the terms", "未能就条款达成一致"),
        # impact, liability, debts, assets, staff, approvals
        "no_impact": _T("no material adverse effect stated", "不会产生重大不利影响"),
        "no_material_impact": _T("no material adverse effect stated", "不会产生重大不利影响"),
        "stated_none": _T("none, as the filing states", "公告称无"),
        "positive": _T("a favourable effect stated", "有利影响"),
        "negative": _T("an unfavourable effect stated", "不利影响"),
        "undetermined": _T("not yet determined", "尚无法确定"),
        "uncertain": _T("not yet determined", "尚无法确定"),
        "liable": _T("liability stated", "承担责任"),
        "not_liable": _T("no liability stated", "不承担责任"),
        "compensation_pending": _T("compensation still to be agreed", "补偿待商定"),
        "to_follow": _T("to follow", "后续处理"),
        "to_be_resolved": _T("to be resolved", "待处理"),
        "to_be_disposed": _T("to be disposed of", "拟处置"),
        "not_involved": _T("none involved, as the filing states", "不涉及"),
        "assumed": _T("assumed by another party", "由他方承接"),
        "retained": _T("stays with the company", "由原主体承担"),
        "transferred": _T("transferred", "转移"),
        "returned": _T("returned", "返还"),
        "handed_over": _T("handed over", "移交"),
        "offset": _T("set off", "抵偿"),
        "waived": _T("waived", "豁免"),
        "recovery": _T("to be collected", "清收"),
        "buyback": _T("bought back by the government", "政府回购"),
        "not_needed": _T("not needed, as the filing states", "无需"),
        "not_required": _T("not needed, as the filing states", "无需"),
        "required": _T("needed", "需要"),
        "obtained": _T("obtained", "已取得"),
        "pending": _T("pending", "待办理"),
        "supervisory_board": _T("supervisory board", "监事会"),
        "general_meeting": _T("shareholders' meeting", "股东大会"),
        "shareholders_needed": _T("shareholders' approval needed", "需提交股东大会"),
        "authority": _T("authority", "主管部门"),
        "effective_date:by_event": _T("on arrival of the notice", "自通知到达时"),
        "by_event": _T("on an event, not on a fixed day", "以事件发生为准"),
        # sold to, left with
        "control_lost": _T("control lost", "丧失控制权"),
        "control_kept": _T("control kept", "保留控制权"),
        "related": _T("a related party", "关联方"),
        "related_party": _T("a related party", "关联方"),
        "not_related": _T("not a related party", "非关联方"),
        "yes": _T("yes", "是"),
        "no": _T("no", "否"),
        "gain": _T("gain", "收益"),
        "loss": _T("loss", "损失"),
        # parts of a score
        "base": _T("base", "基础分"),
        "object": _T("object", "事项类型"),
        "state_counterparty": _T("state counterparty", "政府或国有对方"),
        "ratio": _T("size", "规模"),
        "forced": _T("forced or disputed", "强制或争议"),
        "items": _T("three or more items", "三项及以上"),
        "no_reason": _T("no reason", "未说明原因"),
        "reason": _T("reason", "原因"),
        "intragroup": _T("within the group", "集团内"),
        "materiality": _T("materiality", "重要性"),
        "region": _T("watched region", "关注地区"),
        "watched_region": _T("watched region", "关注地区"),
        "party": _T("listed or watched party", "清单或关注主体"),
        "watched_party": _T("watched party", "关注主体"),
        "listed_party": _T("listed party", "清单主体"),
        "small": _T("small", "占比较小"),
        "earlier_alert": _T("earlier alert", "此前提醒"),
        "correction": _T("correction", "更正"),
        "no_change": _T("no change", "无变化"),
        "cap": _T("cap at 4", "上限为4"),
        "floor": _T("never below 0", "下限为0"),
        "disposition": _T("kind of notice", "提示类型"),
        # because of a hit
        "identifier": _T("identifier", "代码"),
        "exact": _T("exact name", "名称一致"),
        "alias": _T("alias", "别名"),
        "structural": _T("structure of the name", "名称结构"),
        "weak": _T("similar name", "名称近似"),
        "place": _T("place", "地点"),
        "term": _T("term", "用语"),
        # kinds of items
        "project": _T("Project", "项目"),
        "asset": _T("Asset", "资产"),
        "claim": _T("Claim", "债权"),
    }
)

ROLES: Mapping[str, Said] = MappingProxyType(
    {
        "issuer": _T("Issuer", "公司"),
        "subsidiary": _T("Subsidiary", "子公司"),
        "project_company": _T("Project company", "项目公司"),
        "counterparty": _T("Counterparty", "交易对方"),
        "transferor": _T("Transferor", "转让方"),
        "transferee": _T("Transferee", "受让方"),
        "debtor": _T("Debtor", "债务人"),
        "creditor": _T("Creditor", "债权人"),
        "guarantor": _T("Guarantor", "担保人"),
        "court": _T("Court", "法院"),
        "authority": _T("Authority", "主管机关"),
    }
)
