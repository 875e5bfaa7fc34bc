"""The language of a search: words that must all occur, "a phrase", AND, OR, NOT and parentheses.

``终止 (PPP OR "特许 经营") NOT 会议``. Words are parts of the text (终止 is in 关于终止的公告); spaces, widths and
capitals do not matter. All of it must hold for one title, or for one page. Punctuation alone is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filings.errors import UsageError
from filings.store import grams
from filings.store.grams import Except, Match, Phrase, fold_words

_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|([()])|([^\s()"“”]+)')
_LONGEST = 1000
_DEEPEST = 20
_HINT = 'write 终止 PPP, 终止 OR 解除, "特许经营 协议", 终止 NOT 会议, (终止 OR 解除) 合同'


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and how it is looked for."""

    text: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class All:
    """Everything of ``parts``, nothing of ``without``."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of ``parts``."""

    parts: tuple[Node, ...]


Node = Word | All | Any


def parse(wanted: str) -> Node | None:
    """The tree of a search; ``None`` where it holds no word. Raises UsageError for one that cannot be understood."""
    if len(wanted) > _LONGEST:
        raise UsageError(f"a search has at most {_LONGEST} characters", hint="use fewer words")
    reader = _Reader(wanted)
    tree = reader.any_of(0)
    if reader.at < len(reader.tokens):
        raise UsageError(f"a parenthesis too many in {wanted!r}", hint=_HINT)
    return tree


def holds(node: Node, folded: str) -> bool:
    """Whether a folded text is what was looked for."""
    if isinstance(node, Word):
        return node.text in folded
    if isinstance(node, Any):
        return any(holds(part, folded) for part in node.parts)
    return all(holds(part, folded) for part in node.parts) and not any(holds(part, folded) for part in node.without)


def words_of(node: Node) -> Iterator[str]:
    """The folded words that may occur (never those behind NOT)."""
    if isinstance(node, Word):
        yield node.text
    else:
        for part in node.parts:
            yield from words_of(part)


def plan(node: Node, *, ordered: bool) -> tuple[Match, bool]:
    """What to ask an index, and whether its answer needs no check against the text.

    ``ordered`` tells whether the index knows the order of tokens. Single characters beside longer words are
    left to the check, since the index is slow for them.
    """
    if isinstance(node, Word):
        return node.phrase, node.phrase.exact and (ordered or len(node.phrase.tokens) == 1)
    if isinstance(node, Any):
        found = [plan(part, ordered=ordered) for part in node.parts]
        return grams.some(*(match for match, _ in found)) or found[0][0], all(exact for _, exact in found)
    return _plan_all(node, ordered=ordered)


def _plan_all(node: All, *, ordered: bool) -> tuple[Match, bool]:
    longer = [part for part in node.parts if not _is_short(part)]
    parts = longer or list(node.parts)
    found = [plan(part, ordered=ordered) for part in parts]
    match = grams.every(*(match for match, _ in found)) or found[0][0]
    exact = all(exact for _, exact in found) and len(parts) == len(node.parts)
    for part in node.without:
        unwanted, sure = plan(part, ordered=ordered)
        if sure and not _is_short(part):
            match = Except(match, unwanted)
        else:
            exact = False
    return match, exact


def _is_short(node: Node) -> bool:
    return isinstance(node, Word) and len(node.text) == 1


class _Reader:
    """Takes the words one by one: NOT binds closest, then AND (which may be left out), then OR."""

    def __init__(self, wanted: str) -> None:
        self.tokens = [(match[3] or match[4] or "", match[1] or match[2]) for match in _TOKEN.finditer(wanted)]
        self.wanted = wanted
        self.at = 0

    def any_of(self, depth: int) -> Node | None:
        start = self.at
        parts = [self._all_of(depth)]
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "OR":
            if self.at == start or self.at + 1 == len(self.tokens) or self.tokens[self.at + 1][0] in {")", "OR"}:
                raise UsageError(f"a word is missing beside OR in {self.wanted!r}", hint=_HINT)
            self.at += 1
            parts.append(self._all_of(depth))
        found = tuple(part for part in parts if part is not None)
        return Any(found) if len(found) > 1 else next(iter(found), None)

    def _all_of(self, depth: int) -> Node | None:
        parts: list[Node] = []
        without: list[Node] = []
        while self.at < len(self.tokens) and self.tokens[self.at][0] not in {")", "OR"}:
            self._takes("AND")
            unwanted = self._takes("NOT")
            node = self._one(depth)
            if node is not None:
                (without if unwanted else parts).append(node)
        if without and not parts:
            raise UsageError(f"{self.wanted!r} says only what must not occur", hint=_HINT)
        return parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without)) if parts else None

    def _one(self, depth: int) -> Node | None:
        if self.at == len(self.tokens) or self.tokens[self.at][0] in {")", "OR", "AND", "NOT"}:
            raise UsageError(f"a word is missing in {self.wanted!r}", hint=_HINT)
        bare, quoted = self.tokens[self.at]
        self.at += 1
        if bare != "(":
            return _word(bare or quoted or "")
        if depth == _DEEPEST:
            raise UsageError(f"more than {_DEEPEST} parentheses within each other", hint=_HINT)
        node = self.any_of(depth + 1)
        if not self._takes(")"):
            raise UsageError(f"a parenthesis is not closed in {self.wanted!r}", hint=_HINT)
        return node

    def _takes(self, word: str) -> bool:
        taken = self.at < len(self.tokens) and self.tokens[self.at][0] == word
        self.at += taken
        return taken


def _word(raw: str) -> Word | None:
    folded = fold_words(raw)
    phrase = grams.phrase_of(folded)
    return None if phrase is None else Word(folded, phrase)
