"""The words around a find, in one line, with the find marked: ``决定«终止»该项目``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from filings.model import NormalisedText, in_one_line

_AROUND = 24
"""Characters of context on either side."""


def marked(raw: str, wanted: Iterable[str]) -> str:
    """A whole short text with every find marked."""
    return in_one_line(_mark(raw, _spans(raw, tuple(wanted))))


def around(raw: str, wanted: Iterable[str]) -> str:
    """The words around the first find of a long text, every find in them marked."""
    spans = _spans(raw, tuple(wanted), limit=1)
    if not spans:
        return in_one_line(raw[: 2 * _AROUND])
    start, end = spans[0]
    first = max(0, start - _AROUND)
    window = raw[first : end + _AROUND]
    return marked(window, wanted)


def _spans(raw: str, wanted: tuple[str, ...], *, limit: int = 0) -> list[tuple[int, int]]:
    """Where the folded words stand in the raw text: as they are written, or else as they are folded."""
    pattern = _pattern(wanted)
    found = [match.span() for match in pattern.finditer(raw)] if not limit else _first(pattern, raw)
    if found:
        return found
    folded = NormalisedText.of(raw)
    text = folded.text.lower()
    if len(text) != len(folded.text):
        return []
    return [folded.raw_span(*match.span()) for match in re.finditer("|".join(map(re.escape, wanted)), text)]


def _first(pattern: re.Pattern[str], raw: str) -> list[tuple[int, int]]:
    match = pattern.search(raw)
    return [] if match is None else [match.span()]


@lru_cache(maxsize=128)
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """The words with spaces and line breaks allowed between their characters, the longest first."""
    longest = sorted(wanted, key=len, reverse=True)
    return re.compile("|".join(r"\s*".join(map(re.escape, word)) for word in longest), re.IGNORECASE)


def _mark(raw: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [raw[at:start], "«", raw[start:end], "»"]
        at = end
    return "".join([*pieces, raw[at:]])
