"""Set authored notices: ``python -m tests.authoring.build`` sets all, ``… build FILE.txt`` sets one beside its source.

A new notice is a new text file (source.py says how it is written): in ``notices/`` the demo lists it, in
``tests/cases/NAME/notice.txt`` it becomes that case's ``notice.pdf``. Nothing else needs to be told.
"""

from __future__ import annotations

import hashlib
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tests.authoring import source
from tests.authoring.source import Source
from tests.authoring.typeset import pdf

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NOTICES = HERE / "notices"
ODD = HERE / "odd"
SHIPPED = ROOT / "filings" / "demo" / "filings"
SHIPPED_ODD = ROOT / "filings" / "demo" / "odd"
CASES = ROOT / "tests" / "cases"
_SPACE = uuid.UUID("6f1f0f2e-0000-4000-8000-00000000d342")


def targets() -> Iterator[tuple[Path, Path]]:
    """Every source and the PDF that is made of it."""
    for path in sorted(NOTICES.glob("*.txt")):
        yield path, SHIPPED / f"{path.stem}.pdf"
    for path in sorted(ODD.glob("*.txt")):
        yield path, SHIPPED_ODD / f"{path.stem}.pdf"
    for path in sorted(CASES.glob("*/notice.txt")):
        yield path, path.with_suffix(".pdf")


def entry(notice: Source, data: bytes) -> str:
    """The row of the catalogue. Raises ValueError where the head does not say when the notice is listed."""
    head = notice.head
    if head.id is None or head.published is None or head.arrives is None:
        message = f"{notice.path}: a notice of the demo needs id, published and arrives"
        raise ValueError(message)
    fields = {
        "number": str(head.id),
        "uuid": _text(str(uuid.uuid5(_SPACE, str(head.id)))),
        "codes": f"[{_text(head.code)}]",
        "names": f"[{_text(head.name)}]",
        "title": _text(head.title),
        "published": _instant(head.published),
        "arrives": _instant(head.arrives),
        "pdf": _text(f"{notice.path.stem}.pdf"),
        "sha256": _text(hashlib.sha256(data).hexdigest()),
        "channel": _text(head.channel),
        "expected": _text(head.expected),
    }
    return "\n".join(["[[filing]]", *(f"{key} = {value}" for key, value in fields.items())]) + "\n"


def catalogue(notices: Sequence[tuple[Source, bytes]]) -> str:
    """The text of catalogue.toml."""
    title = "# Written by python -m tests.authoring.build: edit the sources in tests/authoring/notices instead.\n"
    ordered = sorted(notices, key=lambda pair: pair[0].head.id or 0)
    return "\n".join([title, *(entry(notice, data) for notice, data in ordered)])


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _instant(value: datetime) -> str:
    return f"{value:%Y-%m-%dT%H:%M:%S}+08:00"


def build(wanted: Sequence[Path]) -> int:
    """Set what is named, or everything with the catalogue. Returns the count of PDFs."""
    if wanted:
        places = dict(targets())
        for path in map(Path.resolve, wanted):
            places.get(path, path.with_suffix(".pdf")).write_bytes(pdf(source.read(path)))
        return len(wanted)
    listed = []
    count = 0
    for path, target in targets():
        notice = source.read(path)
        data = pdf(notice)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count += 1
        if path.parent == NOTICES:
            listed.append((notice, data))
    (SHIPPED / "catalogue.toml").write_text(catalogue(listed), "utf-8")
    return count


if __name__ == "__main__":
    print(f"{build([Path(name) for name in sys.argv[1:]])} PDFs written")
