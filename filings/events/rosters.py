"""Parties that only a table or a loose phrase names: companies in a roster, the local governments of a region."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.reading import Reading
from filings.events.tables_grid import Line, PagedCell, cells, words
from filings.events.values.gazetteer import PREFECTURE, PROVINCE
from filings.model import Item, Party, Quote
from filings.model.facts import PartyRole

_ROSTERS: tuple[tuple[PartyRole, re.Pattern[str]], ...] = (
    ("project_company", re.compile(r"项目公司(?:的)?(?:名称|全称)?")),
    (
        "subsidiary",
        re.compile(
            r"(?:全资|控股|下属|涉及的?|相关)*(?:子公司|孙公司|子企业|下属公司|所属公司)(?:的)?(?:名称|全称|中文名称)?"
        ),
    ),
)
_OTHER_NAME = re.compile(r".*(?:英文名|简称|曾用名|外文名|别名|原名).*")
_COMPANY = re.compile(r".{2,40}(?:公司|合伙企业|合伙\)|研究院|中心|LIMITED|Ltd\.?)", re.IGNORECASE)
_LOCAL = re.compile(
    rf"(?P<place>{PROVINCE}|(?:{PREFECTURE})(?:市|地区|州|盟)?)(?:(?:当地|各地|部分|有关|相关|多个|多地|若干|等地|境内|辖区内|南部|北部)*的?)*"
    r"(?:各级|地方|县级|市级|县市|县、市|州县|地县)+的?(?:人民)?政府"
)
_LEVEL = re.compile(r"(?:各级|地方|县级|市级|县市|县、市|州县|地县)的?(?:人民)?政府")
_WITH = re.compile(r"(?:与|和|同|向|为|系|是|对方|客户|业主|分别与)$")
_MOST = 40


def roster_parties(reading: Reading) -> Iterator[Party]:
    """Companies in tables whose column is headed 子公司名称 or 项目公司, with the other names that the row gives."""
    for page in reading.document.pages:
        for table in page.tables:
            yield from _roster(reading, cells(table, page.number))


def local_governments(reading: Reading) -> Iterator[Party]:
    """The governments of a region that have no name of their own (新疆地方政府), as written."""
    seen: set[str] = set()
    for one in reading.body:
        if not _LEVEL.search(one.text):
            continue
        for found in _LOCAL.finditer(one.text):
            if found["place"] in seen or not _WITH.search(one.text[max(0, found.start() - 6) : found.start()]):
                continue
            seen.add(found["place"])
            quotes = reading.quotes(one.start + found.start(), one.start + found.end())
            yield Party(role="counterparty", name=found[0], quotes=quotes)


def item_parties(items: tuple[Item, ...]) -> Iterator[Party]:
    """The other side and the project company that the items name."""
    roles: tuple[tuple[str, PartyRole], ...] = (("vehicle", "project_company"), ("counterparty", "counterparty"))
    for name, role in roles:
        for item in items:
            fact = item.fact(name)
            if fact is not None and fact.value.type == "text" and len(fact.value.text) > 3:
                yield Party(role=role, name=fact.value.text, quotes=fact.quotes)


def _roster(reading: Reading, lines: list[Line]) -> Iterator[Party]:
    if not lines:
        return
    heads = [words(places) for places in lines[0]]
    role, column = next(
        ((role, index) for role, head in _ROSTERS for index, name in enumerate(heads) if head.fullmatch(name)),
        (None, 0),
    )
    if role is None:
        return
    others = [index for index, name in enumerate(heads) if _OTHER_NAME.fullmatch(name)]
    for line in lines[1 : _MOST + 1]:
        name = words(line[column])
        if _COMPANY.fullmatch(name):
            aliases = tuple(_spoken(line[index]) for index in others if _spoken(line[index]))
            places = (line[column], *(line[index] for index in others))
            quotes = tuple(quote for place in places for quote in _quotes(reading, place))
            yield Party(role=role, name=name, aliases=aliases, quotes=quotes)


def _spoken(places: tuple[PagedCell, ...]) -> str:
    """A cell's words with the spaces that English needs."""
    said = " ".join(" ".join(place.cell.text.split()) for place in places)
    return said if said.isascii() else words(places)


def _quotes(reading: Reading, places: tuple[PagedCell, ...]) -> Iterator[Quote]:
    for place in places:
        text = reading.document.page(place.page).text
        for start, end in place.cell.spans:
            piece = text[start:end]
            begun = end - len(piece.lstrip())
            stopped = start + len(piece.rstrip())
            if begun < stopped:
                yield reading.document.quote(place.page, begun, stopped)
