"""Full text on both databases: exact against substring truth, narrowed, the newest first."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.errors import UsageError
from filings.model import (
    Act,
    Announcement,
    Company,
    Disposition,
    Document,
    Event,
    Fact,
    Finding,
    Leg,
    Quote,
    Rule,
    Text,
    Triage,
    normalise,
)
from filings.store import events, expression, filings, places, progress, search, words
from filings.store.database import Database, Transaction
from filings.store.progress import At
from filings.store.queries import Narrowing

START = datetime(2023, 12, 30, 16, 0, tzinfo=UTC)
OPENED = Triage(decision="open", reason="the title says so", rule="act", acts=("termination",), certainty="title")
EVERY = Narrowing(limit=1000)
LETTERS = "终止协议项目ａa1pP2０ （），.-"


class Undo(Exception):
    """Ends an example's transaction so that the next one starts empty."""


def listed(number: int, title: str, *, hours: int = 0, code: str = "009001", source: str = "szse") -> Announcement:
    return Announcement(
        source=source,
        source_id=f"{1200000000 + number}",
        companies=(Company(ticker=f"{code}.SZ", name="演示水务"),),
        title=title,
        published=START + timedelta(hours=hours),
        first_seen=START + timedelta(days=900),
        document_path=f"/{number}.PDF",
    )


def read(tx: Transaction, key: int, *pages: str) -> None:
    document = Document.from_text(*pages)
    now = START + timedelta(days=900)
    progress.save_fetched(tx, At(key=key), sha256=document.sha256, size=3, url="http://x", now=now)
    progress.save_read(tx, At(key=key), document, body=b"packed", now=now)


def folded(text: str) -> str:
    return normalise(text).lower()


word = st.text(LETTERS, min_size=1, max_size=4).filter(lambda w: any(c.isalnum() for c in w) and '"' not in w)
tree = st.recursive(
    word.map(lambda w: ("word", w)),
    lambda inner: st.one_of(
        st.tuples(st.just("and"), inner, inner),
        st.tuples(st.just("or"), inner, inner),
        st.tuples(st.just("not"), inner, inner),
    ),
    max_leaves=4,
)
corpus = st.lists(
    st.tuples(
        st.text(LETTERS, min_size=1, max_size=10),
        st.lists(st.text(LETTERS, max_size=30), max_size=3),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=5,
)


def typed(node: Any) -> str:
    """The tree as somebody would type it."""
    if node[0] == "word":
        return f'"{node[1]}"'
    joint = {"and": " ", "or": " OR ", "not": " NOT "}[node[0]]
    return f"({typed(node[1])}{joint}{typed(node[2])})"


def true_of(node: Any, text: str) -> bool:
    """Substring truth."""
    if node[0] == "word":
        return folded(node[1]) in text
    left, right = (true_of(part, text) for part in node[1:])
    return {"and": left and right, "or": left or right, "not": left and not right}[node[0]]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(corpus=corpus, tree=tree)
def test_a_search_finds_exactly_what_the_texts_hold_the_newest_first(
    database: Database, corpus: list[tuple[str, list[str], int]], tree: Any
) -> None:
    with contextlib.suppress(Undo), database.write() as tx:
        keys = filings.insert_many(tx, [(listed(n, t, hours=12 * h), OPENED) for n, (t, _, h) in enumerate(corpus)])
        for key, (_, pages, _) in zip(keys, corpus, strict=True):
            if pages:
                read(tx, key, *pages)
        expected = [
            (-hours, -key)
            for key, (title, pages, hours) in zip(keys, corpus, strict=True)
            if any(true_of(tree, folded(text)) for text in (title, *pages))
        ]
        hits = search.find(tx, typed(tree), EVERY)
        assert [hit.filing_key for hit in hits] == [-key for _, key in sorted(expected)]
        assert search.ids(tx, typed(tree), EVERY) == [hit.filing_key for hit in hits]
        assert all("«" in hit.snippet for hit in hits)
        raise Undo


def event(number: int, *acts: Act, region: str = "", disposition: Disposition = "flag") -> Event:
    quote = Quote(document="ab", page=1, start=0, end=2, text="当地")
    fact = Fact(name="region", value=Text(text=region), basis="derived", rule="named", quotes=(quote,))
    return Event(
        event_id=f"{1200000000 + number}-1",
        source="szse",
        source_id=f"{1200000000 + number}",
        disposition=disposition,
        legs=tuple(Leg(act=act, object="concession") for act in acts),
        facts=(fact,) if region else (),
        rules=(Rule(rule="ends", why="the project ends"),),
        detector="1",
    )


def decide(tx: Transaction, key: int, found: Event, *, severity: int) -> None:
    now = START + timedelta(days=900)
    progress.save_detected(tx, At(key=key), found, now=now)
    finding = Finding(
        event=found, severity=severity, severity_sum=severity, severity_parts=(), screened_with="lists of today"
    )
    progress.save_screened(tx, At(key=key), finding, now=now)


@pytest.fixture
def archive(database: Database) -> Database:
    """Five filings whose titles say 终止; three of them were read and decided, one of those flags nothing."""
    rows = [
        listed(1, "关于终止甲项目的公告", hours=0),
        listed(2, "关于终止乙项目的公告", hours=24, code="009002"),
        listed(3, "关于终止丙项目的公告", hours=48, source="cninfo"),
        listed(4, "关于终止丁项目的公告", hours=72, code="009002"),
        listed(5, "关于终止会议的公告", hours=9000),
    ]
    with database.write() as tx:
        filings.insert_many(tx, [(row, OPENED) for row in rows])
        for key, region in ((1, "新疆维吾尔自治区和田地区"), (2, "演示省望鹭县"), (4, "")):
            read(tx, key, "公司决定解除合同。")
            acts: tuple[Act, ...] = ("termination", "disposal") if key == 2 else ("termination",)
            found = event(key, *acts, region=region, disposition="no_flag" if key == 4 else "flag")
            decide(tx, key, found, severity=key + 1)
    return database


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"limit": 2}, [5, 4]),
        ({"codes": ("009002",)}, [4, 2]),
        ({"codes": ("009001", "009002"), "until": date(2024, 1, 2)}, [3, 2, 1]),
        ({"codes": ()}, []),
        ({"source": "cninfo"}, [3]),
        ({"since": date(2024, 1, 1)}, [5, 4, 3, 2]),
        ({"since": date(2024, 1, 1), "until": date(2024, 1, 1)}, [2]),
        ({"until": date(2023, 12, 31)}, [1]),
        ({"act": "termination"}, [2, 1]),
        ({"act": "disposal"}, [2]),
        ({"severity": 3}, [2]),
        ({"severity": 2, "act": "termination"}, [2, 1]),
        ({"state": "listed"}, [5, 3]),
    ],
)
def test_a_search_is_narrowed(archive: Database, narrow: dict[str, Any], expected: list[int]) -> None:
    with archive.read() as tx:
        for wanted in ("终止", "终止 项目 OR 终止 会议", "止", "关于终止 公告"):
            assert search.ids(tx, wanted, Narrowing(**narrow)) == expected


