"""HTML for a mail: one column that reads on a phone, styles inline, no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType

from filings.alerts.brief.forms.links import page_of, pieces
from filings.alerts.brief.forms.text import left_out, paragraph, rows_left_out
from filings.alerts.brief.said import Said
from filings.alerts.brief.sheet import Entry, Grid, Lang, Row, Section, Sheet, Words, by_page, in_, mark

_INK, _SOFT, _LINE, _BLUE = "#1c2430", "#566172", "#dde3ea", "#1a56b0"
_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "body": f"margin:0;padding:0;background:#eef1f5;color:{_INK};font:16px/1.5 -apple-system,BlinkMacSystemFont,"
        "'Segoe UI',Roboto,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;-webkit-text-size-adjust:100%",
        "main": "max-width:640px;margin:0 auto;background:#ffffff;padding:0 0 20px",
        "notice": "background:#8c1d18;color:#ffffff;padding:8px 16px;font-size:13px;font-weight:600",
        "banner": "background:#fff3cd;color:#5c4400;padding:10px 16px;font-weight:600;border-bottom:1px solid #ecd9a0",
        "h1": "font-size:19px;line-height:1.35;margin:0;padding:18px 16px 0;font-weight:700",
        "lead": f"margin:0;padding:10px 16px 0;color:{_INK}",
        "figure": "margin:14px 16px 0",
        "img": f"display:block;width:100%;max-width:608px;height:auto;border:1px solid {_LINE}",
        "caption": f"font-size:12px;color:{_SOFT};padding-top:4px",
        "h2": f"font-size:12px;letter-spacing:.05em;color:{_SOFT};text-transform:uppercase;margin:22px 16px 0;"
        f"padding:0 0 4px;border-bottom:1px solid {_LINE};font-weight:700",
        "entry": "padding:10px 16px 0",
        "label": f"font-size:13px;color:{_SOFT}",
        "line": "overflow-wrap:anywhere;word-break:break-word",
        "strong": "font-weight:700;overflow-wrap:anywhere;word-break:break-word",
        "small": f"overflow-wrap:anywhere;word-break:break-word;font-size:14px;color:{_SOFT}",
        "quote": f"margin:3px 0 0;padding:0 0 0 8px;border-left:3px solid #e8b931;font-size:14px;color:{_SOFT};"
        "overflow-wrap:anywhere;word-break:break-word",
        "a": f"color:{_BLUE};text-decoration:underline",
        "table": "width:100%;border-collapse:collapse;margin:6px 0 0;table-layout:fixed",
        "name": f"width:38%;padding:8px 8px 8px 0;border-top:1px solid {_LINE};vertical-align:top;font-weight:600;"
        "overflow-wrap:anywhere;word-break:break-word",
        "cell": f"padding:8px 0;border-top:1px solid {_LINE};vertical-align:top;font-size:15px;"
        "overflow-wrap:anywhere;word-break:break-word",
        "under": "padding:0 0 8px",
    }
)
_TITLES: Mapping[Lang, str] = MappingProxyType({"en": "en", "zh": "zh-CN"})
_CAPTION = Said("From the filing; the quoted words are marked.", "公告页面截图，原文已标注。")
_WHOLE_ROW = ' colspan="2"'
_COMPACT = frozenset({"Severity", "Lists checked", "Filing"})
"""Statements for the record, in smaller type."""


def page(sheet: Sheet, lang: Lang, *, picture: str | None = None) -> str:
    """The whole page; ``picture`` is the address of the evidence picture, ours and not a source's."""
    return (
        f'<!doctype html><html lang="{_TITLES[lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light">'
        f"<title>{escape(in_(sheet.subject, lang))}</title></head>"
        f"{_opened('body')}{body(sheet, lang, picture=picture)}</body></html>"
    )


def body(sheet: Sheet, lang: Lang, *, picture: str | None = None) -> str:
    """What stands between the tags of the body, for a page or a feed."""
    parts = [_tag("div", "notice", escape(sheet.notice))] if sheet.notice else []
    parts += [_banner(sheet.banner, lang)] if sheet.banner is not None else []
    parts.append(_tag("h1", "h1", escape(in_(sheet.headline, lang))))
    parts += [_tag("p", "lead", escape(paragraph(sheet, lang)))] if sheet.lead else []
    told = [_section(section, sheet, lang) for section in sheet.sections if section.blocks]
    parts += told[:1]
    parts += [_figure(picture, lang)] if picture is not None else []
    parts += told[1:]
    if sheet.plain is not None:
        lines = in_(sheet.plain, lang).split("\n")
        parts.append(
            _tag("div", "entry", "".join(_tag("div", "line", _linked(line, sheet) or "&nbsp;") for line in lines))
        )
    return _tag("div", "main", "".join(parts))


