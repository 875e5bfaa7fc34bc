"""Names of projects (项目名称)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.values.boundaries import PLACE_OPENS, Boundaries
from filings.events.values.found import Found, limit
from filings.events.values.marked import marked, outermost

_SHORTEST = 4
_LONGEST = 80
_END = re.compile(r"(?:项目|工程|标段?|合同段)(?:\([^()]{1,24}\))?(?:[一二三四五六七八九十\d]{1,3}(?:期|标段?))?$")
_NOT_ALONE = (
    "公司|经理|部(?!分)|组|编号|概况|情况|进展|进度|管理|款|有限|总|师|量|机械|局|造价|内容|地点|规模|资金|的?实施|所在|业主|单位|方|团队|人员|贷款"
    "|用地|集团|股份|咨询|学|院|中心|类|收入|收益|名称|验收|款项|监理|质量|标准|周期|期限|名单|库|备案|立项|审批|法人|负责"
)
_HEAD = re.compile(
    rf"(?:项目|工程)(?!{_NOT_ALONE})"
    r"(?P<rest>(?:\([^()]{1,24}\)|(?:施工|土建|总承包|总价承包|设计|采购){0,3}第?[A-Za-z\d一二三四五六七八九十.-]{1,14}(?:标段?|合同段|包|期)(?![的准志题杆书人价])"
    r"|(?:(?!公司|中标|项目|工程|[的由为是与及已将在])[^,。;:、()《》\"]){0,20}(?:工程|项目)(?!公司|名称|编号|概况|内容|地点))*+)"
)
_BRACKET_TERM = re.compile(r"\((?:以下|下称|简称|招标编号|项目编号|编号)")
_CONTEXT = re.compile(
    r".*(?:中标|承建|承接|建设的|终止|退出|解除|涉及|确定为|采购人|总额|元的|完成|确保|[一二三四五六七八九十两\d]个)(?=.)",
    re.DOTALL,
)
_LEADING_VERBS = re.compile(r"(?:投资(?!\d)|建设|实施|参与|开展|承担|负责|推进|包括|签约|运营|经营|投标)+")
_KINDS = (
    "募集资金|募投|超募资金?|投资|建设|合作|上述|前述|该等?|此|各|本次?|这些|以上|以下|标的|政府|相关|有关|其他|其它|所有|全部|部分|新|老|多个|若干|重大|重点"
    "|类似|同类|在建|拟建|拟投|工程|实施|中标|目标|子|单个|终止|变更|具体|某个?|自有|现有|不同|后续|众多|一些|一个|等|类|大|PPP|BOT|EPC|BT|EMC|BOO|TOT"
    r"|[一二三四五六七八九十两几数多\d]+(?:个|大|项|类|宗|批)?|第[一二三四五六七八九十\d]+个?|公司|科研|研发|承包|施工|安装|配套|国家|省级|市级|技改"
    "|改造|投标|招标|采购|外部|自建|内部|海外|境外|国内|国际|服务|业务|的|上市|标准|系统|主体|土建|土木|市政|房建|总承包|签约|储备|储能|光伏|风电|基础设施"
)
_GENERIC = re.compile(rf"(?:{_KINDS})*+(?:项目|工程)?")
_POINTS_BACK = re.compile(r"(?:本|该|此|上述|前述)[^,。;]{0,6}(?:项目|工程)$")
_TELLING = re.compile(rf"[\dA-Za-z]|[省市县区州镇乡]|{PLACE_OPENS.pattern}")
_TELLING_LENGTH = 9
_LABEL = re.compile(r"(?:项目|工程|标的|标段)(?:名称|全称)[:为](?P<name>[^,。;\"]{2,90})")
_NEXT_LABEL = re.compile(
    r"\(?[一二三四五六七八九十\d]{1,2}[、.)](?!\d)|[\u4e00-\u9fff]{2,8}:|中标(?:人|单位|价|金额|内容|公司|情况)|招标(?:人|编号|单位)|建设(?:地点|单位)"
    "|[项工][目程](?:地点|编号|概况|内容|业主|规模)|合同(?:金额|价)|工程造价|投标|采购(?:人|单位)"
)


def find_projects(text: str, *, start: int = 0, end: int | None = None) -> list[Found[str]]:
    """Names of projects in [start, end), without the marks around them.

    《…项目》 and "…工程", what stands after 项目名称:, and noun phrases of 4 to 80 characters that end in 项目,
    工程 or a lot of them (标段) and say which one (not 该项目, 上述项目, 募投项目, 五个项目).
    """
    stop = limit(text, end)
    titled = [each for each in marked(text, start, stop) if _END.search(each.value) and is_own_name(each.value)]
    return outermost([*_labelled(text, start, stop), *titled, *_phrases(text, start, stop)])


def is_own_name(name: str) -> bool:
    """Whether a phrase says which project it is: not 上述项目, 三个PPP项目, 募集资金投资项目."""
    return len(name) >= _SHORTEST and _GENERIC.fullmatch(name) is None


def _labelled(text: str, start: int, stop: int) -> Iterator[Found[str]]:
    for match in _LABEL.finditer(text, start, stop):
        name = match["name"]
        following = _NEXT_LABEL.search(name, 2)
        name = name[: following.start()] if following else name
        if is_own_name(name):
            yield Found(name, match.start("name"), match.start("name") + len(name))


def _phrases(text: str, start: int, stop: int) -> Iterator[Found[str]]:
    boundaries = Boundaries(text, start, stop, latin=True)
    done = start
    for match in _HEAD.finditer(text, start, stop):
        if match.start() < done:
            continue
        begun = _beginning(text, boundaries, done, match.start())
        ended = _ending(text, match)
        name = text[begun:ended]
        if len(name) <= _LONGEST and is_own_name(name) and _says_which(name) and match.start() - begun >= 2:
            done = ended
            yield Found(name, begun, ended)


def _says_which(name: str) -> bool:
    """Without marks around it a phrase needs a place, a number or some length: not 建筑幕墙工程, 确保本光伏项目."""
    if _POINTS_BACK.search(name):
        return False
    return len(name) >= _TELLING_LENGTH or _TELLING.search(name) is not None


def _beginning(text: str, boundaries: Boundaries, low: int, head: int) -> int:
    """Past the verbs that govern the project; but a company's full name right before it belongs to it."""
    begun = boundaries.name_start(low, head)
    context = _CONTEXT.match(text, begun, head)
    if context and head - context.end() >= 2:
        return context.end()
    verbs = _LEADING_VERBS.match(text, begun, head)
    if verbs and head - verbs.end() >= 2:
        return verbs.end()
    if begun - low > 4 and text.startswith("公司", begun - 2):
        company = boundaries.name_start(low, begun - 2)
        if text.startswith("有限", begun - 4) or PLACE_OPENS.match(text, company, begun - 2):
            return company
    return begun


def _ending(text: str, match: re.Match[str]) -> int:
    """The end of the phrase, without a bracket that defines a term."""
    bracket = _BRACKET_TERM.search(text, match.start(), match.end())
    return bracket.start() if bracket else match.end()
