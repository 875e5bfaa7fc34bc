"""Disposals: what the group sells, swaps, gives away or has taken from it, and which way a deal goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from filings.events.mood import Mood
from filings.events.objects import sold_object
from filings.events.reading import Mention, Reading, mention, verbs
from filings.events.subjects import holds_issuer_shares
from filings.model.event import EventObject

Direction = Literal["sell", "buy", "outside", "unknown"]
"""Which way a deal goes as seen from the issuer's group; ``outside``: between others."""

_VERB = re.compile(
    r"出售|(?:协议|公开|对外|挂牌|有偿|无偿|溢价|一并|整体|部分|全部)?转让|变卖|变现|挂牌|拍卖|出让|剥离|置出|无偿划转|划转|(?:资产)?置换|移交|"
    r"收储|征收|征迁|拆迁|征用|回购(?=.{0,10}(?:土地|厂房|资产|项目))|捐赠|赠与|减资退出|定向减资|处置|抵偿"
)
_TREATMENT = re.compile(
    r"(?:污泥|垃圾|危废|危险废物|固废|废物|废弃物|医废|飞灰|餐厨|废水|废液|渣|粪便|应急|风险|突发|舆情|事件|投诉|违规|信访|紧急|"
    r"无害化|终端|安全|异常|资源化)[^,。;]{0,6}$"
)
_TREATED = re.compile(
    r"^[^,。;]{0,8}?(?:项目|工程|中心|预案|能力|服务|设施|费|单价|量|场|厂|业务(?!板块|资产)|技术|规模|标准|协议.{0,4}特许)"
)
_LAND = re.compile(r"土地|房屋|房产|厂房|厂区|地块|地上|不动产|建筑物|宗地|国有建设用地|用地")
_LAND_VERB = re.compile(r"收储|征收|征迁|拆迁|征用")
_RESUMED = re.compile(
    r"(?:土地使用权|土地|地块|宗地|厂区|用地|房屋)[^,。;]{0,24}?(?:收回|收储)|(?:收回|收储)[^,。;]{0,24}?(?:土地使用权|土地|地块|宗地|房屋)"
)
_PAYMENT_BACK = re.compile(r"(?:土地|用地|地块)(?:使用权)?(?:出让金|价款|款|保证金|补偿)")
_NOT_SOLD = re.compile(
    r"不得[^,。;]{0,8}$|探矿权$|采矿权$|技术转让|转让登记(?=簿)|债券|转让系统|股份转让系统|转让限制|(?:商品|产品|门票|电力|煤炭)[^,。;]{0,6}$|注册资本"
)
_NOT_AN_ACT = re.compile(
    r"(?:动迁|拆迁|征迁|征收)(?:补偿)?(?:安置|房|款|户|工程|项目)|出让(?:招标|公告|合同|金|方|人|年限|宗地|方式|价款)|(?:征收|征用)(?:率|管理)|"
    r"移交(?:后|前|给总|接收|使用)|挂牌(?:出让|底价依法受让)"
)
_NEEQ = re.compile(r"新三板|全国中小企业股份转让系统")
_TO_US = re.compile(
    r"(?:转让|出售|出让|划转|让渡|置入|注入|交付|移交|过户|抵偿)(?:给|至|予|于|到|与)?(?:本公司|上市公司|我公司|公司(?!股东|控股股东|管理层|实际))"
)
_BUYING = re.compile(
    r"(?:公司|子公司|上市公司)(?!股份|股票|放弃)[^,。;]{0,30}?(?:收购|购买|受让|竞买|竞得|竞拍|摘牌|购入|参与竞[买拍])(?!方|人|的?股份|服务)|"
    r"(?:受让方|买方|收购方|购买方|受让人|买受人)(?:\((?:以下)?(?:简称)?.{0,10}?\))?[:为是]{1,2}(?:本公司|公司|上市公司)|"
    r"(?:将|已|成)(?:成为|为)公司(?:的)?(?:全资|控股|参股)?(?:子公司|孙公司)|(?<!不再)纳入(?:公司)?(?:的)?合并(?:报表)?范围|"
    r"拟?(?:以|使用)[^,。;]{0,20}(?:自有资金|现金|募集资金|自筹资金)[^,。;]{0,20}(?:收购|购买|受让)"
)
_SELLING = re.compile(
    r"(?:公司|子公司|上市公司|本公司)[^,。;]{0,24}?(?:拟|将|决定|同意|计划)?[^,。;]{0,12}?(?<!受让)(?:出售|转让|挂牌|处置|剥离|置出)[^,。;]{0,40}?"
    r"(?:股权|资产|股份|债权|房产|土地|份额|设备|业务|子公司)|"
    r"(?:公司|子公司|其|所|直接|间接|合计)持有的?[^。;]{2,60}?(?:股权|股份|资产|份额|债权|房产|设备)[^。;]{0,40}?(?<!受)(?:转让|出售|挂牌|拍卖|划转)|"
    r"(?:转让方|出售方|卖方|出让方|转让人)(?:\(.{0,12}?\))?[:为是]{1,2}(?:本公司|公司|上市公司)|"
    r"不再(?:直接|间接)?持有|不再纳入(?:公司)?(?:的)?合并|丧失(?:对)?.{0,20}控制权|不再是公司|出售标的|仍为公司(?:的)?(?:全资|控股)?(?:子公司|孙公司)|"
    r"未征集到|意向受让方|退(?:还|回)(?:已)?(?:收取|收到)"
)
_DECONSOLIDATED = re.compile(r"不再纳入[^,。;]{0,8}合并|不再将[^,。;]{2,30}纳入[^,。;]{0,8}合并")
_DILUTED = re.compile(
    r"(?:持股|股权|出资)(?:比例)?[^。;]{0,40}?(?:降|减少|稀释|变更为|变为)|增资(?:扩股)?[^。;]{0,60}?(?:稀释|丧失)"
)
_WOUND_UP = re.compile(r"注销|清算|吸收合并|破产")
_AS_BUYER = re.compile(
    r"优先购买权|优先受让权|(?:公司|子公司)[^,。;]{0,24}(?:依法)?(?:受让|竞得|竞拍|竞买|摘牌|收购|购买)(?!方|人|者)"
)
_HOLDER_DEAL = re.compile(
    r"(?:控股股东|实际控制人|5%以上(?:的)?股东|第[一二]大股东|员工持股平台|持股平台)[^。;]{0,60}?(?:持有|所持)[^。;]{0,40}?(?:转让|出售|拍卖|划转|减持)"
)


