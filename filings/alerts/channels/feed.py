"""An Atom feed (RFC 4287) as text: entries with ids that never change, threaded (RFC 4685). Pure.

Our own feed is taken apart by its own tags, which no content can forge, since content is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from types import MappingProxyType
from uuid import NAMESPACE_OID, uuid5

from filings.alerts.brief.forms import html
from filings.alerts.brief.forms.chat import tamed
from filings.alerts.brief.forms.links import safe
from filings.alerts.brief.forms.text import paragraph
from filings.alerts.brief.message import sheet_of, thread_of
from filings.alerts.brief.sheet import Lang, in_
from filings.model import Alert

GENERATOR = "<generator>filings</generator>"
"""By this a feed of ours is known; no other file is ever replaced."""
_ENTRY = re.compile(r"<entry>\n.*?\n</entry>", re.DOTALL)
_ID = re.compile(r"<id>([^<]*)</id>")
_THREADS = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
_TONGUES: Mapping[Lang, str] = MappingProxyType({"en": "en", "zh": "zh-CN"})
_TITLE = '<title type="text">'
_RETRACTED = "RETRACTED: "
_UPDATED = re.compile(r"<updated>[^<]*</updated>")
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything but the characters of XML 1.0, production 2."""


@dataclass(frozen=True)
class Feed:
    """What a feed is called, in which language it speaks, and how many entries it holds."""

    name: str
    title: str
    lang: Lang
    entries: int


def with_alert(old: str, alert: Alert, feed: Feed, now: datetime) -> str:
    """The feed with the alert on top; the same alert again takes the place of its entry.

    A retraction also marks what it takes back, so that it is seen wherever the old entry is.
    """
    fresh = _entry(alert, feed, now)
    others = [entry for entry in _ENTRY.findall(old) if _id_of(entry) != _name(alert.key)]
    if alert.kind == "retracted":
        others = [_retracted(entry, now) if _belongs(entry, thread_of(alert)) else entry for entry in others]
    return _document([fresh, *others][: feed.entries], feed, now)


def _document(entries: Sequence[str], feed: Feed, now: datetime) -> str:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" {_THREADS} xml:lang="{_TONGUES[feed.lang]}">',
        GENERATOR,
        f"<id>{_name(f'feed {feed.name}')}</id>",
        f"{_TITLE}{_text(tamed(feed.title))}</title>",
        f"<updated>{_instant(now)}</updated>",
        "<author><name>filings</name></author>",
        *entries,
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(alert: Alert, feed: Feed, now: datetime) -> str:
    sheet, thread = sheet_of(alert), thread_of(alert)
    subject = tamed(in_(sheet.subject, feed.lang))
    if alert.kind == "retracted" and not subject.startswith(_RETRACTED):
        subject = _RETRACTED + subject
    lines = [
        "<entry>",
        f"<id>{_name(alert.key)}</id>",
        f"{_TITLE}{_text(subject)}</title>",
        f"<updated>{_instant(now)}</updated>",
        f'<category term="{_text(alert.kind)}"/>',
    ]
    link = safe(sheet.url)
    lines += [f'<link rel="alternate" href="{_text(link)}"/>'] if link else []
    lines += [f'<thr:in-reply-to ref="{_name(thread)}"/>'] if thread != alert.key else []
    lines += [f'<summary type="text">{_text(tamed(paragraph(sheet, feed.lang)))}</summary>'] if sheet.lead else []
    lines += [f'<content type="html">{_text(html.body(sheet, feed.lang))}</content>', "</entry>"]
    return "\n".join(lines)


def _retracted(entry: str, now: datetime) -> str:
    if f"{_TITLE}{_RETRACTED}" in entry:
        return entry
    marked = entry.replace(_TITLE, _TITLE + _RETRACTED, 1)
    return _UPDATED.sub(f"<updated>{_instant(now)}</updated>", marked, count=1)


def _belongs(entry: str, thread: str) -> bool:
    named = _name(thread)
    return _id_of(entry) == named or f'<thr:in-reply-to ref="{named}"/>' in entry


def _id_of(entry: str) -> str:
    found = _ID.search(entry)
    return found[1] if found else ""


def _name(key: str) -> str:
    """An address that only names (RFC 4122): made of the key, so that it never changes."""
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'filings {key}')}"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _instant(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
