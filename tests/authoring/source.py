"""Text sources of authored notices: what stands in a ``.txt`` file, as values.

A source is a TOML head between two lines ``+++`` and a body::

    +++
    code = "009001"                      # header of the notice: 证券代码
    name = "演示水务"                      # 证券简称
    number = "2024-087"                  # 公告编号
    company = "演示水务股份有限公司"
    title = "关于……的公告"                 # as listed; printed below the company's name
    expected = "flag: termination"       # for people
    id = 9990000002                      # with id, published and arrives the notice is listed by the demo
    published = 2024-12-14T00:00:00
    arrives = 2024-12-13T19:05:12
    +++

Body: a blank line ends a paragraph; lines of a paragraph are joined, but 一、 1、 （一） and 第一条 begin a new
one. A line may begin with

    ``# `` heading · ``## `` lower heading · ``~ `` paragraph without indent · ``= `` centred
    ``> `` right, as 董事会 and date · ``>> `` small and right, as 单位：万元
    ``@page`` a new page · ``@space 24`` a gap in points

and tables are ruled. The line of dashes ends the header; its dashes give relative widths, colons the
alignment; ``^`` joins a cell with the one above, ``<`` with the one to its left, `` / `` breaks a line.
``@repeat`` before a table repeats its header on every page::

    | 项目名称 | 金额 |
    |:--------|----:|
    | 甲项目   | 1.00 |
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["text", "flush", "heading", "lower", "centre", "right", "small"]
_MARKS: tuple[tuple[str, Kind], ...] = (
    ("## ", "lower"),
    ("# ", "heading"),
    ("~ ", "flush"),
    ("= ", "centre"),
    (">> ", "small"),
    ("> ", "right"),
)
_LISTED = re.compile(
    r"[（(][一二三四五六七八九十\d]+[）)]|\d+、|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[条章]"
)
_WORDLIKE = re.compile(r"[A-Za-z0-9]$")


class Head(BaseModel):
    """The head of a source. ``header``, ``stamp``, ``pages`` and ``size`` vary the look."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = ""
    name: str = ""
    number: str = ""
    company: str = ""
    title: str
    printed_title: str = ""
    expected: str = ""
    id: int | None = None
    published: datetime | None = None
    arrives: datetime | None = None
    channel: str = "listedNotice_disc"
    invented: bool = True
    password: str = ""
    header: Literal["line", "split", "stacked", "none"] = "line"
    stamp: Literal["header", "footer"] = "header"
    pages: Literal["plain", "of", "none"] = "plain"
    size: float = Field(default=12.0, ge=8, le=16)
    margin: float = Field(default=80.0, ge=36, le=120)


@dataclass(frozen=True)
class Paragraph:
    """A run of text of one kind."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Gap:
    """Space in points, or a new page for ``None``."""

    points: float | None


@dataclass(frozen=True)
class Grid:
    """A ruled table: ``rows`` of cells, of which the first ``head`` are the header.

    A cell is text, ``^`` (joined with the one above) or ``<`` (joined with the one to its left).
    ``widths`` are relative; ``aligns`` are l, c or r.
    """

    rows: tuple[tuple[str, ...], ...]
    head: int
    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    repeat: bool


Block = Paragraph | Gap | Grid


@dataclass(frozen=True)
class Source:
    """A notice before it is set."""

    path: Path
    head: Head
    blocks: tuple[Block, ...]


def read(path: Path) -> Source:
    """The source in a file. Raises ValueError with file and line."""
    text = path.read_text("utf-8")
    _, fence, rest = text.partition("+++\n")
    head, closing, body = rest.partition("\n+++\n")
    if not fence or not closing:
        message = f"{path}: a source begins with a TOML head between two lines +++"
        raise ValueError(message)
    lines = body.splitlines()
    first = head.count("\n") + 3
    try:
        blocks = tuple(_blocks(lines))
    except ValueError as error:
        message = f"{path}, after line {first}: {error}"
        raise ValueError(message) from error
    return Source(path, Head.model_validate(tomllib.loads(head)), blocks)


def _blocks(lines: list[str]) -> list[Block]:
    made: list[Block] = []
    repeat = False
    place = 0
    while place < len(lines):
        line = lines[place].rstrip()
        end = place + 1
        if line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            made.append(_grid(lines[place:end], repeat=repeat))
            repeat = False
        elif line.startswith("@"):
            repeat = line == "@repeat"
            if not repeat:
                made.append(_gap(line))
        elif line:
            kind, text = _kind(line)
            while kind in {"text", "flush"} and end < len(lines) and _goes_on(lines[end]):
                text = _joined(text, lines[end].strip())
                end += 1
            made.append(Paragraph(kind, text))
        place = end
    return made


def _kind(line: str) -> tuple[Kind, str]:
    for mark, kind in _MARKS:
        if line.startswith(mark):
            return kind, line[len(mark) :].strip()
    return "text", line.strip()


def _goes_on(line: str) -> bool:
    marks = ("|", "@", *(mark for mark, _ in _MARKS))
    return bool(line.strip()) and not line.startswith(marks) and not _LISTED.match(line)


def _joined(text: str, more: str) -> str:
    gap = " " if _WORDLIKE.search(text) and re.match(r"[A-Za-z0-9]", more) else ""
    return f"{text}{gap}{more}"


def _gap(line: str) -> Gap:
    word, _, points = line[1:].partition(" ")
    if word == "page":
        return Gap(None)
    if word == "space":
        return Gap(float(points))
    message = f"{line!r} is neither @page, @space POINTS nor @repeat"
    raise ValueError(message)


def _grid(lines: list[str], *, repeat: bool) -> Grid:
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    rules = [place for place, row in enumerate(rows) if all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    if len(rules) != 1 or len({len(row) for row in rows}) != 1:
        message = f"a table needs one line of dashes and equally many cells in each row: {lines[0]}"
        raise ValueError(message)
    rule = rows.pop(rules[0])
    return Grid(
        rows=tuple(rows),
        head=rules[0],
        widths=tuple(float(cell.count("-")) for cell in rule),
        aligns=tuple(_align(cell) for cell in rule),
        repeat=repeat,
    )


def _align(cell: str) -> str:
    if cell.endswith(":"):
        return "c" if cell.startswith(":") else "r"
    return "l"
