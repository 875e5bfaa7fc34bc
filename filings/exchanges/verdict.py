"""What an answer is: usable, a challenge, an outage. PURE.

Source of the marks: sources.md, facts 10 and 11, sections 2 and 3 (Trouble). A challenge is never solved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from filings.errors import SourceBlocked, SourceChanged, SourceUnavailable
from filings.net import Answer

BLOCKED_HINT = (
    "the site refuses this machine: it is asked less often, never tricked; open the address in a browser, "
    "check client.contact and client.proxy, or lower the pace in config/exchanges"
)
_CHANGED_HINT = "the source changed its answers: look for a newer version of filings, or report this"
_CERTAIN = ("acw_sc__v2", "访问被拦截", "访问过于频繁", "访问频率过高", "请求被拦截", "滑动验证", "aliyun_waf")
_IN_SCRIPT = ("document.cookie", "captcha", "location.reload")
_HEAD = 65536
"""Bytes of a body that are looked at: challenge pages are small."""
_LOOKS_TEMPORARY = frozenset({408, 425, 429})
_REFUSED = frozenset({401, 403, 407, 451})


def challenge_in(body: bytes, *, status: int = 200) -> str | None:
    """The mark of a challenge or firewall page in a body, or ``None``.

    A script that sets a cookie is a challenge only where the answer should have been a file or a list
    (2xx): the error page of a healthy site may well count its visitors.
    """
    head = body[:_HEAD]
    for mark in _CERTAIN:
        if mark.encode() in head or mark.encode("gb18030") in head:
            return mark
    lowered = head.lower()
    if 200 <= status < 300 and b"<script" in lowered:
        return next((mark for mark in _IN_SCRIPT if mark.encode() in lowered), None)
    return None


def looks_like_html(body: bytes) -> bool:
    """Whether a body begins like a page."""
    head = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype", b"<html", b"<head", b"<script", b"<body", b"<?xml", b"<!--"))


def check_status(answer: Answer, source: str, what: str) -> None:
    """Return if the answer is a 200, raise what its status means otherwise.

    Raises SourceBlocked (401, 403, a challenge page of any status), SourceUnavailable (429, 5xx, 408) with
    Retry-After, SourceChanged (redirects and everything else).
    """
    status, url = answer.status, answer.url
    if status == 200:
        return
    mark = challenge_in(answer.body, status=status)
    if status in _REFUSED or mark is not None:
        why = f" with a challenge page ({mark})" if mark else ""
        raise SourceBlocked(
            f"{source}: {what} is refused: status {status}{why}",
            source=source,
            url=url,
            retry_after=answer.retry_after,
            hint=BLOCKED_HINT,
        )
    if status >= 500 or status in _LOOKS_TEMPORARY:
        message = f"{source}: {what} is not available: status {status}"
        raise SourceUnavailable(message, source=source, url=url, retry_after=answer.retry_after)
    where = f", sent on to {answer.headers['location']}" if "location" in answer.headers else ""
    raise SourceChanged(
        f"{source}: {what} answers status {status}{where}",
        source=source,
        url=url,
        hint="compare the addresses in config/exchanges with the site",
    )


def blocked(source: str, url: str, what: str, mark: str) -> SourceBlocked:
    """The error for a challenge page where data should stand."""
    message = f"{source}: a challenge page ({mark}) stands where {what} should"
    return SourceBlocked(message, source=source, url=url, hint=BLOCKED_HINT)


def changed(source: str, url: str, what: str) -> SourceChanged:
    """The error for an answer of a shape that is not known."""
    return SourceChanged(f"{source}: {what}", source=source, url=url, hint=_CHANGED_HINT)


def json_in(answer: Answer, source: str, what: str) -> Any:
    """What the JSON of an answer says. Raises SourceError, each kind as the answer deserves."""
    check_status(answer, source, what)
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise _no_json(answer, source, what) from error


def object_in(answer: Answer, source: str, what: str) -> dict[str, Any]:
    """The JSON object of an answer. Raises SourceError."""
    found = json_in(answer, source, what)
    if not isinstance(found, dict):
        raise changed(source, answer.url, f"{what} answers a JSON {type(found).__name__}, not an object")
    return found


def lacking(answer: Answer, source: str, what: str, *, keys: Mapping[str, Any], missing: str) -> Exception:
    """The error for an object without the keys we rely on: a challenge in JSON's clothes, or another shape."""
    mark = challenge_in(answer.body)
    if mark is not None:
        return blocked(source, answer.url, what, mark)
    has = ", ".join(sorted(map(str, keys)))[:200]
    return changed(source, answer.url, f"{what} lacks {missing}; it has {has}")


def _no_json(answer: Answer, source: str, what: str) -> Exception:
    mark = challenge_in(answer.body)
    if mark is not None:
        return blocked(source, answer.url, what, mark)
    said = "a web page" if looks_like_html(answer.body) else "cut or garbled JSON"
    message = f"{source}: {said} stands where {what} should ({len(answer.body):,} bytes)"
    return SourceUnavailable(message, source=source, url=answer.url)
