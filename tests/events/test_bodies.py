"""The authored cases of bodies/*.toml: read, run, compared. A new case needs no code."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from filings.events import detect
from filings.model import (
    Announcement,
    Company,
    Day,
    Document,
    Event,
    Fact,
    Money,
    NoneStated,
    NotStated,
    Number,
    Period,
    Share,
    Text,
    Value,
)

BODIES = Path(__file__).parent / "bodies"
Case = dict[str, Any]


def cases(*files: str) -> list[tuple[str, Case]]:
    """Every case with its name: file and id."""
    paths = [BODIES / name for name in files] if files else sorted(BODIES.glob("*.toml"))
    return [
        (f"{path.stem}/{case['id']}", case) for path in paths for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def event_of(case: Case) -> Event:
    """The event that the detectors see in a case."""
    published = date.fromisoformat(case.get("published", "2025-06-30"))
    instant = datetime(published.year, published.month, published.day, tzinfo=UTC)
    announcement = Announcement(
        source="szse",
        source_id="1200000002",
        companies=(Company(ticker=case.get("code", "009101") + ".SZ", name=case.get("name", "演示股份")),),
        title=case["title"],
        published=instant,
        first_seen=instant,
        document_path="",
    )
    pages = case.get("pages") or [case["text"]]
    return detect(announcement, Document.from_text(*pages), facts_always=case.get("facts_always", False))


def differences(case: Case, event: Event) -> list[str]:
    """What an event lacks of what a case expects, one line each."""
    wanted = case["expect"]
    wrong: list[str] = []
    simple = {
        "disposition": event.disposition,
        "acts": list(event.acts),
        "count_stated": event.count_stated,
        "count_extracted": event.count_extracted,
        "materiality": event.materiality,
    }
    wrong += [
        f"{key}: {simple[key]} instead of {wanted[key]}"
        for key in simple
        if key in wanted and simple[key] != wanted[key]
    ]
    if "legs" in wanted:
        wrong += _legs(wanted["legs"], event)
    for name, words in wanted.get("facts", {}).items():
        wrong += _facts(name, words, event.facts)
    if "absent" in wanted:
        wrong += [
            f"{name} should not be there: {shown(event.fact(name))}" for name in wanted["absent"] if event.fact(name)
        ]
    for name, words in wanted.get("not_facts", {}).items():
        wrong += [f"{name}: {shown(fact)}" for fact in event.facts if fact.name == name and words in shown(fact)]
    names = [item.name for item in event.items]
    if "items" in wanted and names != wanted["items"]:
        wrong.append(f"items: {names} instead of {wanted['items']}")
    for index, facts in enumerate(wanted.get("item_facts", [])):
        got = event.items[index].facts if index < len(event.items) else ()
        for name, words in facts.items():
            wrong += [f"item {index}: {line}" for line in _facts(name, words, got)]
    parties = [f"{party.role} {party.name}" for party in event.parties]
    wrong += [f"no {party} among {parties}" for party in wanted.get("parties", []) if party not in parties]
    wrong += [f"{party} should not be there" for party in wanted.get("no_parties", []) if party in parties]
    return wrong


def _legs(wanted: list[str], event: Event) -> list[str]:
    got = [f"{leg.act} {leg.object} {leg.mode or 'none'} {leg.stage or 'none'}" for leg in event.legs]
    fits = len(got) == len(wanted) and all(
        all(w in ("-", g) for w, g in zip(one.split(), other.split(), strict=True))
        for one, other in zip(wanted, got, strict=True)
    )
    return [] if fits else [f"legs: {got} instead of {wanted}"]


def _facts(name: str, words: str | list[str], facts: tuple[Fact, ...]) -> list[str]:
    got = [shown(fact) for fact in facts if fact.name == name]
    each = [words] if isinstance(words, str) else words
    return [f"{name}: {got} instead of {one}" for one in each if not any(one in other for other in got)]


def shown(fact: Fact | None) -> str:
    """A fact's value in one line: code in brackets, money with two decimals, days by precision."""
    return "nothing" if fact is None else _shown(fact.value)


def _shown(value: Value) -> str:
    match value:
        case NoneStated():
            return "none_stated"
        case NotStated():
            return f"not_stated {list(value.pages_read)}"
        case Number():
            return str(value.number)
        case Period():
            return f"{value.start}..{value.end}"
        case _:
            return _sized(value)


def _sized(value: Text | Money | Day | Share) -> str:
    match value:
        case Text():
            return value.text + (f" [{value.code}]" if value.code else "")
        case Money():
            bound = "" if value.bound == "eq" else f" {value.bound}"
            top = "" if value.amount_max is None else f"..{value.amount_max}"
            return f"{value.amount}{top} {value.currency}{bound}"
        case Day():
            return f"{value.day} {value.precision}"
        case Share():
            return f"{value.percent}% {value.of or ''}".strip()


ALL = cases()


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[name for name, _ in ALL])
def test_a_body_gives_the_event_that_its_case_expects(case: Case) -> None:
    event = event_of(case)
    assert differences(case, event) == [], [rule.why for rule in event.rules]


def test_every_case_has_a_name_of_its_own() -> None:
    names = [name for name, _ in ALL]
    assert len(names) == len(set(names)) >= 80
