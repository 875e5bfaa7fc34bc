"""How far an act has come (taxonomy, section 3: ``stage``), by the words of the sentences that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filings.events.passages import Sentence
from filings.model import Act, Stage

_ENDING = r"终止|解除|退出|中止|和解|清退"
_LEAVING = r"转让|出售|交易|收储|收购|补偿|征收|收回|拆迁|买卖|置换|产权|处置|交割"
_SETTLING = r"抵债|抵偿|和解|重组|豁免|转让|债务|债权"
_SIGNED = {
    "termination": re.compile(
        rf"(?:签署|签订|签定|达成|订立)[^,。;]{{0,40}}?(?:{_ENDING})[^,。;]{{0,14}}?(?:协议|合同|函|备忘录)|《[^》]{{0,40}}(?:{_ENDING})[^》]{{0,10}}协议[^》]{{0,4}}》(?:(?!未)[^,。;]){{0,10}}签[署订]|(?:签[署订]|达成)(?:了)?协议[^。;]{{0,10}}(?:{_ENDING})"
    ),
    "disposal": re.compile(
        rf"(?:签署|签订|签定|达成|订立)[^,。;]{{0,40}}?(?:{_LEAVING})[^,。;]{{0,16}}?(?:协议|合同|成交确认|确认书)"
    ),
    "debt": re.compile(rf"(?:签署|签订|签定|达成|订立)[^,。;]{{0,40}}?(?:{_SETTLING})[^,。;]{{0,14}}?(?:协议|合同)"),
}
_NOT_YET = re.compile(r"(?:拟|将|尚未|未|待|尚需|授权[^,。;]{0,20}|后续|如|若|需|具体)[^,。;]{0,6}$")
_NOT_DONE = re.compile(
    r"(?:将|待|尚|未|若|如|拟|需|应|须|[日月]底?前|后|预计|争取|力争|能否|是否|推进|确保|尽快|配合|协助)[^,。;]{0,16}$"
)
_COMPLETED = re.compile(
    r"完成[^,。;]{0,24}?(?:过户|交割|变更登记|变更手续|注销|移交|登记手续|转让手续)|"
    r"(?:过户|交割|变更登记|注销登记|注销|移交|转让|登记)(?:登记)?(?:及.{1,12})?(?:手续)?(?:均)?(?:已)?(?:经)?(?:全部)?(?:办理完毕|办理完成|完成|办结)|"
    r"准予注销|已(?:经)?注销|(?:转让|交易|处置|出售)(?:事项)?(?:已)?(?:全部)?(?:实施)?完(?:成|毕)|实施完毕|执行完毕|履行完毕"
)
_AFTERWARDS = re.compile(r"^(?:后|前|之?日|时|之前|之后|为止|的条件)")
_COURT_ORDER = re.compile(r"(?:判决|裁定|裁决)[^。;]{0,40}(?:解除|终止|确认)")
_EFFECTIVE = {
    "termination": re.compile(
        r"(?:协议|合同)[^,。;]{0,12}(?:已)?(?:正式)?生效|已(?:经)?(?:全部|正式|提前|于(?:(?!签)[^,。;]){1,12})?(?:终止|解除)|自[^,。;]{2,24}起[^,。;]{0,14}(?:终止|解除|失效)|"
        r"\d日起?(?:正式)?(?:终止|解除)|(?:终止|解除)(?:协议|合同)?(?:已)?生效|判决[^,。;]{0,24}解除"
    ),
    "disposal": re.compile(r"(?:转让|交易|出售|收储)?(?:协议|合同)(?:已)?(?:正式)?生效(?!条件)"),
    "debt": re.compile(r"协议(?:已)?(?:正式)?生效(?!条件)"),
}
_UNDER_WAY = re.compile(
    r"竞得|拍卖成交|正在(?:办理|推进|进行|履行|协商)|办理过程中|(?:已|收到)[^,。;]{0,16}(?:首期|首笔|部分|第一期|第二期)[^,。;]{0,10}款|分期|逐步(?:实施|移交)中"
)
_LISTING_FAILED = re.compile(
    r"(?:未|没有|无)(?:能)?(?:征集到|产生)[^,。;]{0,10}(?:受让方|竞买|意向)|流拍|无人(?:报名|应价|竞买|出价)|挂牌(?:期|公告)[^,。;]{0,8}(?:期满|届满)[^。]{0,20}未"
)
_RELISTED = re.compile(r"(?:再次|重新|第[二三四]次|二次|继续)(?:公开)?挂牌")
_LISTED = re.compile(
    r"(?:已|正式|首次|开始|于[^,。;]{4,30})(?:在[^,。;]{2,30})?(?:公开)?挂牌|挂牌(?:公告)?(?:期|起始日期|价格为|底价为|公告期)|在[^,。;]{2,20}(?:产权|联合|股权)[^,。;]{0,10}交易所[^,。;]{0,10}挂牌(?!方式)"
)
_APPROVED = re.compile(
    r"(?:取得|获得|收到|已经|已获)(?:(?!废止|撤销|终止|《)[^,。;]){0,30}(?:国资委|国资|批准|批复|核准|同意)(?:文件|函|意见)?"
)
_SHAREHOLDERS = re.compile(r"股东大?会[^,。;]{0,30}?,?(?:审议(?:并)?通过|批准)")
_BOARD = re.compile(r"董事会[^。;]{0,60}?(?:审议(?:并)?通过|通过了|批准|同意)|(?:审议(?:并)?通过)[^。;]{0,60}议案")
_PASSED_NOT = re.compile(r"(?:尚需|尚须|还需|需|须|无需|不需|无须|提交|提请|待|(?<!已)经(?!公司)|如|若)[^,。;]{0,10}$")
_DISPUTED = re.compile(
    r"(?:公司|子公司)?[^,。;]{0,12}(?:不服|不予认可|不认可|存在(?:重大)?争议|提出异议|有异议)|(?:申请|提起|提出)[^,。;]{0,8}(?:行政复议|行政诉讼|书面异议)|"
    r"向[^,。;]{2,20}(?:法院|仲裁委)[^,。;]{0,12}(?:提起诉讼|起诉|申请仲裁|提出仲裁)"
)
_REFUSED = re.compile(
    r"公司(?:(?!对方)[^,。;]){0,12}(?:不同意|不认可|不予认可|拒绝)[^,。;]{0,16}|公司(?:认为|主张)[^。;]{0,40}(?:没有|无|缺乏|不具备)[^,。;]{0,10}依据"
)
_IN_FORCE = re.compile(r"(?:合同|协议|公司)[^。;]{0,20}(?:仍(?:然)?(?:合法)?有效|继续有效|(?:将|应)?继续履行)")
MIXED = re.compile(
    r"(?:部分|有的|个别|其中)[^。;]{0,30}?(?:终止|结束|退出|停止)[^。]{0,40}?(?:部分|其余|其他|剩余|另外|有的|另有)[^。;]{0,24}?(?:运营|运行|履行|执行|在建|实施|正常)|"
    r"(?:部分|其余|有的|其中)[^。;]{0,24}?(?:运营|运行|履行|执行)[^。]{0,40}?(?:部分|其余|其他|有的)[^。;]{0,24}?(?:终止|结束|退出|停止)"
)
"""Some projects ended, others go on, in one summary sentence."""
_CORRECTED = re.compile(r"更正|更新后|修订后|修正公告")
_WAITING = re.compile(
    r"(?:尚需|尚须|还需|还须|须|需|待)(?:经|提交|提请|取得|获得|报)?[^,。;]{0,24}?(?:股东大?会|国资委?|人民政府|主管部门)[^,。;]{0,16}?(?:审议|批准|通过|审批)(?!通过了)"
)
_WOUND_UP = re.compile(r"裁定(?:宣告|受理)|宣告[^,。;]{0,16}破产")
_UNSIGNED = re.compile(r"(?:协议|合同)》?[^,。;]{0,8}(?:尚未|未)(?:正式)?签[署订]")
_PLANNED = re.compile(r"拟|计划|将|后续|意向|筹划|下一步")


def stage_of(
    act: Act, sentences: Iterable[Sentence], *, title: str = "", whole: str = "", contested: bool = False
) -> Stage | None:
    """The furthest stage that the sentences tell of an act. ``contested`` looks for a dispute first.

    ``whole`` is all that the filing says: what still waits for a signature or an approval is not done.
    """
    texts = [one.text for one in sentences]
    if _CORRECTED.search(title):
        return "corrected"
    if contested and any(_DISPUTED.search(text) for text in texts):
        return "disputed"
    if act == "termination" and any(MIXED.search(text) for text in texts):
        return "in_progress"
    kind = act if act in _SIGNED else "disposal"
    unsigned = _UNSIGNED.search(whole) is not None
    waiting = unsigned or _WAITING.search(whole) is not None
    wound_up = act == "liquidation" and _any(_WOUND_UP, texts)
    steps: tuple[tuple[Stage, bool], ...] = (
        ("completed", not waiting and _done(texts)),
        ("relisted", act == "disposal" and _told(_RELISTED, texts, _NOT_YET)),
        ("listing_failed", act == "disposal" and _any(_LISTING_FAILED, texts)),
        (
            "effective",
            wound_up
            or (
                not waiting
                and (_told(_EFFECTIVE[kind], texts, _NOT_DONE) or (act == "termination" and _any(_COURT_ORDER, texts)))
            ),
        ),
        ("signed", not unsigned and _told(_SIGNED[kind], texts, _NOT_YET)),
        ("in_progress", _any(_UNDER_WAY, texts)),
        ("listed", act == "disposal" and _told(_LISTED, texts, _NOT_YET)),
        ("approval", _told(_APPROVED, texts, _NOT_YET)),
        ("shareholders", _told(_SHAREHOLDERS, texts, _PASSED_NOT)),
        ("board", _told(_BOARD, texts, _PASSED_NOT)),
        ("planned", _any(_PLANNED, texts)),
    )
    return next((stage for stage, holds in steps if holds), None)


def contests(sentences: Iterable[Sentence]) -> bool:
    """Whether anybody fights the act: an objection, a review applied for, a suit."""
    return any(_DISPUTED.search(one.text) for one in sentences)


def refuses(sentences: Iterable[Sentence]) -> bool:
    """Whether the company refuses an end that the other side wants, and the contract goes on (继续履行)."""
    texts = [one.text for one in sentences]
    return _any(_REFUSED, texts) and _any(_IN_FORCE, texts)


def passed(sentences: Iterable[Sentence]) -> Stage | None:
    """Whether the board or the shareholders passed the filing's matter, anywhere in it."""
    texts = [one.text for one in sentences]
    if _told(_SHAREHOLDERS, texts, _PASSED_NOT):
        return "shareholders"
    return "board" if _told(_BOARD, texts, _PASSED_NOT) else None


def _any(pattern: re.Pattern[str], texts: list[str]) -> bool:
    return any(pattern.search(text) for text in texts)


def _told(pattern: re.Pattern[str], texts: list[str], unless: re.Pattern[str]) -> bool:
    """Whether a match stands that is not put off by the words before it."""
    return any(
        not unless.search(text[max(0, match.start() - 24) : match.start()])
        for text in texts
        for match in pattern.finditer(text)
    )


def _done(texts: list[str]) -> bool:
    return any(
        not _NOT_DONE.search(text[max(0, match.start() - 20) : match.start()])
        and not _AFTERWARDS.match(text[match.end() :])
        for text in texts
        for match in _COMPLETED.finditer(text)
    )