def _banner(said: Said, lang: Lang) -> str:
    """Loud where something is taken back."""
    return _tag("div", "notice" if said.en.startswith("RETRACTED") else "banner", escape(in_(said, lang)))


def _opened(tag: str, style: str | None = None, more: str = "") -> str:
    return f'<{tag} style="{_STYLES[style or tag]}"{more}>'


def _tag(tag: str, style: str, inner: str, more: str = "") -> str:
    return f"{_opened(tag, style, more)}{inner}</{tag}>"


def _link(address: str, text: str) -> str:
    return _tag("a", "a", escape(text), f' href="{escape(address)}"')


def _linked(line: str, sheet: Sheet) -> str:
    return "".join(
        escape(text) if address is None else _link(address, text) for text, address in pieces(line, sheet.links)
    )


def _figure(picture: str, lang: Lang) -> str:
    caption = escape(in_(_CAPTION, lang))
    image = _opened("img", more=f' src="{escape(picture)}" alt="{caption}" width="608"')
    return _tag("div", "figure", f"{image}{_tag('div', 'caption', caption)}")


def _section(section: Section, sheet: Sheet, lang: Lang) -> str:
    blocks = (_entry(b, sheet, lang) if isinstance(b, Entry) else _grid(b, sheet, lang) for b in section.blocks)
    return _tag("h2", "h2", escape(in_(section.title, lang))) + "".join(blocks)


def _entry(entry: Entry, sheet: Sheet, lang: Lang) -> str:
    style = "small" if entry.label.en in _COMPACT else "line"
    styles = ["strong" if entry.strong and place == 0 else style for place in range(len(entry.lines))]
    told = zip(styles, entry.lines, strict=True)
    said = "".join(_tag("div", one, _linked(in_(line, lang), sheet)) for one, line in told)
    more = _tag("div", "small", escape(left_out(entry.more, lang))) if entry.more else ""
    label = _tag("div", "label", escape(in_(entry.label, lang)))
    return _tag("div", "entry", f"{label}{said}{''.join(_quotes(entry.words, sheet.url, lang))}{more}")


def _quotes(words: tuple[Words, ...], url: str | None, lang: Lang) -> Iterator[str]:
    for page_number, ocr, each in by_page(words):
        named = mark(page_number, lang, ocr=ocr)
        address = page_of(url, page_number)
        place = escape(named) if address is None else _link(address, named)
        told = " · ".join(f'<span lang="zh-CN">“{escape(one.text)}”</span>' for one in each)
        yield _tag("div", "quote", f"{place} {told}")


def _grid(table: Grid, sheet: Sheet, lang: Lang) -> str:
    label = _tag("div", "label", escape(in_(table.label, lang)))
    rows = "".join(_row(table, row, sheet, lang) for row in table.rows)
    more = _tag("div", "small", escape(rows_left_out(table.more, lang))) if table.more else ""
    return _tag("div", "entry", f"{label}{_tag('table', 'table', rows)}{more}")


def _row(table: Grid, row: Row, sheet: Sheet, lang: Lang) -> str:
    """Two columns fit a phone: the number and name, and beside them every other cell with its column's name."""
    number, name, *rest = (escape(in_(cell, lang)) for cell in row.cells)
    columns = [in_(column, lang) for column in table.columns[2:]]
    colon = "：" if lang == "zh" else ": "
    facts = "".join(
        _tag("div", "line", f"{_tag('span', 'label', escape(column) + colon)}{cell}")
        for column, cell in zip(columns, rest, strict=True)
        if cell
    )
    main = f"<tr>{_tag('td', 'name', f'{number}&ensp;{name}' if number else name)}{_tag('td', 'cell', facts)}</tr>"
    quotes = "".join(_quotes(row.words, sheet.url, lang))
    return main + (f"<tr>{_tag('td', 'under', quotes, _WHOLE_ROW)}</tr>" if quotes else "")
