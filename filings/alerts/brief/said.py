"""One thing said in both languages, and text that can do no harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_GONE = frozenset({"Cc", "Cf", "Cs", "Cn"})
"""Control, format (right-to-left marks, zero-width spaces), surrogate and unassigned characters."""

_BESIDE_CJK = re.compile(r"(?<=[⺀-鿿豈-﫿＀-￯]) +(?=\S)|(?<=\S) +(?=[⺀-鿿豈-﫿＀-￯])")


class Said(NamedTuple):
    """The same in English and Chinese."""

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> Said:
        """Words that stand in both languages as they are: names, numbers, addresses."""
        return cls(text, text)


def plain(text: str, limit: int = 2000) -> str:
    """One line without control and direction characters, at most ``limit`` characters long."""
    kept = (" " if c.isspace() else "" if unicodedata.category(c) in _GONE else c for c in text)
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def quoted(text: str, limit: int = 120) -> str:
    """A quote as one line: line breaks of the page and spaces beside Chinese characters left out.

    A long one is shortened in the middle; the record keeps every word.
    """
    line = _BESIDE_CJK.sub("", plain(text, limit=100_000))
    if len(line) <= limit:
        return line
    head = limit * 2 // 3
    return f"{line[:head].rstrip()} … {line[-(limit - head - 3) :].lstrip()}"


def words(code: str) -> str:
    """A code in words: ``award_period`` → ``award period``."""
    return plain(code.replace("_", " ").replace("-", " "), limit=60)


def joined(parts: Iterable[Said], en: str, zh: str) -> Said:
    """Several things in a row, with a separator for each language."""
    listed = tuple(parts)
    return Said(en.join(part.en for part in listed), zh.join(part.zh for part in listed))
