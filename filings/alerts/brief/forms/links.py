"""Addresses that a brief may link to: web pages only, whatever a source says."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SAFE = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w!$&'()*+,;=:@%/~.-]*)?(?:\?[\w!$&'()*+,;=:@%/?~.-]*)?", re.ASCII)


def safe(url: str | None) -> str | None:
    """The address if it is a plain http(s) one, made of characters that need no quoting; else ``None``."""
    return url if url is not None and _SAFE.fullmatch(url) else None


def page_of(url: str | None, page: int) -> str | None:
    """The address of a page of a PDF, as browsers open it."""
    kept = safe(url)
    return None if kept is None else f"{kept}#page={page}"


def pieces(text: str, links: Sequence[str]) -> list[tuple[str, str | None]]:
    """A line cut into words and those of the links that stand in it: (text, address or ``None``).

    Only addresses that we put there ourselves become links, never one that a title or a name brings along.
    """
    known = sorted({re.escape(link) for link in links if safe(link)}, key=len, reverse=True)
    if not known:
        return [(text, None)] if text else []
    found = re.split(f"({'|'.join(known)})", text)
    return [(piece, piece if place % 2 else None) for place, piece in enumerate(found) if piece]
