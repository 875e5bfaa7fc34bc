"""What the detectors decide about one filing before its facts are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filings.events.reading import Mention, Reading
from filings.model import Act, Disposition, Leg, Mode, Quote, Rule, Stage
from filings.model.event import EventObject

_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Strand:
    """A leg in the making: the act, its object, mode and stage, and the mentions that tell it."""

    act: Act
    object: EventObject
    mode: Mode | None
    stage: Stage | None
    mentions: tuple[Mention, ...]

    def leg(self, reading: Reading) -> Leg:
        """The leg with the quotes of its first two mentions."""
        told = [one for one in self.mentions if one.told] or list(self.mentions)
        told = [one for one in told if not one.sentence.is_heading] or told
        spans = dict.fromkeys(span_of(one) for one in told[:4])
        quotes = [quote for span in list(spans)[:2] for quote in reading.quotes(*span)]
        return Leg(act=self.act, object=self.object, mode=self.mode, stage=self.stage, quotes=tuple(quotes))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A disposition, the rules that led to it, and the strands that become legs (the first is the main one)."""

    disposition: Disposition
    rules: tuple[Rule, ...]
    strands: tuple[Strand, ...] = ()
    trigger: Mention | None = None
    aside: tuple[Mention, ...] = field(default=())


def span_of(one: Mention) -> tuple[int, int]:
    """What is quoted of a mention: its sentence, or its clause where the sentence is long."""
    start, end = one.sentence.start, one.sentence.end
    return (start, end) if end - start <= _LONGEST_QUOTE else one.clause


def trigger_of(mentions: list[Mention] | tuple[Mention, ...]) -> Mention | None:
    """The mention that proves an act: the first that is real, else the first that is told, else the first."""
    return max(mentions, key=lambda one: (one.told, one.real, not one.sentence.is_heading, -one.start), default=None)


def rule(name: str, why: str, reading: Reading | None = None, one: Mention | None = None) -> Rule:
    """A rule with its reason; with a mention, the words that it read."""
    quotes: tuple[Quote, ...] = () if reading is None or one is None else reading.quotes(*span_of(one))
    return Rule(rule=name, why=why, quotes=quotes)


def words(one: Mention, reading: Reading) -> str:
    """The clause of a mention for people, at most 40 characters."""
    clause = reading.text[one.clause[0] : one.clause[1]]
    return re.sub(r"\s+", " ", clause if len(clause) <= 40 else clause[:39] + "…")
