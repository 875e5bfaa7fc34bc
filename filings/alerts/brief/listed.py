"""Whom the watch lists name: entries as printed, what they mean, where it is said, and which lists were looked at.

The Entity List is an export-licence requirement and nothing else; a match is no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from filings.alerts.brief import amounts
from filings.alerts.brief.composed import Statement, statement
from filings.alerts.brief.glossary import term
from filings.alerts.brief.inputs import Reader
from filings.alerts.brief.listnames import chinese_part, is_entity_list, list_name
from filings.alerts.brief.said import Said, joined, plain
from filings.model import BEIJING, Finding, Hit, ListChecked, Snapshot

_STATES: Mapping[str, Said] = MappingProxyType(
    {
        "checked": Said("Checked", "已核对"),
        "stale": Said("Checked with an old copy", "已用旧副本核对"),
        "not_loaded": Said("Not loaded, so not screened", "未载入，未核对"),
    }
)
_TAGS: Mapping[str, Said] = MappingProxyType(
    {"place": Said("Watched place", "关注地区"), "term": Said("Watched term", "关注用语")}
)
_LIST, _POSSIBLE = Said("List", "清单"), Said("Possible match", "可能匹配")
LICENCE = Said(": an export-licence requirement", "（出口许可要求）")
"""What an entry of the Entity List means (15 CFR 744.11): a licence, nothing more."""


def lists(finding: Finding, now: datetime, reader: Reader) -> Iterator[Statement]:
    """A statement per entry of a list, one for the places, then which lists were checked with which copy.

    A reader who wants names gets the lists' and entries' names alone; one who wants none gets nothing.
    """
    if reader.list_context == "none":
        return
    full = reader.list_context == "full"
    for hits in by_rule(hit for hit in finding.hits if hit.because not in _TAGS):
        quotes = (hit.quote for hit in hits if hit.quote is not None)
        yield statement(_LIST if hits[0].asserted else _POSSIBLE, _entries(hits, full=full), quotes)
    for because, tag in _TAGS.items():
        hits = [hit for hit in finding.hits if hit.because == because]
        if hits:
            yield statement(tag, map(_watched, hits), (hit.quote for hit in hits if hit.quote is not None))
    if full and finding.lists_checked:
        yield statement(Said("Lists checked", "核对清单"), _all_checked(finding, now))


def by_rule(hits: Iterable[Hit]) -> list[list[Hit]]:
    """Hits that one legal act made on one day stand together."""
    groups: dict[tuple[object, ...], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.list, hit.listed_on, hit.source, hit.source_url, hit.asserted), []).append(hit)
    return list(groups.values())


def _entries(hits: Sequence[Hit], *, full: bool) -> Iterator[Said]:
    """What the entries are and mean, who matches which, and where the list says so."""
    first = hits[0]
    if len(hits) == 1:
        yield _entry(first, full=full)
        if full:
            yield _matched(first)
    else:
        yield _several(hits, full=full)
        for hit in hits:
            yield _each(hit, full=full)
    if full:
        sources = [
            Said.same(text) for text in (plain(first.source or "", 120), plain(first.source_url or "", 300)) if text
        ]
        yield joined([*sources, _copy(first.snapshot)], " · ", " · ")


def _matched(hit: Hit) -> Said:
    because, party, why = term(hit.because), plain(hit.party, 80), _why(hit)
    return Said(f"Matches {party} by {because.en}{f': {why}' if why else ''}", f"匹配对象：{party}；依据：{because.zh}")


def _each(hit: Hit, *, full: bool) -> Said:
    because, party, entry = term(hit.because), plain(hit.party, 80), plain(hit.entry, 120)
    by = Said(f", by {because.en}", f"，依据：{because.zh}") if full else Said("", "")
    return Said(f"“{entry}” matches {party}{by.en}", f"“{entry}”匹配{party}{by.zh}")


def _why(hit: Hit) -> str:
    """The explanation; where it repeats the entry first, only what follows that."""
    explanation, entry = plain(hit.explanation, 400), plain(hit.entry, 120)
    before, named, after = explanation.partition(entry)
    tail = after.partition(": ")[2]
    return tail if entry and named and tail and ": " not in before else explanation


def _entry(hit: Hit, *, full: bool) -> Said:
    """The entry as printed and what it means, without a word of judgement; ``full`` also since when."""
    told, entry = _standing(hit, full=full), plain(hit.entry, 120)
    return Said(
        f"{told.unsure.en}{told.named.en}, entry “{entry}”{told.since.en}{told.means.en}.",
        f"{told.unsure.zh}{told.named.zh}{told.means.zh}，条目“{entry}”{told.since.zh}。",
    )


def _several(hits: Sequence[Hit], *, full: bool) -> Said:
    told, count = _standing(hits[0], full=full), len(hits)
    return Said(
        f"{told.unsure.en}{told.named.en}, {count} entries{told.since.en}{told.means.en}:",
        f"{told.unsure.zh}{told.named.zh}{told.means.zh}，{count}个条目{told.since.zh}：",
    )


class _Standing(NamedTuple):
    unsure: Said
    named: Said
    since: Said
    means: Said


def _standing(hit: Hit, *, full: bool) -> _Standing:
    named, nothing = list_name(hit.list), Said("", "")
    return _Standing(
        unsure=nothing if hit.asserted else Said("Not confirmed: ", "未确认："),
        named=named,
        since=since_when(hit) if full else nothing,
        means=LICENCE if is_entity_list(named.en) else nothing,
    )


def _watched(hit: Hit) -> Said:
    """A place or term of the user's own watch list."""
    entry, named, why = plain(hit.entry, 120), list_name(hit.list), plain(hit.explanation, 400)
    unsure = Said("", "") if hit.asserted else Said("not confirmed: ", "未确认：")
    told = why if entry in why else f"{entry} ({named.en}): {why}"
    return Said(f"{unsure.en}{told}", f"{unsure.zh}{chinese_part(entry)}（{named.zh}）")


