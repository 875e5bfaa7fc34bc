"""Whom an event concerns: events built by hand over plain texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from filings.model import (
    Announcement,
    Company,
    Disposition,
    Document,
    Event,
    Fact,
    Finding,
    Hit,
    Item,
    Part,
    Party,
    Quote,
    Text,
)
from filings.model.facts import PartyRole
from filings.watchlists.load import load
from filings.watchlists.model import WatchLists
from filings.watchlists.screen import screen

TODAY = date(2024, 12, 23)
FIRST = ("companies", "csl", "entity_list_2019", "entity_list_2023_project_companies", "xinjiang")


@pytest.fixture(scope="session")
def every() -> WatchLists:
    """All shipped lists."""
    return load([Path(__file__).parent.parent.parent / "config" / "watchlists"])


@pytest.fixture(scope="session", name="shipped")
def few(every: WatchLists) -> WatchLists:
    """The Entity List's rules and the places alone, so that a party has one hit each."""
    return WatchLists.of(one for one in every.lists if one.id in FIRST)


class Paper:
    """A page of text, and the pieces of an event quoted from it."""

    def __init__(self, text: str) -> None:
        self.document = Document.from_text(text)
        self.text = text

    def quote(self, words: str) -> Quote:
        start = self.text.index(words)
        return self.document.quote(1, start, start + len(words))

    def party(self, role: PartyRole, name: str, *aliases: str) -> Party:
        return Party(role=role, name=name, aliases=aliases, quotes=(self.quote(name),))

    def fact(self, name: str, text: str, code: str | None = None) -> Fact:
        return Fact(name=name, value=Text(text=text, code=code), quotes=(self.quote(text),))

    def item(self, name: str, **facts: str) -> Item:
        said = tuple(self.fact(key, text) for key, text in facts.items())
        return Item(kind="project", name=name, facts=said)


def event(
    *,
    parties: tuple[Party, ...] = (),
    facts: tuple[Fact, ...] = (),
    items: tuple[Item, ...] = (),
    trigger: Quote | None = None,
    disposition: Disposition = "flag",
    points: tuple[int, ...] = (2,),
) -> Event:
    total = max(0, min(4, sum(points)))
    return Event(
        event_id="1-1",
        source="szse",
        source_id="1",
        disposition=disposition,
        trigger=trigger,
        materiality=total,
        materiality_parts=tuple(Part(part="base", points=p, why="a government project") for p in points),
        parties=parties,
        facts=facts,
        items=items,
        detector="by hand",
    )


def announcement(code: str = "009001", name: str = "演示水务", title: str = "关于终止项目的公告") -> Announcement:
    instant = datetime(2024, 12, 22, 16, tzinfo=UTC)
    companies = (Company(ticker=f"{code}.SZ", name=name),)
    return Announcement(
        source="szse",
        source_id="1",
        companies=companies,
        title=title,
        published=instant,
        first_seen=instant,
        document_path="",
    )


def screened(happened: Event, lists: WatchLists, *, by: Announcement | None = None, today: date = TODAY) -> Finding:
    return screen(happened, by or announcement(), lists, today=today)


def of(finding: Finding, party: str) -> list[Hit]:
    return [hit for hit in finding.hits if hit.party == party]


def lists_of(folder: Path, **files: str) -> WatchLists:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return load([folder])


DAHUA = announcement("002236", "大华股份", "关于终止部分项目的公告")
HIKVISION = announcement("002415", "海康威视", "关于子公司签署终止协议的公告")
VEHICLES = (
    "洛浦海视鼎鑫电子科技有限公司",
    "墨玉海视电子科技有限公司",
    "皮山海视永安电子科技有限公司",
    "乌鲁木齐海视新安电子科技有限公司",
    "于田海视美添电子科技有限公司",
)


