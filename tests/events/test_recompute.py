"""Values from their quotes alone: what is right passes, and every kind of planted wrong is caught."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from filings.demo.catalogue import AuthoredFiling, catalogue
from filings.documents.reading import read_pdf
from filings.documents.wire import Question
from filings.events import detect
from filings.events.recompute import UNPROVEN, Fault, check, recompute, without_unproven
from filings.events.tables import find_items
from filings.model import (
    Announcement,
    Company,
    Day,
    Document,
    Event,
    Fact,
    Item,
    Leg,
    Money,
    NoneStated,
    NotStated,
    Number,
    Page,
    Party,
    Period,
    Quality,
    Quote,
    Share,
    Text,
    Value,
    ticker_of,
)
from filings.model.document import Cell, Table

BENCH = Path(__file__).parent.parent / "bench" / "accuracy.py"
DETECTORS_OWE = {("dahua-projects.pdf", "debt_handling")}
"""Facts of today's detectors whose code comes from words beyond their quote: the list may only get shorter."""


def quote(words: str, *, at: int = 0, page: int = 1, box: tuple[float, float, float, float] | None = None) -> Quote:
    boxes = () if box is None else (box,)
    return Quote(document="0" * 64, page=page, start=at, end=at + len(words), text=words, boxes=boxes)


def fact(value: Value, *words: str, name: str = "price", rule: str | None = None) -> Fact:
    quotes = tuple(quote(each, at=100 * place) for place, each in enumerate(words))
    return Fact(name=name, value=value, basis="derived" if rule else "quoted", rule=rule, quotes=quotes)


def again(one: Fact) -> Value | None:
    return recompute(one, [each.text for each in one.quotes])


def event(**parts: Any) -> Event:
    given = {"event_id": "1-1", "source": "szse", "source_id": "1", "disposition": "flag", "detector": "test"}
    return Event.model_validate({**given, **parts})


def as_quoted(one: Quote) -> str:
    return one.text


def kinds(faults: Sequence[Fault]) -> list[tuple[str, str, str]]:
    return [(fault.where, fault.name, fault.kind) for fault in faults]


def yuan(amount: str, **more: Any) -> Money:
    return Money(amount=Decimal(amount), **more)


