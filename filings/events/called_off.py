"""Deals that end before they are done: a sale called off, an acquisition given up, a restructuring ended."""

from __future__ import annotations

import re

from filings.events import disposal, termination
from filings.events.disposal import Direction
from filings.events.objects import Ended
from filings.events.reading import Mention, Reading
from filings.events.verdict import Strand, Verdict, rule, trigger_of, words
from filings.model.event import EventObject

_DEALS: tuple[Ended, ...] = ("sale", "equity_deal", "purchase", "restructuring")
_AGAIN = re.compile(r"重新|再次|二次|另行|继续(?:公开)?挂牌|第[二三四]次")
_BARE_DEED = re.compile(r"(?:解除|终止)(?:合同|协议)(?:协议)?书?|(?:合同|协议)(?:之)?(?:解除|终止)协议")
_SALE_DEED = re.compile(r"(?:买卖|转让|出售|产权交易)[^》]{0,10}(?:合同|协议)[^》]{0,6}》")
_STAYS = re.compile(
    r"仍(?:由|为|归|是|持有)[^,。;]{0,10}公司|公司仍(?:持有|拥有)|(?:出售|转让|交易)(?:事[项宜])?(?:不再|终止)|不再(?:出售|转让|进行)"
)
_OFF_TITLE = re.compile(r"终止|解除|取消|中止|撤回|流拍|撤牌")


def decide(reading: Reading, ended: list[Mention], sold: list[Mention]) -> Verdict | None:
    """The verdict on an ended deal, or ``None`` where the filing is about something else."""
    titled = termination.of_title(reading)
    if _undone(reading):
        return _off(reading, trigger_of([each for each in ended if each.possible]), [], sold)
    deals = [one for one in ended if one.ended in _DEALS and one.possible]
    real = [one for one in deals if one.real]
    by_title = "called_off" in reading.triage.acts or titled in _DEALS
    if termination.is_never(titled) or not (by_title or _by_body(reading, ended, real, sold)):
        return None
    way = _direction(reading, titled, real)
    one = trigger_of(deals) or trigger_of([each for each in ended if each.possible])
    if way == "sell":
        return _off(reading, one, deals, sold)
    if way == "outside":
        return Verdict(
            "no_flag",
            (rule("ended_between_others", "what ends is a deal between others, not of the group", reading, one),),
        )
    if way == "buy" or titled == "purchase":
        why = "an acquisition ended: nothing of the group's own ends or leaves"
        return Verdict("info", (rule("acquisition_ended", why, reading, one),), trigger=one)
    why = "a deal ended, but the filing does not say whether the group was to sell or to buy"
    return Verdict("review", (rule("direction_unknown", why, reading, one),), trigger=one)


def _undone(reading: Reading) -> bool:
    """A title that names only an agreement to rescind, over a body in which the group's own sale is undone."""
    if _BARE_DEED.search(reading.title) is None or disposal.direction([one.text for one in reading.body]) == "buy":
        return False
    text = "".join(one.text for one in reading.body)
    return _SALE_DEED.search(text) is not None and _STAYS.search(text) is not None


def _by_body(reading: Reading, ended: list[Mention], real: list[Mention], sold: list[Mention]) -> bool:
    """Whether the body alone tells that a deal ended for good."""
    if not real or _has_other_act(reading, ended):
        return False
    return _OFF_TITLE.search(reading.title) is not None or not _goes_on(reading, real, sold)


def _has_other_act(reading: Reading, ended: list[Mention]) -> bool:
    """Whether the title is about something that a called-off deal cannot be."""
    if set(reading.triage.acts) & {"termination", "liquidation", "debt"}:
        return True
    return any(one.real and termination.is_project(one.ended) for one in ended) and not _OFF_TITLE.search(reading.title)


def _goes_on(reading: Reading, ended: list[Mention], sold: list[Mention]) -> bool:
    """Whether the sale goes on after an earlier attempt ended (relisted, another buyer)."""
    last = max(one.end for one in ended)
    later = [one for one in sold if one.real and disposal.by_group(one) and one.start > last]
    return bool(later) and (_AGAIN.search(reading.title + reading.text[last : last + 400]) is not None)


def _direction(reading: Reading, titled: Ended | None, real: list[Mention]) -> Direction:
    if titled == "sale" or (titled is None and "called_off" in reading.triage.acts):
        return "sell"
    found = disposal.direction([one.text for one in reading.body] + [reading.title])
    if found != "unknown":
        return found
    kinds = {one.ended for one in real}
    if "sale" in kinds and "purchase" not in kinds:
        return "sell"
    return "buy" if "purchase" in kinds and "sale" not in kinds else "unknown"


def _off(reading: Reading, one: Mention | None, deals: list[Mention], sold: list[Mention]) -> Verdict:
    kind: EventObject = next((each.sold for each in sold if each.sold and each.sold != "claims"), "assets")
    told = "the title" if one is None else f"“{words(one, reading)}”"
    why = f"a sale was called off ({told}): nothing leaves the group"
    evidence = tuple(deals) or ((one,) if one else ())
    strands = (Strand("disposal", kind, None, "called_off", evidence),)
    return Verdict("called_off", (rule("sale_called_off", why, reading, one),), strands, one)