def dahua_like() -> Event:
    """Five projects in Xinjiang, none of them named, and no counterparty by name."""
    paper = Paper("演示文件。浙江大华技术股份有限公司及子公司与新疆当地政府协商终止或退出五个项目。")
    return event(
        parties=(paper.party("issuer", "浙江大华技术股份有限公司", "公司"),),
        facts=(paper.fact("region", "新疆", "650000"),),
        trigger=paper.quote("与新疆当地政府协商终止或退出五个项目"),
        points=(3, 1),
    )


def hikvision_like() -> Event:
    """Five group companies end contracts with county governments."""
    text = "演示文件。杭州海康威视数字技术股份有限公司之子公司" + "、".join(VEHICLES)
    paper = Paper(text + "分别与洛浦县人民政府、墨玉县人民政府、于田县人民政府等终止项目合同。")
    return event(
        parties=(
            paper.party("issuer", "杭州海康威视数字技术股份有限公司", "公司"),
            *(paper.party("project_company", name) for name in VEHICLES),
            paper.party("counterparty", "洛浦县人民政府"),
            paper.party("counterparty", "墨玉县人民政府"),
            paper.party("counterparty", "于田县人民政府"),
        ),
        points=(3, 1),
    )


def test_the_dahua_notice_hits_the_entity_list_and_xinjiang(shipped: WatchLists) -> None:
    finding = screened(dahua_like(), shipped, by=DAHUA)
    [listed] = [hit for hit in finding.hits if hit.list == "Entity List, 2019 rule"]
    assert (listed.entry, listed.because, listed.asserted) == ("Dahua Technology", "identifier", True)
    assert (listed.party, listed.listed_on) == ("大华股份", date(2019, 10, 9))
    assert listed.source == "84 FR 54002 (FR Doc 2019-22210)"
    assert listed.source_url == "https://www.federalregister.gov/d/2019-22210"
    assert listed.quote is not None
    assert listed.quote.text == "浙江大华技术股份有限公司"
    assert "'Dahua Technology' on Entity List, 2019 rule (export-licence requirement)" in listed.explanation
    assert "effective 9 October 2019: stock code 002236" in listed.explanation
    assert "presumption of denial" in listed.explanation
    [place] = [hit for hit in finding.hits if hit.because == "place"]
    assert place.party == "新疆"
    assert place.entry.startswith("新疆维吾尔自治区 Xinjiang")
    assert place.quote is not None
    assert place.quote.text == "新疆"


def test_the_sum_is_shown_and_the_cap_is_a_part(shipped: WatchLists) -> None:
    finding = screened(dahua_like(), shipped, by=DAHUA)
    assert [(part.part, part.points) for part in finding.severity_parts] == [
        ("base", 3),
        ("base", 1),
        ("watched_region", 1),
        ("listed_party", 1),
        ("cap", -2),
    ]
    assert (finding.severity, finding.severity_sum) == (4, 6)
    assert "新疆维吾尔自治区 Xinjiang" in finding.severity_parts[2].why
    assert "大华股份 as 'Dahua Technology' (Entity List, 2019 rule)" in finding.severity_parts[3].why
    assert finding.severity_parts[4].why == "6 is above 4, the highest severity"


def test_the_hikvision_notice_screens_every_project_company(shipped: WatchLists) -> None:
    finding = screened(hikvision_like(), shipped, by=HIKVISION)
    [issuer] = of(finding, "海康威视")
    assert (issuer.entry, issuer.because) == ("Hikvision", "identifier")
    for name in VEHICLES:
        [hit] = [hit for hit in of(finding, name) if hit.because != "place"]
        assert hit.list == "Entity List, 2023 rule"
        assert (hit.because, hit.asserted) == ("structural", False)
        assert hit.listed_on == date(2023, 3, 28)
        assert hit.quote is not None
        assert hit.quote.text == name
        assert "may be (unconfirmed)" in hit.explanation
        assert "inferred from the printed one" in hit.explanation
    units = {hit.entry.split()[0] for hit in finding.hits if hit.because == "place"}
    assert units == {"洛浦县", "墨玉县", "于田县", "皮山县", "乌鲁木齐市"}


