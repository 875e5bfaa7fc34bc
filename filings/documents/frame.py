"""From a PDF page's own coordinates to points from the top left of the page as it is shown."""

from __future__ import annotations

from array import array
from typing import NamedTuple

_SHOWN_AT_MOST = 14_400.0
"""Points; the largest page of the PDF standard (200 inches)."""
LETTER = (0.0, 0.0, 612.0, 792.0)
"""What every engine takes where a file gives no usable page box."""

_SOURCES = ((0, 1, 2, 3), (3, 0, 1, 2), (2, 3, 0, 1), (1, 2, 3, 0))
"""For each rotation: which of (left, top, right, bottom) becomes x0, top, x1, bottom."""


class Frame(NamedTuple):
    """The visible box of a page (y upwards) and its rotation in quarter turns clockwise."""

    x0: float
    y0: float
    x1: float
    y1: float
    turns: int = 0

    @classmethod
    def of(cls, box: tuple[float, float, float, float], turns: int) -> Frame:
        """A frame of four numbers that a hostile file may have chosen."""
        x0, y0, x1, y1 = map(float, box)
        usable = 0 < x1 - x0 <= _SHOWN_AT_MOST and 0 < y1 - y0 <= _SHOWN_AT_MOST
        return cls(*((x0, y0, x1, y1) if usable else LETTER), turns % 4)

    @property
    def width(self) -> float:
        """Points, as shown."""
        return self.y1 - self.y0 if self.turns % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points, as shown."""
        return self.x1 - self.x0 if self.turns % 2 else self.y1 - self.y0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point's distance from the left and from the top."""
        x0, y0, x1, y1, turns = self
        if turns == 0:
            return x - x0, y1 - y
        return ((y - y0, x - x0), (x1 - x, y - y0), (y1 - y, x1 - x))[turns - 1]

    def place(self, boxes: array[float]) -> array[float]:
        """Boxes of (left, top, right, bottom), y upwards, as (x0, top, x1, bottom) from the top left."""
        placed = array("f", bytes(4 * len(boxes)))
        for side, source in enumerate(_SOURCES[self.turns]):
            values = boxes[source::4]
            origin = (self.x0, self.y0)[source % 2] if self._grows(side) else (self.x1, self.y1)[source % 2]
            placed[side::4] = _beyond(values, origin) if self._grows(side) else _before(values, origin)
        return placed

    def _grows(self, side: int) -> bool:
        """Whether a side's distance grows with the page's own coordinate."""
        return self.turns == 1 or (self.turns == 0 and side % 2 == 0) or (self.turns == 2 and side % 2 == 1)


def _beyond(values: array[float], origin: float) -> array[float]:
    return array("f", map((-float(origin)).__add__, values)) if origin else values


def _before(values: array[float], origin: float) -> array[float]:
    return array("f", map(float(origin).__sub__, values))
