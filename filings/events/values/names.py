"""Names of parties: definitions, companies, authorities, what kind of party a name is, credit codes."""

from __future__ import annotations

import re
from typing import Literal

from filings.events.values.authorities import find_authorities
from filings.events.values.companies import find_companies
from filings.events.values.definitions import Definition, find_definitions
from filings.events.values.found import Found
from filings.model.text import normalise

__all__ = [
    "Definition",
    "PartyKind",
    "find_authorities",
    "find_companies",
    "find_credit_codes",
    "find_definitions",
    "kind_of_counterparty",
]

PartyKind = Literal["government", "state", "person", "company", "court"]

_COMPANY = re.compile(r"公司|合伙|企业|集团|银行|厂$|事务所|基金|合作社|[A-Za-z]{3}")
_COURT = re.compile(r"法院|仲裁|检察院")
_GOVERNMENT = re.compile(
    r"人民政府|政府$|公安|政法委|党委|党工委|管理委员会|管委会|兵团|第[一二三四五六七八九十]{1,2}师|[局厅署]$|委员会$|[改建健资工]委$|街道|办事处"
    r"|土地储备|公共资源交易中心|交警|支队|大队|财政|机关事务|行政服务中心|建设中心$|管理中心$|管理处$|指挥部$"
)
_STATE = re.compile(
    r"城投|城市?建设?投资|城建|建投|交投|国投|水投|旅投|产投|文投|国有|国资|国企|国控|投资发展集团|开发投资集团|交通投资|产业投资集团"
    r"|国家电网|国网|南方电网|中国石油|中国石化|中国移动|中国电信|中国联通|中国铁路|中国铁塔|大学|医院|学校|研究院$|研究所$"
)
_PERSON = re.compile(r"先生$|女士$|自然人|等\d*人$|个人$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹"
    "孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_BARE_PERSON = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])")
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def kind_of_counterparty(name: str) -> PartyKind:
    """What a party is, by its name: court before government before person before state-owned before company.

    Source: the convention of the project's taxonomy (人民政府, 公安局, 政法委, 管委会, 财政局, 兵团…师 =
    government; 城投, 国有独资 = state; 先生/女士 or a bare personal name = person).
    """
    folded = normalise(name)
    company = _COMPANY.search(folded) is not None
    if not company and _COURT.search(folded):
        return "court"
    if not company and _GOVERNMENT.search(folded):
        return "government"
    if _PERSON.search(folded) or (not company and _BARE_PERSON.fullmatch(folded)):
        return "person"
    return "state" if _STATE.search(folded) else "company"


def find_credit_codes(text: str) -> list[Found[str]]:
    """Unified social credit codes (统一社会信用代码): 18 characters whose check character is right.

    Source: GB 32100-2015: weights 3**i mod 31 over the first 17, check = 31 - sum mod 31.
    """
    return [
        Found(match[0], *match.span())
        for match in _CODE.finditer(text)
        if check_character(match[0][:17]) == match[0][17]
    ]


def check_character(code: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(_CODE_ALPHABET.index(character) * pow(3, index, 31) for index, character in enumerate(code))
    return _CODE_ALPHABET[-total % 31]
