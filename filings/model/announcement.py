"""One row of an exchange's list."""

from __future__ import annotations

from datetime import date, timedelta, timezone

from pydantic import AwareDatetime

from filings.model.company import Company
from filings.model.record import Record

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time since 1991."""


class Announcement(Record):
    """What a source lists of one filing.

    ``source_id`` is SZSE's annId and CNINFO's announcementId, as text: the key of a filing.
    ``published`` is the nominal time (a midnight means "date only"), ``first_seen`` when we first saw it.
    ``document_path`` is the part behind the source's document prefix; ``size_kb`` as the source says.
    ``related`` is the id of a filing that the source itself ties to this one (CNINFO's associateAnnouncement).
    """

    source: str
    source_id: str
    uuid: str | None = None
    companies: tuple[Company, ...]
    title: str
    published: AwareDatetime
    first_seen: AwareDatetime
    document_path: str
    kind: str = "pdf"
    size_kb: int | None = None
    related: str | None = None

    @property
    def day(self) -> date:
        """The nominal day at the exchange."""
        return self.published.astimezone(BEIJING).date()

    @property
    def date_only(self) -> bool:
        """Whether the nominal time is a bare midnight, which says nothing about the hour."""
        local = self.published.astimezone(BEIJING)
        return (local.hour, local.minute, local.second) == (0, 0, 0)

    @property
    def code(self) -> str:
        """The first company's six digits, or an empty text."""
        return self.companies[0].code if self.companies else ""

    @property
    def name(self) -> str:
        """The first company's short name, or an empty text."""
        return self.companies[0].name if self.companies else ""
