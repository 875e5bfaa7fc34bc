"""The entries of all lists, found by identifier, by letters and by brand. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from filings.model.finding import Because
from filings.watchlists import crosswise, likeness, names, romanise, trades
from filings.watchlists.brands import CHINESE
from filings.watchlists.entry import Alias, Entry
from filings.watchlists.likeness import Verdict
from filings.watchlists.names import Slots

RANK: tuple[Because, ...] = ("identifier", "exact", "alias", "place", "term", "structural", "weak")
"""The kinds of hits, the surest first."""
ASSERTED: frozenset[Because] = frozenset({"identifier", "exact", "alias", "place", "term"})
"""What a finding may state; the rest is a possible match or background."""
_SHORTEST_NAME = 2
_LONGEST_READING = 6
"""``zhuang``."""
_MOST_OF_A_BRAND = 400
"""More names of one brand than this say that it is none (a list's 科技)."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that somebody can be, and why. ``list_number`` counts in the lists that were indexed.

    ``against``: a slot tells the two apart, so that it is background and no match.
    """

    list_number: int
    entry: Entry
    because: Because
    why: str
    alias: Alias | None = None
    by_letters: bool = True
    """Whether a whole name was the same, letter by letter."""
    against: bool = False
    across: bool = False
    """Whether a Chinese name was held against a Latin one."""

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
        self._by_brand.setdefault(brand or _gloss(name), []).append(ref)

    @cached_property
    def _han_heads(self) -> dict[str, dict[str, list[_Ref]]]:
        """Chinese names under the first and the second character of their brands, for names in Latin script."""
        found: dict[str, dict[str, list[_Ref]]] = {}
        for brand, refs in self._by_brand.items():
            if names.is_han(brand):
                found.setdefault(brand[0], {}).setdefault(brand[1:2], []).extend(refs)
        return found

    @cached_property
    def _heads_by_reading(self) -> dict[str, list[str]]:
        """First characters of Chinese brands under their readings."""
        found: dict[str, list[str]] = {}
        for head in self._han_heads:
            for reading in romanise.readings(head):
                found.setdefault(reading, []).append(head)
        return found

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
        return [*found, *self._alike(name)] if likeness else found

    def _alike(self, name: str) -> Iterator[Match]:
        slots = names.parse(name)
        for ref in self._by_brand.get(slots.brand, ()):
            if not _has_fuller_name(ref):
                verdict = likeness.same_script(names.parse(_name(ref)), slots)
                if verdict is not None:
                    yield _match(ref, verdict)
        yield from self._across(name, slots)

    def _across(self, name: str, slots: Slots) -> Iterator[Match]:
        """Entries in the other script; one whose name in this script is known is judged by that name alone."""
        seen: set[tuple[int, int]] = set()
        for ref in self._candidates(name, slots):
            place = (id(ref[1]), ref[2])
            if place in seen or _knows_script(ref[1], slots.script) or _has_fuller_name(ref):
                continue
            seen.add(place)
            verdict = _across(_name(ref), name, slots)
            if verdict is not None:
                yield replace(_match(ref, verdict), across=True)

    def _candidates(self, name: str, slots: Slots) -> Iterator[_Ref]:
        if slots.script == "han":
            for brand in crosswise.brands(slots):
                found = self._by_brand.get(brand, ())
                if len(found) <= _MOST_OF_A_BRAND:
                    yield from found
        else:
            letters = "".join(names.words_of(name))
            starts = {start[:size] for start in (slots.brand, letters) for size in range(1, _LONGEST_READING + 1)}
            heads = [head for start in starts for head in self._heads_by_reading.get(start, ())]
            heads += [form[0] for form in CHINESE.get(slots.brand, ()) if form[0] in self._han_heads]
            for head in dict.fromkeys(heads):
                followers = self._han_heads[head]
                for second in crosswise.seconds(head, followers, letters, slots.brand):
                    yield from followers[second][:_MOST_OF_A_BRAND]

    def pair(self, listed: str, name: str) -> Match | None:
        """How ``name`` can be the party that a list calls ``listed``: by its aliases, or by the two names alone.

        ``None`` where nothing speaks for it. An entry whose Chinese name is known is judged by that one.
        """
        if names.key(listed) == names.key(name):
            return Match(-1, Entry(listed), "exact", "the name as printed on the list")
        entries = {id(entry): entry for _, entry, _ in self._by_key.get(names.key(listed), ())}
        known = [match for match in self.find(name) if id(match.entry) in entries]
        printed = [match for match in known if names.key(match.entry.name) == names.key(listed)]
        if known:
            return printed[0] if printed else known[0]
        script = "han" if names.is_han(name) else "latin"
        if any(_knows_script(entry, script) for entry in entries.values()):
            return None
        verdict = compare(listed, name)
        if verdict is None:
            return None
        because: Because = verdict.likeness
        return Match(-1, Entry(listed), because, verdict.why, by_letters=because == "exact", against=verdict.against)

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
        return sorted(best.values(), key=lambda match: (RANK.index(match.because), match.against, match.list_number))


def compare(listed: str, other: str) -> Verdict | None:
    """How far ``other`` can be the company ``listed``, by the two names alone."""
    if names.key(listed) == names.key(other):
        return Verdict("exact", "the same name")
    left, right = names.parse(listed), names.parse(other)
    if left.script == right.script:
        return likeness.same_script(left, right)
    return crosswise.compare(other, listed) if left.script == "han" else crosswise.compare(listed, other)


def _across(listed: str, name: str, slots: Slots) -> Verdict | None:
    if slots.script == "latin":
        return crosswise.compare(name, listed)
    return crosswise.compare_slots(*_latin(listed), slots)


@lru_cache(maxsize=16384)
def _latin(name: str) -> tuple[tuple[str, ...], bool]:
    """The words of a listed Latin name and whether it is a whole registered one."""
    return names.words_of(name), names.parse(name).legal


def _gloss(name: str) -> str:
    """Under what a name without a brand is found: its trade (China Mobile Communications)."""
    concepts = trades.of_latin(names.words_of(name)).concepts
    return "=" + "+".join(sorted(concepts)) if concepts else ""


def _name(ref: _Ref) -> str:
    _, entry, place = ref
    return entry.aliases[place - 1].name if place else entry.name


def _knows_script(entry: Entry, script: str) -> bool:
    """Whether a whole name of the entry in that script is known, and not only inferred."""
    wanted = script == "han"
    if names.is_han(entry.name) == wanted:
        return True
    given = (alias.name for alias in entry.aliases if not alias.reconstructed)
    return any(names.is_han(name) == wanted and (not wanted or not _is_short(name)) for name in given)


def _has_fuller_name(ref: _Ref) -> bool:
    """Whether this is a Chinese short name of an entry whose legal name is known: likeness is judged by that one."""
    _, entry, place = ref
    if not place or not _is_short(_name(ref)):
        return False
    return any(names.is_han(alias.name) and not _is_short(alias.name) for alias in entry.aliases)


def _is_short(name: str) -> bool:
    if not names.is_han(name):
        return False
    slots = names.parse(name)
    return not slots.legal and not likeness.is_body(slots)


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


def _match(ref: _Ref, verdict: Verdict) -> Match:
    number, entry, place = ref
    alias = entry.aliases[place - 1] if place else None
    because: Because = "structural" if verdict.likeness == "exact" else verdict.likeness
    why = f"{verdict.why} as {_name(ref)!r}"
    return Match(number, entry, because, why, alias, by_letters=False, against=verdict.against)


def _better(known: Match | None, new: Match) -> Match:
    if known is None:
        return new
    for one, other in ((known, new), (new, known)):
        if one.because == "structural" and one.reconstructed and one.by_letters and _supports(other):
            why = f"{one.why}, and the romanised name agrees ({other.why})"
            return Match(one.list_number, one.entry, "alias", why, one.alias)
    order = (RANK.index(new.because), new.against) < (RANK.index(known.because), known.against)
    return new if order else known


def _supports(other: Match) -> bool:
    """Whether a romanised name that the filing itself prints agrees: our own reading of the Chinese one would not."""
    return other.because == "structural" and not other.reconstructed and not other.across
