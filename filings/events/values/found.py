from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value and the span [start, end) of the words that carry it, in the text that was searched."""

    value: T_co
    start: int
    end: int


def limit(text: str, end: int | None) -> int:
    """Where a search ends: ``end``, or the text's own end if none is given."""
    return len(text) if end is None else min(end, len(text))
