"""The story in a few short sentences, each told again with its quote further down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from filings.alerts.brief import amounts
from filings.alerts.brief.deeds import count_of, follow, leg_said
from filings.alerts.brief.glossary import term
from filings.alerts.brief.inputs import Frame
from filings.alerts.brief.labels import label
from filings.alerts.brief.listed import LICENCE, by_rule, since_when
from filings.alerts.brief.listnames import is_entity_list, list_name
from filings.alerts.brief.names import named
from filings.alerts.brief.said import Said, joined, plain, quoted
from filings.alerts.brief.values import said_of
from filings.model import Announcement, Event, Fact, Finding, NotStated, Party, Text

_TOLD = ("award_period", "award_date", "sign_date", "status", "effective_date", "stake", "price", "amount", "gain_loss")
"""Facts of the event that the story is not whole without."""
_OTHER_SIDE = frozenset({"counterparty", "transferee", "authority", "court"})
_OWN_SIDE = frozenset({"subsidiary", "project_company"})
_NAMED = 2
_PROSE = 60


def lead(announcement: Announcement, finding: Finding, frame: Frame) -> tuple[Said, ...]:
    """What was announced when, by whom with whom, about when and how much, why, and which list it touches."""
    event = finding.event
    if event.disposition == "no_flag" or not event.legs:
        return ()
    sentences = [_announced(announcement, event), *_sides(event, frame), *_facts(event, frame)]
    sentences += [*_items(event), *_to_follow(event), *_reason(event, frame), *_lists(finding, frame)]
    return tuple(Said(plain(one.en, 400), plain(one.zh, 400)) for one in sentences)


def _announced(announcement: Announcement, event: Event) -> Said:
    first, *others = event.legs
    legs = [leg_said(first, count_of(event)), *(leg_said(leg, None) for leg in others if leg.stage != "planned")]
    said, day = joined(legs, "; ", "；"), amounts.date(announcement.day)
    return Said(f"Filing of {day.en}: {said.en}.", f"{day.zh}公告：{said.zh}。")


def _to_follow(event: Event) -> Iterator[Said]:
    ahead = [follow(leg) for leg in event.legs[1:] if leg.stage == "planned"]
    if ahead:
        said = joined(ahead, ", ", "、")
        yield Said(f"To follow: {said.en}.", f"后续：{said.zh}。")


def _sides(event: Event, frame: Frame) -> Iterator[Said]:
    own = [party for party in event.parties if party.role in _OWN_SIDE]
    other = [party for party in event.parties if party.role in _OTHER_SIDE]
    together = event.fact("participants")
    if own or together is not None:
        who = said_of("participants", together.value, frame) if together is not None else _few(own, frame)
        yield Said(f"On the issuer's side: {who.en}.", f"公司一方：{who.zh}。")
    if other:
        who = _few(other, frame)
        yield Said(f"On the other side: {who.en}.", f"对方：{who.zh}。")


def _few(parties: Sequence[Party], frame: Frame) -> Said:
    """Two names, or the first of many."""
    shown = parties[: _NAMED if len(parties) <= _NAMED else 1]
    told, more = joined((named(party.name, frame) for party in shown), ", ", "、"), len(parties) - len(shown)
    return Said(f"{told.en} and {more} more", f"{told.zh}等{len(parties)}家") if more else told


def _facts(event: Event, frame: Frame) -> Iterator[Said]:
    for name in _TOLD:
        fact = event.fact(name)
        if fact is not None and _is_short(fact):
            said, value = label(name), said_of(name, fact.value, frame, quoted=True)
            yield Said(f"{said.en}: {value.en}.", f"{said.zh}：{value.zh}。")


def _is_short(fact: Fact) -> bool:
    if isinstance(fact.value, NotStated):
        return False
    return not isinstance(fact.value, Text) or fact.value.code is not None or len(fact.value.text) <= _PROSE


def _items(event: Event) -> Iterator[Said]:
    """How many items stand in which state, where each has one."""
    codes = Counter(
        fact.value.code for item in event.items for fact in item.facts
        if fact.name == "status" and isinstance(fact.value, Text) and fact.value.code
    )  # fmt: skip
    if codes and sum(codes.values()) == len(event.items):
        told = [Said(f"{count} {term(code).en}", f"{term(code).zh}{count}项") for code, count in codes.items()]
        said = joined(told, ", ", "、")
        yield Said(f"Of {len(event.items)} listed: {said.en}.", f"所列{len(event.items)}项中：{said.zh}。")


def _reason(event: Event, frame: Frame) -> Iterator[Said]:
    fact = event.fact("reason")
    if fact is None:
        return
    if isinstance(fact.value, NotStated):
        yield said_of("reason", fact.value, frame)
    elif isinstance(fact.value, Text) and fact.value.code is None:
        text = quoted(fact.value.text, _PROSE)
        yield Said(f"Reason, in the filing's words: “{text}”.", f"原因：“{text}”。")
    else:
        value = said_of("reason", fact.value, frame, quoted=True)
        yield Said(f"Reason: {value.en}.", f"原因：{value.zh}。")


def _lists(finding: Finding, frame: Frame) -> Iterator[Said]:
    """Confirmed entries of the Entity List, the one list whose legal meaning we state."""
    if frame.reader.list_context == "none":
        return
    confirmed = (hit for hit in finding.hits if hit.asserted and hit.because not in {"place", "term"})
    full = frame.reader.list_context == "full"
    for hits in by_rule(hit for hit in confirmed if is_entity_list(list_name(hit.list).en)):
        listed, since = list_name(hits[0].list), since_when(hits[0]) if full else Said("", "")
        party, more = plain(hits[0].party, 60), len(hits) - 1
        if more:
            yield Said(
                f"{party} and {more} more match entries of the {listed.en}{since.en}{LICENCE.en}.",
                f"{party}等{len(hits)}家匹配{listed.zh}条目{since.zh}{LICENCE.zh}。",
            )
        else:
            entry = plain(hits[0].entry, 80)
            yield Said(
                f"{party} matches entry “{entry}” of the {listed.en}{since.en}{LICENCE.en}.",
                f"{party}匹配{listed.zh}条目“{entry}”{since.zh}{LICENCE.zh}。",
            )
