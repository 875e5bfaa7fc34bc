"""Values computed again from the words of their quotes alone, and what such a check finds wrong."""

from filings.events.recompute.check import check
from filings.events.recompute.fault import Fault, FaultKind
from filings.events.recompute.proven import RULE as UNPROVEN
from filings.events.recompute.proven import without_unproven
from filings.events.recompute.values import recompute

__all__ = ["UNPROVEN", "Fault", "FaultKind", "check", "recompute", "without_unproven"]
