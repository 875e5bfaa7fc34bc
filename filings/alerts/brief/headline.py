"""The first line: who, what, how many, where, what follows, how severe; and the subject, its short form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

from filings.alerts.brief.bodies import common_province, in_english
from filings.alerts.brief.deeds import afterwards, deed
from filings.alerts.brief.inputs import FollowUp, FollowUpKind, Frame
from filings.alerts.brief.names import short_english
from filings.alerts.brief.said import Said, plain
from filings.model import Announcement, Fact, Finding, Text

SUBJECT = 70
"""Characters of a subject."""

_NOTHING = Said("", "")
_FOLLOW_UPS: Mapping[FollowUpKind, Said] = MappingProxyType(
    {
        "update": Said("Update: ", "更新："),
        "correction": Said("Correction: ", "更正："),
        "called_off": Said("Called off: ", "取消："),
        "retracted": Said("RETRACTED: ", "撤回："),
    }
)


def follow_up_prefix(follow_up: FollowUp | None) -> Said:
    """What a subject and a headline begin with where they follow an earlier alert."""
    return _NOTHING if follow_up is None else _FOLLOW_UPS[follow_up.kind]


def who(announcement: Announcement, frame: Frame) -> Said:
    """``002236 大华股份 (Dahua Technology)``; a local file may have neither code nor name."""
    named = _named(announcement, announcement.name)
    english = short_english(announcement.name, frame)
    if not named:
        return Said("This filing", "本公告")
    return Said(named if english is None else f"{named} ({english})", named)


def _named(announcement: Announcement, name: str) -> str:
    return f"{plain(announcement.code, 12)} {plain(name, 60)}".strip()


def headline(announcement: Announcement, finding: Finding, frame: Frame) -> Said:
    """The whole first line."""
    follows, level = afterwards(finding.event), _level(finding, frame)
    done = deed(announcement, finding.event, _where(finding))
    return _line(who(announcement, frame), done, Said(follows.en + level.en, follows.zh + level.zh))


def _line(named: Said, done: Said, tail: Said) -> Said:
    return Said(plain(f"{named.en}: {done.en}{tail.en}", 400), plain(f"{named.zh}：{done.zh}{tail.zh}", 400))


def subject(announcement: Announcement, finding: Finding, frame: Frame, *, prefix: Said = _NOTHING) -> Said:
    """Both headlines within 70 characters: what can be spared is left out, the place last."""
    lines = list(_tries(announcement, finding, frame))
    english = _first_that_fits((line.en for line in lines), SUBJECT - len(prefix.en))
    chinese = _first_that_fits((line.zh for line in lines), SUBJECT - len(prefix.zh))
    return Said(prefix.en + english, prefix.zh + chinese)


def _first_that_fits(lines: Iterator[str], room: int) -> str:
    line = ""
    for line in lines:
        for shorter in (line, _shorter(line)):
            if len(shorter) <= room:
                return shorter
    return plain(_shorter(line), room)


def _tries(announcement: Announcement, finding: Finding, frame: Frame) -> Iterator[Said]:
    """Subjects, the fullest first: an English name is worth more than the severity, the place more than both."""
    where, level, follows = _where(finding), _level(finding, frame), afterwards(finding.event)
    english = short_english(announcement.name, frame)
    chinese = who(announcement, frame).zh
    bare = Said(_named(announcement, announcement.name) or "This filing", chinese)
    names = [bare] if english is None else [Said(_named(announcement, english), chinese), bare]
    everything = Said(follows.en + level.en, follows.zh + level.zh)
    there = [deed(announcement, finding.event, where)]
    anywhere = [deed(announcement, finding.event, _NOTHING)]
    for named, done, tail in product(names, there, (everything, level, _NOTHING)):
        yield _line(named, done, tail)
    for named, done in product(reversed(names), anywhere):
        yield _line(named, done, _NOTHING)


def _shorter(line: str) -> str:
    return line.replace("terminates or exits", "exits").replace("is to terminate or exit", "is to exit")


def _level(finding: Finding, frame: Frame) -> Said:
    """How severe; for a reader who is told no lists, how much the filing itself weighs."""
    event = finding.event
    if event.disposition == "no_flag":
        return _NOTHING
    low = Said("; low priority", "；低优先级") if event.disposition == "flag_low" else _NOTHING
    if frame.reader.list_context == "none":
        return Said(f"{low.en}; materiality {event.materiality}", f"{low.zh}；重要性{event.materiality}")
    return Said(f"{low.en}; severity {finding.severity}", f"{low.zh}；严重度{finding.severity}")


def _where(finding: Finding) -> Said:
    """`` in Xinjiang`` where every place of the event lies in one province."""
    if finding.event.disposition == "no_flag":
        return _NOTHING
    for places in _places(finding):
        if places:
            short = common_province(places)
            return _NOTHING if short is None else Said(f" in {in_english(short)}", f"（{short}）")
    return _NOTHING


def _places(finding: Finding) -> Iterator[list[tuple[str, str | None]]]:
    """Places said of the event, of its items, of its parties: the nearest that says any decides."""
    event = finding.event
    yield _regions(event.facts)
    yield _regions(tuple(fact for item in event.items for fact in item.facts))
    yield _regions(tuple(fact for party in event.parties for fact in party.facts))
    yield [(hit.explanation, None) for hit in finding.hits if hit.because == "place" and hit.asserted]


def _regions(facts: tuple[Fact, ...]) -> list[tuple[str, str | None]]:
    return [(f.value.text, f.value.code) for f in facts if f.name == "region" and isinstance(f.value, Text)]
