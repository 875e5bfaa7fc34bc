"""Numbers as filings write them: 12,345.67, 十二, 一百零五, 壹亿贰仟万."""

from __future__ import annotations

import re
from decimal import Decimal

_GROUPS = ("零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {character: value for value, group in enumerate(_GROUPS) for character in group}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_UNITS = {**_SMALL, **_LARGE}
_LONGEST = 40

CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_NUMERALS = "".join([*_DIGITS, *_UNITS])
ARABIC = r"(?<!\d)(?:\d{1,3}(?:,\d{3})++(?!\d)(?:\.\d++)?|\d++(?:\.\d++)?)"
"""A number in digits, groups of three or none; possessive, so that hostile runs of digits cost nothing."""

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ARABIC = re.compile(ARABIC)


def scale_of(words: str) -> Decimal:
    """The factor of scale words: 万 → 10,000, 百万 → 1,000,000; none → 1."""
    factor = Decimal(1)
    for word in words:
        factor *= SCALES[word]
    return factor


def number_of(token: str) -> Decimal | None:
    """A number in digits (with or without group commas) or in Chinese numerals; ``None`` if it is neither."""
    if _ARABIC.fullmatch(token) and len(token) <= _LONGEST:
        return Decimal(token.replace(",", ""))
    number = chinese_number(token)
    return None if number is None else Decimal(number)


def chinese_number(text: str) -> int | None:
    """十二 → 12, 一百零五 → 105, 贰仟 → 2000, 二零一六 → 2016; ``None`` if it is no well-formed numeral."""
    if not text or len(text) > _LONGEST or not set(text) <= set(CHINESE_NUMERALS):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """A numeral with units, read in groups: 万 and 亿 close a group of at most four places."""
    total = 0
    for group, large in _groups(text):
        value = _group(group)
        if value is None or (value == 0 and large and not total):
            return None
        if large == _LARGE["亿"]:
            total = (total + value) * large
        elif large:
            total += value * large
        else:
            total += value
    return total


def _groups(text: str) -> list[tuple[str, int]]:
    """The text cut after each 万 or 亿, with what that unit is worth (1 group without, at the end, 0)."""
    groups: list[tuple[str, int]] = []
    begun = 0
    for index, character in enumerate(text):
        if character in _LARGE:
            groups.append((text[begun:index], _LARGE[character]))
            begun = index + 1
    if begun < len(text):
        groups.append((_spoken_tail(text, begun), 0))
    return groups


def _spoken_tail(text: str, begun: int) -> str:
    """一万二 means 12,000: a lone digit right after 万 or 亿 counts in the next lower place."""
    tail = text[begun:]
    if begun and len(tail) == 1 and tail in _DIGITS and tail != "零":
        return f"{tail}千" if text[begun - 1] in "万萬" else ""
    return tail


def _group(text: str) -> int | None:
    """Up to four places (三千二百零五); the empty group counts 0."""
    total, digit, last = 0, None, 10**4
    zero = False
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            zero = zero or digit == 0
            continue
        unit = _SMALL[character]
        if unit >= last or (not digit and unit != 10):  # only 十 may stand without a digit
            return None
        total += (digit or 1) * unit
        digit, last, zero = None, unit, False
    if digit and total and not zero and last > 10:  # 一百五 is spoken for 150
        return total + digit * last // 10
    return total + (digit or 0)
