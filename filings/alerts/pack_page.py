"""The first page of an evidence pack: the brief in both languages, the pictures, and how to check the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from filings.alerts.brief.forms import html
from filings.alerts.brief.sheet import Sheet

JsonObject = Mapping[str, Any]

_POLICY = (
    "default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_STYLE = (
    "body{margin:0;background:#eef1f5;color:#1c2430;font:16px/1.5 system-ui,'PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',sans-serif}main{max-width:640px;margin:0 auto;background:#fff;padding:0 0 20px}"
    "nav,section{padding:12px 16px}img{display:block;width:100%;height:auto;border:1px solid #dde3ea;margin:0 0 12px}"
    "table{border-collapse:collapse;width:100%;font-size:13px}td,th{border-top:1px solid #dde3ea;padding:4px 6px 4px 0;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}code{overflow-wrap:anywhere}"
    ".retracted{background:#8c1d18;color:#fff;padding:10px 16px;font-weight:700}a{color:#1a56b0}"
)


def page(sheet: Sheet, files: Mapping[str, bytes], sums: Mapping[str, str], record: JsonObject, made: datetime) -> str:
    """A page without script that loads nothing but the pack's own pictures."""
    retracted = record.get("retracted")
    banner = f'<div class="retracted">RETRACTED · 已撤回: {escape(str(retracted))}</div>' if retracted else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(sheet.subject.en)}</title><style>{_STYLE}</style></head><body><main>{banner}"
        '<nav><a href="#en">English</a> · <a href="#zh">中文</a> · <a href="#pages">Pages</a> · '
        '<a href="#files">Files</a> · <a href="document.pdf">PDF</a></nav>'
        f'<div id="en">{html.body(sheet, "en")}</div><div id="zh" lang="zh-CN">{html.body(sheet, "zh")}</div>'
        f'<section id="pages"><h2>Pages with the quoted words marked · 原文标注页</h2>{_pictures(files)}</section>'
        f'<section id="files"><h2>Files · 文件</h2>{_table(files, sums)}{_how(record, made)}</section>'
        "</main></body></html>\n"
    )


def _pictures(files: Mapping[str, bytes]) -> str:
    names = [name for name in files if name.startswith("pictures/")]
    return "".join(f'<img src="{escape(name)}" alt="{escape(name)}">' for name in names) or "<p>None · 无</p>"


def _table(files: Mapping[str, bytes], sums: Mapping[str, str]) -> str:
    return f"<table><tr><th>file</th><th>bytes</th><th>SHA-256</th></tr>{''.join(_rows(files, sums))}</table>"


def _rows(files: Mapping[str, bytes], sums: Mapping[str, str]) -> Iterator[str]:
    for name, data in files.items():
        link = f'<a href="{escape(name)}">{escape(name)}</a>'
        yield f"<tr><td>{link}</td><td>{len(data):,}</td><td><code>{sums[name]}</code></td></tr>"


def _how(record: JsonObject, made: datetime) -> str:
    when = made.astimezone(UTC).isoformat(timespec="seconds")
    return (
        f"<p>Event {escape(str(record['event_id']))}, pack made {when}. "
        "To check every file: <code>sha256sum -c SHA256SUMS</code> in this folder "
        "(macOS: <code>shasum -a 256 -c SHA256SUMS</code>). "
        "What the pack does not prove stands in LIMITATIONS.txt.</p>"
    )