def test_a_place_is_told_by_the_counterparty_before_the_company_name(shipped: WatchLists) -> None:
    finding = screened(hikvision_like(), shipped, by=HIKVISION)
    [luopu] = [hit for hit in finding.hits if hit.entry.startswith("洛浦县")]
    assert luopu.party == "洛浦县人民政府"
    assert luopu.entry == "洛浦县 Luopu County (Lop)"
    assert "Xinjiang 新疆 (code 653224)" in luopu.explanation
    assert "named in the counterparty '洛浦县人民政府'" in luopu.explanation


def test_a_romanised_name_beside_the_reconstructed_one_confirms_it(shipped: WatchLists) -> None:
    paper = Paper("洛浦海视鼎鑫电子科技有限公司(Luopu Haishi Dingxin)签署协议")
    party = paper.party("project_company", "洛浦海视鼎鑫电子科技有限公司", "Luopu Haishi Dingxin")
    [hit] = [hit for hit in screened(event(parties=(party,)), shipped).hits if hit.because != "place"]
    assert (hit.because, hit.asserted) == ("alias", True)
    assert "the romanised name agrees" in hit.explanation


@pytest.mark.parametrize(
    ("chinese", "romanised"),
    [("墨玉海视电子科技有限公司", "Moyu Haishi"), ("于田海视美天电子科技有限公司", "Yutian Haishi Meitian")],
)
def test_short_romanised_names_of_the_press_confirm_too(chinese: str, romanised: str, shipped: WatchLists) -> None:
    paper = Paper(f"{chinese} {romanised}")
    finding = screened(event(parties=(paper.party("subsidiary", chinese, romanised),)), shipped, by=HIKVISION)
    assert [hit.because for hit in of(finding, chinese) if hit.because != "place"] == ["alias"]


def test_a_romanised_name_of_a_sister_confirms_nothing(shipped: WatchLists) -> None:
    paper = Paper("墨玉海视电子科技有限公司 Pishan Haishi Yong'an")
    party = paper.party("subsidiary", "墨玉海视电子科技有限公司", "Pishan Haishi Yong'an")
    finding = screened(event(parties=(party,)), shipped)
    assert {hit.asserted for hit in finding.hits if hit.because != "place"} == {False}


def test_the_name_as_printed_on_the_list_is_exact(shipped: WatchLists) -> None:
    name = "Pishan Haishi Yong’an Electronic Technology Co., Ltd."
    party = Paper(f"{name} signs").party("counterparty", name)
    [hit] = screened(event(parties=(party,)), shipped).hits
    assert (hit.because, hit.asserted) == ("exact", True)


def test_a_group_company_of_a_listed_issuer_is_context_and_no_conclusion(shipped: WatchLists) -> None:
    paper = Paper("子公司和田演示电子科技有限公司终止合同")
    party = paper.party("project_company", "和田演示电子科技有限公司")
    finding = screened(event(parties=(party,)), shipped, by=HIKVISION)
    [hit] = [hit for hit in of(finding, "和田演示电子科技有限公司") if hit.because != "place"]
    assert (hit.entry, hit.because, hit.asserted) == ("Hikvision", "weak", False)
    assert hit.explanation.startswith("Parent listed; this company is not named on the list: 和田演示电子科技有限公司")
    assert sum(part.part == "listed_party" for part in finding.severity_parts) == 1


def test_a_counterparty_of_a_listed_issuer_inherits_nothing(shipped: WatchLists) -> None:
    party = Paper("与杭州演示置业有限公司签署").party("counterparty", "杭州演示置业有限公司")
    finding = screened(event(parties=(party,)), shipped, by=HIKVISION)
    assert of(finding, "杭州演示置业有限公司") == []


@pytest.mark.parametrize(
    "name",
    [
        "大华会计师事务所(特殊普通合伙)",
        "大华继显(香港)有限公司",
        "浙江大华系统工程有限公司",
        "杭州海康机器人股份有限公司",
    ],
)
def test_strangers_of_a_listed_brand_hit_nothing(name: str, shipped: WatchLists) -> None:
    finding = screened(event(parties=(Paper(f"与{name}签署").party("counterparty", name),)), shipped)
    assert finding.hits == ()
    assert finding.severity == 2


