"""Which routes take a finding, and which of their conditions fail. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from filings.alerts.config import RouteConfig
from filings.alerts.timing import Digest, when
from filings.model import Announcement, Disposition, Finding, Record, Text, normalise, parse_code

Pair = tuple[str, str]
"""(route, channel)"""

_NEVER_ALONE: Mapping[Disposition, str] = MappingProxyType(
    {"no_flag": "there is nothing to tell", "link_only": "a paper on another filing is never told alone"}
)


class Condition(Record):
    """One key of a route held against a finding: what it asks for, what the finding has, and whether that fits."""

    key: str
    wanted: str
    found: str
    ok: bool


def match(finding: Finding, announcement: Announcement, routes: Mapping[str, RouteConfig]) -> list[Pair]:
    """The (route, channel) pairs that tell this finding, each channel once: the first route that takes it wins."""
    chosen: dict[str, str] = {}
    for name, route in routes.items():
        if takes(route, finding, announcement):
            for channel in route.channels:
                chosen.setdefault(channel, name)
    return [(route, channel) for channel, route in chosen.items()]


def follow_ups(told: Collection[Pair], routes: Mapping[str, RouteConfig]) -> list[Pair]:
    """The pairs that hear how a story goes on: those that were told it (or its parent), if their route wants that.

    A story that no longer fits the route (a lower severity, a sale called off) still ends where it began.
    """
    return [(route, channel) for route, channel in told if route in routes and routes[route].follow_ups]


def takes(route: RouteConfig, finding: Finding, announcement: Announcement) -> bool:
    """Whether the finding fits every key of the route; an empty key takes anything."""
    return all(condition.ok for condition in explain(route, finding, announcement))


def explain(route: RouteConfig, finding: Finding, announcement: Announcement) -> tuple[Condition, ...]:
    """Every condition that the route sets, in order; those that are not ``ok`` say why it does not take the finding."""
    return tuple(_conditions(route, finding, announcement))


def _conditions(route: RouteConfig, finding: Finding, announcement: Announcement) -> Iterator[Condition]:
    event = finding.event
    never = _NEVER_ALONE.get(event.disposition)
    if never is not None:
        yield Condition(key="dispositions", wanted=never, found=event.disposition, ok=False)
    if route.dispositions:
        yield _one_of("dispositions", route.dispositions, (event.disposition,))
    if route.severity:
        wanted, found = f"at least {route.severity}", str(finding.severity)
        yield Condition(key="severity", wanted=wanted, found=found, ok=finding.severity >= route.severity)
    if route.acts:
        yield _one_of("acts", route.acts, event.acts)
    if route.lists:
        yield _one_of("lists", route.lists, _lists(finding))
    if route.regions:
        yield _regions_fit(route.regions, tuple(_regions(finding)))
    if route.companies:
        yield _companies_fit(route.companies, announcement)


def _one_of(key: str, wanted: Collection[str], found: Collection[str]) -> Condition:
    have = {_plain(one) for one in found}
    return Condition(key=key, wanted=_told(wanted), found=_told(found), ok=any(_plain(one) in have for one in wanted))


def _told(words: Collection[str]) -> str:
    return ", ".join(dict.fromkeys(words)) or "none"


def _lists(finding: Finding) -> tuple[str, ...]:
    """A possible match routes nothing: only asserted hits count."""
    return tuple(hit.list for hit in finding.hits if hit.asserted)


def _regions_fit(wanted: Collection[str], found: tuple[str, ...]) -> Condition:
    have = [_plain(region) for region in found]
    ok = any(_plain(name) in region for name in wanted for region in have)
    return Condition(key="regions", wanted=_told(wanted), found=_told(found), ok=ok)


def _regions(finding: Finding) -> Iterator[str]:
    event = finding.event
    facts = [*event.facts, *(fact for item in event.items for fact in item.facts)]
    facts += [fact for party in event.parties for fact in party.facts]
    for fact in facts:
        if fact.name == "region" and isinstance(fact.value, Text):
            yield fact.value.text
            if fact.value.code:
                yield fact.value.code
    for hit in finding.hits:
        if hit.because == "place" and hit.asserted:
            yield hit.entry
            yield hit.explanation


def _companies_fit(wanted: Collection[str], announcement: Announcement) -> Condition:
    codes = {company.code for company in announcement.companies}
    names = {_plain(company.name) for company in announcement.companies}
    found = [f"{company.code} {company.name}".strip() for company in announcement.companies]
    ok = any(parse_code(word) in codes or _plain(word) in names for word in wanted)
    return Condition(key="companies", wanted=_told(wanted), found=_told(found), ok=ok)


def _plain(text: str) -> str:
    return normalise(text).casefold()


__all__ = ["Condition", "Digest", "Pair", "explain", "follow_ups", "match", "takes", "when"]
