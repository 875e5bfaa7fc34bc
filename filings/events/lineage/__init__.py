"""One event, many filings: which earlier filing a new one continues, and what is new in it (taxonomy, section 7)."""

from filings.events.lineage.kinds import Link, LinkKind
from filings.events.lineage.news import news
from filings.events.lineage.parent import parent_of
from filings.events.lineage.past import Past, own_number
from filings.events.lineage.weight import adopted, joined, kind_in

__all__ = ["Link", "LinkKind", "Past", "adopted", "joined", "kind_in", "news", "own_number", "parent_of"]
