"""How far two company names can be one company. PURE.

``exact``: the same name but for width, spaces, script and punctuation. ``structural``: the same brand and no slot
against it: a possible match, never asserted. ``weak``: the same brand with too little beside it to say so.
A verdict with ``against`` names a slot that tells the two apart: relatives perhaps, not the same company.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal, NamedTuple

from filings.watchlists import trades
from filings.watchlists.brands import CHINESE
from filings.watchlists.names import Slots

Likeness = Literal["exact", "structural", "weak"]
Place = Literal["same", "silent", "conflict"]
Trade = Literal["same", "near", "part", "silent", "conflict"]
"""``near``: they differ in words that translations add and drop; ``part``: one gives more than the other."""

_BODY = re.compile(
    r"(?:政府|公安局|公安厅|[局厅署院]|委员会|管委会|委|学院|大学|兵团)$|^(?:municipality|district|prefecture)?public"
)
"""Public bodies are told apart by their place alone, so that only their whole names count."""
DISTINCT = 3
"""Two-character brands (大华, 海视) are shared by strangers; from three on they rarely are."""
SURE = 4


class Verdict(NamedTuple):
    """How alike two names are, why in words, and whether a slot speaks against it."""

    likeness: Likeness
    why: str
    against: bool = False


class Evidence(NamedTuple):
    """What two names of one brand say beside it.

    ``strength`` counts the brand's characters or syllables, more where its own spelling is known; ``length``
    counts them alone; ``strict``: both are whole registered names.
    """

    brand: str
    strength: int
    length: int
    place: Place
    trade: Trade
    said: tuple[str, ...]
    """What agrees, in words."""
    telling: bool = True
    """Whether the common trade says more than "technology"."""
    strict: bool = False


def same_script(left: Slots, right: Slots) -> Verdict | None:
    """The likeness of two names in one script; ``None`` where nothing speaks for it."""
    if left.script != right.script or left.brand != right.brand or _says_little(left):
        return None
    if _strangers(left, right):
        return None
    place = _places(left, right)
    trade = _han_trades(left, right) if left.script == "han" else latin_trades(_concepts(left), _concepts(right))
    evidence = Evidence(
        brand=left.brand,
        strength=_strength(left),
        length=len(left.brand) if left.script == "han" else len(left.brand) // 2,
        place=place,
        trade=trade,
        said=_said(left, place, trade, branch=left.branch != right.branch),
        telling=bool(left.trade),
        strict=left.legal and right.legal,
    )
    if left.qualifier != right.qualifier:
        return _relative(evidence, "another place in brackets") if place == "same" else None
    return decide(evidence)


def decide(seen: Evidence) -> Verdict | None:
    """The verdict on two names of one brand."""
    if seen.place == "conflict":
        return None
    why = ", ".join((f"the same brand {seen.brand!r}", *seen.said))
    if seen.trade == "conflict" or (seen.strict and _lacks_trade(seen)):
        return _relative(seen, "another trade")
    if _enough(seen):
        return Verdict("structural", why)
    if seen.strength >= DISTINCT or seen.place == "same" or seen.trade == "same":
        return Verdict("weak", f"{why}, and nothing else to compare", against=_barely(seen))
    return None


def _lacks_trade(seen: Evidence) -> bool:
    """Registered names give their whole trade: one that gives less is another company, unless the brand is long."""
    return seen.trade == "part" or (seen.trade == "silent" and seen.length < SURE)


def _enough(seen: Evidence) -> bool:
    """How much silence a brand can bear: a longer brand needs less company."""
    if seen.trade == "same":
        return seen.strength >= DISTINCT or seen.place == "same" or (seen.telling and not seen.strict)
    if seen.trade == "near":
        return seen.strength >= DISTINCT or (seen.place == "same" and not seen.strict)
    return seen.strength >= (DISTINCT if seen.place == "same" else SURE)


def _barely(seen: Evidence) -> bool:
    """Whether a short brand stands alone: shared by too many to be more than background."""
    return seen.strength < DISTINCT and not (seen.place == "same" and seen.trade in {"same", "near"})


def _relative(seen: Evidence, what: str) -> Verdict | None:
    if seen.strength < DISTINCT:
        return None
    return Verdict("weak", f"the same brand {seen.brand!r} with {what}", against=True)


def is_body(slots: Slots) -> bool:
    """Whether a name is a public body's (公安局, 人民政府)."""
    return _BODY.search(slots.brand + slots.trade) is not None


def _says_little(slots: Slots) -> bool:
    return len(slots.brand) < 2 or is_body(slots)


def _strangers(left: Slots, right: Slots) -> bool:
    """A partnership is no company, while a limited company may become a joint-stock one without another name.

    Two full legal names of a short brand, one registered with a place and one without, are two companies.
    """
    if left.qualifier and right.qualifier and left.qualifier != right.qualifier:
        return True
    if not left.form or not right.form:
        return False
    other_kind = (left.form == "partnership") != (right.form == "partnership")
    return other_kind or (_places(left, right) == "silent" and _strength(left) < DISTINCT)


def _strength(slots: Slots) -> int:
    if slots.script == "han":
        return len(slots.brand)
    return SURE if slots.brand in CHINESE else len(slots.brand) // 2


def _places(left: Slots, right: Slots) -> Place:
    if not left.places or not right.places:
        return "same" if left.places == right.places else "silent"
    return "same" if left.places & right.places else "conflict"


def _han_trades(left: Slots, right: Slots) -> Trade:
    if _same_words(left.trade) == _same_words(right.trade):
        return "same"
    return "conflict" if left.trade and right.trade else "silent"


def _same_words(trade: str) -> str:
    for word, same in trades.SAME_TRADE.items():
        trade = trade.replace(word, same)
    return trade


def _concepts(slots: Slots) -> tuple[str, ...]:
    return trades.of_latin(tuple(slots.rest.split())).concepts


def latin_trades(left: tuple[str, ...], right: tuple[str, ...]) -> Trade:
    """How two trades agree, by their concepts."""
    one, other = Counter(left), Counter(right)
    more, less = one - other, other - one
    if not more and not less:
        return "same"
    if more and less:
        return "conflict"
    if set(more + less) <= trades.SOFT:
        return "near"
    return "part" if left and right else "silent"


def _said(slots: Slots, place: Place, trade: Trade, *, branch: bool) -> tuple[str, ...]:
    said = []
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
    return tuple(said)
