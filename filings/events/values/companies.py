"""Full names of companies and institutions, found by their legal form (公司名称)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from filings.events.values.boundaries import PLACE_OPENS, Boundaries
from filings.events.values.found import Found, limit

_BRANCH = r"(?:[^,。;:、()《》\"有限公司与和及]{1,14}分公司)?"
_LEGAL_FORM = r"有限(?:责任)?公司|总公司|\((?:有限|特殊普通)合伙\)"
_WEAK = (
    "公司|合伙企业|集团|研究院|研究所|设计院|中心|银行|交易所|事务所|基金会|大学|学院|医院|管理处"
    "|管理所|管理站|建设处|指挥部|办公室|电视台|协会|学校|合作社|委员会"
)
_FORMS = re.compile(
    rf"(?P<form>(?:股份)?有限(?:责任)?公司{_BRANCH}|(?:合伙企业)?\((?:有限|普通|特殊普通)合伙\)"
    rf"|集团总?公司{_BRANCH}|总公司{_BRANCH}|株式会社"
    rf"|(?:{_WEAK})(?<![本子分孙母该贵两各总]公司)(?![^,。;:、()《》\"与和及]{{0,20}}(?:{_LEGAL_FORM}))(?!公司))"
)
_LEGAL = re.compile(r"有限|合伙|株式会社|集团总?公司|总公司")
_OPENS = re.compile(rf"{PLACE_OPENS.pattern}|[\u4e00-\u9fff]{{2,4}}[县区旗市]")
_COUNTY_UNIT = re.compile("[县区旗市]")
_COUNTY_NAME = 4
_NOT_A_NAME = re.compile(
    r"^(?:有限|股份|项目|目标|标的|上市|控股|子|参股|全资|合资|合营|联营|关联|新|民营|外资|国有|外部"
    r"|境外|境内|多家|[一二两三四五六七八九十\d]+[家个名]).{0,2}$"
)
_FOREIGN = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z&.,'-]{1,80}?(?:LIMITED|Limited|Ltd\.?|LTD\.?|Inc\.?|INC\.?|GmbH|S\.A\.?"
    r"|B\.V\.?|LLC|L\.L\.C\.?|Corp\.?|CORP\.?|CORPORATION|Corporation)(?![A-Za-z])"
)


def find_companies(text: str, *, start: int = 0, end: int | None = None) -> list[Found[str]]:
    """Full legal names in [start, end): 有限公司, 股份有限公司, 合伙企业(有限合伙), …; abroad Ltd, Inc, GmbH.

    Names without a legal form (某某银行, 某某集团, 某某研究院) count where they open with a place or 中国.
    """
    stop = limit(text, end)
    found = [*_by_form(text, start, stop), *_foreign(text, start, stop)]
    return sorted(found, key=lambda each: each.start)


def _by_form(text: str, low: int, stop: int) -> Iterator[Found[str]]:
    boundaries = Boundaries(text, low, stop)
    places = sorted(
        [match.start() for match in PLACE_OPENS.finditer(text, low, stop)]
        + [match.start() - _COUNTY_NAME for match in _COUNTY_UNIT.finditer(text, low, stop)]
    )
    done = low
    for match in _FORMS.finditer(text, low, stop):
        legal = _LEGAL.search(match["form"]) is not None
        if not legal and not _opened_before(places, done, match.start()):
            continue
        begun = boundaries.name_start(done, match.start())
        if not _is_name(text[begun : match.start()], legal=legal):
            continue
        done = match.end()
        yield Found(text[begun:done], begun, done)


def _opened_before(places: list[int], low: int, position: int) -> bool:
    """Whether any place begins between ``low`` and ``position``: a name without a legal form needs one."""
    nearest = bisect_left(places, position) - 1
    return nearest >= 0 and places[nearest] >= low


def _is_name(core: str, *, legal: bool) -> bool:
    if len(core) < 2 or _NOT_A_NAME.match(core):
        return False
    return legal or (len(core) >= 3 and _OPENS.match(core) is not None)


def _foreign(text: str, low: int, stop: int) -> Iterator[Found[str]]:
    for match in _FOREIGN.finditer(text, low, stop):
        yield Found(match[0], match.start(), match.end())
