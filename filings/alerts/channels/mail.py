"""An alert as a mail: text and HTML side by side, the evidence picture inside, threaded, with a stable Message-ID."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from filings.alerts.brief.forms import html
from filings.alerts.brief.message import sheet_of, thread_of
from filings.alerts.brief.said import plain
from filings.alerts.brief.sheet import Lang, in_
from filings.model import Alert

_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Envelope:
    """Who writes to whom, and in which language."""

    sender: str
    recipients: Sequence[str]
    lang: Lang

    @property
    def domain(self) -> str:
        """The domain in which our mails have their names."""
        return self.sender.rpartition("@")[2]


def mail(alert: Alert, envelope: Envelope, *, sent: datetime, picture: bytes | None = None) -> EmailMessage:
    """The whole mail. The same key makes the same Message-ID, so that a repeat is known as one (RFC 5322, 3.6.4)."""
    sheet, thread = sheet_of(alert), thread_of(alert)
    built = EmailMessage(policy=_POLICY)
    built["Message-ID"] = _named(alert.key, envelope)
    built["Date"] = format_datetime(sent)
    built["From"] = envelope.sender
    built["To"] = ", ".join(envelope.recipients)
    built["Subject"] = plain(in_(sheet.subject, envelope.lang), 120)
    built["Auto-Submitted"] = "auto-generated"
    built["X-Filings-Key"] = plain(alert.key, 64)
    built["X-Filings-Kind"] = alert.kind
    if thread != alert.key:
        built["In-Reply-To"] = _named(thread, envelope)
        built["References"] = _named(thread, envelope)
    _fill(built, alert, envelope, picture)
    return built


def _named(key: str, envelope: Envelope) -> str:
    return f"<{plain(key, 64)}@{envelope.domain}>"


def _fill(built: EmailMessage, alert: Alert, envelope: Envelope, picture: bytes | None) -> None:
    content_id = f"evidence.{plain(alert.key, 64)}@{envelope.domain}"
    text = alert.brief.zh if envelope.lang == "zh" else alert.brief.en
    page = html.page(sheet_of(alert), envelope.lang, picture=None if picture is None else f"cid:{content_id}")
    built.set_content(_sendable(text), cte="base64")
    built.add_alternative(_sendable(page), subtype="html", cte="base64")
    if picture is not None:
        _, shown = built.iter_parts()
        shown.add_related(picture, "image", "png", cid=f"<{content_id}>", filename="evidence.png", disposition="inline")


def _sendable(text: str) -> str:
    """Half a surrogate pair, which no character set can carry, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
