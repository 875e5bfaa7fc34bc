"""How much a finding matters: the event's materiality plus what the lists add. PURE.

severity = min(4, materiality + relevance), relevance +1 for a watched region, +1 for a watched or listed party
(asserted hits only). The parts show the sum and what the cap takes away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from filings.model import Event, Hit, Part

HIGHEST = 4
_QUIET = {
    "no_flag": "the filing reports no termination and no disposal",
    "info": "a neighbouring matter: nothing of the issuer's group ends or leaves",
    "link_only": "the filing belongs to another one, which carries the severity",
}
_MOST_NAMED = 3


def weigh(event: Event, hits: Sequence[Hit], restricted: Collection[str]) -> tuple[int, int, tuple[Part, ...]]:
    """The severity (0 to 4), the sum without the cap, and the parts, which add up to the severity.

    ``restricted`` are the names of the lists that are legal acts, not the user's own.
    """
    quiet = _QUIET.get(event.disposition)
    if quiet is not None:
        kept = f"; hits kept for the record: {len(hits)}" if hits else ""
        return 0, 0, (Part(part="disposition", points=0, why=f"{event.disposition}: {quiet}{kept}"),)
    parts = [*event.materiality_parts, *_relevance(hits, restricted)]
    total = sum(part.points for part in parts)
    if total > HIGHEST:
        parts.append(Part(part="cap", points=HIGHEST - total, why=f"{total} is above {HIGHEST}, the highest severity"))
    if total < 0:
        parts.append(Part(part="floor", points=-total, why="a severity is never below 0"))
        total = 0
    return min(HIGHEST, total), total, tuple(parts)


def _relevance(hits: Sequence[Hit], restricted: Collection[str]) -> list[Part]:
    asserted = [hit for hit in hits if hit.asserted]
    places = [hit for hit in asserted if hit.because == "place"]
    parties = [hit for hit in asserted if hit.because not in {"place", "term"}]
    found = []
    if places:
        why = (
            f"names {_named([hit.entry.partition(' (')[0] for hit in places])} ({_named([hit.list for hit in places])})"
        )
        found.append(Part(part="watched_region", points=1, why=why))
    if parties:
        named = [f"{hit.party} as '{hit.entry}' ({hit.list})" for hit in parties]
        part = "listed_party" if any(hit.list in restricted for hit in parties) else "watched_party"
        found.append(Part(part=part, points=1, why=_named(named)))
    return found


def _named(said: Sequence[str]) -> str:
    once = list(dict.fromkeys(said))
    more = len(once) - _MOST_NAMED
    return ", ".join(once[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
