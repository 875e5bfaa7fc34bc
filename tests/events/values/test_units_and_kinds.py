"""Units of tables, whole cells, kinds of parties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filings.events.values.days import parse_day
from filings.events.values.definitions import find_definitions
from filings.events.values.money import find_money, parse_amount, parse_unit
from filings.events.values.names import kind_of_counterparty
from filings.model.text import normalise


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", (10**4, "CNY")),
        ("单位：人民币亿元", (10**8, "CNY")),
        ("（万美元）", (10**4, "USD")),
        ("合同金额（万元）", (10**4, "CNY")),
        ("单位：元 币种：人民币", (1, "CNY")),
        ("单位：元 币种：港币", (1, "HKD")),
        ("总投资/万元", (10**4, "CNY")),
        ("万元", (10**4, "CNY")),
        ("金额单位：千元", (1000, "CNY")),
        ("单位：百万元", (10**6, "CNY")),
        ("投资额（人民币万元）", (10**4, "CNY")),
        ("金额单位：人民币元", (1, "CNY")),
        ("单位：欧元", (1, "EUR")),
        ("单位：RMB'000", (1000, "CNY")),
        ("单位：万股", None),
        ("单位：元/股", None),
        ("交易对方", None),
        ("采购单位", None),
        ("", None),
    ],
)
def test_a_unit_line_says_factor_and_currency(line: str, unit: tuple[int, str] | None) -> None:
    assert parse_unit(line) == (None if unit is None else (Decimal(unit[0]), unit[1]))


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("12,345.67", "123456700.00"),
        ("（1,234.5）", "-12345000.00"),
        ("-12.3", "-123000.00"),
        ("100", "1000000.00"),
        ("壹亿元", "100000000.00"),
        ("3,000万元（含税）", "30000000.00"),
        ("约100", "1000000.00"),
        ("1.5亿元", "150000000.00"),
        ("-", None),
        ("/", None),
        ("—", None),
        ("", None),
        ("无", None),
        ("待定", None),
        ("不适用", None),
        ("第3期", None),
        ("100万元、200万元", None),
        ("35%", None),
        ("2016年", None),
    ],
)
def test_a_cell_under_ten_thousands_is_read_whole(cell: str, amount: str | None) -> None:
    found = parse_amount(cell, unit=Decimal(10**4))
    assert (None if found is None else str(found.amount)) == amount


def test_a_range_in_a_cell_keeps_both_ends() -> None:
    found = parse_amount("1.5-2", unit=Decimal(10**8))
    assert found is not None
    assert (found.amount, found.amount_max) == (Decimal(150_000_000), Decimal(200_000_000))


def test_a_cell_takes_the_currency_of_its_column() -> None:
    found = parse_amount("120.50", unit=Decimal(10**4), currency="USD")
    assert found is not None
    assert (found.amount, found.currency) == (Decimal(1_205_000), "USD")


def test_bare_numbers_are_amounts_only_where_a_unit_covers_the_text() -> None:
    text = normalise("转让价款 1,234.56，持股 35.00%，共 5 项，评估值 2,000.00")
    assert find_money(text) == []
    assert [str(each.value.amount) for each in find_money(text, unit=Decimal(10**4))] == ["12345600.00", "20000000.00"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2016.11.1", "2016-11-01 day"),
        ("20161101", "2016-11-01 day"),
        ("2016-11", "2016-11-01 month"),
        ("2016", "2016-01-01 year"),
        ("2016年11月", "2016-11-01 month"),
        ("2016年11月1日（签约）", "2016-11-01 day"),
        ("2016年12月底", "2016-12-01 month"),
        ("二〇一六年", "2016-01-01 year"),
        ("12", None),
        ("2016-045", None),
        ("无", None),
        ("2016年11月1日签署了合同", None),
        ("2016-02-30", None),
        ("", None),
    ],
)
def test_a_cell_is_a_date_only_as_a_whole(cell: str, day: str | None) -> None:
    found = parse_day(cell)
    assert (None if found is None else f"{found.day} {found.precision}") == day


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("墨玉县人民政府", "government"),
        ("洛浦县公安局", "government"),
        ("青川市政法委", "government"),
        ("青川新区管委会", "government"),
        ("青川县财政局", "government"),
        ("第十四师", "government"),
        ("新疆生产建设兵团第二师34团", "government"),
        ("青川市土地储备中心", "government"),
        ("青川市城市建设投资集团有限公司", "state"),
        ("青川国有资产经营有限公司", "state"),
        ("青川城投集团", "state"),
        ("青川第一人民医院", "state"),
        ("王青禾", "person"),
        ("李云先生", "person"),
        ("赵帆等3名自然人", "person"),
        ("青禾科技有限公司", "company"),
        ("云帆创业投资合伙企业（有限合伙）", "company"),
        ("QingheHoldingsLimited", "company"),
        ("青川县中级人民法院", "court"),
        ("青川仲裁委员会", "court"),
    ],
)
def test_a_party_is_known_by_its_name(name: str, kind: str) -> None:
    assert kind_of_counterparty(name) == kind


def test_a_definition_says_where_its_terms_stand() -> None:
    text = normalise("受让方为青禾数智有限公司（以下简称“青禾数智”或“受让方”），青禾数智成立于2016年。")
    (found,) = find_definitions(text)
    assert text[found.start : found.end] == found.value.full == "青禾数智有限公司"
    assert (
        [text[start:end] for start, end in found.value.alias_spans] == ["青禾数智", "受让方"] == [*found.value.aliases]
    )
