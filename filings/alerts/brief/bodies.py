"""Provinces and public bodies in English: the part of a name that has one agreed translation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_PROVINCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "北京": ("11", "Beijing"), "天津": ("12", "Tianjin"), "河北": ("13", "Hebei"), "山西": ("14", "Shanxi"),
        "内蒙古": ("15", "Inner Mongolia"), "辽宁": ("21", "Liaoning"), "吉林": ("22", "Jilin"),
        "黑龙江": ("23", "Heilongjiang"), "上海": ("31", "Shanghai"), "江苏": ("32", "Jiangsu"),
        "浙江": ("33", "Zhejiang"), "安徽": ("34", "Anhui"), "福建": ("35", "Fujian"), "江西": ("36", "Jiangxi"),
        "山东": ("37", "Shandong"), "河南": ("41", "Henan"), "湖北": ("42", "Hubei"), "湖南": ("43", "Hunan"),
        "广东": ("44", "Guangdong"), "广西": ("45", "Guangxi"), "海南": ("46", "Hainan"),
        "重庆": ("50", "Chongqing"), "四川": ("51", "Sichuan"), "贵州": ("52", "Guizhou"), "云南": ("53", "Yunnan"),
        "西藏": ("54", "Tibet"), "陕西": ("61", "Shaanxi"), "甘肃": ("62", "Gansu"), "青海": ("63", "Qinghai"),
        "宁夏": ("64", "Ningxia"), "新疆": ("65", "Xinjiang"), "台湾": ("71", "Taiwan"),
        "香港": ("81", "Hong Kong"), "澳门": ("82", "Macau"),
    }
)  # fmt: skip
"""Short name → division code (GB/T 2260) and English name."""
_BY_CODE: Mapping[str, str] = MappingProxyType({code: name for name, (code, _) in _PROVINCES.items()})

_BODIES: tuple[tuple[str, str], ...] = (
    ("自治区人民政府", "regional government"),
    ("县人民政府", "county government"),
    ("旗人民政府", "banner government"),
    ("州人民政府", "prefecture government"),
    ("区人民政府", "district government"),
    ("市人民政府", "city government"),
    ("省人民政府", "provincial government"),
    ("镇人民政府", "township government"),
    ("乡人民政府", "township government"),
    ("人民政府", "government"),
    ("地方政府", "local government"),
    ("当地政府", "local government"),
    ("当地政府部门", "local government departments"),
    ("政府部门", "government departments"),
    ("公安局", "public security bureau"),
    ("公安厅", "public security department"),
    ("政法委员会", "political and legal affairs commission"),
    ("政法委", "political and legal affairs commission"),
    ("管理委员会", "administrative committee"),
    ("管委会", "administrative committee"),
    ("财政局", "finance bureau"),
    ("住房和城乡建设局", "housing and construction bureau"),
    ("水利局", "water bureau"),
    ("水务局", "water bureau"),
    ("交通运输局", "transport bureau"),
    ("教育局", "education bureau"),
    ("卫生健康委员会", "health commission"),
    ("生态环境局", "environment bureau"),
    ("农业农村局", "agriculture bureau"),
    ("城市管理局", "city management bureau"),
    ("综合行政执法局", "administrative enforcement bureau"),
    ("发展和改革委员会", "development and reform commission"),
    ("自然资源局", "natural resources bureau"),
    ("自然资源和规划局", "natural resources and planning bureau"),
    ("土地储备中心", "land reserve centre"),
    ("国有资产监督管理委员会", "state-owned assets commission"),
    ("国资委", "state-owned assets commission"),
    ("产权交易所", "equity exchange"),
    ("人民法院", "court"),
    ("仲裁委员会", "arbitration commission"),
    ("建设兵团", "Production and Construction Corps"),
    ("会计师事务所", "accounting firm"),
)


def province(text: str, code: str | None = None) -> str | None:
    """The Chinese short name of the province in a place's text, or that of its division code."""
    found = next((name for name in _PROVINCES if name in text), None)
    if found is None and "兵团" in text:
        return "新疆"
    if found is None and code is not None and code.isdecimal():
        return _BY_CODE.get(code[:2])
    return found


def in_english(short_name: str) -> str:
    """``新疆`` → ``Xinjiang``."""
    return _PROVINCES[short_name][1]


def common_province(places: Iterable[tuple[str, str | None]]) -> str | None:
    """The province that all places (text and code) share; ``None`` where one has none or they differ."""
    found = {province(text, code) for text, code in places}
    return found.pop() if len(found) == 1 else None


_OWN_SIDE: Mapping[str, str] = MappingProxyType(
    {
        "公司": "the company", "本公司": "the company", "子公司": "subsidiary", "下属子公司": "subsidiaries",
        "全资子公司": "a wholly-owned subsidiary", "控股子公司": "a controlled subsidiary",
        "公司及子公司": "the company and its subsidiaries", "公司及下属子公司": "the company and its subsidiaries",
        "公司及控股子公司": "the company and its controlled subsidiaries",
    }
)  # fmt: skip
"""How filings call their own side."""


def kind_of(name: str) -> str | None:
    """What somebody is, from the name alone: ``新疆甲县人民政府`` → ``county government in Xinjiang``."""
    if name in _OWN_SIDE:
        return _OWN_SIDE[name]
    kind = next((english for ending, english in _BODIES if name.endswith(ending)), None)
    there = next((short for short in _PROVINCES if name.startswith(short)), None)
    return kind if kind is None or there is None else f"{kind} in {in_english(there)}"
