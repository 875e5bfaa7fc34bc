"""The text in sentences, each with the section it stands in.

Sentences end at 。！？； and at the borders of headings, enumerated lines and short lines (the last line of a
paragraph, a title, a table row): a page's text has its line breaks where the paper had them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from filings.events.tables_cells import TableCell, cells_of
from filings.model import Document, Page
from filings.model.text import normalise

SectionKind = Literal[
    "body", "title", "risk", "documents", "definitions", "before", "terms", "reason", "impact", "parties", "subject",
    "table",
]  # fmt: skip
"""``before``: transactions of the twelve months before; ``terms``: the clauses of a contract that goes on."""

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]{1,3}[章节部]|[一二三四五六七八九十]{1,3}[、.,]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)、?"),
    re.compile(r"\d{1,2}[、.](?!\d)|\d{1,2}\)"),
    re.compile(r"\(\d{1,2}\)、?|[①-⑳]"),
)
_BARE_HEADING = re.compile(
    r"(?:重要内容提示|特别提示|重要提示|重大风险提示|风险提示|备查文件|报备文件|备案文件|释义)[:：]?$"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_KINDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("documents", re.compile(r"备查|报备|备案文件|上网公告|^附件|附件$|目录")),
    ("definitions", re.compile(r"释义|定义")),
    ("before", re.compile(r"(?:十二|12)个月")),
    ("reason", re.compile(r"原因|理由|缘由|目的|必要性|背景")),
    ("risk", re.compile(r"风险(?!处置)")),
    ("impact", re.compile(r"影响")),
    (
        "terms",
        re.compile(
            r"(?:合同|协议|订单|条款)[^终解退]{0,8}(?:主要|基本)?(?:内容|条款|约定|条件)|主要条款|违约责任|履约"
        ),
    ),
    ("parties", re.compile(r"当事人|交易对方|交易对手|对方(?:基本)?情况|受让方|各方(?:基本)?情况")),
    ("subject", re.compile(r"标的")),
)
_ENDED = re.compile(r"终止|解除|中止|退出|转让|出售|处置|收回|收储|和解|抵债|重组协议|不再")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\)|\d{1,2}[、.](?!\d)|[①-⑳]")
_CASES = re.compile(r"之一|下列|下述|任一|以下(?:情形|情况|条件|事[项由件])|若|如果|如遇|可以?(?:提前)?(?:终止|解除)")
_BREAK = re.compile(r"[。!?;]+[\"')》]*")
_TITLE_TAIL = re.compile(r"(?:公告|报告|通知|提示|说明|书|函)(?:\(.{1,12}\))?$")
_TITLE_REACH = 400
_LONGEST_TITLE = 90
_SHORTEST_TITLE = 3
_LONGEST = 1500
"""A sentence is cut there at the latest, so that work on sentences stays linear in the text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) in ``document.search.text``, its words, and the heading and kind of its section.

    A cell of a ruled table is a sentence of its own; ``label`` are then the words that introduce it: the cell to
    its left in a form of labels and values, else the head of its column.
    """

    start: int
    end: int
    text: str
    kind: SectionKind
    heading: str = ""
    is_heading: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    closed: bool


class Passages:
    """All sentences of a document in reading order."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        self.all = sentences
        self._starts = [sentence.start for sentence in sentences]

    def at(self, offset: int) -> Sentence:
        """The sentence in which the character at ``offset`` stands."""
        return self.all[max(0, bisect_right(self._starts, offset) - 1)]

    def listed_case(self, sentence: Sentence) -> bool:
        """Whether a sentence is one of a list of cases (有下列情形之一的：(1)… (2)…)."""
        if not _ITEM.match(sentence.text):
            return False
        lead = next((one for one in reversed(self.before(sentence, 8)) if not _ITEM.match(one.text)), None)
        return lead is not None and _CASES.search(lead.text) is not None

    def before(self, sentence: Sentence, count: int = 1) -> tuple[Sentence, ...]:
        """Up to ``count`` sentences before one."""
        index = bisect_left(self._starts, sentence.start)
        return self.all[max(0, index - count) : index]

    def after(self, sentence: Sentence, count: int = 1) -> tuple[Sentence, ...]:
        """Up to ``count`` sentences behind one."""
        index = bisect_right(self._starts, sentence.start)
        return self.all[index : index + count]


