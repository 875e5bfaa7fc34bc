"""What the columns of a table of projects, assets or claims are called (表头)."""

from __future__ import annotations

import re
from typing import Literal

from filings.model.text import normalise

ItemKind = Literal["project", "asset", "claim"]

_NAME_FIELDS: dict[ItemKind, str] = {"project": "project_name", "asset": "asset_name", "claim": "claim_name"}
_NAMES: dict[ItemKind, str] = {
    "project": """
        (?:合作|中标|投资|建设|募投|募集资金投资|承诺投资|终止|退出|涉及|政府|PPP)?(?:项目|工程)(?:的)?(?:名称|全称|内容)?
        合同名称 协议名称 标段名称 (?:合同|协议)(?:/项目)?
    """,
    "asset": """
        (?:标的|拟?处置|拟?出售|拟?转让|抵押|交易|置出|目标|拍卖)?(?:的)?(?:资产|股权|公司|子公司|企业|设备|房产|房屋)(?:的)?(?:名称|全称|简称|内容|项目|类别)
        (?:标的|拟?处置|拟?出售|拟?转让|抵押|交易|置出|目标|拍卖)?(?:的)?(?:土地|专利|商标|标的物|物业|不动产|股票|基金)(?:的)?(?:名称|全称|简称|内容|项目|类别)
        标的(?:公司|资产|企业|物|股权|名称)? 资产 被投资单位(?:名称)? 宗地(?:名称|编号)? 坐落 房屋坐落 子公司
        (?:不动产|土地|房产|房屋)?(?:使用权|产权|所有权)?(?:权证|证书|权证书)(?:编)?号(?:码)?
    """,
    "claim": """
        债务人(?:名称)? 债权(?:名称|项目|标的)? 标的债权 欠款(?:方|单位|人)(?:名称)? 应收(?:对象|单位) 借款人(?:名称)?
        客户名称 单位名称 债务单位(?:名称)?
    """,
}

_FIELDS = {
    "status_date": "(?:终止|解除|退出|完工|竣工|验收)(?:日期|时间)",
    "award_date": """
        中标(?:日期|时间|通知书日期|年份|年度|公示) (?:中标|授标)(?:/|或|、|及)?(?:签约|签订|签署)(?:日期|时间|年份)?
        (?:中标|授予|取得)(?:通知书)?(?:日期|时间)
    """,
    "sign_date": "(?:合同|协议|项目)?(?:签约|签订|签署|合同)(?:合同)?(?:的)?(?:日期|时间|年份|年度|日)",
    "appraisal_date": "评估基准日",
    "delivery_date": "(?:交割|交付|过户|移交)(?:日期|时间|日)",
    "appraisal_value": "评估(?:价值|值|金额|价|总价|结果) (?:净资产)?评估",
    "book_value": "(?:资产)?账面(?:价值|净值|净额|净资产|余额|值|金额) 净值 净额 期末余额",
    "gain_loss": "(?:处置|转让|出售|预计)?(?:损益|收益|利得|盈亏)",
    "compensation": "(?:拟)?(?:补偿|收储|征收补偿|收购)(?:总)?(?:金额|款|价款|价格|额)",
    "committed": """
        (?:拟|承诺|计划|原计划|调整后)?(?:投入|使用|投资)?(?:的)?募集资金(?:承诺)?(?:投入|投资|拟投入)?(?:总额|金额|额)?
        承诺投资(?:总额|金额)
    """,
    "invested": "(?:截至.{0,12})?(?:累计|已|实际)(?:累计)?(?:投入|投资|使用)(?:募集资金)?(?:金额|额|总额)?",
    "left_amount": "(?:募集资金)?(?:剩余|节余|结余|尚未使用|未使用)(?:的)?(?:募集资金)?(?:金额|余额|额)?",
    "price": """
        (?:转让|出售|交易|成交|处置|拟?挂牌|起拍|拍卖|受让|成交总|交易对|销售|合同转让)(?:价格|价款|底价|金额|对价|价|总价)
        对价 成交额
    """,
    "stake": """
        (?:本?公司|拟?转让|出售|处置|交易|直接)?(?:合计)?(?:持股|股权|持有|出资|转让|股份|权益|投资)(?:的)?(?:比例|份额)
        所占比例 占比 持股
    """,
    "ratio": "占.{0,24}(?:比例|比重|%) 增值率",
    "vehicle": """
        项目公司(?:名称)? (?:项目)?实施(?:主体|单位) 承接(?:主体|公司|单位) (?:签约|签订|合同|投资)主体 乙方
        中标(?:人|主体|单位|方) 供应商 SPV(?:公司)?
    """,
    "counterparty": """
        采购(?:人|方|单位)(?:名称)? (?:项目)?业主(?:方|单位)?(?:名称)? 甲方(?:名称)? 发包(?:人|方) 招标(?:人|方|单位)
        (?:县|市|区|地方|当地|合作)?(?:级)?(?:人民)?政府(?:方|部门|单位)? (?:交易)?(?:对方|对手方?)(?:名称|单位)?
        交易对(?:方|手方?)(?:名称)? 受让(?:方|人)(?:名称)? 买(?:方|受人) 竞得(?:方|人) 合同对(?:方|手方?)
        合作(?:方|对方|单位|机构) 客户(?:名称)? (?:项目)?(?:建设|委托|实施)?单位 委托(?:方|人) 债权人
    """,
    "term": """
        (?:合作|运营|运维|特许经营|经营|服务|建设|合同|租赁|履行|回购|维护|项目)(?:期限?|年限|周期)(?:限)?
        期限 合同有效期 运营维护期 工期
    """,
    "status": """
        (?:项目)?(?:目前|当前|现|项目|执行|进展|履行|运营|实施|建设|合同|终止|处理|最新)(?:的)?(?:状态|情况|进度|进展|阶段|现状)
        状态 进展 备注 现状 说明 (?:拟采取的|后续|处理|拟)?(?:安排|处理方式|处置方式)
    """,
    "region": """
        (?:项目)?(?:所在|所处|实施|建设|项目)(?:地|地区|地点|区域|省份|城市|位置)(?:点)? 地区 区域 省份 地点
        坐落(?:位置)? 位置
    """,
    "contract_name": "(?:合同|协议)(?:名称|全称)",
    "reason": "(?:终止|解除|退出|处置|变更)?原因 理由",
    "amount": """
        (?:合同|项目|中标|投资|协议|签约|总|债权|债务|欠款|应收|借款|拟)?(?:总)?(?:金额|投资额?|价款|造价|额)(?:合计|总额|总计)?
        (?:合同|项目|中标|投资|协议|债权|债务|欠款)?(?:总)?(?:总价|标的额|规模|价格|债权|本金|欠款|余额|投资总额|投资规模|本息)(?:合计|总额)?
    """,
    "serial": r"序号 编号 项次 号 No\.?",
}


