"""A title made ready for judging: folded, without its sender and the issuer's name, cut into words by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Final, NamedTuple

from filings.events.titles.words import COMPOUNDS, ISSUER, WORDS, Kind
from filings.model.text import normalise

_KIND_OF: Final[dict[str, Kind]] = {word: kind for kind, words in WORDS.items() for word in words.split()}
# For each first character the lengths of its words, longest first: no pattern of 900 words to compile at import.
_LENGTHS: Final[dict[str, tuple[int, ...]]] = {
    first: tuple(dict.fromkeys(map(len, words)))
    for first, words in groupby(sorted(_KIND_OF, key=lambda word: (word[0], -len(word))), key=itemgetter(0))
}
_COMPOUNDS: Final = tuple((re.compile(pattern), word) for pattern, word in COMPOUNDS)

MOST_WORDS: Final = 256  # real titles hold under 60; the judgement of each verb looks at all the others
_NAME_ENDS: Final = frozenset(
    {"有限公司", "有限责任公司", "股份有限公司", "合伙企业", "合伙企业(有限合伙)", "(有限合伙)"}
)
_VERBS: Final[frozenset[Kind]] = frozenset(
    {"end", "suspend", "recover", "sell", "list", "move", "wind", "buy", "change"}
)
_MARK_BEFORE: Final = re.compile(r"^\*?S?\*?ST|^[NC](?=[\u4e00-\u9fff])|^X[DR]|^DR")
_MARK_AFTER: Final = re.compile(r"-[UWVD]+$|[AB]$")
_ORGANISATION: Final = re.compile(r"(?:公司|集团|银行|事务所|中心|企业|\(有限合伙\)|[:\-])(?:\([^()]*\))?$")
_SENDER_WITHOUT_ABOUT: Final = re.compile(rf"^{ISSUER}[^{ISSUER}:《》,]{{0,16}}?(?:有限公司|:)|^{ISSUER}")
_BRACKET_AT_END: Final = re.compile(r"\([^()]*\)$")


class Word(NamedTuple):
    """One word of the vocabulary at a place of the text [start, end)."""

    kind: Kind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Title:
    """``whole``: the folded title with the issuer's name replaced; ``sender``: who speaks, before 关于, or "";
    ``text``: what is said, compounds joined; ``tail``: the folded title without brackets at its end.
    """

    whole: str
    sender: str
    text: str
    tail: str
    words: tuple[Word, ...]

    @property
    def overlong(self) -> bool:
        """More words than are judged: a title that no exchange publishes."""
        return len(self.words) >= MOST_WORDS - 16 and len(self.text) > 2 * MOST_WORDS


def read(title: str, name: str = "") -> Title:
    """A title as it is judged; ``name`` is the issuer's short name, which must not trigger anything."""
    whole = normalise(title)
    short = short_name(name)
    if short:
        whole = whole.replace(short, ISSUER)
    sender, text = _split_sender(whole)
    for pattern, word in _COMPOUNDS:
        text = pattern.sub(word, text)
    tail = whole
    for _ in range(3):
        tail = _BRACKET_AT_END.sub("", tail) or tail
    return Title(whole=whole, sender=sender, text=text, tail=tail.rstrip("》"), words=_words(text))


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """The bare short name: without the marks of the exchange (ST, N, XD, -U, share class); "" if under 2 characters."""
    folded = _MARK_AFTER.sub("", _MARK_BEFORE.sub("", normalise(name)))
    return folded if len(folded) >= 2 else ""


def _split_sender(whole: str) -> tuple[str, str]:
    """Cut what stands before 关于 if it is an organisation: its name must not be read as a statement."""
    at = whole.find("关于")
    opened = whole.find("《")
    if at >= 0 and not 0 <= opened < at:
        before = whole[:at]
        if ISSUER in before or _ORGANISATION.search(before):
            return before, whole[at + 2 :]
        return "", whole if at else whole[2:]
    found = _SENDER_WITHOUT_ABOUT.match(whole)
    return (found.group(), whole[found.end() :]) if found else ("", whole)


def _words(text: str) -> tuple[Word, ...]:
    """The words in order; those that run into 有限公司 without a gap belong to a company's name and are left out."""
    words: list[Word] = []
    for word in islice(_vocabulary(text), MOST_WORDS):
        if word.text in _NAME_ENDS:
            start = word.start
            while words and words[-1].end == start and (words[-1].kind not in _VERBS or "公司" in word.text):
                start = words.pop().start
        words.append(word)
    return tuple(words)


def _vocabulary(text: str) -> Iterator[Word]:
    """The words of the vocabulary from left to right, the longest at each place."""
    at = 0
    while at < len(text):
        for length in _LENGTHS.get(text[at], ()):
            found = text[at : at + length]
            if found in _KIND_OF:
                yield Word(_KIND_OF[found], found, at, at + length)
                at += length - 1
                break
        at += 1
