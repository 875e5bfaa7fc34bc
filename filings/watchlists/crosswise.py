"""A Latin name against a Chinese one: the brand by its pinyin or its own spelling, the trade by its gloss. PURE.

Never more than a possible match: sounds are shared (达华, 大华, 大化 are all "Dahua").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from filings.watchlists import likeness, names, romanise, trades
from filings.watchlists.brands import CHINESE, LATIN
from filings.watchlists.likeness import Evidence, Place, Verdict
from filings.watchlists.names import Slots
from filings.watchlists.placenames import ADMINISTRATIVE, SPELLED, SPELLINGS

_NATION = "中国"
_NATIONAL = frozenset({"china", "chinese", "zhongguo"})
_LONGEST_BRAND = 8
_KINDS = ("", "xian", "shi", "qu", "sheng")
_RANK = ("structural", "weak")


class _Reading(NamedTuple):
    """One way to read both names: what is left of each after places, and what was said of places.

    ``named``: a place stands in both. ``whole``: a place is read as part of the brand, which counts only where
    the brand is written its own way.
    """

    words: tuple[str, ...]
    text: str
    place: Place
    named: bool = False
    whole: bool = False


class _Aligned(NamedTuple):
    """A brand found in both: how many characters, words and whether it is written its own way."""

    size: int
    words: int
    own: bool


def compare(latin: str, han: str) -> Verdict | None:
    """The likeness of a Latin and a Chinese name; ``None`` where nothing speaks for it."""
    words = names.words_of(latin)
    return compare_slots(words, names.parse(latin).legal, names.parse(han)) if words else None


def compare_slots(words: tuple[str, ...], legal: bool, han: Slots) -> Verdict | None:  # noqa: FBT001 - cached by value
    """The same for Latin words (``names.words_of``) and a Chinese name that was taken apart."""
    strict = legal and han.legal
    found = [
        verdict
        for reading in _readings(words, han)
        for aligned in _aligned(reading)
        if (verdict := _verdict(reading, aligned, strict=strict)) is not None
    ]
    return min(found, key=lambda verdict: (verdict.against, _RANK.index(verdict.likeness)), default=None)


def brands(han: Slots) -> Iterator[str]:
    """Latin brands, squashed, under which an index may hold the English name of a Chinese company.

    The brand and longer beginnings (a trade may be in pinyin too): what is left of a shorter one has no gloss.
    """
    texts = [(han.rest, len(han.brand))]
    if len(han.places) == 1:
        place = next(iter(han.places))
        texts.append((place + han.rest, len(place) + len(han.brand)))
    if han.rest.startswith(_NATION) and len(han.brand) > len(_NATION) + 1:
        texts.append((han.rest.removeprefix(_NATION), len(han.brand) - len(_NATION)))
    for text, shortest in texts:
        for size in range(max(shortest, 2), min(len(text), _LONGEST_BRAND) + 1):
            yield from _spellings(text[:size])
    concepts = trades.of_han(han.rest).concepts
    if concepts:
        yield "=" + "+".join(sorted(concepts))


def seconds(first: str, followers: Iterable[str], letters: str, brand: str) -> Iterator[str]:
    """Of the characters that follow ``first`` in Chinese brands, those with which a Latin name's letters can begin.

    The letters may open with a place, the ``brand`` not; a brand of the table is known by its Chinese form.
    """
    forms = [form for form in CHINESE.get(brand, ()) if form[0] == first]
    starts = [start for start in dict.fromkeys((brand, letters)) if start.startswith(romanise.readings(first))]
    if not forms and not starts:
        return
    for second in followers:
        ends = romanise.readings(second) if second else ("",)
        if any(form[1:2] == second for form in forms) or any(
            start.startswith(one + end) for start in starts for one in romanise.readings(first) for end in ends
        ):
            yield second


@lru_cache(maxsize=8192)
def _spellings(brand: str) -> tuple[str, ...]:
    """Every way to write a brand in Latin letters, at most two dozen."""
    found = set(LATIN.get(brand, ()))
    every = [""]
    for character in brand:
        every = [before + one for before in every for one in romanise.readings(character)][:24]
    return tuple(found.union(every))


def _readings(words: tuple[str, ...], han: Slots) -> Iterator[_Reading]:
    """With the places struck from both names, and, where a place may be the brand's (宁德时代), with all of it."""
    left, struck = words, 0
    places = [*han.places, *([han.qualifier] if han.qualifier else [])]
    for place in places:
        shorter = _struck(left, place)
        struck += len(shorter) < len(left)
        left = shorter
    text = han.rest
    national = [word for word in left if word not in _NATIONAL]
    if text.startswith(_NATION) and len(national) < len(left):
        left, text, struck = tuple(national), text.removeprefix(_NATION), struck + 1
    elif text.startswith(_NATION):
        text = text.removeprefix(_NATION)
    if han.qualifier and _struck(words, han.qualifier) == words:
        return
    yield _Reading(left, text, "same" if struck or not places else "silent", named=struck > 0)
    if len(han.places) == 1:
        yield _Reading(words, next(iter(han.places)) + han.rest, "silent", whole=True)


