"""How we behave towards a server: who we say we are, how often and how long we ask."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from filings.errors import ConfigError
from filings.model import Record


class Politeness(Record):
    """The manners of one client.

    ``pace`` is requests per second at each host (0 = no limit), ``jitter`` the share of the interval added at
    random, ``connections`` how many requests may be under way at a host at once. Time-outs are seconds: to
    connect, between two pieces of an answer, and for a whole request (``total_timeout``). ``max_bytes`` caps an
    answer's body. ``proxy`` is an address or empty; loopback is never proxied. After ``breaker_failures``
    failures in a row (0 = never) a host is left alone for ``breaker_seconds``, doubled while it stays so.
    """

    user_agent: str = "filings"
    proxy: str = ""
    pace: float = Field(default=1.0, ge=0, allow_inf_nan=False)
    jitter: float = Field(default=0.2, ge=0, le=2)
    connections: int = Field(default=4, ge=1, le=64)
    connect_timeout: float = Field(default=10.0, gt=0, allow_inf_nan=False)
    read_timeout: float = Field(default=30.0, gt=0, allow_inf_nan=False)
    total_timeout: float = Field(default=60.0, gt=0, allow_inf_nan=False)
    attempts: int = Field(default=3, ge=1, le=10)
    breaker_failures: int = Field(default=0, ge=0)
    breaker_seconds: float = Field(default=60.0, gt=0, allow_inf_nan=False)
    max_bytes: int = Field(default=16 * 1024 * 1024, ge=1)

    @field_validator("user_agent")
    @classmethod
    def _fits_in_a_header(cls, value: str) -> str:
        if not value or not value.isascii() or not value.isprintable():
            message = "a User-Agent is printable ASCII text"
            raise ValueError(message)
        return value

    @field_validator("proxy")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            message = "a proxy is an address such as http://proxy:3128"
            raise ValueError(message)
        return value


def user_agent(contact: str) -> str:
    """The honest name we go by: ``filings/0.1.0 (+contact)``, never a browser's.

    Raises ConfigError where the contact does not fit into a header.
    """
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and only a client needs it

    if not contact.isascii() or not (contact or "-").isprintable():
        hint = "write a mail or web address in plain ASCII"
        raise ConfigError(f"{contact!r} cannot be sent in a header", key="client.contact", hint=hint)
    try:
        name = f"filings/{version('filings')}"
    except PackageNotFoundError:  # a checkout that was never installed
        name = "filings"
    return f"{name} (+{contact})" if contact else name


def is_loopback(url: str) -> bool:
    """Whether an address stays on this machine."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