def passages_of(document: Document, title: str = "") -> Passages:
    """The sentences of a document; ``title`` (folded) tells its own lines from the body's."""
    text = document.search.text
    lines = list(_lines(document))
    cells = cells_of(document)
    cuts = sorted(_cuts(text, lines, cells) | _title_cuts(text, title))
    sentences: list[Sentence] = []
    sections: list[tuple[str, SectionKind]] = [("", "body")]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if start >= end:
            continue
        words = text[start:end]
        if (cell := cells.get(start)) is not None and cell.end == end:
            sentences.append(Sentence(start, end, words, "table", sections[-1][0], label=cell.label))
            continue
        level, heading = _heading(words)
        if level is not None:
            parent = sections[: level + 1]
            sections = [
                *parent,
                *([parent[-1]] * (level + 1 - len(parent))),
                (heading, kind_of(heading, parent[-1][1])),
            ]
        name, kind = sections[-1]
        kind = "title" if _is_title(words, start, title) else kind
        sentences.append(Sentence(start, end, words, kind, name, level is not None and words == heading))
    return Passages(tuple(sentences))


def _title_cuts(text: str, title: str) -> set[int]:
    """The borders of the title where it stands whole in the head, even if its last line is a full one."""
    at = text.find(title, 0, _TITLE_REACH + len(title)) if len(title) > _SHORTEST_TITLE else -1
    return {at, at + len(title)} - {0, len(text)} if at >= 0 else set()


def _is_title(words: str, start: int, title: str) -> bool:
    """Whether a line of the head is the title or one of the lines that the title is broken into."""
    if start >= _TITLE_REACH or len(words) >= _LONGEST_TITLE or "。" in words:
        return False
    return _TITLE_TAIL.search(words) is not None or (len(words) > _SHORTEST_TITLE and words in title)


def kind_of(heading: str, inherited: SectionKind = "body") -> SectionKind:
    """The kind of a section by the words of its heading; an unknown heading keeps its parent's."""
    for kind, pattern in _KINDS:
        if pattern.search(heading):
            return "body" if kind == "terms" and _ENDED.search(heading) else kind
    return "body" if _NUMBERED.match(heading) else inherited


def _heading(words: str) -> tuple[int | None, str]:
    """Level and words of a heading; a numbered sentence that goes on lends its first words."""
    if _BARE_HEADING.match(words):
        return 0, words
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(words):
            short = len(words) <= 36 and not words.endswith(("。", ";")) and "," not in words
            if short:
                return level, words
            return (0, words[:12]) if level == 0 and _NUMBERED.match(words) else (None, "")
    return None, ""


def _lines(document: Document) -> Iterator[_Line]:
    """Raw lines in folded offsets; ``closed`` says that the paragraph ends with the line."""
    base = 0
    for page in document.pages:
        folded = [normalise(line) for line in _blanked(page).split("\n")]
        widths = sorted(width for width in map(_width, folded) if width)
        full = 0.75 * widths[int(0.85 * (len(widths) - 1))] if widths else 0.0
        for line in folded:
            if line:
                yield _Line(base, base + len(line), closed=_width(line) < full or len(widths) == 1)
                base += len(line)


def _blanked(page: Page) -> str:
    text = page.text
    for start, end in page.furniture:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _width(line: str) -> int:
    """Half-width columns: a Chinese character has three bytes and two columns, a Latin one has one of each."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


def _cuts(text: str, lines: list[_Line], cells: Mapping[int, TableCell]) -> set[int]:
    cuts = {found.end() for found in _BREAK.finditer(text)}
    for line in lines:
        head = text[line.start : min(line.end, line.start + 40)]
        if any(level.match(head) for level in _LEVELS) or _BARE_HEADING.match(head):
            cuts.add(line.start)
            if line.end - line.start <= 36 and _heading(head)[0] is not None and head.endswith(_heading(head)[1]):
                cuts.add(line.end)
        if line.closed and not text[line.start : line.end].endswith((",", "、")):
            cuts.add(line.end)
    cuts = _round_cells(cuts, cells)
    cuts |= set(_overlong(sorted(cuts), len(text)))
    return cuts - {0, len(text)}


def _round_cells(cuts: set[int], cells: Mapping[int, TableCell]) -> set[int]:
    """A cell is cut off from what stands round it, and not cut inside."""
    inside = {at for cell in cells.values() for at in range(cell.start + 1, cell.end)}
    return (cuts - inside) | {at for cell in cells.values() for at in (cell.start, cell.end)}


def _overlong(cuts: list[int], length: int) -> Iterator[int]:
    for start, end in zip([0, *cuts], [*cuts, length], strict=True):
        yield from range(start + _LONGEST, end, _LONGEST)
