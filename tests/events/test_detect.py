"""What holds for every filing: proof, purity, speed, and nothing but an answer for odd input."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from filings.events import DETECTOR, detect
from filings.model import Announcement, Company, Document, Event, NotStated, Text
from filings.model.text import normalise

TITLE = "关于终止智慧县城PPP项目的公告"
BODY = (
    "一、项目概述\n2018年9月，演示信息技术股份有限公司（以下简称“公司”）与青禾县人民政府签署了《青禾县智慧县城PPP项目合同》，总投资1.86亿元。\n"
    "二、终止情况\n经协商一致，公司与青禾县人民政府签署《项目终止协议》，提前终止上述合同。公司将处置相关设备，并清理债权债务。\n"
    "三、终止原因\n因当地财政支出责任上限调整，该项目不再列入预算。\n四、影响\n本次终止不会对公司经营业绩产生重大不利影响。\n"
)


def filing(text: str, title: str) -> tuple[Announcement, Document]:
    instant = datetime(2025, 6, 30, tzinfo=UTC)
    announcement = Announcement(
        source="szse",
        source_id="1200000009",
        companies=(Company(ticker="009101.SZ", name="演示信息"),),
        title=title,
        published=instant,
        first_seen=instant,
        document_path="",
    )
    return announcement, Document.from_text(*text.split("\f"))


def seen(text: str, title: str = TITLE, *, facts_always: bool = False) -> tuple[Event, Document]:
    announcement, document = filing(text, title)
    return detect(announcement, document, facts_always=facts_always), document


def test_every_quote_stands_at_its_place_and_carries_the_words_of_its_fact() -> None:
    event, document = seen(BODY)
    assert event.facts
    assert event.trigger
    assert all(document.holds(quote) for quote in event.quotes())
    for fact in event.facts:
        if isinstance(fact.value, Text) and fact.basis == "quoted":
            assert normalise("".join(quote.text for quote in fact.quotes)) == fact.value.text


def test_an_event_survives_its_json_and_names_itself_after_its_filing() -> None:
    event, _ = seen(BODY)
    assert Event.model_validate_json(event.model_dump_json(by_alias=True)) == event
    assert (event.event_id, event.detector) == ("1200000009-1", DETECTOR)


def test_the_same_input_gives_the_same_event() -> None:
    assert seen(BODY)[0] == seen(BODY)[0]


def test_a_termination_with_what_follows_has_a_leg_for_each_act_with_its_own_words() -> None:
    event, _ = seen(BODY)
    assert event.acts == ("termination", "disposal", "debt")
    assert [leg.stage for leg in event.legs] == ["signed", "planned", "planned"]
    assert all(leg.quotes for leg in event.legs)
    assert "处置" in event.legs[1].quotes[0].text


def test_a_sentence_that_runs_over_a_page_border_is_read_whole_and_quoted_from_both_pages() -> None:
    first, second = BODY.split("提前终止上述")
    event, document = seen(first + "提前\f终止上述" + second)
    assert event.disposition == "flag"
    assert all(document.holds(quote) for quote in event.quotes())


@pytest.mark.parametrize("text", ["", "   ", "\f", "Annual results in English only.", "公司", "《" * 50, "。" * 50])
def test_odd_documents_get_an_answer_with_a_reason(text: str) -> None:
    event, _ = seen(text, "公告")
    assert event.disposition == "no_flag"
    assert event.rules[0].why
    assert not event.legs


def test_a_title_that_asserts_an_end_over_an_empty_body_goes_to_a_person_and_claims_no_missing_reason() -> None:
    event, _ = seen(" ")
    assert event.disposition == "review"
    assert not any(isinstance(fact.value, NotStated) for fact in event.facts)


def test_facts_of_any_notice_are_read_only_when_asked_for() -> None:
    award = (
        "演示信息技术股份有限公司（以下简称“公司”）于近日与临泽市水务局签署"
        "《临泽市泵站改造工程施工合同》，合同金额为2,350万元。"
    )
    plain, _ = seen(award, "关于签订重大合同的公告")
    full, document = seen(award, "关于签订重大合同的公告", facts_always=True)
    assert (plain.disposition, plain.facts, plain.parties) == ("no_flag", (), ())
    assert full.disposition == "no_flag"
    assert {fact.name for fact in full.facts} >= {"contract_name", "amount"}
    assert {(party.role, party.name) for party in full.parties} >= {("counterparty", "临泽市水务局")}
    assert all(document.holds(quote) for quote in full.quotes())


def test_importing_the_package_loads_no_detector() -> None:
    code = "import sys, filings.events as e; print(e.DETECTOR); print('filings.events.detection' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == [DETECTOR, "False"]


HOSTILE = {
    "one line": re.sub(r"\s", "", BODY),
    "no full stops": "终止公司转让项目协议合同股权的",
    "one character": "终",
    "amounts": "12,345.67万元",
    "commas": "公司拟终止,",
    "brackets": "《(",
    "cues": "因由于为了",
    "governments": "人民政府",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_work_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    """A square would make the fourfold text sixteen times as dear."""
    took = []
    for length in (15_000, 60_000):
        announcement, document = filing(unit * (length // len(unit)), TITLE)
        assert document.search.text
        start = time.process_time()
        detect(announcement, document)
        took.append(time.process_time() - start)
    assert took[1] < 9 * took[0] + 0.3


@pytest.mark.slow
def test_a_line_of_a_megabyte_is_decided_within_seconds() -> None:
    line = re.sub(r"\s", "", BODY)
    announcement, document = filing(line * (1_000_000 // len(line)), TITLE)
    assert document.search.text
    start = time.process_time()
    assert detect(announcement, document).disposition == "flag"
    assert time.process_time() - start < 6
