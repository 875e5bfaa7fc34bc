"""Chinese full text without a dictionary: texts as pairs of characters, words as phrases of pairs.

``终止协议`` is kept as ``终止 止协 协议 议``. A Latin word or number is kept as each of its endings
(``ppp pp p``), so that the beginning of an ending is any part of it. Where punctuation parts the two, a mark is
kept. So a phrase of these tokens stands in the index exactly where the word stands in the text; only words that
hold punctuation themselves are checked against the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filings.model import normalise

_RUN = re.compile(r"[0-9a-z]+|[^\W_0-9a-z]+|[\W_]+")
_GAP = "\ue001"
_LONGEST = 16
"""Characters of a Latin ending that are kept: enough for codes and words, little for rubbish."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that stand side by side; with ``prefix`` the last one may go on. ``exact``: no check is needed."""

    tokens: tuple[str, ...]
    prefix: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions: all of them, or any."""

    parts: tuple[Match, ...]
    every: bool


@dataclass(frozen=True, slots=True)
class Except:
    """What fits the first and not the second."""

    wanted: Match
    unwanted: Match


Match = Phrase | Joined | Except
"""What an index can be asked."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One text (a title, a page) under its number in an index; ``tags`` are whole tokens beside it."""

    number: int
    text: str
    tags: tuple[str, ...]


def fold_words(raw: str) -> str:
    """A text as it is compared: normalised, without spaces, in small letters."""
    return normalise(raw).lower()


def runs(raw: str) -> list[str]:
    """The stretches of a folded text: Latin letters and digits, other letters, or what is no word."""
    found: list[str] = _RUN.findall(fold_words(raw))
    return found


def tokens(words: Sequence[str]) -> list[str]:
    """The tokens of a text's runs, in their order."""
    made: list[str] = []
    latin: bool | None = None
    parted = False
    for run in words:
        if not run[0].isalnum():
            parted = True
            continue
        if parted and latin is not None and latin != run.isascii():
            made.append(_GAP)
        latin, parted = run.isascii(), False
        made += _latin(run) if latin else _pairs(run)
    return made


def characters(words: Sequence[str]) -> Iterable[str]:
    """Each character of a text's runs, once."""
    return dict.fromkeys("".join(run for run in words if run[0].isalnum()))


def tag(kind: str, value: object) -> str:
    """A token that no text holds (private use opens it): a code, a source, an act, a place."""
    return f"\ue000{kind}{value}"


def tagged(kind: str, value: object) -> Phrase:
    """The condition that a row has a tag."""
    return Phrase((tag(kind, value),), prefix=False, exact=True)


def phrase_of(folded: str) -> Phrase | None:
    """How a folded word is looked for; ``None`` where it holds nothing but punctuation."""
    found: list[str] = _RUN.findall(folded)
    while found and not found[-1][0].isalnum():
        found.pop()
    if not found:
        return None
    exact = "".join(found) == folded and all(run[0].isalnum() for run in found)
    before = tokens(found)[: -len(_latin(found[-1]))]  # a run has as many tokens as characters
    last, prefix = _open_ended(found[-1])
    return Phrase((*before, *last), prefix, exact)


def every(*parts: Match | None) -> Match | None:
    """All of these conditions; ``None`` asks nothing."""
    return _joined(parts, every=True)


def some(*parts: Match | None) -> Match | None:
    """Any of these conditions."""
    return _joined(parts, every=False)


def _joined(parts: tuple[Match | None, ...], *, every: bool) -> Match | None:
    given = tuple(part for part in parts if part is not None)
    return Joined(given, every) if len(given) > 1 else next(iter(given), None)


def _open_ended(run: str) -> tuple[list[str], bool]:
    """The tokens of a word's last run, which may go on in the text."""
    if run.isascii():
        return [run[i : i + _LONGEST] for i in range(max(1, len(run) - _LONGEST + 1))], len(run) <= _LONGEST
    return ([run], True) if len(run) == 1 else (_pairs(run)[:-1], False)


def _latin(run: str) -> list[str]:
    return [run[i : i + _LONGEST] for i in range(len(run))]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run))]
