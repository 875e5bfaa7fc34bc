"""Company names taken apart and compared. PURE.

A Chinese company name is regular (企业名称登记管理规定): [place][brand][trade][form], 行政区划 字号 行业 组织形式;
an English one mostly has the same slots in the same order. Names are compared slot by slot, never by how many
characters they share: 浙江大华系统工程 and 浙江大华技术 are strangers, 海康威视数字技术 may be 杭州海康威视数字技术.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from filings.model import fold
from filings.watchlists import lexicon

Likeness = Literal["exact", "structural", "weak"]

_LONGEST_PLACE = max(map(len, lexicon.PLACES))
_PLACE_HEADS = frozenset(place[:2] for place in lexicon.PLACES)
_PLACE_SUFFIX = re.compile(r"^(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|省|市|地区|县|区)(?=.{2})")
_FORMS = sorted(lexicon.FORMS, key=len, reverse=True)
_BRANCH = re.compile(r"(?<=公司)(?:第[一二三四五六七八九十]+|[\u4e00-\u9fff]{2,8}?)?(?:分公司|办事处|代表处)$")
_BRACKET = re.compile(r"\(([^()]{0,24})\)")
_TRADE_HEADS = frozenset(trade[0] for trade in lexicon.TRADES)
_TRADE = re.compile("|".join(sorted(lexicon.TRADES, key=len, reverse=True)))
_BODY = re.compile(
    r"(?:政府|公安局|公安厅|[局厅署院]|委员会|管委会|委|学院|大学|兵团)$|^(?:municipality|district|prefecture)?public"
)
"""Public bodies are told apart by their place alone, so that only their whole names count."""
_SHORTEST_BRAND = 2
_DISTINCT_BRAND = 3
"""Two-character brands (大华, 海视) are shared by strangers; from three on they rarely are."""
_SURE_BRAND = 4
_LATIN_TAILS = (
    ("companylimited", "coltd"),
    ("companyltd", "coltd"),
    ("limited", "ltd"),
    ("corporation", "corp"),
    ("incorporated", "inc"),
)
_LATIN_WORD = re.compile(r"[0-9a-z]+")
_NO_LATIN_BRAND = lexicon.LATIN_FORMS | lexicon.LATIN_PLACES | lexicon.LATIN_TRADES
_TAILS = tuple(tail for tail, _ in _LATIN_TAILS)


class Slots(NamedTuple):
    """A name taken apart. ``places`` hold no 省 or 市, ``qualifier`` is a place in brackets, ``form`` a kind."""

    script: Literal["han", "latin"]
    places: frozenset[str]
    brand: str
    trade: str
    form: str
    qualifier: str = ""
    branch: bool = False


class Verdict(NamedTuple):
    """How alike two names are, and why in words."""

    likeness: Likeness
    why: str


def key(name: str) -> str:
    """The name as it is compared letter by letter: folded, in mainland characters, without punctuation."""
    if name.isascii():
        return _short_form("".join(_LATIN_WORD.findall(name.casefold())))
    return _short_form("".join(map(_letter, _folded(name))))


def _folded(name: str) -> str:
    """Width first: a folded text reads a wide Ｏ as zero, which no name means."""
    return "".join(map(_mainland, unicodedata.normalize("NFKC", name)))


@lru_cache(maxsize=65536)
def _mainland(character: str) -> str:
    return fold(character).translate(lexicon.SIMPLIFIED)


@lru_cache(maxsize=65536)
def _letter(character: str) -> str:
    return character.casefold().translate(lexicon.PUNCTUATION)


def _short_form(text: str) -> str:
    if text.endswith(_TAILS):
        for tail, short in _LATIN_TAILS:
            if text.endswith(tail):
                return text.removesuffix(tail) + short
    return text


def key_and_brand(name: str) -> tuple[str, str]:
    """``key`` and the brand of ``parse``, cheaper than both: what an index needs of every name of a list."""
    if name.isascii():
        words = _LATIN_WORD.findall(name.casefold())
        return _short_form("".join(words)), "".join([word for word in words if word not in _NO_LATIN_BRAND])
    text = _folded(name)
    letters = _short_form("".join(map(_letter, text)))
    return letters, (_han(text) if lexicon.HAN.search(text) else _latin(name)).brand


def parse(name: str) -> Slots:
    """The slots of a company name in Chinese or Latin script."""
    return _han(_folded(name)) if lexicon.HAN.search(name) else _latin(name)


def _han(text: str) -> Slots:
    bare = text if text.endswith("公司") and "分公司" not in text else _BRANCH.sub("", text)
    branch = len(bare) < len(text)
    form, qualifier, text = _brackets(bare) if "(" in bare else ("", "", bare)
    last = _form(text)
    if last:
        form = form or lexicon.FORMS[last]
        text = text.removesuffix(last)
    text = text.removesuffix("集团") if len(text) > _DISTINCT_BRAND else text
    places, rest = _places(text)
    brand, trade = _brand(rest)
    return Slots("han", places, brand, trade, form, qualifier, branch)


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
        elif inner != "集团":
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
        places.append(place)
        rest = after
    return frozenset(places), rest


def _place(text: str) -> str:
    if text[:2] not in _PLACE_HEADS:
        return ""
    for length in range(min(_LONGEST_PLACE, len(text)), 1, -1):
        if text[:length] in lexicon.PLACES:
            return text[:length]
    return ""


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


def _latin(name: str) -> Slots:
    plain = name if name.isascii() else _without_marks(name)
    places, brand, trade, form = [], "", [], ""
    for word in _LATIN_WORD.findall(plain.casefold()):
        if word in lexicon.LATIN_FORMS:
            form = "limited" if word in {"ltd", "limited"} else form
        elif word in lexicon.LATIN_PLACES:
            places.append(word)
        elif word in lexicon.LATIN_TRADES:
            trade.append(lexicon.LATIN_SAME.get(word, word))
        else:
            brand += word
    return Slots("latin", frozenset(places), brand, " ".join(trade), form)


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def compare(listed: str, other: str) -> Verdict | None:
    """How far ``other`` can be the company ``listed``; ``None`` where nothing speaks for it.

    ``exact``: the same name but for width, spaces, script and punctuation. ``structural``: the same brand and
    no slot against it. ``weak``: the same distinctive brand in another trade. A Chinese and an English name
    share no slot that could be compared: they need a curated alias.
    """
    if key(listed) == key(other):
        return Verdict("exact", "the same name")
    return compare_slots(parse(listed), parse(other))


def compare_slots(left: Slots, right: Slots) -> Verdict | None:
    """The same for two names that were taken apart."""
    if left.script != right.script or left.brand != right.brand or _says_little(left):
        return None
    place, trade = _agreement(left.places, right.places), _trades(left, right)
    if place == "conflict" or _strangers(left, right, place):
        return None
    if trade == "conflict" or left.qualifier != right.qualifier:
        return _weak(left, "with another trade or place in brackets") if place == "same" else None
    if _enough(left, place, trade):
        return Verdict("structural", _why(left, place, trade, branch=left.branch != right.branch))
    return _weak(left, "and nothing else to compare")


def _says_little(slots: Slots) -> bool:
    return len(slots.brand) < _SHORTEST_BRAND or _BODY.search(slots.brand + slots.trade) is not None


def _same_words(trade: str) -> str:
    for word, same in lexicon.SAME_TRADE.items():
        trade = trade.replace(word, same)
    return trade


def _strangers(left: Slots, right: Slots, place: str) -> bool:
    """A partnership is no company, while a limited company may become a joint-stock one without another name.

    Two full legal names of a short brand, one registered with a place and one without, are two companies.
    """
    if left.qualifier and right.qualifier and left.qualifier != right.qualifier:
        return True
    if not left.form or not right.form:
        return False
    other_kind = (left.form == "partnership") != (right.form == "partnership")
    return other_kind or (place == "silent" and len(left.brand) < _DISTINCT_BRAND)


def _agreement(left: frozenset[str], right: frozenset[str]) -> Literal["same", "silent", "conflict"]:
    if not left or not right:
        return "same" if left == right else "silent"
    return "same" if left & right else "conflict"


def _trades(left: Slots, right: Slots) -> Literal["same", "silent", "conflict"]:
    if left.trade == right.trade or _same_words(left.trade) == _same_words(right.trade):
        return "same"
    if not left.trade or not right.trade:
        return "silent"
    return "conflict"


def _enough(slots: Slots, place: str, trade: str) -> bool:
    """How much silence a brand can bear: a longer brand needs less company."""
    length = len(slots.brand) if slots.script == "han" else len(slots.brand) // 2
    if trade == "same":
        return bool(slots.trade) or length >= _DISTINCT_BRAND
    return length >= (_DISTINCT_BRAND if place == "same" and slots.places else _SURE_BRAND)


def _weak(slots: Slots, why: str) -> Verdict | None:
    length = len(slots.brand) if slots.script == "han" else len(slots.brand) // 2
    return Verdict("weak", f"the same brand {slots.brand!r} {why}") if length >= _DISTINCT_BRAND else None


def _why(slots: Slots, place: str, trade: str, *, branch: bool) -> str:
    said = [f"the same brand {slots.brand!r}"]
    if slots.trade and trade == "same":
        said.append(f"the same trade {slots.trade!r}")
    if trade == "silent":
        said.append("one name gives no trade")
    if place == "same" and slots.places:
        said.append(f"the same place {'/'.join(sorted(slots.places))!r}")
    if place == "silent":
        said.append("one name gives no place")
    if branch:
        said.append("a branch of it")
    return ", ".join(said)
