"""What follows: impact, liability, payments, debts, assets, staff, next steps, approvals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

from filings.events.evidence import Span, passage, quoted, trimmed
from filings.events.mood import clause_bounds
from filings.events.passages import Sentence
from filings.events.reading import Reading
from filings.events.values.money import find_money
from filings.model import Act, Fact, NoneStated

_NO_IMPACT = re.compile(
    r"(?:不会|不(?!利|良)|未|没有|无(?!法))(?:会)?(?:对|给)?[^,。;]{0,50}?(?:产生|造成|构成|有|带来|存在|发生)?[^,。;]{0,12}?(?:重大|不利|实质|较大|显著|直接)?(?:不利|负面)?(?:性)?影响|不影响[^,。;]{2,30}|不(?:会)?(?:产生|形成|影响)(?:任何)?损益"
)
_OPEN_IMPACT = re.compile(
    r"影响[^。;]{0,30}(?:尚?无法|不能|难以|尚未|暂无法|存在不确定|尚不确定)[^。;]{0,20}|(?:尚?无法|暂无法|难以)[^。;]{0,20}(?:预计|确定|判断|估计|评估)[^。;]{0,20}影响"
)
_IMPACT = re.compile(
    r"影响|减少[^,。;]{0,20}(?:利润|收入|损益)|增加[^,。;]{0,20}(?:利润|收益|损益)|计入当期|(?:收入|利润)[^,。;]{0,12}(?:减少|下降|增加)|(?:产生|形成)[^,。;]{0,16}损失|不产生损益"
)
_IMPACTED = re.compile(r"业绩|经营|财务|利润|损益|生产|现金流|持续|收入|发展")
_NO_LIABILITY = re.compile(
    r"(?:互不|均不|无需|不需|无须|不)(?:再)?(?:相互|向[^,。;]{1,14})?(?:承担|追究|支付|负有)[^,。;]{0,20}?(?:违约|赔偿|法律|任何|补偿)[^,。;]{0,14}(?:责任|金|义务|费用|赔偿|补偿)?|"
    r"互不承担[^,。;]{0,8}责任|(?:不构成|不存在|不属于)[^,。;]{0,6}违约|不涉及[^,。;]{0,8}(?:违约|赔偿)|互不追究"
)
_LIABILITY = re.compile(r"(?:承担|支付|赔偿|追究)[^,。;]{0,30}?(?:违约(?:责任|金)|赔偿(?:责任|金|款)|损失)")
_COMPENSATION = re.compile(r"补偿(?:金|款|费|总?额|价款|公司|乙方|总价|价值)?|赔偿(?:金|款)?|违约金")
_REFUND = re.compile(
    r"(?:退还|返还|退回|归还)[^,。;]{0,30}?(?:款|金|定金|保证金|本金|投资|费)|"
    r"收回[^,。;]{0,20}?(?:投资款|出资款|投资本金|保证金)"
)
_REFUNDED = re.compile(r"(?:退还|返还|退回|归还)")
_REPLACED = re.compile(
    r"^[\"》)]{0,2}(?:\([^)]{0,12}\))?(?:确定|调整|变更|更正|修改|修订|上调|下调|增加|减少|降低|提高)(?:为|至|到)"
)
_NO_DEBT = re.compile(r"(?:不(?:涉及|存在|产生)|无)(?:任何)?[^,。;]{0,14}?(?:债权债务|债权、债务|债务)[^,。;]{0,10}")
_DEBT = re.compile(
    r"债权债务|债权、债务|债务(?:由|处理|清偿|承担|转移)|应收(?:账|帐)?款[^,。;]{0,14}(?:清收|收回|催收)|(?:清收|结算|结清|清理|解决)[^,。;]{0,20}(?:欠款|款项|债务|债权|应收)|(?:债务|债权|借款)[^,。;]{0,8}(?:已(?:经)?(?:全部)?)(?:清偿|结清|清理|偿还)|(?:归还|偿还)[^,。;]{0,20}?(?:借款|欠款|往来款|债务)|(?:借款|欠款|往来款)[^,。;]{0,12}?(?:归还|偿还|清偿|抵偿)"
)
_ASSET = re.compile(
    r"(?:资产|设备|设施|厂房|存货|物资)[^,。;]{0,16}?(?:处置|处理|移交|变卖|出售|拆除|盘活|回收)|(?:处置|移交|变卖|拆除|盘活|处理)[^,。;]{0,16}?(?:资产|设备|设施|厂房|存货)"
)
_NO_STAFF = re.compile(r"不涉及[^,。;]{0,16}(?:人员|职工|员工)[^,。;]{0,10}|无[^,。;]{0,6}(?:人员|职工)安置")
_STAFF = re.compile(
    r"(?:人员|职工|员工)[^,。;]{0,16}(?:安置|安排|分流|聘用|劳动关系|劳动合同)|(?:安置|妥善安排|分流)[^,。;]{0,12}(?:人员|职工|员工)"
)
_UNSURE = re.compile(r"若|如果|有权|可能|请求|诉请|要求判令|驳回")
_NEXT = re.compile(
    r"(?<!\")(?:公司|子公司|双方|各方|后续|下一步|未来|(?:移交|终止|转让|交割)完成后)(?!\")[^,。;]{0,16}?(?:将|拟)(?:继续|积极|尽快|督促|跟进|推进|寻[求找]|按照|根据|依法|停止|妥善|持续|(?:就[^,。;]{2,16})?与(?![^,。;]{0,30}(?:终止|解除|签[署订]))|另行|密切|视|通过|办理|配合|就)[^。;]{4,120}"
)
_NEXT_ROUTINE = re.compile(r"信息披露|披露(?:义务|后续|进展)|投资者|理性投资|公告为准|巨潮|及时公告|会计处理|会计准则")
_CALLED_OFF = re.compile(
    r"(?:终止|取消)[^,。;后并及和或将]{0,12}(?:出售|转让|处置|挂牌)|(?:出售|转让|处置|挂牌)[^,。;将]{0,12}(?:终止|取消)|不再(?:进行)?(?:出售|转让|处置|挂牌)"
)
_FUTURE = re.compile(r"将|后续|拟|逐步|妥善|尽快|待")
_SHAREHOLDERS_NEEDED = re.compile(
    r"(?<![无不毋])(?:尚需|尚须|还需|还须|需要?|须)(?:提交|提请|经|报|取得)?[^,。;]{0,14}股东大?会[^,。;]{0,14}(?:审议|批准|表决|通过)?"
)
_NOT_REQUIRED = re.compile(
    r"(?:无需|不需|无须|不需要|毋须)(?:再)?(?:提交|提请|经)?(?:公司)?(?:董事会[、及和]?)?(?:股东大?会)(?:[^,。;]{0,10}(?:审议|批准))?|无需[^,。;]{0,12}(?:有关部门|相关部门)[^,。;]{0,6}批准"
)
_BOARD = re.compile(
    r"董事会[^,。;]{0,40}?(?:,)?[^,。;]{0,20}?审议(?:并)?通过[^,。;]{0,60}|经[^,。;]{0,20}董事会[^,。;]{0,20}(?:审议通过|批准)"
)
_MEETING = re.compile(r"股东大?会(?:审议(?:并)?)?(?:通过|批准)(?!后)")


def consequence_facts(reading: Reading, acts: tuple[Act, ...] = ()) -> list[Fact]:
    """All facts of this module that the filing states; an explicit absence is a value."""
    facts = [
        *_first(_impact(reading)),
        *_first(_either(reading, "liability", _NO_LIABILITY, _LIABILITY)),
        *_first(_money(reading, "compensation", _COMPENSATION)),
        *_first(chain(_money(reading, "refund", _REFUND), _money_before(reading, "refund", _REFUNDED))),
        *_first(_either(reading, "debt_handling", _NO_DEBT, _DEBT, code=_debt_code)),
        *_first(_either(reading, "staff_handling", _NO_STAFF, _STAFF)),
        *_first(_next(reading)),
    ]
    if "termination" in acts or "liquidation" in acts:
        facts += _first(_either(reading, "asset_handling", None, _ASSET, code=_asset_code))
    return facts + _approvals(reading)


def _first(facts: Iterator[Fact]) -> list[Fact]:
    found = next(facts, None)
    return [] if found is None else [found]


def _sentences(reading: Reading, *, risk: bool = False) -> Iterator[Sentence]:
    return (one for one in reading.statements if risk or one.kind != "risk")


def titled(text: str, start: int) -> bool:
    """Whether the words at ``start`` stand inside a title 《…》."""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def clause_of(reading: Reading, one: Sentence, start: int, end: int) -> Span:
    """The words [start, end) widened to the clause: a fact is shown in words that stand alone."""
    a, b = clause_bounds(one.text, start, end)
    if one.text[b : b + 1] == ":" and one.text[a:b].count("(") == one.text[a:b].count(")"):
        a, b = b + 1, clause_bounds(one.text, b + 1, b + 1)[1]
    return trimmed(reading.text, one.start + a, one.start + max(b, a + 1))


def _impact(reading: Reading) -> Iterator[Fact]:
    sentences = [one for one in _sentences(reading, risk=True) if _IMPACT.search(one.text)]
    sentences.sort(key=lambda one: (one.kind != "impact", one.start))
    for one in sentences:
        undecided = _OPEN_IMPACT.search(one.text)
        if undecided:
            yield passage(reading, "impact", clause_of(reading, one, *undecided.span()), "undetermined")
        none = _NO_IMPACT.search(one.text)
        if none and _IMPACTED.search(one.text):
            yield quoted(reading, "impact", NoneStated(), clause_of(reading, one, *none.span()))
        told = _IMPACT.search(one.text)
        if told and _IMPACTED.search(one.text) and not none and one.kind != "risk":
            yield passage(reading, "impact", clause_of(reading, one, *told.span()))


def _either(
    reading: Reading,
    name: str,
    absent: re.Pattern[str] | None,
    stated: re.Pattern[str],
    code: Callable[[str], str | None] = lambda _: None,
) -> Iterator[Fact]:
    """An explicit absence first, else the clause that states the thing."""
    for one in _sentences(reading):
        found = absent.search(one.text) if absent else None
        if found:
            yield quoted(reading, name, NoneStated(), clause_of(reading, one, *found.span()))
    for one in _sentences(reading):
        found = None if name == "asset_handling" and called_off(one.text) else stated.search(one.text)
        if found and not titled(one.text, found.start()) and not _UNSURE.search(one.text[: found.start()][-30:]):
            span = clause_of(reading, one, *found.span())
            coded = code(one.text)
            if coded and not code(reading.text[span[0] : span[1]]):
                span = _with_future(reading, one, span)
            yield passage(reading, name, span, coded)


def called_off(text: str) -> bool:
    """Whether a sentence says that a sale does not take place."""
    return _CALLED_OFF.search(text) is not None


def _with_future(reading: Reading, one: Sentence, span: Span) -> Span:
    """The span widened to the clause of its sentence that says that it is still to come (将, 后续)."""
    words = [(one.start + each.start(), one.start + each.end()) for each in _FUTURE.finditer(one.text)]
    nearest = min(words, key=lambda each: max(span[0] - each[1], each[0] - span[1]))
    clause = clause_of(reading, one, nearest[0] - one.start, nearest[1] - one.start)
    return min(span[0], clause[0]), max(span[1], clause[1])


def _debt_code(words: str) -> str | None:
    return "to_be_resolved" if _FUTURE.search(words) else None


def _asset_code(words: str) -> str | None:
    return "to_be_disposed" if _FUTURE.search(words) else None


def _money(reading: Reading, name: str, pattern: re.Pattern[str]) -> Iterator[Fact]:
    for one in _sentences(reading):
        if one.kind == "risk":
            continue
        for word in pattern.finditer(one.text):
            found = find_money(
                reading.text, start=one.start + word.end(), end=min(one.end, one.start + word.end() + 40)
            )
            if not found or re.search(r"若|如果|如未|请求", one.text[max(0, word.start() - 40) : word.start()]):
                continue
            if _REPLACED.match(reading.text[found[0].end : found[0].end + 24]):
                found = find_money(reading.text, start=found[0].end, end=min(one.end, found[0].end + 40)) or found
            yield quoted(reading, name, found[0].value, (found[0].start, found[0].end))


def _money_before(reading: Reading, name: str, pattern: re.Pattern[str]) -> Iterator[Fact]:
    """扶持资金800万元应于三个月内退还: the sum stands before its verb, in the same clause."""
    for one in _sentences(reading):
        for word in pattern.finditer(one.text):
            low, _ = clause_bounds(one.text, word.start(), word.end())
            found = find_money(reading.text, start=one.start + low, end=one.start + word.start())
            if found and not _UNSURE.search(one.text[max(0, word.start() - 12) : word.start()]):
                yield quoted(reading, name, found[-1].value, (found[-1].start, found[-1].end))


def _next(reading: Reading) -> Iterator[Fact]:
    for one in _sentences(reading):
        found = _NEXT.search(one.text)
        if found and not _NEXT_ROUTINE.search(one.text) and not titled(one.text, found.start()):
            yield passage(
                reading, "next_step", trimmed(reading.text, one.start + found.start(), one.start + found.end())
            )


def _approvals(reading: Reading) -> list[Fact]:
    """What was passed and what is still needed: the board, the shareholders."""
    facts: list[Fact] = []
    for code, pattern in (
        ("board", _BOARD),
        ("general_meeting", _MEETING),
        ("shareholders_needed", _SHAREHOLDERS_NEEDED),
        ("not_required", _NOT_REQUIRED),
    ):
        for one in _sentences(reading):
            found = pattern.search(one.text)
            waiting = code in {"board", "general_meeting"} and re.search(
                r"(?:尚需|需|须|待|无需|提交|如|若|尚未)[^,。;]{0,8}$",
                one.text[max(0, found.start() - 12) : found.start()] if found else "",
            )
            if found and not waiting:
                facts.append(
                    passage(
                        reading,
                        "approvals",
                        trimmed(reading.text, one.start + found.start(), one.start + found.end()),
                        code,
                    )
                )
                break
    return facts
