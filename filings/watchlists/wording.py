"""Why a hit: one neutral English sentence. PURE.

The Entity List is an export-licence requirement, never a "sanction"; a hit is no proof of wrongdoing.
"""

from __future__ import annotations

from datetime import date

from filings.watchlists.entry import Entry
from filings.watchlists.index import Match
from filings.watchlists.model import WatchList
from filings.watchlists.regions import Region
from filings.watchlists.subjects import Where

_KIND_OF_TEXT = {
    "region": "region",
    "counterparty": "counterparty",
    "vehicle": "project company",
    "project_company": "project company",
    "project_name": "project",
    "contract_name": "contract",
    "asset_name": "asset",
    "sentence": "sentence that states the event",
}


_LONGEST_TAIL = 120


def day(value: date) -> str:
    """``9 October 2019``."""
    return f"{value.day} {value:%B %Y}"


def party(match: Match, watched: WatchList, name: str) -> str:
    """Of a party: the list, the entry as printed, since when, and why it matched."""
    said = f"{name} {_standing(match)} {_entry(match.entry, watched)}: {match.why}"
    entry = match.entry
    if match.because in {"structural", "weak"}:
        return f"{said}."
    tail = _clipped(entry.licence_policy or entry.note)
    unchecked = "" if entry.verified else "; wording of the entry not held against the source"
    return f"{said}{unchecked}{f'; {tail}' if tail else ''}."


def _clipped(text: str) -> str:
    """The policies of a consolidated list run to half a page."""
    return text if len(text) <= _LONGEST_TAIL else f"{text[: _LONGEST_TAIL - 1]}…"


def _standing(match: Match) -> str:
    return {"structural": "may be (unconfirmed)", "weak": "resembles"}.get(match.because, "is")


def _entry(entry: Entry, watched: WatchList) -> str:
    effect = f" ({watched.effect})" if watched.effect else ""
    programme = f", {entry.programme}" if entry.programme else ""
    since = f", effective {day(entry.listed_on)}" if entry.listed_on else ""
    return f"'{entry.name}' on {watched.name}{programme}{effect}{since}"


def parent(match: Match, watched: WatchList, *, name: str, issuer: str, others: tuple[str, ...] = ()) -> str:
    """Of a group company of a listed issuer that is not itself on that list; ``others`` list the issuer too."""
    too = f"; the issuer also stands on {', '.join(others)}" if others else ""
    return (
        f"Parent listed; this company is not named on the list: {name} is named as a company of the group of {issuer}, "
        f"which is {_entry(match.entry, watched)}{too}."
    )


def place(region: Region, watched: WatchList, where: Where) -> str:
    """Of a place: what it is called, its code, and where the filing names it."""
    within = f", {watched.within}" if watched.within and region.part_of else ""
    text = _KIND_OF_TEXT.get(where.what, where.what.replace("_", " "))
    named = "" if where.what == "sentence" else f" '{where.printed[:60]}'"
    return (
        f"{region.label}{within} (code {region.code}), on the region list {watched.name}: named in the {text}{named}."
    )


def term(word: str, watched: WatchList, what: str) -> str:
    """Of a watched word."""
    return f"The word '{word}' of your list {watched.name} stands in the {_KIND_OF_TEXT.get(what, what)}."
