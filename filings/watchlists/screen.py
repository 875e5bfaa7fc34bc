"""Event → Finding: whom it concerns. PURE.

Identifiers first, names last. Only an identifier, the exact name, a curated alias, a place or a watched word
asserts; a structural likeness is a possible match, a weak one is background. Neither touches the severity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from filings.model import Announcement, Event, Finding, Hit, Quote, Snapshot, normalise
from filings.model.finding import Because
from filings.watchlists import names, severity, wording
from filings.watchlists.index import ASSERTED, RANK, Match
from filings.watchlists.model import WatchList, WatchLists
from filings.watchlists.regions import Region
from filings.watchlists.subjects import Subject, Where, places, subjects


def screen(event: Event, announcement: Announcement, lists: WatchLists, *, today: date) -> Finding:
    """The event held against every list as it stands on ``today`` (a day in Beijing or UTC alike).

    Every configured list is named in ``lists_checked``, also one that is stale or not loaded.
    """
    hits = [*_party_hits(event, announcement, lists, today)]
    named = places(event, announcement)
    hits += _place_hits(named, lists)
    hits += _term_hits(named, announcement, lists)
    hits.sort(key=lambda hit: RANK.index(hit.because))
    restricted = [one.name for one in lists.lists if one.kind == "restricted"]
    value, total, parts = severity.weigh(event, hits, restricted)
    return Finding(
        event=event,
        hits=tuple(hits),
        lists_checked=tuple(one.checked(today) for one in lists.lists),
        severity=value,
        severity_sum=total,
        severity_parts=parts,
        screened_with=lists.version,
    )


def _party_hits(event: Event, announcement: Announcement, lists: WatchLists, today: date) -> Iterator[Hit]:
    everybody = subjects(event, announcement, lists.issuers)
    issuer_matches: list[tuple[Subject, Match]] = []
    for subject in everybody:
        matches = _background_once(_in_force(subject, lists, today))
        yield from (_party_hit(match, lists, subject) for match in matches)
        sure = [match for match in matches if match.because in ASSERTED]
        if subject.role == "issuer":
            issuer_matches += [(subject, match) for match in sure]
        elif subject.own:
            yield from _parent_hits(subject, matches, issuer_matches, lists)


def _in_force(subject: Subject, lists: WatchLists, today: date) -> list[Match]:
    found = lists.parties.find(subject.name, subject.others, subject.codes)
    return [match for match in found if match.entry.in_force(today)]


def _background_once(found: Sequence[Match]) -> list[Match]:
    """A weak likeness is told once, however many lists hold that name."""
    weak = [match for match in found if match.because == "weak"]
    return [match for match in found if match.because != "weak"] + weak[:1]


def _party_hit(match: Match, lists: WatchLists, subject: Subject) -> Hit:
    watched = lists.lists[match.list_number]
    explanation = wording.party(match, watched, subject.name)
    return _hit(match, watched, subject, because=match.because, explanation=explanation)


def _parent_hits(
    subject: Subject, own: Sequence[Match], issuers: Sequence[tuple[Subject, Match]], lists: WatchLists
) -> Iterator[Hit]:
    """A group company of a restricted issuer that has no hit of its own: one line of context, no conclusion."""
    if any(lists.lists[one.list_number].kind == "restricted" for one in own if one.because != "weak"):
        return
    restricted = [(issuer, one) for issuer, one in issuers if lists.lists[one.list_number].kind == "restricted"]
    if restricted:
        issuer, match = restricted[0]
        watched = lists.lists[match.list_number]
        others = tuple(dict.fromkeys(lists.lists[one.list_number].name for _, one in restricted[1:]))
        explanation = wording.parent(match, watched, name=subject.name, issuer=issuer.name, others=others)
        yield _hit(match, watched, subject, because="weak", explanation=explanation)


def _hit(match: Match, watched: WatchList, subject: Subject, *, because: Because, explanation: str) -> Hit:
    entry = match.entry
    return Hit(
        list=watched.name,
        entry=entry.name,
        because=because,
        asserted=because in ASSERTED,
        party=subject.name,
        explanation=explanation,
        quote=subject.quote,
        listed_on=entry.listed_on,
        source=entry.source or watched.source,
        source_url=entry.source_url or watched.source_url,
        snapshot=_snapshot(watched),
    )


def _snapshot(watched: WatchList) -> Snapshot:
    if watched.snapshot is None:
        message = f"a list without copy has no entries: {watched.name}"
        raise ValueError(message)
    return watched.snapshot


def _place_hits(named: Sequence[Where], lists: WatchLists) -> list[Hit]:
    """One hit per unit, with the plainest text that names it."""
    found: dict[str, Hit] = {}
    for where in named:
        for region, words in _regions(where, lists):
            if region.code not in found:
                found[region.code] = _place_hit(region, words, lists.lists_by_region[region.code], where)
    return list(found.values())


def _regions(where: Where, lists: WatchLists) -> list[tuple[Region, str]]:
    """The units that a text names, each with what stands for it: the whole name, or the words in a sentence."""
    gazetteer = lists.gazetteer
    found = gazetteer.scan(where.text)
    if where.is_name and (opening := gazetteer.opening(where.text)) is not None:
        found.append(opening)
    named = [
        (one.region, where.text[one.start : one.end] if where.what == "sentence" else where.printed) for one in found
    ]
    coded = gazetteer.by_code(where.code) if where.code else None
    return [(coded, where.printed), *named] if coded is not None else named


def _place_hit(region: Region, words: str, watched: WatchList, where: Where) -> Hit:
    return Hit(
        list=watched.name,
        entry=region.label,
        because="place",
        asserted=True,
        party=words[:80],
        explanation=wording.place(region, watched, where),
        quote=where.quote,
        source=watched.source,
        source_url=watched.source_url,
        snapshot=_snapshot(watched),
    )


def _term_hits(named: Sequence[Where], announcement: Announcement, lists: WatchLists) -> list[Hit]:
    """One hit per watched word, in the title or in what the event says of projects and places."""
    texts: list[tuple[str, str, Quote | None]] = [(normalise(announcement.title), "title", None)]
    texts += [(where.text, where.what, where.quote) for where in named]
    found = []
    for watched in lists.lists:
        for word in watched.terms:
            wanted = names.key(word)
            for text, what, quote in texts:
                if wanted in names.key(text):
                    found.append(_term_hit(word, watched, what, quote))
                    break
    return found


def _term_hit(word: str, watched: WatchList, what: str, quote: Quote | None) -> Hit:
    return Hit(
        list=watched.name,
        entry=word,
        because="term",
        asserted=True,
        party=word,
        explanation=wording.term(word, watched, what),
        quote=quote,
        snapshot=_snapshot(watched),
    )
