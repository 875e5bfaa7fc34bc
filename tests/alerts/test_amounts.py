from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.alerts.brief import amounts
from filings.alerts.brief.forms.layout import columns, wrapped
from filings.alerts.brief.said import plain, quoted
from filings.alerts.brief.values import read_pages
from filings.model import Day, Money, Number, Period, Share


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Money(amount=Decimal(123456700)), "RMB 123.4567 million (人民币12,345.67万元)", "人民币12,345.67万元"),
        (Money(amount=Decimal(1)), "RMB 1 (人民币1元)", "人民币1元"),
        (Money(amount=Decimal("12345678.90")), "RMB 12,345,678.9 (人民币12,345,678.9元)", "人民币12,345,678.9元"),
        (Money(amount=Decimal(1500000000)), "RMB 1.5 billion (人民币15亿元)", "人民币15亿元"),
        (Money(amount=Decimal(-2500000)), "RMB -2.5 million (人民币-250万元)", "人民币-250万元"),
        (
            Money(amount=Decimal(150000000), amount_max=Decimal(200000000), bound="approx", tax="excluded"),
            "about RMB 150 million to RMB 200 million (人民币1.5亿元至人民币2亿元), without tax",
            "约人民币1.5亿元至人民币2亿元（不含税）",
        ),
        (
            Money(amount=Decimal(3000000), currency="USD", bound="le"),
            "at most USD 3 million (300万美元)",
            "不超过300万美元",
        ),
        (Money(amount=Decimal(3000000), currency="CHF"), "CHF 3 million (300万CHF)", "300万CHF"),
    ],
)
def test_money_stands_in_both_notations(value: Money, english: str, chinese: str) -> None:
    assert amounts.money(value) == (english, chinese)


SCALES = {"billion": 10**9, "million": 10**6, "": 1}


@given(st.decimals("0.01", "9999999999999", places=2))
def test_no_amount_is_ever_rounded(amount: Decimal) -> None:
    said = amounts.money(Money(amount=amount))
    _, figure, *unit = said.en.split(" (")[0].split(" ")
    assert Decimal(figure.replace(",", "")) * SCALES[unit[0] if unit else ""] == amount


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Day(day=date(2016, 11, 1), precision="month"), "November 2016", "2016年11月"),
        (Day(day=date(2016, 1, 1), precision="year"), "2016", "2016年"),
        (Day(day=date(2024, 12, 3)), "3 December 2024", "2024年12月3日"),
        (Day(day=date(2024, 12, 3), precision="approx"), "about 3 December 2024", "约2024年12月3日"),
    ],
)
def test_a_date_is_as_precise_as_the_filing(value: Day, english: str, chinese: str) -> None:
    assert amounts.day(value) == (english, chinese)


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        (date(2016, 1, 1), date(2017, 12, 31), "2016 to 2017", "2016年至2017年"),
        (date(2016, 1, 1), date(2016, 12, 31), "2016", "2016年"),
        (date(2016, 1, 1), None, "from 2016", "2016年起"),
        (None, date(2017, 12, 31), "until 2017", "至2017年"),
        (None, None, "open at both ends", "起止未定"),
    ],
)
def test_a_period_names_its_open_end(start: date | None, end: date | None, english: str, chinese: str) -> None:
    assert amounts.period(Period(start=start, end=end, precision="year")) == (english, chinese)


def test_a_share_names_its_base() -> None:
    assert amounts.share(Share(percent=Decimal(51), of="股权")) == ("51% of the equity", "51%股权")
    assert amounts.share(Share(percent=Decimal("12.30"), of="净资产")) == ("12.3% of net assets", "净资产的12.3%")
    assert amounts.share(Share(percent=Decimal("0.5"))) == ("0.5%", "0.5%")


def test_a_number_says_what_it_counts() -> None:
    assert amounts.number(Number(number=Decimal(5), unit="项目")) == ("5 projects", "5个项目")
    assert amounts.number(Number(number=Decimal(1), unit="子公司")) == ("1 subsidiary", "1个子公司")
    assert amounts.number(Number(number=Decimal("12000.50"), unit="平方米")) == (
        "12,000.5 square metres",
        "12,000.5平方米",
    )
    assert amounts.number(Number(number=Decimal(3))) == ("3", "3")


def test_pages_read_are_named_where_some_are_missing() -> None:
    assert read_pages((1, 2, 3, 4), 4) == ("4 pages, all read", "共4页，已全部阅读")
    assert read_pages((1,), 1) == ("1 page, read", "共1页，已读")
    assert read_pages((1, 2, 3, 5), 6) == ("pages 1–3, 5 read", "已读第1–3、5页")
    assert read_pages((2,), 3) == ("page 2 read", "已读第2页")


@given(st.text(st.sampled_from("ab1,. 甲乙，。“”（）\u202e"), max_size=120), st.integers(8, 40))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, width: int) -> None:
    line = plain(text)
    lines = wrapped(line, width)
    assert "".join("".join(lines).split()) == "".join(line.split())
    for one in lines:
        assert columns(one) <= width or " " not in one.strip()


def test_a_quote_joins_lines_between_chinese_characters_and_keeps_english_spaces() -> None:
    assert quoted("公司及\n下属 子公司 Dahua Technology 拟终止") == "公司及下属子公司Dahua Technology拟终止"
