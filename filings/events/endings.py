"""The verdict on a termination: confirmed by the body, with what follows it (assets, debts)."""

from __future__ import annotations

import re
from dataclasses import replace

from filings.events import debt, disposal, termination
from filings.events.modes import mode_of
from filings.events.mood import DISMISSED
from filings.events.passages import Sentence
from filings.events.reading import Mention, Reading, mention, mentions
from filings.events.stages import contests, passed, refuses, stage_of
from filings.events.verdict import Strand, Verdict, rule, trigger_of, words
from filings.model.event import EventObject, Stage

_AWARD = re.compile(r"签订|签署|签定|中标|预中标|订立|候选")
_TERM_TITLE = re.compile(
    r"(?:特许|经营|合同|协议|项目|合作|租赁|托管|承包|代理|许可|授权|运营|服务)[^,。;]{0,12}(?:届满|到期|期满)|(?:届满|到期|期满)[^,。;]{0,8}(?:终止|移交|退出)"
)
_RUN_OUT = re.compile(r"届满|到期|期满|期限已到|不再续")
_EARLY = re.compile(r"提前|未到期")
_RENEWED = re.compile(r"(?<!不再)(?<!不予)(?<!未)(?:续签|续约)|展期|延期|延长")
_CANCELLED_NOTICE = re.compile(r"(?:合同|协议|中标|项目)[^()]{0,12}\((?:已)?取消\)$")
_OTHERS_ACT = re.compile(r"政府|局|委|法院|业主|甲方|发包|客户|对方|采购人|招标人|兵团")
_ASSETS = re.compile(
    r"(?:资产|设备|设施|存货|厂房|产线)[^。;]{0,40}?,[^,。;]{0,12}?(?:将|拟)[^,。;]{0,16}?(?:变卖|处置|出售|拍卖|移交)|"
    r"(?:(?:资产|设备|设施|存货|厂房|物资)[^,。;问权]{0,14}?(?:处置|处理|变卖|出售|盘活|移交|回收|拆除)|(?:土地|房产)[^,。;问款]{0,8}?(?:处置|移交|收回)|"
    r"(?:处置|处理|变卖|出售|盘活|移交|回购|拆除)[^,。;问]{0,14}?(?:资产|设备|设施|存货|厂房|物资))(?!处?置?(?:收益|损益|损失|组))"
)
_CLAIMED = re.compile(r"起诉|诉请|请求|诉称|要求")
_BY_LETTER = re.compile(
    r"收到[^。;]{0,60}(?:函|通知|告知|决定)|(?:该|本|上述)(?:中标)?(?:项目|合同|协议)[^,。;]{0,12}(?:不再|终止|取消|解除)"
)
"""A notice on the progress of an award tells of its end so; 该项目 is the one that the group won."""
_TO_SUSPEND = re.compile(r"(?:拟|计划|将)[^,。;]{0,12}(?:暂停|中止|停建|停工|缓建)")
_FINAL = re.compile(r"终局|终审|发生法律效力|自作出之日起生效|判决(?:已)?生效")
_LATER = re.compile(r"将|后续|拟|逐步|下一步|妥善|继续|尽快|计划|待|积极|负责|需")
_DONE = re.compile(r"已(?!提前)|完成|完毕")


def expired(reading: Reading, ended: list[Mention]) -> Verdict | None:
    """The verdict where the title says that a term runs out and the body that the contract ends with it (到期终止)."""
    if not _TERM_TITLE.search(reading.title) or _RENEWED.search(reading.title) or reading.triage.acts:
        return None
    told = [one for one in ended if one.told and one.mood.verdict != "negated" and _RUN_OUT.search(one.sentence.text)]
    told = [one for one in told if termination.is_project(one.ended) or one.ended is None]
    if not told or _EARLY.search(reading.title):
        return None
    one, kind = _telling(told), termination.object_of(reading, told)
    stage = stage_of("termination", _sentences(reading, told), title=reading.title, whole=reading.told_text)
    strand = Strand("termination", kind, "expiry", stage, tuple(told))
    said = "" if one is None else f": “{words(one, reading)}”"
    return Verdict(
        "flag_low", (rule("expired", f"a term ran out; nothing ended early{said}", reading, one),), (strand,), one
    )


def decide_termination(reading: Reading, ended: list[Mention], sold: list[Mention]) -> Verdict | None:
    """The verdict where a project, contract, investment or business of the group ends; else ``None``."""
    titled = termination.of_title(reading)
    asserted = "termination" in reading.triage.acts or termination.is_project(titled)
    told = [one for one in ended if _counts(one, asserted=asserted) and not _dismissed(one, ended)]
    if not asserted:
        told = [one for one in told if one.real and termination.is_project(one.ended) and _by_us_or_on_us(one)]
        if _AWARD.search(reading.title) and not _ends(reading.title):
            told = [one for one in told if reading.continues and _BY_LETTER.search(one.sentence.text)]
    if _CANCELLED_NOTICE.search(reading.title):
        return _cancelled(reading)
    if asserted and not told:
        return _unconfirmed(reading, ended) if ended or titled is not None else None
    if not told or _RENEWED.search(reading.title):
        return None
    return _ended(reading, told, sold)


def _telling(told: list[Mention]) -> Mention | None:
    """The mention that proves the end; that a contract is not renewed proves it only where nothing else does."""
    return trigger_of([one for one in told if "续" not in one.verb]) or trigger_of(told)


def _ends(title: str) -> bool:
    return re.search(r"终止|解除|中止|退出|取消|不再", title) is not None


def _counts(one: Mention, *, asserted: bool) -> bool:
    if not one.possible or termination.is_never(one.ended):
        return False
    return termination.is_project(one.ended) or (asserted and one.ended is None)


