"""The nouns, as frozen values: Announcement → Document → Event → Finding → Alert."""

from filings.model.alert import Alert, AlertKind, Brief, Delivery
from filings.model.announcement import BEIJING, Announcement
from filings.model.company import Company, parse_code, ticker_of
from filings.model.document import Box, Cell, Document, Page, Quality, Quote, SearchText, Span, Table
from filings.model.event import FLAGGED, Act, Disposition, Event, Leg, Mode, Part, Rule, Stage
from filings.model.facts import (
    Day,
    Fact,
    Item,
    Money,
    NoneStated,
    NotStated,
    Number,
    Party,
    Period,
    Share,
    Text,
    Value,
)
from filings.model.finding import Finding, Hit, ListChecked, Snapshot
from filings.model.record import Record
from filings.model.state import WORKING, State
from filings.model.text import NormalisedText, fold, in_one_line, normalise
from filings.model.triage import Triage

__all__ = [
    "BEIJING",
    "FLAGGED",
    "WORKING",
    "Act",
    "Alert",
    "AlertKind",
    "Announcement",
    "Box",
    "Brief",
    "Cell",
    "Company",
    "Day",
    "Delivery",
    "Disposition",
    "Document",
    "Event",
    "Fact",
    "Finding",
    "Hit",
    "Item",
    "Leg",
    "ListChecked",
    "Mode",
    "Money",
    "NoneStated",
    "NormalisedText",
    "NotStated",
    "Number",
    "Page",
    "Part",
    "Party",
    "Period",
    "Quality",
    "Quote",
    "Record",
    "Rule",
    "SearchText",
    "Share",
    "Snapshot",
    "Span",
    "Stage",
    "State",
    "Table",
    "Text",
    "Triage",
    "Value",
    "fold",
    "in_one_line",
    "normalise",
    "parse_code",
    "ticker_of",
]
