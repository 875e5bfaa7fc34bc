"""The ruled lines of a picture: long runs of dark points, so that a scanned table is read cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from filings.documents.rulings import Edge, Rulings

_DARK = 208
"""Grey level (0 black to 255 white) below which a point is ink."""
_RUN = 24.0
"""Points; a shorter run is a stroke of a character."""
_GAP = 3
"""Pixels: a fine line that was made of black and white points only has gaps of less."""
_THICK = 4.0
"""Points; a thicker bar is a picture."""


def rulings_of_picture(picture: Any, scale: float) -> Rulings:
    """The lines of a picture (an array of rows of blue, green and red) at ``scale`` pixels a point, in points."""
    cv = import_module("cv2")
    ink = (picture.max(axis=2) < _DARK).astype("uint8")
    run = max(2, round(_RUN * scale))
    across = [(top + high / 2, left, left + wide) for left, top, wide, high in _runs(cv, ink, (run, 1), scale)]
    along = [(left + wide / 2, top, top + high) for left, top, wide, high in _runs(cv, ink, (1, run), scale)]
    return Rulings(vertical=_in_points(along, scale), horizontal=_in_points(across, scale))


def _runs(cv: Any, ink: Any, size: tuple[int, int], scale: float) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of each run at least as wide and high as ``size``, small gaps closed."""
    gap = (_GAP if size[0] > 1 else 1, _GAP if size[1] > 1 else 1)
    closed = cv.morphologyEx(ink, cv.MORPH_CLOSE, cv.getStructuringElement(cv.MORPH_RECT, gap))
    kept = cv.morphologyEx(closed, cv.MORPH_OPEN, cv.getStructuringElement(cv.MORPH_RECT, size))
    kept = cv.dilate(kept, cv.getStructuringElement(cv.MORPH_RECT, (3, 3)))
    _, _, found, _ = cv.connectedComponentsWithStats(kept)
    across = 3 if size[1] == 1 else 2
    thin = (one for one in found[1:].tolist() if one[across] <= _THICK * scale + 2)
    return [(left, top, wide, high) for left, top, wide, high, _ in thin]


def _in_points(edges: Sequence[tuple[float, float, float]], scale: float) -> list[Edge]:
    return [(at / scale, start / scale, end / scale) for at, start, end in edges]
