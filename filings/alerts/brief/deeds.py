"""What is done with what: the verb of a headline, the thing it is done with, how many, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from filings.alerts.brief.glossary import ACTS, OBJECTS, term
from filings.alerts.brief.grounds import rule_said
from filings.alerts.brief.said import Said, joined, plain
from filings.model import Announcement, Event, Leg, Number

_NOTHING = Said("", "")
_PLANS: Mapping[str, Said] = MappingProxyType(
    {
        "termination": Said("is to terminate or exit", "拟终止或退出"),
        "disposal": Said("is to dispose of", "拟处置"),
        "liquidation": Said("is to wind up", "拟注销或清算"),
        "writeoff": Said("is to write off", "拟核销"),
    }
)
_DOES: Mapping[str, Said] = MappingProxyType(
    {
        "termination": Said("terminates or exits", "终止或退出"),
        "disposal": Said("disposes of", "处置"),
        "liquidation": Said("winds up", "注销或清算"),
        "writeoff": Said("writes off", "核销"),
    }
)
_HAS: Mapping[str, Said] = MappingProxyType(
    {
        "disposal": Said("has disposed of", "已处置"),
        "liquidation": Said("has wound up", "已注销或清算"),
    }
)
_OFFERS: Mapping[str, Said] = MappingProxyType(
    {
        "listed": Said("offers publicly", "公开挂牌"),
        "relisted": Said("offers publicly again", "重新挂牌"),
        "listing_failed": Said("finds no buyer for", "挂牌未成交："),
    }
)
_AHEAD = frozenset({"planned", "board", "shareholders", "approval"})
EVENTS_OF_THEIR_OWN = frozenset({"land_resumption", "judicial_auction"})
"""Objects whose name already says what happens to them."""

_PREFIX: Mapping[str, Said] = MappingProxyType(
    {
        "review": Said("to review: ", "待复核："),
        "info": Said("for information: ", "供参考："),
        "link_only": Said("belongs to an earlier filing: ", "关联前次公告："),
    }
)


def deed(announcement: Announcement, event: Event, where: Said) -> Said:
    """What the issuer does, or what kind of notice it is: ``terminates or exits 5 government projects in Xinjiang``."""
    if event.disposition == "no_flag":
        return _nothing(event)
    prefix = _PREFIX.get(event.disposition, _NOTHING)
    if event.disposition == "called_off":
        done = _called_off(event, where)
    elif event.legs:
        done = _of_leg(event.legs[0], _in(things(event.legs[0], count_of(event)), where))
    else:
        done = _in(Said.same(plain(announcement.title, 60)), where)
    return Said(prefix.en + done.en, prefix.zh + done.zh)


def _nothing(event: Event) -> Said:
    if not event.rules:
        return Said("no event flagged", "未标记事件")
    why = rule_said(event.rules[0])
    return Said(f"no event flagged: {plain(why.en, 120)}", f"未标记事件：{plain(why.zh, 120)}")


def _in(thing: Said, where: Said) -> Said:
    return Said(thing.en + where.en, thing.zh + where.zh)


def _called_off(event: Event, where: Said) -> Said:
    if not event.legs:
        return Said(f"a planned disposal{where.en} is called off, nothing leaves", f"取消处置{where.zh}，资产不再转出")
    leg = event.legs[0]
    act, thing = ACTS[leg.act], _in(things(leg, None), where)
    end = Said("nothing ends", "不再终止") if leg.act == "termination" else Said("nothing leaves", "资产不再转出")
    return Said(f"{act.en} of {thing.en} called off, {end.en}", f"取消{act.zh}{thing.zh}，{end.zh}")


def _of_leg(leg: Leg, thing: Said) -> Said:
    if leg.act == "debt" or leg.object in EVENTS_OF_THEIR_OWN:
        return thing
    if leg.mode == "expiry":
        return Said(f"{thing.en}: the term has ended", f"{thing.zh}到期终止")
    if leg.mode == "disputed":
        return Said(f"the end of {thing.en} is disputed", f"{thing.zh}的终止存在争议")
    verb = _verb(leg)
    order = Said(" by government order", "（政府要求）") if leg.mode == "government_ordered" else _NOTHING
    return Said(f"{verb.en} {thing.en}{order.en}", f"{verb.zh}{thing.zh}{order.zh}")


def _verb(leg: Leg) -> Said:
    if leg.mode == "suspended":
        return Said("suspends", "中止")
    if leg.stage is not None and leg.stage in _OFFERS and leg.act == "disposal":
        return _OFFERS[leg.stage]
    if leg.stage == "completed" and leg.act in _HAS:
        return _HAS[leg.act]
    return (_PLANS if leg.stage in _AHEAD else _DOES)[leg.act]


def things(leg: Leg, count: int | None) -> Said:
    """The object with its number: ``5 government projects``, ``a concession``."""
    if leg.act == "debt" and leg.object in {"assets", "other"}:
        return Said("debt resolution", "债权债务处理")
    one, many, chinese = OBJECTS[leg.object]
    if count is None or count < 2 or one == many:
        return Said(one, chinese)
    return Said(f"{count} {many}", f"{count}{'个' if chinese.endswith(('项目', '公司')) else '项'}{chinese}")


def count_of(event: Event) -> int | None:
    """How many projects or assets: as the filing counts them, otherwise as we did.

    A filing that counts companies (五家子公司) says nothing of how many contracts they had.
    """
    counted = event.fact("project_count")
    unit = counted.value.unit or "" if counted is not None and isinstance(counted.value, Number) else ""
    stated = None if unit.endswith("公司") else event.count_stated
    return stated or event.count_extracted or len(event.items) or None


def afterwards(event: Event) -> Said:
    """``; asset disposal and debt resolution to follow`` for what is planned beside the first leg."""
    if event.disposition in {"called_off", "no_flag"}:
        return _NOTHING
    ahead = [follow(leg) for leg in event.legs[1:] if leg.stage == "planned"]
    beside = [_beside(leg) for leg in event.legs[1:] if leg.stage != "planned"]
    text = _NOTHING
    if ahead:
        named = joined(ahead, " and ", "、")
        text = Said(f"; {named.en} to follow", f"；后续{named.zh}")
    if beside:
        named = joined(beside, ", ", "、")
        text = Said(f"{text.en}; also {named.en}", f"{text.zh}；另有{named.zh}")
    return text


def follow(leg: Leg) -> Said:
    """A leg as a noun: ``asset disposal``, ``debt restructuring``, ``winding-up of a group company``."""
    thing = things(leg, None)
    if leg.act == "debt" or leg.object in EVENTS_OF_THEIR_OWN:
        return thing
    if leg.act == "disposal" and leg.object == "assets":
        return Said("asset disposal", "资产处置")
    return Said(f"{ACTS[leg.act].en} of {thing.en}", f"{ACTS[leg.act].zh}{thing.zh}")


def _beside(leg: Leg) -> Said:
    named = follow(leg)
    if leg.stage is None:
        return named
    stage = term(leg.stage)
    return Said(f"{named.en} ({stage.en})", f"{named.zh}（{stage.zh}）")


def leg_said(leg: Leg, count: int | None) -> Said:
    """A leg as a noun: ``termination or exit of 5 government projects, by agreement, in progress``."""
    act, thing = ACTS[leg.act], things(leg, count)
    bare = leg.act == "debt" or leg.object in EVENTS_OF_THEIR_OWN
    done = thing if bare else Said(f"{act.en} of {thing.en}", f"{act.zh}{thing.zh}")
    return joined([done, *(term(code) for code in (leg.mode, leg.stage) if code is not None)], ", ", "，")
