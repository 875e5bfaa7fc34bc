"""One static page: the brief on the left, the filing's pages on the right. No server, no script.

Each statement links to its quote; the quote's box on the page picture lights up (CSS ``:target``) and links
back. Everything is inside the one file.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from filings.alerts.brief import Composed
from filings.model import Document, Quote, in_one_line

_STYLE = """
:root{--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;--ground:#f3f5f8;--mark:#ffd84d;--act:#9b1c1c}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,"Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;
color:var(--ink);background:var(--ground)}
header{background:var(--ink);color:#fff;padding:1rem 1.5rem}header h1{font-size:1.15rem;margin:0}
header p{margin:.2rem 0 0;color:#c9d1db;font-size:.9rem}
.notice{background:var(--act);color:#fff;padding:.4rem 1.5rem;font-weight:600}
nav{padding:.8rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--line)}
nav a{display:inline-block;margin:.15rem .8rem .15rem 0;color:#174ea6;text-decoration:none}
section{display:grid;grid-template-columns:minmax(20rem,30rem) minmax(0,1fr);gap:1.5rem;padding:1.5rem;
border-bottom:6px solid var(--line)}
@media(max-width:820px){section{grid-template-columns:1fr;padding:1rem}}
h2{font-size:1.1rem;margin:0 0 .8rem}dl{margin:0}dt{color:var(--soft);font-size:.8rem;margin-top:.8rem}
dd{margin:0}.quote{display:block;margin:.2rem 0 0;padding:.15rem .5rem;border-left:3px solid var(--mark);
color:var(--soft);font-size:.86rem;text-decoration:none;overflow-wrap:anywhere}.quote:target{background:#fff6cf}
.quote b{color:#174ea6;font-weight:500}
.page{position:relative;margin:0 0 1rem;background:#fff;border:1px solid var(--line);box-shadow:0 1px 3px #0002}
.page img{display:block;width:100%;height:auto}
.box{position:absolute;background:#ffd84d55;border-bottom:2px solid #e0a800}
.box:target,.box:hover{background:#ff9d0080;outline:2px solid #c05600}
.stamp{position:absolute;top:.4rem;right:.5rem;color:var(--act);font-weight:700;letter-spacing:.06em;font-size:.8rem}
table{border-collapse:collapse;margin:1.5rem;background:#fff}td,th{border:1px solid var(--line);padding:.3rem .6rem;
text-align:left;vertical-align:top;font-size:.88rem}footer{padding:1.5rem;color:var(--soft);font-size:.85rem}
pre{white-space:pre-wrap;font:inherit;margin:0;overflow-wrap:anywhere}
@media(min-width:821px){.pages{position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto}}
"""


@dataclass(frozen=True)
class Shown:
    """A filing on the page: ``pictures`` are PNGs of its pages, in order."""

    anchor: str
    composed: Composed
    document: Document
    pictures: tuple[bytes, ...]


@dataclass(frozen=True)
class NotFlagged:
    """A filing that was looked at and not flagged, with the reason."""

    code: str
    name: str
    title: str
    reason: str


def render(title: str, shown: Sequence[Shown], others: Sequence[NotFlagged], *, notice: str | None) -> str:
    """The whole page as HTML."""
    links = "".join(f'<a href="#{one.anchor}">{escape(one.composed.subject)}</a>' for one in shown)
    sections = "".join(_section(one, notice) for one in shown)
    banner = f'<div class="notice">{escape(notice)}</div>' if notice else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{banner}"
        f"<header><h1>{escape(title)}</h1><p>Every statement links to the words it rests on, on the page "
        f"where they stand.</p></header><nav>{links}</nav>{sections}{_table(others)}"
        "<footer>Statements come from typed facts; the Chinese words beside them are the filing's own. "
        "The companies were not contacted.</footer></body></html>"
    )


def _section(one: Shown, notice: str | None) -> str:
    rows: list[str] = []
    boxes: dict[int, list[str]] = {page.number: [] for page in one.document.pages}
    for number, statement in enumerate(one.composed.statements):
        marks = []
        for place, quote in enumerate(statement.quotes):
            name = f"{one.anchor}-{number}-{place}"
            marks.append(_mark(name, quote))
            boxes[quote.page] += _boxes(name, quote, one.document)
        said = f"<dd><pre>{escape(statement.en)}</pre>{''.join(marks)}</dd>"
        rows.append(f"<dt>{escape(statement.label_en)}</dt>{said}")
    pages = zip(one.document.pages, one.pictures, strict=True)
    pictures = "".join(_page(page.number, data, boxes[page.number], notice) for page, data in pages)
    return (
        f'<section id="{one.anchor}"><div><h2>{escape(one.composed.subject)}</h2><dl>{"".join(rows)}</dl></div>'
        f'<div class="pages">{pictures}</div></section>'
    )


def _mark(name: str, quote: Quote) -> str:
    words = escape(in_one_line(quote.text))
    return f'<a class="quote" id="s-{name}" href="#b-{name}"><b>p. {quote.page}</b> “{words}”</a>'


def _boxes(name: str, quote: Quote, document: Document) -> list[str]:
    page = document.page(quote.page)
    made = []
    for index, (x0, top, x1, bottom) in enumerate(quote.boxes):
        place = (
            f"left:{100 * x0 / page.width:.2f}%;top:{100 * top / page.height:.2f}%;"
            f"width:{100 * (x1 - x0) / page.width:.2f}%;height:{100 * (bottom - top) / page.height:.2f}%"
        )
        target = f'id="b-{name}" ' if index == 0 else ""
        made.append(f'<a class="box" {target}href="#s-{name}" style="{place}" aria-label="to the statement"></a>')
    return made


def _page(number: int, png: bytes, boxes: Sequence[str], notice: str | None) -> str:
    data = base64.b64encode(png).decode()
    stamp = '<span class="stamp">INVENTED · 演示文件</span>' if notice else ""
    picture = f'<img alt="page {number}" src="data:image/png;base64,{data}">'
    return f'<div class="page">{picture}{stamp}{"".join(boxes)}</div>'


def _table(others: Sequence[NotFlagged]) -> str:
    if not others:
        return ""
    rows = "".join(
        f"<tr><td>{escape(o.code)}</td><td>{escape(o.name)}</td><td>{escape(o.title)}</td><td>{escape(o.reason)}</td></tr>"
        for o in others
    )
    return f"<table><tr><th>code</th><th>name</th><th>not flagged</th><th>why</th></tr>{rows}</table>"
