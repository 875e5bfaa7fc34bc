"""Closed codes from a quote's words: the same functions as the detectors', else the words that the code needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from filings.events.reasons import code_of
from filings.events.stages import MIXED
from filings.events.tables_status import status_code
from filings.model import Text

_SIGNS: Mapping[tuple[str, str], re.Pattern[str]] = MappingProxyType(
    {
        ("approvals", "board"): re.compile(r"董事会|审议通过|议案"),
        ("approvals", "general_meeting"): re.compile(r"股东大?会"),
        ("approvals", "shareholders_needed"): re.compile(r"[需须].*股东大?会|股东大?会.*[需须批准]"),
        ("approvals", "not_required"): re.compile(r"[无不]需|无须|不须|未达到"),
        ("impact", "undetermined"): re.compile(r"无法|不能|难以|尚未|不确定|未能"),
        ("debt_handling", "to_be_resolved"): re.compile(r"将|后续|拟|逐步|妥善|尽快|待|继续|积极"),
        ("asset_handling", "to_be_disposed"): re.compile(r"将|后续|拟|逐步|妥善|尽快|待|继续|积极"),
    }
)
"""For codes that say how something stands: what the quoted words must hold at least."""


def _status(words: str) -> str | None:
    return "mixed" if MIXED.search(words) else status_code(words)


_FUNCTIONS: Mapping[str, Callable[[str], str | None]] = MappingProxyType({"status": _status, "reason": code_of})


def code_in(name: str, claimed: Text, words: str) -> tuple[bool, str | None]:
    """Whether the code of a fact of that name can be found again in the words, and which one they give."""
    if claimed.code is None:
        return False, None
    function = _FUNCTIONS.get(name)
    if function is not None:
        return True, function(words)
    sign = _SIGNS.get((name, claimed.code))
    if sign is None:
        return False, None
    return True, claimed.code if sign.search(words) else None
