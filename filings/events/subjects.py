"""Who acts: the issuer's group, a holder of its shares, or somebody else (taxonomy, section 4: direction)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from filings.events.passages import Passages
from filings.events.values.names import find_definitions
from filings.model.facts import PartyRole

Who = Literal["group", "holder", "other", "unknown"]

_HOLDER = (
    r"控股股东|实际控制人|实控人|第[一二三]大股东|(?:合计)?(?:持股|持有.{0,6})?5%以上(?:的)?股东|股东(?!大会|会|权益|全部权益|的?权利|名册|回报|名称|名单|各方)|"
    r"一致行动人|董事(?!会|局)|高级管理人员|员工持股(?:平台|计划)?|持股平台|合伙人|原股东|管理人"
)
_GROUP = (
    r"本公司|我公司|我司|上市公司(?!股份|股票|股东)|集团公司|(?:全资|控股|下属|所属|各|二级|三级|间接)?(?:子公司|孙公司)(?!股权|股份|的?股东)|控股公司|"
    r"(?<![股他方的限])公司(?!股份|股东|控股股东|实际控制人|章程|股票|法(?!人)|总股本|已发行|董事会|监事会|名称|类型|住所|注册|债券|及董事)|项目公司"
)
_ISSUER_SHARES = re.compile(
    r"(?:所持|持有|持|转让|减持|拍卖|处置)(?:有)?(?:的)?(?:本|上市|我)?公司(?:的)?(?:股份|股票|部分股|无限售|限售|"
    r"[^,。;的]{0,10}?[\d,.]+(?:万|亿)?股|[\d,.]+%(?:的)?股)"
)
_SUBSIDIARY_BEFORE = re.compile(r"(?:子公司|孙公司|控股公司|项目公司|下属公司|所属公司|下属企业)[^,。;]{0,4}$")
_HOLDER_BEFORE = re.compile(rf"(?:{_HOLDER})[^,。;]{{0,6}}$")
_LISTED_SUBSIDIARY = re.compile(
    r"(?:全资|控股|下属|所属)(?:子公司|孙公司|企业)(?:为|:|\(?以下(?:简称|称)?)?([一-鿿()A-Za-z]{4,30}?(?:有限责任公司|股份有限公司|有限公司))"
)
_BRACKETS = re.compile(r"\((?:以下|下称|简称|\")[^()]*\)")
"""A defined term is no subject: 公司将所持甲公司(下称"甲")100%股权转让…"""
_GLUED = re.compile(
    r"(?:\d{0,4}年)?(?:\d{0,2}月)?\d{1,2}日,?|\d{1,2}[.、]|以(?=[一-龥]{6})|[^)]{0,12}?(?:\([一二三四五六]\)[^)]{0,8})?(?:主要内容|概况|概述|基本情况|情况概述)(?=[^)]{6})|年度?(?=[\u4e00-\u9fff]{6})"
)
_BRANCH = re.compile(
    r"(?<=公司)[\u4e00-\u9fff]{2,8}?(?:分公司|支行|分行|热电厂|发电厂|电厂|项目部|管理站)|(?<=中心)管理站|(?<=[府会局厅])[\u4e00-\u9fff]{0,10}?(?:交易中心|城市管理局|信息中心|(?<!公安)分局|研究院|规划勘察设计研究院|项目办公室|管理处|建设处)(?=[发签的出与,、。;(])"
)
_HEAD = 600
"""The issuer names itself within the first characters."""
_ISSUER_TERMS = frozenset({"公司", "本公司", "上市公司", "我公司", "集团", "发行人"})


@dataclass(frozen=True, slots=True)
class Named:
    """A company or body that the filing defines, where it first stands, and what stands for it."""

    name: str
    aliases: tuple[str, ...]
    start: int
    end: int
    role: PartyRole | None


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in a filing."""

    named: tuple[Named, ...]
    issuer_names: frozenset[str]
    _tokens: re.Pattern[str] = field(repr=False)
    _roles: dict[str, Who] = field(repr=False)

    def subject_of(self, text: str, verb: int) -> tuple[Who, str]:
        """Whose act the verb at ``verb`` in a sentence is: the nearest subject before it (at most 120 characters)."""
        low = max(0, verb - 120)
        reach = _BRACKETS.sub(lambda found: "\0" * len(found[0]), text[low:verb])
        found: tuple[Who, str] = ("unknown", "")
        for match in self._tokens.finditer(reach):
            if _owned(reach, match.start()):
                continue
            word = match[0]
            found = (self._roles.get(word) or _who(match), word)
        return found

    def role_of(self, name: str) -> PartyRole | None:
        """The role of a defined name or alias."""
        return next((one.role for one in self.named if name == one.name or name in one.aliases), None)


