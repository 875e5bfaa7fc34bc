"""A filing and its events as text for people: ``show`` on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filings.model import in_one_line

JsonObject = dict[str, Any]


def filing(record: JsonObject, events: list[JsonObject], *, why: bool) -> str:
    """The filing, then each judgement on it with its quotes and pages."""
    document = record["document"]
    lines = [
        f"{record['code'] or ''} {record['name'] or ''}  {record['title']}",
        f"id {record['source_id']} · {record['source']} · dated {record['published']}",
        f"first seen {record['first_seen']}",
        f"state {record['state']}" + (f": {record['reason']}" if record["reason"] else ""),
        f"document {document['url']}",
    ]
    if document["sha256"]:
        pages = "not read" if document["pages"] is None else f"{document['pages']} pages"
        lines.append(f"         {document['bytes']} bytes, {pages}, sha256 {document['sha256']}")
    for event in events:
        lines += ["", *_event(event, why=why)]
    lines += ["", f"filings explain {record['source_id']} tells the whole journey"]
    return "\n".join(lines)


def _event(event: JsonObject, *, why: bool) -> list[str]:
    severity = "not screened" if event["severity"] is None else f"severity {event['severity']}"
    lines = [f"event {event['event_id']}: {event['disposition']}, {severity}, {', '.join(event['acts']) or 'no act'}"]
    for leg in event["legs"]:
        details = ", ".join(leg[key] for key in ("mode", "stage") if leg[key])
        lines.append(f"  {leg['act']}: {leg['object']}" + (f" ({details})" if details else ""))
        lines += _quotes(leg["quotes"])
    if why or event["disposition"] == "no_flag":
        lines += _reasons(event, scores=why)
    for fact in event["facts"]:
        lines += _fact(fact, "  ")
    return lines + _nouns(event)


def _reasons(event: JsonObject, *, scores: bool) -> list[str]:
    lines = []
    for rule in event["rules"]:
        lines.append(f"  rule {rule['rule']}: {rule['why']}")
        lines += _quotes(rule["quotes"])
    if scores:
        parts = event["severity_parts"] or event["materiality_parts"]
        lines += [f"  {part['points']:+d} {part['part']}: {part['why']}" for part in parts]
    return lines


def _nouns(event: JsonObject) -> list[str]:
    lines = []
    for number, item in enumerate(event["items"], start=1):
        lines.append(f"  {item['kind']} {number}: {item['name']}")
        for fact in item["facts"]:
            lines += _fact(fact, "    ")
    lines += [f"  {party['role']}: {party['name']}" for party in event["parties"]]
    for hit in event["hits"] or ():
        asserted = "" if hit["asserted"] else " (possible match, unconfirmed)"
        lines.append(f"  list {hit['list']}: {hit['entry']}{asserted}: {hit['explanation']}")
    return lines


def _fact(fact: JsonObject, indent: str) -> list[str]:
    return [f"{indent}{fact['name']}: {value(fact['value'])}", *_quotes(fact["quotes"], indent + "  ")]


def _quotes(quotes: list[JsonObject], indent: str = "    ") -> list[str]:
    return [f"{indent}[p. {quote['page']}] “{in_one_line(quote['text'])}”" for quote in quotes]


def value(found: JsonObject) -> str:
    """A value record in a few words."""
    return _WORDS[found["type"]](found)


def _money(found: JsonObject) -> str:
    bound = {"eq": "", "le": "up to ", "ge": "at least ", "approx": "about "}[found["bound"]]
    upper = f" to {found['amount_max']}" if found["amount_max"] else ""
    return f"{bound}{found['currency']} {found['amount']}{upper}"


def _with(text: str, rest: object, form: str) -> str:
    return text + (form.format(rest) if rest else "")


_WORDS: dict[str, Callable[[JsonObject], str]] = {
    "money": _money,
    "period": lambda v: f"{v['from']} to {v['to']} ({v['precision']})",
    "day": lambda v: v["day"] + ("" if v["precision"] == "day" else f" ({v['precision']})"),
    "share": lambda v: _with(f"{v['percent']} %", v["of"], " of {}"),
    "number": lambda v: _with(str(v["number"]), v["unit"], " {}"),
    "text": lambda v: _with(v["text"], v["code"], " ({})"),
    "none_stated": lambda _: "none, as the filing says",
    "not_stated": lambda v: f"not stated (pages read: {', '.join(map(str, v['pages_read']))})",
}
