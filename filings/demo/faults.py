"""Everything that may go wrong at the simulated exchange, by name: ``demo --serve --fault NAME[:COUNT]``.

Always there, without a fault: pages clamped to 50 rows (S1), rows dated tomorrow (S5), same-day seconds (S6),
null categories (S11), status 500 for a wrong request (S14), ranges and both document prefixes (S15).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from filings.demo import faulty_answers as answers
from filings.demo import faulty_rows as rows
from filings.errors import UsageError

Unit = Literal["rows", "answers", "requests", "requests per file", "files"]
"""What a fault's count counts: rows of the list, answers of the list that show it, requests at all,
requests of each file, or files (each for good)."""


@dataclass(frozen=True, slots=True)
class OnRows:
    """Rows are listed otherwise."""

    change: rows.Change


@dataclass(frozen=True, slots=True)
class OnPages:
    """Pages of the list are written otherwise."""

    change: answers.PageChange


@dataclass(frozen=True, slots=True)
class OnList:
    """Something stands in the place of the list."""

    change: answers.ReplyChange


@dataclass(frozen=True, slots=True)
class OnFiles:
    """Something stands in the place of a file."""

    change: answers.ReplyChange


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that may go wrong.

    ``source`` is its number in sources.md, section 7 ("any": every site). ``times`` is how often it strikes
    unless a count is given, in ``unit``; ``None`` is always.
    """

    name: str
    source: str
    does: str
    behaviour: OnRows | OnPages | OnList | OnFiles
    times: int | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Chosen:
    """A fault that is switched on; ``times`` is ``None`` for always."""

    fault: Fault
    times: int | None


def _rows(name: str, source: str, does: str, change: rows.Change, times: int = 1) -> Fault:
    return Fault(name, source, does, OnRows(change), times, "rows")


def _pages(name: str, source: str, does: str, change: answers.PageChange, times: int | None = None) -> Fault:
    return Fault(name, source, does, OnPages(change), times, "answers")


def _list(name: str, source: str, does: str, change: answers.ReplyChange, times: int = 1) -> Fault:
    return Fault(name, source, does, OnList(change), times, "requests")


def _files(name: str, source: str, does: str, change: answers.ReplyChange, unit: Unit = "requests per file") -> Fault:
    return Fault(name, source, does, OnFiles(change), 1, unit)


_RETRY_AFTER = ("Retry-After", "1")
_AWAY = ("Location", "http://localhost:9/elsewhere.PDF")

