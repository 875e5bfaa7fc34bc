"""The message about a finding, in English and Chinese, each statement with the words it rests on. Pure."""

from filings.alerts.brief.compose import compose
from filings.alerts.brief.composed import Composed, DocumentFacts, Statement
from filings.alerts.brief.inputs import Change, EnglishName, Extras, FollowUp, Look, Reader, Similar
from filings.alerts.brief.sheet import Sheet

__all__ = [
    "Change",
    "Composed",
    "DocumentFacts",
    "EnglishName",
    "Extras",
    "FollowUp",
    "Look",
    "Reader",
    "Sheet",
    "Similar",
    "Statement",
    "compose",
]
