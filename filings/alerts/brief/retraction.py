"""An alert taken back, in the thread where it was told. Pure."""

from __future__ import annotations

from datetime import datetime

from filings.alerts.brief import amounts
from filings.alerts.brief.forms.text import text
from filings.alerts.brief.inputs import zone
from filings.alerts.brief.message import Message, sheet_of, thread_of
from filings.alerts.brief.said import Said, plain
from filings.alerts.brief.sheet import Entry, Section
from filings.alerts.keys import hashed
from filings.model import Alert, Brief

_PREFIX = Said("RETRACTED: ", "撤回：")


def compose_retraction(old: Alert, reason: str, now: datetime, *, zone_name: str = "Asia/Shanghai") -> Message:
    """What takes an alert back: who got it reads RETRACTED, why, when, and what had been said.

    The key is made of the old key and the reason: retracting twice for one reason is one message.
    """
    said, when, sheet = plain(reason, 500), amounts.instant(now, zone(zone_name)), sheet_of(old)
    blocks = (
        Entry(label=Said("Reason", "理由"), lines=(Said.same(said),)),
        Entry(label=Said("Retracted", "撤回时间"), lines=(when,)),
    )
    taken_back = sheet.model_copy(
        update={
            "subject": Said(_fitted(_PREFIX.en, sheet.subject.en), _fitted(_PREFIX.zh, sheet.subject.zh)),
            "headline": Said(_PREFIX.en + sheet.headline.en, _PREFIX.zh + sheet.headline.zh),
            "banner": Said(f"RETRACTED: {said}", f"已撤回：{said}"),
            "sections": (
                Section(title=Said("Taken back", "撤回"), blocks=blocks),
                *sheet.sections,
            ),
        }
    )
    return Message(
        key=hashed([old.key, "retracted", said])[:20],
        kind="retracted",
        subject=taken_back.subject.en,
        event={**old.event, "retracted": said},
        brief=Brief(en=text(taken_back, "en"), zh=text(taken_back, "zh")),
        thread=thread_of(old),
        content=taken_back.model_dump(mode="json"),
    )


def _fitted(prefix: str, subject: str) -> str:
    """A subject of at most 70 characters that begins with the prefix once."""
    return plain(prefix + subject.removeprefix(prefix), 70)
