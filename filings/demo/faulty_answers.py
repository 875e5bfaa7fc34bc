"""Faults of answers: pages of the list written otherwise, replies in the place of lists and files. PURE.

Sources: sources.md, section 7, faults S1 to S4 and S11 to S15, and "Any".
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib import resources

from filings.demo.reply import HTML, JSON, PDF, PageDraft, Reply, error_page, page_of_html

PageChange = Callable[[PageDraft], bool]
"""Changes a page in place; false where this page cannot show the fault."""
ReplyChange = Callable[[Reply], Reply]

_CHALLENGE_BYTES = 7_300
"""A recorded script challenge had 7,373 (sources.md, fact 11)."""
_KEPT = 0.6
"""The share of a cut body that comes."""


def small_pages(draft: PageDraft) -> bool:
    """The page holds 10 rows, whatever was asked for."""
    draft.size = min(draft.size, 10)
    draft.fill()
    return True


def braces_past_the_end(draft: PageDraft) -> bool:
    """``{}`` stands where there are no more rows."""
    draft.empty_object = not draft.rows and draft.question.number > 1
    return draft.empty_object


def braces(draft: PageDraft) -> bool:
    """``{}`` stands where rows are."""
    draft.empty_object = True
    return True


def no_rows(draft: PageDraft) -> bool:
    """An outage that looks like an empty day."""
    draft.announced, draft.rows = 0, []
    return True


def ties_in_any_order(draft: PageDraft) -> bool:
    """Neighbours of equal time change places, other ones with every answer."""
    order, chance = draft.matching, random.Random(draft.answers)
    for place in range(chance.randrange(2), len(order) - 1, 2):
        if order[place].published == order[place + 1].published and chance.random() < 0.5:
            order[place], order[place + 1] = order[place + 1], order[place]
    draft.fill()
    return True


def row_twice(draft: PageDraft) -> bool:
    """The last row of the page before comes again, and the first of this one is skipped."""
    if draft.first == 0 or not draft.rows:
        return False
    draft.rows[0] = draft.matching[draft.first - 1].row()
    return True


def count_one_more(draft: PageDraft) -> bool:
    """One more is announced than there is."""
    draft.announced += 1
    return True


def count_as_text(draft: PageDraft) -> bool:
    """The count is numeric text."""
    draft.announced = str(draft.announced)
    return True


def extra_keys(draft: PageDraft) -> bool:
    """Rows and envelope bear keys that no record shows."""
    draft.rows = [row | {"_index": "demo", "marketType": None} for row in draft.rows]
    draft.extra["traceId"] = "demo"
    return True


def broken_row(draft: PageDraft) -> bool:
    """The first row has lost its id."""
    if not draft.rows:
        return False
    del draft.rows[0]["annId"]
    return True


def answer(status: int, title: str, *headers: tuple[str, str]) -> ReplyChange:
    """An error page in the place of the answer."""
    return lambda _: replace(error_page(status, title), headers=headers)


def html(_: Reply) -> Reply:
    """A page with status 200."""
    return Reply(200, page_of_html("系统维护", "演示: maintenance, come back later."), HTML)


def challenge(_: Reply) -> Reply:
    """A page with status 200 whose script sets a cookie and loads again (authored, about 7 KB)."""
    script = "var demo='0';document.cookie='demo_challenge='+demo+';path=/';location.reload();"
    head = "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>演示</title></head><body><script>"
    filler = "/* 演示: an authored stand-in for a script challenge */\n"
    count = (_CHALLENGE_BYTES - len(head) - len(script)) // len(filler.encode())
    return Reply(200, f"{head}{filler * count}{script}</script></body></html>\n".encode(), HTML)


def delivered(how: str) -> ReplyChange:
    """The right answer, sent in another way."""
    return lambda reply: replace(reply, delivery=how)  # type: ignore[arg-type]  # the registry writes the literals


def cut_json(reply: Reply) -> Reply:
    """A body that ends early, with a length that agrees."""
    return Reply(reply.status, reply.body[: int(len(reply.body) * _KEPT)], JSON)


def short_file(reply: Reply) -> Reply:
    """A file without its end, with a length that agrees."""
    return replace(reply, body=reply.body[: int(len(reply.body) * _KEPT)])


def empty_file(reply: Reply) -> Reply:
    """No byte at all."""
    return replace(reply, body=b"")


def html_as_pdf(_: Reply) -> Reply:
    """A page that says it is a PDF."""
    return Reply(200, page_of_html("公告", "演示: a page stands where the file should."), PDF)


def encrypted(_: Reply) -> Reply:
    """A whole PDF that needs a password."""
    return Reply(200, (resources.files("filings.demo") / "odd" / "encrypted.pdf").read_bytes(), PDF)


def zip_archive(reply: Reply) -> Reply:
    """The file inside an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("notice.pdf"), reply.body, zipfile.ZIP_DEFLATED)
    return Reply(200, packed.getvalue(), "application/zip")


def old_office_file(_: Reply) -> Reply:
    """The signature of an old Office file and nothing that could be opened."""
    return Reply(200, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4088), "application/msword")