SHARE = Share(percent=Decimal("12.34"), of="净资产")
RIGHT = [
    fact(yuan("48700000", bound="approx"), "约\n4,870.00 万元"),
    fact(yuan("150000000", amount_max=Decimal(200000000)), "1.5-2亿元"),
    fact(yuan("126800000"), "12,680.00", "总投资", "单位：万元", name="amount", rule="table-unit"),
    fact(yuan("126800000"), "12,6", "80.00", "总投资（万元）", name="amount", rule="table-unit"),
    fact(Day(day=date(2024, 9, 30)), "二〇二四年九月三十日", name="appraisal_date"),
    fact(Day(day=date(2016, 11, 1), precision="month"), "2016-11", name="award_date"),
    fact(Period.model_validate({"from": "2016-01-01", "to": "2017-12-31", "precision": "year"}), "2016年至2017年"),
    fact(SHARE, "占公司最近一期经审计净资产的12.34%", name="ratio"),
    fact(Share(percent=Decimal(51)), "51", "持股比例(%)", name="stake", rule="table-unit"),
    fact(Number(number=Decimal(5), unit="项目"), "五个特许经营项目", name="project_count"),
    fact(Number(number=Decimal("123.5"), unit="亩"), "约123.5亩土地", name="area"),
    fact(NoneStated(), "双方互不承担违约责任", name="liability"),
    fact(Text(text="已于2024年6月终止", code="ended_early"), "已于2024年\n6月终止", name="status"),
    fact(Text(text="specific", code="specific"), "因土地未能取得", name="reason_grade", rule="reason-grade"),
]
WRONG = {
    "number": fact(yuan("48600000", bound="approx"), "约4,870.00万元"),
    "bound": fact(yuan("48700000"), "约4,870.00万元"),
    "currency": fact(yuan("48700000", currency="USD"), "4,870.00万元"),
    "unit of the table": fact(yuan("126800000"), "12,680.00", "总投资", "单位：元", name="amount", rule="table-unit"),
    "no unit at all": fact(yuan("126800000"), "12,680.00", "总投资", name="amount", rule="table-unit"),
    "column": fact(yuan("126800000"), "12,680.00", "账面价值（万元）", name="amount", rule="table-unit"),
    "figure without its unit": fact(yuan("126800000"), "12,680.00"),
    "two amounts": fact(yuan("48700000"), "由3,000.00万元变为4,870.00万元"),
    "day": fact(Day(day=date(2024, 6, 30)), "2024年9月30日"),
    "precision": fact(Day(day=date(2024, 9, 1)), "2024年9月"),
    "percentage": fact(SHARE.model_copy(update={"percent": Decimal("12.43")}), "占净资产的12.34%"),
    "base of a share": fact(SHARE, "占公司最近一期经审计总资产的12.34%"),
    "share without its base": fact(SHARE, "12.34%"),
    "count": fact(Number(number=Decimal(4), unit="项目"), "五个特许经营项目"),
    "what is counted": fact(Number(number=Decimal(5), unit="家子公司"), "五个特许经营项目"),
    "area": fact(Number(number=Decimal("132.5"), unit="亩"), "约123.5亩土地"),
    "absence": fact(NoneStated(), "双方承担违约责任"),
    "words": fact(Text(text="乙县人民政府"), "甲县人民政府", name="counterparty"),
    "code": fact(Text(text="已终止", code="operating"), "已终止", name="status"),
    "code from elsewhere": fact(Text(text="处置设备", code="to_be_disposed"), "处置设备", name="asset_handling"),
    "grade": fact(Text(text="none", code="none"), "因土地未能取得", name="reason_grade", rule="reason-grade"),
    "rule": fact(yuan("100"), "100元", rule="a-rule-of-nobody"),
}


@pytest.mark.parametrize("right", RIGHT, ids=lambda one: f"{one.name}-{one.value.type}")
def test_a_value_comes_out_of_its_words_again(right: Fact) -> None:
    assert again(right) == right.value
    assert check(event(facts=(right,)), as_quoted) == []


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_a_planted_wrong_value_is_caught(wrong: Fact) -> None:
    assert again(wrong) != wrong.value
    kind = "rule" if wrong.rule == "a-rule-of-nobody" else "value"
    assert kinds(check(event(facts=(wrong,)), as_quoted)) == [("fact", wrong.name, kind)]


def test_near_words_mean_the_day_of_publication_where_it_is_told() -> None:
    near = fact(Day(day=date(2024, 12, 23), precision="approx"), "近日", name="effective_date")
    assert recompute(near, ["近日"], published=date(2024, 12, 23)) == near.value
    assert recompute(near, ["近日"], published=date(2024, 12, 24)) != near.value


def test_words_that_are_not_at_their_place_are_said_once() -> None:
    one = event(facts=(fact(yuan("1000000"), "100万元"),), trigger=quote("终止"))
    faults = check(one, lambda each: "200万元" if each.text == "100万元" else each.text)
    assert kinds(faults) == [("fact", "price", "words")]
    assert "200万元" in faults[0].why


def test_a_party_that_its_quotes_do_not_name_is_caught() -> None:
    parties = (
        Party(role="counterparty", name="甲县人民政府", quotes=(quote("甲县\n人民政府"),)),
        Party(role="transferee", name="乙实业有限公司", quotes=(quote("丙实业有限公司"),)),
        Party(role="court", name="丁市中级人民法院"),
    )
    found = kinds(check(event(parties=parties), as_quoted))
    assert found == [("party 2", "乙实业有限公司", "name"), ("party 3", "丁市中级人民法院", "name")]


