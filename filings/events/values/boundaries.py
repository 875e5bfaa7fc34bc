"""Where a name begins: what stands before it in the sentence is cut off.

Chinese sets no spaces, so a name that is recognised by its end (…有限公司, …人民政府, …项目) has to be walked back
to its beginning: to punctuation, or past the last word that belongs to the sentence and not to the name.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from filings.events.values.gazetteer import PREFECTURE, PROVINCE

_LONGEST = 80
_BRACKETED = 24
_LAST_STOP = re.compile(r".*[,。;:、\"'《》\[\]【】!?|=<>…+*#@~]", re.DOTALL)
_PROJECT_STOP = re.compile(r".*[,。;:、\"'《》\[\]【】!?|=<>…]", re.DOTALL)
PLACE_OPENS = re.compile(rf"{PROVINCE}|{PREFECTURE}|中国|中华|国家|国网|中铁|中建|中交|中电|全国")

_WORDS = (
    "公司|集团(?=与|和|及|向|的)|股东|甲方|乙方|丙方|丁方|戊方|受让方|转让方|出让方|交易对方|交易对手|对方|双方|各方|三方|买方|卖方|一方"
    "|收到|接到|获悉|签署|签订|签定|签约|订立|达成|受让|转让|出售|收购|购买|取得|持有|设立|成立|组建|参股|全资|委托|聘请|授权"
    "|通过|关于|根据|按照|依据|以及|其中|其他|另一|作为|成为|确定|确认|同意|名称|原名|更名|客户|供应商|承包人|承包商|发包人|发包方|业主方?"
    "|招标人|招标方|采购人|采购方|中标人|中标|联合体|牵头人|成员|先生|女士|增资|认购|提供|包括|分别|下属|所属|关联方|债务人|债权人|债务|欠款"
    "|提供担保|担保人|欠付|起诉|申请人|被告|原告|第三人|发来|送达|下发|出具|发出|承建|建设单位|施工单位|实施主体|负责|位于|涉及|来自|现有|拟(?<![模虚]拟)(?!真)|已"
    "|均为|均由|均系|近日|日前|今日|同日|年度|公示|公告|法定代表人|代表|参与|参加|退出|终止|解除|注销|剥离"
    "|单位|金额|获得|获(?!嘉|鹿)|日同|-\\d{2,4}号?(?=[一-龥])|投标|满足|帮助|承办|支持|推动|促进|建成|提交|详见|招标代理机构|代理机构|招标机构|会同|连同|共同|期间|如下|一致|此次|本次|上述|下述|前述|该|之一|其余?(?<!耳其)|系(?<![体关联派]系)(?![统列数])(?=指|由|[\\u4e00-\\u9fff]{1,6}?[省市县区州])|撤销|驳回|维持|所持|移交|交由|依法|偿还|回购|解除与|竞买人|买受人|受让人|即|暨(?!南)|致函|告知|通知|委派|间接|直接|实际控制"
)
_SINGLE = (
    "与|被|的|了|是|把|让|叫|称|并|且|或|由(?<!自由)|从(?!化)|给(?!排?水)|将(?!军)|在(?!线)|向(?![日阳荣])|对(?!外)"
    "|因(?<!基因)(?![特诺])|等(?!离)|受(?!益)|到(?!家)|经(?![济纬开贸营典世销管纪])|于(?![田都洪])|为(?<![华有康大作]为)"
)
_PARTY_ONLY = "[0-9]年|至(?![纯诚正信善尊远])|及(?!时)|项目(?!管理|投资|咨询|公司|建设|开发|部|指挥)"
_CUT = re.compile(f"(?:{_WORDS}|{_SINGLE}|{_PARTY_ONLY})")
_PROJECT_CUT = re.compile(f"(?:{_WORDS}|{_SINGLE})")
_COMPANY_INSIDE = re.compile(r"(?!以下|下称|简称|万元|亿元|元|原)[\u4e00-\u9fff]{1,12}(?<!简称)(?<!元)")
_PROJECT_INSIDE = re.compile(r"(?!以下|下称|简称)[^,。;:\"《》()%]{1,24}")
_LISTED = re.compile(r"\(?\d{1,2}[.)](?=[^\d])")
_NUMBERED = re.compile(r"[-\d.%/×]+(?=[\u4e00-\u9fff])")
_AND = re.compile(r"[和及]")
_LEADING_AND = re.compile(r"[和及](?!田|静|硕|布克|县|平区|龙市|顺县|政县|林格尔|时)")
_AND_IN_PLACE = re.compile(r"和(?:田|静|硕|布克|县|平区|龙市|顺县|政县|林格尔)")
_SURE_ENDS = re.compile(r"(?:公司|政府|局|项目|[》\"])$")
_PARTY_ENDS = re.compile(r"(?:公司|集团|[局厅府会院方厂所部委社人处站校师团]|中心|银行|股份|科技|技术|[)》\"A-Za-z])$")


class Boundaries:
    """The words of a text that end a sentence's part before a name, found once for the whole text.

    ``latin`` says that brackets inside a name may hold Latin letters and digits: in projects (PPP), not in
    companies.
    """

    def __init__(self, text: str, start: int, stop: int, *, latin: bool = False) -> None:
        self._text = text
        self._latin = latin
        cuts = [match.end() for match in (_PROJECT_CUT if latin else _CUT).finditer(text, start, stop)]
        joints = [
            match.end() for match in _AND.finditer(text, start, stop) if _joins(text, match.start(), start, latin=latin)
        ]
        self._cuts = sorted(cuts + joints)

    def name_start(self, low: int, end: int) -> int:
        """Where the name whose last part begins at ``end`` begins, at ``low`` or later; ``end`` if nowhere."""
        left = _walk_back(self._text, max(low, end - _LONGEST), end, latin=self._latin)
        nearest = bisect_right(self._cuts, end) - 1
        start = max(left, self._cuts[nearest]) if nearest >= 0 else left
        if start == left and _LEADING_AND.match(self._text, start, end):
            start += 1
        numbered = (_LISTED if self._latin else _NUMBERED).match(self._text, start, end)  # 3.某某公司: a row's number
        return numbered.end() if numbered else start


def _walk_back(text: str, low: int, end: int, *, latin: bool) -> int:
    """Back over the characters a name may have; brackets only as whole pairs."""
    inside = _PROJECT_INSIDE if latin else _COMPANY_INSIDE
    stop = (_PROJECT_STOP if latin else _LAST_STOP).match(text, low, end)
    left = stop.end() if stop else low
    position = end
    while True:
        closed, opened = text.rfind(")", left, position), text.rfind("(", left, position)
        if opened > closed:
            return opened + 1
        if closed < 0:
            return left
        opened = text.rfind("(", max(left, closed - _BRACKETED), closed)
        if opened < 0 or not inside.fullmatch(text, opened + 1, closed):
            return closed + 1
        position = opened


def _joins(text: str, position: int, low: int, *, latin: bool) -> bool:
    """Whether the 和 or 及 at ``position`` joins two names and is no part of one (污水处理厂及配套管网工程)."""
    if _AND_IN_PLACE.match(text, position):
        return False
    return bool((_SURE_ENDS if latin else _PARTY_ENDS).search(text[max(low, position - 3) : position])) or bool(
        PLACE_OPENS.match(text, position + 1)
    )
