"""Debts: restructured, waived, set off, settled, transferred; and what an exit leaves to be settled (C1 to C8)."""

from __future__ import annotations

import re
from dataclasses import replace

from filings.events.modes import mode_of
from filings.events.reading import Mention, Reading, mention, mentions, verbs
from filings.events.stages import stage_of
from filings.events.values.shares import find_shares
from filings.events.verdict import Strand, Verdict, rule, trigger_of
from filings.model.event import EventObject

_KINDS: tuple[tuple[EventObject, re.Pattern[str]], ...] = (
    ("set_off", re.compile(r"以[房物资股]\S{0,4}抵债|抵债|抵偿|债务抵[销消]|以房抵|抵顶|债权债务抵")),
    (
        "waiver",
        re.compile(
            r"(?:债务|债权|欠款|利息|借款)[^,。;]{0,10}豁免|豁免[^,。;]{0,16}(?:债务|债权|欠款|利息|借款)|债务减免"
        ),
    ),
    ("restructuring", re.compile(r"债务重组|债务和解重组")),
    ("settlement", re.compile(r"(?:债务|执行)?和解协议|达成和解|债务和解|债务清偿协议|还款协议")),
    ("debt_transfer", re.compile(r"债务转移|债权转让|债务承担|债权债务(?:的)?(?:概括)?转(?:让|移)|债务转让")),
)
_FOLLOW = re.compile(
    r"(?:债权债务?|债务|应收(?:账|帐)?款项?|欠款|尾款|未结款项|工程款|往来款|货款|服务费)[^,。;]{0,14}?(?:处理|清理|解决|清收|结算|清偿|化解|催收|追偿|了结|处置|回收)|"
    r"(?:解决|处理|清理|化解|清收|催收|了结|追讨|厘清|结清)[^,。;]{0,16}?(?:债权债务?|债务|债权|应收(?:账|帐)?款|欠款|款项|货款|服务费|工程款)"
)
_NONE = re.compile(r"不(?:涉及|存在|产生)[^,。;]{0,16}(?:债权|债务)|无[^,。;]{0,6}(?:债权债务|债务纠纷)")
_DEAL = re.compile(r"债务|债权|抵债|和解|豁免|抵偿|进展|重大事项|提示性")
_CLOSE = re.compile(r"(?<!不)构成关联交易|为公司关联方|系公司关联|人民政府|财政局|管委会|城市建设投资|国有资产")
_OURS = re.compile(
    r"(?:豁免|免除|承担|代(?:为)?偿)[^,。;]{0,6}(?:本|上市)?公司|公司(?:对[^,。;]{2,16})?所欠|对(?:本|上市)?公司的(?:债权|债务|借款|欠款)"
)
_WHO = re.compile(r"债务人|债权人|公司|双方|各方|甲方|乙方|协议|合同")


def find(reading: Reading) -> list[tuple[EventObject, Mention]]:
    """Every act on a debt with its kind."""
    found = []
    for kind, pattern in _KINDS:
        for match in verbs(pattern, reading.text):
            one = mention(reading, match.start(), match.end())
            if one is not None and _WHO.search(one.sentence.text):
                found.append((kind, replace(one, sold=kind)))
    return sorted(found, key=lambda pair: pair[1].start)


def to_follow(reading: Reading) -> list[Mention]:
    """Sentences that say that claims and debts are or will be settled after an exit; explicit absences left out."""
    found = []
    for one in mentions(reading, _FOLLOW):
        if not one.told or _NONE.search(one.sentence.text) or one.mood.verdict in {"negated", "hypothetical"}:
            continue
        found.append(
            replace(one, sold="collection" if re.search(r"清收|催收|追偿|追讨|回收", one.verb) else "settlement")
        )
    return found


def decide(reading: Reading) -> Verdict | None:
    """The verdict on a filing that is about a debt alone; ``None`` where it tells of no act on one."""
    asserted = "debt" in reading.triage.acts
    told = [(kind, one) for kind, one in find(reading) if one.told and one.mood.verdict in {"real", "plain"}]
    real = [pair for pair in told if pair[1].real and (pair[1].who != "holder" or _OURS.search(pair[1].sentence.text))]
    chosen = (real or told) if asserted else real
    if not chosen or not (asserted or _DEAL.search(reading.title)):
        return None
    kind = _main_kind(chosen)
    mentions = tuple(one for _, one in chosen)
    one = trigger_of(mentions)
    strand = Strand(
        "debt",
        kind,
        mode_of("debt", kind, [each.sentence for each in mentions], reading.title),
        stage_of("debt", reading.body, title=reading.title, whole=reading.told_text),
        mentions,
    )
    why = "claims or debts of the group are restructured, waived, set off, settled or transferred"
    return Verdict("flag" if weighs(reading) else "flag_low", (rule("debt_deal", why, reading, one),), (strand,), one)


def weighs(reading: Reading) -> bool:
    """Whether a debt alone is worth an alert: at least 1 % of net assets, or a state or related party."""
    text = "".join(one.text for one in reading.body if one.kind != "risk")
    shares = [found.value for found in find_shares(text) if found.value.of and "净资产" in found.value.of]
    return any(share.percent >= 1 for share in shares) or _CLOSE.search(text) is not None


def _main_kind(chosen: list[tuple[EventObject, Mention]]) -> EventObject:
    """The most telling kind: how a debt is restructured says more than that it is."""
    kinds = [kind for kind, _ in chosen]
    return next(
        (kind for kind in ("set_off", "waiver", "debt_transfer", "restructuring", "settlement") if kind in kinds),
        kinds[0],
    )
