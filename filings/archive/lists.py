"""The read side of the watch lists: which are there, why a name matches, what a user's own list would find."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from filings.archive.records import JsonObject
from filings.errors import NotFound, UsageError
from filings.model import BEIJING, Event, Hit
from filings.settings import Settings
from filings.store import events, filings, queries
from filings.store.database import Database
from filings.watchlists import load, wording
from filings.watchlists.entry import Entry
from filings.watchlists.index import ASSERTED, Match
from filings.watchlists.issuers import IssuerIndex
from filings.watchlists.model import WatchList, WatchLists
from filings.watchlists.screen import screen

_PAIR = 'write {"list_name": "…", "query_name": "…"}'


def status(settings: Settings, today: date) -> list[JsonObject]:
    """One record per list: version, date, source, size and state (checked, stale, not_loaded)."""
    return [_status(settings, one, today) for one in load.load(settings.watchlist_folders).lists]


def _status(settings: Settings, one: WatchList, today: date) -> JsonObject:
    checked = one.checked(today)
    return {
        "id": one.id,
        "list": one.name,
        "kind": one.kind,
        "state": checked.state,
        "snapshot": None if one.snapshot is None else one.snapshot.model_dump(mode="json"),
        "entries": len(one.entries) + len(one.regions) + len(one.terms),
        "refused": [{"line": row.line, "why": row.why, "text": row.text} for row in one.refused],
        "copies": len(load.copies_of(settings.watchlist_folders, one.id)),
        "effect": one.effect or None,
        "source": one.source,
        "source_url": one.source_url,
    }


def match(settings: Settings, name: str) -> list[JsonObject]:
    """Every entry that somebody of that name can be, the surest first, each with its explanation."""
    lists = load.load(settings.watchlist_folders)
    known = lists.issuers.look_up(name)
    others = tuple(one.name for one in known[0].names) if len(known) == 1 else ()
    codes = tuple(("ticker", code) for code in known[0].codes) if len(known) == 1 else ()
    return [_hit(found, lists.lists[found.list_number], name) for found in lists.parties.find(name, others, codes)]


def _hit(found: Match, watched: WatchList, name: str) -> JsonObject:
    entry = found.entry
    return {
        "list": watched.name,
        "entry": entry.name,
        "because": found.because,
        "asserted": found.because in ASSERTED,
        "party": name,
        "explanation": wording.party(found, watched, name),
        "listed_on": entry.listed_on.isoformat() if entry.listed_on else None,
        "source": entry.source or watched.source,
        "source_url": entry.source_url or watched.source_url,
        "snapshot": None if watched.snapshot is None else watched.snapshot.model_dump(mode="json"),
    }


def pairs(settings: Settings, lines: Iterable[str]) -> Iterator[JsonObject]:
    """Each pair of names with how far they can be one company; ``because`` is null where they are not.

    ``lines`` are JSON objects with ``list_name`` and ``query_name``; other keys are kept. Raises UsageError.
    """
    lists = load.load(settings.watchlist_folders)
    known = lists.issuers
    for number, line in enumerate(lines, start=1):
        if line.strip():
            pair = _pair_in(line, number)
            yield {**pair, **compared(lists, known, pair["list_name"], pair["query_name"])}


def _pair_in(line: str, number: int) -> JsonObject:
    try:
        pair = json.loads(line)
    except ValueError as error:
        raise UsageError(
            f"line {number} is no JSON: {error}", hint='write {"list_name": "…", "query_name": "…"}'
        ) from error
    if not isinstance(pair, dict) or not all(isinstance(pair.get(key), str) for key in ("list_name", "query_name")):
        raise UsageError(
            f"line {number} lacks list_name or query_name", hint='write {"list_name": "…", "query_name": "…"}'
        )
    return pair


def compared(lists: WatchLists, known: IssuerIndex, listed: str, name: str) -> JsonObject:
    """Whether ``name`` can be the party that a list calls ``listed``, and why or why not."""
    found = lists.parties.pair(listed, name)
    issuer = known.same(listed, name)
    if issuer is not None and (found is None or found.because not in ASSERTED):
        why = f"both are names of issuer {issuer.codes[0]} {issuer.short_name}"
        return {"because": "alias", "asserted": True, "explanation": why}
    if found is None:
        return {"because": None, "asserted": False, "explanation": "no slot of the two names speaks for one company"}
    if found.against:
        why = f"no match: {found.why}; companies of one brand are not one company"
        return {"because": None, "asserted": False, "explanation": why}
    return {"because": found.because, "asserted": found.because in ASSERTED, "explanation": found.why}


def answer(settings: Settings, list_id: str) -> JsonObject:
    """What a list of one's own says at once: who of it is a known issuer, and which stored findings it raises."""
    lists = load.load(settings.watchlist_folders)
    chosen = next((one for one in lists.lists if one.id == list_id), None)
    if chosen is None:
        raise NotFound(f"there is no list {list_id}", hint="filings lists status shows the lists")
    people = [_resolved(lists.issuers, entry) for entry in chosen.entries]
    return {
        "list": chosen.name,
        "entries": len(chosen.entries),
        "matched": [one for one in people if one["state"] == "matched"],
        "ambiguous": [one for one in people if one["state"] == "ambiguous"],
        "unlisted": [one for one in people if one["state"] == "unlisted"],
        "refused": [{"line": row.line, "why": row.why, "text": row.text} for row in chosen.refused],
        "findings": stored_findings(settings, chosen),
    }


def _resolved(known: IssuerIndex, entry: Entry) -> JsonObject:
    """Codes first, then names; several issuers behind one of them are listed for the user to choose."""
    said = [one.value for one in entry.identifiers if one.scheme == "ticker"]
    said += [entry.name, *(alias.name for alias in entry.aliases)]
    for text in said:
        found = known.look_up(text)
        if found:
            candidates = [{"code": one.codes[0], "name": one.short_name, "org_id": one.org_id or None} for one in found]
            state = "matched" if len(found) == 1 else "ambiguous"
            return {"entry": entry.name, "state": state, "by": text, "issuers": candidates}
    return {"entry": entry.name, "state": "unlisted", "by": None, "issuers": []}


def stored_findings(settings: Settings, chosen: WatchList) -> list[JsonObject]:
    """The stored flagged events that touch the list, the newest first; nothing is changed."""
    try:
        database = Database.open(settings.store_url, create=False)
    except NotFound:
        return []
    alone = WatchLists.of([chosen])
    try:
        with database.read() as tx:
            stored = events.newest(tx, queries.Narrowing(), flagged_only=True)
            holders = filings.by_keys(tx, {one.filing_key for one in stored})
    finally:
        database.close()
    found = []
    for one in stored:
        announcement = holders[one.filing_key].announcement
        finding = screen(one.event, announcement, alone, today=announcement.published.astimezone(BEIJING).date())
        hits = [hit for hit in finding.hits if hit.because != "weak"]
        if hits:
            found.append(_finding(one.event, announcement.code, announcement.title, hits))
    return found


def _finding(event: Event, code: str, title: str, hits: list[Hit]) -> JsonObject:
    said = [{"entry": hit.entry, "because": hit.because, "asserted": hit.asserted, "party": hit.party} for hit in hits]
    return {"event_id": event.event_id, "code": code or None, "title": title, "hits": said}
