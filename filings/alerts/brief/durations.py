"""How long something runs, read out of the few words in which a filing says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "特许经营期": "concession period", "运营维护期": "operation and maintenance period",
        "运营期": "operating period", "运维期": "operation and maintenance period", "维护期": "maintenance period",
        "建设期": "construction period", "合作期": "cooperation period", "服务期": "service period",
        "租赁期": "lease term", "质保期": "warranty period", "合同期": "contract term", "履行期": "term of performance",
    }
)  # fmt: skip
_UNITS: Mapping[str, str] = MappingProxyType({"年": "year", "个月": "month", "月": "month", "天": "day", "日": "day"})
_LONG = re.compile(
    rf"(?P<kind>{'|'.join(_KINDS)})?限?[^\d，。；、]{{0,6}}?(?P<low>\d+)(?:(?:年|个月)?[至到~～-](?P<high>\d+))?"
    rf"(?P<unit>{'|'.join(_UNITS)})(?!\d)"
)


def how_long(text: str) -> str | None:
    """``运营期为10年至20年`` → ``operating period: 10 to 20 years``; ``None`` where no number of years is said."""
    found = [_told(match) for match in _LONG.finditer(text) if not _is_a_date(match)]
    return ", ".join(found) or None


def _is_a_date(match: re.Match[str]) -> bool:
    return match["unit"] == "年" and len(match["low"]) == 4


def _told(match: re.Match[str]) -> str:
    low, high, unit = match["low"], match["high"], _UNITS[match["unit"]]
    many = "" if (high or low) == "1" else "s"
    span = f"{low} to {high} {unit}{many}" if high else f"{low} {unit}{many}"
    return f"{_KINDS[match['kind']]}: {span}" if match["kind"] else span