def test_a_leg_whose_quotes_say_nothing_of_its_act_is_caught() -> None:
    legs = (
        Leg(act="termination", object="gov_project", quotes=(quote("双方协商一致终止该项目"),)),
        Leg(act="disposal", object="equipment", quotes=(quote("公司经营情况正常"),)),
    )
    assert kinds(check(event(legs=legs), as_quoted)) == [("leg 2", "disposal", "sign")]


def test_not_stated_rests_on_a_full_read() -> None:
    silent = Fact(name="reason", value=NotStated(pages_read=(1,)), basis="not_stated")
    whole = Document.from_text("全文")
    part = whole.model_copy(update={"page_count": 9})
    assert check(event(facts=(silent,)), as_quoted, document=whole) == []
    assert kinds(check(event(facts=(silent,)), as_quoted, document=part)) == [("fact", "reason", "unread")]


TABLE = [
    ["项目名称", "合同金额（万元）", "目前状态"],
    ["甲项目", "1,000.00", "已终止"],
    ["乙项目", "2,000.00", "运营中"],
]


def table_document() -> Document:
    text = ""
    rows = []
    for r, row in enumerate(TABLE):
        cells = []
        for c, words in enumerate(row):
            box = (100.0 * c, 20.0 * r, 100.0 * (c + 1), 20.0 * (r + 1))
            cells.append(Cell(text=words, box=box, spans=((len(text), len(text) + len(words)),)))
            text += f"{words}\n"
        rows.append(tuple(cells))
    table = Table(box=(0, 0, 300, 60), rows=tuple(rows))
    page = Page(
        number=1, width=600, height=800, text=text, origin="embedded", tables=(table,), quality=Quality(characters=9)
    )
    return Document(sha256="0" * 64, pages=(page,), page_count=1, reader="by hand")


def swapped(items: tuple[Item, ...], name: str) -> tuple[Item, ...]:
    """The two items with their facts of that name exchanged."""
    first, second = items
    a, b = first.fact(name), second.fact(name)
    assert a
    assert b
    return (
        first.model_copy(update={"facts": tuple(b if one is a else one for one in first.facts)}),
        second.model_copy(update={"facts": tuple(a if one is b else one for one in second.facts)}),
    )


def test_a_fact_from_another_row_is_caught_by_the_tables_cells() -> None:
    document = table_document()
    items = find_items(document, kind="project")[0].items
    assert check(event(items=items), as_quoted, document=document) == []
    for name in ("amount", "status"):
        faults = check(event(items=swapped(items, name)), as_quoted, document=document)
        assert kinds(faults) == [("item 1", name, "row"), ("item 2", name, "row")]


def boxed(name: str, value: str, row: int, order: Callable[[int, int], int]) -> Item:
    top = 20.0 * row
    named = quote(name, at=order(row, 1), box=(100, top, 180, top + 12))
    amount = quote(value, at=order(row, 0), box=(10, top + 2, 90, top + 10))
    facts = (
        Fact(name="project_name", value=Text(text=name), quotes=(named,)),
        Fact(name="amount", value=yuan("1000000") if row else yuan("2000000"), quotes=(amount,)),
    )
    return Item(kind="project", name=name, facts=facts)


def test_without_tables_the_boxes_tell_the_row() -> None:
    def by_column(row: int, column: int) -> int:
        return 100 * column + 20 * row

    items = (boxed("甲项目", "200万元", 0, by_column), boxed("乙项目", "100万元", 1, by_column))
    assert check(event(items=items), as_quoted) == []
    assert [f[2] for f in kinds(check(event(items=swapped(items, "amount")), as_quoted))] == ["row", "row"]


