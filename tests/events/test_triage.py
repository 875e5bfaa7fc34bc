"""Titles of our own wording against the decision that the taxonomy asks for; a new case is a row of titles.csv."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from filings.events.titles.words import WORDS
from filings.events.triage import triage

CASES = list(csv.DictReader(Path(__file__).with_name("titles.csv").read_text("utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_title_is_decided_as_the_taxonomy_says(case: dict[str, str]) -> None:
    found = triage(case["title"], name=case["name"])
    decided = (found.decision, ";".join(found.acts), found.certainty, found.role)
    assert decided == (case["decision"], case["acts"], case["certainty"], case["role"]), f"{found.rule}: {found.reason}"


@pytest.mark.parametrize("case", [case for case in CASES if "公" in case["title"]], ids=lambda case: case["title"])
def test_brackets_spaces_and_marks_of_version_change_nothing(case: dict[str, str]) -> None:
    plain = triage(case["title"], name=case["name"])
    varied = case["title"].replace("（", "(").replace("）", " )").replace("《", "〈").replace("》", "〉") + "（修订稿）"
    found = triage(f" {varied} ", name=case["name"])
    assert (found.decision, found.acts, found.role) == (plain.decision, plain.acts, plain.role)


def test_every_reason_is_a_sentence_with_the_words_that_decided() -> None:
    found = triage("关于终止青石河水务项目的公告")
    assert found.reason == "the title says 终止 beside 项目"
    assert found.rule == "ending"
    assert all(triage(case["title"]).reason.startswith(("the title", "no routine word")) for case in CASES)


def test_no_word_belongs_to_two_kinds() -> None:
    words = [word for text in WORDS.values() for word in text.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["处置环保", "*ST处置", "处置环保-U", "处 置 环 保"])
def test_the_name_of_the_issuer_triggers_nothing(name: str) -> None:
    bare = name.replace("*ST", "").replace("-U", "")
    assert triage(f"{bare}股份有限公司关于独立董事辞职的公告", name=name).decision == "skip"


@pytest.mark.parametrize("title", ["", " ", "公告", "()", "《", "》》》", "关于", "\ue000\ue001", "a" * 300, "终止"])
def test_no_title_is_too_odd(title: str) -> None:
    assert triage(title, name=title).decision == "open"


@pytest.mark.parametrize(
    "piece",
    [
        "终止",
        "关于终止项目",
        "(",
        "()",
        "《",
        "土地",
        "土地有偿",
        "有偿依法",
        "公司所持",
        "未",
        "股东",
        "董事会",
        "污泥",
        "参与",
        "本次交易",
        "减值",
        "不",
        "终止、",
        "1月",
        "ST",
    ],
)
def test_hostile_titles_of_ten_kilobytes_take_no_longer_than_their_length_allows(piece: str) -> None:
    title = (piece * 10_000)[:10_000]
    started = time.perf_counter()
    triage(title, name="终止")
    assert time.perf_counter() - started < 1.0
