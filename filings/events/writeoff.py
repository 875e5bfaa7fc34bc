"""Scrapped and impaired assets (B14, B16): the digest's matter, never an alert of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from filings.events.reading import Reading, mention, verbs
from filings.events.verdict import Strand, Verdict, rule, trigger_of
from filings.model.event import EventObject

_VERB = re.compile(r"报废|核销|计提[^,。;]{0,24}(?:减值|跌价)|资产减值")


def decide(reading: Reading) -> Verdict | None:
    """The verdict on a write-off that the title asserts; ``None`` elsewhere."""
    scrapped = "报废" in reading.title
    if "writeoff" not in reading.triage.acts and not scrapped:
        return None
    found = [
        one for match in verbs(_VERB, reading.text) if (one := mention(reading, match.start(), match.end())) is not None
    ]
    told = [one for one in found if one.possible]
    kind: EventObject = "scrap" if scrapped or any("报废" in one.verb for one in told) else "impairment"
    mentions = tuple(replace(one, sold=kind) for one in told)
    one = trigger_of(mentions)
    strand = Strand("writeoff", kind, None, None, mentions)
    why = "assets are scrapped or written down: nothing is sold"
    return Verdict("flag_low", (rule("written_off", why, reading, one),), (strand,), one)
