"""Headers, footers and page numbers: lines that come back at the same place on several pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from filings.documents.lines import Line
from filings.model.document import Span

_TOP, _BOTTOM = 0.10, 0.90
"""Parts of the page's height beyond which headers and footers stand; the text of a filing stays between."""
_PAGES = 3
"""Pages on which a line must come back …"""
_SHARE = 0.2
"""… and their part of all pages: a table's heading repeated over three of a hundred pages is text."""
_STEP = 8.0
"""Points: lines of one header differ less in height."""
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[-—–~·|]*第?\d{1,4}页?(?:[/／]?(?:共|of)?\d{1,4}页?)?[-—–~·|]*", re.IGNORECASE)
_FACTS = re.compile(r"代码|编号|简称")
"""What the head of a first page states and a detector needs: it stays text there, also where it is repeated."""
_GAP = 8.0
"""Points between a page number and the nearest other line."""


class Sheet(NamedTuple):
    """What is looked at of one page."""

    number: int
    height: float
    text: str
    lines: Sequence[Line]


class _Mark(NamedTuple):
    """A line at an edge: which edge, its words with every number alike, and its height in steps."""

    top: bool
    words: str
    step: int


def furniture_of(sheets: Sequence[Sheet]) -> list[tuple[Span, ...]]:
    """For each page the spans of its furniture."""
    edges = [_edge_lines(sheet) for sheet in sheets]
    counts = Counter(mark for edge in edges for mark in {mark for _, mark in edge})
    least = max(_PAGES, _SHARE * len(sheets))
    return [
        tuple(sorted({*_repeated(sheet, edge, counts, least), *_bare_numbers(sheet)}))
        for sheet, edge in zip(sheets, edges, strict=True)
    ]


def _edge_lines(sheet: Sheet) -> list[tuple[Line, _Mark]]:
    found = []
    for line in sheet.lines:
        at_top = line.bottom <= _TOP * sheet.height
        if at_top or line.top >= _BOTTOM * sheet.height:
            words = _DIGITS.sub("0", _words(sheet, line))
            found.append((line, _Mark(at_top, words, round(line.middle / _STEP))))
    return found


def _repeated(sheet: Sheet, edge: Iterable[tuple[Line, _Mark]], counts: Counter[_Mark], least: float) -> Iterable[Span]:
    for line, mark in edge:
        near = sum(counts[mark._replace(step=mark.step + side)] for side in (-1, 0, 1))
        if near >= least and not (sheet.number == 1 and _FACTS.search(mark.words)):
            yield line.start, line.end


def _bare_numbers(sheet: Sheet) -> Iterable[Span]:
    """A page number that stands alone as the outermost line."""
    ordered = sorted(sheet.lines, key=lambda line: line.middle)
    for line, inner in zip(ordered[:1] + ordered[-1:], ordered[1:2] + ordered[-2:-1], strict=False):
        outside = line.bottom <= _TOP * sheet.height or line.top >= _BOTTOM * sheet.height
        apart = max(line.top - inner.bottom, inner.top - line.bottom)
        if outside and apart >= _GAP and _NUMBER.fullmatch(_words(sheet, line)):
            yield line.start, line.end


def _words(sheet: Sheet, line: Line) -> str:
    return _SPACE.sub("", sheet.text[line.start : line.end])
