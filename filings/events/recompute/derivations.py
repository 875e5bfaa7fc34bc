"""The rules by which facts are derived, each from the words of its quotes alone.

A detector that derives by a new rule adds it here: a derivation that cannot be repeated proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from filings.events.reasons import grade_of
from filings.events.stages import MIXED
from filings.events.tables_headers import field_of
from filings.events.values.money import parse_amount, parse_unit
from filings.model import Fact, Share, Text, Value

Derivation = Callable[[Fact, Sequence[str]], Value | None]
"""(the fact claimed, the folded words of its quotes in order) → the value that the rule makes of them."""

_FIGURE = re.compile(r"[-+\d,.()%~¥$约近不超过低于高多少至到以上下左右含税未暂估计合共预余*#]+")
_UNIT_LINE = re.compile(r"\(?(?:金额|货币|人民币)?单位|币种")
_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?")
_PROCESS = re.compile(r"协商|审慎|沟通|论证|一致同意")


def table_unit(fact: Fact, words: Sequence[str]) -> Value | None:
    """A bare figure of a cell in the unit of its column's header or of the table's unit line."""
    figure, rest = _parted(words)
    if not figure or not _of_field(fact.name, rest):
        return None
    header = "".join(rest)
    if isinstance(fact.value, Share):
        return Share(percent=Decimal(figure)) if "%" in header and _PERCENT.fullmatch(figure) else None
    unit = parse_unit(header)
    return None if unit is None else parse_amount(figure, unit=unit[0], currency=unit[1])


def figures(texts: Sequence[str]) -> int:
    """How many of the texts, from the first on, are a cell's figure (cut in lines), before headers and units."""
    count = 0
    while count < len(texts) and _FIGURE.fullmatch(texts[count]):
        count += 1
    return count


def _parted(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    count = figures(words)
    return "".join(words[:count]), words[count:]


def _of_field(name: str, header: Sequence[str]) -> bool:
    """Whether the column's header, where we know it, is one of this fact's."""
    labels = "".join(words for words in header if not _UNIT_LINE.match(words))
    field = field_of(labels) if labels else None
    return field is None or field == name


def _reason_grade(_: Fact, words: Sequence[str]) -> Value | None:
    grade = grade_of("".join(words))
    return Text(text=grade, code=grade)


def _process(_: Fact, words: Sequence[str]) -> Value | None:
    return Text(text="agreed_without_reason", code="none") if _PROCESS.search("".join(words)) else None


def _summary(fact: Fact, words: Sequence[str]) -> Value | None:
    said = MIXED.search("".join(words))
    held = isinstance(fact.value, Text) and fact.value.text in "".join(words)
    return Text(text=fact.value.text, code="mixed") if said and held and isinstance(fact.value, Text) else None


DERIVATIONS: Mapping[str, Derivation] = MappingProxyType(
    {
        "table-unit": table_unit,
        "reason-grade": _reason_grade,
        "process-is-no-reason": _process,
        "summary-status": _summary,
    }
)
