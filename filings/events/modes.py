"""Who ended it and how (taxonomy, section 3: ``mode``; Civil Code 562, 563, 565)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filings.events.passages import Sentence
from filings.model import Act, Mode
from filings.model.event import EventObject

_AUTHORITY = (
    r"(?:人民政府|政府(?!采购|购买|项目)|管委会|管理委员会|住建局|住房和城乡建设[局厅]|城管局|水务局|水利局|财政局|公安局|政法委|发改委|国土资源局|自然资源[局厅]|"
    r"交通运输?局|生态环境局|教育局|文旅局|土地储备中心|收储中心|主管部门|国资委|兵团|委员会|能源局|林[草业]局|工信局|应急(?:管理)?局)"
)
_COURT = re.compile(
    r"(?:法院|仲裁(?:委|庭)?)[^。;]{0,60}(?:判决|裁定|裁决|调解)[^。;]{0,60}(?:解除|终止|拍卖|变卖)|(?:判决|裁定|裁决)[^。;]{0,30}(?:解除|终止)|司法拍卖|裁定(?:受理|宣告)|(?:法院|淘宝|阿里)[^。;]{0,40}拍卖"
)
_ORDERED = re.compile(
    rf"(?<![与和同])(?P<by>{_AUTHORITY})(?!方|双方|与)[^。;]{{0,60}}(?:决定(?:书)?|责令|通知书?|要求|下发|出具|印发|告知|公告)[^。;]{{0,40}}(?:收回|终止|解除|撤销|取消|停止|关停|征收|退出|废止)|"
    r"收到[^,。;]{0,16}(?:局|厅|委|政府|管委会)《关于[^》]{0,10}(?:废止|撤销|收回|不再|终止|取消|解除|停止)|"
    rf"根据[^,。;]{{0,40}}(?:{_AUTHORITY}|国家|省|市|县|政策)[^,。;]{{0,40}}(?:要求|部署|决定|通知|文件|规定)[^。;]{{0,50}}(?:终止|解除|退出|停止|关停|收回)|"
    rf"被[^,。;]{{0,30}}{_AUTHORITY}[^,。;]{{0,16}}(?:收回|终止|解除|取消|征收)|政策性(?:关停|退出|搬迁)|征收决定"
)
_THEIR_NOTICE = re.compile(
    r"收到[^。;]{0,60}(?:通知|函)[^。;]{0,40}(?:决定|要求|提出|拟)[^。;]{0,20}(?:终止|解除|取消)|收到[^。;]{0,80}(?:终止|解除|中止|取消|退出)[^。;]{0,40}(?:通知|函|告知|决定)|(?:对方|业主|甲方|客户|采购方|发包人|招标人|买方|业主方)[^,。;]{0,30}(?:决定|单方面?|提出|通知|要求)[^,。;]{0,20}(?:终止|解除|取消|中止)"
)
_OUR_NOTICE = re.compile(
    r"(?:公司|子公司)(?:(?!收到|接到|获悉|与)[^,。;]){0,20}(?:向|发出|发送|送达|函告|通知)[^。;]{0,60}(?:终止|解除)[^。;]{0,30}(?:通知|函|告知)|(?:公司|子公司)[^,。;]{0,10}(?:单方面?|行使)[^,。;]{0,12}(?:终止|解除)"
)
_AGREED = re.compile(
    r"协商(?:一致|后|,|确定|同意|解除|终止)|友好协商|(?:双方|各方|三方)[^,。;]{0,16}(?:同意|一致|决定|确认|达成)|达成(?:一致|协议|共识|和解)|(?:签署|签订)(?:了)?协议[^。;]{0,10}(?:终止|解除|退出)|"
    r"(?:签署|签订|签定|订立)[^,。;]{0,40}(?:终止|解除|退出|中止|转让|收储|收回|收购|出售|补偿|和解|抵债|重组|置换|买卖|交易)[^,。;]{0,14}(?:协议|合同)|"
    r"与[^。;]{2,40}(?:商定|约定)(?:终止|解除)|转让给|出售给|"
    r"(?:拟|决定|将|同意)?与[^,。;《]{2,40}?(?:提前|共同|协议)?(?:终止|解除)(?!协议|合同纠纷)"
)
_CONDITION = re.compile(
    r"(?:条件|事项)(?:未|尚未|没有)(?:能)?(?:成就|满足|达成|实现)|未(?:能)?在[^,。;]{0,20}(?:期限|期间|日前)内?[^。;]{0,30}(?:自动|自行)?(?:终止|失效|解除)|自动(?:终止|失效|解除)|有效期(?:已)?届?满[^。;]{0,20}(?:失效|终止)"
)
_EXPIRY = re.compile(
    r"(?:到期|期满|届满|期限已到|经营期满)[^。;]{0,24}(?:终止|结束|移交|不再续|退出|解除)|(?:到期|届满)后?(?:自然|自动|正常)?(?:终止|移交)|期满终止|不再(?:与[^,。;]{1,20}?)?续[签期约]|合作期结束"
)
_EARLY = re.compile(r"提前|未到期|尚未到期|期满前|届满前|到期前")
_SUSPENDED = re.compile(r"中止|暂停|停建|缓建|停工|停产")
_ENDED = re.compile(r"终止|解除|退出|不再|取消|收回|关停")
_DISPUTED = re.compile(
    r"(?:解除|终止)[^。;]{0,30}(?:存在(?:重大)?争议|不予认可|有异议)|请求(?:法院|仲裁)?[^。;]{0,20}(?:确认|判令)[^。;]{0,30}(?:解除|终止)"
)
_OUR_DECISION = re.compile(
    r"(?:公司|子公司|董事会|上市公司|本公司)[^。;]{0,60}?(?:决定|拟|同意|审议通过|主动|将)[^。;]{0,60}?(?:终止|不再|退出|停止|关停|取消|放弃|中止|暂停|关闭|撤销|注销|解除)|决定[^,。;]{0,16}(?:终止|不再|退出|停止|关停)"
)


def mode_of(act: Act, kind: EventObject, told: Iterable[Sentence], title: str) -> Mode | None:
    """How the act came about, by the sentences that tell it; ``None`` where they do not say."""
    text = "".join(one.text for one in told)
    if act == "termination":
        return _ended(kind, text, title)
    if kind == "judicial_auction" or _COURT.search(text):
        return "court_or_arbitration"
    if act == "disposal" and kind == "land_resumption" and not _agreed(text):
        return "government_ordered"
    if act == "liquidation":
        return None
    return "agreed" if _agreed(text) else None


_NOT_AGREED = re.compile(
    r"(?:未能?|没有|无法|难以|尚未)[^,。;]{0,16}(?:达成|一致|签|同意)|(?:未能?|没有|无法|难以|尚未)[^,。;]{0,16}$"
)
_JOINTLY = re.compile(r"(?:与|和|同|及)[^,。;]{0,20}$")


def _ordered(text: str) -> bool:
    """Whether an authority orders it; what it decides together with the company is agreed."""
    return any(
        found["by"] is None or not _JOINTLY.search(text[max(0, found.start() - 24) : found.start()])
        for found in _ORDERED.finditer(text)
    )


def _agreed(text: str) -> bool:
    """Whether the sides agreed: 未能就价格达成一致 is none."""
    return any(
        _NOT_AGREED.search(text[max(0, found.start() - 20) : found.end()]) is None for found in _AGREED.finditer(text)
    )


def _ended(kind: EventObject, text: str, title: str) -> Mode | None:
    public = kind in {"gov_project", "concession"}
    if (_EXPIRY.search(title) or _EXPIRY.search(text)) and not _EARLY.search(title + text):
        return "expiry"
    if _SUSPENDED.search(title + text) and not _ENDED.search(title + text):
        return "suspended"
    if _SUSPENDED.search(title) and not _ENDED.search(title):
        return "suspended"
    steps: tuple[tuple[Mode, bool], ...] = (
        ("disputed", _DISPUTED.search(text) is not None and not _COURT.search(text)),
        ("court_or_arbitration", _COURT.search(text) is not None),
        ("government_ordered", _ordered(text) and (public or not _agreed(text))),
        (
            "agreed",
            _agreed(text) and not _THEIR_NOTICE.search(text) and not _OUR_NOTICE.search(text),
        ),
        ("unilateral_by_us", _OUR_NOTICE.search(text) is not None),
        ("unilateral_by_counterparty", _THEIR_NOTICE.search(text) is not None),
        ("condition_triggered", _CONDITION.search(text) is not None),
        ("agreed", _agreed(text)),
        ("unilateral_by_us", _OUR_DECISION.search(text) is not None),
    )
    return next((mode for mode, holds in steps if holds), None)
