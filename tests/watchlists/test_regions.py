"""Places found in Chinese text."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from filings.model import normalise
from filings.watchlists.model import WatchLists

PLACES = [json.loads(line) for line in (Path(__file__).parent / "places.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", PLACES, ids=lambda c: c["text"])
def test_exactly_the_places_that_the_file_says_are_found(case: dict[str, object], shipped: WatchLists) -> None:
    text = normalise(str(case["text"]))
    assert [text[place.start : place.end] for place in shipped.gazetteer.scan(text)] == case["places"]


def test_the_file_holds_sixty_traps() -> None:
    assert sum(not case["places"] for case in PLACES) >= 60


def test_old_and_new_names_of_one_county_are_both_known(shipped: WatchLists) -> None:
    codes = [place.region.code for place in shipped.gazetteer.scan("沙湾县、沙湾市、库车县、库车市")]
    assert codes == ["654223", "654203", "652923", "652902"]


def test_every_county_of_the_list_is_found_by_its_full_name(shipped: WatchLists) -> None:
    missed = []
    for region in shipped.gazetteer.regions:
        found = [place.region.code for place in shipped.gazetteer.scan(f"与{region.name}人民政府签署")]
        if region.full == "full" and not region.pattern and found != [region.code]:
            missed.append((region.name, found))
    assert missed == []


def test_a_party_that_a_place_opens_is_there_even_as_a_joint_stock_company(shipped: WatchLists) -> None:
    opening = shipped.gazetteer.opening("新疆演示化工股份有限公司")
    assert opening is not None
    assert opening.region.code == "650000"
    assert shipped.gazetteer.scan("新疆演示化工股份有限公司董事会决议") == []
    assert shipped.gazetteer.opening("新源控股有限公司") is None


def test_a_label_gives_chinese_english_and_older_spellings(shipped: WatchLists) -> None:
    region = shipped.gazetteer.by_code("653226")
    assert region is not None
    assert region.label == "于田县 Yutian County (Keriya)"


def test_real_titles_hit_only_where_a_person_agrees(shipped: WatchLists, measure_data: Path) -> None:
    """All hits were read: one, a group company whose name gives Turpan in brackets."""
    hits = []
    with (measure_data / "titles" / "stream.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            title = normalise(row["title"])
            hits += [(row["id"], title[place.start : place.end]) for place in shipped.gazetteer.scan(title)]
    assert [place for _, place in hits] == ["吐鲁番"]


def test_the_table_has_the_shape_of_the_national_standard(shipped: WatchLists) -> None:
    regions = shipped.gazetteer.regions
    national = [region for region in regions if re.fullmatch(r"65\d{4}", region.code)]
    codes = {region.code for region in regions}
    assert len(codes) == len(regions)
    assert len([region for region in national if region.valid_to is None]) == 125
    assert all(region.part_of in codes for region in regions if region.part_of)
    assert all(region.english for region in regions)