def _dismissed(one: Mention, ended: list[Mention]) -> bool:
    """Whether it is only claimed (诉请解除…), and a court dismisses the claim."""
    refused = any(each.mood.because == DISMISSED for each in ended)
    return refused and _CLAIMED.search(one.sentence.text[: one.start - one.sentence.start]) is not None


def _by_us_or_on_us(one: Mention) -> bool:
    """An ending by the group, or by an authority, court or customer that ends the group's project."""
    return one.who in {"group", "unknown"} or (one.who == "other" and _OTHERS_ACT.search(one.sentence.text) is not None)


def _ended(reading: Reading, told: list[Mention], sold: list[Mention]) -> Verdict:
    kind = termination.object_of(reading, told)
    sentences = _sentences(reading, told)
    mode = mode_of("termination", kind, sentences, reading.title)
    contested = mode in {
        "government_ordered",
        "unilateral_by_counterparty",
        "disputed",
        "court_or_arbitration",
        "unilateral_by_us",
    }
    stage = stage_of("termination", sentences, title=reading.title, whole=reading.told_text, contested=contested)
    if mode == "court_or_arbitration" and stage is None and _FINAL.search(reading.told_text):
        stage = "effective"
    if contested and mode != "court_or_arbitration" and contests(reading.body):
        stage = "disputed"
    if stage in {None, "planned"}:
        stage = passed(reading.body) or stage
    if mode == "suspended" and stage == "planned" and not any(_TO_SUSPEND.search(each.text) for each in sentences):
        stage = None
    one = _telling([each for each in told if termination.is_project(each.ended)]) or trigger_of(told)
    if contested and mode != "court_or_arbitration" and refuses(reading.body):
        return _refused(reading, kind, told)
    strands = [Strand("termination", kind, mode, stage, tuple(told))]
    said = "" if one is None else f": “{words(one, reading)}”"
    if mode == "expiry":
        why = f"a term ran out; nothing ended early{said}"
        return Verdict("flag_low", (rule("expired", why, reading, one),), tuple(strands), one)
    strands += _what_follows(reading, sold)
    why = f"{_kind_in_words(kind)} of the group ends{said}"
    return Verdict("flag", (rule("ended", why, reading, one),), tuple(strands), one)


def _refused(reading: Reading, kind: EventObject, told: list[Mention]) -> Verdict:
    """The other side wants an end; the company refuses it and goes on with the contract."""
    one = trigger_of(told)
    why = "the other side demands an end, the company refuses it and says that the contract holds"
    strand = Strand("termination", kind, "disputed", "disputed", tuple(told))
    return Verdict("review", (rule("refused", why, reading, one),), (strand,), one)


def _kind_in_words(kind: EventObject) -> str:
    words_of = kind.replace("gov_", "government ").replace("_jv", " joint venture").replace("_", " ")
    return f"an {words_of}" if words_of[0] in "aeiou" else f"a {words_of}"


def _sentences(reading: Reading, told: list[Mention]) -> list[Sentence]:
    """The sentences that tell of the ending, with one neighbour on either side."""
    chosen: dict[int, Sentence] = {}
    for one in told:
        around = (*reading.passages.before(one.sentence), one.sentence, *reading.passages.after(one.sentence))
        chosen |= {each.start: each for each in around if each.kind not in {"risk", "documents", "title"}}
    return [chosen[start] for start in sorted(chosen)]


def _what_follows(reading: Reading, sold: list[Mention]) -> list[Strand]:
    strands = []
    assets = [
        one
        for one in mentions(reading, _ASSETS)
        if one.told and one.mood.verdict not in {"negated", "hypothetical"} and one.who != "holder"
    ]
    leaving = [one for one in sold if one.real and disposal.by_group(one) and one.sold == "land_resumption"]
    if assets or leaving:
        kind: EventObject = "land_resumption" if leaving else "assets"
        chosen = tuple(replace(one, sold=kind) for one in (leaving or assets))
        strands.append(Strand("disposal", kind, None, _follow_stage(chosen), chosen))
    debts = debt.to_follow(reading)
    if debts:
        kind = next((one.sold for one in debts if one.sold), "settlement")
        strands.append(Strand("debt", kind, None, _follow_stage(tuple(debts)), tuple(debts)))
    return strands


def _follow_stage(mentions: tuple[Mention, ...]) -> Stage:
    texts = [one.sentence.text for one in mentions]
    later = any(_LATER.search(text) for text in texts)
    return "planned" if later or not any(_DONE.search(text) for text in texts) else "completed"


def _unconfirmed(reading: Reading, ended: list[Mention]) -> Verdict | None:
    """A title that asserts an ending which the body does not tell."""
    negated = next((one for one in ended if one.mood.verdict == "negated" and one.told), None)
    if negated is not None:
        return Verdict(
            "no_flag", (rule("negated", f"the body denies the ending: “{words(negated, reading)}”", reading, negated),)
        )
    one = trigger_of(ended)
    kind = termination.object_of(reading, [])
    why = "the title says that something ends; the body does not tell it in words that we know"
    mentions = () if one is None else (one,)
    return Verdict("review", (rule("title_only", why),), (Strand("termination", kind, None, None, mentions),), one)


def _cancelled(reading: Reading) -> Verdict:
    """A contract notice whose listed title was marked as cancelled (已取消) afterwards."""
    found = re.search(r"合同|协议|中标", reading.text)
    one = None if found is None else mention(reading, found.start(), found.end())
    why = (
        "the listed title marks this contract notice as cancelled (已取消), while its text still announces the contract"
    )
    mentions = () if one is None else (one,)
    return Verdict(
        "flag", (rule("notice_cancelled", why),), (Strand("termination", "major_contract", None, None, mentions),), one
    )
