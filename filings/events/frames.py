"""The frames in which contract notices name what was won or signed for (招标人…项目名称：X；确定公司为X的中标人).

Measured on the labelled notices: half of the names stand behind a label, most others in one of these sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import Span

_QUOTED = r'"[^"]{3,130}"(?:的?(?:项目|工程|标段|采购|招标|施工|设备|总承包|EPC|PPP)[^,。;:"()的]{0,16})?'
_NAME = rf'(?P<x>{_QUOTED}|(?:[^。;:"]|"[^"]{{1,14}}"){{4,120}}?)'
_THING = (
    r"(?:本|该|承包|招标|中标|预中标|拟中标|采购|合同|建设|投标|成交|标段|发包|公示|施工|代理|开标|计划|总|建筑|拟|工程|项目|业主|设计|投资)*"
    r"(?:单位|人|方|业主|编号|地点|地址|概况|内容|规模|工期|金额|价格?|总价|造价|投资额?|面积|范围|期限|日期|时间|方式|公司|"
    r"模式|机构|甲方|乙方|名称|概算|联系人|服务期|里程|全长)"
)
_NEXT = (
    rf"\d{{1,2}}[、.)](?!\d)|\(?[一二三四五六七八九十]\)|\([1-9]\)|[一二三四五六七八九]、|[①-⑨]|$|"
    rf"[,、]?{_THING}(?:\([^)]{{1,14}}\))?(?:为)?:"
)
_WINNER = r"(?:公司|集团|联合体|单位|局|院|我司|成员|方|\)|路桥|建筑|建设|股份)"
_LABEL = re.compile(
    r"(?:中标|预中标|招标|采购|工程|建设|合同|成交|投标|标的|标段|承包|包件)*(?:项目|工程|标的|标段|合同)(?:工程)?(?:名称|全称)(?:\([^)]{1,14}\))?(?::+|为)"
    rf'(?P<x>{_QUOTED}(?=[。;,]|{_NEXT}|[一-龥])|(?:[^。;"]|"[^"]{{1,14}}"){{3,130}}?)'
    rf"(?=[。;]|,(?!\d)(?![^,。;:]{{0,14}}(?:工程|项目|标段|标|采购)(?:[,。;]|{_NEXT}))|{_NEXT}|\(以下)"
)
_BRIEF_LABEL = re.compile(
    r"(?:中标|预中标|招标|采购|本次中标|拟中标)(?:项目|工程|内容|标的|标段)(?::|为:?)"
    rf'(?P<x>{_QUOTED}|[^。;"]{{3,130}}?)(?=[。;]|,(?!\d)|{_NEXT}|\(以下)'
)
_MADE_WINNER = re.compile(
    rf"{_WINNER}(?:被|已|预|单独|分别|联合)*(?:确定|推荐|评定|列|选定|评|评选|认定|拟定)?(?:为|成为|是)(?!联合体|牵头){_NAME}(?:的)?"
    r"(?=(?:预|拟)?(?:中标(?!通知)|第[一二三1-3](?:名|中标|预|顺位|候选|成交|中选)+|成交(?:单位|人|供应商|候选)|中选|推荐|候选|供应商|承包(?:人|方|单位|商)|入围))"
)
_WON = re.compile(
    rf"{_WINNER}(?:已|分别|联合|共同|近日|成功|最终|顺利|再次|单独|组成联合体|联合体|于[^,。;]{{4,12}}日|还|又|为)*(?:预|拟)?中标(?:了)?"
    r"(?!通知|公告|候选|公示|单位|人|价|金额|结果|情况|后|且|的|,|、|概|数量|产品|内容|\d|该|本|此|上述|并|信息|进展|提示|承建|项目(?:名称|情况|概|内容|的|公|为|:)|工程(?:情况|名|概|的|公|为|:))"
    rf"{_NAME}(?=,|。|;|\(?以下简称|\((?:招标|项目)编号|的?公告|的提示|$)"
)
_PUBLISHED = re.compile(
    rf'(?:发布|公布|公告|公示|刊登|登载|披露)(?:了|的)?(?:"|《)?(?:关于)?(?:"|《)?{_NAME}(?:的)?(?:-)?'
    r"(?=(?:推荐的?|评标结果?|预|拟)?(?:的)?(?:中标|成交|中选|预中标|评标)(?:结果|候选|公告|公示|人|的))"
)
_TENDER = re.compile(
    rf'(?:在|于|,对)(?P<x>{_QUOTED}|[^。;:"]{{4,120}}?(?:招标采购活动|招标活动|招标项目|采购项目|招标采购|采购招标|招标|项目|工程))'
    r"(?=(?:的)?(?:公开|国内|国际|集中|竞争性)*(?:招标|投标|招投标|竞标|评标|磋商|谈判|活动|工作)?(?:中|结果))"
)
_BID = re.compile(
    rf"(?:参与|参加|参加了|参与了|组织的|进行的|发布的|收到)(?:了|的)?{_NAME}(?:的)?"
    r"(?=(?:进行)?(?:公开|国内|国际|邀请)*(?:招标|投标|竞标|招投标|竞争性磋商|竞争性谈判|竞争性|磋商|谈判|竞争|比选|竞买)(?!人|方|文件|代理|编号|采购))"
)
_SIGNED = re.compile(
    rf'(?:签[署订定](?:了)?|签约了?|达成|订立)(?:的)?(?:"|《)?(?:关于)?{_NAME}'
    r"(?=(?:的)?(?:建设工程|建筑工程|建筑安装|工程|设备|采购|供货|销售|建筑|设计|EPC|PC)*(?:施工|总承包|总包|设计|勘察|采购|买卖|承包|供货|服务|合作|投资|建设|特许经营|专业|分包|劳务|购销|安装)*(?:合同|协议))"
)
_LETTER = re.compile(
    rf'(?:收到|取得|接到|获得|领取)(?:了)?(?:[^,。;"]{{2,44}}?(?:发来|发出|签发|下发|送达|出具|颁发|发送|寄来|发给|发至)(?:的)?)?(?:的)?(?:关于)?{_NAME}(?:的)?'
    r'(?=(?:《|")?(?:预?中标通知|成交通知|入围通知|中选通知))'
)
_TITLED = re.compile(
    r"(?:签署|签订|收到|预?中标|成为|参与|承接|承建|联合中标)(?:了|的)?(?:关于)?(?P<x>[^。;:]{4,100}?)"
    r"(?=(?:的)?(?:中标|预中标|的公告|公告|的提示|中标通知|(?:施工|总承包|采购|建设|EPC|PPP|特许经营|项目|服务|承包|销售)*(?:合同|协议)|第一|重大|进展|补充|$))"
)
_FRAMES: tuple[tuple[re.Pattern[str], bool], ...] = (
    (_LABEL, True), (_MADE_WINNER, True), (_WON, True), (_BRIEF_LABEL, True), (_PUBLISHED, False), (_TENDER, False),
    (_TITLED, False), (_BID, False), (_SIGNED, False), (_LETTER, False),
)  # fmt: skip
"""In order of trust, and whether a notice may use the frame for several projects."""
_APPENDED = re.compile(
    r"\((?:以下|下称|简称|招标编号|项目编号|招标项目|标书编号|采购编号|编号|合同编号|该项目|标段编号|招标文件编号|招标文号|本项目|标包)"
)
_LEADING = re.compile(r"(?:的|了|由|以及|和|关于|为|成为|参与了?|《|其中|[\",、.:;》\- ])+")
_GOVERNING = re.compile(
    r".*(?:发布了?|组织的|进行的|发来的|投资的|投资开发的|开发的|参加了?|参与了?|代理|近日在|网站|平台|委托|公司在|日在|日,|公告的|公司的)(?=.{8,})"
)
_NOT_A_PROJECT = re.compile(
    r"发来|发出|发给|来自|平台$|机构|开标|述标|公司和|两个|三个|四份|若干|相关|有关|上述|网站|公告|敬请|披露|董事会|影响|不确定|我公司|本公司|公司章程|签订|签署|通知|保证|根据|履行|"
    r"投资者|具有|存在|预计|占公司|人民币|主要|中标人|中标单位|候选人|评标|公示|招标人|承担|元$|^\d|万元|亿元|^(?:该|本|此|上述|项目|工程|第[一二三]|方|人|单位|中标|预中标|拟|采购|招标项目|公司|"
    r"以上|合同|等|上|内|其他|重大|此次|本次|各|与|及|将|投标|组织|委托|业主|成交)|(?:有限公司|股份公司)$"
)
_KIND = re.compile(
    r"项目|工程|标|采购|招标|施工|承包|建设|系统|设备|改造|地块|小区|安装|服务|EPC|PPP|BT|BOT|管道|线路|电缆|路|桥|站|厂|园|楼|房|区|中心|平台|供应|股权|使用权"
)
_SHORTEST = 5
_LONGEST = 110
_MOST = 8


def framed(texts: Iterator[tuple[str, int]] | list[tuple[str, int]], title: Span | None) -> list[Span]:
    """The spans of the projects' names by the first frame that gives any; ``texts`` are pieces with their offsets.

    ``title`` is the span of the title in the text, the last of the pieces' concern.
    """
    pieces = list(texts)
    for frame, several in _FRAMES:
        found: dict[str, Span] = {}
        for text, offset in pieces:
            if frame is _TITLED and (title is None or not title[0] <= offset < title[1]):
                continue
            for match in frame.finditer(text):
                start, end = _cleaned(text, *match.span("x"))
                if _is_name(text[start:end]):
                    found.setdefault(text[start:end], (offset + start, offset + end))
        if found:
            return list(found.values())[: _MOST if several else 1]
    return []


def _cleaned(text: str, start: int, end: int) -> Span:
    """Without the words that govern the name, the bracket that defines a term, and marks at its ends."""
    appended = _APPENDED.search(text, start, end)
    end = appended.start() if appended else end
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    governing = _GOVERNING.match(text, start, end)
    if governing and _KIND.search(text, governing.end(), end):
        start = governing.end()
    while end > start and text[end - 1] in '",、.:;《》- 的':
        end -= 1
    opened = text.rfind("(", start, end)
    if opened > start + 6 and text.count("(", start, end) > text.count(")", start, end):
        end = opened
    return start, end


def _is_name(name: str) -> bool:
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and _NOT_A_PROJECT.search(name) is None
        and _KIND.search(name) is not None
        and name.count("(") == name.count(")")
    )
