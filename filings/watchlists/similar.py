"""Earlier filings like this one: same act, region, industry of what ended, or list. PURE.

A ranking for a reader, never a finding: each line says what is common. Filings of one story count once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from filings.model import Event, Finding, Text
from filings.model.event import FLAGGED
from filings.watchlists import names

_MOST = 5
_WEIGHTS = {"region": 4, "list": 3, "object": 3, "counterparty": 3, "act": 1, "mode": 1}
_ENOUGH = 5
"""Less than this in common (an act and its mode alone) makes no two filings alike."""


class Known(NamedTuple):
    """A stored event with what a comparison needs of its filing."""

    finding: Finding
    code: str
    name: str
    title: str
    day: dt.date


class Similar(NamedTuple):
    """An earlier event, how much it has in common (the sum of the points), and what."""

    event_id: str
    code: str
    name: str
    title: str
    day: dt.date
    points: int
    common: tuple[str, ...]

    @property
    def explanation(self) -> str:
        """``the same region 新疆维吾尔自治区; both issuers stand on Entity List, 2019 rule``."""
        return "; ".join(self.common)


def similar(event: Known, earlier: Iterable[Known], *, most: int = _MOST) -> list[Similar]:
    """The earlier events that have most in common, the closest and then the newest first.

    One of the same story (same parent, or parent and child) is none; of several of another story the newest
    counts.
    """
    best: dict[str, Similar] = {}
    own = _story(event.finding.event)
    for other in earlier:
        story = _story(other.finding.event)
        if story == own or other.day > event.day or other.finding.event.disposition not in FLAGGED:
            continue
        found = _compared(event, other)
        if found is not None and _order(found) < _order(best.get(story, found), worse=story not in best):
            best[story] = found
    return sorted(best.values(), key=_order)[:most]


def _order(one: Similar, *, worse: bool = False) -> tuple[float, int, str]:
    return (float("inf") if worse else -one.points, -one.day.toordinal(), one.event_id)


def _story(event: Event) -> str:
    return event.parent_event_id or event.event_id


def _compared(event: Known, other: Known) -> Similar | None:
    common: list[tuple[str, str]] = []
    one, two = event.finding.event, other.finding.event
    for what, sentence, left, right in (
        ("region", "the same region", _regions(event.finding), _regions(other.finding)),
        ("list", "parties of both stand on", _lists(event.finding), _lists(other.finding)),
        ("object", "the same kind of object", _objects(one), _objects(two)),
        ("counterparty", "the same counterparty", _counterparties(one), _counterparties(two)),
        ("act", "the same act", frozenset(one.acts), frozenset(two.acts)),
        ("mode", "ended the same way", _modes(one), _modes(two)),
    ):
        shared = sorted(left & right)
        if shared:
            common.append((what, f"{sentence}: {', '.join(word.replace('_', ' ') for word in shared[:3])}"))
    points = sum(_WEIGHTS[what] for what, _ in common)
    if points < _ENOUGH or not any(what == "act" for what, _ in common):
        return None
    said = tuple(sentence for _, sentence in common)
    return Similar(two.event_id, other.code, other.name, other.title, other.day, points, said)


def _regions(finding: Finding) -> frozenset[str]:
    """Provinces and the watched lists' places: the first two digits of codes, and the lists of place hits."""
    facts = [*finding.event.facts, *(fact for item in finding.event.items for fact in item.facts)]
    said = [fact.value for fact in facts if fact.name == "region" and isinstance(fact.value, Text)]
    provinces = {value.text.partition("省")[0] for value in said if "省" in value.text}
    return frozenset(provinces | {hit.list for hit in finding.hits if hit.because == "place"})


def _lists(finding: Finding) -> frozenset[str]:
    return frozenset(hit.list for hit in finding.hits if hit.asserted and hit.because not in {"place", "term"})


def _objects(event: Event) -> frozenset[str]:
    return frozenset(leg.object for leg in event.legs if leg.object not in {"other", "assets"})


def _modes(event: Event) -> frozenset[str]:
    return frozenset(leg.mode for leg in event.legs if leg.mode is not None)


def _counterparties(event: Event) -> frozenset[str]:
    roles = {"counterparty", "transferee", "authority"}
    return frozenset(names.key(party.name) for party in event.parties if party.role in roles)


def listed_share(finding: Finding, stakes: Sequence[tuple[str, str]]) -> str | None:
    """The shares (percent) of owners that stand on a list, summed, as context and never as a conclusion.

    ``stakes`` are (owner, percent) as the filing gives them. ``None`` where no owner is listed.
    """
    listed = {names.key(hit.party) for hit in finding.hits if hit.asserted and hit.because not in {"place", "term"}}
    found = [(owner, Decimal(percent)) for owner, percent in stakes if names.key(owner) in listed]
    if not found:
        return None
    total = sum((percent for _, percent in found), Decimal(0))
    owners = ", ".join(f"{owner} {percent}%" for owner, percent in found)
    return (
        f"Listed owners hold {total}% in sum ({owners}): context, no legal conclusion. "
        "Whether a share of 50% or more extends a listing depends on the rule in force on that day."
    )
