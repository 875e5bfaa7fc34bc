"""What an evidence pack does not prove, told from the event's record. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from filings.alerts.brief.said import Said

JsonObject = Mapping[str, Any]

_ALWAYS = (
    Said(
        "The facts were taken from the filing by rules of a computer program. Each stands with the words that it "
        "rests on; the words were found at their place in the file document.pdf. Nobody asked the company.",
        "事实由程序规则从公告中提取，每项均附原文，原文已在document.pdf中核对位置。未联系公司核实。",
    ),
    Said(
        "An entry of a restricted-party list is no proof of wrongdoing. The Entity List is an export-licence "
        "requirement. A match names the entry as printed in the copy of the list used; the law in force is in the "
        "official publication alone.",
        "清单条目不代表存在违法行为；实体清单为出口许可要求。匹配结果以所用副本的条目文字为准，现行规定以官方公布为准。",
    ),
    Said(
        "“Not stated” means that this filing, read as far as said, does not say it. Other filings may.",
        "“未说明”仅指本公告在所述阅读范围内未提及，其他公告可能另有说明。",
    ),
    Said(
        "SHA256SUMS shows that no file of this pack changed since it was made. It does not show who made it or when.",
        "SHA256SUMS仅证明本包文件自生成后未改动，不证明生成者与生成时间。",
    ),
)


def limitations(record: JsonObject) -> tuple[Said, ...]:
    """What always holds, then what holds of this event: pages without text, words read by OCR, lists not checked."""
    return (*_ALWAYS, *_of(record))


def _of(record: JsonObject) -> Iterator[Said]:
    document = record["document"]
    pages, lost = document.get("pages"), document.get("pages_without_text") or 0
    if lost:
        yield Said(
            f"{lost} of {pages} pages have no text that could be read.", f"共{pages}页，其中{lost}页无可读文字。"
        )
    if any(quote["origin"] == "ocr" for quote in _quotes(record)):
        yield Said(
            "Some quoted words were read from a picture by OCR and may hold wrong characters.",
            "部分原文由图像识别得出，可能有错字。",
        )
    away = [f"{one['list']} ({one['state']})" for one in record["lists_checked"] or () if one["state"] != "checked"]
    if away:
        named = ", ".join(away)
        yield Said(
            f"Lists not checked, or checked with an old copy: {named}.", f"未核对或以旧副本核对的清单：{named}。"
        )
    unsure = [hit for hit in record["hits"] or () if not hit["asserted"]]
    if unsure:
        yield Said(
            f"Matches that are possible, not confirmed: {len(unsure)}.", f"未经确认的可能匹配：{len(unsure)}项。"
        )


def _quotes(record: JsonObject) -> Iterator[JsonObject]:
    holders = (record, *record["items"], *record["parties"])
    return (quote for holder in holders for fact in holder["facts"] for quote in fact["quotes"])
