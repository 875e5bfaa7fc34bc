"""The verdict on a disposal: the group as seller, not a holder, not a buyer, not a third party."""

from __future__ import annotations

import re
from dataclasses import replace

from filings.events import disposal
from filings.events.disposal import Direction
from filings.events.modes import mode_of
from filings.events.reading import Mention, Reading, mentions
from filings.events.stages import stage_of
from filings.events.verdict import Strand, Verdict, rule, trigger_of, words
from filings.model import Disposition
from filings.model.event import EventObject

_AWARD = re.compile(r"签订|签署|签定|中标|预中标|订立|候选|采购|销售")
_SALE_TITLE = re.compile(r"出售|转让|处置|挂牌|收储|征收|收回|置换|拍卖|划转|剥离|变卖|移交|拆迁|出让|捐赠")
_WON = re.compile(r"中标|招标|候选")
_BUY_TITLE = re.compile(r"竞拍|竞买|竞得|收购|购买|受让(?!方)|摘牌")
_INTRAGROUP = re.compile(
    r"内部(?:股权|资产)?(?:划转|转让|重组|整合|调整)|(?:全资|控股)?子公司之间|全资子公司[^,。;]{0,30}(?:划转|转让)[^,。;]{0,10}(?:给|至)[^,。;]{0,20}全资(?:子|孙)公司|"
    r"合并报表范围内(?:的)?(?:主体|公司|企业)?(?:之间|划转|转让)|不(?:会)?(?:导致|改变|影响)[^,。;]{0,12}合并报表范围"
)
_LEFT_BEHIND = re.compile(
    r"(?:担保|保证)(?:责任|余额)?[^,。;]{0,20}?(?:将|仍)?继续(?:履行|有效|存续|提供)|(?:形成|构成)(?:对外|关联)?(?:担保|财务资助)|被动形成[^,。;]{0,12}(?:担保|财务资助)"
)
"""A guarantee or a loan for the company sold that goes on after the sale (C8)."""
_KINDS: tuple[EventObject, ...] = (
    "judicial_auction", "land_resumption", "asset_swap", "free_transfer", "fund_units", "listed_shares",
    "minority_equity",
    "subsidiary_equity", "claims", "ip", "real_estate", "equipment", "business_bundle", "assets",
)  # fmt: skip


def decide_disposal(reading: Reading, sold: list[Mention]) -> Verdict | None:
    """The verdict where something leaves the group; ``None`` where the filing tells of no such thing."""
    asserted = "disposal" in reading.triage.acts
    told = [one for one in sold if one.possible and one.told and disposal.by_group(one)]
    way = disposal.direction([one.text for one in reading.body])
    bought = way == "buy" and _BUY_TITLE.search(reading.title) is not None
    if bought or (way in {"buy", "outside"} and not _named_seller(reading, told)):
        return _other_way(reading, sold, way) if asserted or _SALE_TITLE.search(reading.title) else None
    if not asserted:
        told = _certain(reading, told, way)
    real = [one for one in told if one.real] or told
    if not real:
        return _unconfirmed(reading, sold) if asserted and not _WON.search(reading.title) else None
    return _leaves(reading, real)


def _named_seller(reading: Reading, told: list[Mention]) -> bool:
    """A title that asserts the sale, and a sentence in which the group sells, outweigh the count of cues."""
    strong = [one for one in told if one.real and one.who == "group" and one.sold != "claims"]
    return "disposal" in reading.triage.acts and bool(strong) and disposal.direction([reading.title]) != "buy"


def _certain(reading: Reading, told: list[Mention], way: Direction) -> list[Mention]:
    """Without a title that says so, a sale needs a word that it was decided and the group as its subject."""
    titled = _SALE_TITLE.search(reading.title) is not None
    if not (way == "sell" or (way == "unknown" and titled)) or (_AWARD.search(reading.title) and not titled):
        return []
    sure = [one for one in told if one.real and one.who == "group"]
    return sure if any(one.sold != "claims" for one in sure) else []


def _leaves(reading: Reading, told: list[Mention]) -> Verdict:
    kind = _kind(reading, told)
    one = trigger_of([each for each in told if each.sold == kind]) or trigger_of(told)
    sentences = reading.body
    mode = mode_of("disposal", kind, [each.sentence for each in told], reading.title)
    stage = stage_of(
        "disposal",
        sentences,
        title=reading.title,
        whole=reading.told_text,
        contested=kind in {"judicial_auction", "land_resumption"},
    )
    text = reading.title + "".join(each.text for each in sentences)
    low = _INTRAGROUP.search(text) is not None
    strand = Strand("disposal", "intragroup" if low else kind, mode, stage, tuple(told))
    left = tuple(replace(each, sold="guarantee_left") for each in mentions(reading, _LEFT_BEHIND) if each.told)
    strands = (strand, Strand("debt", "guarantee_left", None, "in_progress", left)) if left and not low else (strand,)
    said = "" if one is None else f": “{words(one, reading)}”"
    disposition: Disposition = "flag_low" if low else "flag"
    why = f"an asset moves within the group{said}" if low else f"the group gives up {kind.replace('_', ' ')}{said}"
    return Verdict(
        disposition, (rule("moved_within_group" if low else "leaves_the_group", why, reading, one),), strands, one
    )


def _kind(reading: Reading, told: list[Mention]) -> EventObject:
    """What leaves: by the title where it says so, else by the real mentions, the more telling kind first."""
    from_title = disposal.kind_of_title(reading.title)
    kinds = [one.sold for one in told if one.sold]
    if from_title == "assets" and "termination" in reading.triage.acts:
        return "assets"
    special = next((kind for kind in _KINDS[:4] if kind in kinds[:3]), None)
    if from_title is not None and (from_title in _KINDS[:4] or (special is None and from_title != "assets")):
        return from_title
    if special is not None:
        return special
    return next((kind for kind in kinds if kind != "assets"), "assets")


def _other_way(reading: Reading, sold: list[Mention], way: Direction) -> Verdict:
    one = trigger_of(sold)
    if way == "buy":
        return Verdict(
            "no_flag", (rule("the_group_buys", "the group is the buyer: nothing of its own leaves", reading, one),)
        )
    return Verdict("no_flag", (rule("a_holder_sells", "a holder or a third party sells, not the group", reading, one),))


def _unconfirmed(reading: Reading, sold: list[Mention]) -> Verdict:
    one = trigger_of(sold)
    if one is not None and one.mood.verdict == "negated":
        return Verdict(
            "no_flag", (rule("negated", f"the body denies the sale: “{words(one, reading)}”", reading, one),)
        )
    kind = disposal.kind_of_title(reading.title) or "assets"
    why = "the title says that something leaves the group; the body does not tell it in words that we know"
    mentions = () if one is None else (one,)
    return Verdict("review", (rule("title_only", why),), (Strand("disposal", kind, None, None, mentions),), one)
