"""Routine notices, and what keeps even a routine notice from being skipped.

The body gate (taxonomy, section 5): every main filing is opened that no routine word explains; and a title
that names equity, assets, a project, a contract or an agreement is opened whatever else it says.
"""

from __future__ import annotations

import re
from typing import Final

from filings.events.titles.reading import Title, Word
from filings.events.titles.words import EXPLAINED, Kind
from filings.model.triage import Role

_BODY_NOUN: Final = re.compile(r"股权|资产|项目|合同|协议")
_NAMES_A_BODY: Final[frozenset[Kind]] = frozenset(
    {"asset", "project", "contract", "transfer_deed", "take", "deal", "entity", "grant", "write"}
)
_ROUTINE: Final = re.compile(
    r"担保|异常波动|权益变动|利润分配|权益分派|分红|派息|付息|兑付|票面利率|摘牌|中期票据|短期融资|募集说明书|发行结果|发行情况|上市公告书|"
    r"股本变动|股份变动|限售|上市流通|质押|冻结|回购|减持|增持|激励|持股|期权|转债|可转换|债券|注册资本|法定代表人|营业执照|工商(?:变更)?登记|"
    r"董事|监事|高级管理人员|高管|总经理|总裁|财务总监|财务负责人|董秘|离任|辞职|辞任|聘任|聘请|选举|换届|提名|任职资格|会计师事务所|审计机构|"
    r"章程|制度|办公地址|联系方式|投资者热线|证券简称|公司名称|证券事务代表|保荐代表人|保荐机构|持续督导|会计政策|会计估计|会计差错|"
    r"药品注册|医疗器械|临床试验|注册证|通知书|专利证书|专利权?授权|认证|获奖|批件|补充申请|GMP|一致性评价|产品获得|获得.{0,12}证书|高新技术企业|政府补助|补助|"
    r"现金管理|闲置募集资金|闲置自有资金|理财|结构性存款|授信|综合授信|贷款承诺|银行借款|融资租赁|套期保值|外汇套|套保|衍生品|财务资助|补充流动资金|"
    r"募集资金专户|专项账户|专户|补充协议|监管协议|日常关联交易|关联交易预计|停牌|复牌|上市|退市|风险警示|立案|监管措施|处罚|警示函|监管函|"
    r"纪律处分|审核|受理|注册批复|同意注册|反馈意见|申请文件|向特定对象|向不特定对象|非公开发行|首次公开|配股|发行股票|发行A股|H股|GDR|"
    r"港股公告|披露日期|延期披露|信息披露|业绩承诺|业绩补偿|填补|摊薄|即期回报|承诺函|承诺履行|要约|股东大?会|董事会|声明|评级|信用|股份(?:登记|过户)|"
    r"一致行动|表决权|股东(?:持股|名册|信息|减持|回报|权益)|前十大|前十名|无限售|舆情|招股|询价|网下|网上|申购|路演|"
    r"中签|余额|提质增效|回报规划|估值提升|市值管理|捐赠|发行(?:完毕|公告|金额)|年审|财务报告|未弥补亏损|股东回报|募集资金"
)
_CHANGED_USE: Final = re.compile(
    r"(?:变更|调整|改变)[^,、《》账户]{0,8}(?:募集资金|募投资金)[^,、《》账户]{0,6}(?:用途|投向|项目)"
)
_LOOKALIKE: Final = re.compile(rf"终止|处置|转让系统|豁免|暂缓|置换|检修|撤回|{EXPLAINED}")
_OWN: Final[frozenset[Kind]] = frozenset({"security", "shares", "own_shares", "rating"})
_ROUTINE_KINDS: Final[frozenset[Kind]] = _OWN | {"encumbrance", "account", "staff"}


def body_noun(title: Title) -> str:
    """The first equity, asset, project, contract or agreement that the title names outside a shielding compound."""
    for before, word in zip((None, *title.words), title.words, strict=False):
        if word.kind == "contract" and before is not None and before.kind == "end" and before.end == word.start:
            continue  # 终止协议 is the deed of an ending, not what ends
        found = _BODY_NOUN.search(word.text) if word.kind in _NAMES_A_BODY else None
        if found is not None:
            return found.group()
    return ""


def routine_word(title: Title) -> str:
    """The word that makes the title routine; "" if none does."""
    if _CHANGED_USE.search(title.text):
        return ""  # what the money no longer goes to may be a project that ends
    found = _ROUTINE.search(title.text)
    if found is not None:
        return found.group()
    for word in title.words:
        if word.kind == "noise" and _LOOKALIKE.search(word.text):
            return word.text.replace(EXPLAINED, "") or "an expression that only looks like an event"
    return next((word.text for word in title.words if word.kind in _ROUTINE_KINDS), "")


def routine_role(words: tuple[Word, ...]) -> Role:
    """A routine notice on securities or on holders says so; any other is a main notice."""
    kinds = {word.kind for word in words}
    if "holder" in kinds and kinds & (_ROUTINE_KINDS - {"staff", "account"}):
        return "holder"
    if any(word.text == "询价转让" for word in words):  # a holder sells to institutions
        return "holder"
    return "own_securities" if kinds & _OWN else "main"