def test_an_issuer_renamed_after_its_listing_still_matches(shipped: WatchLists) -> None:
    finding = screened(event(), shipped, by=announcement("300188", "国投智能"))
    assert [hit.entry for hit in finding.hits] == ["Xiamen Meiya Pico Information Co. Ltd."]


def test_a_possible_match_never_touches_the_severity(shipped: WatchLists) -> None:
    party = Paper("与杭州海康威视数字技术有限公司签署").party("counterparty", "杭州海康威视数字技术有限公司")
    finding = screened(event(parties=(party,)), shipped)
    assert [(hit.because, hit.asserted) for hit in finding.hits] == [("structural", False)]
    assert finding.severity_sum == 2


def test_a_weak_likeness_never_touches_the_severity(shipped: WatchLists) -> None:
    party = Paper("与杭州海康威视科技有限公司签署").party("counterparty", "杭州海康威视科技有限公司")
    finding = screened(event(parties=(party,)), shipped)
    assert [(hit.because, hit.asserted) for hit in finding.hits] == [("weak", False)]
    assert finding.severity_sum == 2


def test_defined_terms_that_stand_for_anybody_are_nobody(folder: Path) -> None:
    lists = lists_of(folder, own='name = "Own"\n[[entry]]\nname = "目标公司"\n')
    party = Paper("演示置业有限公司(目标公司)").party("counterparty", "演示置业有限公司", "目标公司")
    assert screened(event(parties=(party,)), lists).hits == ()


def test_facts_and_items_are_screened_like_parties(shipped: WatchLists) -> None:
    paper = Paper("于田县平安项目由于田海视美添电子科技有限公司实施,采购人于田县公安局;洛浦项目采购人喀什地区公安局")
    items = (
        paper.item("于田县平安项目", vehicle="于田海视美添电子科技有限公司", counterparty="于田县公安局"),
        paper.item("洛浦项目", counterparty="喀什地区公安局"),
    )
    finding = screened(event(items=items), shipped)
    entries = {hit.entry: hit.because for hit in finding.hits if hit.because != "place"}
    assert entries == {
        "Yutian Haishi Meitian Electronic Technology Co., Ltd.": "structural",
        "Kashgar District Public Security Bureau": "alias",
    }
    assert [hit.quote is not None for hit in finding.hits] == [True] * len(finding.hits)


def test_an_entry_whose_wording_was_not_checked_says_so(shipped: WatchLists) -> None:
    party = Paper("采购人和田地区公安局").party("counterparty", "和田地区公安局")
    [hit] = [hit for hit in screened(event(parties=(party,)), shipped).hits if hit.because == "alias"]
    assert "not held against the source" in hit.explanation


def test_an_issuer_called_xinjiang_is_not_there(shipped: WatchLists) -> None:
    paper = Paper("新疆演示能源股份有限公司(以下简称公司)拟出售杭州房产,新疆演示向买方交付")
    happened = event(
        parties=(
            paper.party("issuer", "新疆演示能源股份有限公司", "公司"),
            paper.party("transferor", "新疆演示能源股份有限公司"),
        ),
        trigger=paper.quote("新疆演示向买方交付"),
    )
    finding = screened(happened, shipped, by=announcement("009002", "新疆演示"))
    assert finding.hits == ()


def test_a_court_in_xinjiang_is_not_where_the_project_is(shipped: WatchLists) -> None:
    party = Paper("新疆维吾尔自治区高级人民法院判决").party("court", "新疆维吾尔自治区高级人民法院")
    assert screened(event(parties=(party,)), shipped).hits == ()


def test_a_counterparty_from_xinjiang_is_a_place_even_as_a_joint_stock_company(shipped: WatchLists) -> None:
    party = Paper("向新疆演示化工股份有限公司转让").party("transferee", "新疆演示化工股份有限公司")
    [hit] = screened(event(parties=(party,)), shipped).hits
    assert (hit.because, hit.entry.split()[0]) == ("place", "新疆维吾尔自治区")


