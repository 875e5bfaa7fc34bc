"""The authored filings are whole, marked and as their sources say."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date, timedelta

import pypdfium2
import pytest

from filings.demo.catalogue import AuthoredFiling, authored, catalogue
from filings.demo.story import EVENINGS
from filings.model import BEIJING

CATALOGUE = catalogue()
SEEDS = {"002236": date(2024, 12, 23), "002415": date(2024, 12, 13)}


def pages(filing: AuthoredFiling) -> list[str]:
    document = pypdfium2.PdfDocument(filing.file.read_bytes())
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_ids_uuids_and_files_are_unique() -> None:
    assert len(CATALOGUE) >= 24
    for values in (
        [f.number for f in CATALOGUE],
        [f.uuid for f in CATALOGUE],
        [f.pdf for f in CATALOGUE],
        [f.sha256 for f in CATALOGUE],
        [one.path for one in authored()],
    ):
        assert max(Counter(values).values()) == 1


@pytest.mark.parametrize("filing", CATALOGUE, ids=lambda f: f.pdf)
def test_a_filing_is_the_file_of_its_hash_and_every_page_says_that_it_is_a_demo(filing: AuthoredFiling) -> None:
    assert hashlib.sha256(filing.file.read_bytes()).hexdigest() == filing.sha256
    texts = pages(filing)
    assert 1 <= len(texts) <= 4
    invented = filing.codes[0] not in SEEDS
    for text in texts:
        assert "演示文件" in text
        assert ("虚构" in text) == invented
        assert ("并非公司公告原文" in text) != invented
    assert filing.expected.partition(":")[0] in {
        "flag", "flag_low", "called_off", "info", "link_only", "review", "no_flag"
    }  # fmt: skip


@pytest.mark.parametrize("filing", CATALOGUE, ids=lambda f: f.pdf)
def test_codes_are_of_the_two_cases_or_of_nobody(filing: AuthoredFiling) -> None:
    (code,) = filing.codes
    assert code in SEEDS or code.startswith(("0090", "3090"))
    assert str(filing.number).startswith("9990000")


def test_the_two_cases_are_dated_as_reported() -> None:
    dated = {f.codes[0]: f.published.astimezone(BEIJING).date() for f in CATALOGUE if f.codes[0] in SEEDS}
    assert dated == SEEDS


@pytest.mark.parametrize("filing", CATALOGUE, ids=lambda f: f.pdf)
def test_every_filing_arrives_on_one_of_the_evenings(filing: AuthoredFiling) -> None:
    evening = next(e for e in EVENINGS if e.date() == filing.arrives.astimezone(BEIJING).date())
    assert filing.arrives < evening
    nominal = filing.published.astimezone(BEIJING)
    if (nominal.hour, nominal.minute, nominal.second) == (0, 0, 0):
        assert nominal.date() == evening.date() + timedelta(days=1)
    else:
        assert filing.published == filing.arrives


def test_all_of_it_is_small() -> None:
    assert sum(len(filing.file.read_bytes()) for filing in CATALOGUE) < 1_500_000


def test_the_first_case_says_what_was_reported_and_gives_no_reason() -> None:
    dahua = next(f for f in CATALOGUE if f.codes == ("002236",))
    text = "".join("".join(pages(dahua)).split())
    for words in ("五个项目", "新疆", "2016年至2017年", "提前终止", "仍在运营", "资产的处置", "债权债务"):
        assert words in text
    for cue in ("由于", "鉴于", "原因", "根据"):
        assert cue not in text


def test_the_table_of_five_projects_goes_over_a_page_break() -> None:
    exit_of_five = next(f for f in CATALOGUE if f.pdf == "five-projects-exit.pdf")
    first, second = ("".join(page.split()) for page in pages(exit_of_five)[:2])
    assert "单位：万元" in first
    assert "12,680.00" in first
    assert "15,236.25" in second
    assert "15,236.25" not in first