def test_entries_of_a_list_in_one_line_are_no_rows() -> None:
    """The second entry begins on the line on which the first one ends."""
    first = Item(
        kind="project",
        name="甲项目",
        facts=(
            Fact(name="project_name", value=Text(text="甲项目"), quotes=(quote("甲项目", at=0, box=(0, 0, 90, 10)),)),
            Fact(name="amount", value=yuan("1000000"), quotes=(quote("100万元", at=10, box=(0, 20, 40, 30)),)),
        ),
    )
    named = Fact(name="project_name", value=Text(text="乙项目"), quotes=(quote("乙项目", at=20, box=(50, 20, 90, 30)),))
    assert check(event(items=(first, Item(kind="project", name="乙项目", facts=(named,)))), as_quoted) == []


def test_an_item_that_no_quote_names_is_caught() -> None:
    amount = fact(yuan("1000000"), "100万元", name="amount")
    assert kinds(check(event(items=(Item(kind="project", name="丙项目", facts=(amount,)),)), as_quoted)) == [
        ("item 1", "丙项目", "name")
    ]


def test_what_is_not_proven_is_left_out_and_the_event_says_so() -> None:
    good, bad = fact(yuan("1000000"), "100万元"), fact(yuan("2000000"), "100万元", name="refund")
    named = Fact(name="project_name", value=Text(text="甲项目"), quotes=(quote("甲项目"),))
    items = (
        Item(kind="project", name="甲项目", facts=(named, bad)),
        Item(kind="project", name="乙项目", facts=(good,)),
    )
    parties = (Party(role="court", name="丁法院"), Party(role="issuer", name="戊公司", quotes=(quote("戊公司"),)))
    one = event(facts=(good, bad), items=items, parties=parties, count_extracted=2)
    kept = without_unproven(one, check(one, as_quoted))
    assert kept.facts == (good,)
    assert [(item.name, item.facts) for item in kept.items] == [("甲项目", (named,))]
    assert ([party.name for party in kept.parties], kept.count_extracted) == (["戊公司"], 1)
    assert kept.rules[-1].rule == UNPROVEN
    assert "refund" in kept.rules[-1].why
    assert check(kept, as_quoted) == []
    assert without_unproven(kept, []) is kept


def read_again(filing: AuthoredFiling) -> tuple[Announcement, Document]:
    data = filing.file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    document = read_pdf(data, Question(path=filing.pdf, sha256=digest, max_pages=50, cpu_seconds=60, tables="all"))
    companies = zip(filing.codes, filing.names, strict=True)
    announcement = Announcement(
        source="szse",
        source_id=str(filing.number),
        companies=tuple(Company(ticker=ticker_of(code), name=name) for code, name in companies),
        title=filing.title,
        published=filing.published,
        first_seen=filing.arrives,
        document_path="",
    )
    return announcement, document


def test_every_fact_of_the_authored_filings_comes_out_of_its_words_again() -> None:
    count = 0
    for filing in catalogue():
        announcement, document = read_again(filing)
        found = detect(announcement, document)
        faults = check(found, as_quoted, document=document, published=announcement.day)
        left = [fault for fault in faults if (filing.pdf, fault.name) not in DETECTORS_OWE]
        assert left == [], filing.pdf
        count += len(found.facts) + sum(len(item.facts) for item in found.items)
    assert count > 100


def test_the_facts_of_real_contract_notices_come_out_of_their_words_again(measure_data: Path) -> None:
    spec = importlib.util.spec_from_file_location("accuracy_for_recompute", BENCH)
    assert spec
    assert spec.loader
    bench = importlib.util.module_from_spec(spec)
    sys.modules["accuracy_for_recompute"] = bench
    spec.loader.exec_module(bench)
    count = facts = 0
    for name, announcement, document in bench.notices(measure_data / "contracts"):
        found = detect(announcement, document, facts_always=True)
        assert check(found, as_quoted, document=document, published=announcement.day) == [], name
        count, facts = count + 1, facts + len(found.facts)
        if count == 120:
            break
    assert facts > 300
