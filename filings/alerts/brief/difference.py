"""What differs between two records of one event, field by field. Pure.

It looks at exactly what ``keys.content_version`` looks at: two records without difference have one version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from filings.alerts.brief.deeds import leg_said
from filings.alerts.brief.glossary import ROLES, term
from filings.alerts.brief.inputs import Change, Frame
from filings.alerts.brief.labels import label, rank
from filings.alerts.brief.listnames import list_name
from filings.alerts.brief.said import Said, joined, plain
from filings.alerts.brief.values import said_of
from filings.alerts.keys import canonical
from filings.model import Leg, Value

JsonObject = Mapping[str, Any]

_VALUE: TypeAdapter[Value] = TypeAdapter(Value)
_FRAME = Frame(pages=0)
_DISPOSITIONS: Mapping[str, Said] = MappingProxyType(
    {
        "flag": Said("flagged", "标记"),
        "flag_low": Said("low priority", "低优先级"),
        "called_off": Said("called off", "已取消"),
        "info": Said("for information", "供参考"),
        "link_only": Said("belongs to another filing", "归入其他公告"),
        "review": Said("to be reviewed", "待复核"),
        "no_flag": Said("not flagged", "未标记"),
    }
)


def difference(old: JsonObject, new: JsonObject) -> tuple[Change, ...]:
    """Every field in which two event records (interface.md) differ, in the order in which a brief tells them.

    Order, places of quotes, versions and times of seeing are no difference; what is not stated stays so
    whatever was read to be sure of it.
    """
    return (
        *_of_the_event(old, new),
        *_legs(old, new),
        *_facts(old["facts"], new["facts"]),
        *_items(old["items"], new["items"]),
        *_parties(old["parties"], new["parties"]),
        *_hits(old["hits"] or (), new["hits"] or ()),
    )


def _of_the_event(old: JsonObject, new: JsonObject) -> Iterator[Change]:
    for name, named, told in _FIELDS:
        before, after = old.get(name), new.get(name)
        if before != after:
            yield Change(kind="event", name=name, label=named, before=told(before), after=told(after))


def _disposition(code: Any) -> Said | None:
    return None if code is None else _DISPOSITIONS.get(code, Said.same(plain(str(code), 40)))


def _as_is(value: Any) -> Said | None:
    return None if value is None else Said.same(plain(str(value), 200))


_FIELDS = (
    ("retracted", Said("Retracted", "撤回"), _as_is),
    ("disposition", Said("Kind of notice", "提示类型"), _disposition),
    ("severity", Said("Severity", "严重度"), _as_is),
)


def _legs(old: JsonObject, new: JsonObject) -> Iterator[Change]:
    named = Said("What happens", "事项")
    before, after = _only([_leg(leg) for leg in old["legs"]], [_leg(leg) for leg in new["legs"]])
    if before or after:
        said = [_all(list(map(_leg_said, legs))) for legs in (before, after)]
        yield Change(kind="leg", name="legs", label=named, before=said[0], after=said[1])
    elif sorted(old["acts"]) != sorted(new["acts"]):
        acts = [_all([term(act) for act in record["acts"]]) for record in (old, new)]
        yield Change(kind="leg", name="acts", label=named, before=acts[0], after=acts[1])


def _leg(leg: JsonObject) -> dict[str, Any]:
    return {key: leg.get(key) for key in ("act", "object", "mode", "stage")}


def _leg_said(leg: JsonObject) -> Said:
    try:
        return leg_said(Leg.model_validate(leg), None)
    except ValidationError:  # written by another version of the program
        return joined([term(str(code)) for code in leg.values() if code], ", ", "，")


def _facts(old: Sequence[JsonObject], new: Sequence[JsonObject], where: str = "") -> Iterator[Change]:
    names = {fact["name"] for fact in (*old, *new)}
    for name in sorted(names, key=lambda name: (rank(name), name)):
        before, after = _only(_values(old, name), _values(new, name))
        if before or after:
            said = [[_said(name, value) for value in values] for values in (before, after)]
            yield Change(
                kind="fact", name=name, where=where, label=label(name), before=_all(said[0]), after=_all(said[1])
            )


def _values(facts: Sequence[JsonObject], name: str) -> list[JsonObject]:
    values = [fact["value"] for fact in facts if fact["name"] == name]
    return [{"type": "not_stated"} if value["type"] == "not_stated" else value for value in values]


def _said(name: str, value: JsonObject) -> Said:
    if value["type"] == "not_stated":
        return Said("not stated", "未说明")
    try:
        return said_of(name, _VALUE.validate_python(value), _FRAME)
    except ValidationError:  # written by another version of the program
        return Said.same(plain(str(dict(value)), 200))


def _items(old: Sequence[JsonObject], new: Sequence[JsonObject]) -> Iterator[Change]:
    """Items of one kind and name are held against each other in their order."""
    for (kind, name), pairs in _paired(old, new, "kind"):
        for before, after in pairs:
            if before is None or after is None:
                yield _came_or_went("item", name, term(kind), before, after)
            else:
                yield from _facts(before["facts"], after["facts"], where=name)


def _parties(old: Sequence[JsonObject], new: Sequence[JsonObject]) -> Iterator[Change]:
    for (role, name), pairs in _paired(old, new, "role"):
        for before, after in pairs:
            if before is None or after is None:
                yield _came_or_went("party", name, ROLES.get(role, Said.same(role)), before, after)


Pair = tuple[JsonObject | None, JsonObject | None]


def _paired(
    old: Sequence[JsonObject], new: Sequence[JsonObject], key: str
) -> Iterator[tuple[tuple[str, str], list[Pair]]]:
    """Old and new records of one (``key``, name) that are not alike, held against each other in their order."""
    for named in dict.fromkeys((one[key], one["name"]) for one in (*old, *new)):
        alike = [[one for one in records if (one[key], one["name"]) == named] for records in (old, new)]
        before, after = _only(alike[0], alike[1], _alike)
        yield named, list(zip_longest(before, after))


def _alike(record: JsonObject) -> str:
    """What makes two items or parties of one name alike: an item's facts; a party's facts are told elsewhere."""
    if "kind" not in record:
        return ""
    return canonical(sorted(canonical([f["name"], _values([f], f["name"])]) for f in record["facts"]))


def _came_or_went(kind: Any, name: str, named: Said, before: JsonObject | None, after: JsonObject | None) -> Change:
    said = Said.same(plain(name, 120))
    return Change(kind=kind, name=name, label=named, before=said if before else None, after=said if after else None)


def _hits(old: Sequence[JsonObject], new: Sequence[JsonObject]) -> Iterator[Change]:
    before, after = _only([_hit(hit) for hit in old], [_hit(hit) for hit in new])
    keys = dict.fromkeys((hit["list"], hit["entry"], hit["party"]) for hit in (*before, *after))
    for key in keys:
        gone, came = ([h for h in hits if (h["list"], h["entry"], h["party"]) == key] for hits in (before, after))
        said = [_all([_hit_said(hit) for hit in hits]) for hits in (gone, came)]
        yield Change(kind="hit", name="hits", label=list_name(key[0]), before=said[0], after=said[1])


def _hit(hit: JsonObject) -> dict[str, Any]:
    return {name: hit.get(name) for name in ("list", "entry", "because", "asserted", "party", "listed_on")}


def _hit_said(hit: JsonObject) -> Said:
    named = f"{plain(hit['party'], 60)} / “{plain(hit['entry'], 80)}”"
    because = term(hit["because"])
    sure = Said("confirmed", "已确认") if hit["asserted"] else Said("possible", "可能匹配")
    since = hit["listed_on"]
    day = "" if since is None else f", {plain(str(since), 10)}"
    return Said(f"{named}: {sure.en}, {because.en}{day}", f"{named}：{sure.zh}，{because.zh}{day}")


def _only(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], str] = canonical) -> tuple[list[Any], list[Any]]:
    """What stands only on one side, each as often as it stands there more often."""
    left, right = Counter(map(key, old)), Counter(map(key, new))
    return _beyond(old, left - right, key), _beyond(new, right - left, key)


def _beyond(values: Sequence[Any], more: Counter[str], key: Callable[[Any], str]) -> list[Any]:
    found = []
    for value in values:
        told = key(value)
        if more[told] > 0:
            more[told] -= 1
            found.append(value)
    return found


def _all(said: Sequence[Said]) -> Said | None:
    return joined(said, "; ", "；") if said else None
