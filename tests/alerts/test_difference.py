"""What differs between two records, held against the content version: the two must always agree."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.alerts.brief.difference import difference
from filings.alerts.keys import content_version

CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], tuple[str, str, str | None, str | None]]] = {
    "the disposition": (
        lambda r: r.update(disposition="called_off"), ("", "Kind of notice", "flagged", "called off"),
    ),
    "the severity": (lambda r: r.update(severity=1), ("", "Severity", "3", "1")),
    "a retraction": (lambda r: r.update(retracted="wrong company"), ("", "Retracted", None, "wrong company")),
    "a stage": (
        lambda r: r["legs"][1].update(stage="completed"),
        ("", "What happens", "disposal of equity in a subsidiary, approved by the board",
         "disposal of equity in a subsidiary, completed"),
    ),
    "a price": (
        lambda r: fact(r, "price")["value"].update(amount="2.00"),
        ("", "Price", "RMB 1 (人民币1元)", "RMB 2 (人民币2元)"),
    ),
    "a reason that is not stated any more": (
        lambda r: fact(r, "reason").update(value={"type": "not_stated", "pages_read": [1], "sections": []}),
        ("", "Reason", "change of planning (当地规划调整)", "not stated"),
    ),
    "a fact that is gone": (lambda r: r["facts"].remove(fact(r, "stake")), ("", "Stake", "51% of the equity", None)),
    "the status of an item": (
        lambda r: item(r, "乙县供水二期")["facts"][-1]["value"].update(code="ended_early"),
        ("乙县供水二期", "Status", "operating (仍在运营)", "ended early (仍在运营)"),
    ),
    "an item more": (
        lambda r: r["items"].append({"kind": "asset", "name": "丙楼", "facts": []}), ("", "Asset", None, "丙楼"),
    ),
    "a party less": (lambda r: r["parties"].pop(), ("", "Counterparty", "甲县人民政府", None)),
}  # fmt: skip


def item(record: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in record["items"] if one["name"] == name)


def fact(record: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in record["facts"] if one["name"] == name)


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_each_field_is_told_as_it_was_and_as_it_is(
    table_exit: Any, change: Callable[[dict[str, Any]], object], expected: tuple[str, str, str | None, str | None]
) -> None:
    old = table_exit.record()
    new = copy.deepcopy(old)
    change(new)
    (only,) = difference(old, new)
    before, after = (None if said is None else said.en for said in (only.before, only.after))
    assert (only.where, only.label.en, before, after) == expected
    assert content_version(old) != content_version(new)


def test_a_hit_that_became_certain_is_told(quiet_exit: Any) -> None:
    old = quiet_exit.record()
    new = copy.deepcopy(old)
    old["hits"][0].update(asserted=False, because="structural")
    (only,) = difference(old, new)
    assert only.kind == "hit"
    assert only.label.en == "U.S. Entity List (BIS)"
    assert only.before is not None
    assert only.before.en.startswith("演示视讯 / “Example Vision Technology”: possible, structure of the name")
    assert only.after is not None
    assert ": confirmed, identifier" in only.after.en


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_difference_means_the_same_version_and_the_reverse(table_exit: Any, data: st.DataObject) -> None:
    old = table_exit.record()
    new = copy.deepcopy(old)
    for name in ("facts", "items", "parties", "legs"):
        new[name] = data.draw(st.permutations(new[name]))
    new["acts"] = data.draw(st.permutations(new["acts"]))
    for quoted in (*new["facts"], *new["parties"]):
        quoted["quotes"] = []
    new["detector"] = "another"
    assert difference(old, new) == ()
    assert content_version(old) == content_version(new)
    chosen = data.draw(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, unique=True))
    for name in chosen:
        CHANGES[name][0](new)
    assert difference(old, new) != ()
    assert content_version(old) != content_version(new)


def test_two_items_of_one_name_are_held_against_each_other(table_exit: Any) -> None:
    old = table_exit.record()
    old["items"][1]["name"] = old["items"][0]["name"]
    new = copy.deepcopy(old)
    new["items"].reverse()
    assert difference(old, new) == ()
    new["items"][0]["facts"][-1]["value"]["code"] = "suspended"
    (only,) = difference(old, new)
    assert only.label.en == "Status"
    new["items"].pop()
    assert {change.label.en for change in difference(old, new)} >= {"Status"}


def test_a_record_of_another_version_of_the_program_is_told_in_its_own_words(table_exit: Any) -> None:
    old, new = table_exit.record(), table_exit.record()
    fact(new, "price")["value"] = {"type": "interval", "of": "later"}
    new["legs"][1]["object"] = "moon_base"
    said = {change.label.en: change.after for change in difference(old, new)}
    assert said["Price"] is not None
    assert "interval" in said["Price"].en
    assert said["What happens"] is not None
    assert "moon base" in said["What happens"].en
