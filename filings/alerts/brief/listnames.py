"""What the watch lists are called in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from filings.alerts.brief.said import Said, plain

ENTITY_LIST = Said("U.S. Entity List (BIS)", "美国商务部实体清单")
_LISTS: Mapping[str, Said] = MappingProxyType(
    {
        "el": ENTITY_LIST,
        "entitylist": ENTITY_LIST,
        "bisentitylist": ENTITY_LIST,
        "usentitylist": ENTITY_LIST,
        "consolidatedscreeninglist": Said("Consolidated Screening List", "美国综合筛查清单"),
        "1260h": Said("DoD list under Section 1260H", "美国国防部1260H清单"),
        "dod1260h": Said("DoD list under Section 1260H", "美国国防部1260H清单"),
        "ndaa889": Said("NDAA Section 889", "美国国防授权法889条"),
        "fcccoveredlist": Said("FCC Covered List", "美国联邦通信委员会受限清单"),
        "uflpa": Said("UFLPA Entity List", "UFLPA实体清单"),
        "xinjiang": Said("Xinjiang", "新疆"),
        "regions": Said("watched regions", "关注地区"),
        "watchedcompanies": Said("Watched companies", "关注公司"),
        "companies": Said("watched companies", "关注公司"),
    }
)
_OF_A_YEAR = re.compile(r"(\d{4}) rule")
_CHINESE = re.compile("[㐀-鿿][㐀-鿿·]*")


def list_name(key: str) -> Said:
    """A list's name in words; one that we do not know by the name it came with."""
    known = _LISTS.get(re.sub(r"[^a-z0-9]", "", key.casefold()))
    if known is not None:
        return known
    own = plain(key.replace("_", " "), 60)
    if not is_entity_list(own):
        return Said.same(own)
    year = _OF_A_YEAR.search(own)
    return Said(own, f"{ENTITY_LIST.zh}（{f'{year[1]}年规则' if year else own}）")


def is_entity_list(name: str) -> bool:
    """Whether it is the Entity List of the U.S. Export Administration Regulations, under whatever name."""
    return name == ENTITY_LIST.en or name.casefold().startswith(("entity list", "bis entity list"))


def chinese_part(entry: str) -> str:
    """The Chinese name at the head of an entry that also prints others; one without any stays as it is."""
    found = _CHINESE.match(plain(entry, 120))
    return found[0] if found else plain(entry, 120)
