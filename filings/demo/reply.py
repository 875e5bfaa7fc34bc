"""What the simulated exchange sends, and how: whole, cut, never."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from filings.demo.listing import Listing
from filings.demo.question import Question

Delivery = Literal["whole", "cut", "drop", "hang", "trickle", "flood"]
"""``cut`` announces more than comes, ``drop`` ends the connection unanswered, ``hang`` says nothing,
``trickle`` sends a few bytes again and again without an end, ``flood`` many."""

HTML = "text/html;charset=UTF-8"
JSON = "application/json;charset=UTF-8"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``headers`` are those beside Content-Type and Content-Length."""

    status: int
    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...] = ()
    delivery: Delivery = "whole"


@dataclass(slots=True)
class PageDraft:
    """A page of the list before it is written down: what a fault may still change.

    ``matching`` are all rows that answer the question, ``first`` and ``size`` the page's place among them.
    ``answers`` is how many answers of the list came before this one.
    """

    question: Question
    matching: list[Listing]
    size: int
    answers: int
    announced: Any = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    empty_object: bool = False

    @property
    def first(self) -> int:
        """The index of the page's first row."""
        return (self.question.number - 1) * self.size

    def fill(self) -> None:
        """Take the page's rows out of the matching ones."""
        self.rows = [one.row() for one in self.matching[self.first : self.first + self.size]]

    def reply(self) -> Reply:
        """The page as the exchange writes it."""
        answer = {} if self.empty_object else {"announceCount": self.announced, "data": self.rows} | self.extra
        return Reply(200, json.dumps(answer, ensure_ascii=False).encode(), JSON)


def page_of_html(title: str, text: str) -> bytes:
    """A small page, as gateways write them."""
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{text}</p><hr><p>demo</p></body></html>\n"
    ).encode()


def error_page(status: int, title: str) -> Reply:
    """An error with HTML, as the exchange's gateway gives it."""
    return Reply(status, page_of_html(f"{status} {title}", "演示: the simulated exchange gives no answer here."), HTML)