@pytest.mark.parametrize(
    ("narrow", "expected"), [({}, [4, 2, 1]), ({"act": "termination"}, [2, 1]), ({"codes": ("009002",)}, [4, 2])]
)
def test_pages_are_narrowed_like_titles(archive: Database, narrow: dict[str, Any], expected: list[int]) -> None:
    with archive.read() as tx:
        hits = search.find(tx, "解除合同", Narrowing(**narrow))
    assert [(hit.filing_key, hit.page) for hit in hits] == [(key, 1) for key in expected]
    assert {hit.snippet for hit in hits} == {"公司决定«解除合同»。"}


@pytest.mark.parametrize(
    ("region", "expected"), [("新疆", [1]), ("和田地区", [1]), ("望鹭 县", [2]), ("自治区", [1]), ("青屿", [])]
)
def test_a_region_is_found_by_any_part_of_its_name(archive: Database, region: str, expected: list[int]) -> None:
    with archive.read() as tx:
        named = places.named(tx, region)
        assert search.ids(tx, "终止", Narrowing(places=named)) == expected
        assert [one.filing_key for one in events.newest(tx, Narrowing(places=named), flagged_only=True)] == expected


def test_the_words_of_facts_are_found_where_no_page_says_them(archive: Database) -> None:
    with archive.read() as tx:
        (hit,) = search.find(tx, "新疆维吾尔", Narrowing())
    assert (hit.filing_key, hit.page, hit.snippet) == (1, None, "«新疆维吾尔»自治区和田地区")


def test_the_first_page_that_holds_the_words_is_shown(database: Database) -> None:
    with database.write() as tx:
        filings.insert_many(tx, [(listed(1, "公告"), OPENED)])
        read(tx, 1, "甲", "终止", "乙", "终止")
        assert [(hit.filing_key, hit.page) for hit in search.find(tx, "终止", Narrowing())] == [(1, 2)]


