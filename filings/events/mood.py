"""Whether a verb says that something happened: negation, hypothesis, tense.

Source of the rules: taxonomy, section 6 (negation and hypothesis in the same clause; realis words), and its
trap table (不/未终止, 终止的风险, 若…则终止, the double negations).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["real", "plain", "past", "hypothetical", "negated"]
"""``real``: a word says that it was decided or done; ``plain``: named without one; ``past``: background."""

_ADJACENT_NEGATION = re.compile(
    r"(?:不(?!利|良)|未|无|没有|并未|从未|尚未|未曾|不得|无需|不会|不应|不能|无法|不予|暂不|不拟|不打算|无意|不可|避免|防止|拒绝|反对)"
    r"(?:会|将|再|被|予以|主动|擅自|单方面?|提前|发生|进行|随意|需要?|要|考虑|计划|同意|因此)*(?:(?:终止|解除|中止|取消)(?:或者?|、|及|和))?$"
)
_EXISTENTIAL_NEGATION = re.compile(
    r"(?:不存在|未发生|未收到|没有收到|从未收到|不涉及|没有|未出现|不构成|不属于|不会导致|不会因此|并非|不是)[^,。;:]{0,24}$"
)
_DOUBLE = re.compile(r"(?:不得不|不能不|不会不|无不|并非不|未必不|除了?)(?:会|将|再|予以|提前)*$")
_CONDITION = re.compile(
    r"(?:^|[,;:。、(\"①-⑳]|\d)(?:若|如果|如遇|如(?![下上期何此实同有前]|前述)|倘若|假如|假设|万一|一旦|除非|任何一方|任一方|任意一方|"
    r"在[^,]{0,20}情况下|当(?:出现)?[^,。]{1,60}时|当出现|出现(?:下列|以下|上述))"
    r"|如(?:果|若|甲方|乙方|公司|对方|未能|未按|双方|受让方|发生|因|出现)|若(?!干)|情形之一"
)
_RUMOUR = re.compile(r"媒体|报道|传闻|传言|网传|谣言|质疑")
_MODAL = re.compile(
    r"(?:有权(?:利)?[^,。;:]{0,60}$)|(?:可能|或将|或会|可以|应当|应予|必须|届时(?!到期|期满|届满|自然|终止)|有可能|或须|视为|均可|方可|自动|有权要求|存在被?|面临被?|可能会|可能被|以防)"
    r"[^,。;:]{0,16}$|(?:[可应须]|需要?)(?:单方面?|提前|随时|立即|依法|被|向[^,。;:]{1,12})*$"
)
_CAME_ABOUT = re.compile(r"截至|未(?:能|取得|签|成就|满足|达成|获)|仍未|已")
"""截至…双方未签订正式协议,框架协议自动终止: the condition was met."""
_SURE = re.compile(r"决定|同意|已经?|审议|正式|依法|要求")
_NOMINAL = re.compile(
    r"^(?:(?:[^,。;:]{0,14}?的|[^,。;:不无]{0,4}?)(?:风险|可能性?|情形|条款|权利|事由|机制)|权(?!益|限|衡|属)|[^,。;:]{0,14}?之日|"
    r"[^,。;:]{0,10}?的?条件(?!未)|[^,。;:]{0,8}?时(?!间))"
)
_REAL_BEFORE = re.compile(
    r"决定|决议|同意|拟(?!定|上市)|审议通过|审议并通过|批准|通过了?|已|完成|签署|签订|签定|达成|收到|接到|获悉|通知|正式|"
    r"予以|近日|日前|经[^,。;]{0,20}协商|协商一致|协商后|提前|主动|不得不|遂|最终|现(?:将|经|就|因|由|终)|计划|"
    r"将(?!来|会导致)|全部|均|依法|裁定|判决|被|宣布|宣告|要求|责令|启动|实施|公开|发布|申请|确认|选择|商定|议定|明确|因此|故|"
    r"\d{1,2}日,?|自[^,。;]{1,20}起"
)
_REAL_AFTER = re.compile(
    r"^[^,。;:]{0,40}?(?:了|完毕|完成|事项|手续|议案|协议书?》|的公告|通知书?》|函》|决定书?》|的原因|的影响|的情况|的背景|已|生效|审议通过|之中)"
)
_PAST = re.compile(r"(?:曾(?!用名)|此前|前期已|历史上|以往|往年|原(?:合同|协议|中标|定|业主|承包))[^,。;:]{0,24}$")
_REJECTED = re.compile(r"驳回(?:(?!请求|判决)[^。;]){0,120}$")
_CLAIM = re.compile(r"[^。;]{0,80}?请求")
"""驳回原告要求解除《…协议》的诉讼请求: what a court refuses does not happen."""
DISMISSED = "驳回"
_STOPS = ",。;:!?"


@dataclass(frozen=True, slots=True)
class Mood:
    """How a verb is meant, and the word that decided it."""

    verdict: Verdict
    because: str = ""


def clause_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause round [start, end): up to the next mark on either side, commas inside numbers left alone."""
    a = start
    while a > 0 and not _is_stop(text, a - 1):
        a -= 1
    b = end
    while b < len(text) and not _is_stop(text, b):
        b += 1
    return a, b


def _is_stop(text: str, index: int) -> bool:
    if text[index] not in _STOPS:
        return False
    inside = text[index] in ",:" and 0 < index < len(text) - 1
    return not (inside and text[index - 1].isdigit() and text[index + 1].isdigit())


def mood_of(text: str, start: int, end: int) -> Mood:
    """How the verb at [start, end) of a sentence is meant. Looks at most 160 characters back and 60 ahead."""
    low = max(0, start - 160)
    a, _ = clause_bounds(text[low:start], start - low, start - low)
    clause, reach = text[low + a : start], text[low:start]
    after = text[end : end + 60]
    unreal = _RUMOUR.search(reach) or (None if _SURE.search(clause) else _CONDITION.search(reach))
    unreal = unreal or _NOMINAL.search(after)
    if unreal:
        return Mood("hypothetical", unreal[0])
    negated = _dismissed(reach, text, end) or _negation(clause)
    if negated:
        return Mood("negated", negated)
    modal = _MODAL.search(clause)
    if modal and modal[0].startswith("自动") and _CAME_ABOUT.search(reach):
        return Mood("real", "自动")
    if modal and not _SURE.search(clause[max(0, modal.start() - 3) :]):
        return Mood("hypothetical", modal[0])
    past = _PAST.search(clause)
    if past:
        return Mood("past", past[0])
    real = _REAL_BEFORE.search(reach[-60:]) or _REAL_AFTER.search(after)
    return Mood("real", real[0]) if real else Mood("plain")


def _dismissed(reach: str, text: str, end: int) -> str:
    return DISMISSED if _REJECTED.search(reach) and _CLAIM.match(text, end) else ""


def _negation(clause: str) -> str:
    if _DOUBLE.search(clause):
        return ""
    found = _ADJACENT_NEGATION.search(clause) or _EXISTENTIAL_NEGATION.search(clause)
    return found[0] if found else ""
