"""The earlier event that a filing continues, by what the filing itself says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from filings.events.lineage.kinds import WORDS, Link, LinkKind, kind_of, says_the_same
from filings.events.lineage.past import Past, cited, digits_of, share, sides, things
from filings.events.lineage.titles import GOES_ON, goes_on, likeness, same_matter, stem
from filings.model import BEIJING, Announcement, Disposition, Event, normalise

_PARENTS: frozenset[Disposition] = frozenset({"flag", "flag_low", "review", "called_off"})
_CHILDREN: frozenset[Disposition] = _PARENTS | {"link_only"}
_BY_NAME = timedelta(days=3 * 366)
_BY_TITLE = timedelta(days=400)
_SAME_DAY = timedelta(days=1)
_AFTER_THE_END: frozenset[LinkKind] = frozenset({"correction", "supporting", "duplicate", "called_off"})


@dataclass(frozen=True, slots=True)
class _Signs:
    """What ties a filing to an earlier event: a weight, and the reasons in words."""

    past: Past
    weight: int
    reasons: tuple[str, ...]
    same_file: bool


def parent_of(
    event: Event, announcement: Announcement, earlier: Sequence[Past], *, sha256: str | None = None
) -> Link | None:
    """The link of a filing to the event of the same issuer that it continues; ``None`` where it begins a story.

    Signs, the strongest first: the same file (``sha256``), the source ties the two, the filing names the other's
    number (公告编号), the titles are about one matter, project or asset names are shared, the other side is. Two
    filings that name different projects or assets are never one story by their titles alone. After a call-off a
    story only takes corrections and papers: a new sale is a new story.
    """
    if event.disposition not in _CHILDREN:
        return None
    own = event.event_id
    known = [past for past in earlier if past.event.disposition in _PARENTS and own not in {past.event_id, past.root}]
    found = [signs for past in known if (signs := _signs(event, announcement, past, sha256)) is not None]
    ended = {past.root for past in earlier if past.event.disposition == "called_off" and past.event.parent_event_id}
    for signs in sorted(found, key=_nearest, reverse=True):
        kind = kind_of(event, announcement.title, signs.past, same_file=signs.same_file)
        if signs.past.root not in ended or kind in _AFTER_THE_END:
            return _link(signs, kind)
    return None


def _nearest(signs: _Signs) -> tuple[int, bool, datetime, str]:
    """The strongest signs first, the beginning of a story before its progress, a later story before an older one."""
    past = signs.past
    return signs.weight, past.event.parent_event_id is None, past.published, past.event_id


def _link(signs: _Signs, kind: LinkKind) -> Link:
    past = signs.past
    why = f"{WORDS[kind]} {past.event_id} of {past.published.astimezone(BEIJING).date()}: {' and '.join(signs.reasons)}"
    return Link(parent_event_id=past.root, to=past.event_id, kind=kind, explanation=why)


def _signs(event: Event, announcement: Announcement, past: Past, sha256: str | None) -> _Signs | None:
    age = announcement.published - past.published
    if age < (-_SAME_DAY if event.disposition == "link_only" else timedelta()) or not _fit(event, past.event):
        return None
    strong = list(_strong(event, announcement, past, sha256))
    weak = list(_weak(event, announcement, past, age))
    if not strong and not weak:
        return None
    found = [*strong, *weak]
    same_file = sha256 is not None and sha256 == past.sha256
    return _Signs(past, sum(weight for weight, _ in found), tuple(reason for _, reason in found), same_file)


def _fit(event: Event, earlier: Event) -> bool:
    """Whether the acts of the two can be one story: they share one, or one of the two names none."""
    return not event.acts or not earlier.acts or bool(set(event.acts) & set(earlier.acts))


def _strong(event: Event, announcement: Announcement, past: Past, sha256: str | None) -> Iterator[tuple[int, str]]:
    if sha256 is not None and sha256 == past.sha256:
        yield 16, "it is the same file"
    if announcement.related is not None and announcement.related == past.event.source_id:
        yield 8, "the source ties the two"
    if past.number is not None and digits_of(past.number) in cited(event):
        yield 8, f"it names that filing's number {past.number}"


def _weak(event: Event, announcement: Announcement, past: Past, age: timedelta) -> Iterator[tuple[int, str]]:
    """Titles, projects and assets, the other side: what proves a story only together with other signs."""
    ours, theirs = things(event, stem(announcement.title)), things(past.event, stem(past.title))
    shared = share(ours, theirs)
    if ours and theirs and shared is None:
        return
    off = event.disposition == "called_off"
    here, there = stem(announcement.title, called_off=off), stem(past.title)
    if age <= _BY_TITLE and same_matter(here, there) and _titles_continue(event, announcement, past):
        yield 4, "their titles are about one matter"
    continues = off or GOES_ON.search(normalise(announcement.title)) is not None
    if not continues or age > _BY_NAME or not _one_object(event, past.event):
        return
    if shared is not None:
        yield 3, f"both are about {shared}"
    side = share(sides(event), sides(past.event))
    if side is not None and (shared is not None or likeness(here, there) >= 0.5):
        yield 2, f"both name {side}"


def _titles_continue(event: Event, announcement: Announcement, past: Past) -> bool:
    """Whether one matter in two titles is one story: a title that only repeats may be another deal of its kind."""
    if event.disposition in {"link_only", "called_off"} or goes_on(announcement.title, past.title):
        return True
    if stem(announcement.title) != stem(past.title):
        return True
    shared = share(things(event, stem(announcement.title)), things(past.event, stem(past.title)))
    return shared is not None or says_the_same(event, past.event)


def _one_object(event: Event, earlier: Event) -> bool:
    ours, theirs = ({(leg.act, leg.object) for leg in one.legs} for one in (event, earlier))
    return not ours or not theirs or bool(ours & theirs) or {act for act, _ in ours} == {act for act, _ in theirs}