def test_a_sentence_names_its_place_by_the_words_alone(shipped: WatchLists) -> None:
    paper = Paper("公司决定退出在新疆喀什的项目")
    finding = screened(event(trigger=paper.quote("公司决定退出在新疆喀什的项目")), shipped)
    assert [hit.party for hit in finding.hits] == ["新疆", "喀什"]


def test_a_code_of_a_region_fact_counts_where_its_words_say_little(shipped: WatchLists) -> None:
    paper = Paper("项目位于当地")
    [hit] = screened(event(facts=(paper.fact("region", "当地", "653226"),)), shipped).hits
    assert hit.entry == "于田县 Yutian County (Keriya)"


@pytest.mark.parametrize("disposition", ["no_flag", "info", "link_only"])
def test_a_filing_that_is_no_flag_keeps_its_hits_at_severity_zero(
    disposition: Disposition, shipped: WatchLists
) -> None:
    finding = screened(event(disposition=disposition, points=(1,)), shipped, by=DAHUA)
    assert (finding.severity, finding.severity_sum) == (0, 0)
    assert [hit.because for hit in finding.hits] == ["identifier"]
    [part] = finding.severity_parts
    assert part.why.startswith(disposition)
    assert part.why.endswith("hits kept for the record: 1")


def test_a_called_off_matter_is_its_own_base_plus_whom_it_concerns(shipped: WatchLists) -> None:
    finding = screened(event(disposition="called_off", points=(1,)), shipped, by=DAHUA)
    assert (finding.severity, finding.severity_sum) == (2, 2)


def test_deductions_never_fall_below_zero(shipped: WatchLists) -> None:
    finding = screened(event(points=(1, -1, -1)), shipped)
    assert (finding.severity, finding.severity_sum) == (0, 0)
    assert finding.severity_parts[-1].part == "floor"
    assert sum(part.points for part in finding.severity_parts) == finding.severity


@pytest.mark.parametrize("points", [(0,), (1,), (3,), (4,), (3, 1, 1), (2, -1)])
def test_the_parts_always_add_up_to_the_severity(points: tuple[int, ...], shipped: WatchLists) -> None:
    for by in (DAHUA, announcement()):
        finding = screened(event(points=points), shipped, by=by)
        assert sum(part.points for part in finding.severity_parts) == finding.severity
        assert finding.severity == min(4, finding.severity_sum)


def test_a_group_company_has_one_line_of_context_that_names_every_list_of_its_parent(every: WatchLists) -> None:
    paper = Paper("杭州海康威视数字技术股份有限公司的子公司和田演示电子科技有限公司")
    party = paper.party("project_company", "和田演示电子科技有限公司")
    [hit] = [hit for hit in of(screened(event(parties=(party,)), every, by=HIKVISION), party.name) if not hit.asserted]
    assert hit.because == "weak"
    assert hit.explanation.startswith("Parent listed; this company is not named on the list")
    assert "NDAA section 889" in hit.explanation


def test_every_list_is_named_with_its_state(every: WatchLists) -> None:
    checked = {one.list: one for one in screened(event(), every).lists_checked}
    assert {name: one.state for name, one in checked.items()} == {
        "Watched companies": "checked",
        "Consolidated Screening List": "not_loaded",
        "DoD section 1260H list (extract)": "checked",
        "EU consolidated list": "not_loaded",
        "FCC Covered List": "checked",
        "NDAA section 889": "checked",
        "UFLPA Entity List": "not_loaded",
        "UK designations": "not_loaded",
        "UN Security Council consolidated list": "not_loaded",
        "Entity List, 2019 rule": "checked",
        "Entity List, 2023 rule": "checked",
        "Xinjiang": "checked",
    }
    assert checked["Consolidated Screening List"].snapshot is None
    assert all(len(one.snapshot.sha256) == 64 for one in checked.values() if one.snapshot)


