"""Whether a filing reached us late."""

from __future__ import annotations

from datetime import timedelta

from filings.model import Announcement
from filings.settings import MonitorSettings


def is_late(announcement: Announcement, limits: MonitorSettings) -> bool:
    """First seen well after its nominal time; a date alone (midnight) says less, so it is given longer."""
    if announcement.date_only:
        allowed = timedelta(hours=limits.late_after_hours_date_only)
    else:
        allowed = timedelta(minutes=limits.late_after_minutes)
    return announcement.first_seen - announcement.published > allowed
