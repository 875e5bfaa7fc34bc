"""Watches stock exchange announcements and flags project terminations and asset disposals with proof.

::

    import filings

    document = filings.read("notice.pdf")  # pages of text with boxes, tables, quote()
    finding = filings.detect(document, title="…", code="002236")[0]  # event, hits, severity
    finding.event.fact("reason")

Names are resolved when they are first used, so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {"read": "filings.archive.python", "detect": "filings.archive.python"}
__all__ = ["detect", "read"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'filings' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
