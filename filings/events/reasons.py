"""Why it ended or was sold: the words, their grade and a closed code; or that the filing gives none.

Rules: taxonomy, section 6 (cues 因 由于 鉴于 受…影响 根据…要求, or a 原因 heading; 经友好协商 is a process). The
reason counts as not stated only where every page was read and no clause anywhere, tables included, holds a cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from filings.events.evidence import Span, derived, passage, trimmed
from filings.events.passages import Sentence
from filings.events.reading import Reading
from filings.events.reason_codes import CAUSELESS, code_of, grade_of
from filings.events.verdict import Verdict
from filings.model import Fact, NotStated, Text

__all__ = ["code_of", "grade_of", "reason_facts"]

ACT = (
    r"终止|解除|中止|退出|不再(?:继续)?(?:实施|推进|履行|执行|投资|建设|运营)|停止|取消|收回|关停|关闭|停产|放弃|撤销|"
    r"转让|出售|处置|挂牌|拍卖|收储|征收|置换|剥离|注销|清算|解散|抵债|抵偿|豁免|重组|和解|回购|移交|减资"
)
_ACT = re.compile(ACT)
_CUE = re.compile(
    r"(?<![起成原诱要基内外])因(?!此|素|而|果|特|公司公告|本公告)|由于|鉴于|受(?=[^,。;]{1,40}?(?:影响|制约|限制|冲击))|基于(?!上述|此)|考虑到|出于|有鉴于|"
    r"(?:^|(?<=[,;:。\)]))为(?!此|止|准|本|公司|其|\d|该|全资|控股|避免同业|便于投资|保证公告)(?=[^,。;:]{3,40}[,、])|"
    r"(?<![以作成认称视确系更定])为(?:了|进一步|更好|适应|配合|优化|聚焦|落实|避免|防范|降低|控制|维护|提高|提升|保障|集中|盘活|整合|改善|推进|满足|减少|加快|实现|响应)|"
    r"(?:根据|按照|依据)(?=[^,。;]{1,50}?(?:要求|政策|规划|部署|调整|精神|文件|战略|判决|裁定|决定书?|通知))|主要系|(?<![联关体])系(?=因|由于|为了|地方|当地|响应|基于|根据|公司[^,。;]{0,24}(?:需要|考虑|战略|聚焦|优化))|缘于|源于|所致"
)
_NO_CUE = re.compile(
    r"上市规则|公司章程|法律、?法规|相关规定|有关规定|会计准则|《公司法|《证券法|指引|证监会|信息披露|不对因|承担个别|管理办法|备忘录|本公告|授权|《公司"
)
_CLERICAL = re.compile(r"疏忽|(?:披露|填写|录入|统计|计算|表述)(?:有误|错误)|笔误|误写")
"""Why a filing is corrected is no reason of what it tells."""
_LABEL = re.compile(
    r"(?:终止|解除|退出|中止|转让|出售|处置|注销|交易|变更|关停|收回|取消)?[^,。;:]{0,16}?(?:原因|缘由|理由)(?:及背景|和背景)?(?:主要)?(?:如下|为|是|系|在于|包括|:)+"
)
_SO = re.compile(r"因此|为此|据此|有鉴于此|在此(?:情况|背景|情形)下|基于上述|鉴于上述|鉴于此|综上|遂|故(?!意|障)")
_STOP = re.compile(
    rf"^(?:经(?!两次|多次|[^,。;]{{0,10}}催[告促])|现|拟|决定|同意|故|因此|为此|遂|预计|本次[^,]{{0,6}}(?:不会|不构成)|(?:公司|双方|各方|三方|董事会|本公司|上市公司|子公司|甲乙双方|交易双方)[^,。;]{{0,40}}(?:决定|同意|拟|协商|{ACT}))|"
    rf"(?:决定|同意|协商|拟|审议|一致)[^,。;]{{0,30}}(?:{ACT})|签[署订]|"
    r"^(?:终止|解除|退出|停止|收回)|^[^,。;]{2,20}(?:法院|仲裁委员会)|^于\d{4}年|^\d{4}年\d{1,2}月\d{1,2}日|召开[^,。;]{0,16}会议?|"
    r"^[^,。;]{2,30}(?:有限公司|股份公司)(?:\(|与|于|将|拟|决定)|"
    r"[^,。;]{2,40}(?:公司|双方|董事会|集团)(?:决定|拟|同意)(?:将|对|由|以|向)"
)
_TROUBLE = re.compile(
    r"(?:均|仍|尚|一直|长期)?(?:无法|未能|难以|不能)|未(?:按|获|取得|达|及时|在[^,。;]{2,24}前)|拖欠|欠付|困难|恶化|下滑|下降|回落|亏损|违约|变化|延误|停滞|受阻|不足|不符合|不具备|落后|萎缩|减少|拒绝|过剩|退库|(?:移出|调出|清退出|清理出)[^,。;]{0,14}(?:项目|管理)库|"
    r"隐患|老旧|闲置|滞后|缺乏|低于(?!账面|评估)|慢于|趋严|下跌|紧张|限电|拖延|成本(?:较|过|偏)?高|偏高|已?超过\d{1,3}年|回款周期"
)
_RESULT = re.compile(
    r"影响|预计|减值|计提|利润|损益|损失|审计|风险|披露|变更登记|存在不确定|尚未(?:签|支付|完成|办理)|无法(?:准确)?(?:预计|判断|估计)"
)
_SHORTEST = 8
_QUOTING = re.compile(r"(?:称|认为|表示|载明|内容为|内容如下|通知|主要内容|原因)[:为]*:")
_ASIDE = re.compile(r"影响|风险|不确定|敬请|审计|利润|财务状况|损益|违约责任|税|时间|关联|表决|互不")
_UNDER = re.compile(r"受到?[^,。;]{1,40}?影响")
_THIS = re.compile(rf"本次|{ACT}")
_BACKWARD = re.compile(r"主要系|系|缘于|源于")
_MOST_CUES = 8
"""In one sentence."""
_PROCESS = re.compile(
    r"(?:经|通过)[^,。;]{0,16}(?:友好)?协商(?:一致)?|审慎(?:研究|考虑|评估|论证)|(?:充分|反复)(?:沟通|论证|协商)|一致同意"
)


@dataclass(frozen=True, slots=True)
class _Cause:
    span: Span
    weight: int


def reason_facts(reading: Reading, verdict: Verdict, told: list[Sentence]) -> list[Fact]:
    """The reason with its grade, or that none is stated; nothing where a cue stands that we cannot read.

    A term that ran out needs no reason, and a filing that goes on from an earlier one need not repeat it.
    """
    causes = sorted(_causes(reading, {one.start for one in told}), key=lambda cause: (-cause.weight, cause.span[0]))
    specific = [cause for cause in causes if grade_of(reading.text[cause.span[0] : cause.span[1]]) == "specific"]
    chosen = next(iter(specific or causes), None)
    if chosen is not None:
        words = reading.text[chosen.span[0] : chosen.span[1]]
        grade = grade_of(words)
        return [
            passage(reading, "reason", chosen.span, code_of(words)),
            derived(reading, "reason_grade", Text(text=grade, code=grade), "reason-grade", chosen.span),
        ]
    if not reading.document.fully_read or reading.continues or _has_cue(reading):
        return []
    if verdict.strands and (verdict.strands[0].mode == "expiry" or verdict.strands[0].act == "writeoff"):
        return []
    pages = tuple(page.number for page in reading.document.pages)
    sections = tuple(dict.fromkeys(one.heading for one in reading.passages.all if one.heading and one.is_heading))
    facts = [Fact(name="reason", value=NotStated(pages_read=pages, sections=sections), basis="not_stated")]
    return facts + _process(reading, told)


def _causes(reading: Reading, told: set[int]) -> Iterator[_Cause]:
    for one in reading.passages.all:
        if (
            one.kind in {"documents", "definitions", "before", "title", "terms", "parties"}
            or one.is_heading
            or _CLERICAL.search(one.text)
        ):
            continue
        labelled = _LABEL.search(one.text)
        if labelled:
            yield from _label(reading, one, labelled)
            continue
        main = one.start in told
        yield from _cued(reading, one, main=main)
        if main:
            yield from _anaphoric(reading, one)
        near = main or bool(told & {each.start for each in reading.passages.before(one)})
        if one.kind == "reason" or near:
            yield from _uncued(reading, one, main=near)


def _uncued(reading: Reading, one: Sentence, *, main: bool) -> Iterator[_Cause]:
    """A cause without a cue: in a section on the reason any sentence, before the decision one that names a trouble."""
    span = _until_decision(one, 0)
    if span is None or len(one.text) <= _SHORTEST:
        return
    span = _before_act(reading, _colon(reading, span))
    words = reading.text[span[0] : span[1]]
    if words.startswith(("公司认为", "本公司认为")):
        return
    troubled = _TROUBLE.search(words) is not None and _ASIDE.search(words[:24]) is None
    decided = span[1] < one.end and _ACT.search(reading.text, span[1], one.end) is not None
    first = reading.passages.before(one)[-1:]
    if one.kind == "reason" and (troubled or (first and first[0].is_heading)):
        yield _Cause(trimmed(reading.text, *span), 4 if troubled else 2)
    elif troubled and decided and not _ACT.search(words):
        yield _Cause(trimmed(reading.text, *span), 3)
    elif main and troubled and one.kind not in {"impact", "risk"} and not (_RESULT.search(words) or _ACT.search(words)):
        yield _Cause(trimmed(reading.text, *span), 2)


def _before_act(reading: Reading, span: Span) -> Span:
    """The clauses before the one that tells the act."""
    act = _ACT.search(reading.text, *span)
    comma = reading.text.rfind(",", span[0], act.start()) if act else -1
    return (span[0], comma) if comma - span[0] > _SHORTEST else span


def _colon(reading: Reading, span: Span) -> Span:
    """What a letter says (…函》称:) begins behind its colon."""
    at = next((each.end() - 1 for each in _QUOTING.finditer(reading.text, *span)), -1)
    return trimmed(reading.text, at + 1, span[1]) if at >= 0 and span[1] - at > _SHORTEST else span


def _label(reading: Reading, one: Sentence, found: re.Match[str]) -> Iterator[_Cause]:
    start, end = one.start + found.end(), one.end
    if end - start < 6:
        following = reading.passages.after(one)
        if not following:
            return
        start, end = following[0].start, following[0].end
    span = trimmed(reading.text, start, end)
    if span[1] > span[0]:
        yield _Cause(span, 6)


def _cued(reading: Reading, one: Sentence, *, main: bool) -> Iterator[_Cause]:
    for cue in islice(_CUE.finditer(one.text), _MOST_CUES):
        near = one.text[cue.start() : cue.start() + 60]
        if _NO_CUE.search(near) or cue[0] == "所致":
            continue
        act = _ACT.search(one.text, cue.end())
        if _ASIDE.search(near[:24]) and not act:
            continue
        span = _until_decision(one, _before_cue(one, cue.start()) if main else cue.start())
        if span and span[1] - span[0] >= 4:
            behind = _BACKWARD.match(cue[0]) is not None and _THIS.search(one.text, 0, cue.start()) is not None
            weight = 4 if behind else _weight(one, main=main, act=act is not None)
            if weight:
                yield _Cause(trimmed(reading.text, *span), weight)


def _before_cue(one: Sentence, cue: int) -> int:
    """铸造业务持续亏损,公司为集中资源…: the trouble named before a purpose is the cause too."""
    before = one.text[:cue]
    troubled = _TROUBLE.search(before) is not None and not _ACT.search(before) and "。" not in before and cue < 60
    return 0 if troubled else cue


def _weight(one: Sentence, *, main: bool, act: bool) -> int:
    """How near a cue stands to the act: in its own sentence before it, behind it, in a reasons section, elsewhere."""
    if main:
        return 5 if act else 4
    if one.kind == "reason":
        return 3
    if one.kind == "risk":
        return 0
    if act:
        return 2
    rest = _UNDER.sub("", one.text)
    return 1 if CAUSELESS.search(rest) and not _ASIDE.search(rest) else 0


def _until_decision(one: Sentence, at: int) -> Span | None:
    """From ``at`` to where the decision begins: the cause's clauses, five at most."""
    start, end, first = at, at, True
    for clause in re.finditer(r"(?:[^,;。]|(?<=\d),(?=\d))+[,;。]?", one.text[at : at + 240]):
        words = clause[0]
        if not first and _STOP.search(words):
            break
        cut = _inner_decision(words) if first else None
        end = at + clause.start() + (cut or len(words))
        first = False
        if cut or clause.start() > 150:
            break
    return (one.start + start, one.start + end) if end > start + 3 else None


