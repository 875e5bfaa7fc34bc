"""The parties of an event with their roles and the terms that stand for them (以下简称)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from filings.events.evidence import Span, passage
from filings.events.reading import Reading
from filings.events.values.names import find_credit_codes, kind_of_counterparty
from filings.model import Act, Fact, Party
from filings.model.facts import PartyRole

_WITH = re.compile(r"(?:与|和|同|向|及)$")
_OPPOSITE = re.compile(
    r"^[^,。;]{0,16}?(?:\([^)]{0,40}\))?[^,。;]{0,16}?(?:签[署订]|协商|达成|就|终止|解除|合作|友好|共同|一致)"
)
_TO = re.compile(
    r"(?:转让给|出售给|转让予|划转(?:给|至)|由竞买人|由买受人|无偿划转至|移交(?:给|至)?|协议转让给|另一全资子公司|受让方(?:为|:|是|系)?|买方(?:为|:)?|购买方(?:为|:)?|由|卖给|交易对方(?:为|:|是|系)?|摘牌方(?:为|:)?)(?:关联方|非关联方|自然人|第三方)?$"
)
_FROM = re.compile(r"(?:转让方(?:为|:)?|出让方(?:为|:)?|卖方(?:为|:)?)$")
_PARTY_A = re.compile(
    r"(?:甲方|业主|采购人|招标人|发包人|建设单位|发包方|采购单位|买方|业主方|委托方)(?:单位|名称)?(?:\([^)]{1,12}\))?(?:为|:|是|系)?$"
)
_OWNED = re.compile(r"(?:子公司|孙公司|控股公司|下属公司|项目公司)(?:为|:|是)?$")
_DEBTOR = re.compile(r"债务人(?:名称)?(?:为|:|是)?$")
_CREDITOR = re.compile(r"债权人(?:名称)?(?:为|:|是)?$")
_OWES = re.compile(r"^(?:\([^)]{0,40}\))?[^,。;]{0,10}?(?:享有|拥有|持有|尚?欠|拖欠|的?(?:应收|债权|欠款))")
_BUYS_BACK = re.compile(r"^(?:[^,。;]|(?<=\d),(?=\d)){0,30}回购")
_TARGET_OF = re.compile(r"^(?:\([^)]{0,60}\))?的?[\d.]+%的?(?:股权|股份)")
_HELD = re.compile(r"(?:所持有?|持有的?|(?:全资|控股)(?:子|孙)公司|转让|出售)$")
_CLAIM_ON = re.compile(r"(?:对|应收)$")
_OWED = re.compile(r"(?:欠付?|拖欠|所欠|尚欠)$")
_SELLS_TO = re.compile(r"向$")
_SOLD = re.compile(r"^(?:\([^)]{0,60}\))?(?:公开|协议)?(?:出售|转让)")
_ANYTHING = re.compile("")
_PLACES: tuple[tuple[PartyRole, str, re.Pattern[str], re.Pattern[str]], ...] = (
    ("counterparty", "", _ANYTHING, _BUYS_BACK),
    ("subsidiary", "disposal", _HELD, _TARGET_OF),
    ("debtor", "debt", _CLAIM_ON, _OWES),
    ("counterparty", "", _CLAIM_ON, _OWES),
    ("creditor", "debt", _OWED, _ANYTHING),
    ("transferee", "disposal", _SELLS_TO, _SOLD),
)
"""A role, the act that it needs, and the words before and behind the name."""
_TARGET = re.compile(r"(?:标的公司|目标公司|标的企业)")
_COURT = re.compile(r"法院|仲裁委")
_LIST_HEAD = re.compile(
    r"(?:子公司|孙公司|下属公司|控股公司)(?:为|包括|:)?[^,。;:]{2,30}?(?:公司)(?:\([^)]{0,40}\))?(?:[、和及][^,。;:]{2,40}?公司(?:\([^)]{0,40}\))?)*(?:、|和|及|以及|与)$"
)
_VEHICLE = re.compile(r"项目公司(?:为|:|是)?$")
_RULES: tuple[tuple[PartyRole, re.Pattern[str]], ...] = (
    ("transferee", _TO),
    ("transferor", _FROM),
    ("counterparty", _PARTY_A),
    ("project_company", _VEHICLE),
    ("subsidiary", _OWNED),
    ("debtor", _DEBTOR),
    ("creditor", _CREDITOR),
)
_HEAD = 200
_OWNER = re.compile(r"^(?:全资|持有|持股|控股|国资|出资|所属|下属|批准|备案|主管|的全资|直属)")
_TAKER = re.compile(r"土地储备|收储|征收")
_MOST_NAMES = 300
_MOST_PARTIES = 40
_SKIPPED = {"documents", "before", "definitions"}
_BYSTANDER = re.compile(r"交易所|登记结算|律师事务所|会计师|评估|证券报|时报|证券股份|证监|审计|保荐")


def parties_of(reading: Reading, acts: tuple[Act, ...]) -> tuple[Party, ...]:
    """Who takes part, each once: the issuer where the filing names it in full, its companies, the other side."""
    found: dict[str, Party] = {}
    for named in reading.cast.named:
        role = named.role or _role_in_text(reading, named.name, named.aliases, named.start, acts)
        if role is None and _is_target(named.aliases):
            role = "subsidiary"
        if role is None or _BYSTANDER.search(named.name) or len(named.name) < 3:
            continue
        found.setdefault(named.name, party(reading, role, named.name, named.aliases, (named.start, named.end)))
    issuer = issuer_of(reading)
    if issuer is not None and not any(one.role == "issuer" for one in found.values()):
        found = {issuer[0]: party(reading, "issuer", issuer[0], (), issuer[1])} | found
    known = {term for one in found.values() for term in (one.name, *one.aliases)}
    for name, start, end in _names(reading):
        if name in known or _BYSTANDER.search(name) or len(known) > _MOST_NAMES:
            continue
        known.add(name)
        role = _role_in_text(reading, name, (), start, acts)
        if role is not None:
            found[name] = party(reading, role, name, (), (start, end))
    return tuple(found.values())[:_MOST_PARTIES]


def _is_target(aliases: tuple[str, ...]) -> bool:
    """Whether a defined company is the one that is sold (标的公司)."""
    return any(_TARGET.search(alias) for alias in aliases)


def issuer_of(reading: Reading) -> tuple[str, Span] | None:
    """The issuer by its defined term, else as it heads or signs the filing (…股份有限公司董事会)."""
    known = next(((one.name, (one.start, one.end)) for one in reading.cast.named if one.role == "issuer"), None)
    if known is not None:
        return known
    for name, start, end in reading.names:
        signs = reading.text[end : end + 3] == "董事会" or (
            end < _HEAD and reading.text[end : end + 2] in {"关于", "重大", "公告"}
        )
        if signs and "股份" in name:
            return name, (start, end)
    return None


def _names(reading: Reading) -> Iterator[tuple[str, int, int]]:
    return (each for each in reading.names if reading.passages.at(each[1]).kind not in _SKIPPED)


def party(reading: Reading, role: PartyRole, name: str, aliases: tuple[str, ...], span: tuple[int, int]) -> Party:
    return Party(role=role, name=name, aliases=aliases, facts=_codes(reading, span), quotes=reading.quotes(*span))


def _codes(reading: Reading, span: tuple[int, int]) -> tuple[Fact, ...]:
    """The credit code that stands beside a name (at most 200 characters behind it)."""
    window = reading.text[span[1] : span[1] + 200]
    if "信用代码" not in window:
        return ()
    codes = find_credit_codes(window)
    if not codes:
        return ()
    return (passage(reading, "credit_code", (span[1] + codes[0].start, span[1] + codes[0].end)),)


def _role_in_text(
    reading: Reading, name: str, aliases: tuple[str, ...], start: int, acts: tuple[Act, ...]
) -> PartyRole | None:
    """The role by the words round the name's places; an authority is the other side of a contract, or an authority."""
    if name in reading.cast.issuer_names:
        return "issuer"
    words = "|".join(map(re.escape, (name, *aliases)))
    places = [(start, start + len(name))]
    places += [found.span() for found in islice(re.finditer(words, reading.text), 7)]
    listed = _of_list(reading, start)
    if listed is not None:
        return listed
    for low, high in places:
        before, after = reading.text[max(0, low - 24) : low], reading.text[high : high + 60]
        if _OWNER.match(after):
            return None
        role = _beside(name, before, after, acts)
        if role is not None:
            return role
    return _public_body(name, acts, reading.text[start + len(name) : start + len(name) + 6])


