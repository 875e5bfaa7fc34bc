from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.alerts.keys import alert_key, content_version

QUOTE = {
    "page": 1,
    "start": 3,
    "end": 5,
    "text": "终止",
    "boxes": [[1.0, 2.0, 3.0, 4.0]],
    "origin": "embedded",
    "verified": True,
}
SHA = "0" * 64


def fact(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "value": value, "basis": "quoted", "rule": None, "quotes": [QUOTE]}


def record() -> dict[str, Any]:
    """An event record of interface.md."""
    money = {"type": "money", "amount": "5.00", "amount_max": None, "currency": "CNY", "bound": "eq", "tax": None}
    return {
        "event_id": "1-1",
        "title": "关于终止项目的公告",
        "first_seen": "2024-12-23T21:45:00+08:00",
        "document": {"url": "https://disc.example/a.PDF", "sha256": SHA, "pages": 2, "pages_without_text": 0},
        "acts": ["termination", "disposal"],
        "legs": [
            {"act": "termination", "object": "gov_project", "mode": "agreed", "stage": None, "quotes": [QUOTE]},
            {"act": "disposal", "object": "assets", "mode": None, "stage": "planned", "quotes": []},
        ],
        "disposition": "flag",
        "severity": 3,
        "severity_parts": [{"part": "base", "points": 3, "why": "a government project ends"}],
        "facts": [
            fact("price", money),
            {**fact("reason", {"type": "not_stated", "pages_read": [1, 2], "sections": []}), "quotes": []},
        ],
        "items": [
            {"kind": "project", "name": "甲", "facts": [fact("amount", money)]},
            {"kind": "project", "name": "乙", "facts": []},
        ],
        "parties": [
            {"role": "counterparty", "name": "甲县人民政府", "aliases": [], "facts": [], "quotes": [QUOTE]},
            {"role": "subsidiary", "name": "乙公司", "aliases": ["乙"], "facts": [], "quotes": []},
        ],
        "hits": [
            {
                "list": "entity_list",
                "entry": "Example",
                "because": "identifier",
                "asserted": True,
                "party": "演示",
                "explanation": "code",
                "quote": QUOTE,
                "listed_on": "2019-10-09",
                "source": "84 FR 54002",
                "source_url": None,
                "snapshot": {"date": "2024-12-20", "sha256": SHA},
            }
        ],
        "lists_checked": [{"list": "entity_list", "snapshot": None, "state": "checked"}],
        "detector": "1",
        "screened_with": "lists-1",
        "retracted": None,
    }


@given(data=st.data())
def test_a_run_that_says_the_same_has_the_same_version(data: st.DataObject) -> None:
    again = record()
    texts = st.text(max_size=8)
    for key in ("first_seen", "detector", "screened_with", "title"):
        again[key] = data.draw(texts)
    for key in ("facts", "items", "parties", "legs", "acts"):
        again[key] = data.draw(st.permutations(again[key]))
    again["hits"][0]["snapshot"] = {"date": data.draw(texts), "sha256": data.draw(texts)}
    again["lists_checked"] = []
    moved = {**QUOTE, "boxes": [], "page": data.draw(st.integers(1, 9))}
    for one in [*again["facts"], *again["parties"], *again["legs"]]:
        one["quotes"] = [moved]
    assert content_version(again) == content_version(record())


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "an act": lambda r: r["acts"].append("debt"),
    "a stage": lambda r: r["legs"][1].update(stage="completed"),
    "a mode": lambda r: r["legs"][0].update(mode="disputed"),
    "the disposition": lambda r: r.update(disposition="called_off"),
    "the severity": lambda r: r.update(severity=4),
    "an amount": lambda r: r["facts"][0]["value"].update(amount="6.00"),
    "a reason that is stated now": lambda r: r["facts"][1].update(value={"type": "text", "text": "因", "code": None}),
    "a fact that is gone": lambda r: r["facts"].pop(),
    "an item's amount": lambda r: r["items"][0]["facts"][0]["value"].update(amount="6.00"),
    "an item's name": lambda r: r["items"][0].update(name="丙"),
    "one more item of the same words": lambda r: r["items"].append(copy.deepcopy(r["items"][1])),
    "a party's role": lambda r: r["parties"][0].update(role="transferee"),
    "a hit that is only possible": lambda r: r["hits"][0].update(asserted=False),
    "no hit": lambda r: r["hits"].clear(),
    "a retraction": lambda r: r.update(retracted="wrong company"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_matters_to_a_reader_changes_the_version(change: Callable[[dict[str, Any]], object]) -> None:
    changed = record()
    change(changed)
    assert content_version(changed) != content_version(record())


def test_a_record_that_was_never_screened_has_a_version() -> None:
    unscreened = {**record(), "severity": None, "hits": None}
    assert content_version(unscreened) != content_version(record())


@given(st.text(), st.text(), st.text(), st.text())
def test_a_key_is_short_and_fits_into_an_address_and_a_header(
    event_id: str, route: str, channel: str, version: str
) -> None:
    key = alert_key(event_id, route, channel, version)
    assert re.fullmatch(r"[0-9a-f]{20}", key)
    assert key == alert_key(event_id, route, channel, version)


def test_keys_differ_by_event_route_channel_and_version() -> None:
    parts = [
        ("1-1", "r", "c", "v"),
        ("1-2", "r", "c", "v"),
        ("1-1", "rc", "", "v"),
        ("1-1", "r", "d", "v"),
        ("1-1", "r", "c", "w"),
    ]
    assert len({alert_key(*part) for part in parts}) == len(parts)
