"""Company names taken apart. PURE.

A Chinese company name is regular (企业名称登记管理规定): [place][brand][trade][form], 行政区划 字号 行业 组织形式;
an English one mostly has the same slots in the same order. ``likeness`` and ``crosswise`` compare them slot by
slot, never by how many characters they share: 浙江大华系统工程 and 浙江大华技术 are strangers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from filings.model import fold
from filings.watchlists import lexicon, trades
from filings.watchlists.characters import Table, mainland
from filings.watchlists.placenames import ADMINISTRATIVE, PLACES, SPELLED

_LONGEST_PLACE = max(map(len, PLACES))
_PLACE_HEADS = frozenset(place[:2] for place in PLACES)
_PLACE_SUFFIX = re.compile(r"^(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|省|市|地区|县|区)(?=.{2})")
_COUNTY = re.compile(r"^(?!全县|各县)[\u4e00-\u9fff]{1,3}?县(?=.{4})")
_FORMS = sorted(lexicon.FORMS, key=len, reverse=True)
_BRANCH = re.compile(
    r"(?<=公司)(?:第[一二三四五六七八九十]+|[\u4e00-\u9fff]{2,8}?)?(?:分公司|办事处|代表处|\(本部\)|本部)$"
)
_BRACKET = re.compile(r"\(([^()]{0,24})\)")
_TRADE_HEADS = frozenset(trade[0] for trade in trades.TRADES)
_TRADE = re.compile("|".join(sorted(trades.TRADES, key=len, reverse=True)))
_SHORTEST_BRAND = 2
_LATIN_TAILS = (
    ("companylimited", "coltd"),
    ("companyltd", "coltd"),
    ("limited", "ltd"),
    ("corporation", "corp"),
    ("incorporated", "inc"),
)
_LATIN_WORD = re.compile(r"[0-9a-z]+(?:'[0-9a-z]+)?")
_NO_LATIN_BRAND = lexicon.LATIN_FORMS | trades.LATIN_WORDS | {"group", "new"}
_SPELLED_WORDS = frozenset(SPELLED)
_NEVER_BRAND = _NO_LATIN_BRAND | _SPELLED_WORDS
_TAILS = tuple(tail for tail, _ in _LATIN_TAILS)
_LETTERS = re.compile(r"[0-9a-z]+")


class Slots(NamedTuple):
    """A name taken apart. ``places`` hold no 省 or 市, ``qualifier`` is a place in brackets, ``form`` a kind.

    ``legal``: the whole registered name, not a short one. ``rest`` is brand and trade as they stand, Latin words
    joined by spaces. ``places`` of a Latin name are the Chinese places that its spelling can mean.
    """

    script: Literal["han", "latin"]
    places: frozenset[str]
    brand: str
    trade: str
    form: str
    qualifier: str = ""
    branch: bool = False
    legal: bool = False
    rest: str = ""


def key(name: str) -> str:
    """The name as it is compared letter by letter: folded, in mainland characters, without punctuation."""
    if name.isascii():
        return _short_form("".join(_LETTERS.findall(name.casefold())))
    return _short_form(folded(name).translate(_letters()))


def folded(name: str) -> str:
    """In one width, without spaces, in mainland characters.

    Width first: a folded text reads a wide Ｏ as zero, which no name means.
    """
    return unicodedata.normalize("NFKC", name).translate(_mainland())


@cache
def _mainland() -> Table:
    return Table(lambda character: "".join(map(mainland, fold(character))))


@cache
def _letters() -> Table:
    return Table(lambda character: character.casefold().translate(lexicon.PUNCTUATION))


def _short_form(text: str) -> str:
    if text.endswith(_TAILS):
        for tail, short in _LATIN_TAILS:
            if text.endswith(tail):
                return text.removesuffix(tail) + short
    return text


def is_han(name: str) -> bool:
    """Whether a name is written in Chinese."""
    return not name.isascii() and lexicon.HAN.search(name) is not None


def key_and_brand(name: str) -> tuple[str, str]:
    """``key`` and the brand of ``parse``, cheaper than both: what an index needs of every name of a list."""
    if name.isascii():
        lower = name.casefold()
        pieces = _LETTERS.findall(lower)
        plain = "'" not in lower and min(map(len, pieces), default=0) > 1
        return _short_form("".join(pieces)), _latin_brand(pieces if plain else _words(lower))
    text = folded(name)
    letters = _short_form(text.translate(_letters()))
    return letters, (_han(text) if lexicon.HAN.search(text) else _latin(name)).brand


def parse(name: str) -> Slots:
    """The slots of a company name in Chinese or Latin script."""
    return _han(folded(name)) if is_han(name) else _latin(name)


def _han(text: str) -> Slots:
    bare = text if text.endswith("公司") and "分公司" not in text else _BRANCH.sub("", text)
    branch = len(bare) < len(text)
    form, qualifier, text = _brackets(bare) if "(" in bare else ("", "", bare)
    last = _form(text)
    if last:
        form = form or lexicon.FORMS[last]
        text = text.removesuffix(last)
    text = text.removesuffix("集团") if len(text) > _SHORTEST_BRAND + 1 else text
    places, rest = _places(text)
    brand, trade = _brand(rest)
    return Slots("han", places, brand, trade, form, qualifier, branch, legal=form != "", rest=rest)


def _form(text: str) -> str:
    for form in _FORMS:
        if text.endswith(form) and len(text) - len(form) >= _SHORTEST_BRAND:
            return form
    return ""


def _brackets(text: str) -> tuple[str, str, str]:
    """The form and the place that stand in brackets, and the text without brackets."""
    form = qualifier = ""
    for inner in _BRACKET.findall(text):
        if inner in lexicon.FORMS:
            form = lexicon.FORMS[inner]
        elif inner not in {"集团", "控股"}:
            qualifier = _PLACE_SUFFIX.sub("", inner).removesuffix("市").removesuffix("省")
    return form, qualifier, _BRACKET.sub("", text)


def _places(text: str) -> tuple[frozenset[str], str]:
    """The places that open a name, and the rest, which keeps at least a brand."""
    places: list[str] = []
    rest = text
    while (place := _place(rest)) and len(rest) - len(place) >= _SHORTEST_BRAND:
        after = rest[len(place) :]
        after = _PLACE_SUFFIX.sub("", after) if after[0] in "特维壮回自省市地县区" else after
        if _is_trade(after):
            break
        places.append(place if len(place) < 3 or not place.endswith("县") else place.removesuffix("县"))
        rest = after
    return frozenset(places), rest


def _place(text: str) -> str:
    if text[:2] in _PLACE_HEADS:
        for length in range(min(_LONGEST_PLACE, len(text)), 1, -1):
            if text[:length] in PLACES:
                return text[:length]
    county = _COUNTY.match(text) if "县" in text[1:4] else None
    return county[0] if county else ""


def _is_trade(text: str) -> bool:
    """Whether nothing but trade words follow: then the place before them is the brand (大同证券)."""
    while text and text[0] in _TRADE_HEADS and (found := _TRADE.match(text)):
        text = text[found.end() :]
    return not text


def _brand(text: str) -> tuple[str, str]:
    found = _TRADE.search(text, _SHORTEST_BRAND)
    if found is None:
        return text, ""
    trade = text[found.start() :]
    return text[: found.start()], trade


def words_of(name: str) -> tuple[str, ...]:
    """The lower-case words of a Latin name, without accents, apostrophes and those that end it as a legal form."""
    return tuple(word for word in _words(_plain(name)) if word not in lexicon.LATIN_FORMS)


def _plain(name: str) -> str:
    if name.isascii():
        return name.casefold()
    spread = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in spread if not unicodedata.combining(c)).casefold()


def _words(lower: str) -> list[str]:
    """``xin'an`` is one word, ``people's`` loses its s, single letters in a row are one (r.i.a.)."""
    found = [word.removesuffix("'s").replace("'", "") for word in _LATIN_WORD.findall(lower)]
    if min(map(len, found), default=0) > 1:
        return found
    joined: list[str] = []
    alone = False
    for word in found:
        single = len(word) == 1
        if single and alone:
            joined[-1] += word
        else:
            joined.append(word)
        alone = single
    return joined


def _latin(name: str) -> Slots:
    words = _words(_plain(name))
    legal = any(word in lexicon.LATIN_LEGAL for word in words)
    placed = list(_placed([word for word in words if word not in lexicon.LATIN_FORMS]))
    spelled = [places for _, places in placed if places]
    rest = [word for word, places in placed if not places]
    trade = [word for word in rest if word in trades.LATIN_WORDS]
    return Slots(
        script="latin",
        places=frozenset().union(*spelled),
        brand=_latin_brand(words),
        trade=" ".join(trade),
        form="limited" if legal else "",
        legal=legal,
        rest=" ".join(rest),
    )


def _latin_brand(words: Sequence[str]) -> str:
    """What is no form, place or trade, squashed; where that is nothing, the place (Datong Securities)."""
    brand = "".join([word for word in words if word not in _NEVER_BRAND])
    if _SPELLED_WORDS.isdisjoint(words):
        return brand
    if not brand:
        return next((word for word in reversed(words) if word in SPELLED), "")
    return "".join(word for word, places in _placed(words) if not places and word not in _NO_LATIN_BRAND)


def _placed(words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each word, or two of a place's (hong kong), with the Chinese places that it can mean; kinds of places go."""
    at = 0
    after_place = False
    while at < len(words):
        pair = "".join(words[at : at + 2])
        if pair in SPELLED and words[at] not in SPELLED and len(words) > at + 1:
            yield pair, SPELLED[pair]
            at += 2
            after_place = True
            continue
        word = words[at]
        at += 1
        if word in SPELLED:
            yield word, SPELLED[word]
            after_place = True
        elif not (after_place and word in ADMINISTRATIVE):
            yield word, frozenset()
            after_place = False
