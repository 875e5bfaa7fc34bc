"""Defined terms: 杭州某某科技有限公司(以下简称"某某科技"或"公司") (简称)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filings.events.values.authorities import find_authorities
from filings.events.values.boundaries import Boundaries
from filings.events.values.companies import find_companies
from filings.events.values.found import Found

Span = tuple[int, int]

_OPENING = re.compile(
    r"(?:[(\[【](?P<lead>[^()\[\]【】]{0,60}?)|(?<=[^(])[,])(?P<term>以下统一简称|以下单独简称|以下分别简称|以下简称|以下称|下简称|下称|简称为?)[:为是]*+"
    r"|\((?=[\"《][^\"《》()]{1,30}[\"》][)或、和及,/])"
)
_TERM = re.compile(
    r"(?:[,、或和及/与;]|亦称|又称|单独称|简称|以下简称|为|:)*+(?:\"(?P<quoted>[^\"()]{1,40})\"|《(?P<titled>[^《》]{1,40})》)"
)
_BARE = re.compile(r"(?P<bare>[^\"《》(),。;:、]{1,20}?)(?=[)\]】,])")
_LONGEST_NAME = 60
_NAME_END = re.compile("[司伙团院所心行会学处站室台校局厅府委市师关队大办A-Za-z.)]")
"""The last characters of names of companies and authorities: a cheap look before they are searched for."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A full name and the terms that stand for it; ``alias_spans`` are where the terms stand, without quotes."""

    full: str
    aliases: tuple[str, ...]
    alias_spans: tuple[Span, ...]


def find_definitions(text: str) -> list[Found[Definition]]:
    """All definitions of terms in the text; the span is that of the full name.

    The full name is the company, authority or title that ends where the bracket opens, else the noun phrase
    before it. Bracket forms (), [], 【】 and quotes "" and 《》 are read, and ", 以下简称…" without brackets.
    A term for several names together (以下合称) is no name's own and is left out.
    """
    return list(_found(text))


def _found(text: str) -> Iterator[Found[Definition]]:
    boundaries: Boundaries | None = None
    for match in _OPENING.finditer(text):
        terms = list(_terms(text, match))
        if not terms:
            continue
        boundaries = boundaries or Boundaries(text, 0, len(text), latin=True)
        span = _full_name(text, match.start(), boundaries, named_only=match["term"] is None)
        if span:
            aliases = tuple(text[a:b] for a, b in terms)
            yield Found(Definition(text[span[0] : span[1]], aliases, tuple(terms)), *span)


def _terms(text: str, opening: re.Match[str]) -> Iterator[Span]:
    """The spans of the terms after the opening: quoted ones, or one bare word."""
    position = opening.end()
    found = False
    while True:
        match = _TERM.match(text, position)
        if match is None:
            break
        found = True
        yield match.span("quoted" if match["quoted"] is not None else "titled")
        position = match.end()
    if not found and opening["term"]:
        bare = _BARE.match(text, position) if opening[0][0] in "([【" else None
        if bare:
            yield bare.span("bare")


def _full_name(text: str, end: int, boundaries: Boundaries, *, named_only: bool) -> Span | None:
    """The span of the name that ends at ``end``."""
    low = max(0, end - _LONGEST_NAME - 20)
    if _NAME_END.match(text, max(0, end - 1)):
        for find in (find_companies, find_authorities):
            for found in find(text, start=low, end=end):
                if found.end == end:
                    return found.start, found.end
    if named_only:
        return None
    titled = _quoted_before(text, end)
    if titled:
        return titled
    start = boundaries.name_start(low, end)
    return (start, end) if 2 <= end - start <= _LONGEST_NAME else None


def _quoted_before(text: str, end: int) -> Span | None:
    """A title 《…》 or a quoted name "…" that closes at ``end``: with its marks."""
    for opening, closing in (("《", "》"), ('"', '"')):
        if end and text[end - 1] == closing:
            begun = text.rfind(opening, max(0, end - _LONGEST_NAME), end - 1)
            if begun >= 0:
                return begun, end
    return None
