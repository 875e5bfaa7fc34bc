"""A brief from a finding: statements in a fixed order, from typed facts only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from filings.alerts.brief import amounts, beside, context, listed, story
from filings.alerts.brief.composed import Composed, DocumentFacts, Statement
from filings.alerts.brief.forms.links import safe
from filings.alerts.brief.forms.text import text
from filings.alerts.brief.headline import follow_up_prefix, headline, subject
from filings.alerts.brief.inputs import Change, Extras, FollowUpKind, Frame, zone
from filings.alerts.brief.lead import lead
from filings.alerts.brief.names import known_names
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.sheet import Grid, Section, Sheet
from filings.alerts.brief.tables import changes_grid, items_grid
from filings.model import Announcement, Brief, Finding

_NOTHING_MORE = Extras()
_BANNERS: Mapping[FollowUpKind, Said] = MappingProxyType(
    {
        "update": Said("UPDATE to an earlier alert", "对此前提醒的更新"),
        "correction": Said("CORRECTION of an earlier alert", "对此前提醒的更正"),
        "called_off": Said("CALLED OFF: closes an earlier alert", "事项取消，关闭此前提醒"),
        "retracted": Said("RETRACTED", "已撤回"),
    }
)


class _Group(NamedTuple):
    """Statements under one title; a table stands for those that it holds as rows."""

    title: Said
    statements: tuple[Statement, ...]
    table: Grid | None = None
    tabled: tuple[Statement, ...] = ()


def compose(
    announcement: Announcement,
    finding: Finding,
    *,
    source: DocumentFacts,
    now: datetime,
    notice: str | None,
    extras: Extras = _NOTHING_MORE,
) -> Composed:
    """The brief of a finding in both languages and every form; ``notice`` (of a rehearsal) is its first line.

    Sentences come from typed facts and a glossary; the filing's Chinese words are quoted, never translated.
    ``now`` only tells how old the copies of the lists are; ``extras`` holds the reader, known English names,
    neighbouring filings, what to look at next, and what this message follows.
    """
    reader = extras.reader
    hits = () if reader.list_context == "none" else finding.hits
    frame = Frame(pages=source.pages, reader=reader, names=known_names(hits, extras.names))
    groups = tuple(_groups(announcement, finding, source, now, (extras, frame)))
    prefix = follow_up_prefix(extras.follow_up)
    head = headline(announcement, finding, frame)
    sheet = Sheet(
        subject=subject(announcement, finding, frame, prefix=prefix),
        headline=head,
        notice=plain(notice, 200) if notice else None,
        banner=_banner(extras),
        lead=lead(announcement, finding, frame),
        sections=tuple(_section(group) for group in groups if group.statements or group.table),
        url=source.url,
        links=_links(finding, source, extras),
    )
    return Composed(
        subject=sheet.subject.en,
        brief=Brief(en=text(sheet, "en"), zh=text(sheet, "zh")),
        statements=tuple(chain.from_iterable((*group.statements, *group.tabled) for group in groups)),
        sheet=sheet,
    )


def _links(finding: Finding, source: DocumentFacts, extras: Extras) -> tuple[str, ...]:
    """The addresses of the filing, of the lists' legal acts, and of what the caller adds."""
    found = [source.url, *(hit.source_url for hit in finding.hits)]
    found += [*(one.url for one in extras.similar), *(look.url for look in extras.looks)]
    return tuple(dict.fromkeys(plain(url, 300) for url in found if url and safe(url)))


def _banner(extras: Extras) -> Said | None:
    follow_up = extras.follow_up
    late = Said(
        "Late: this filing reached the monitor well after its time of publication", "迟到：本公告发布较久后才被发现"
    )
    if follow_up is None:
        return late if extras.late else None
    said = _BANNERS[follow_up.kind]
    if follow_up.told is None:
        return said
    told = amounts.instant(follow_up.told, zone(extras.reader.zone))
    return Said(f"{said.en} · sent {told.en}", f"{said.zh} · 发送于{told.zh}")


def _section(group: _Group) -> Section:
    blocks = tuple(one.entry() for one in group.statements)
    return Section(title=group.title, blocks=blocks if group.table is None else (*blocks, group.table))


def _groups(
    announcement: Announcement,
    finding: Finding,
    source: DocumentFacts,
    now: datetime,
    told_with: tuple[Extras, Frame],
) -> Iterator[_Group]:
    extras, frame = told_with
    event, reader = finding.event, frame.reader
    changes = extras.follow_up.changes if extras.follow_up is not None else ()
    yield _Group(Said("What changed", "变化"), (), changes_grid(_told_to(changes, extras)))
    yield _Group(Said("What happens", "事项"), tuple(story.what(finding)))
    who = (*story.issuer(announcement, event, frame), *story.parties(event, frame))
    yield _Group(Said("Who", "当事方"), who)
    rows = tuple(story.items(event, frame))
    yield _Group(
        Said("Projects and assets", "项目与资产"), tuple(story.projects(event, frame)), items_grid(event, frame), rows
    )
    yield _Group(Said("Particulars", "要点"), tuple(story.facts(event, frame)))
    yield _Group(Said("Watch lists", "清单"), tuple(listed.lists(finding, now, reader)))
    yield _Group(Said("Similar filings", "类似公告"), tuple(beside.similar(extras)))
    yield _Group(Said("Next", "后续"), tuple(beside.next_looks(finding, source, extras)))
    yield _Group(Said("Why flagged", "提示依据"), tuple(context.why(finding, reader)))
    foot = (context.filing(announcement, source, reader), context.contact(event, frame))
    yield _Group(Said("Filing", "公告"), foot)


def _told_to(changes: tuple[Change, ...], extras: Extras) -> tuple[Change, ...]:
    """A reader who is told no lists is told no change in them either."""
    if extras.reader.list_context != "none":
        return changes
    return tuple(change for change in changes if change.kind != "hit" and change.name != "severity")