def find(reading: Reading) -> list[Mention]:
    """Every selling verb with its object, in reading order; treatment (污泥处置) and product sales left out."""
    found = [one for match in verbs(_VERB, reading.text) if (one := _sale(reading, match)) is not None]
    found += [one for match in verbs(_RESUMED, reading.text) if (one := _resumption(reading, match)) is not None]
    found += [one for match in verbs(_DECONSOLIDATED, reading.text) if (one := _deemed(reading, match)) is not None]
    return sorted(found, key=lambda one: one.start)


def _deemed(reading: Reading, match: re.Match[str]) -> Mention | None:
    """A deemed disposal (视同处置): new shares dilute the group's holding until it no longer consolidates."""
    one = mention(reading, match.start(), match.end())
    if one is None or one.who == "holder":
        return None
    around = "".join(each.text for each in (*reading.passages.before(one.sentence), one.sentence))
    if not _DILUTED.search(around) or _WOUND_UP.search(around):
        return None
    mood = Mood("real", match[0]) if one.mood.verdict == "plain" else one.mood
    return replace(one, sold="subsidiary_equity", who="group", mood=mood)


def _sale(reading: Reading, match: re.Match[str]) -> Mention | None:
    before, after = (
        reading.text[max(0, match.start() - 24) : match.start()],
        reading.text[match.end() : match.end() + 24],
    )
    if match[0] == "处置" and (_TREATMENT.search(before) or _TREATED.match(after)):
        return None
    if _NOT_SOLD.search(before[-14:]) or _NEEQ.search(before + after) or _NOT_AN_ACT.match(match[0] + after):
        return None
    one = mention(reading, match.start(), match.end())
    if one is None:
        return None
    clause = reading.text[one.clause[0] : one.clause[1]]
    sold = _kind(match[0], clause, sold_object(after) or sold_object(clause) or sold_object(one.sentence.text[:400]))
    return None if sold is None else replace(one, sold=sold)


def _resumption(reading: Reading, match: re.Match[str]) -> Mention | None:
    if "收储" in match[0]:
        return None
    if _PAYMENT_BACK.search(reading.text[match.start() : match.end() + 6]):
        return None
    at = match.start() + match[0].index("收回")
    one = mention(reading, at, at + 2)
    return None if one is None else replace(one, sold="land_resumption")


def _kind(verb: str, clause: str, sold: EventObject | None) -> EventObject | None:
    if _LAND_VERB.search(verb):
        return "land_resumption" if _LAND.search(clause) or sold == "real_estate" else None
    if "置换" in verb:
        return "asset_swap" if sold is not None and "募集资金" not in clause and "自筹" not in clause else None
    if verb in {"捐赠", "赠与", "无偿划转", "无偿转让"}:
        return "free_transfer" if sold is not None and "现金" not in clause else None
    if verb == "拍卖" and re.search(r"司法|法院|淘宝|阿里|强制", clause):
        return None if sold is None else "judicial_auction"
    if verb == "抵偿":
        return None
    return sold


def by_group(one: Mention) -> bool:
    """Whether the group gives the thing away: no holder, no third party, no shares of the issuer, not to us."""
    words = one.sentence.text
    if holds_issuer_shares(words) and one.sold in {
        "subsidiary_equity",
        "listed_shares",
        "minority_equity",
        "judicial_auction",
    }:
        return False
    near = words[max(0, one.start - one.sentence.start - 60) : one.end - one.sentence.start + 40]
    if _TO_US.search(near) or _AS_BUYER.search(near):
        return False
    return one.who in {"group", "unknown"}


def direction(sentences: Iterator[str] | list[str]) -> Direction:
    """Which way the deal of a filing goes, by the words of its sentences."""
    sell = buy = outside = 0
    for words in sentences:
        holder = holds_issuer_shares(words) or _HOLDER_DEAL.search(words) is not None
        buys = len(_BUYING.findall(words)) + len(_TO_US.findall(words))
        outside += holder
        buy += buys
        sell += 0 if holder or (buys and "放弃" not in words) else len(_SELLING.findall(words))
    if outside and outside >= max(sell, 1) and not buy:
        return "outside"
    if sell == buy:
        return "unknown"
    return "sell" if sell > buy else "buy"


def kind_of_title(title: str) -> EventObject | None:
    """What leaves by the words of a title; ``None`` where it says nothing of it."""
    if re.search(r"收储|征收|拆迁|征迁", title) or re.search(r"收回.{0,10}土地|土地.{0,12}收回", title):
        return "land_resumption"
    if re.search(r"置换(?!.{0,12}(?:自筹|募集|先期))", title):
        return "asset_swap"
    if re.search(r"司法拍卖|被拍卖", title):
        return "judicial_auction"
    if re.search(r"捐赠|无偿", title):
        return "free_transfer"
    return sold_object(title)
