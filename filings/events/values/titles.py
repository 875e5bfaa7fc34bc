"""Titles: projects (项目), contracts (合同), numbers of earlier filings (公告编号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.values.found import Found, limit
from filings.events.values.marked import marked, outermost
from filings.events.values.projects import find_projects

__all__ = ["find_contracts", "find_filing_numbers", "find_projects"]

_LONGEST = 80
_SHORTEST_QUOTED = 6
_CONTRACT_END = re.compile(
    r"(?:合同|协议|合约)书?(?:文件|正本|之?补充(?:合同|协议)书?)?(?:[\(\[].{1,30}[\)\]]|之?[一二三四五六七八九十ⅠⅡⅢⅣIV\d]{1,4})?。?$"
    r"|备忘录(?:\(.{1,20}\))?$|(?:意向|契约|责任|谅解备忘|授权)书$"
)
_SIGNED = re.compile(r"(?:签订|签署|签定|订立|签下|签约)(?:了|的)?(?=[^,。;:、《》\"]{4,80}?(?:合同|协议))")
_CONTRACT_HEAD = re.compile(
    r"(?P<name>[^,。;:《》\"]{2,76}?(?:合同|协议)书?)(?=[,。;、:(]|$)(?P<bracket>\((?!以下|下称|简称)[^()]{1,20}\))?"
)
_MEASURE = re.compile(
    r".*(?:[一二两三四五六七八九十\d]+[份个项]|总金额[^的]{0,30}的|[元币]的|有关|关于|相关的)", re.DOTALL
)
_GENERIC = re.compile(
    r"(?:相关|有关|上述|本|该|正式|书面|具体|新|补充|重大|日常|的|各|一系列|销售|采购|购销|项目|合作|框架|战略)*+(?:合同|协议)书?"
)
_NUMBER = re.compile(
    r"(?:公告编号|公告号|编号|公告序号)[:]?(?P<number>(?:[一-龥A-Z]{0,2})[\[(【]?(?:19|20)\d{2}[\])】]?(?:-|年|第)?[一-龥A-Z]{0,3}"
    r"(?:-|第)?\d{1,4}(?:-\d{1,3})?号?)(?!\d)"
    r"|(?<![\d-])(?P<bare>(?:临)?(?:19|20)\d{2}-(?:临)?\d{3})号?(?:临时)?公告"
)


def find_contracts(text: str, *, start: int = 0, end: int | None = None) -> list[Found[str]]:
    """Titles of contracts in [start, end), without the outer marks.

    《…合同》, "…协议书(二)", nested marks too; and without marks what was signed: 签订了…供货合同.
    """
    stop = limit(text, end)
    titled = [each for each in marked(text, start, stop) if _CONTRACT_END.search(each.value) and _is_title(text, each)]
    return outermost([*titled, *_signed(text, start, stop)])


def _is_title(text: str, found: Found[str]) -> bool:
    """Whether marked words are a title; short quoted ones ("主合同") are defined terms."""
    if text[found.start - 1] == "《":
        return len(found.value) > 2
    return len(found.value) >= _SHORTEST_QUOTED


def find_filing_numbers(text: str) -> list[Found[str]]:
    """Numbers of filings (公告编号:2016-045, 2024-临012); the span is that of the number."""
    found = []
    for match in _NUMBER.finditer(text):
        group = "number" if match["number"] else "bare"
        found.append(Found(match[group], *match.span(group)))
    return found


def _signed(text: str, start: int, stop: int) -> Iterator[Found[str]]:
    for signed in _SIGNED.finditer(text, start, stop):
        match = _CONTRACT_HEAD.match(text, signed.end(), stop)
        if match is None:
            continue
        measure = _MEASURE.match(text, signed.end(), match.end("name"))
        begun = measure.end() if measure else signed.end()
        name = text[begun : match.end()]
        if 4 < len(name) <= _LONGEST and not _GENERIC.fullmatch(name):
            yield Found(name, begun, match.end())