def test_an_old_copy_is_stale_after_its_days(folder: Path) -> None:
    lists = lists_of(folder, own='name = "Own"\ndate = 2024-12-01\nstale_after_days = 20\n')
    states = [screened(event(), lists, today=date(2024, 12, day)).lists_checked[0].state for day in (21, 22)]
    assert states == ["checked", "stale"]


def test_an_entry_counts_only_while_it_is_in_force(folder: Path) -> None:
    dates = "listed_on = 2020-01-01\ndelisted_on = 2022-01-01\n"
    lists = lists_of(folder, own=f'name = "Own"\n[[entry]]\nname = "演示水务"\ncode = "009001"\n{dates}')
    found = [len(screened(event(), lists, today=date(year, 1, 1)).hits) for year in (2019, 2020, 2021, 2022)]
    assert found == [0, 1, 1, 0]


def test_a_credit_code_is_an_identifier(folder: Path) -> None:
    own = 'name = "Own"\n[[entry]]\nname = "Other name"\ncredit_code = "91330100716105852F"\n'
    paper = Paper("受让方演示置业有限公司,统一社会信用代码91330100716105852F")
    code = paper.fact("credit_code", "91330100716105852F")
    party = paper.party("transferee", "演示置业有限公司").model_copy(update={"facts": (code,)})
    [hit] = screened(event(parties=(party,)), lists_of(folder, own=own)).hits
    assert (hit.because, hit.asserted) == ("identifier", True)
    assert "credit code 91330100716105852F" in hit.explanation


def test_a_users_company_raises_the_severity_as_a_watched_party(folder: Path) -> None:
    own = 'name = "Suppliers"\n[[entry]]\nname = "演示水务股份有限公司"\naliases = ["演示水务"]\nnote = "contract 17"\n'
    finding = screened(event(), lists_of(folder, own=own))
    [hit] = finding.hits
    assert hit.because == "alias"
    assert hit.explanation.endswith("contract 17.")
    assert [part.part for part in finding.severity_parts] == ["base", "watched_party"]


def test_a_watched_word_is_told_and_adds_no_points(folder: Path) -> None:
    lists = lists_of(folder, words='name = "Words"\nterms = ["特许经营", "养猪"]\n')
    finding = screened(event(), lists, by=announcement(title="关于终止特许 经营项目的公告"))
    assert [(hit.because, hit.entry, hit.asserted) for hit in finding.hits] == [("term", "特许经营", True)]
    assert finding.severity == 2


def test_surer_hits_come_first(shipped: WatchLists) -> None:
    finding = screened(hikvision_like(), shipped, by=HIKVISION)
    order = [hit.because for hit in finding.hits]
    assert order == ["identifier", *["place"] * 5, *["structural"] * 5]


def test_a_finding_remembers_the_version_of_the_lists(shipped: WatchLists) -> None:
    finding = screened(event(), shipped)
    assert finding.screened_with == shipped.version
    assert Finding.model_validate_json(finding.model_dump_json()) == finding


def test_no_explanation_accuses(shipped: WatchLists) -> None:
    for happened, by in ((dahua_like(), DAHUA), (hikvision_like(), HIKVISION)):
        for hit in screened(happened, shipped, by=by).hits:
            assert "sanction" not in hit.explanation.casefold()
            assert len(hit.explanation) <= 240, hit.explanation


def test_a_policy_of_half_a_page_is_cut(folder: Path) -> None:
    own = f'name = "Own"\nlicence_policy = "{"x" * 900}"\n[[entry]]\nname = "演示水务"\n'
    [hit] = screened(event(), lists_of(folder, own=own)).hits
    assert hit.explanation.endswith("x….")
    assert len(hit.explanation) < 240


def test_no_lists_at_all_are_a_valid_choice() -> None:
    finding = screened(event(), WatchLists.of([]))
    assert (finding.hits, finding.lists_checked, finding.severity) == ((), (), 2)
