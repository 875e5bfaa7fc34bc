"""Markdown, HTML, JSON and chat messages: each read back by a reader of that form."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt

from filings.alerts.brief.forms import chat, markdown
from filings.alerts.brief.forms.links import page_of, pieces, safe

TAGS = {
    "html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "a", "span", "table", "tr", "td", "img",
}  # fmt: skip
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "href", "src", "alt", "width", "colspan"}
LANGS = ("en", "zh")


class Page(HTMLParser):
    """What a browser would see: tags, attributes, links, and the text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.texts: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        self.links += [found["href"] or ""] if "href" in found else []
        self.pictures += [found["src"] or ""] if "src" in found else []

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def squeezed(text: str) -> str:
    return re.sub(r"[\s─]+", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_markdown_reads_as_expected(case: Any, case_name: str, lang: str, golden: Any) -> None:
    golden(f"{case_name}.{lang}.md", case.composed().markdown(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_html_reads_as_expected(case: Any, case_name: str, lang: str, golden: Any) -> None:
    page = case.composed().html(lang, picture="cid:evidence@example")
    golden(f"{case_name}.{lang}.html", page.replace("</div>", "</div>\n") + "\n")


def test_json_reads_as_expected(case: Any, case_name: str, golden: Any) -> None:
    golden(f"{case_name}.json", json.dumps(case.composed().record(), ensure_ascii=False, indent=1) + "\n")


def rendered(source: str) -> Page:
    return Page(MarkdownIt("commonmark").enable("table").render(source))


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_says_what_the_text_says(case: Any, lang: str) -> None:
    composed = case.composed()
    shown = [Page(composed.html(lang)).text, rendered(composed.markdown(lang)).text]
    for statement in composed.sheet.sections:
        for block in statement.blocks:
            cells = [cell for row in block.rows for cell in row.cells] if hasattr(block, "rows") else block.lines
            for said in cells:
                words = said.zh if lang == "zh" else said.en
                assert all(squeezed(words) in squeezed(form) for form in shown), words


def test_links_lead_to_the_page_of_the_exchange_s_pdf(quiet_exit: Any) -> None:
    page = Page(quiet_exit.composed().html("en"))
    assert f"{quiet_exit.source.url}#page=2" in page.links
    assert set(page.links) == {
        quiet_exit.source.url,
        f"{quiet_exit.source.url}#page=1",
        f"{quiet_exit.source.url}#page=2",
        "https://register.example/2019-22210",
    }


def test_a_page_shows_our_picture_and_no_other(quiet_exit: Any) -> None:
    assert Page(quiet_exit.composed().html("en", picture="cid:x@y")).pictures == ["cid:x@y"]
    assert Page(quiet_exit.composed().html("en")).pictures == []


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_are_shown_in_html_and_do_nothing(evil_case: Any, lang: str) -> None:
    page = Page(evil_case.composed(notice="a notice").html(lang))
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert all(link.startswith("https://") and "script" not in link for link in page.links)
    assert page.pictures == []


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_are_shown_in_markdown_and_do_nothing(evil_case: Any, evil: str, lang: str) -> None:
    page = rendered(evil_case.composed(notice=evil).markdown(lang))
    allowed = {"h1", "h2", "p", "strong", "a", "br", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
    assert page.tags <= allowed | {"blockquote"}
    assert page.pictures == []
    assert all(link.startswith("https://") for link in page.links)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. one", "1\\. one"),
        ("009003.SZ - x", "009003.SZ - x"),
        ("- one", "\\- one"),
        ("# head *x*", "\\# head \\*x\\*"),
        ("a|b <i> [x](y) ![z](w)", "a\\|b \\<i> \\[x\\](y) !\\[z\\](w)"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_shows_signs_as_they_are(text: str, shown: str) -> None:
    assert markdown.escaped(text) == shown


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://disc.example/a/b.PDF", True),
        ("http://127.0.0.1:8000/a?b=c&d=%20", True),
        ("javascript:alert(1)", False),
        ("https://disc.example/a b", False),
        ("https://disc.example/<script>", False),
        ('https://disc.example/"onclick=', False),
        ("https://disc.example/乙", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, kept: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (safe(url) == url) is kept
    assert page_of(url, 3) == (f"{url}#page=3" if kept else None)


def test_only_addresses_that_we_put_there_become_links() -> None:
    line = "84 FR 1 · https://r.example/x, copy"
    assert pieces(line, ()) == [(line, None)]
    assert pieces(line, ("https://r.example", "https://r.example/x")) == [
        ("84 FR 1 · ", None), ("https://r.example/x", "https://r.example/x"), (", copy", None),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("limit", [300, 500, 2000, 100_000])
def test_chat_messages_fit_and_lose_nothing(case: Any, lang: Any, limit: int) -> None:
    sheet = case.composed().sheet
    whole = chat.pieces(sheet, lang, 10**6)[0]
    messages = chat.pieces(sheet, lang, limit)
    assert all(len(message.encode()) <= limit for message in messages)
    together = "".join(re.sub(r"\n\(\d+/\d+\)$", "", message) for message in messages)
    assert squeezed(together) == squeezed(whole)
    assert len(messages) == 1 or messages[0].endswith(f"(1/{len(messages)})")


def test_a_long_brief_is_cut_between_items(group_exit: Any) -> None:
    messages = chat.pieces(group_exit.composed().sheet, "zh", 2000)
    assert len(messages) > 1
    for number in range(1, 6):
        (message,) = [text for text in messages if f"\n{number}. " in f"\n{text}"]
        assert "已终止" in message[message.index(f"{number}. ") :]


def test_no_words_call_everybody_in_a_chat(evil_case: Any) -> None:
    for text in chat.pieces(evil_case.composed().sheet, "en", 18_000):
        assert "<" not in text
        assert "@everyone" not in text


def test_a_chat_keeps_an_ordinary_mail_address() -> None:
    assert chat.tamed("ir@example.com @all @Everyone") == "ir@example.com ＠all ＠Everyone"


def test_a_sheet_survives_its_way_through_the_outbox(case: Any) -> None:
    sheet = case.composed().sheet
    assert type(sheet).model_validate_json(sheet.model_dump_json()) == sheet
