"""Governments, courts and state bodies, found by what they are called (机关)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.values.boundaries import PLACE_OPENS, Boundaries
from filings.events.values.found import Found, limit

_COURTS = (
    "(?:高级|中级|基层|知识产权|互联网|铁路运输|海事|金融)?(?:人民)?法院|仲裁委员会|国际仲裁中心"
    "|国际仲裁院|仲裁院|人民检察院"
)
_BODIES = (
    '人民政府办公室|人民政府办公厅|人民政府|政府|公安局(?:[^,。;:、()《》"与和及的]{2,6}?(?:分局|支队'
    "|大队))?|公安厅|公安分局|交通警察支队|交警支队|交警大队|政法委员会|政法委|党工委|管理委员会|管委会"
    "|街道办事处|办事处"
    "|土地储备中心|公共资源交易中心|机关事务管理局|国有资产监督管理委员会|国资委|发展和改革委员会"
    "|发改委|卫生健康委员会|卫健委|经济和信息化委员会"
    "|住房和城乡建设委员会|城乡建设委员会|建设委员会|交通委员会|委员会|行政服务中心|重点工程建设中心"
    "|代建中心|建设指挥部|管理总站|水利厅|教育厅|财政厅|交通运输厅|自然资源厅|[厅局]"
)
_BODY = re.compile(
    rf"(?P<court>{_COURTS})|(?P<body>{_BODIES})(?![部面势限域长委])(?<!政府(?=和社|采购|投资|项目|补|性"
    rf"|方|引导|平台|部门|购买|付费|债|主导|有关|相关))"
)
_DIVISION = re.compile(
    r"(?:新疆生产建设"
    r"|兵团)?(?:兵团)?第[一二三四五六七八九十]{1,2}师(?:[^,。;:、()《》\"与和及项]{1,4}市)?(?:\d{1,3}团"
    r"|第?[一二三四五六七八九十百零]{1,6}团)?"
    r"(?:[^,。;:、()《》\"与和及项]{1,12}?(?:局|委员会|管委会|人民政府|中心))?"
)
_NOT_A_BODY = re.compile(
    r"(?:董事|监事|股东|业主|专门|审计|战略|提名|薪酬|考核|评标|评审|独立|本|该|当地|有关|相关|上述|主管"
    r"|布|格|结|大|全|残|[^A-Za-z]邮|工程|供电|电力|(?:中铁|中交|中建|中水|中电).{0,12})$"
)
_ANY_PLACE = re.compile(
    r"(?:各|该|所在|项目|当地|有关|相关|上述|多个|若干|部分|几个|[一二两三四五六七八九十\d]+个|地方|全"
    r"|贵|本|级|省|市|县|区|州|旗|镇|乡|等)*+"
)
_PLACE_END = re.compile(r"(?:(?<!城)市|[省县区州旗盟镇乡])(?!场)|新区|地区|开发区|高新区|园区|自治[区州县]|兵团|街道")
_NATIONAL = re.compile(r"国家|国务院|中国|中华|最高|中央")


def find_authorities(text: str, *, start: int = 0, end: int | None = None) -> list[Found[str]]:
    """Governments, their bodies, divisions of the 兵团, courts and arbitration bodies in [start, end).

    A body counts where its name says of which place it is (墨玉县公安局); 当地公安局 does not.
    ``kind_of_counterparty`` tells their kind.
    """
    stop = limit(text, end)
    return list(_found(text, start, stop))


def _found(text: str, low: int, stop: int) -> Iterator[Found[str]]:
    boundaries = Boundaries(text, low, stop)
    divisions = [match.span() for match in _DIVISION.finditer(text, low, stop)]
    bodies = ((match.start(), match.end(), match["court"] is not None) for match in _BODY.finditer(text, low, stop))
    done = low
    pending = iter(divisions)
    division = next(pending, None)
    for body_start, body_end, court in bodies:
        while division and division[1] <= body_start:
            if division[0] >= done:
                yield _as_found(text, division)
                done = division[1]
            division = next(pending, None)
        begun = boundaries.name_start(done, body_start)
        core = text[begun:body_start]
        if _names_a_place(core, court=court):
            done = body_end
            yield _as_found(text, (begun, body_end))
    while division:
        if division[0] >= done:
            yield _as_found(text, division)
        division = next(pending, None)


def _as_found(text: str, span: tuple[int, int]) -> Found[str]:
    return Found(text[span[0] : span[1]], *span)


def _names_a_place(core: str, *, court: bool) -> bool:
    if not 2 <= len(core) <= 30 or _NOT_A_BODY.search(core) or _ANY_PLACE.fullmatch(core):
        return False
    opens = PLACE_OPENS.match(core) is not None or _NATIONAL.match(core) is not None
    return opens or court or _PLACE_END.search(core) is not None
