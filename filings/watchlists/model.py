"""What is watched: lists of parties, of regions and of words, each a dated and hashed copy. PURE."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from filings.model import ListChecked, Snapshot
from filings.watchlists.entry import Entry
from filings.watchlists.formats.rows import RowRefused
from filings.watchlists.index import PartyIndex
from filings.watchlists.issuers import Issuer, IssuerIndex
from filings.watchlists.regions import Gazetteer, Region

MATCHER = "names-2 regions-1"
"""Changes whenever the same lists would give other hits: events screened before are then screened again."""

ListKind = Literal["restricted", "watch", "regions"]


@dataclass(frozen=True, slots=True)
class WatchList:
    """A list as loaded. ``snapshot`` is ``None`` where it is configured but its data are not there.

    ``effect`` says in neutral words what being listed means ("export-licence requirement"); ``within`` is what
    the regions lie in, in both languages.
    """

    id: str
    name: str
    kind: ListKind
    content: str
    snapshot: Snapshot | None
    stale_after_days: int | None = None
    effect: str = ""
    within: str = ""
    source: str | None = None
    source_url: str | None = None
    entries: tuple[Entry, ...] = ()
    regions: tuple[Region, ...] = ()
    terms: tuple[str, ...] = ()
    refused: tuple[RowRefused, ...] = ()

    def checked(self, today: date) -> ListChecked:
        """The list as a finding names it: looked at, too old on that day, or not there."""
        if self.snapshot is None:
            return ListChecked(list=self.name, state="not_loaded")
        age = (today - self.snapshot.date).days
        stale = self.stale_after_days is not None and age > self.stale_after_days
        return ListChecked(list=self.name, snapshot=self.snapshot, state="stale" if stale else "checked")


@dataclass(frozen=True)
class WatchLists:
    """All lists of a home, indexed. ``version`` names their content and the matcher: each finding keeps it.

    Make one with ``WatchLists.of``; no lists at all are a valid choice.
    """

    lists: tuple[WatchList, ...]
    version: str
    parties: PartyIndex = field(repr=False, compare=False)
    gazetteer: Gazetteer = field(repr=False, compare=False)
    lists_by_region: Mapping[str, WatchList] = field(repr=False, compare=False)
    """The list that each region's code stands on."""
    issuers: IssuerIndex = field(repr=False, compare=False)
    """Every name of the listed companies: a renamed issuer is found under the name that a list has."""

    @classmethod
    def of(cls, lists: Iterable[WatchList], issuers: Iterable[Issuer] = ()) -> WatchLists:
        """The lists in their order, with their indexes built once."""
        every = tuple(lists)
        known = IssuerIndex(issuers)
        content = "\n".join([MATCHER, known.content, *sorted(f"{one.id}={one.content}" for one in every)])
        return cls(
            lists=every,
            version=hashlib.sha256(content.encode()).hexdigest()[:16],
            parties=PartyIndex(one.entries for one in every),
            gazetteer=Gazetteer(region for one in every for region in one.regions),
            lists_by_region={region.code: one for one in reversed(every) for region in one.regions},
            issuers=known,
        )
