"""Facts made from spans of the folded text: each value with the words that carry it."""

from __future__ import annotations

from typing import Any

from filings.events.reading import Reading
from filings.model import Fact, Text, Value

Span = tuple[int, int]


def quoted(reading: Reading, name: str, value: Value, *spans: Span) -> Fact:
    """A fact whose value stands in the words of its spans."""
    return Fact(name=name, value=value, quotes=_quotes(reading, spans))


def derived(reading: Reading, name: str, value: Value, rule: str, *spans: Span) -> Fact:
    """A fact that the named rule makes from the words of its spans."""
    return Fact(name=name, value=value, basis="derived", rule=rule, quotes=_quotes(reading, spans))


def passage(reading: Reading, name: str, span: Span, code: str | None = None) -> Fact:
    """A fact whose value is the passage itself, with a closed code where one fits."""
    return quoted(reading, name, Text(text=reading.text[span[0] : span[1]], code=code), span)


def _quotes(reading: Reading, spans: tuple[Span, ...]) -> Any:
    return tuple(quote for span in spans for quote in reading.quotes(*span))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without marks at its ends (a heading's number, commas, the full stop)."""
    while start < end and text[start] in ",;:。、)》":
        start += 1
    while end > start and text[end - 1] in ",;:。、(《":
        end -= 1
    return start, end
