"""A Chinese brief is Chinese: the glossary knows every rule, part and code that the other stations use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from filings.alerts.brief.deeds import things
from filings.alerts.brief.durations import how_long
from filings.alerts.brief.glossary import ACTS, OBJECTS, ROLES, known
from filings.alerts.brief.grounds import rule_said
from filings.alerts.brief.parts import part_said
from filings.events.triage import triage
from filings.model import Act, Leg, Part, Rule
from filings.model.event import EventObject, Mode, Stage
from filings.model.facts import PartyRole

EVENTS = Path(__file__).parents[2] / "filings" / "events"
SOURCES = {path: path.read_text("utf-8") for path in EVENTS.rglob("*.py")}
ENGLISH = re.compile(r"[A-Za-z]{3,}")


def found(pattern: str) -> set[str]:
    return {match for text in SOURCES.values() for match in re.findall(pattern, text)}


def test_every_rule_of_the_detectors_has_its_chinese() -> None:
    names = found(r'\brule\(\s*"([a-z_]+)"')
    assert len(names) > 15
    missing = [name for name in sorted(names) if ENGLISH.search(rule_said(Rule(rule=name, why="an English why")).zh)]
    assert missing == []


@pytest.mark.parametrize(
    "title",
    [
        "关于提前终止回购公司股份的公告", "关于召开2024年第一次临时股东大会的通知", "2024年半年度报告", "风险处置预案",
        "关于收回理财产品的公告", "关于控股股东所持股份质押的公告", "中信证券关于公司终止项目的核查意见",
        "关于终止特许经营项目的公告", "关于聘任会计师事务所的公告",
    ],
)  # fmt: skip
def test_what_triage_says_is_said_in_chinese(title: str) -> None:
    seen = triage(title)
    said = rule_said(Rule(rule=seen.rule, why=seen.reason))
    assert not ENGLISH.search(said.zh), said.zh
    assert said.en == seen.reason


def test_a_rule_cites_the_filing_s_words_in_both_languages() -> None:
    said = rule_said(Rule(rule="ended", why="a concession of the group ends: “拟提前终止”"))
    assert said == ("a concession of the group ends: “拟提前终止”", "集团的项目或合同终止：“拟提前终止”")
    titled = rule_said(Rule(rule="routine", why="the title says 质押: a holder's matter"))
    assert titled.zh == "标题含“质押”：股东事项"


def test_an_unknown_rule_keeps_its_own_words() -> None:
    assert rule_said(Rule(rule="brand_new", why="something else")).zh == "something else"


def test_every_part_of_the_scores_has_its_chinese(quiet_exit: Any, group_exit: Any) -> None:
    names = found(r'Part\(part="([a-z_]+)"')
    watched = (EVENTS.parent / "watchlists" / "severity.py").read_text("utf-8")
    names |= set(re.findall(r'part="([a-z_]+)"', watched)) | set(re.findall(r'"([a-z]+_party)"', watched))
    assert len(names) > 10
    finding = group_exit.with_finding(hits=()).finding
    said = {name: part_said(Part(part=name, points=1, why="an English why"), finding).zh for name in names}
    assert {name: zh for name, zh in said.items() if ENGLISH.search(zh)} == {}
    for case in (quiet_exit, group_exit):
        told = [s.zh for s in case.composed().statements if s.label_en in {"Why", "Severity"}]
        kept = re.sub(r"“[^”]*”|Xinjiang", "", " ".join(told))
        assert not ENGLISH.search(kept), kept


def test_an_unknown_part_keeps_its_own_words(quiet_exit: Any) -> None:
    said = part_said(Part(part="brand_new", points=2, why="something else"), quiet_exit.finding)
    assert said == ("+2 brand new: something else", "+2 brand new：something else")


def test_every_code_of_the_model_has_its_terms() -> None:
    assert set(get_args(Act)) == set(ACTS)
    assert set(get_args(EventObject)) == set(OBJECTS)
    assert set(get_args(PartyRole)) == set(ROLES)
    for code in (*get_args(Mode), *get_args(Stage)):
        assert known(code), code


def test_every_reason_and_status_of_the_detectors_has_its_terms() -> None:
    codes = found(r'code="([a-z_]+)"')
    assert {code for code in codes if not known(code)} <= {"none"}


@pytest.mark.parametrize("kind", get_args(EventObject))
def test_every_object_can_be_counted(kind: EventObject) -> None:
    one, many = (things(Leg(act="termination", object=kind), count) for count in (1, 5))
    assert one.en
    assert many.zh.startswith("5") or one == many


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("维护期为10年至20年", "maintenance period: 10 to 20 years"),
        ("特许经营期25年", "concession period: 25 years"),
        ("建设期2年，运营期13年", "construction period: 2 years, operating period: 13 years"),
        ("合作期限为18个月", "cooperation period: 18 months"),
        ("服务期1年", "service period: 1 year"),
        ("自2017年起", None),
        ("长期", None),
        ("", None),
    ],
)
def test_a_term_is_told_in_years(text: str, english: str | None) -> None:
    assert how_long(text) == english
