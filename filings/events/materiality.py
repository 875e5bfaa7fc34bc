"""How much an event weighs, 0 to 4: a sum of named parts (taxonomy, section 3). It knows no watch list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from filings.events.reading import Reading
from filings.events.values.names import kind_of_counterparty
from filings.events.verdict import Verdict
from filings.model import Fact, NotStated, Part, Party, Share, Text
from filings.model.event import EventObject

_BASE: Mapping[EventObject, int] = MappingProxyType(
    {
        "gov_project": 3, "concession": 3, "major_contract": 2, "investment_project": 2, "fundraising_project": 2,
        "framework": 1, "business_exit": 2, "fund_or_jv": 1, "subsidiary_equity": 2, "real_estate": 2,
        "business_bundle": 2, "asset_swap": 2, "judicial_auction": 2, "land_resumption": 2, "free_transfer": 2,
        "assets": 2,
    }
)  # fmt: skip
"""Proposed defaults of the taxonomy; every other object weighs 1."""
_FORCED = frozenset({"government_ordered", "court_or_arbitration", "disputed"})
_NET_ASSETS = re.compile(r"净资产")
_NO_NEWS = re.compile(
    r"(?:尚?无|没有|未有|未取得|尚未取得)(?:新的|实质性?|重大|其他|最新)*(?:进展|变化)|(?:尚未|未)(?:发生|取得)(?:实质性?|重大)?(?:变化|进展)|仍在(?:持续)?(?:推进|协商|沟通|办理)(?:之?中)?[。,;]"
)
_NEWS = re.compile(
    r"(?:确定|调整|变更|增加|减少|下调|上调)(?:为|至)|已(?:经)?(?:批准|签署|支付|完成|收到)|签署了|收到了?"
)
TOP = 4


def weigh(
    verdict: Verdict, facts: tuple[Fact, ...], parties: tuple[Party, ...], items: int, reading: Reading
) -> tuple[int, tuple[Part, ...]]:
    """The capped sum and its parts in order."""
    if verdict.disposition in {"no_flag", "info", "link_only"}:
        return 0, ()
    if verdict.disposition == "called_off":
        return 1, (Part(part="called_off", points=1, why="a sale was called off: it closes an earlier alert"),)
    if not verdict.strands:
        return 1, (Part(part="base", points=1, why="the direction of the deal is open"),)
    parts = [
        part
        for part in (_base(verdict), _state(verdict, parties), _size(facts), _forced(verdict), _many(items))
        if part
    ]
    total = sum(part.points for part in parts)
    silent = _silent(facts) if total >= 2 else None
    parts += [part for part in (silent, _low(verdict, facts), _goes_on(verdict, reading)) if part]
    total = sum(part.points for part in parts)
    return max(0, min(TOP, total)), tuple(parts)


def _base(verdict: Verdict) -> Part:
    kind = verdict.strands[0].object
    points = _BASE.get(kind, 1)
    if verdict.strands[0].act == "debt":
        points = 2 if verdict.disposition == "flag" else 1
    return Part(part="base", points=points, why=f"{kind.replace('_', ' ')} weighs {points}")


def _state(verdict: Verdict, parties: tuple[Party, ...]) -> Part | None:
    if verdict.strands[0].object in {"gov_project", "concession"}:
        return None
    state = next(
        (
            p
            for p in parties
            if p.role in {"counterparty", "transferee", "debtor"}
            and kind_of_counterparty(p.name) in {"government", "state"}
        ),
        None,
    )
    return (
        None
        if state is None
        else Part(part="state_counterparty", points=1, why=f"{state.name} is a government or state body")
    )


def _shares(facts: tuple[Fact, ...]) -> list[Share]:
    return [fact.value for fact in facts if fact.name == "ratio" and isinstance(fact.value, Share)]


def _size(facts: tuple[Fact, ...]) -> Part | None:
    largest = max((share.percent for share in _shares(facts)), default=Decimal(0))
    if largest >= 10:
        return Part(part="ratio", points=1, why=f"the filing states {largest} %, at least 10 %")
    if any(
        fact.name == "approvals" and isinstance(fact.value, Text) and fact.value.code == "shareholders_needed"
        for fact in facts
    ):
        return Part(part="ratio", points=1, why="it goes to the shareholders: a size test is crossed")
    return None


def _forced(verdict: Verdict) -> Part | None:
    main = verdict.strands[0]
    if main.mode in _FORCED or main.stage == "disputed":
        how = (main.mode or "disputed").replace("_", " ") if main.mode in _FORCED else "disputed"
        return Part(part="forced", points=1, why=f"it is forced or disputed ({how})")
    return None


def _many(items: int) -> Part | None:
    return Part(part="items", points=1, why=f"{items} projects or assets") if items >= 3 else None


def _silent(facts: tuple[Fact, ...]) -> Part | None:
    reason = next((fact for fact in facts if fact.name == "reason"), None)
    if reason is not None and isinstance(reason.value, NotStated):
        return Part(part="no_reason", points=1, why="the filing, read in full, gives no reason")
    grade = next((fact.value for fact in facts if fact.name == "reason_grade"), None)
    if isinstance(grade, Text) and grade.code == "boilerplate":
        return Part(part="no_reason", points=1, why="the reason is general wording")
    return None


def _goes_on(verdict: Verdict, reading: Reading) -> Part | None:
    """A correction, or a progress notice that reports no change: the earlier alert said it already."""
    if verdict.strands[0].stage == "corrected":
        return Part(part="correction", points=-1, why="it corrects an earlier filing")
    if "进展" in reading.title and _NO_NEWS.search(reading.told_text) and not _NEWS.search(reading.told_text):
        return Part(part="no_change", points=-1, why="a progress notice that reports no change")
    return None


def _low(verdict: Verdict, facts: tuple[Fact, ...]) -> Part | None:
    main = verdict.strands[0]
    if main.object == "intragroup":
        return Part(part="intragroup", points=-1, why="it stays within the group")
    if main.mode == "expiry":
        return Part(part="expiry", points=-1, why="its term ran out: nothing ended early")
    small = [share for share in _shares(facts) if share.of and _NET_ASSETS.search(share.of)]
    if small and max(share.percent for share in small) < 1:
        return Part(part="small", points=-1, why=f"{max(share.percent for share in small)} % of net assets, under 1 %")
    return None
