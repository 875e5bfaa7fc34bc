"""What a Python user calls: ``filings.read`` and ``filings.detect``, without storing anything."""

from __future__ import annotations

from datetime import date
from os import PathLike
from pathlib import Path
from typing import Literal

from filings import settings
from filings.archive import local
from filings.model import Document, Finding


def read(
    path: str | PathLike[str],
    *,
    pages: tuple[int, int] | None = None,
    tables: Literal["none", "triggered", "all"] = "triggered",
) -> Document:
    """The document of a PDF file, read in a process of its own with the limits of the configuration.

    ``pages`` is the first and last page (from 1). Raises NotFound, DocumentError.
    """
    with local.reader(settings.load()) as pool:
        return local.read_file(pool, Path(path), pages=pages, tables=tables)


def detect(
    document: Document,
    *,
    title: str | None = None,
    code: str | None = None,
    published: date | None = None,
    facts: bool = False,
) -> tuple[Finding, ...]:
    """What a document says happened, and whom it concerns; a document without event gives one ``no_flag``.

    Title and code are taken from the first page where they are not given; ``facts`` adds those of any notice.
    """
    chosen = settings.load()
    when = local.midnight(published, chosen.clock())
    seen = local.detect_document(document, chosen, title=title, code=code, published=when, facts=facts)
    return (seen.finding,)
