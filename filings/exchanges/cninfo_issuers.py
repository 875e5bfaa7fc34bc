"""CNINFO's own table of companies, and its search for one: values in, values out. PURE.

An orgId cannot be derived from a code (sources.md, section 3): it comes from here and is stable for years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from filings.errors import SourceUnavailable
from filings.exchanges import verdict
from filings.model import Record
from filings.net import Answer

_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEEDED = ("code", "orgId")


class Issuer(Record):
    """A listed company as CNINFO knows it: ``name`` is its short name (证券简称), ``pinyin`` its initials."""

    code: str
    org_id: str
    name: str
    pinyin: str = ""
    category: str = ""


def table_in(answer: Answer, source: str, what: str) -> tuple[Issuer, ...]:
    """The companies of the official table, in its order. Raises SourceError; an empty table is an outage."""
    found = _json(answer, source, what)
    if not isinstance(found, Mapping) or not isinstance(found.get("stockList"), list):
        keys = found if isinstance(found, Mapping) else {}
        raise verdict.lacking(answer, source, what, keys=keys, missing="stockList")
    issuers = _issuers(found["stockList"])
    if found["stockList"] and not issuers:
        raise verdict.changed(source, answer.url, f"no row of {what} has a code and an orgId")
    if not issuers:
        raise SourceUnavailable(f"{source}: {what} is empty: an outage", source=source, url=answer.url)
    return issuers


def found_in(answer: Answer, source: str, what: str) -> tuple[Issuer, ...]:
    """What the search found: a list, or an object with ``keyBoardList`` (fault C11). Raises SourceError."""
    found = _json(answer, source, what)
    rows = found.get("keyBoardList") if isinstance(found, Mapping) else found
    if rows is None and isinstance(found, Mapping) and "keyBoardList" in found:
        return ()
    if not isinstance(rows, list):
        keys = found if isinstance(found, Mapping) else {}
        raise verdict.lacking(answer, source, what, keys=keys, missing="keyBoardList")
    return _issuers(rows)


def _issuers(rows: Iterable[Any]) -> tuple[Issuer, ...]:
    """The rows that have what we rely on, each code and orgId once."""
    found: dict[tuple[str, str], Issuer] = {}
    for row in rows:
        if isinstance(row, Mapping) and all(_text(row, key) for key in _NEEDED):
            issuer = Issuer(
                code=_text(row, "code"),
                org_id=_text(row, "orgId"),
                name=_text(row, "zwjc"),
                pinyin=_text(row, "pinyin"),
                category=_text(row, "category"),
            )
            found.setdefault((issuer.code, issuer.org_id), issuer)
    return tuple(found.values())


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value.replace("\N{NO-BREAK SPACE}", " ").strip() if isinstance(value, str) else ""


def _json(answer: Answer, source: str, what: str) -> Any:
    """The JSON of an answer, also behind a byte order mark, encoded twice or written into a JSON text."""
    verdict.check_status(answer, source, what)
    repaired = Answer(answer.status, answer.headers, _once_encoded(answer.body), answer.url)
    found = verdict.json_in(repaired, source, what)
    if isinstance(found, str):
        inner = Answer(answer.status, answer.headers, found.encode("utf-8", "replace"), answer.url)
        found = verdict.json_in(inner, source, what)
    return found


def _once_encoded(body: bytes) -> bytes:
    """UTF-8 without its mark; what was encoded twice (å¹³å®‰ for 平安) or as GB 18030 is put right."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace").encode()
    if _HAN.search(text) is None:
        try:
            again = text.encode("latin-1").decode("utf-8-sig")
        except UnicodeError:
            again = text
        text = again if _HAN.search(again) else text
    return text.encode()