def test_a_new_version_is_found_by_its_new_title_and_no_more_by_its_old_pages(database: Database) -> None:
    old = listed(1, "关于甲项目的公告")
    with database.write() as tx:
        filings.insert_many(tx, [(old, OPENED)])
        read(tx, 1, "终止协议")
        filings.take_version(tx, 1, old.model_copy(update={"title": "关于乙项目的公告"}), OPENED)
        found = [search.ids(tx, wanted, Narrowing()) for wanted in ("甲项目", "终止", "乙项目")]
    assert found == [[], [], [1]]


def test_filings_that_share_a_document_are_all_found_also_after_it_is_read_anew(database: Database) -> None:
    with database.write() as tx:
        filings.insert_many(tx, [(listed(n, "公告", hours=n), OPENED) for n in (1, 2)])
        document = Document.from_text("终止协议")
        for key in (1, 2):
            read(tx, key, "终止协议")
        assert search.ids(tx, "终止", Narrowing()) == [2, 1]
        again = document.model_copy(update={"reader": "better", "pages": Document.from_text("解除合同").pages})
        progress.save_read(tx, At(key=2), again, body=b"packed", now=START)
        assert [search.ids(tx, wanted, Narrowing()) for wanted in ("终止", "解除")] == [[], [2, 1]]


def test_a_filing_that_another_row_gives_a_second_code_is_found_by_both(archive: Database) -> None:
    with archive.write() as tx:
        filings.unite_companies(tx, 1, listed(1, "关于终止甲项目的公告", code="009003"))
        found = [search.ids(tx, wanted, Narrowing(codes=("009003",))) for wanted in ("终止", "解除合同")]
    assert found == [[1], [1]]


def test_an_event_that_is_judged_anew_is_found_by_what_it_says_now(archive: Database) -> None:
    with archive.write() as tx:
        decide(tx, 1, event(1, "debt", region="演示省"), severity=0)
        asked = [Narrowing(act="termination"), Narrowing(act="debt"), Narrowing(severity=1), Narrowing(severity=0)]
        assert [search.ids(tx, "终止", one) for one in asked] == [[2], [1], [2], [2, 1]]
        assert search.find(tx, "新疆", Narrowing()) == []


@pytest.mark.parametrize(
    "wanted",
    [
        "NOT 终止",
        "终止 OR",
        "OR 终止",
        "(终止",
        "终止)",
        "终止 OR NOT 会议",
        "终止 NOT",
        "(" * 30 + "甲" + ")" * 30,
        "终" * 1001,
    ],
)
def test_a_search_that_cannot_be_understood_is_refused_with_an_example(wanted: str) -> None:
    with pytest.raises(UsageError) as caught:
        expression.parse(wanted)
    assert caught.value.hint


def test_a_search_for_nothing_finds_nothing(archive: Database) -> None:
    with archive.read() as tx:
        for wanted in ("", "  ", "（）", "—— ……", '""', "()"):
            assert search.find(tx, wanted, Narrowing()) == []


def test_a_page_of_very_many_words_is_found(database: Database) -> None:
    """PostgreSQL keeps at most 1 MB of tokens in a row."""
    page = "".join(chr(0x4E00 + (n * 7919) % 20000) + chr(0x4E00 + (n * 104729) % 20000) for n in range(100_000))
    with database.write() as tx:
        filings.insert_many(tx, [(listed(1, "公告"), OPENED)])
        read(tx, 1, page)
        assert search.ids(tx, page[777:781], Narrowing()) == [1]
        assert search.ids(tx, "没有" + page[777:781], Narrowing()) == []


@pytest.mark.parametrize("title", ["终止\0协议", "终止\ud800协议", "终止😀协议"])
def test_characters_that_no_database_keeps_do_no_harm(database: Database, title: str) -> None:
    with database.write() as tx:
        filings.insert_many(tx, [(listed(1, title), OPENED)])
        read(tx, 1, title.replace("\ud800", "\0"))
        assert search.ids(tx, "协议", Narrowing()) == [1]
        kept = filings.by_key(tx, 1).announcement.title
    assert kept == title.replace("\0", "\ufffd").replace("\ud800", "\ufffd")


def test_every_index_is_known_by_name(archive: Database) -> None:
    with archive.read() as tx:
        assert words.indexes(tx) == ["title_words", "page_words_2024", "page_words_2023"]
