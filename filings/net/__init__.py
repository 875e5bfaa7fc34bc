"""The polite HTTP client: identity, time-outs, pace, retries, one proxy; httpx's and tenacity's home.

Both libraries are imported when a client opens, never by importing this package: lookups stay fast.
"""

from filings.net.answer import Answer, BodyCut
from filings.net.client import Client
from filings.net.hosts import LONGEST_REST, Hosts, HostState
from filings.net.pace import Pace, Spacing, Unlimited, pace_of
from filings.net.politeness import Politeness, is_loopback, user_agent
from filings.net.portal import Portal
from filings.net.retry import LONGEST_WAIT, retrying

__all__ = [
    "LONGEST_REST",
    "LONGEST_WAIT",
    "Answer",
    "BodyCut",
    "Client",
    "HostState",
    "Hosts",
    "Pace",
    "Politeness",
    "Portal",
    "Spacing",
    "Unlimited",
    "is_loopback",
    "pace_of",
    "retrying",
    "user_agent",
]
