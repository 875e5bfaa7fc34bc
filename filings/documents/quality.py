"""Pages that lost their text: what they show of it against what their file holds of it.

A damaged content stream ends early without an error, so a page with few characters is suspicious where its
neighbours have many or where the stream is long. Only suspicious pages pay for the look at their streams,
and a short last page, a picture or a chart is not called lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from filings.model.document import Quality

_UNMAPPED = 0.3
"""Share of characters without meaning beyond which a page cannot be read …"""
_UNMAPPED_AT_LEAST = 20
"""… if there are that many."""
_NEIGHBOURS = 3
"""Pages looked at on each side."""
_FEW = 0.2
"""Part of the neighbours' usual number of characters below which a page is suspicious …"""
_HARDLY_ANY = 60
"""… as is one with fewer than that, whatever its neighbours."""
_LONG_STREAM = 1_500
"""Bytes of a (compressed) content stream that draws more than a heading."""
_NOT_EMPTY = 300
"""Bytes of a content stream that should have drawn something."""
_BYTES_EACH = 60
"""Bytes of stream for each character or drawn thing: real pages take 3 to 30."""


class Evidence(NamedTuple):
    """What the engine saw on a page: characters, and drawn things of any kind."""

    quality: Quality
    objects: int
    pictures: int


def lost_pages(data: bytes, seen: Mapping[int, Evidence]) -> set[int]:
    """The numbers of pages that show signs of text that was not read."""
    garbled = {number for number, evidence in seen.items() if _garbled(evidence.quality)}
    suspicious = [number for number in seen if number not in garbled and _suspicious(number, seen)]
    if not suspicious:
        return garbled
    from filings.documents.second import stream_lengths  # noqa: PLC0415 - most files need no second engine

    lengths = stream_lengths(data, suspicious)
    return garbled | {number for number, length in lengths.items() if _too_long(length, seen[number])}


def _garbled(quality: Quality) -> bool:
    return quality.unmapped >= _UNMAPPED_AT_LEAST and quality.unmapped > _UNMAPPED * quality.characters


def _suspicious(number: int, seen: Mapping[int, Evidence]) -> bool:
    """Few characters, and nothing else on the page that explains it."""
    page = seen[number]
    if page.pictures or page.objects > _HARDLY_ANY:
        return False
    near = range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1)
    around = [seen[other].quality.characters for other in near if other != number and other in seen]
    usual = median(around) if around else 0
    return page.quality.characters < max(_HARDLY_ANY, _FEW * usual)


def _too_long(length: int, page: Evidence) -> bool:
    if not page.quality.characters and not page.objects:
        return length >= _NOT_EMPTY
    return length >= _LONG_STREAM and length > _BYTES_EACH * (page.quality.characters + page.objects)