_ALL = (
    _pages("small-pages", "S1", "Pages hold 10 rows, whatever was asked for.", answers.small_pages),
    _pages("braces-past-end", "S2", "{} stands past the last page.", answers.braces_past_the_end),
    _rows("count-grows", "S3", "The newest rows appear once the first answer was given.", rows.count_grows, 3),
    _rows("rows-shift", "S3", "With every answer one more row appears at the head.", rows.rows_shift, 5),
    _pages("count-off", "S3", "One row more is announced than there is.", answers.count_one_more, 2),
    _pages("ties-shuffled", "S4", "Rows of equal time change places with every answer.", answers.ties_in_any_order),
    _pages("row-twice", "S4", "At a page border a row comes twice and another is skipped.", answers.row_twice, 2),
    _rows("dated-ahead", "S5", "Rows are dated a day further ahead, at midnight.", rows.dated_ahead, 2),
    _rows("same-day-seconds", "S6", "Rows bear the second of their arrival.", rows.same_day_seconds, 2),
    _rows("back-dated", "S7", "A row dated the day before appears after a first reading.", rows.back_dated),
    _rows("title-cancelled", "S8", "A title gains （已取消）, and a row （更新后） comes.", rows.title_cancelled),
    _rows("twin-ids", "S9", "A second filing has the same company, day and title.", rows.twin_ids),
    _rows("two-codes", "S10", "A filing bears two codes and two names.", rows.two_codes),
    _pages("extra-keys", "S11", "Rows and envelope bear unknown keys.", answers.extra_keys),
    _pages("count-as-text", "S11", "announceCount is numeric text.", answers.count_as_text),
    _list("list-500", "S12", "The list answers 500 with HTML.", answers.answer(500, "Internal Server Error"), 2),
    _list("list-drop", "S12", "The connection ends before an answer.", answers.delivered("drop")),
    _list("list-hang", "S12", "The list takes the question and stays silent.", answers.delivered("hang")),
    _list("list-403", "S13", "The list answers 403 with HTML.", answers.answer(403, "Forbidden")),
    _list("list-challenge", "S13", "A script challenge with status 200 stands for the list.", answers.challenge),
    _files("file-403", "S13", "The file host answers 403 with HTML.", answers.answer(403, "Forbidden")),
    _files("file-challenge", "S13", "A script challenge with status 200 stands for a file.", answers.challenge),
    _list("list-400", "S14", "The list refuses a right request with 400.", answers.answer(400, "Bad Request")),
    _rows("small-letters", "S15", "attachPath ends with .pdf.", rows.small_letters, 3),
    _rows("wrong-size", "S15", "attachSize is ten times too large.", rows.wrong_size, 3),
    _files("file-html", "S15", "A web page comes as application/pdf.", answers.html_as_pdf),
    _files("file-404", "S15", "The file is not there yet.", answers.answer(404, "Not Found")),
    _files("file-cut", "S15", "The connection ends within the file.", answers.delivered("cut")),
    _files("file-short", "S15", "The file lacks its end, its length agrees.", answers.short_file),
    _files("file-empty", "S15", "The file has no byte.", answers.empty_file),
    _files("file-encrypted", "S15", "The PDF needs a password, for good.", answers.encrypted, "files"),
    _files("file-zip", "S15", "A ZIP archive comes instead of the PDF.", answers.zip_archive),
    _files("file-doc", "S15", "An old Office file comes instead of the PDF.", answers.old_office_file),
    _rows("row-vanishes", "S16", "A row is gone after a first reading.", rows.row_vanishes),
    _rows("full-width-names", "S17", "Short names end with a full-width letter.", rows.full_width_names, 3),
    _rows("missing-prefix", "S17", "Titles have no short name before them.", rows.missing_prefix, 3),
    _rows("spaced-names", "S17", "Spaces stand within short names.", rows.spaced_names, 3),
    _rows("nbsp-names", "S17", "No-break spaces stand within short names.", rows.nbsp_names, 3),
    _list("list-429", "any", "429 with Retry-After: 1.", answers.answer(429, "Too Many Requests", _RETRY_AFTER)),
    _list("list-html", "any", "A maintenance page with status 200 stands for the list.", answers.html),
    _list("list-endless", "any", "The list sends a few bytes again and again.", answers.delivered("trickle")),
    _list("list-cut", "any", "The connection ends within the list.", answers.delivered("cut")),
    _list("list-short", "any", "The JSON ends early, its length agrees.", answers.cut_json),
    _pages("list-empty", "any", "An outage: 200, count 0, no rows.", answers.no_rows, 1),
    _pages("list-braces", "any", "{} stands for a page that has rows.", answers.braces, 1),
    _pages("row-broken", "any", "The first row of a page has lost its annId.", answers.broken_row, 1),
    _files("file-429", "any", "429 with Retry-After: 1.", answers.answer(429, "Too Many Requests", _RETRY_AFTER)),
    _files("file-500", "any", "The file host answers 500 with HTML.", answers.answer(500, "Internal Server Error")),
    _files("file-drop", "any", "The connection ends before the file.", answers.delivered("drop")),
    _files("file-hang", "any", "The file host stays silent, once.", answers.delivered("hang"), "requests"),
    _files("file-endless", "any", "A file never ends, once.", answers.delivered("flood"), "requests"),
    _files("file-elsewhere", "any", "302 to another host.", answers.answer(302, "Found", _AWAY)),
)

FAULTS: Mapping[str, Fault] = MappingProxyType({fault.name: fault for fault in _ALL})
"""Every fault by its name."""


def choose(names: Sequence[str]) -> tuple[Chosen, ...]:
    """The faults of ``NAME``, ``NAME:3`` or ``NAME:always``. Raises UsageError with the nearest name."""
    return tuple(map(_choose, names))


def _choose(text: str) -> Chosen:
    name, colon, count = text.strip().partition(":")
    fault = FAULTS.get(name)
    if fault is None:
        near = difflib.get_close_matches(name, FAULTS, n=1, cutoff=0.3)
        hint = f"did you mean {near[0]}? " if near else ""
        raise UsageError(f"there is no fault {name!r}", hint=f"{hint}--fault list names them all")
    if not colon:
        return Chosen(fault, fault.times)
    if count == "always":
        return Chosen(fault, None)
    if not (count.isascii() and count.isdecimal() and int(count) > 0):
        hint = f"write {name}, {name}:3 or {name}:always"
        raise UsageError(f"{count!r} does not say how often {name} strikes", hint=hint)
    return Chosen(fault, int(count))


def describe() -> str:
    """The table of all faults, for people."""
    width = max(map(len, FAULTS))
    lines = ["--fault NAME, NAME:3 or NAME:always; the number in sources.md and the default count stand beside it", ""]
    for fault in _ALL:
        often = "always" if fault.times is None else f"{fault.times} {_in_words(fault)}"
        lines.append(f"{fault.name:<{width}}  {fault.source:<4} {often:<20} {fault.does}")
    return "\n".join(lines)


def _in_words(fault: Fault) -> str:
    if fault.times != 1:
        return fault.unit
    return {"rows": "row", "answers": "answer", "requests": "request", "files": "file"}.get(
        fault.unit, "request per file"
    )
