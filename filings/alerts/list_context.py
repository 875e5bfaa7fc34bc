"""How much of the watch lists leaves with an alert's record: everything, names alone, or nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filings.alerts.brief.inputs import ListContext

JsonObject = Mapping[str, Any]

_NOT_OF_A_LIST = frozenset({"place", "term"})
_OF_LISTS = frozenset({"watched_party", "listed_party", "party"})


def told(record: JsonObject, context: ListContext) -> dict[str, Any]:
    """The event record (interface.md) as a reader of a route may see it; its keys stay the same.

    ``names`` keeps lists and entries of hits without explanation, source and date. ``none`` keeps no hit, and
    the severity becomes what the filing itself weighs.
    """
    match context:
        case "full":
            return dict(record)
        case "names":
            return {
                **record,
                "hits": [_named(hit) for hit in record["hits"] or ()],
                "severity_parts": [_bare(part) for part in record["severity_parts"] or ()],
            }
        case "none":
            weight, parts = record["materiality"], list(record["materiality_parts"])
            return {
                **record,
                "hits": [],
                "lists_checked": [],
                "severity": weight,
                "severity_sum": weight,
                "severity_parts": parts,
                "screened_with": None,
            }


def _named(hit: JsonObject) -> dict[str, Any]:
    if hit["because"] in _NOT_OF_A_LIST:
        return dict(hit)
    return {**hit, "explanation": "", "listed_on": None, "source": None, "source_url": None}


def _bare(part: JsonObject) -> dict[str, Any]:
    return {**part, "why": ""} if part["part"] in _OF_LISTS else dict(part)