def _struck(words: tuple[str, ...], place: str) -> tuple[str, ...]:
    """The words without those that spell a place and its kind (``lop county``)."""
    spelled = SPELLINGS.get(place) or (romanise.spell(place),)
    wanted = {spelling + kind for spelling in spelled for kind in _KINDS}
    for size in (1, 2, 3):
        for at in range(len(words) - size + 1):
            if "".join(words[at : at + size]) in wanted:
                end = at + size
                while end < len(words) and words[end] in ADMINISTRATIVE:
                    end += 1
                return words[:at] + words[end:]
    return words


def _aligned(reading: _Reading) -> Iterator[_Aligned]:
    """The brands that open both, and none (names made of a place and glosses)."""
    letters = "".join(reading.words)
    ends = {0: 0}
    for number, word in enumerate(reading.words, start=1):
        ends[max(ends) + len(word)] = number
    yield _Aligned(0, 0, own=False)
    for size, position, own in romanise.ends(reading.text, letters):
        if position in ends and (own or (size > 1 and not reading.whole)):
            yield _Aligned(size, ends[position], own)


def _verdict(reading: _Reading, aligned: _Aligned, *, strict: bool) -> Verdict | None:
    meant = trades.of_latin(reading.words[aligned.words :])
    printed = trades.of_han(reading.text[aligned.size :])
    unknown = [word for word in meant.unknown if word not in SPELLED and word not in ADMINISTRATIVE]
    if not _same_sound(unknown, printed.unknown):
        return _guess(reading, aligned) if unknown and printed.unknown else None
    trade = likeness.latin_trades(meant.concepts, printed.concepts)
    brand = reading.text[: aligned.size]
    place = _place(reading, meant.unknown, brand)
    if aligned.size == 0:
        return _by_gloss(reading, place) if trade == "same" and meant.concepts and not unknown else None
    evidence = Evidence(
        brand=brand,
        strength=likeness.SURE if aligned.own else aligned.size,
        length=aligned.size,
        place=place,
        trade=trade,
        said=_said(reading, aligned, trade, place),
        telling=bool(set(meant.concepts) - trades.SOFT),
        strict=strict,
    )
    return likeness.decide(evidence)


def _place(reading: _Reading, unknown: Sequence[str], brand: str) -> Place:
    if any(word in SPELLED and word not in _NATIONAL for word in unknown):
        return "conflict"
    return "same" if brand in SPELLINGS else reading.place


def _guess(reading: _Reading, aligned: _Aligned) -> Verdict | None:
    """Brand and place agree, and each goes on with words that no table translates: a possible match."""
    words, text = reading.words[aligned.words :], reading.text[aligned.size :]
    if aligned.size < 2 or not reading.named or any(word in SPELLED for word in words):
        return None
    if not trades.alike(words, text):
        return None
    said = (*_said(reading, aligned, "silent", reading.place), f"{' '.join(words)!r} and {text!r} not compared")
    return Verdict("structural", ", ".join((f"the same brand {reading.text[: aligned.size]!r}", *said)))


def _by_gloss(reading: _Reading, place: Place) -> Verdict | None:
    """A place and nothing but trade words: 中国移动通信, the public security bureau of a county."""
    if place != "same" or not reading.named:
        return None
    return Verdict("structural", f"the same place, and {' '.join(reading.words)!r} is {reading.text!r} in English")


def _same_sound(words: Sequence[str], pieces: Sequence[str]) -> bool:
    """Whether pieces that no gloss covers are at least each other's pinyin."""
    if not words or not pieces:
        return not words and not pieces
    text, letters = "".join(pieces), "".join(words)
    return any((size, position) == (len(text), len(letters)) for size, position, _ in romanise.ends(text, letters))


def _said(reading: _Reading, aligned: _Aligned, trade: str, place: Place) -> tuple[str, ...]:
    spelled = " ".join(reading.words[: aligned.words])
    said = [f"written {spelled!r}" if aligned.own else f"in pinyin {spelled!r}"]
    if trade == "same" and aligned.words < len(reading.words):
        said.append(f"the same trade {' '.join(reading.words[aligned.words :])!r}")
    if place == "same":
        said.append("the same place")
    return tuple(said)
