"""Names of companies, bodies and places for a reader who knows no Chinese: the name, and beside it what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from filings.alerts.brief.bodies import kind_of
from filings.alerts.brief.inputs import EnglishName, Frame
from filings.alerts.brief.said import Said, plain
from filings.model import Hit, normalise

_LATIN = re.compile(r"[A-Za-z]")
_CHINESE = re.compile("[㐀-鿿]")


def known_names(hits: Sequence[Hit], given: Mapping[str, EnglishName]) -> dict[str, EnglishName]:
    """The English names that a caller knows, and those under which watch lists print a confirmed match."""
    names = {normalise(name): english for name, english in given.items()}
    for hit in _confirmed(hits):
        names.setdefault(normalise(hit.party), EnglishName(text=hit.entry, kind="listed"))
    return names


def _confirmed(hits: Sequence[Hit]) -> Iterator[Hit]:
    for hit in hits:
        of_a_party = hit.asserted and hit.because not in {"place", "term"}
        if of_a_party and _LATIN.search(hit.entry) and not _CHINESE.search(hit.entry):
            yield hit


def named(name: str, frame: Frame, limit: int = 80) -> Said:
    """``甲县人民政府 (Jia Xian Renmin Zhengfu, romanised; county government)``; Chinese stays bare."""
    kept = plain(name, limit)
    english = frame.names.get(normalise(name))
    beside = [] if english is None else [_told(english)]
    kind = kind_of(kept)
    beside += [kind] if kind is not None else []
    return Said(f"{kept} ({'; '.join(beside)})" if beside else kept, kept)


def _told(english: EnglishName) -> str:
    text = plain(english.text, 120)
    match english.kind:
        case "official":
            return text
        case "listed":
            return f"listed as “{text}”"
        case "romanised":
            return f"{text}, romanised"


def short_english(name: str, frame: Frame) -> str | None:
    """The English name for a headline; romanised ones are left to the lines that mark them so."""
    english = frame.names.get(normalise(name))
    return None if english is None or english.kind == "romanised" else plain(english.text, 60)
