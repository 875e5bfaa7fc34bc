"""The terms of a deal: payment, delivery, liens, related party, what is left behind, what the money is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.consequences import called_off, clause_of, titled
from filings.events.evidence import Span, passage, quoted, trimmed
from filings.events.passages import Sentence
from filings.events.reading import Reading
from filings.events.values.days import find_days
from filings.events.values.money import find_money
from filings.model import Act, Fact, NoneStated

_PAYMENT = re.compile(
    r"(?:首期|第[一二三四]期|分[期次两三四五]|一次性|余款|剩余|定金|预付款?|全部)[^。;]{0,60}?(?:支付|付清|付款|拨付|划付|汇入|结清)|"
    r"(?:价款|对价|补偿款|收储款|转让款|交易款|款项)[^,。;]{0,24}?(?:分[期次两三四五]|一次性)[^。;]{0,30}?(?:支付|付清|拨付)|"
    r"(?:支付|付清|拨付)[^,。;]{0,12}?\d{1,3}(?:\.\d+)?%"
)
_DELIVERY = re.compile(
    r"(?:交割日|交付日|移交日)(?:为|是|:)|(?:完成|办理|办妥)[^,。;]{0,16}?(?:交割|交付|移交|过户|腾空|搬迁)|(?:腾空|搬迁|交付|移交)[^,。;]{0,16}?(?:土地|房屋|厂房|资产|标的)"
)
_NO_LIENS = re.compile(
    r"(?:不存在|无|未设[定置有]?|没有)[^。;]{0,20}?(?:抵押|质押|冻结|查封|权利限制|转让限制|限制转让|他项权利)[^,。;]{0,20}"
)
_LIENS = re.compile(r"(?:已|被|处于|设[定置有]了?|办理了?)[^,。;]{0,20}?(?:抵押|质押|查封|冻结)(?!的情形)[^,。;]{0,20}")
_NOT_RELATED = re.compile(
    r"(?:不|未)(?:构成|属于|涉及)[^,。;]{0,6}?关联(?:交易|关系)|(?:不存在|无|没有)[^,。;]{0,24}?关联关系"
)
_RELATED = re.compile(r"(?<!不)(?<!未)(?:构成|属于)(?:了)?关联交易")
_GUARANTEE = re.compile(
    r"(?:提供|承担)[^,。;]{0,16}?担保(?:余额|金额|总额|责任)?|担保(?:余额|责任)(?!.{0,4}解除)|(?:尚?欠|占用)[^,。;]{0,12}?(?:公司|集团)[^,。;]{0,8}?(?:借款|往来款|资金)"
)
_NO_GUARANTEE = re.compile(
    r"(?:不存在|没有|未)[^,。;]{0,20}?(?:为[^,。;]{1,16})?(?:提供)?[^,。;]{0,6}(?:担保|财务资助|占用)[^,。;]{0,24}"
)
_GUARANTEED = re.compile(r"担保|财务资助|保证责任|借款|往来款|占用")
_PROCEEDS = re.compile(
    r"(?:所得|转让|出售|处置|收到的?|补偿|交易)(?:款项|价款|资金|款)[^,。;]{0,16}?(?:将)?(?:全部)?(?:用于|用作|用以)[^,。;]{2,40}"
)
_NEW_USE = re.compile(
    r"(?:剩余|节余|尚未使用|该部分|结余)[^,。;]{0,8}?(?:募集资金|资金|超募资金)[^。;]{0,60}?(?:(?:将|拟)?(?:全部)?(?:永久(?:性)?补充流动资金|用于[^,。;]{2,40}|存放于[^,。;]{2,24}|变更(?:为|用于)[^,。;]{2,30}))"
)
_METHOD = re.compile(r"(?:资产基础法|收益法|市场法|成本法|收益现值法|重置成本法|假设开发法|基准地价系数修正法)")
_BUYBACK = re.compile(
    r"回购(?:价款|价格|款|价)|(?:以|按)(?:[^,。;]|(?<=\d),(?=\d)){2,30}(?:的)?(?:价格|价款|对价)?回购"
)
_PAID_IN = re.compile(
    r"(?:缴纳|支付|出资|投入|实缴)(?:了)?(?:注册资本|出资款?|土地出让金|保证金|投资款|首期|履约保证金|定金)"
)
_LAND_RETURN = re.compile(
    r"(?:土地|用地|地块|宗地)(?:使用权)?(?!出让金|款)[^,。;]{0,24}?(?:收回|退还|交还|回购|返还)|(?:收回|退还|交还|退回)[^,。;]{0,12}?(?:土地|用地|地块)(?!出让金|款|保证金|价款)"
)
_DOCUMENT = re.compile(
    r"[(\[〔](?:19|20)\d\d[)\]〕][\u4e00-\u9fffA-Z0-9]{1,8}?(?:民|行|执|破|商|仲|刑|知)[\u4e00-\u9fff]{0,3}字?第?\d{1,6}号(?:之[一二三四五])?|"
    r"[\u4e00-\u9fff]{2,8}[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,4}号"
)
_COURT = re.compile(r"判决|裁定|裁决")
_GOVERNED = re.compile(r"(?:根据|按照|依据|收到|印发)+")
_ROUND = re.compile(r"(?:一审|二审|终审|再审|仲裁裁决|初审)(?:判决|裁定|裁决)?")
_OUTCOME = re.compile(
    r"(?:判决|裁定|裁决)(?:解除|终止|确认|驳回|撤销|如下)[^。]{0,80}|流拍|(?:由|被)[^,。;]{2,30}(?:竞得|摘牌)|未征集到[^,。;]{0,20}"
)
_GIVEN = re.compile(
    r"(?:抵债|抵偿|抵顶)(?:的)?(?:房产|资产|房屋|设备|股权|商品房|标的)[^,。;]{0,8}?(?:作价|价值|评估值?|金额)|作价"
)
_WAIVED = re.compile(r"豁免|免除|减免")
_DEPOSIT = re.compile(r"(?:交易|竞买)保证金|定金|诚意金")
_LABEL = re.compile(r"(?:更正|修订|修改|补充|变更|调整)[前后](?:的?内容)?[:为]?")
_WAITING_SENTENCE = frozenset({"risk"})


def deal_facts(reading: Reading, acts: tuple[Act, ...]) -> list[Fact]:
    """All facts of this module that the filing states, each once."""
    facts: list[Fact] = []
    if "disposal" in acts or "debt" in acts or "liquidation" in acts:
        facts += [
            *_first(_words(reading, "payment", _PAYMENT)),
            *_first(_delivery(reading)),
            *_first(_either(reading, "liens", _NO_LIENS, _LIENS)),
            *_first(_either(reading, "related_party", _NOT_RELATED, _RELATED)),
            *_first(_guarantees(reading)),
            *_first(_words(reading, "use_of_proceeds", _PROCEEDS)),
            *_first(_words(reading, "appraisal_method", _METHOD, whole=False)),
        ]
    if "debt" in acts:
        facts += [*_first(_sum(reading, "asset_given", _GIVEN)), *_first(_sum(reading, "waived", _WAIVED))]
    if "disposal" in acts:
        facts += [
            *_first(_sum(reading, "deposit", _DEPOSIT)),
            *_first(_words(reading, "outcome", _OUTCOME, whole=False)),
        ]
    if _COURT.search(reading.told_text):
        facts += [*_first(_words(reading, "round", _ROUND, whole=False))]
    if "termination" in acts:
        facts += [*_first(_words(reading, "new_use", _NEW_USE)), *_first(_sum(reading, "paid_in", _PAID_IN))]
    facts += [
        *_first(_sum(reading, "buyback_price", _BUYBACK)),
        *_first(_words(reading, "land_return", _LAND_RETURN)),
        *_documents(reading),
    ]
    return facts


def _first(facts: Iterator[Fact]) -> list[Fact]:
    found = next(facts, None)
    return [] if found is None else [found]


def _sentences(reading: Reading) -> Iterator[Sentence]:
    return (one for one in reading.statements if one.kind not in _WAITING_SENTENCE)


def _words(reading: Reading, name: str, pattern: re.Pattern[str], *, whole: bool = True) -> Iterator[Fact]:
    """The clause that the pattern stands in, or its words alone."""
    for one in _sentences(reading):
        found = pattern.search(one.text)
        if found and not _hypothetical(one.text, found.start()) and not titled(one.text, found.start()):
            span = (
                clause_of(reading, one, *found.span())
                if whole
                else (one.start + found.start(), one.start + found.end())
            )
            yield passage(reading, name, span)


def _hypothetical(text: str, at: int) -> bool:
    return re.search(r"(?:若|如(?!下)|如果|倘若)[^。;]{0,30}$", text[max(0, at - 40) : at]) is not None


def _either(reading: Reading, name: str, absent: re.Pattern[str], stated: re.Pattern[str]) -> Iterator[Fact]:
    for one in _sentences(reading):
        found = absent.search(one.text)
        if found:
            yield quoted(
                reading, name, NoneStated(), trimmed(reading.text, one.start + found.start(), one.start + found.end())
            )
        stands = None if found else stated.search(one.text)
        if stands and not _hypothetical(one.text, stands.start()):
            yield passage(reading, name, clause_of(reading, one, *stands.span()))


def _guarantees(reading: Reading) -> Iterator[Fact]:
    """Guarantees and loans that stay behind; a sale called off leaves none, and a payment alone is none."""
    for fact in _either(reading, "guarantees_left", _NO_GUARANTEE, _GUARANTEE):
        told = "".join(quote.text for quote in fact.quotes)
        if not called_off(told) and _GUARANTEED.search(told):
            yield fact


def _delivery(reading: Reading) -> Iterator[Fact]:
    """A day by which the thing is handed over, else the clause that says when."""
    for one in _sentences(reading):
        found = _DELIVERY.search(one.text)
        if found is None or _hypothetical(one.text, found.start()) or titled(one.text, found.start()):
            continue
        span = clause_of(reading, one, *found.span())
        days = find_days(reading.text, start=max(one.start, span[0] - 30), end=span[1])
        if days:
            yield quoted(reading, "delivery_date", days[-1].value, (days[-1].start, days[-1].end))


def _sum(reading: Reading, name: str, pattern: re.Pattern[str]) -> Iterator[Fact]:
    for one in _sentences(reading):
        for found in pattern.finditer(one.text):
            low = max(one.start, one.start + found.start() - (30 if name == "buyback_price" else 0))
            money = find_money(reading.text, start=low, end=min(one.end, one.start + found.end() + 24))
            if money and not _hypothetical(one.text, found.start()):
                yield quoted(reading, name, money[0].value, (money[0].start, money[0].end))


def _documents(reading: Reading) -> list[Fact]:
    """Numbers of judgments and of authorities' papers that the body names."""
    seen: dict[str, Fact] = {}
    for one in _sentences(reading):
        for found in _DOCUMENT.finditer(one.text):
            governed = _GOVERNED.match(found[0])
            low = one.start + found.start() + (governed.end() if governed else 0)
            number = reading.text[low : one.start + found.end()]
            seen.setdefault(number, passage(reading, "document_no", (low, low + len(number))))
    return list(seen.values())[:4]


def corrections(reading: Reading) -> list[Fact]:
    """The wording that a correction takes back and the one that it puts in its place."""
    facts = []
    for low, high in reading.replaced[:3]:
        for name, at, stop in (("corrected_from", low, high), ("corrected_to", high, len(reading.text))):
            span = _wording(reading, at, stop)
            if span is not None:
                facts.append(passage(reading, name, span))
    return facts


def _wording(reading: Reading, at: int, stop: int) -> Span | None:
    """The first sentence behind the label at ``at`` (更正前:), as far as ``stop``."""
    label = _LABEL.match(reading.text, at)
    low = label.end() if label else at
    one = reading.passages.at(low)
    while one.kind == "title" and (following := reading.passages.after(one)):
        one = following[0]
    span = trimmed(reading.text, max(low, one.start), min(one.end, stop))
    return span if span[1] > span[0] else None
