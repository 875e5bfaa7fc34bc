from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from filings.alerts.config import RouteConfig
from filings.alerts.routes import explain, follow_ups, match, takes
from filings.model import Hit

SHIPPED = tomllib.loads((Path(__file__).parents[2] / "config" / "routes.toml").read_text("utf-8"))
ROUTES = TypeAdapter(dict[str, RouteConfig]).validate_python(SHIPPED["routes"])
EVERYWHERE = list(SHIPPED["channels"])


def told(case: Any, routes: dict[str, RouteConfig]) -> list[tuple[str, str]]:
    return match(case.finding, case.announcement, routes)


def route(**keys: object) -> dict[str, RouteConfig]:
    return {"mine": RouteConfig.model_validate({"channels": ["console"], **keys})}


@pytest.mark.parametrize(
    ("disposition", "severity", "route_name"),
    [
        ("flag", 1, "flagged"),
        ("flag", 0, None),
        ("called_off", 1, "flagged"),
        ("review", 2, "review"),
        ("review", 1, None),
        ("flag_low", 4, None),
        ("info", 4, None),
        ("link_only", 4, None),
        ("no_flag", 0, None),
    ],
)
def test_the_shipped_routes_tell_flags_and_called_off_at_once(
    quiet_exit: Any, disposition: str, severity: int, route_name: str | None
) -> None:
    case = quiet_exit.with_event(disposition=disposition)
    finding = case.finding.model_copy(update={"severity": severity})
    expected = [] if route_name is None else [(route_name, channel) for channel in EVERYWHERE]
    assert match(finding, case.announcement, ROUTES) == expected


def test_a_channel_is_told_once_by_the_first_route_that_takes_the_finding(quiet_exit: Any) -> None:
    routes = {
        "first": RouteConfig(channels=("jsonl",), severity=4),
        "second": RouteConfig(channels=("console", "jsonl")),
    }
    assert told(quiet_exit, routes) == [("first", "jsonl"), ("second", "console")]


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"acts": ["debt", "writeoff"]},
        {"lists": ["Entity_List"]},
        {"regions": ["xinjiang"]},
        {"regions": ["新疆"]},
        {"companies": ["009002.SZ"]},
        {"companies": ["sz009002"]},
        {"companies": ["演示视讯"]},
        {
            "acts": ["termination"],
            "dispositions": ["flag"],
            "severity": 4,
            "regions": ["新疆"],
            "companies": ["009002"],
        },
    ],
)
def test_a_route_takes_what_fits_each_of_its_keys(quiet_exit: Any, keys: dict[str, object]) -> None:
    assert told(quiet_exit, route(**keys)) == [("mine", "console")]


@pytest.mark.parametrize(
    "keys",
    [
        {"acts": ["writeoff"]},
        {"dispositions": ["review"]},
        {"lists": ["uflpa"]},
        {"regions": ["西藏"]},
        {"companies": ["002236"]},
        {"acts": ["termination"], "companies": ["002236"]},
    ],
)
def test_a_route_leaves_what_misses_one_of_its_keys(quiet_exit: Any, keys: dict[str, object]) -> None:
    assert told(quiet_exit, route(**keys)) == []


def test_a_possible_match_routes_nothing(quiet_exit: Any) -> None:
    unsure: tuple[Hit, ...] = tuple(h.model_copy(update={"asserted": False}) for h in quiet_exit.finding.hits)
    finding = quiet_exit.finding.model_copy(update={"hits": unsure})
    assert match(finding, quiet_exit.announcement, route(lists=["entity_list"])) == []


@pytest.mark.parametrize("disposition", ["no_flag", "link_only"])
def test_what_is_not_flagged_and_papers_on_others_are_never_told_alone(quiet_exit: Any, disposition: str) -> None:
    case = quiet_exit.with_event(disposition=disposition)
    assert told(case, route()) == []
    assert told(case, route(dispositions=[disposition])) == []
    (first, *_) = explain(route()["mine"], case.finding, case.announcement)
    assert (first.key, first.ok, first.found) == ("dispositions", False, disposition)


def test_a_story_goes_on_where_it_was_told(quiet_exit: Any) -> None:
    routes = {
        "mine": RouteConfig(channels=("jsonl",), severity=4),
        "once": RouteConfig(channels=("console",), follow_ups=False),
    }
    low = quiet_exit.with_finding(severity=1)
    assert match(low.finding, low.announcement, routes) == [("once", "console")]
    assert follow_ups([("mine", "jsonl"), ("once", "console"), ("gone", "mail")], routes) == [("mine", "jsonl")]


def test_each_condition_says_what_it_wants_and_what_it_found(quiet_exit: Any) -> None:
    keys = {
        "acts": ["writeoff"], "dispositions": ["flag"], "severity": 3, "lists": ["uflpa", "1260H"],
        "regions": ["西藏"], "companies": ["002236"],
    }  # fmt: skip
    conditions = explain(route(**keys)["mine"], quiet_exit.finding, quiet_exit.announcement)
    assert [(c.key, c.wanted, c.found, c.ok) for c in conditions] == [
        ("dispositions", "flag", "flag", True),
        ("severity", "at least 3", "4", True),
        ("acts", "writeoff", "termination, disposal, debt", False),
        ("lists", "uflpa, 1260H", "entity_list, regions", False),
        ("regions", "西藏", "新疆, 650000, Xinjiang, 新疆 is a watched region", False),
        ("companies", "002236", "009002 演示视讯", False),
    ]


def test_a_route_without_conditions_takes_what_is_flagged(quiet_exit: Any) -> None:
    assert explain(route()["mine"], quiet_exit.finding, quiet_exit.announcement) == ()
    assert takes(route()["mine"], quiet_exit.finding, quiet_exit.announcement)


def test_a_condition_without_anything_found_says_none(quiet_exit: Any) -> None:
    case = quiet_exit.with_finding(hits=())
    (only,) = explain(route(lists=["uflpa"])["mine"], case.finding, case.announcement)
    assert only.found == "none"
