"""The keys that make an alert arrive once: what it says (content version) and to whom. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

JsonObject = Mapping[str, Any]

_LEG = ("act", "object", "mode", "stage")
_HIT = ("list", "entry", "because", "asserted", "party", "listed_on")


def alert_key(event_id: str, route: str, channel: str, version: str) -> str:
    """20 hexadecimal digits that stand for one alert on one channel: Message-ID, webhook-id, outbox key."""
    return hashed([event_id, route, channel, version])[:20]


def content_version(record: JsonObject) -> str:
    """The hash (16 hexadecimal digits) of what an event record (interface.md) tells a reader.

    The order of facts, items, parties and hits says nothing, nor do times of seeing, places of quotes, the
    versions of detector, lists and snapshots: a re-run that says the same has the same version.
    """
    return hashed(
        {
            "acts": sorted(record["acts"]),
            "legs": _bag([_only(leg, _LEG) for leg in record["legs"]]),
            "disposition": record["disposition"],
            "severity": record["severity"],
            "facts": _facts(record),
            "items": _bag([[item["kind"], item["name"], _facts(item)] for item in record["items"]]),
            "parties": _bag([[party["role"], party["name"]] for party in record["parties"]]),
            "hits": _bag([_only(hit, _HIT) for hit in record["hits"] or ()]),
            "retracted": record.get("retracted"),
        }
    )[:16]


def _facts(holder: JsonObject) -> list[str]:
    return _bag([[fact["name"], _value(fact["value"])] for fact in holder["facts"]])


def _value(value: JsonObject) -> JsonObject:
    """What is not stated stays so whatever else was read to be sure of it."""
    return {"type": "not_stated"} if value["type"] == "not_stated" else value


def _only(record: JsonObject, names: tuple[str, ...]) -> list[Any]:
    return [record.get(name) for name in names]


def _bag(values: list[Any]) -> list[str]:
    return sorted(map(canonical, values))


def canonical(value: Any) -> str:
    """JSON in one fixed spelling: equal values have equal texts."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def hashed(value: Any) -> str:
    """The SHA-256 of plain JSON values, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
