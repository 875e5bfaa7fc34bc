"""One event, many filings: which earlier event a filing continues, and what is new in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from filings.events.lineage import LinkKind, Past, adopted, joined, kind_in, news, own_number, parent_of
from filings.events.lineage.titles import same_matter, stem
from filings.model import (
    Announcement,
    Company,
    Day,
    Event,
    Fact,
    Item,
    Leg,
    Money,
    NotStated,
    Part,
    Party,
    Quote,
    Text,
    Value,
)

START = datetime(2025, 3, 3, tzinfo=UTC)
SALE = Leg(act="disposal", object="subsidiary_equity", stage="signed")
EXIT = Leg(act="termination", object="gov_project", stage="board")


def fact(name: str, value: Value) -> Fact:
    quote = Quote(document="0" * 64, page=1, start=0, end=1, text="一")
    return Fact(name=name, value=value, quotes=() if isinstance(value, NotStated) else (quote,))


def money(name: str, amount: str) -> Fact:
    return fact(name, Money(amount=Decimal(amount)))


def event(number: int, *legs: Leg, **parts: Any) -> Event:
    given: dict[str, Any] = {"disposition": "flag", "legs": legs, "detector": "test", "materiality": 2}
    return Event.model_validate(
        {"event_id": f"{number}-1", "source": "szse", "source_id": str(number), **given, **parts}
    )


def listed(title: str, number: int = 2, *, days: int = 10, related: str | None = None) -> Announcement:
    return Announcement(
        source="szse",
        source_id=str(number),
        companies=(Company(ticker="009101.SZ", name="演示信息"),),
        title=title,
        published=START + timedelta(days=days),
        first_seen=START + timedelta(days=days),
        document_path="",
        related=related,
    )


def past(one: Event, title: str, *, number: str | None = None, days: int = 0, sha256: str | None = None) -> Past:
    return Past(event=one, title=title, published=START + timedelta(days=days), number=number, sha256=sha256)


def sold(number: int = 1, **parts: Any) -> Event:
    return event(number, SALE, **parts)


SOLD = past(sold(facts=(money("price", "100"),)), "关于转让全资子公司100%股权的公告", number="2025-012")


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("关于转让全资子公司100%股权的进展公告", "转让全资子公司100%股权"),
        ("关于转让全资子公司100%股权的公告（更新后）", "转让全资子公司100%股权"),
        ("关于转让全资子公司100%股权暨关联交易的补充公告", "转让全资子公司100%股权"),
        ("演示证券股份有限公司关于演示信息股份有限公司转让全资子公司100%股权的核查意见", "转让全资子公司100%股权"),
        ("关于提前终止三个政府项目并移交资产的公告", "提前终止三个政府项目"),
        ("重大事项进展公告", "重大"),
    ],
)
def test_a_titles_matter_is_what_is_left_without_the_kind_of_paper(title: str, matter: str) -> None:
    assert stem(title) == matter


def test_the_ending_of_a_deal_is_no_part_of_its_matter_where_it_is_called_off() -> None:
    assert stem("关于终止转让控股子公司股权的公告", called_off=True) == stem("关于转让控股子公司股权的公告")
    assert stem("关于终止转让控股子公司股权的公告") != stem("关于转让控股子公司股权的公告")


def test_short_matters_are_never_the_same() -> None:
    assert not same_matter("重大", "重大")
    assert same_matter("公开挂牌转让某甲公司股权", "公开挂牌转让某甲公司股权及债权")


def test_a_filing_prints_its_own_number_in_its_head() -> None:
    assert own_number("证券代码：009101  证券简称：演示信息  公告编号：2025-012\n演示信息股份有限公司") == "2025-012"
    assert own_number("演示信息股份有限公司" + "正文" * 400 + "公告编号：2025-001") is None


@pytest.mark.parametrize(
    ("title", "disposition", "kind"),
    [
        ("关于转让全资子公司100%股权的进展公告", "flag", "progress"),
        ("关于转让全资子公司100%股权的更正公告", "flag", "correction"),
        ("关于转让全资子公司100%股权的补充公告", "flag", "correction"),
        ("关于终止转让全资子公司100%股权的公告", "called_off", "called_off"),
        ("演示证券股份有限公司关于演示信息股份有限公司转让全资子公司100%股权的核查意见", "link_only", "supporting"),
    ],
)
def test_a_filing_on_the_same_matter_joins_the_earlier_one(title: str, disposition: str, kind: LinkKind) -> None:
    legs = () if disposition == "link_only" else (SALE,)
    link = parent_of(event(2, *legs, disposition=disposition), listed(title), [SOLD])
    assert link is not None
    assert (link.parent_event_id, link.kind) == ("1-1", kind)
    assert "their titles are about one matter" in link.explanation


def test_completion_needs_a_leg_that_is_done_now() -> None:
    title = "关于转让全资子公司100%股权完成工商变更登记的公告"
    done = event(2, SALE.model_copy(update={"stage": "completed"}))
    link = parent_of(done, listed(title), [SOLD])
    assert link is not None
    assert link.kind == "completion"
    again = parent_of(sold(2), listed(title), [SOLD])
    assert again is not None
    assert again.kind == "progress"


@pytest.mark.parametrize("spelling", ["2025-012", "临2025-12号", "[2025]012号"])
def test_the_number_of_an_earlier_filing_ties_whatever_the_title_says(spelling: str) -> None:
    names = event(2, SALE, facts=(fact("prior_filing", Text(text=spelling)),))
    link = parent_of(names, listed("重大事项进展公告"), [SOLD])
    assert link is not None
    assert "names that filing's number 2025-012" in link.explanation


def test_a_number_of_a_filing_on_another_act_ties_nothing() -> None:
    names = event(2, EXIT, facts=(fact("prior_filing", Text(text="2025-012")),))
    assert parent_of(names, listed("关于终止某县智慧政务项目的公告"), [SOLD]) is None


def test_what_the_source_ties_is_tied() -> None:
    link = parent_of(sold(2), listed("关于重大事项的公告", related="1"), [SOLD])
    assert link is not None
    assert "the source ties the two" in link.explanation


def named(number: int, asset: str, **parts: Any) -> Event:
    return sold(number, facts=(fact("asset_name", Text(text=asset)),), **parts)


def test_two_sales_of_different_assets_are_two_stories_though_their_titles_are_alike() -> None:
    title = "关于转让全资子公司100%股权的公告"
    first = past(named(1, "演示甲技术有限公司"), title)
    assert parent_of(named(2, "演示乙技术有限公司"), listed(title), [first]) is None
    assert parent_of(named(2, "演示乙技术有限公司"), listed("关于转让全资子公司100%股权的进展公告"), [first]) is None


def test_a_title_that_only_repeats_is_another_deal_unless_it_names_the_same_thing() -> None:
    title = "关于子公司完成注销登记的公告"
    closed = Leg(act="liquidation", object="group_entity", stage="completed")
    first = past(event(1, closed, facts=(money("amount", "1"),)), title)
    assert parent_of(event(2, closed, facts=(money("amount", "2"),)), listed(title), [first]) is None
    own = Party(role="subsidiary", name="演示丙置业有限公司")
    again = parent_of(event(2, closed, parties=(own,)), listed(title), [past(event(1, closed, parties=(own,)), title)])
    assert again is not None


def test_a_shared_project_and_a_word_of_progress_are_one_story() -> None:
    item = Item(kind="project", name="云溪县智慧政务项目")
    first = past(event(1, EXIT, items=(item,)), "关于公司退出有关业务的公告")
    later = event(2, EXIT, items=(item,))
    link = parent_of(later, listed("关于签订移交协议的进展公告"), [first])
    assert link is not None
    assert "both are about 云溪县智慧政务项目" in link.explanation
    assert parent_of(later, listed("关于签订移交协议的公告"), [first]) is None


def test_the_same_counterparty_alone_ties_nothing() -> None:
    buyer = Party(role="transferee", name="演示国有资产经营有限公司")
    first = past(sold(1, parties=(buyer,)), "关于出售办公楼的公告")
    assert parent_of(sold(2, parties=(buyer,)), listed("关于转让参股公司股权的进展公告"), [first]) is None


def test_the_same_file_or_the_same_words_are_a_duplicate() -> None:
    first = past(SOLD.event, SOLD.title, sha256="a" * 64)
    other = parent_of(sold(2), listed("关于出售资产的公告"), [first], sha256="a" * 64)
    same = parent_of(sold(2, facts=SOLD.event.facts), listed(SOLD.title), [SOLD])
    assert [link.kind if link else None for link in (other, same)] == ["duplicate", "duplicate"]


def test_a_meeting_an_acquisition_and_an_earlier_day_join_nothing() -> None:
    title = "关于转让全资子公司100%股权的进展公告"
    assert parent_of(event(2, disposition="no_flag"), listed(title), [SOLD]) is None
    assert parent_of(event(2, disposition="info"), listed(title), [SOLD]) is None
    assert parent_of(sold(2), listed(title, days=-5), [SOLD]) is None
    assert parent_of(sold(2), listed(title), [past(event(1, disposition="no_flag"), SOLD.title)]) is None


def test_every_filing_of_a_story_points_to_its_first() -> None:
    child = past(sold(3, parent_event_id="1-1"), "关于转让全资子公司100%股权的进展公告", number="2025-020", days=5)
    cites = sold(4, facts=(fact("prior_filing", Text(text="2025-020")),))
    link = parent_of(cites, listed("重大事项进展公告", 4), [SOLD, child])
    assert link is not None
    assert (link.parent_event_id, link.to) == ("1-1", "3-1")
    assert parent_of(SOLD.event, listed(SOLD.title, 1), [child]) is None


def test_after_a_call_off_a_new_sale_is_a_new_story_and_a_correction_still_joins() -> None:
    off = past(sold(3, disposition="called_off", parent_event_id="1-1"), "关于终止转让全资子公司100%股权的公告", days=5)
    assert parent_of(sold(4), listed("关于再次转让全资子公司100%股权的进展公告", 4), [SOLD, off]) is None
    link = parent_of(
        sold(4, disposition="called_off"), listed("关于终止转让全资子公司100%股权的更正公告", 4), [SOLD, off]
    )
    assert link is not None
    assert link.parent_event_id == "1-1"


def day(text: str) -> Day:
    return Day(day=datetime.fromisoformat(text).date())


BUYER = Party(role="transferee", name="演示丁投资有限公司")
TOLD = [sold(1, facts=(money("price", "100"), money("gain_loss", "7")), parties=(BUYER,))]


@pytest.mark.parametrize(
    ("later", "kind", "expected"),
    [
        (sold(2, facts=(money("price", "100"),), parties=(BUYER,)), "progress", ()),
        (sold(2), "progress", ()),
        (sold(2, facts=(money("price", "90"),)), "progress", ("price",)),
        (sold(2, facts=(fact("delivery_date", day("2025-04-01")),)), "progress", ("date",)),
        (sold(2, parties=(Party(role="transferee", name="演示戊置业有限公司"),)), "progress", ("counterparty",)),
        (sold(2, parties=(Party(role="transferee", name="丁投资有限公司"),)), "progress", ()),
        (event(2, SALE.model_copy(update={"stage": "completed"})), "completion", ("status",)),
        (event(2, SALE.model_copy(update={"stage": "board"})), "progress", ()),
        (event(2, SALE.model_copy(update={"stage": "disputed"})), "progress", ("status",)),
        (event(2, SALE, EXIT), "progress", ("status",)),
        (sold(2, disposition="called_off"), "called_off", ("status",)),
        (sold(2, facts=(money("gain_loss", "5"),)), "progress", ()),
        (sold(2, facts=(money("gain_loss", "5"),)), "correction", ("figure",)),
        (sold(2, facts=(money("price", "90"),)), "duplicate", ()),
    ],
)
def test_news_are_changes_of_status_price_counterparty_and_date(
    later: Event, kind: LinkKind, expected: tuple[str, ...]
) -> None:
    assert news(later, TOLD, kind) == expected


def test_an_items_own_status_is_news() -> None:
    def project(code: str) -> Item:
        return Item(kind="project", name="甲项目", facts=(fact("status", Text(text="某", code=code)),))

    before = event(1, EXIT, items=(project("operating"),))
    assert news(event(2, EXIT, items=(project("ended_early"),)), [before], "progress") == ("status",)
    assert news(event(2, EXIT, items=(project("operating"),)), [before], "progress") == ()


def linked(later: Event, thread: list[Event], title: str) -> Event:
    link = parent_of(later, listed(title), [past(thread[0], SOLD.title)])
    assert link is not None
    return joined(later, link, thread)


BASE = Part(part="base", points=2, why="subsidiary equity weighs 2")


def test_progress_without_change_weighs_one_less_and_says_why() -> None:
    later = linked(sold(2, materiality_parts=(BASE,)), TOLD, "关于转让全资子公司100%股权的进展公告")
    assert (later.parent_event_id, later.materiality) == ("1-1", 1)
    assert later.materiality_parts[-1].part == "no_change"
    assert later.rules[-1].rule == "progress_of"
    assert kind_in(later) == "progress"


def test_progress_with_news_keeps_its_weight_whatever_its_words_alone_suggested() -> None:
    guess = Part(part="no_change", points=-1, why="a progress notice that reports no change")
    new = sold(2, facts=(money("price", "90"),), materiality=1, materiality_parts=(BASE, guess))
    assert linked(new, TOLD, "关于转让全资子公司100%股权的进展公告").materiality == 2


def test_a_reason_that_the_story_gave_is_not_missed_later() -> None:
    silent = Part(part="no_reason", points=1, why="the filing, read in full, gives no reason")
    reasoned = [sold(1, facts=(fact("reason", Text(text="聚焦主业")),))]
    new = sold(2, facts=(money("price", "90"),), materiality=3, materiality_parts=(BASE, silent))
    title = "关于转让全资子公司100%股权的进展公告"
    assert linked(new, reasoned, title).materiality == 2
    assert linked(new, [sold(1)], title).materiality == 3


@pytest.mark.parametrize(("earlier", "weight"), [(3, 2), (2, 1)])
def test_a_call_off_weighs_two_if_it_closes_something_heavy(earlier: int, weight: int) -> None:
    part = Part(part="called_off", points=1, why="it closes an earlier alert")
    off = sold(2, disposition="called_off", materiality=1, materiality_parts=(part,))
    assert linked(off, [sold(1, materiality=earlier)], "关于终止转让全资子公司100%股权的公告").materiality == weight


def test_what_joins_afterwards_keeps_the_weight_that_was_told() -> None:
    later = sold(2, materiality_parts=(BASE,))
    link = parent_of(later, listed("关于转让全资子公司100%股权的进展公告"), [SOLD])
    assert link is not None
    kept = adopted(later, link)
    assert (kept.parent_event_id, kept.materiality, kept.materiality_parts) == ("1-1", 2, (BASE,))
    assert kind_in(later) is None