def since_when(hit: Hit) -> Said:
    """``, effective 9 October 2019``, or nothing where the entry has no date."""
    if hit.listed_on is None:
        return Said("", "")
    day = amounts.date(hit.listed_on)
    return Said(f", effective {day.en}", f"，生效日{day.zh}")


def _copy(snapshot: Snapshot) -> Said:
    day = amounts.date(snapshot.date)
    digest = plain(snapshot.sha256, 64)[:12]
    return Said(f"copy of {day.en}, SHA-256 {digest}…", f"副本{day.zh}，SHA-256 {digest}…")


def _all_checked(finding: Finding, now: datetime) -> list[Said]:
    lines = [] if finding.hits else [Said("No entry of the lists matches.", "未匹配任何清单条目。")]
    states = [state for state in _STATES if any(one.state == state for one in finding.lists_checked)]
    return lines + [_checked(state, finding, now) for state in states]


def _checked(state: str, finding: Finding, now: datetime) -> Said:
    each = joined((_aged(c, now) for c in finding.lists_checked if c.state == state), "; ", "；")
    tag = _STATES[state]
    return Said(f"{tag.en}: {each.en}", f"{tag.zh}：{each.zh}")


def _aged(checked: ListChecked, now: datetime) -> Said:
    named = list_name(checked.list)
    if checked.snapshot is None:
        return named
    day = amounts.date(checked.snapshot.date)
    age = (now.astimezone(BEIJING).date() - checked.snapshot.date).days
    old = Said(f", {age} day{'' if age == 1 else 's'} old", f"，距今{age}天") if age > 0 else Said("", "")
    return Said(f"{named.en} (copy of {day.en}{old.en})", f"{named.zh}（副本{day.zh}{old.zh}）")
