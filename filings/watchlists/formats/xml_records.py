"""Records of a large XML file, one at a time, without entities or a document type. PURE.

A document type could name other files or blow up a few bytes to gigabytes (billion laughs): it is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from filings.watchlists.formats.rows import ListUnreadable

_PIECE = 1 << 20


class _Records:
    """Takes the parser's calls; whole records gather in ``ready`` as (line, element), names without namespace."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._line = 0
        self.ready: list[tuple[int, Element]] = []
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        if self._builder is None:
            if local != self._tag:
                return
            self._builder, self._depth, self._line = TreeBuilder(), 0, self.parser.CurrentLineNumber
        self._depth += 1
        self._builder.start(local, attributes)

    def _end(self, name: str) -> None:
        if self._builder is None:
            return
        self._builder.end(name.rpartition("}")[2])
        self._depth -= 1
        if self._depth == 0:
            self.ready.append((self._line, self._builder.close()))
            self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)


def _refuse(*_said: object) -> None:
    raise ListUnreadable("it declares a document type or entities, which no list does: it is not read")


def records(data: bytes, tag: str) -> Iterator[tuple[int, Element]]:
    """Each element of that name with the line on which it begins. Raises ListUnreadable."""
    state = _Records(tag)
    view = memoryview(data)
    try:
        for at in range(0, len(data), _PIECE):
            state.parser.Parse(bytes(view[at : at + _PIECE]), at + _PIECE >= len(data))
            yield from state.ready
            state.ready.clear()
        if not data:
            raise ListUnreadable("it is empty")
    except expat.ExpatError as error:
        raise ListUnreadable(f"it is no XML: {error}") from error


def text(element: Element, path: str) -> str:
    """The text at a path below the element, or nothing."""
    return (element.findtext(path) or "").strip()
