"""Everything that the detectors look at, prepared once per filing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from filings.events.mood import Mood, clause_bounds, mood_of
from filings.events.objects import Ended, ended_object
from filings.events.passages import Passages, SectionKind, Sentence, passages_of
from filings.events.subjects import Cast, Who, cast_of, whole_name
from filings.events.values.names import find_authorities, find_companies
from filings.model import Announcement, Document, Quote, Triage
from filings.model.event import EventObject
from filings.model.text import normalise

ASIDE: tuple[SectionKind, ...] = ("risk", "documents", "definitions", "before", "terms", "table")
"""Sections whose sentences are no events of this filing."""
_CONTINUES = re.compile(r"进展|更正|补充(?!流动|协议|质押)|修订|更新后|修正|后续|完成|结果|实施完毕|过户|摘牌|成交")
_TAKEN_BACK = re.compile(
    r"(?:更正|修订|修改|补充|变更|调整)前(?:的?内容)?[:为](?:(?!(?:更正|修订|修改|补充|变更|调整)后).){1,3000}(?=(?:更正|修订|修改|补充|变更|调整)后)"
)
_RULED = re.compile(r"(?:判决|裁决|裁定|仲裁)(?:的|书)?(?:内容|结果|情况|主文|事项|如下)")
_LABEL = 24
_NO_STATEMENT = frozenset({"documents", "definitions", "before", "title", "table"})
_RUN_IN = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[)、.][^,。;:]{1,12}[。:]?")
"""(三)债权债务。 is a heading that runs into its paragraph."""
_ASSURED = re.compile(
    r"虚假记载|误导性陈述|产权、业务、资产、债权债务|在(?:产权|资产)[^。]{0,24}(?:均无|不存在)[^。]{0,12}关系"
)
_CLAUSE = 90
MOST_NAMES = 2000
MOST_VERBS = 1500
MOST_SENTENCES = 5000
"""Far more than a real filing of this kind names acts; it bounds the work on a hostile text."""


@dataclass(frozen=True)
class Reading:
    """A filing's text in sentences, with its cast and what its title said."""

    announcement: Announcement
    document: Document
    triage: Triage
    passages: Passages
    cast: Cast

    @property
    def text(self) -> str:
        """The folded text."""
        return self.document.search.text

    @cached_property
    def title(self) -> str:
        """The listed title, folded, without the issuer's short name in front (甲乙股份:关于…)."""
        title, name = normalise(self.announcement.title), normalise(self.announcement.name)
        named = re.match(rf"(?:(?:证券)?简称:)?{re.escape(name)}:?(?=.)", title) if name else None
        return title[named.end() :] if named else title

    def lead(self, one: Sentence) -> str:
        """What introduces a sentence from outside: the label of a cell, or a label on a line of its own (招标人:)."""
        if one.label:
            return one.label.rstrip(":") + ":"
        before = self.passages.before(one)
        return before[0].text if before and before[0].text.endswith(":") and len(before[0].text) < _LABEL else ""

    def quotes(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotes behind a span of the folded text."""
        return self.document.search.quotes(start, end)

    @cached_property
    def told_text(self) -> str:
        """What the filing tells outside its lists of documents and definitions, risks included, in one run."""
        return "".join(
            one.text for one in self.passages.all if one.kind not in {"documents", "definitions", "before", "title"}
        )

    @cached_property
    def continues(self) -> bool:
        """Whether the filing goes on from an earlier one (progress, correction, completion) and need not restate it."""
        return _CONTINUES.search(self.title) is not None

    @cached_property
    def statements(self) -> tuple[Sentence, ...]:
        """The sentences whose words can be a fact: no titles, headings, cells, assurances, replaced wording."""
        return tuple(
            part
            for one in self.passages.all[:MOST_SENTENCES]
            if not (one.is_heading or one.kind in _NO_STATEMENT or _RUN_IN.fullmatch(one.text))
            and not _ASSURED.search(one.text)
            for part in self._standing(one)
        )

    def _standing(self, one: Sentence) -> tuple[Sentence, ...]:
        """The parts of a sentence that a correction does not take back: the whole one, nearly always."""
        parts, at = [], one.start
        for low, high in self.replaced:
            if low < one.end and high > one.start:
                parts.append((at, min(low, one.end)))
                at = max(at, high)
        parts.append((at, one.end))
        return tuple(
            one if (low, high) == (one.start, one.end) else replace(one, start=low, end=high, text=self.text[low:high])
            for low, high in parts
            if high > low
        )

    @cached_property
    def replaced(self) -> tuple[tuple[int, int], ...]:
        """The wording that a correction takes back: from 更正前 to 更正后."""
        found = _TAKEN_BACK.finditer(self.text) if _CONTINUES.search(self.title) else ()
        return tuple(match.span() for match in found)

    @cached_property
    def names(self) -> tuple[tuple[str, int, int], ...]:
        """Companies and authorities of the text with their spans, in order: the first ``MOST_NAMES``."""
        return tuple(islice(self._names(), MOST_NAMES))

    def _names(self) -> Iterator[tuple[str, int, int]]:
        for one in self.passages.all:
            found = (
                *find_companies(self.text, start=one.start, end=one.end),
                *find_authorities(self.text, start=one.start, end=one.end),
            )
            whole = (whole_name(self.text, each.start, each.end) for each in found)
            yield from sorted(whole, key=lambda each: each[1:])

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that can tell of an event: no title lines, risks, lists of documents, contract clauses."""
        return tuple(
            part
            for one in self.passages.all
            if one.kind not in ASIDE and one.kind != "title"
            for part in self._standing(one)
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A verb of an act in its sentence. ``start`` and ``end`` count in the folded text, as does ``clause``."""

    verb: str
    start: int
    end: int
    clause: tuple[int, int]
    sentence: Sentence
    mood: Mood
    who: Who
    subject: str
    ended: Ended | None = None
    sold: EventObject | None = None

    @property
    def told(self) -> bool:
        """Whether it stands where events are told."""
        return self.sentence.kind not in ASIDE and self.sentence.kind != "title"

    @property
    def real(self) -> bool:
        """Whether a word says that it was decided or done."""
        return self.told and self.mood.verdict == "real"

    @property
    def possible(self) -> bool:
        """Whether it may confirm what a title asserts."""
        return self.mood.verdict in {"real", "plain"} and self.sentence.kind not in {
            "documents",
            "definitions",
            "before",
        }


def read(announcement: Announcement, document: Document, triage: Triage) -> Reading:
    """Prepare a filing for the detectors."""
    passages = passages_of(document, normalise(announcement.title))
    cast = cast_of(document.search.text, normalise(announcement.name), passages)
    return Reading(announcement, document, triage, passages, cast)


def verbs(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a verb's pattern; real filings hold far fewer than the cap, hostile ones are cut off."""
    return islice(pattern.finditer(text), MOST_VERBS)


def mentions(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Mention]:
    """A mention for every match of a pattern that holds more than a verb, sentence by sentence."""
    found = (
        (one.start + match.start(), one.start + match.end())
        for one in reading.passages.all
        for match in pattern.finditer(one.text)
    )
    for start, end in islice(found, MOST_VERBS):
        one = mention(reading, start, end)
        if one is not None:
            yield one


def mention(reading: Reading, start: int, end: int) -> Mention | None:
    """The mention of the verb at [start, end); ``None`` where a sentence border cuts it."""
    sentence = reading.passages.at(start)
    if end > sentence.end:
        return None
    a, b = start - sentence.start, end - sentence.start
    low, high = max(0, a - _CLAUSE), min(len(sentence.text), b + _CLAUSE)
    window = sentence.text[low:high]
    left, right = clause_bounds(window, a - low, b - low)
    before, after = window[left : a - low], window[b - low : right]
    mood = (
        Mood("hypothetical", "in a list of cases")
        if reading.passages.listed_case(sentence)
        else mood_of(sentence.text, a, b)
    )
    if mood.verdict == "plain" and _RULED.search(sentence.heading) and not sentence.is_heading:
        mood = Mood("real", "ruled")
    who, subject = reading.cast.subject_of(sentence.text, a)
    return Mention(
        verb=reading.text[start:end],
        start=start,
        end=end,
        clause=(sentence.start + low + left, sentence.start + low + right),
        sentence=sentence,
        mood=mood,
        who=who,
        subject=subject,
        ended=ended_object(before, after),
    )