def _owned(text: str, at: int) -> bool:
    """Whether a name at ``at`` is the thing held or the other side, and not who acts."""
    return text[max(0, at - 3) : at].endswith(
        ("持有", "持有的", "所持", "与", "向", "给", "收购", "对", "属于", "是", "为", "及其", "成为")
    )


def _who(match: re.Match[str]) -> Who:
    return "holder" if match.lastgroup == "holder" else "group"


def holds_issuer_shares(text: str) -> bool:
    """Whether a sentence is about shares of the issuer itself (所持公司股份)."""
    return _ISSUER_SHARES.search(text) is not None


def whole_name(text: str, start: int, end: int) -> tuple[str, int, int]:
    """A name without a date glued to its front, and with the branch behind it (…公司义马市支行)."""
    glued = _GLUED.match(text, start, end)
    branch = _BRANCH.match(text, end)
    low, high = (glued.end() if glued else start), (branch.end() if branch else end)
    return text[low:high], low, high


def cast_of(text: str, issuer: str, passages: Passages) -> Cast:
    """The cast of a folded text; ``issuer`` is the listed short name."""
    names: list[Named] = []
    roles: dict[str, Who] = {}
    issuer_names = {issuer} if issuer else set()
    for found in find_definitions(text):
        aliases = tuple(found.value.aliases)
        full, start, end = whole_name(text, max(found.start, passages.at(found.end - 1).start), found.end)
        role = _role(text, start, full, aliases, issuer)
        names.append(Named(full, aliases, start, end, role))
        if role == "issuer":
            issuer_names |= {full, *aliases}
        who: Who = "group" if role in {"issuer", "subsidiary", "project_company"} else "other"
        if _HOLDER_BEFORE.search(text[max(0, start - 20) : start]) and role != "issuer":
            who = "holder"
        roles |= dict.fromkeys((full, *aliases), who)
    for match in _LISTED_SUBSIDIARY.finditer(text):
        roles.setdefault(match[1], "group")
    roles |= dict.fromkeys(issuer_names | _ISSUER_TERMS, "group")
    words = sorted((word for word in roles if len(word) > 1 and word not in _ISSUER_TERMS), key=len, reverse=True)
    names_pattern = "|".join(map(re.escape, words[:200]))
    pattern = re.compile(
        (f"(?P<name>{names_pattern})|" if words else "") + f"(?P<holder>{_HOLDER})|(?P<group>{_GROUP})"
    )
    return Cast(tuple(names), frozenset(issuer_names), pattern, roles)


def _role(text: str, start: int, full: str, aliases: tuple[str, ...], issuer: str) -> PartyRole | None:
    before = text[max(0, start - 24) : start]
    owned = _SUBSIDIARY_BEFORE.search(before) is not None
    named = bool(issuer) and issuer.removeprefix("*ST").removeprefix("ST") in full and start < _HEAD
    if not owned and (_ISSUER_TERMS & set(aliases) or named):
        return "issuer"
    if "项目公司" in aliases or before.endswith("项目公司"):
        return "project_company"
    return "subsidiary" if owned else None
