"""What ends or leaves: the object of an act by the words beside its verb (taxonomy, section 3).

An ended thing may be no project at all (a buy-back, a pledge, a listing): those classes are named too,
so that a rule can say why nothing was flagged.
"""

from __future__ import annotations

import re
from typing import Literal

from filings.model.event import EventObject

Ended = Literal[
    "gov_project", "concession", "major_contract", "investment_project", "fundraising_project", "framework",
    "business_exit", "fund_or_jv", "sale", "purchase", "equity_deal", "restructuring", "own_securities", "listing",
    "encumbrance", "personnel", "finance", "accounting", "third_party", "insolvency",
]  # fmt: skip
NEVER: tuple[Ended, ...] = (
    "own_securities", "listing", "encumbrance", "personnel", "finance", "accounting", "third_party", "insolvency",
)  # fmt: skip
"""Classes whose end is none of our events."""

_EXCLUDED: tuple[tuple[Ended, re.Pattern[str]], ...] = (
    (
        "own_securities",
        re.compile(
            r"回购(?:公司)?股份|股份回购|回购(?:方案|计划)|减持|增持|股权激励|激励(?:计划|对象)|员工持股|限制性股票|股票期权|"
            r"股票增值权|已授予|期权(?!益)|行权"
        ),
    ),
    (
        "listing",
        re.compile(
            r"全国中小企业股份转让系统|新三板|股转系统|上市(?!公司)|挂牌(?=.{0,8}(?:新三板|全国中小企业|申请|公司股票))|股票.{0,4}挂牌|转板|终止挂牌|(?:向特定对象|非公开|公开)发行|"
            r"定向增发|可转(?:换公司)?债|发行(?:股票|公司债|债券|存托)|认购协议|配股|审核(?!通过)|注册申请|申请文件|申报材料|分拆|辅导|"
            r"评级|保荐|持续督导|受托管理协议"
        ),
    ),
    (
        "encumbrance",
        re.compile(
            r"质押|冻结|限售|担保(?!.{0,6}(?:项目|合同纠纷))|一致行动|表决权|查封|抵押|承诺|保证责任|留置|风险警示|停牌|限制转让|封闭"
        ),
    ),
    (
        "personnel",
        re.compile(
            r"聘任|聘用|劳动(?:合同|关系)|职务|任职|会计师事务所|审计机构|股东大?会(?!.{0,6}审议)|会议|议案的?表决|公司章程|授权|法律顾问|监事会|律师"
        ),
    ),
    (
        "finance",
        re.compile(
            r"理财|现金管理|结构性存款|贷款(?!.{0,4}项目)|借款|授信|融资租赁|保理|委托贷款|存款|专户|专项账户|三方监管|信托计划|资管计划|"
            r"套期保值|互换|远期"
        ),
    ),
    ("accounting", re.compile(r"确认|经营(?:净利润|损益|资产组)|计量")),
    ("third_party", re.compile(r"调查|行政许可|反倾销|复审|诉讼程序|执行程序|审理|仲裁程序|本次执行|听证")),
    ("insolvency", re.compile(r"破产|重整|清算程序|预重整")),
)
_DEALS: tuple[tuple[Ended, re.Pattern[str]], ...] = (
    (
        "equity_deal",
        re.compile(
            r"(?:股权|股份|资产|产权|财产份额|份额|土地使用权|房产|房屋)(?:及.{1,8})?(?:转让|交易|买卖)(?:之|的)?(?:框架|意向|预约|补充)?"
            r"(?:性)?(?:协议|合同)|本次(?:股权)?交易|本次转让|股权转让事[项宜]|该(?:笔|项)?交易|资产交易"
        ),
    ),
    (
        "sale",
        re.compile(
            r"出售(?!方)|转让(?!方|人)|挂牌|处置(?!项目|工程|中心|设施)|拍卖|变卖|剥离|置出|资产出让|划转|(?:对外)?捐赠|公开征集|征集(?:意向)?受让方"
        ),
    ),
    (
        "purchase",
        re.compile(
            r"收购(?!方)|购买(?!服务|力|方)|受让(?!方|人)|并购|竞买|竞拍|竞购|现金购|入股|增资(?!扩股项目)|吸收合并|要约"
        ),
    ),
    ("restructuring", re.compile(r"重大资产重组|资产重组|重组(?!.{0,4}债)|资产置换|重大事项|筹划")),
)
_PROJECTS: tuple[tuple[Ended, re.Pattern[str]], ...] = (
    ("fundraising_project", re.compile(r"募投|募集资金(?:投资)?(?:的)?项目|超募资金.{0,8}项目|募集资金投向")),
    ("concession", re.compile(r"特许(?:经营)?(?:权|协议|合同|项目|期)?|独家经营权|经营权")),
    (
        "gov_project",
        re.compile(
            r"PPP|BOT|BOO|TOT|(?<![A-Z])BT(?![A-Z])|政府和社会资本|政府与社会资本|政府购买服务|政府(?:投资|采购|类)?项目|平安(?:城市|建设)|"
            r"雪亮工程|社会面视频|(?:人民政府|地方政府|[县市区]级政府|兵团)(?!全资|持有|持股|控股|国资|出资|所属|下属|批准|备案).{0,16}(?:项目|工程)"
        ),
    ),
    (
        "framework",
        re.compile(r"框架(?:性)?(?:合作)?(?:协议|合同)?|战略合作|合作意向|意向(?:性)?(?:协议|书)|备忘录|意向合作|谅解"),
    ),
    (
        "fund_or_jv",
        re.compile(
            r"(?:产业|投资|并购|创投|股权|母|子)?基金|合伙企业|有限合伙|合伙协议|合资(?:公司|经营|合同|协议|项目)|(?:共同|合作|合资)(?:投资)?设立"
        ),
    ),
    (
        "investment_project",
        re.compile(
            r"对外投资|(?:投资|建设|扩产|技改|扩建|产业化|基地|产业园|生产线|工厂|研发).{0,24}(?:项目|协议|合同|计划|建设|事项)|投资(?:建设|协议|"
            r"合同|意向|行为|计划)|(?:年产|建设)\S{0,20}|设立(?:全资)?(?:子公司|孙公司)|项目投资"
        ),
    ),
    (
        "major_contract",
        re.compile(
            r"合同|订单|协议|采购|施工|承包|供货|供应|租赁|托管|代理|授权经营|许可(?:协议|合同)|销售|工程|合作(?!社)|联合体|中标|承建|标段|委托经营"
        ),
    ),
    (
        "business_exit",
        re.compile(
            r"业务|生产(?!经营的)|产线|厂区|门店|工厂|营业|运营|经营(?!业绩)|产能|研发|装置|项目部|分公司|办事处"
        ),
    ),
    ("investment_project", re.compile(r"项目|投资")),
)
_ASSETS: tuple[tuple[EventObject, re.Pattern[str]], ...] = (
    (
        "ip",
        re.compile(
            r"专利|商标|著作权|软件(?:著作)?权|专有技术|技术(?:秘密|成果|所有权)|药品(?:批文|批件|注册)|上市许可持有人|采矿权|探矿权|无形资产|品牌"
        ),
    ),
    ("fund_units", re.compile(r"(?:基金|合伙企业|有限合伙|信托).{0,14}(?:份额|财产份额)|财产份额|基金份额|合伙份额")),
    (
        "listed_shares",
        re.compile(r"(?:交易性金融资产|股票(?!代码|简称|上市|交易所)|(?:无限售|流通)股|A股股份|上市公司股份)"),
    ),
    (
        "minority_equity",
        re.compile(r"(?:参股(?:公司|子公司|企业)?|联营企业|合营企业|少数).{0,40}股[权份]|股[权份].{0,12}参股"),
    ),
    ("subsidiary_equity", re.compile(r"股权|股份(?!有限|公司)|子公司|孙公司|项目公司|出资额|控制权")),
    ("claims", re.compile(r"债权|应收(?:账|帐)?款|不良资产|应收款项|贷款债权")),
    (
        "real_estate",
        re.compile(
            r"土地|房(?:产|屋|地产)|厂房|厂区|办公楼|商铺|物业|不动产|建筑物|写字楼|车位|宗地|在建工程|大楼|(?:商业|办公|经营)?用房|车间|酒店|仓库|住宅"
        ),
    ),
    (
        "equipment",
        re.compile(r"设备|机器|生产线|产线|船(?:舶|只)?|轮|飞机|车辆|装置|机组|设施|存货|物资|固定资产|资产组"),
    ),
    ("business_bundle", re.compile(r"业务|经营性资产|资产(?:包|组)|资产及负债|资产和负债|门店|部门")),
    ("assets", re.compile(r"资产|财产|标的")),
)
_WITH_CHANGE = re.compile(r"^(?:并|、|及|和|或)?(?:变更|调整|注销|结项|退出|终止|解除)(?=[^,。;]{2,})")
_JOINT = re.compile(r"(?:并(?!购)|及其?后续|且|同时|后(?!续)|从而|以便)")
_QUOTED = re.compile(r"《([^》]{2,60})》")


def ended_object(before: str, after: str) -> Ended | None:
    """What an ending verb ends: ``after`` and ``before`` are the rest of its clause on either side."""
    after = _WITH_CHANGE.sub("", after)
    tail = _JOINT.split(after, maxsplit=1)[0][:60]
    nominal = after[:3].startswith(("的", "事", "后", "原", "前", "情", "公", "协议", "了,")) or not tail
    first, second = (before[-45:], tail) if nominal else (tail, before[-45:])
    return classify_ended(first) or classify_ended(second)


def classify_ended(words: str) -> Ended | None:
    """The class of an ended thing by its words; a title in 《》 decides before what stands round it."""
    quoted = _QUOTED.search(words)
    for text in ([quoted[1]] if quoted else []) + [words]:
        for table in (_EXCLUDED, _DEALS, _PROJECTS):
            for ended, pattern in table:
                if pattern.search(text):
                    return ended
    return None


def sold_object(words: str) -> EventObject | None:
    """What a selling verb sells, by the words of its clause."""
    for sold, pattern in _ASSETS:
        if pattern.search(words):
            return sold
    return None