def _beside(name: str, before: str, after: str, acts: tuple[Act, ...]) -> PartyRole | None:
    """The role by the words on both sides of one place."""
    ruled = next((role for role, pattern in _RULES if pattern.search(before)), None)
    if ruled is not None and (ruled != "transferee" or "disposal" in acts or not before.endswith("由")):
        return ruled
    role = next(
        (
            role
            for role, act, left, right in _PLACES
            if act in {"", *acts} and left.search(before) and right.match(after)
        ),
        None,
    )
    if role is not None:
        return role
    return _other_side(name, acts) if _WITH.search(before) and _OPPOSITE.match(after) else None


def _of_list(reading: Reading, start: int) -> PartyRole | None:
    """The role of the list that a name stands in: 子公司甲、乙和丙 are all subsidiaries."""
    before = reading.text[max(reading.passages.at(start).start, start - 400) : start]
    head = _LIST_HEAD.search(before)
    if head is None or not (before.endswith("、") or "、" in head[0]):
        return None
    return "subsidiary"


def _other_side(name: str, acts: tuple[Act, ...]) -> PartyRole:
    if _COURT.search(name):
        return "court"
    return "transferee" if acts[:1] == ("disposal",) and kind_of_counterparty(name) != "government" else "counterparty"


def _public_body(name: str, acts: tuple[Act, ...], after: str) -> PartyRole | None:
    kind = kind_of_counterparty(name)
    if _TAKER.search(name):
        return "counterparty"
    if name.endswith(("市", "县", "区")):
        return None
    if after.startswith(("下属", "所属", "直属", "登记", "准予")):
        return "authority"
    if kind == "court":
        return "court"
    if kind == "government":
        return "counterparty" if "termination" in acts else "authority"
    return None
