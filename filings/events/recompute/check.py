"""Every claim of an event held against its quotes as some engine reads them again. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from filings.events.recompute.derivations import DERIVATIONS
from filings.events.recompute.fault import Fault, FaultKind
from filings.events.recompute.rows import NAMES, Rows
from filings.events.recompute.values import recompute
from filings.model import Act, Document, Event, Fact, Item, Leg, NotStated, Party, Quote, Text, Value, normalise

Read = Callable[[Quote], str]
"""The words at a quote's place as an engine reads them; an empty text where it reads nothing."""

_ACTS: Mapping[Act, re.Pattern[str]] = MappingProxyType(
    {
        "termination": re.compile(
            r"终|解[除约]|中止|退|停|取消|撤|作废|不再|收回|关闭|结束|到期|届满|回购|放弃|清退|解散|合同|协议"
        ),
        "disposal": re.compile(
            r"[售卖]|转让|处[置理]|挂牌|拍|出让|剥离|置[出换]|划转|移交|收[储回购]|征|拆|盘活|回[购收]|受让|交易|减持|赠|补偿|报废|退|股权|资产|土地"
        ),
        "liquidation": re.compile(r"注销|清算|解散|破产|吸收合并|撤销|关闭|重整"),
        "debt": re.compile(r"债|抵|豁免|和解|欠|清[收偿理]|应收|款|担保|结算|借"),
        "writeoff": re.compile(r"报废|核销|减值|毁损|拆除|盘亏|计提|处置"),
    }
)
"""A leg's quotes name its act: at least one of them holds such a word."""


def check(
    event: Event, read: Read, *, document: Document | None = None, published: dt.date | None = None
) -> list[Fault]:
    """Everything that the event's quotes, as ``read`` gives their words, do not carry.

    With the ``document`` the rows of items are told by its tables (else by boxes), and a "not stated" must rest on
    a full read. ``published`` is the day that 近日 and 同日 mean; without it such days are taken as claimed.
    """
    return list(_Check(read, document, published).of(event))


class _Check:
    def __init__(self, read: Read, document: Document | None, published: dt.date | None) -> None:
        self._read = read
        self._document = document
        self._published = published
        self._words: dict[Quote, str] = {}

    def of(self, event: Event) -> Iterator[Fault]:
        if event.trigger is not None:
            yield from self._misread("trigger", "trigger", (event.trigger,))
        for number, leg in enumerate(event.legs, start=1):
            yield from self._leg(f"leg {number}", leg)
        for number, rule in enumerate(event.rules, start=1):
            yield from self._misread(f"rule {number}", rule.rule, rule.quotes)
        yield from self._facts("fact", event.facts)
        for number, party in enumerate(event.parties, start=1):
            yield from self._party(f"party {number}", party)
        rows = Rows(event.items, self._document)
        for number, item in enumerate(event.items, start=1):
            yield from self._item(number, item, rows)

    def _said(self, quote: Quote) -> str:
        """The folded words of a quote, each read once."""
        if quote not in self._words:
            self._words[quote] = normalise(self._read(quote))
        return self._words[quote]

    def _misread(self, where: str, name: str, quotes: Sequence[Quote], number: int = 0) -> Iterator[Fault]:
        for quote in quotes:
            if self._said(quote) != normalise(quote.text):
                why = f"page {quote.page} reads {self._said(quote)[:80]!r} where {quote.text[:80]!r} is quoted"
                yield Fault(where=where, name=name, kind="words", why=why, number=number, quote=quote)

    def _leg(self, where: str, leg: Leg) -> Iterator[Fault]:
        yield from self._misread(where, leg.act, leg.quotes)
        sign = _ACTS[leg.act]
        if leg.quotes and not any(sign.search(self._said(quote)) for quote in leg.quotes):
            yield _fault(where, leg.act, "sign", f"no quote says anything of a {leg.act}", quotes=leg.quotes)

    def _facts(self, where: str, facts: Sequence[Fact]) -> Iterator[Fault]:
        for number, fact in enumerate(facts, start=1):
            misread = list(self._misread(where, fact.name, fact.quotes, number))
            yield from misread or self._fact(where, fact, number)

    def _fact(self, where: str, fact: Fact, number: int) -> Iterator[Fault]:
        if isinstance(fact.value, NotStated):
            if self._document is not None and not self._document.fully_read:
                why = "said to be not stated, but the document was not read in full"
                yield _fault(where, fact.name, "unread", why, number=number)
            return
        if fact.basis == "derived" and fact.rule not in DERIVATIONS:
            why = f"no rule {fact.rule!r} is known that could repeat it"
            yield _fault(where, fact.name, "rule", why, number=number, quotes=fact.quotes)
            return
        again = recompute(fact, [self._said(quote) for quote in fact.quotes], published=self._published)
        if again != fact.value:
            why = f"claimed {_said(fact.value)}, its words give {'nothing' if again is None else _said(again)}"
            yield _fault(where, fact.name, "value", why, number=number, quotes=fact.quotes)

    def _party(self, where: str, party: Party) -> Iterator[Fault]:
        misread = list(self._misread(where, party.name, party.quotes))
        yield from misread
        words = "".join(self._said(quote) for quote in party.quotes)
        if not misread and normalise(party.name) not in words:
            why = f"its quotes do not name it: {words[:80]!r}"
            yield _fault(where, party.name, "name", why, quotes=party.quotes)
        yield from self._facts(where, party.facts)

    def _item(self, number: int, item: Item, rows: Rows) -> Iterator[Fault]:
        where = f"item {number}"
        faults = list(self._facts(where, item.facts))
        yield from faults
        names = [fact for fact in item.facts if fact.name in NAMES]
        words = "".join(self._said(quote) for fact in names for quote in fact.quotes)
        if normalise(item.name) not in words:
            yield _fault(where, item.name, "name", f"no quote names it: {words[:80]!r}")
        wrong = {fault.number for fault in faults}
        for place, fact in enumerate(item.facts, start=1):
            quote = None if place in wrong else rows.elsewhere(number - 1, fact)
            if quote is not None:
                why = f"{quote.text[:60]!r} stands in the row of another item"
                yield _fault(where, fact.name, "row", why, number=place, quotes=(quote,))


def _fault(where: str, name: str, kind: FaultKind, why: str, *, number: int = 0, quotes: Sequence[Quote] = ()) -> Fault:
    return Fault(where=where, name=name, kind=kind, why=why, number=number, quote=next(iter(quotes), None))


def _said(value: Value) -> str:
    """A value in a few words, for people."""
    if isinstance(value, Text):
        return f"{value.text[:60]!r}" + (f" ({value.code})" if value.code else "")
    shown = value.model_dump(mode="json", exclude={"type"}, exclude_none=True)
    return " ".join(f"{name} {one}" for name, one in shown.items()) or value.type
