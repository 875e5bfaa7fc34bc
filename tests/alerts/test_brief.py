"""The whole brief: as a person reads it, proven word by word, and harmless whatever it is fed."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.alerts.brief import Composed
from filings.model import Day, Fact, Item, Leg, Money, Number, Period, Rule, Share, Text

NOTICE = "INVENTED: a rehearsal with authored documents (演示文件), not real filings"
WORDS = {"人民币", *(scale + unit for scale in ("", "万", "亿") for unit in ("元", "美元"))}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_brief_reads_as_expected(case: Any, case_name: str, lang: str, golden: Any) -> None:
    golden(f"{case_name}.{lang}.txt", case.composed().text(lang) + "\n")


def test_every_statement_of_the_filing_has_its_quote(case: Any) -> None:
    ours = {"Issuer", "Reason", "List", "Lists checked", "To look at next", "Why", "Severity", "Filing", "Contact"}
    bare = {s.label_en for s in case.composed().statements if not s.quotes}
    assert bare <= ours


def test_the_notice_of_a_rehearsal_is_the_first_line_of_both_texts(quiet_exit: Any) -> None:
    composed = quiet_exit.composed(notice=NOTICE)
    for lang in ("en", "zh"):
        first, second, third, *_ = composed.text(lang).split("\n")
        assert first == NOTICE
        assert second.startswith("009002 演示视讯")
        assert third == ""


def corpus(case: Any) -> str:
    """Everything that the brief may take its words from."""
    parts = (case.announcement, case.finding, case.source)
    text = " ".join(json.dumps(part.model_dump(mode="json"), ensure_ascii=False) for part in parts)
    return re.sub(r"\s|\\n", "", text)


def facts_of(case: Any) -> list[Fact]:
    event = case.finding.event
    held = [event.facts, *(item.facts for item in event.items), *(party.facts for party in event.parties)]
    return [fact for facts in held for fact in facts]


def numbers(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


def allowed_numbers(case: Any) -> set[Decimal]:
    """Numbers of the record, amounts in their other units, times in Beijing, and counts of what is shown."""
    allowed = numbers(corpus(case)) | {Decimal(n) for n in range(13)}
    for fact in facts_of(case):
        if isinstance(fact.value, Money):
            allowed |= {fact.value.amount / scale for scale in (1, 10**4, 10**6, 10**8, 10**9)}
    beijing = case.announcement.first_seen.astimezone(case.announcement.published.tzinfo).hour + 8
    snapshots = [c.snapshot.date for c in case.finding.lists_checked if c.snapshot]
    ages = {Decimal((date(2024, 12, 23) - day).days) for day in snapshots}
    return allowed | ages | {Decimal(beijing % 24), Decimal(case.announcement.day.day), Decimal(256)}


def proven(case: Any, composed: Composed) -> None:
    known, allowed = corpus(case), allowed_numbers(case)
    english = composed.text("en")
    invented = [run for run in re.findall(r"[一-鿿]+", english) if run not in known and run not in WORDS]
    assert invented == []
    for lang in ("en", "zh"):
        assert numbers(composed.text(lang)) - allowed == set()


def test_each_number_date_and_name_comes_from_the_record(case: Any) -> None:
    proven(case, case.composed())


def period_of(start: date | None, end: date | None, precision: Any) -> Period:
    return Period(start=start, end=end, precision=precision)


AMOUNT = st.decimals("0.01", "99999999999", places=2)
DAYS = st.dates(date(1990, 1, 1), date(2035, 1, 1))
VALUES = st.one_of(
    st.builds(
        Money,
        amount=AMOUNT,
        bound=st.sampled_from(["eq", "le", "ge", "approx"]),
        currency=st.sampled_from(["CNY", "USD"]),
    ),
    st.builds(Day, day=DAYS, precision=st.sampled_from(["day", "month", "year", "approx"])),
    st.builds(
        period_of, start=st.none() | DAYS, end=st.none() | DAYS, precision=st.sampled_from(["day", "month", "year"])
    ),
    st.builds(
        Share, percent=st.decimals("0.01", "100", places=2), of=st.sampled_from([None, "净资产", "股权", "别的"])
    ),
    st.builds(Number, number=st.decimals(1, 9999, places=0), unit=st.sampled_from([None, "个", "项目", "亩", "别的"])),
    st.builds(
        Text,
        text=st.text("甲乙丙丁县人民政府公司Ab1 ", min_size=1),
        code=st.sampled_from([None, "ended_early", "a_new_code"]),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.tuples(st.sampled_from(["price", "reason", "region", "a_new_name"]), VALUES), max_size=6))
def test_each_number_and_name_of_any_facts_comes_from_the_record(
    table_exit: Any, values: list[tuple[str, Any]]
) -> None:
    quote = table_exit.finding.event.facts[0].quotes
    facts = tuple(Fact(name=name, value=value, quotes=quote) for name, value in values)
    case = table_exit.with_event(facts=facts, items=(Item(kind="asset", name="丙楼", facts=facts),))
    proven(case, case.composed())


def test_the_text_fits_into_a_hundred_columns(case: Any) -> None:
    for lang in ("en", "zh"):
        _, *lines = case.composed().text(lang).splitlines()
        widest = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
        assert widest <= 100


def test_no_word_judges_or_advises(quiet_exit: Any, table_exit: Any) -> None:
    text = " ".join(case.composed().text(lang) for case in (quiet_exit, table_exit) for lang in ("en", "zh"))
    assert re.search(r"sanction|violat|illegal|should|must|avoid|recommend|制裁|违法|建议", text, re.IGNORECASE) is None
    assert "an export-licence requirement" in text


HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_hostile_words_are_harmless_wherever_they_stand(evil_case: Any, evil: str) -> None:
    composed = evil_case.composed(notice=evil)
    assert len(composed.subject) <= 70
    assert [c for c in composed.subject if unicodedata.category(c) in HARMFUL] == []
    for lang in ("en", "zh"):
        text = composed.text(lang)
        assert {c for c in text if unicodedata.category(c) in HARMFUL} <= {"\n"}
        assert not re.search(r"^(Severity +0|Bcc:)", text, re.MULTILINE)
        assert len(text) < 30_000


def legs(**keys: object) -> tuple[Leg, ...]:
    return (Leg.model_validate({"act": "disposal", "object": "subsidiary_equity", **keys}),)


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        (
            {"disposition": "called_off", "legs": legs(stage="called_off")},
            "disposal of equity in a subsidiary in Xinjiang called off, nothing leaves; severity 4",
            "取消处置子公司股权（新疆），资产不再转出；严重度4",
        ),
        (
            {"disposition": "called_off", "legs": ()},
            "a planned disposal in Xinjiang is called off, nothing leaves; severity 4",
            "取消处置（新疆），资产不再转出；严重度4",
        ),
        (
            {
                "disposition": "flag_low",
                "legs": legs(act="termination", object="concession", mode="expiry"),
                "count_stated": None,
            },
            "a concession in Xinjiang: the term has ended; low priority; severity 4",
            "特许经营项目（新疆）到期终止；低优先级；严重度4",
        ),
        (
            {"disposition": "review", "legs": ()},
            "to review: 关于退出部分地方项目的公告 in Xinjiang; severity 4",
            "待复核：关于退出部分地方项目的公告（新疆）；严重度4",
        ),
        (
            {
                "disposition": "no_flag",
                "legs": (),
                "rules": (Rule(rule="own_shares", why="own shares are bought back"),),
            },
            "no event flagged: own shares are bought back",
            "未标记事件：own shares are bought back",
        ),
        (
            {"legs": legs(stage="listing_failed"), "facts": (), "count_stated": None},
            "finds no buyer for equity in a subsidiary in Xinjiang; severity 4",
            "挂牌未成交：子公司股权（新疆）；严重度4",
        ),
        (
            {"legs": legs(object="land_resumption", mode="government_ordered"), "count_stated": None},
            "land taken back by the authorities in Xinjiang; severity 4",
            "政府收回土地（新疆）；严重度4",
        ),
        (
            {"legs": legs(act="debt", object="restructuring", stage="signed"), "count_stated": None},
            "debt restructuring in Xinjiang; severity 4",
            "债务重组（新疆）；严重度4",
        ),
        (
            {"legs": legs(act="termination", object="major_contract", stage="planned"), "count_stated": 1},
            "is to terminate or exit a major contract in Xinjiang; severity 4",
            "拟终止或退出重大合同（新疆）；严重度4",
        ),
    ],
)
def test_a_headline_says_what_kind_of_notice_it_is(
    quiet_exit: Any, changes: dict[str, Any], english: str, chinese: str
) -> None:
    composed = quiet_exit.with_event(**changes).composed()
    assert composed.text("en").splitlines()[0] == f"009002 演示视讯 (Example Vision Technology): {english}"
    assert composed.text("zh").splitlines()[0] == f"009002 演示视讯：{chinese}"


def test_a_called_off_notice_says_that_it_closes_the_earlier_alert(quiet_exit: Any) -> None:
    text = quiet_exit.with_event(disposition="called_off", legs=legs(stage="called_off")).composed().text("en")
    assert "This closes any earlier alert on it." in " ".join(text.split())


def test_a_file_without_event_has_a_brief_that_says_why(quiet_exit: Any) -> None:
    rules = (Rule(rule="own_shares", why="own shares are bought back"),)
    event = {"disposition": "no_flag", "legs": (), "facts": (), "parties": (), "count_stated": None, "rules": rules}
    case = quiet_exit.with_event(**event).with_announcement(companies=(), title="")
    composed = case.composed()
    assert composed.subject == "This filing: no event flagged: own shares are bought back"
    assert "Severity" not in composed.text("en")
    assert "own shares are bought back" in composed.text("en")


def test_only_what_a_full_read_did_not_find_is_called_not_given(quiet_exit: Any) -> None:
    silent = quiet_exit.with_event(facts=())
    assert "gives no reason" not in silent.composed().text("en")
    told = [s for s in quiet_exit.composed().statements if s.label_en == "Reason"]
    assert [(s.en, s.zh, s.quotes) for s in told] == [
        ("This filing (2 pages, all read) gives no reason.", "本公告（共2页，已全部阅读）未说明原因。", ())
    ]


def test_a_mixed_status_stays_with_the_event(quiet_exit: Any) -> None:
    statements = {s.label_en: s.en for s in quiet_exit.composed().statements}
    assert statements["Status"] == "some ended early, others still operating"
    assert not any(label.startswith("Project ") for label in statements)


def test_an_unconfirmed_match_is_marked_so(quiet_exit: Any) -> None:
    hit = quiet_exit.finding.hits[0].model_copy(update={"asserted": False, "because": "weak"})
    finding = quiet_exit.finding.model_copy(update={"hits": (hit,)})
    composed = type(quiet_exit)(quiet_exit.announcement, finding, quiet_exit.source).composed()
    match = next(s for s in composed.statements if s.label_en == "Possible match")
    assert match.en.startswith("Not confirmed: U.S. Entity List (BIS)")
    assert match.zh.startswith("未确认：")


def test_a_long_quote_is_shortened_in_the_middle_and_kept_whole_in_the_statement(quiet_exit: Any) -> None:
    event = quiet_exit.finding.event
    quote = event.facts[0].quotes[0]
    text = "开头" + "甲" * 300 + "结尾"
    long = quote.model_copy(update={"text": text, "end": quote.start + len(text)})
    case = quiet_exit.with_event(facts=(Fact(name="impact", value=Text(text=text), quotes=(long,)),))
    composed = case.composed()
    shown = re.sub(r"\s", "", composed.text("en"))
    assert "“开头甲" in shown
    assert "甲…甲" in shown
    assert "甲结尾”" in shown
    assert text not in shown
    assert any(long in s.quotes for s in composed.statements)
    assert next(s.en for s in composed.statements if s.label_en == "Effect") == "in the filing's words:"


def test_a_subject_keeps_the_place_and_fits(quiet_exit: Any, table_exit: Any) -> None:
    assert quiet_exit.composed().subject == "009002 演示视讯: exits 5 government projects in Xinjiang; severity 4"
    assert table_exit.composed().subject == "009001 演示水务: terminates or exits 2 concessions; severity 3"


def told_of(case: Any, **changes: object) -> dict[str, tuple[str, str]]:
    hit = case.finding.hits[0].model_copy(update=changes)
    finding = case.finding.model_copy(update={"hits": (hit,)})
    composed = type(case)(case.announcement, finding, case.source).composed()
    return {s.label_en: (s.en, s.zh) for s in composed.statements}


def test_an_explanation_does_not_repeat_the_entry(quiet_exit: Any) -> None:
    said = "演示视讯 is 'Example Vision' on Entity List, 2019 rule, effective 9 October 2019: stock code 009002."
    english, chinese = told_of(quiet_exit, list="Entity List, 2019 rule", entry="Example Vision", explanation=said)[
        "List"
    ]
    assert english.splitlines()[:2] == [
        "Entity List, 2019 rule, entry “Example Vision”, effective 9 October 2019: an export-licence requirement.",
        "Matches 演示视讯 by identifier: stock code 009002.",
    ]
    assert chinese.startswith("美国商务部实体清单（2019年规则）（出口许可要求），条目“Example Vision”")


def test_a_list_of_ones_own_is_no_licence_requirement(quiet_exit: Any) -> None:
    english, chinese = told_of(quiet_exit, list="my suppliers", listed_on=None, source=None, source_url=None)["List"]
    assert english.splitlines()[0] == "my suppliers, entry “Example Vision Technology”."
    assert "licence" not in english
    assert "出口许可" not in chinese


def test_places_stand_in_one_statement_with_all_their_quotes(quiet_exit: Any) -> None:
    place = quiet_exit.finding.hits[1]
    quote = quiet_exit.finding.event.legs[1].quotes[0]
    second = place.model_copy(update={"entry": "甲县", "explanation": "甲县 (code 650001)", "quote": quote})
    finding = quiet_exit.finding.model_copy(update={"hits": (place, second)})
    composed = type(quiet_exit)(quiet_exit.announcement, finding, quiet_exit.source).composed()
    (told,) = [s for s in composed.statements if s.label_en == "Watched place"]
    assert told.en.splitlines() == ["Xinjiang (watched regions): 新疆 is a watched region", "甲县 (code 650001)"]
    assert told.quotes == (place.quote, quote)


def test_a_count_of_companies_is_no_count_of_contracts(quiet_exit: Any) -> None:
    counted = quiet_exit.finding.event.facts[0].model_copy(update={"value": Number(number=Decimal(5), unit="子公司")})
    case = quiet_exit.with_event(facts=(counted,), count_extracted=None)
    assert "government projects" not in case.composed().subject
    assert "5 stated in the filing" in case.composed().text("en")


def test_land_that_the_authorities_take_back_is_not_called_a_disposal_of_it(quiet_exit: Any) -> None:
    case = quiet_exit.with_event(legs=legs(object="land_resumption", mode="government_ordered"))
    assert case.composed().statements[0].en == "Land taken back by the authorities, by government order."