def _inner_decision(words: str) -> int | None:
    """Where a decision begins inside the cause's own clause (因环评未获批公司决定终止项目)."""
    found = re.search(rf"(?:公司|双方|各方)?(?:经[^,]{{0,12}})?(?:决定|同意|拟|遂|现)(?:提前)?(?:{ACT})", words)
    return found.start() if found and found.start() > 4 else None


def _anaphoric(reading: Reading, one: Sentence) -> Iterator[_Cause]:
    so = _SO.search(one.text)
    if so is None or not _ACT.search(one.text, so.end()):
        return
    if so.start() > _SHORTEST:
        yield _Cause(trimmed(reading.text, *_colon(reading, (one.start, one.start + so.start()))), 4)
        return
    before = reading.passages.before(one)
    if before and not before[-1].is_heading and before[-1].kind not in {"title", "table"}:
        yield _Cause(trimmed(reading.text, *_colon(reading, (before[-1].start, before[-1].end))), 4)


def _has_cue(reading: Reading) -> bool:
    """Whether any clause that may concern the event holds a cue, or a cause without one."""
    for one in reading.passages.all:
        if one.kind in {"documents", "definitions", "title"} or _CLERICAL.search(one.text):
            continue
        cue = _CUE.search(one.text)
        if cue and not _NO_CUE.search(one.text[cue.start() : cue.start() + 60]) and _concerns(one.text, cue.start()):
            return True
        if "纠纷" in one.text and one.kind == "body" and not _ASIDE.search(one.text[:24]):
            return True
        if _TROUBLE.search(one.text) and one.kind in {"body", "reason", "subject"} and not _RESULT.search(one.text):
            return True
        if "原因" in one.text or (CAUSELESS.search(one.text) and _ACT.search(one.text) and not _ASIDE.search(one.text)):
            return True
    return False


def _concerns(text: str, at: int) -> bool:
    return _ACT.search(text) is not None or not _ASIDE.search(text[at:])


def _process(reading: Reading, told: list[Sentence]) -> list[Fact]:
    """A process phrase beside a missing reason (经友好协商) is shown as what it is."""
    for one in told:
        found = _PROCESS.search(one.text)
        if found:
            span = (one.start + found.start(), one.start + found.end())
            return [
                derived(
                    reading,
                    "reason_grade",
                    Text(text="agreed_without_reason", code="none"),
                    "process-is-no-reason",
                    span,
                )
            ]
    return []
