"""The entries of all lists, found by identifier, by letters and by brand. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filings.model.finding import Because
from filings.watchlists import lexicon, names
from filings.watchlists.entry import Alias, Entry

RANK: tuple[Because, ...] = ("identifier", "exact", "alias", "place", "term", "structural", "weak")
"""The kinds of hits, the surest first."""
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that somebody can be, and why. ``list_number`` counts in the lists that were indexed."""

    list_number: int
    entry: Entry
    because: Because
    why: str
    alias: Alias | None = None
    by_letters: bool = True
    """Whether a whole name was the same, letter by letter."""

    @property
    def reconstructed(self) -> bool:
        """Whether it rests on a name that was only inferred."""
        return self.alias is not None and self.alias.reconstructed


_Ref = tuple[int, Entry, int]
"""Number of the list, the entry, and which of its names: 0 as printed, n its n-th alias."""


class PartyIndex:
    """Every entry under its codes, its names' letters and its names' brands."""

    def __init__(self, lists: Iterable[Sequence[Entry]]) -> None:
        self._by_code: dict[str, list[_Ref]] = {}
        self._by_key: dict[str, list[_Ref]] = {}
        self._by_brand: dict[str, list[_Ref]] = {}
        for number, entries in enumerate(lists):
            for entry in entries:
                self._add(number, entry)

    def _add(self, number: int, entry: Entry) -> None:
        for identifier in entry.identifiers:
            self._by_code.setdefault(f"{identifier.scheme}:{identifier.value}", []).append((number, entry, 0))
        self._add_name(entry.name, (number, entry, 0))
        for place, alias in enumerate(entry.aliases, start=1):
            self._add_name(alias.name, (number, entry, place))

    def _add_name(self, name: str, ref: _Ref) -> None:
        letters, brand = names.key_and_brand(name)
        self._by_key.setdefault(letters, []).append(ref)
        self._by_brand.setdefault(brand, []).append(ref)

    def identified(self, scheme: str, value: str) -> list[Match]:
        """The entries of that code."""
        return [
            Match(number, entry, "identifier", _code_why(entry, scheme, value))
            for number, entry, _ in self._by_code.get(f"{scheme}:{value}", ())
        ]

    def named(self, name: str, *, likeness: bool = True) -> list[Match]:
        """The entries that may bear that name; ``likeness=False`` only by whole names (for short defined terms)."""
        letters = names.key(name)
        if len(letters) < _SHORTEST_NAME:
            return []
        found = [_same_letters(ref) for ref in self._by_key.get(letters, ())]
        if likeness:
            slots = names.parse(name)
            for ref in self._by_brand.get(slots.brand, ()):
                if _has_fuller_name(ref):
                    continue
                verdict = names.compare_slots(names.parse(_name(ref)), slots)
                if verdict is not None:
                    found.append(_alike(ref, verdict))
        return found

    def pair(self, listed: str, name: str) -> Match | None:
        """How ``name`` can be the party that a list calls ``listed``: by its aliases, or by the two names alone."""
        if names.key(listed) == names.key(name):
            return Match(-1, Entry(listed), "exact", "the name as printed on the list")
        entries = {id(entry) for _, entry, _ in self._by_key.get(names.key(listed), ())}
        known = [match for match in self.find(name) if id(match.entry) in entries]
        if known:
            return known[0]
        verdict = names.compare(listed, name)
        if verdict is None:
            return None
        because: Because = verdict.likeness
        return Match(-1, Entry(listed), because, verdict.why, by_letters=because == "exact")

    def find(self, name: str, others: Iterable[str] = (), codes: Iterable[tuple[str, str]] = ()) -> list[Match]:
        """One match per entry for somebody with these names and (scheme, value) codes, the surest first.

        ``name`` is a full name; ``others`` are defined terms, which count only letter by letter unless they
        are names in Latin script. A reconstructed Chinese name alone is a possible match; together with the
        romanised name as printed on the list it is an alias.
        """
        found = [match for scheme, value in codes for match in self.identified(scheme, value)]
        found += self.named(name)
        for other in others:
            found += self.named(other, likeness=other.isascii())
        best: dict[tuple[int, int], Match] = {}
        for match in found:
            place = (match.list_number, id(match.entry))
            best[place] = _better(best.get(place), match)
        return sorted(best.values(), key=lambda match: (RANK.index(match.because), match.list_number))


def _name(ref: _Ref) -> str:
    _, entry, place = ref
    return entry.aliases[place - 1].name if place else entry.name


def _has_fuller_name(ref: _Ref) -> bool:
    """Whether this is a Chinese short name of an entry whose legal name is known: likeness is judged by that one."""
    _, entry, place = ref
    if not place or not _is_short(_name(ref)):
        return False
    return any(lexicon.HAN.search(alias.name) and not _is_short(alias.name) for alias in entry.aliases)


def _is_short(name: str) -> bool:
    return lexicon.HAN.search(name) is not None and not names.parse(name).form


def _code_why(entry: Entry, scheme: str, value: str) -> str:
    basis = next((i.basis for i in entry.identifiers if (i.scheme, i.value) == (scheme, value)), "")
    word = {"ticker": "stock code", "credit_code": "credit code"}.get(scheme, scheme)
    return f"{word} {value}" + (f" ({basis})" if basis else "")


def _same_letters(ref: _Ref) -> Match:
    number, entry, place = ref
    if place == 0:
        return Match(number, entry, "exact", "the name as printed on the list")
    alias = entry.aliases[place - 1]
    if alias.reconstructed:
        why = f"{alias.name!r}, a Chinese name inferred from the printed one"
        return Match(number, entry, "structural", why, alias)
    return Match(number, entry, "alias", f"alias {alias.name!r}" + (f" ({alias.basis})" if alias.basis else ""), alias)


def _alike(ref: _Ref, verdict: names.Verdict) -> Match:
    number, entry, place = ref
    alias = entry.aliases[place - 1] if place else None
    because: Because = "structural" if verdict.likeness == "exact" else verdict.likeness
    return Match(number, entry, because, f"{verdict.why} as {_name(ref)!r}", alias, by_letters=False)


def _better(known: Match | None, new: Match) -> Match:
    if known is None:
        return new
    for one, other in ((known, new), (new, known)):
        if one.because == "structural" and one.reconstructed and one.by_letters and _supports(other):
            why = f"{one.why}, and the romanised name agrees ({other.why})"
            return Match(one.list_number, one.entry, "alias", why, one.alias)
    return new if RANK.index(new.because) < RANK.index(known.because) else known


def _supports(other: Match) -> bool:
    return other.because == "structural" and not other.reconstructed
