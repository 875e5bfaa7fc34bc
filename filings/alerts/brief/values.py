"""A fact's value in both languages. Chinese prose is never translated: it stands beside as the quote."""

from __future__ import annotations

import re

from filings.alerts.brief import amounts
from filings.alerts.brief.bodies import in_english, province
from filings.alerts.brief.durations import how_long
from filings.alerts.brief.glossary import known, term
from filings.alerts.brief.grounds import derivation
from filings.alerts.brief.inputs import Frame
from filings.alerts.brief.labels import label, noun
from filings.alerts.brief.names import named
from filings.alerts.brief.said import Said, joined, plain
from filings.model import Day, Fact, Money, NoneStated, NotStated, Number, Period, Share, Text, Value, normalise

_PROSE = 48
"""A text longer than this is a clause, not a name."""
_ALONE = 16
"""A longer text that is itself the quote of its statement is not said twice."""
_CHINESE = re.compile("[一-鿿]")
_NAMES = frozenset({"counterparty", "vehicle", "project_name", "contract_name", "asset_name", "participants"})


def told(fact: Fact, frame: Frame) -> Said:
    """The value as a statement of its own, beside its quote: a clause that is the quote is not said twice."""
    value = fact.value
    prose = isinstance(value, Text) and value.code is None and len(value.text) > _ALONE
    said = value_of(fact, frame)
    if prose and said.en == said.zh and fact.name not in _NAMES | {"region"} and _is_quoted(fact):
        return Said("in the filing's words:", "原文：")
    return said


def value_of(fact: Fact, frame: Frame) -> Said:
    """The value, and the rule if it was derived."""
    said = said_of(fact.name, fact.value, frame, quoted=_is_quoted(fact))
    if fact.basis != "derived" or fact.rule is None:
        return said
    rule = derivation(fact.rule)
    return Said(f"{said.en} ({rule.en})", f"{said.zh}（{rule.zh}）")


def said_of(name: str, value: Value, frame: Frame, *, quoted: bool = False) -> Said:
    """The value of a fact of that name; ``quoted`` says that its words stand beside it anyway."""
    match value:
        case NoneStated():
            return Said("none, as the filing states", "公告称无或不涉及")
        case NotStated():
            return not_stated(name, value, frame.pages)
        case Text():
            return _text(name, value, frame, quoted=quoted)
        case _:
            return _measured(value)


def _measured(value: Money | Day | Period | Share | Number) -> Said:
    match value:
        case Money():
            return amounts.money(value)
        case Day():
            return amounts.day(value)
        case Period():
            return amounts.period(value)
        case Share():
            return amounts.share(value)
        case Number():
            return amounts.number(value)


def not_stated(name: str, value: NotStated, pages: int) -> Said:
    """What a full read did not find: ``This filing (2 pages, all read) gives no reason.``."""
    read = read_pages(value.pages_read, pages)
    return Said(f"This filing ({read.en}) gives no {noun(name).en}.", f"本公告（{read.zh}）未说明{label(name).zh}。")


def read_pages(read: tuple[int, ...], pages: int) -> Said:
    """How much of a filing was read."""
    if pages and set(read) >= set(range(1, pages + 1)):
        one = Said("1 page, read", "共1页，已读")
        return one if pages == 1 else Said(f"{pages} pages, all read", f"共{pages}页，已全部阅读")
    runs = _runs(sorted(set(read)))
    single = len(read) == 1
    return Said(f"{'page' if single else 'pages'} {', '.join(runs)} read", f"已读第{'、'.join(runs)}页")


def _runs(numbers: list[int]) -> list[str]:
    """1, 2, 3, 5 → ``1–3``, ``5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]


def _text(name: str, value: Text, frame: Frame, *, quoted: bool) -> Said:
    if name == "region":
        return region(value, frame)
    text = plain(value.text, 200)
    if value.code is not None:
        return _coded(name, value.code, "" if quoted else text)
    if name == "term":
        years = how_long(text)
        return Said(f"{text} ({years})" if years else text, text)
    return named(text, frame, 200) if name in _NAMES else Said.same(text)


def _coded(name: str, code: str, text: str) -> Said:
    """The code's term, and the text beside it where it is short and not among the quotes anyway."""
    listed = joined((term(one, name) for one in _codes(code)), ", ", "、")
    if len(text) > _PROSE or not _CHINESE.search(text):
        return listed
    return Said(f"{listed.en} ({text})", listed.zh)


def _codes(code: str) -> tuple[str, ...]:
    """A known code whole; several joined by commas or pluses one by one."""
    if known(code):
        return (code,)
    return tuple(part.strip() for part in code.replace("+", ",").split(",") if part.strip()) or (code,)


def _is_quoted(fact: Fact) -> bool:
    wanted = normalise(fact.value.text) if isinstance(fact.value, Text) else ""
    return wanted in normalise("".join(quote.text for quote in fact.quotes))


def region(value: Text, frame: Frame) -> Said:
    """``Xinjiang (新疆甲县)``: the province in English, the place as the filing writes it."""
    text = plain(value.text, 80)
    short = province(text, value.code)
    if short is None:
        return named(text, frame)
    if text == short:
        return Said(in_english(short), text)
    told = named(text, frame).en
    return Said(f"{in_english(short)} ({text})" if told == text else f"{told}, {in_english(short)}", text)
