"""Text as it is searched: normalised, without spaces, with its way back to the page.

Source of the rules: two thirds of real quotes are found only after NFKC and with spaces and line
breaks left out, because pdfium and Word both put 10 to 14 stray spaces into 1,000 characters.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count

_ONE_TO_ONE = {
    "〇": "零",
    "○": "零",
    "Ｏ": "零",
    "〈": "《",
    "〉": "》",
    "「": "《",
    "」": "》",
    "﹝": "(",
    "﹞": ")",
    "〔": "〔",
    "〕": "〕",
    "—": "-",
    "–": "-",
    "－": "-",
    "﹣": "-",
    "‐": "-",
    "‑": "-",
    "～": "~",
    "∼": "~",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
}


@lru_cache(maxsize=65536)
def fold(character: str) -> str:
    """One character as it is searched: NFKC, spaces dropped, dashes, quotes and zeros unified."""
    known = _ONE_TO_ONE.get(character)
    if known is not None:
        return known
    return "".join(_ONE_TO_ONE.get(c, c) for c in unicodedata.normalize("NFKC", character) if not c.isspace())


_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_SPACE_BESIDE_CHINESE = re.compile(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE}])")


def in_one_line(text: str) -> str:
    """Words of a page as one line: no space where a line broke between Chinese characters, one elsewhere."""
    return " ".join(_SPACE_BESIDE_CHINESE.sub("", text).split())


def normalise(text: str) -> str:
    """The whole text folded; use ``NormalisedText.of`` where the way back is needed."""
    return "".join(map(fold, text))


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A folded text and, for each of its characters, the offset of its origin in the raw text."""

    text: str
    origins: array[int]

    @classmethod
    def of(cls, raw: str) -> NormalisedText:
        pieces = list(map(fold, raw))
        text = "".join(pieces)
        origins = array("l", compress(count(), pieces))
        if len(origins) != len(text):  # a character that folds to several: "㎡", "…"
            origins = array("l", [offset for offset, piece in enumerate(pieces) for _ in piece])
        return cls(text, origins)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets [start, end) behind the folded ones; an empty span is an error."""
        if not 0 <= start < end <= len(self.text):
            message = f"no span {start}:{end} in a text of {len(self.text)}"
            raise IndexError(message)
        return self.origins[start], self.origins[end - 1] + 1
