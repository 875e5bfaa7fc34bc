"""The tables of a brief: items with their facts, and what changed since an earlier alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from filings.alerts.brief.composed import without_repeats
from filings.alerts.brief.inputs import Change, Frame
from filings.alerts.brief.labels import label, rank
from filings.alerts.brief.names import named
from filings.alerts.brief.said import Said, joined, plain
from filings.alerts.brief.sheet import Grid, Row, shown
from filings.alerts.brief.story import ITEMS, cell_of, own_facts, quotes_of
from filings.model import Event, Item

_NUMBER = Said("#", "#")
_NAMED: Mapping[str, Said] = MappingProxyType(
    {"project": Said("Project", "项目"), "asset": Said("Asset", "资产"), "claim": Said("Claim", "债权")}
)
_LABELS: Mapping[str, Said] = MappingProxyType(
    {"project": Said("Projects", "项目"), "asset": Said("Assets", "资产"), "claim": Said("Claims", "债权")}
)
_ITEM, _SEVERAL = Said("Item", "名称"), Said("Items", "明细")
_CHANGES = 40
_ABSENT = Said("—", "—")


def items_grid(event: Event, frame: Frame) -> Grid | None:
    """Projects, assets or claims, one row each, one column for each kind of fact that any of them has."""
    if not event.items:
        return None
    kinds = {item.kind for item in event.items}
    kind = kinds.pop() if len(kinds) == 1 else ""
    listed = event.items[:ITEMS]
    names = {fact.name for item in listed for fact in own_facts(item)}
    ordered = sorted(names, key=lambda name: (rank(name), name))
    rows = (_row(number, item, ordered, frame) for number, item in enumerate(listed, start=1))
    return Grid(
        label=_LABELS.get(kind, _SEVERAL),
        columns=(_NUMBER, _NAMED.get(kind, _ITEM), *map(label, ordered)),
        rows=tuple(rows),
        more=len(event.items) - len(listed),
    )


def _row(number: int, item: Item, names: Sequence[str], frame: Frame) -> Row:
    facts = own_facts(item)
    cells = (
        joined(dict.fromkeys(cell_of(fact, frame) for fact in facts if fact.name == name), "; ", "；") for name in names
    )
    words, _ = shown(without_repeats(chain(quotes_of(item.facts))))
    safe = (Said(plain(cell.en, 400), plain(cell.zh, 400)) for cell in cells)
    return Row(cells=(Said.same(str(number)), named(item.name, frame, 120), *safe), words=words)


def changes_grid(changes: Sequence[Change]) -> Grid | None:
    """What an earlier alert said, and what holds now."""
    if not changes:
        return None
    listed = changes[:_CHANGES]
    rows = (
        Row(cells=(Said.same(str(number)), _what(change), change.before or _ABSENT, change.after or _ABSENT))
        for number, change in enumerate(listed, start=1)
    )
    return Grid(
        label=Said("Compared with the earlier alert", "与此前提醒相比"),
        columns=(_NUMBER, Said("What", "项目"), Said("Before", "此前"), Said("Now", "现在")),
        rows=tuple(rows),
        more=len(changes) - len(listed),
    )


def _what(change: Change) -> Said:
    where = plain(change.where, 80)
    return Said(f"{where}: {change.label.en}", f"{where}：{change.label.zh}") if where else change.label
