"""The copy of a Shenzhen filing at CNINFO, for when the exchange's own file host fails.

Both sources share ids, so the address follows from the id and the nominal day (sources.md, fact 1: 15 of 15
recorded annual reports, inferred for other filings). The two files need not be equal byte for byte.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from filings.errors import DocumentError, NotAPdf, NotYetThere, OtherKind, SourceError, Truncated
from filings.exchanges.protocol import Download, Exchange
from filings.model import Announcement

_log = logging.getLogger(__name__)

_COPIED_FROM, _COPIED_AT = "szse", "cninfo"


def paths_of_copy(announcement: Announcement) -> tuple[str, ...]:
    """Where CNINFO keeps a Shenzhen filing's PDF, the usual spelling first; none for other filings. PURE.

    0.3 % of the recorded paths end in small letters.
    """
    if announcement.source != _COPIED_FROM or announcement.kind != "pdf":
        return ()
    place = f"/finalpage/{announcement.day.isoformat()}/{announcement.source_id}"
    return f"{place}.PDF", f"{place}.pdf"


async def document_anywhere(exchanges: Mapping[str, Exchange], announcement: Announcement) -> Download:
    """The file of a filing from its own source, or else its copy; ``Download.source`` says which it was.

    The copy is asked for where the source is blocked, unavailable, changed, has no file or no whole PDF. Raises
    what the source itself raised where there is no copy either, with a note on what the copy's host said.
    """
    try:
        return await exchanges[announcement.source].document(announcement)
    except OtherKind:
        raise
    except (SourceError, NotYetThere, NotAPdf, Truncated) as error:
        copy = await _copy(exchanges, announcement, error)
        if copy is None:
            raise
        _log.info("filing %s: %s; its copy at %s is taken", announcement.source_id, error.message, copy.source)
        return copy


async def _copy(
    exchanges: Mapping[str, Exchange], announcement: Announcement, error: SourceError | DocumentError
) -> Download | None:
    """The copy, or ``None`` with notes on the error that made us look for it."""
    paths = paths_of_copy(announcement) if _COPIED_AT in exchanges else ()
    for path in paths:
        wanted = announcement.model_copy(update={"source": _COPIED_AT, "document_path": path, "size_kb": None})
        try:
            return await exchanges[_COPIED_AT].document(wanted)
        except NotYetThere as missing:
            error.add_note(f"no copy either: {missing.message}")
        except (SourceError, DocumentError) as failed:
            error.add_note(f"no copy either: {failed.message}")
            return None
    return None
