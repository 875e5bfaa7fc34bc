"""The facts of any notice, flagged or not: project, contract, parties, amounts (``detect --facts``).

Contract notices have no fixed form [measured on 1,993 of them]: names stand behind labels (招标人：…), in the
sentence that tells of the award or the signing, or in the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import Span, quoted
from filings.events.figures import figure_facts
from filings.events.frames import framed
from filings.events.passages import Sentence
from filings.events.people import issuer_of, party
from filings.events.reading import Reading
from filings.events.sums import contract_sums
from filings.events.times import time_facts
from filings.events.values.titles import find_contracts, find_projects
from filings.model import Fact, Party, Text
from filings.model.facts import PartyRole

_TOLD = re.compile(r"中标|签[署订定]|签约|订立|入围|候选|承接|承包|采购")
_QUOTED = re.compile(r"(?:\"([^\"]*)\"|《([^《》]*)》)((?:的)?(?:项目|工程|标段|采购|招标|设备))?")
_FURTHER = re.compile(
    r"[^,。;\"》《:中的与和由及、)]{0,24}?(?:标段|合同段|标(?![准的识志书])|采购|施工|总承包|分包工程|项目|设备)(?:[一二三四五六七八九十\dA-Z]{1,4}(?:标段?|包))?(?=[,。;\"》()的中招之与、]|$)"
)
_NO_PROJECT = re.compile(
    r"合同|协议|通知书|公告|报》|证券|规则|办法|^公司$|函$|通知$|制度|法$|网$|^(?:该|本|上述)|建设工程$|以下简称|甲方|乙方|招标网|实施所承包"
)
_DEFINED = re.compile(r"简称|称为?|[或和、]\"?$|\($")
_PROJECT_WORD = re.compile(r"项目|工程|标段|采购|施工|改造|建设|系统|招标|总承包|EPC|PPP|BOT|标$")
_ENDED = re.compile(r"终止|解除|中止|退出|和解")
_GROUP_SIDE = re.compile(
    r"(?:乙方|中标人|中标单位|承包人|承包方|卖方|供方|供货方|受托方|中标方|联合体(?:牵头)?(?:成员|人|方|单位)?|投标人|中标候选人|施工单位|承建方|供应商|受让方)(?:单位|人|方)?(?:名称|全称)?(?:\([^)]{1,12}\))?(?:为|:|是|系)+$"
)
_OTHER_SIDE = re.compile(
    r"(?:甲方|业主|招标人|采购人|发包人|建设单位|发包方|采购单位|买方|业主方|业主单位|委托方|招标单位|项目业主|需方|招标方|采购方|委托人|交易对方|合同对方|交易对手|购货方|定作方|客户|项目法人|订货方|建设方|招标公司|对方当事人|采购|招标|发包)(?:单位|人|方)?(?:名称|全称)?(?:\([^)]{1,12}\))?(?:为|:|是|系)+$"
)
_LISTED = re.compile(r"(?:\((?:以下)?(?:简称)?[^()]{0,40}\))?(?:[、和及与,]|以及)")
_BY_SUBSIDIARY = re.compile(r"子公司|孙公司|控股公司|分公司")
_GRID = re.compile(
    r"国家电网(?:有限)?公司|中国南方电网有限责任公司|国网[^,。]{2,10}电力有?限?公司|中国移动通信(?:集团)?[^,。]{0,10}公司"
)
_TENDERS = re.compile(
    r"^(?:[^,。;]{0,8})(?:电子商务平台|招投标管理中心|集中规模|集中招标|输变电项目|\d{4}年)[^。;]{0,80}(?:招标|采购|中标)"
)
_CALLED_OTHER = re.compile(r"\((?:以下)?(?:简称|称)?[:为]?[^)]{0,24}(?:甲方|业主|发包人|招标人|买方)")
_AGENT = re.compile(r"代理(?:机构|单位|人|公司)?(?:名称)?(?:为|:|是)?$")
_WITH = re.compile(r"(?:与|和|同)(?:其|关联方|业主|客户|交易对方|甲方|招标人|发包人|采购人|建设单位)?$")
_FROM = re.compile(
    r"(?:收到|接到|获得|取得)(?:了)?(?:由)?(?:业主|招标人|招标单位|客户|业主单位|采购人|建设单位|甲方|业主方|招标代理机构|发包人)?(?:单位)?$"
)
_BETWEEN = re.compile(r"^(?:\([^)]{0,80}\))?[^。;]{0,60}?(?:签[署订定]|签约|订立|达成|就)")
_SENT = re.compile(
    r"^(?:\([^)]{0,60}\))?《?\"?(?:预?中标|成交|中选|入围)通知|^(?:\([^)]{0,60}\))?(?:[^。;]{0,30})?(?:发[来出]|签发|下发|送达|出具|颁发|发送|寄来|的)[^。;]{0,40}(?:中标|通知书|成交|合同|订单)"
)
_OWN = re.compile(r"(?:子公司|孙公司|控股公司|分公司|下属公司|所属公司|本公司|公司|下属企业)(?:为|:|\()?$")
_AWARDED_TO = re.compile(r"(?:确定|确认|通知|告知|载明|明确|显示)(?:由)?$|(?:由|被)$")
_ITS_COMPANY = re.compile(
    r"(?:\([^)]{0,60}\))?(?:的|之|下属|所属)?(?:全资|控股|下属|所属)(?:的)?(?:二级|三级)?(?:子公司|孙公司|企业|公司)"
)
_WINNER = re.compile(r"^(?:\([^)]{0,60}\))?(?:为|成为|被确定为|中标|与[^。]{2,40}联合体|\(联合体)")
_MOST_PROJECTS = 8
_LONGEST_NAME = 90
_SKIPPED = {"documents", "before", "definitions"}
_NEVER = re.compile(
    r"交易所|律师事务所|会计师|证券报|时报|巨潮|招标代理|招标有限|招标股份|招标公司|采购中心|交易中心|咨询有限|监理|工程管理有限|网$"
)


def notice_facts(reading: Reading) -> tuple[Fact, ...]:
    """Project and contract names, amounts, dates and terms, as quoted."""
    facts = [*_projects(reading), *contract_facts(reading), *contract_sums(reading)]
    known = {fact.name for fact in facts}
    facts += [
        fact for fact in (*figure_facts(reading, ("termination",)), *time_facts(reading, ())) if fact.name not in known
    ]
    return tuple(facts)


def notice_parties(reading: Reading) -> tuple[Party, ...]:
    """Both sides of the contract: counterparties (甲方, 业主) and the issuer or its subsidiaries (乙方, 中标人).

    The issuer stands for the group's side where the filing names no subsidiary that signs or wins.
    """
    found: dict[str, Party] = {}
    last: tuple[int, PartyRole | None] = (0, None)
    for name, start, end in reading.names:
        one = reading.passages.at(start)
        if one.kind in _SKIPPED or _NEVER.search(name):
            continue
        role = _role(reading, one, name, (start, end))
        if role is None and last[1] is not None and _goes_on(reading, last, (start, end)):
            role = last[1]
        last = (end, role)
        if role is not None and name not in found:
            found[name] = party(reading, role, name, _aliases(reading, name), (start, end))
    found = _winners(reading, found)
    if not any(each.role in {"issuer", "subsidiary", "project_company"} for each in found.values()):
        issuer = issuer_of(reading)
        if issuer is not None:
            found.setdefault(issuer[0], party(reading, "issuer", issuer[0], _aliases(reading, issuer[0]), issuer[1]))
    return tuple(found.values())[:12]


def _goes_on(reading: Reading, last: tuple[int, PartyRole | None], span: Span) -> bool:
    """招标人甲公司、乙公司: the second of a list has the first one's role, but a letter's second sender is an agent."""
    if not _LISTED.fullmatch(reading.text, last[0], span[0]):
        return False
    return last[1] != "counterparty" or not _SENT.match(reading.text[span[1] : span[1] + 60])


def _winners(reading: Reading, found: dict[str, Party]) -> dict[str, Party]:
    """Where the title says that a subsidiary won, the issuer only tells of it."""
    ours = {one.role for one in found.values()}
    if _BY_SUBSIDIARY.search(reading.title) and "issuer" in ours and "subsidiary" in ours:
        return {name: one for name, one in found.items() if one.role != "issuer"}
    return found


def _aliases(reading: Reading, name: str) -> tuple[str, ...]:
    return next((one.aliases for one in reading.cast.named if one.name == name), ())


def _role(reading: Reading, one: Sentence, name: str, span: Span) -> PartyRole | None:
    """The side of a name by its label, else by the sentence of the award or the signing."""
    before, after = reading.text[max(one.start, span[0] - 40) : span[0]], reading.text[span[1] : span[1] + 120]
    before = reading.lead(one) + before
    if _AGENT.search(before):
        return None
    ours = _ours(reading, name, before)
    if _OTHER_SIDE.search(before) or _CALLED_OTHER.match(after):
        return "counterparty"
    if _GROUP_SIDE.search(before):
        return ours or "subsidiary"
    told = _TOLD.search(one.text) is not None and one.kind != "risk"
    if ours:
        return ours if told and not _ITS_COMPANY.match(after) else None
    if _GRID.fullmatch(name) and _TENDERS.match(after):
        return "counterparty"
    return _in_sentence(before, after) if told else None


def _in_sentence(before: str, after: str) -> PartyRole | None:
    """与X签订, 收到X发来的中标通知书: the other side; 确定X为中标人: a winner."""
    if (_WITH.search(before) and _BETWEEN.match(after)) or (_FROM.search(before) and _SENT.match(after)):
        return "counterparty"
    return "subsidiary" if _AWARDED_TO.search(before) and _WINNER.match(after) else None


def _ours(reading: Reading, name: str, before: str) -> PartyRole | None:
    if name in reading.cast.issuer_names or reading.cast.role_of(name) == "issuer":
        return "issuer"
    role = reading.cast.role_of(name)
    if role in {"subsidiary", "project_company"}:
        return role
    return "subsidiary" if _OWN.search(before) else None


def _projects(reading: Reading) -> list[Fact]:
    """What was won or signed for: by the frames of such notices, in quotation marks, as a phrase; the first decides."""
    spans = framed(list(_pieces(reading)), _title_span(reading))
    for spans_of in (_marked, _phrases):
        for sentences in (_telling(reading), reading.passages.all):
            spans = spans or next((found for one in sentences if (found := spans_of(one))), [])
    return [quoted(reading, "project_name", Text(text=reading.text[a:b]), (a, b)) for a, b in spans[:_MOST_PROJECTS]]


def _pieces(reading: Reading) -> Iterator[tuple[str, int]]:
    """Paragraph by paragraph: sentences that no border of a line parts stand together; a cell with its label."""
    for one in reading.passages.all:
        lead = reading.lead(one)
        yield lead + one.text, one.start - len(lead)


def _title_span(reading: Reading) -> Span | None:
    first = next((one for one in reading.passages.all if one.kind == "title" and one.text[:2] != "证券"), None)
    return None if first is None else (first.start, first.end)


def _marked(one: Sentence) -> list[Span]:
    """Names in quotation marks that are no defined terms, contracts or papers, with the 项目 or 工程 behind them."""
    spans = []
    for found in _QUOTED.finditer(one.text):
        group = 1 if found[1] is not None else 2
        words, before = found[group], one.text[max(0, found.start() - 6) : found.start()]
        if not 4 <= len(words) <= _LONGEST_NAME or _NO_PROJECT.search(words) or _DEFINED.search(before):
            continue
        if _PROJECT_WORD.search(words) or found[3]:
            spans.append((one.start + found.start(group), one.start + found.end(group)))
    return spans


def _phrases(one: Sentence) -> list[Span]:
    found = find_projects(one.text)
    spans = [
        _extended(one.text, (each.start, each.end))
        for each in found
        if not _NO_PROJECT.search(each.value) and len(each.value) > 7
    ]
    return [(one.start + a, one.start + b) for a, b in spans[:1]]


def _extended(text: str, span: Span) -> Span:
    """A phrase with what still belongs to the name behind it (…工程土建施工三标段)."""
    further = _FURTHER.match(text, span[1], min(len(text), span[1] + 40))
    return (span[0], further.end()) if further else span


def _telling(reading: Reading) -> list[Sentence]:
    return [one for one in reading.body if _TOLD.search(one.text)]


def contract_facts(reading: Reading) -> list[Fact]:
    """Titles of contracts in 《》 where the filing tells of signing, ending or selling; no agreements to end one."""
    seen: dict[str, Fact] = {}
    for one in reading.body:
        if not (_TOLD.search(one.text) or _ENDED.search(one.text)):
            continue
        for found in find_contracts(reading.text, start=one.start, end=one.end):
            if _ENDED.search(found.value):
                continue
            seen.setdefault(
                found.value, quoted(reading, "contract_name", Text(text=found.value), (found.start, found.end))
            )
    return list(seen.values())[:6]
