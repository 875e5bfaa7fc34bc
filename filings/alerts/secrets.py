"""The keys a webhook signs with."""

from __future__ import annotations

import base64

_PREFIX = "whsec_"


def keys_in(text: str) -> tuple[bytes, ...]:
    """The keys in a text: base64, with or without ``whsec_``, separated by white space, the newest first.

    Raises ValueError, whose message never repeats the text (Standard Webhooks, "Signature scheme").
    """
    words = text.split()
    if not words:
        message = "there is no key in it: expected base64 text, with or without whsec_"
        raise ValueError(message)
    return tuple(_key(word.removeprefix(_PREFIX), number) for number, word in enumerate(words, start=1))


def _key(word: str, number: int) -> bytes:
    try:
        key = base64.b64decode(word + "=" * (-len(word) % 4), validate=True)
    except ValueError:  # not ASCII, or not base64
        key = b""
    if not key:
        message = f"key {number} is not base64 text (with or without whsec_)"
        raise ValueError(message) from None
    return key
