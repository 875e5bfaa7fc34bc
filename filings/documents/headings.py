"""What stands above a table: its caption and the 单位 (unit) line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from filings.documents.lines import Line
from filings.model.document import Box, Span

_UNIT = re.compile(r"(?:金额|货币|数量)?单位\s*[:：]\s*(?:人民币\s*)?[^\s()（）；;，,]+")
_ABOVE = 60.0
"""Points between a table and the lines that may belong to it."""
_LINES = 3
_OVERLAP = 3.0
"""Points by which a line may hang into the table's box."""
_LONGEST = 40
"""Characters of the longest line that is taken for a caption."""
_TICKED = re.compile("[☑□☒√]")
"""A line of boxes to tick (适用, 不适用) stands between a table and its caption and is neither."""
_ENDED = re.compile(r"[。；：:;!?！？]$")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[、.．)）]")
_MARGIN = 1.5
"""Line heights from the right margin within which a line was broken because it was full."""


def heading(text: str, box: Box, lines: Sequence[Line]) -> tuple[str | None, Span | None]:
    """The caption of a table and the place of its unit, each ``None`` where there is none.

    ``lines`` are those of its page that stand in no table and are no furniture, in the order of the text. A
    caption is a short line of its own: the tail of a paragraph is none.
    """
    near = [line for line in lines if line.bottom <= box[1] + _OVERLAP and box[1] - line.bottom <= _ABOVE]
    unit: Span | None = None
    for line in sorted(near, key=lambda line: line.middle, reverse=True)[:_LINES]:
        words = text[line.start : line.end]
        found = _UNIT.search(text, line.start, line.end)
        if found is not None and unit is None:
            unit = found.span()
            words = _UNIT.sub("", words).strip(" ()（）")
        if not words or "币种" in words or _TICKED.search(words):
            continue
        own = len("".join(words.split())) <= _LONGEST and not _continues(text, line, lines)
        return (words if own else None), unit
    return None, unit


def _continues(text: str, line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is the rest of a paragraph: the line before it is full and does not end a sentence."""
    before = next((upper for upper, lower in pairwise(lines) if lower is line), None)
    if before is None or _ENDED.search(text[before.start : before.end]) or _NUMBERED.match(text, line.start):
        return False
    em = before.bottom - before.top
    right = max(other.x1 for other in lines)
    return before.bottom <= line.bottom and before.x0 <= line.x0 + 3 * em and before.x1 >= right - _MARGIN * em
