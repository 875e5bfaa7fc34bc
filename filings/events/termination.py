"""Endings: of projects, contracts, concessions, investments, businesses, and of deals (taxonomy, section 6, TERM)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from filings.events.mood import Mood
from filings.events.objects import NEVER, Ended, classify_ended, ended_object
from filings.events.reading import Mention, Reading, mention, verbs
from filings.model.event import EventObject

_VERB = re.compile(
    r"终止(?!确认|经营净)|解除(?!.{0,2}限售)|中止|不再(?:继续)?(?:实施|推进|履行|执行|投资|建设|运营|开展|参与|合作|推动)|"
    r"停止(?!上市|交易)|退出(?!机制|方式)|撤销|作废|取消|收回|放弃|关停|(?<!融资)关闭|暂停(?!上市|交易|转让)|停建|缓建|停产|叫停|退库|退伙|清退|提前结束|废止|"
    r"政府回购|不予续(?:签|期|约)|不再(?:与[^,。;]{1,20}?)?续(?:签|期|约)|(?:到期|届满|期满)(?:后)?(?:自然)?终止"
)
_WEAK = frozenset({"收回", "取消", "放弃", "停止", "关闭", "暂停", "撤销", "作废", "退出", "停产", "清退", "关停"})
_WEAK_OBJECT = re.compile(
    r"项目|合同|协议|特许|经营权|PPP|中标|投资|合作|订单|承包|业务|运营|经营|生产|建设|施工|工厂|产线|门店|合伙|基金|市场|供应|资格"
)
_WEAK_NEVER = re.compile(
    r"优先购买权|优先认购|认购权|索赔|追索|货款|款项|借款|投资(?:成本|收益|款|本金|资金)|应收|成本|本金|利息|现金|理财|募集资金(?!投资项目)|贷款|欠款|资金|"
    r"会议|股东|议案|担保|信用|授权|检修|安全|环保事故|上市|风险警示|停牌|处罚|行政|董事|监事|查询|接待|税收优惠|优惠政策|限制|门槛|余额|账户|"
    r"权益|表决|竞争|控制权|收购|竞买|行权|归属|股份|股票|期权|质保金|保证金"
)
_LAND = re.compile(r"土地|地块|宗地|房屋|厂房")
_GOVERNMENT = re.compile(
    r"PPP|(?<![A-Z])BOT(?![A-Z])|政府和社会资本|政府与社会资本|政府购买服务|政府(?:类|投资|采购)?项目|地方政府|社会面|平安城市|雪亮工程|"
    r"(?:与|和|对方|合作方|甲方|业主|采购人|分别与)[^,。;]{0,24}?(?:[市县区州旗]级?|地方|当地)(?:人民政府|政府)(?!全资|持有|持股|控股|国资|出资|所属|下属|批准|备案|主管|有关|相关)"
)
_CONCESSION = re.compile(r"特许经营(?:权|协议|合同|项目|期)")
_INVESTING = re.compile(r"投资(?:协议|合同|建设|框架)|对外投资|合作协议|招商|募投|募集资金")
_PROJECTS: tuple[EventObject, ...] = (
    "concession", "gov_project", "fundraising_project", "framework", "fund_or_jv", "investment_project",
    "major_contract", "business_exit",
)  # fmt: skip


def find(reading: Reading) -> list[Mention]:
    """Every ending verb with its object, in reading order."""
    found: list[Mention] = []
    for match in verbs(_VERB, reading.text):
        one = mention(reading, match.start(), match.end()) if _holds(reading.text, match) else None
        if one is not None:
            found.append(_not_renewed(one) if "不再" in one.verb and "续" in one.verb else one)
    return found


def _not_renewed(one: Mention) -> Mention:
    """到期后不再续约: told as a fact, of what the sentence (or the one that it belongs to) names."""
    mood = Mood("real", one.verb) if one.mood.verdict == "plain" else one.mood
    return replace(one, mood=mood, ended=one.ended or classify_ended(one.sentence.text))


def _holds(text: str, match: re.Match[str]) -> bool:
    """Whether a verb that has many other uses (收回, 取消, 放弃…) stands beside an object of ours."""
    if match[0] == "收回" and _LAND.search(text[max(0, match.start() - 30) : match.end() + 20]):
        return False
    return match[0] not in _WEAK or _near_object(text, match)


def _near_object(text: str, match: re.Match[str]) -> bool:
    """A weak verb counts only beside its object."""
    after = re.split(r"[,。;]", text[match.end() : match.end() + 30], maxsplit=1)[0]
    before = re.split(r"[,。;]", text[max(0, match.start() - 30) : match.start()])[-1]
    if _WEAK_NEVER.search(after[:16]):
        return False
    return _WEAK_OBJECT.search(after) is not None or (len(after) < 4 and _WEAK_OBJECT.search(before[-20:]) is not None)


def is_project(ended: Ended | None) -> bool:
    """Whether what ends is one of the kinds A1 to A8."""
    return ended is not None and ended in _PROJECTS


def is_never(ended: Ended | None) -> bool:
    """Whether what ends is none of our matters (own securities, listing, pledge, staff…)."""
    return ended is not None and ended in NEVER


def of_title(reading: Reading) -> Ended | None:
    """What ends by the title, if it has an ending verb."""
    for match in _VERB.finditer(reading.title):
        if _holds(reading.title, match):
            return ended_object(reading.title[: match.start()], reading.title[match.end() :])
    return None


def object_of(reading: Reading, mentions: list[Mention]) -> EventObject:
    """The object of the termination leg: by the title, else by the first that is told, else by the filing's words."""
    titled = of_title(reading)
    told = [one.ended for one in mentions if is_project(one.ended)]
    ended = titled if is_project(titled) else (told[0] if told else classify_ended(reading.title))
    if titled == "major_contract":
        ended = next((one.ended for one in mentions if one.real and is_project(one.ended)), ended)
    first = cast("EventObject", ended) if is_project(ended) else "major_contract"
    if first in {"major_contract", "investment_project", "business_exit"}:
        return _public(reading, first, mentions)
    return first


def _public(reading: Reading, first: EventObject, mentions: list[Mention]) -> EventObject:
    """A contract or project is a public one where the sentences round its end say so."""
    around = reading.title + "".join(one.text for one in reading.body if one.end <= _reach(mentions))[:3000]
    specific = [one.ended for one in mentions if one.ended in {"gov_project", "concession"}]
    if _INVESTING.search(around) and first == "investment_project" and "PPP" not in around:
        return first
    if _CONCESSION.search(around) and ("concession" in specific or first != "business_exit"):
        return "concession"
    if _GOVERNMENT.search(around):
        return "gov_project"
    return first


def _reach(mentions: list[Mention]) -> int:
    return max((one.sentence.end for one in mentions), default=10**9)
