"""Titles as lists print them: the company's short name, a colon, the title. PURE.

Only what is surely the company is taken off; a real beginning such as ``H股公告：`` or ``2026-086：`` stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from filings.model import normalise

_COLON = re.compile(r"[：:]")
_SEPARATORS = re.compile(r"[、,，/;；]")
_MARKS = re.compile(r"^(?:S?\*?ST|SST|PT|XD|XR|DR|N|C|U|W)(?=[^A-Z])|(?:-?[ABUWV]+|退)$")
"""Risk and first-day marks before a short name, share classes and 退 behind it."""
_SPECIAL = re.compile(r"^(?:S?\*?ST|SST|PT)|退$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NAME_FORM = re.compile(r"^(?:S?\*?ST|SST|PT|XD|XR|DR|N|C)?[\u4e00-\u9fffA-Z0-9]{2,8}(?:-[UWV]+)?退?$")
_NO_NAME = re.compile(
    r"公告|报告|意见|说明|决议|附件|草案|提示|章程|制度|办法|规则|律师|H股|关于|更[正新]|补充|修订|取消|独立|董事|监事|股东|摘要|第.|之|^20\d\d|^\d+$"
)
_LONGEST_NAME = 8


def split_title(listed: str, names: Sequence[str]) -> tuple[str | None, str]:
    """The company's name before the first colon and the title behind it; ``None`` and all of it otherwise.

    ``names`` are the row's short names. Widths and spaces are compared folded (万科Ａ = 万科A, 五 粮 液), and
    so are marks that come and go (*ST正邦 = 正邦科技). Without names a head of the form of one is taken.
    """
    text = listed.replace("\N{NO-BREAK SPACE}", " ").strip()
    colon = _COLON.search(text)
    if colon is None:
        return None, text
    head, rest = text[: colon.start()].strip(), text[colon.end() :].strip()
    if not head or not rest:
        return None, text
    given = [name for name in names if name.strip()]
    ours = _is_named(head, given) if given else _has_the_form_of_a_name(head)
    return (head, rest) if ours else (None, text)


def _is_named(head: str, names: Sequence[str]) -> bool:
    parts = [part for part in _SEPARATORS.split(head) if part.strip()]
    return bool(parts) and all(any(_same(part, name) for name in names) for part in parts)


def _same(one: str, other: str) -> bool:
    left, right = normalise(one).upper(), normalise(other).upper()
    if left == right:
        return True
    bare_left, bare_right = _MARKS.sub("", left), _MARKS.sub("", right)
    if len(bare_left) < 2 or len(bare_right) < 2:
        return False
    if bare_left == bare_right:
        return True
    special = bool(_SPECIAL.search(left)) != bool(_SPECIAL.search(right))
    return special and _contains_in_order(*sorted((bare_left, bare_right), key=len))


def _contains_in_order(short: str, long: str) -> bool:
    """Whether the short one's characters stand in the long one in their order (南糖 in 南宁糖业)."""
    rest = iter(long)
    return all(character in rest for character in short)


def _has_the_form_of_a_name(head: str) -> bool:
    folded = normalise(head).upper()
    return (
        len(folded) <= _LONGEST_NAME
        and _HAN.search(folded) is not None
        and _NAME_FORM.match(folded) is not None
        and _NO_NAME.search(folded) is None
    )
