"""Spans: what is found lies where it says, and searching a part of a text gives the part's values."""

from __future__ import annotations

import datetime as dt
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filings.events.values.days import find_days, parse_day
from filings.events.values.money import find_money, parse_amount
from filings.events.values.names import check_character, find_credit_codes
from filings.events.values.numerals import chinese_number
from filings.model.facts import Day, Money
from filings.model.text import normalise
from tests.events.values.rendering import READERS

PIECES = [
    "公司", "与", "和", "及", "有限公司", "中心", "项目", "工程", "合同", "《", "》", '"', "(", ")", "以下简称",
    "1", "2,000", "万元", "亿", "元", "人民币", "约", "不超过", "含税", "2016年", "11月", "1日", "-", "至", "%",
    "净资产", "占", "股权", "五", "个", "墨玉县", "新疆", "市", "区", "人民政府", "公安局", "。", ",", "、",
    "期限", "第十四师", "自", "起", "编号:", "百分之", "A", "Ltd",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 11, places=2)
SCALES = {"": 1, "万": 10**4, "百万": 10**6, "亿": 10**8}
CURRENCIES = {"元": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "元人民币": "CNY"}
DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number below 100 in Chinese numerals, as dates and counts write it."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (
        DIGITS[ones] if ones or not tens else ""
    )


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None)
@given(text=texts)
def test_spans_lie_in_the_text_in_order_and_are_never_empty(reader: str, text: str) -> None:
    found = list(READERS[reader](text))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(text[each.start : each.end] == each.value for each in found if isinstance(each.value, str))


@given(text=texts, cut=st.integers(min_value=0, max_value=60))
def test_nothing_is_found_outside_the_part_that_is_searched(text: str, cut: int) -> None:
    found = find_money(text, start=cut) + find_money(text, end=cut)
    assert all(each.start >= cut for each in found[: len(find_money(text, start=cut))])
    assert all(each.end <= max(cut, 0) for each in find_money(text, end=cut))


@given(
    amount=amounts,
    scale=st.sampled_from(list(SCALES)),
    unit=st.sampled_from(list(CURRENCIES)),
    number=st.sampled_from(["{}", "{:,}"]),
    around=st.sampled_from(["转让价格为{}。", "合计{}(大写略)", "{},尚未支付", "其中{}已收回"]),
)
def test_an_amount_in_any_notation_comes_back(amount: Decimal, scale: str, unit: str, number: str, around: str) -> None:
    words = f"{number.format(amount)}{scale}{unit}"
    text = around.format(words)
    (found,) = find_money(text)
    assert found.value == Money(amount=amount * SCALES[scale], currency=CURRENCIES[unit])
    assert text[found.start : found.end] == words
    assert parse_amount(words, unit=None) == found.value


@given(amount=amounts, factor=st.sampled_from([1, 1000, 10**4, 10**8]))
def test_a_bare_cell_is_an_amount_only_under_a_unit(amount: Decimal, factor: int) -> None:
    assert parse_amount(f"{amount:,}", unit=Decimal(factor)) == Money(amount=amount * factor)
    assert parse_amount(f"{amount:,}", unit=None) is None


@given(
    day=st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)),
    form=st.sampled_from(["{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "words"]),
)
def test_a_date_in_any_notation_comes_back(day: dt.date, form: str) -> None:
    if form == "words":
        year = "".join(DIGITS[int(digit)] for digit in str(day.year))
        words = f"{year}年{in_words(day.month)}月{in_words(day.day)}日"
    else:
        words = form.format(y=day.year, m=day.month, d=day.day)
    text = f"双方于{words}签署"
    (found,) = find_days(text)
    assert (found.value, text[found.start : found.end]) == (Day(day=day), words)
    assert parse_day(words) == Day(day=day)


@given(number=st.integers(min_value=1, max_value=99))
def test_a_small_numeral_comes_back(number: int) -> None:
    assert chinese_number(in_words(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一百零五", 105),
        ("一百五", 150),
        ("两", 2),
        ("贰仟", 2000),
        ("二零一六", 2016),
        ("壹亿贰仟万", 120_000_000),
        ("一万亿", 10**12),
        ("三千零二十万", 30_200_000),
        ("十万", 100_000),
        ("一万二", 12_000),
        ("三五百", None),
        ("万", None),
        ("百", None),
        ("十百", None),
        ("", None),
        ("五x", None),
    ],
)
def test_numerals_are_read_or_refused(words: str, number: int | None) -> None:
    assert chinese_number(words) == number


@given(head=st.from_regex(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True))
def test_a_credit_code_needs_its_check_character(head: str) -> None:
    right = head + check_character(head)
    wrong = head + ("A" if right[-1] != "A" else "B")
    text = f"统一社会信用代码:{right},另一代码{wrong}。"
    assert [each.value for each in find_credit_codes(text)] == [right]


HOSTILE = [
    "有限公司",
    "中心",
    "和中心",
    "1",
    "1,",
    "一",
    "2016年",
    "(",
    "《",
    '"公司',
    "项目",
    "项目(",
    "合同",
    "签订了",
    "墨玉县",
    "市",
    "新疆",
    "期限1年",
    "五个",
    "占净资产5%",
    "不超过1亿元至",
    "(以下简称",
    '"A",(以下简称"B"',
    "第十四师",
    "公安局",
    "编号:2016-",
    "与",
    "自起至",
    "A",
    "AbLtd",
]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_times_the_text_takes_about_ten_times_as_long(reader: str, piece: str) -> None:
    read = READERS[reader]
    long = _seconds(read, piece * (12_000 // len(piece)))
    if long > 0.1:  # a pause of the machine is not the reader's: the best of three counts
        long = min(_seconds(read, piece * (12_000 // len(piece))) for _ in range(3))
    assert long < 0.1 or long < 40 * min(_seconds(read, piece * (1_200 // len(piece))) for _ in range(3))


def _seconds(read: object, text: str) -> float:
    assert callable(read)
    begun = time.process_time()
    list(read(text))
    return time.process_time() - begun


def test_the_examples_are_folded_before_they_are_read() -> None:
    assert normalise("（１）　人民币１２，３４５．６７　万元") == "(1)人民币12,345.67万元"
    assert re.search(r"\s", normalise("一 二\n三")) is None
