"""Text for a terminal or a mail: a column of labels, and lines broken where Chinese and English may break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

_OPEN = "“‘《〈「（［【"
_CLOSE = "”’》〉」）］】，。、；：？！…"
_WIDE = "⺀-鿿가-힣豈-﫿＀-￯𠀀-𯿿"
_WHOLE = (
    r"“[^”\s]{1,16}”[，。；、]?",  # a short quote
    r"\d{1,2} [A-Z][a-z]+ \d{4}[.,:;)]*",  # a date
    # an amount or a date
    r"\(?(?:人民币)?\d[\d,.]*(?:[万亿]?(?:[美港欧日]?元|英镑)|年(?:\d+月)?(?:\d+日)?|月|日)[),，。；]*",
)
_TOKEN = re.compile(rf"\s+|{'|'.join(_WHOLE)}|[{_OPEN}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPEN}{_CLOSE}]+)?[{_CLOSE}]*")
"""The smallest pieces a line may hold: a word, or one Chinese character with the marks that cling to it."""


def columns(text: str) -> int:
    """How many columns a terminal needs for it: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns; only a single word longer than that (an address) sticks out."""
    lines = [""]
    for token in _TOKEN.findall(text):
        if columns(lines[-1]) + columns(token.rstrip()) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return [line.rstrip() for line in lines if line.strip()] or [""]


def labelled(label: str, lines: Iterable[str], *, indent: int, width: int) -> list[str]:
    """A label in its column and the lines beside it, all wrapped; a label too long stands above."""
    body = [piece for line in lines for piece in wrapped(line, width - indent)]
    gap = indent - columns(label)
    if gap < 1:
        return [label, *(" " * indent + line for line in body)]
    first, *rest = body or [""]
    return [f"{label}{' ' * gap}{first}".rstrip(), *(" " * indent + line for line in rest)]


@dataclass(frozen=True)
class Cells:
    """A row of a table: its cells, and whole lines that stand beneath it."""

    texts: Sequence[str]
    beneath: Sequence[str] = ()


_GAP = 2


def grid(header: Sequence[str], rows: Sequence[Cells], width: int) -> list[str] | None:
    """A table of at most ``width`` columns of text: the widest columns give way, and their cells are wrapped.

    ``None`` where it cannot be that narrow without breaking words.
    """
    widths = _fitted([[header[place], *(row.texts[place] for row in rows)] for place in range(len(header))], width)
    if widths is None:
        return None
    lines = [*_row(header, widths), "  ".join("─" * one for one in widths)]
    indent = widths[0] + _GAP
    for row in rows:
        lines += _row(row.texts, widths)
        lines += [" " * indent + piece for line in row.beneath for piece in wrapped(line, width - indent)]
    return lines


def _fitted(texts: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The width of each column: as wide as its longest text; where that is too much, the widest give way."""
    widths = [max(map(columns, column), default=0) for column in texts]
    least = [max(map(_longest_word, column), default=0) for column in texts]
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    while over > 0:
        place = max(range(len(widths)), key=lambda place: (widths[place] > least[place], widths[place]))
        if widths[place] <= least[place]:
            return None
        widths[place] -= 1
        over -= 1
    return widths


def _longest_word(text: str) -> int:
    return max(columns(token.strip()) for token in _TOKEN.findall(text))


def _row(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [wrapped(text, width) for text, width in zip(texts, widths, strict=True)]
    return [
        (" " * _GAP)
        .join(f"{piece}{' ' * (w - columns(piece))}" for piece, w in zip(line, widths, strict=True))
        .rstrip()
        for line in zip_longest(*cells, fillvalue="")
    ]