def _any_of(patterns: str) -> re.Pattern[str]:
    """Patterns that stand apart by white space, as one."""
    return re.compile("|".join(patterns.split()))


NAMES = {kind: (_NAME_FIELDS[kind], _any_of(patterns)) for kind, patterns in _NAMES.items()}
"""For each kind, the fact that carries the item's name and the headers of its column."""
FIELDS = {field: _any_of(patterns) for field, patterns in _FIELDS.items()}
"""For each fact, the headers of its column; the first that fits counts."""
MONEY_FIELDS = frozenset({
    "amount", "price", "book_value", "appraisal_value", "gain_loss", "compensation", "committed", "invested",
    "left_amount",
})  # fmt: skip
DAY_FIELDS = frozenset({"award_date", "sign_date", "appraisal_date", "delivery_date", "status_date"})
SHARE_FIELDS = frozenset({"stake", "ratio"})

AMBIGUOUS = frozenset(
    {"项目", "资产", "公司", "企业", "合同", "协议", "股权", "单位名称", "客户名称", "公司名称", "企业名称"}
)
"""Names that head many other tables too."""
TELLING = frozenset({
    "award_date", "sign_date", "counterparty", "vehicle", "term", "region", "status_date", "price", "stake",
    "delivery_date",
})  # fmt: skip
"""Fields that only a table of projects or deals has."""

_UNIT_PART = re.compile(r"\([^()]*\)|/(?:人民币)?[万亿千百]*元|[,:*]|单位")


def field_of(header: str) -> str | None:
    """The fact that a column of this header carries; ``serial`` for a row number, ``None`` if unknown."""
    words = _bare(header)
    if not words:
        return None
    for field, pattern in FIELDS.items():
        if pattern.fullmatch(words):
            return field
    return None


def names_item(header: str, kind: ItemKind) -> bool:
    """Whether a column of this header holds the names of the items."""
    return NAMES[kind][1].fullmatch(_bare(header)) is not None


def is_label(words: str) -> bool:
    """Whether a cell's words are a label (合同金额, 工程名称, 采购人) and no value."""
    bare = _bare(words)
    return field_of(words) is not None or any(pattern.fullmatch(bare) for _, pattern in NAMES.values())


def _bare(header: str) -> str:
    """The header without its unit and its brackets: 合同金额(万元) → 合同金额."""
    return _UNIT_PART.sub("", normalise(header))
