"""Every fault of the Shenzhen list (S1 … S17): nothing lost, nothing doubled, the right verdict, recovery by itself.

What each fault does in detail stands in test_listing.py, test_szse.py and test_download.py; here each strikes a
list of three pages in the middle of its life, and the next readings go on as if nothing had been.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from filings.errors import SourceBlocked, SourceChanged, SourceError, SourceUnavailable

HTML = b"<html><body>error</body></html>"
CHALLENGE = b"<html><script>document.cookie='acw_sc__v2=1';location.reload()</script></html>"
Strike = Callable[[Any], None]


def once(market: Any, change: Callable[[Any, Any], Any], *, page: int) -> None:
    """Answer one page otherwise, once."""
    whole, left = market.page, iter([True])

    def answer(body: Any) -> Any:
        found = whole(body)
        return change(body, found) if body["pageNum"] == page and next(left, False) else found

    market.page = answer


def always(market: Any, change: Callable[[Any], Any]) -> None:
    whole = market.page
    market.page = lambda body: change(whole(body))


def clamped(market: Any) -> None:
    market.clamp = 7


def braces_past_the_end(market: Any) -> None:
    market.past_the_end = {}


def grows(market: Any) -> None:
    arriving = iter(range(2_000_000, 2_000_060))

    def arrive(_: int) -> None:
        for number in islice(arriving, 20):
            market.add(number)

    market.before = arrive


def shuffled(market: Any) -> None:
    chance = random.Random(3)
    market.before = lambda _: chance.shuffle(market.rows)


def a_row_twice(market: Any) -> None:
    def repeat(_: Any, answer: Any) -> Any:
        rows = answer["data"]
        return answer | {"data": [market.rows[49], *rows[:-1]]}

    once(market, repeat, page=2)


def dated_saturday(market: Any) -> None:
    market.add(3_000_001, publishTime="2026-08-15 00:00:00")


def same_second(market: Any) -> None:
    for number in (3_000_001, 3_000_002):
        market.add(number, publishTime="2026-08-11 18:54:16")


def back_dated(market: Any) -> None:
    market.add(3_000_001, at=100, publishTime="2026-08-10 00:00:00")


def retitled(market: Any) -> None:
    market.rows[60]["title"] += "（已取消）"
    market.add(3_000_001, title="关于测试事项的公告（更新后）")


def twins(market: Any) -> None:
    market.add(3_000_001)
    market.add(3_000_002)


def two_codes(market: Any) -> None:
    market.add(3_000_001, secCode=["009999", "209999"], secName=["演示科技", "演示Ｂ"])


def odd_keys(market: Any) -> None:
    always(
        market,
        lambda answer: {
            "announceCount": str(answer["announceCount"]),
            "data": [row | {"_index": "x", "annId": str(row["annId"])} for row in answer["data"]],
            "took": 3,
        },
    )


def vanished(market: Any) -> None:
    market.rows.pop(70)


def odd_names(market: Any) -> None:
    names = ("演示Ａ", "演\N{NO-BREAK SPACE}示 科技", "*ST演示", "演示科技")
    for place, name in enumerate(names):
        market.add(3_000_001 + place, title=f"关于事项{place}的公告", secName=[name])


def without_prefix(market: Any) -> None:
    market.add(3_000_001)["title"] = "关于测试事项的公告"


LISTED: dict[str, Strike] = {
    "S1 pages clamped": clamped,
    "S2 braces past the end": braces_past_the_end,
    "S3 count grows": grows,
    "S4 any order": shuffled,
    "S4 a row twice": a_row_twice,
    "S5 Saturday on Friday": dated_saturday,
    "S6 same second": same_second,
    "S7 back-dated": back_dated,
    "S8 retitled": retitled,
    "S9 twins": twins,
    "S10 two codes": two_codes,
    "S11 keys and types": odd_keys,
    "S16 vanished": vanished,
    "S17 names": odd_names,
    "S17 no prefix": without_prefix,
}

FAILING: dict[str, tuple[Strike, type[SourceError]]] = {
    "S12 500": (lambda h: h.send(500, HTML), SourceUnavailable),
    "S12 end of file": (lambda h: h.close(), SourceUnavailable),
    "S12 time-out": (lambda h: h.server.released.wait(10), SourceUnavailable),
    "S13 403": (lambda h: h.send(403, HTML), SourceBlocked),
    "S13 challenge": (lambda h: h.send(200, CHALLENGE), SourceBlocked),
    "S14 refused": (lambda h: h.send(400, HTML), SourceChanged),
    "any 429": (lambda h: h.send(429, HTML, Retry_After="90"), SourceUnavailable),
    "any other shape": (lambda h: h.send(200, json.dumps({"rows": []}).encode()), SourceChanged),
}


@pytest.mark.parametrize("full", [False, True], ids=["tail", "full"])
@pytest.mark.parametrize("name", LISTED)
def test_a_list_that_behaves_oddly_is_read_whole(
    market: Any,
    reader: Any,
    name: str,
    full: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    market.fill(130)
    assert reader.read().complete
    before = dict(reader.stored)
    LISTED[name](market)
    report = reader.read(full=full)
    assert report.complete, report.reason
    assert reader.stored.keys() >= market.ids
    assert len(reader.stored) == len(before.keys() | market.ids)
    assert report.announced == len(market.ids)
    assert all(reader.stored[key] is row for key, row in before.items())
    again = reader.read(full=True)
    assert (again.complete, again.saw_all, again.distinct) == (True, True, len(market.ids))


@pytest.mark.parametrize("place", [0, 1, 2], ids=["page 1", "page 2", "page 3"])
@pytest.mark.parametrize("name", FAILING)
def test_a_list_that_fails_keeps_what_came_and_is_read_whole_the_next_time(
    market: Any, reader: Any, name: str, place: int
) -> None:
    fault, error = FAILING[name]
    reader.with_settings(attempts=1)
    market.fill(130)
    market.faults = [*[None] * place, fault]
    with pytest.raises(error):
        reader.read()
    assert len(reader.stored) == 50 * place
    reader.time += 100
    report = reader.read()
    assert (report.complete, report.distinct) == (True, 130)
    assert reader.stored.keys() == market.ids


def test_s8_a_full_reading_brings_the_new_title_and_the_new_row(market: Any, reader: Any) -> None:
    market.fill(130)
    reader.read()
    retitled(market)
    shown: dict[str, str] = {}
    reader.save = lambda rows: shown.update({row.source_id: row.title for row in rows})
    reader.read(full=True)
    assert shown[str(market.rows[61]["annId"])] == "关于测试事项的公告（已取消）"
    assert shown["3000001"] == "关于测试事项的公告（更新后）"


def test_s16_only_a_reading_that_saw_all_tells_what_is_gone(market: Any, reader: Any) -> None:
    market.fill(130)
    reader.read()
    gone = str(market.rows.pop(70)["annId"])
    shown: set[str] = set()
    reader.save = lambda rows: shown.update(row.source_id for row in rows)
    report = reader.read(full=True)
    assert (report.complete, report.saw_all) == (True, True)
    assert reader.stored.keys() - shown == {gone}
