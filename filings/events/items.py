"""Projects and assets of an event, one item each: from tables, else from lists and titles in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filings.events.evidence import Span, quoted
from filings.events.passages import Sentence
from filings.events.reading import Reading
from filings.events.tables import find_items
from filings.events.values.days import find_days
from filings.events.values.money import find_money
from filings.events.values.names import find_authorities
from filings.events.values.titles import find_projects
from filings.events.verdict import Verdict
from filings.model import Fact, Item, Text

_NAMED = re.compile(r"[\"《](?P<name>[^\"《》]{3,60}?(?:项目|工程|基地|生产线|中心)(?:\([^()]{1,16}\))?)[\"》]")
_NO_NAME = re.compile(
    r"终止|公告|议案|协议|合同|意见|办法|规则|通知|并(?!网|联)|移交|现场|上述|文件|精神|清理|^(?:停止|退出|继续|推进|实施|开展|投资|解除|不再|上述|该|本|各|其他|其余|部分)"
)
_NO_ITEM = re.compile(r"(?:[一二两三四五六七八九十百\d]+个|因|由于|鉴于)$")
_LISTED = re.compile(r"^(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|\d{1,2}[、.]|[①-⑳])")
_ENDED = frozenset({"ended_early", "to_be_ended", "suspended", "disputed"})
_PUBLIC = re.compile(r"PPP|特许经营|BOT|政府")
_AWARD = re.compile(r"中标|签[署订]|授予|取得")
_SUM = re.compile(r"金额|总投资|价款|造价|合同价|投资额")


def items_of(reading: Reading, verdict: Verdict, told: list[Sentence]) -> tuple[Item, ...]:
    """The items of a termination (projects) or a disposal (assets); none where nothing maps to the event."""
    acts = {strand.act for strand in verdict.strands}
    if "termination" in acts:
        tables = find_items(reading.document, kind="project")
        if tables:
            return _of_the_event(verdict, tuple(item for table in tables for item in table.items))
        return tuple(_from_prose(reading, told))
    if "liquidation" in acts:
        return tuple(_held(reading))
    if "disposal" in acts:
        tables = find_items(reading.document, kind="asset")
        return tuple(item for table in tables for item in table.items)
    return ()


def _held(reading: Reading) -> Iterator[Item]:
    """The public project that an entity held which is wound up ("…PPP项目"的项目公司)."""
    for one in reading.body:
        for found in _NAMED.finditer(one.text):
            if _PUBLIC.search(found["name"]) and not _NO_NAME.search(found["name"]):
                name, start = found["name"], one.start + found.start("name")
                fact = quoted(reading, "project_name", Text(text=name), (start, start + len(name)))
                yield Item(kind="project", name=name, facts=(fact,))
                return


def _of_the_event(verdict: Verdict, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """A table of all raised-funds projects lists those that go on too: of these only the ended ones are the event's."""
    if verdict.strands[0].object != "fundraising_project":
        return items
    ended = tuple(item for item in items if _status(item) in _ENDED)
    return ended or items


def _status(item: Item) -> str | None:
    fact = item.fact("status")
    return fact.value.code if fact is not None and isinstance(fact.value, Text) else None


def _from_prose(reading: Reading, told: list[Sentence]) -> Iterator[Item]:
    """Projects that the sentences of the ending name, and the entries of a list of projects."""
    seen: set[str] = set()
    listed = [one for one in reading.body if _LISTED.match(one.text)]
    starts = {one.start for one in told}
    for one in reading.body:
        if one.start not in starts and one not in listed:
            continue
        for name, span in _names(reading, one):
            if name in seen or any(name in other or other in name for other in seen):
                continue
            seen.add(name)
            yield Item(kind="project", name=name, facts=_facts(reading, one, name, span))


def _names(reading: Reading, one: Sentence) -> Iterator[tuple[str, Span]]:
    spans: list[Span] = [
        (one.start + found.start("name"), one.start + found.end("name"))
        for found in _NAMED.finditer(one.text)
        if not _NO_NAME.search(found["name"])
    ]
    for project in find_projects(reading.text, start=one.start, end=one.end):
        before = reading.text[max(one.start, project.start - 6) : project.start]
        if (
            not any(a < project.end and project.start < b for a, b in spans)
            and not _NO_NAME.search(project.value)
            and not _NO_ITEM.search(before)
        ):
            spans.append((project.start, project.end))
    for a, b in sorted(spans):
        number = _LISTED.match(reading.text[a:b])
        low = a + (number.end() if number else 0)
        yield reading.text[low:b], (low, b)


def _facts(reading: Reading, one: Sentence, name: str, span: Span) -> tuple[Fact, ...]:
    """The name, and in an entry of a list also what the entry says: counterparty, award date, amount."""
    facts = [quoted(reading, "project_name", Text(text=name), span)]
    if not _LISTED.match(one.text):
        return tuple(facts)
    authorities = find_authorities(reading.text, start=one.start, end=one.end)[:1]
    days = find_days(reading.text, start=one.start, end=one.end)[:1] if _AWARD.search(one.text) else []
    word = _SUM.search(one.text)
    sums = [] if word is None else find_money(reading.text, start=one.start + word.end(), end=one.end)[:1]
    facts += [quoted(reading, "counterparty", Text(text=each.value), (each.start, each.end)) for each in authorities]
    facts += [quoted(reading, "award_date", each.value, (each.start, each.end)) for each in days]
    facts += [quoted(reading, "amount", each.value, (each.start, each.end)) for each in sums]
    return tuple(facts)
