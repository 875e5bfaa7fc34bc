"""What each fact is called, in the order in which a brief tells them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from filings.alerts.brief.said import Said, words

_T = Said

FACTS: Mapping[str, Said] = MappingProxyType(
    {
        "project_name": _T("Project", "项目"),
        "contract_name": _T("Contract", "合同"),
        "asset_name": _T("Asset", "资产"),
        "region": _T("Region", "地区"),
        "counterparty": _T("Counterparty", "交易对方"),
        "vehicle": _T("Project company", "项目公司"),
        "award_period": _T("Awarded", "中标期间"),
        "award_date": _T("Awarded", "中标时间"),
        "sign_date": _T("Signed", "签署日期"),
        "term": _T("Term", "期限"),
        "amount": _T("Amount", "金额"),
        "paid_in": _T("Paid in", "已投入"),
        "committed": _T("Committed", "承诺投资"),
        "invested": _T("Invested", "已投资"),
        "left_amount": _T("Left over", "剩余金额"),
        "new_use": _T("New use", "新用途"),
        "status": _T("Status", "状态"),
        "status_date": _T("Status as of", "状态日期"),
        "effective_date": _T("Effective", "生效日期"),
        "completion_date": _T("Completed", "完成日期"),
        "participants": _T("Taking part", "参与方"),
        "initiator": _T("Initiated by", "提出方"),
        "legal_basis": _T("Legal basis", "法律依据"),
        "reason": _T("Reason", "原因"),
        "reason_grade": _T("Kind of reason", "原因类型"),
        "asset_handling": _T("Assets", "资产处置"),
        "debt_handling": _T("Claims and debts", "债权债务"),
        "staff_handling": _T("Staff", "人员安置"),
        "stake": _T("Stake", "股权比例"),
        "price": _T("Price", "价格"),
        "floor_price": _T("Floor price", "底价"),
        "payment": _T("Payment", "付款安排"),
        "deposit": _T("Deposit", "保证金"),
        "round": _T("Round", "轮次"),
        "discount": _T("Discount", "折价"),
        "outcome": _T("Outcome", "结果"),
        "appraisal_value": _T("Appraised value", "评估值"),
        "appraisal_date": _T("Appraisal date", "评估基准日"),
        "appraisal_method": _T("Appraisal method", "评估方法"),
        "book_value": _T("Book value", "账面价值"),
        "gain_loss": _T("Gain or loss", "损益"),
        "ratio": _T("Proportion", "占比"),
        "delivery_date": _T("Delivery", "交割日期"),
        "buyback_price": _T("Buy-back price", "回购价格"),
        "asset_given": _T("Asset given", "抵偿资产"),
        "waived": _T("Waived", "豁免金额"),
        "land_return": _T("Land", "土地返还"),
        "guarantees_left": _T("Guarantees left", "遗留担保"),
        "liens": _T("Encumbrances", "权利限制"),
        "use_of_proceeds": _T("Use of proceeds", "款项用途"),
        "liability": _T("Liability", "违约责任"),
        "compensation": _T("Compensation", "补偿"),
        "refund": _T("Refund", "款项返还"),
        "approvals": _T("Approvals", "审议程序"),
        "related_party": _T("Related party", "关联交易"),
        "document_no": _T("Document number", "文号"),
        "credit_code": _T("Credit code", "统一社会信用代码"),
        "impact": _T("Effect", "影响"),
        "next_step": _T("Next step", "后续安排"),
        "prior_filing": _T("Earlier filing", "前次公告"),
        "corrected_from": _T("Corrected from", "更正前"),
        "corrected_to": _T("Corrected to", "更正后"),
        "subsidiary_count": _T("Subsidiaries", "子公司数量"),
        "project_count": _T("Projects", "项目数量"),
        "contact": _T("Contact", "联系方式"),
    }
)


def label(name: str) -> Said:
    """What a fact is called; an unknown one by its own name in words."""
    known = FACTS.get(name)
    if known is not None:
        return known
    own = words(name)
    return Said(own[:1].upper() + own[1:], own)


def noun(name: str) -> Said:
    """The fact in the middle of a sentence."""
    named = label(name)
    return Said(named.en[:1].lower() + named.en[1:], named.zh)


def rank(name: str) -> int:
    """Where a fact stands among the others; unknown ones come last."""
    return _RANK.get(name, len(_RANK))


_RANK: Mapping[str, int] = MappingProxyType({name: place for place, name in enumerate(FACTS)})
