"""The printed lines of a page: where each stands in its text and on the sheet."""

from __future__ import annotations

from typing import NamedTuple

_SIDES = 4


class Line(NamedTuple):
    """[start, end) in the page's text, without spaces around, and its box in points from the top left."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """Its height on the page, points from the top."""
        return (self.top + self.bottom) / 2


def lines_of(text: str, boxes: bytes) -> list[Line]:
    """The lines that have ink, in the order of the text. Their box spans the first and the last character."""
    floats = memoryview(boxes).cast("f")
    found = []
    place = 0
    for raw in text.split("\n"):
        start = place + len(raw) - len(raw.lstrip())
        end = place + len(raw.rstrip())
        place += len(raw) + 1
        if start < end:
            first, last = _SIDES * start, _SIDES * (end - 1)
            x0, top, x1, bottom = floats[first : first + _SIDES].tolist()
            a, b, c, d = floats[last : last + _SIDES].tolist()
            found.append(Line(start, end, min(x0, a), min(top, b), max(x1, c), max(bottom, d)))
    return found
