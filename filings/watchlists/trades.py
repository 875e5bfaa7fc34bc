"""What a company does, in Chinese words and their English glosses: one concept for both. PURE.

Each piece between ``·``: concept, Chinese words, ``|``, English words (``-`` joins a phrase). Chinese words are
compared as printed among Chinese names (技术 and 科技 are two companies), by concept between the scripts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

_TABLE = """
technology 科学技术 科技 技术 | science-and-technology sci-tech technology technologies tech science sciences
electronic 电子 | electronic electronics · digital 数字 数码 | digital · data 大数据 数据 | big-data data
information 信息 资讯 | information info · software 软件 | software
network 网络 互联网 互联 | network networks internet networking net
communication 通信 通讯 电讯 | communication communications telecommunication-technology
telecom 电信 | telecom telecommunication telecommunications · mobile 移动 | mobile
unicom 联合网络通信 联通 | unicom united-network-communications
intelligent 智能 智慧 智联 | intelligent intelligence smart · artificial 人工智能 | artificial-intelligence ai
robot 机器人 | robot robots robotics robotic · automation 自动化 | automation · system 系统 | system systems
engineering 工程 | engineering · design 设计 | design
construction 建筑 建设 建工 城建 | construction architectural building urban-construction
material 新材料 材料 | new-material new-materials material materials advanced-materials
building-material 建材 | building-materials building-material · installation 安装 | installation
decoration 装饰 装修 | decoration decorative · equipment 装备 设备 | equipment equipments
machinery 机械 机电 重工 | machinery mechanical heavy-industry heavy-industries machine electromechanical
instrument 仪器 仪表 | instrument instruments instrumentation meter
manufacturing 制造 智造 | manufacturing manufacture manufacturer mfg
industry 工业 实业 产业 企业 | industry industries industrial enterprise enterprises
chemical 化工 化学 精细化工 | chemical chemicals chemistry chemical-industry
petrochemical 石化 石油化工 | petrochemical petroleum-and-chemical petroleum-chemical
petroleum 石油 油田 | petroleum oil · gas 天然气 燃气 | natural-gas gas
energy 新能源 能源 绿能 | new-energy energy green-energy energies
photovoltaic 光伏 太阳能 | photovoltaic photovoltaics pv solar solar-energy
wind 风电 风能 | wind-power wind wind-energy
power 电力 发电 电能 | power electric-power electricity power-generation
coal-power 煤电 | coal-and-electricity coal-electricity coal-power coal-and-power
coal 煤业 煤炭 煤矿 | coal coal-mining coal-industry · hydropower 水电 | hydropower
heat 热力 热电 供热 | thermal thermoelectric heating heat-and-power
battery 蓄电池 储能 电池 | battery batteries energy-storage · storage 存储 存储器 | memory storage
semiconductor 半导体 | semiconductor semiconductors
circuit 集成电路 微电子 芯片 | integrated-circuit integrated-circuits microelectronics micro-electronics chip chips
photoelectric 光电 光电子 | photoelectric optoelectronics optoelectronic photonics
optical 光学 光 | optical optics
electric 电气 电器 | electric electrical electrics electric-appliances electrical-appliances appliance appliances
cable 电缆 线缆 光缆 | cable cables · motor 电机 | electric-motor electric-machinery
auto 汽车 | automobile automotive auto automobiles vehicle vehicles motor-vehicle motor motors
parts 零部件 配件 | parts components auto-parts · tyre 轮胎 | tyre tire tires tyres rubber-tire
rail 轨道交通 铁路 机车 | rail railway rail-transit locomotive railways · aviation 航空 | aviation airlines aircraft
aerospace 航天 | aerospace · shipping 航运 海运 | shipping ocean-shipping · ship 船舶 造船 | shipbuilding ship
port 港口 港 | port · highway 高速公路 公路 高速 | expressway highway
transport 运输 交通 | transport transportation · logistics 物流 | logistics · supply 供应链 | supply-chain
environment 环境 环保 环境保护 环境产业 | environment environmental environmental-protection eco-environment
ecology 生态 | ecology ecological eco · water 水务 水业 供水 排水 | water water-affairs water-supply waterworks
hydraulic 水利 | water-conservancy hydraulic
sewage 污水处理 | sewage sewage-treatment wastewater wastewater-treatment · garden 园林 | landscape garden gardens
agriculture 农业 农牧 农产品 | agriculture agricultural farming agro agricultural-products
forestry 林业 | forestry · livestock 牧业 畜牧 | animal-husbandry livestock husbandry
fishery 渔业 水产 | fishery fisheries aquatic · seed 种业 | seed seeds · feed 饲料 | feed
grain 粮油 粮食 | grain grain-and-oil · sugar 糖业 | sugar · food 食品 | food foods foodstuff · tomato 番茄 | tomato
beverage 饮料 | beverage beverages · dairy 乳业 | dairy · liquor 酒业 酿酒 | liquor distillery winery wine brewery
medicine 医药 药业 制药 | pharmaceutical pharmaceuticals pharma medicine
biology 生物 生物科技 | biology biological biotech biotechnology bio biotechnologies
biomedical 生物医疗 生物医药 | biomedical biopharmaceutical biopharma · gene 基因 | gene genomics genetics genome
medical 医疗 器械 医疗器械 | medical medical-devices medical-device · health 健康 | health healthcare
hospital 医院 | hospital · care 养老 | elderly-care senior-care · education 教育 | education educational
culture 文化 | culture cultural · media 传媒 影业 影视 | media pictures film-and-television
advertising 广告 | advertising
tourism 旅游 | tourism travel · hotel 酒店 | hotel hotels · catering 餐饮 | catering restaurant
estate 房地产 地产 置业 | real-estate property estate properties
property-service 物业 | property-management property-services · city 城市 | urban
development 开发 发展 | development developing · management 管理 | management · service 服务 | service services
operation 运营 | operation operations · consulting 咨询 | consulting consultancy consultant
security 安防 保安 安全 | security safety security-protection surveillance · monitoring 监控 | monitoring
detection 检测 检验 | testing detection inspection · mapping 测绘 | surveying mapping surveying-and-mapping
mining 矿业 矿冶 | mining mineral minerals
nonferrous 有色金属 有色 | nonferrous-metal nonferrous-metals non-ferrous-metals nonferrous
steel 钢铁 特钢 | iron-and-steel steel · metal 金属 | metal metals · aluminium 铝业 铝 | aluminium aluminum
copper 铜业 | copper · tungsten 钨业 | tungsten · silicon 硅业 多晶硅 硅 | silicon silicon-industry polysilicon
carbon 碳素 | carbon · textile 纺织 色纺 棉纺 | textile textiles color-spinning spinning
wool 毛纺织 毛纺 | wool-textile wool-textiles woollen-textile woolen
garment 服装 服饰 制衣 | garment garments apparel clothing costume · shoes 鞋业 | shoes footwear
hair 发饰品 发饰 发制品 美发产品 | hair-accessories hair-products hair-product · cotton 棉业 棉花 | cotton
cotton-linen 棉麻 | cotton-and-linen cotton-linen · paper 纸业 | paper · packaging 包装 | packaging packing
printing 印刷 | printing · furniture 家具 家居 | furniture home-furnishing home
plastic 塑料 塑胶 | plastic plastics · rubber 橡胶 | rubber · glass 玻璃 | glass · ceramic 陶瓷 | ceramic ceramics
cement 水泥 | cement · waterproof 防水 | waterproof waterproofing · paint 涂料 | paint paints coating coatings
stationery 文具 | stationery · publishing 出版 | publishing press
trade 贸易 商贸 贸易业务 进出口 外贸 | trade trading import-and-export commerce-and-trade trade-and-business
business 商务 商业 | business commercial commerce · retail 百货 超市 | department-store supermarket retail
international 国际 | international int'l intl · investment 投资 | investment investments · capital 资本 | capital
asset 资产管理 资产 | asset-management asset assets · fund 基金管理 基金 | fund fund-management
venture 创业投资 | venture-capital · equity 股权投资 | equity-investment · holding 控股 | holding holdings
foundation 基业 | foundation · securities 证券 | securities · futures 期货 | futures
insurance 人寿保险 保险 人寿 | insurance life-insurance · bank 银行 | bank banking · trust 信托 | trust
leasing 融资租赁 租赁 | leasing financial-leasing lease · factoring 商业保理 保理 | factoring
finance 金融 财务 小额贷款 | finance financial
accounting 会计师事务所 会计 | accounting accountants certified-public-accountants cpa · tax 税务师事务所 | tax
law 律师事务所 | law law-firm · appraisal 资产评估 评估 | appraisal
research 研究院 研究所 研究中心 | research-institute research institute academy research-center
cloud 云计算 云 | cloud-computing cloud · vision 视觉 视界 | vision · laser 激光 | laser
sensing 传感 传感器 | sensing sensor sensors · navigation 导航 | navigation · satellite 卫星 | satellite
wireless 无线 | wireless · solution 解决方案 | solution solutions · lighting 照明 | lighting
water-purifier 净水 | water-purification · products 制品 产品 用品 | products product supplies
airport 机场 | airport · infrared 红外 | infrared · treatment 处理 | treatment
water-treatment 水处理 | water-treatment · solid-waste 固废 固体废物 | solid-waste waste
hydrogen 氢能 氢 | hydrogen hydrogen-energy · nuclear 核电 核能 核工业 核 | nuclear nuclear-power nuclear-energy
rare-earth 稀土 | rare-earth rare-earths · magnet 磁材 磁性材料 磁电 | magnetic magnetics magnet magnetic-materials
fibre 化纤 纤维 | fiber fibre chemical-fiber fibers · optical-fibre 光纤 | optical-fiber optical-fibre fiber-optic
display 显示 | display displays · image 影像 图像 | image imaging · voice 语音 | voice speech
game 游戏 | game games · e-commerce 电子商务 电商 | e-commerce electronic-commerce ecommerce
express 快递 速递 | express courier · warehouse 仓储 | warehousing warehouse storage-and-logistics
bridge 路桥 桥梁 | bridge road-and-bridge bridges · tunnel 隧道 | tunnel · geology 地质 | geological geology
exploration 勘探 勘察 勘测 | exploration survey prospecting · drilling 钻井 钻探 | drilling
pipe 管业 管道 管材 | pipe pipeline pipes piping · valve 阀门 | valve valves · pump 泵业 水泵 | pump pumps
bearing 轴承 | bearing bearings · tool 工具 刀具 | tool tools · mould 模具 | mould mold moulds
casting 铸造 铸业 | casting foundry · forging 锻造 | forging · welding 焊接 | welding
elevator 电梯 | elevator elevators lift · boiler 锅炉 | boiler · turbine 汽轮机 透平 | turbine turbines
transformer 变压器 | transformer transformers · switch 开关 | switch switchgear
capacitor 电容器 电容 | capacitor capacitors · board 电路板 电路 | circuit-board circuit-boards pcb
clock 钟表 | watch clock · jewellery 珠宝 | jewelry jewellery · toy 玩具 | toy toys
cosmetics 化妆品 美容 | cosmetics beauty · sports 体育 | sports sport
exhibition 会展 展览 | exhibition exhibitions · labour 人力资源 劳务 | human-resources labor labour labor-service
parking 停车 | parking · bus 公交 客车 | bus coach public-transport · motorcycle 摩托车 | motorcycle
drone 无人机 | drone drones uav unmanned-aerial-vehicle · radar 雷达 | radar · ordnance 兵器 | ordnance
fire 消防 | fire fire-protection fire-fighting · infrastructure 基础设施 基建 | infrastructure
municipal 市政 | municipal · charging 充电 | charging · smart-city 智慧城市 | smart-city smart-cities
public-safety 平安城市 公共安全 | safe-city public-safety · internet-of-things 物联网 物联 | internet-of-things iot
blockchain 区块链 | blockchain · quantum 量子 | quantum · innovation 创新 | innovation innovations innovative
creative 创意 | creative · science-park 科技园 产业园 工业园 | science-park industrial-park technology-park
incubator 孵化器 | incubator · credit 征信 信用 担保 | credit guarantee · pawn 典当 | pawn · auction 拍卖 | auction
exchange 交易所 产权交易 | exchange · tourism-development 文旅 | culture-tourism cultural-tourism
film 薄膜 膜 | film membrane · pesticide 农药 | pesticide agrochemical agrochemicals
fertiliser 化肥 肥业 肥料 | fertilizer fertilizers fertiliser · salt 盐业 盐湖 | salt salt-lake
lithium 锂业 锂能 锂电 | lithium lithium-industry lithium-battery · nickel 镍业 | nickel · cobalt 钴业 | cobalt
gold 黄金 金业 | gold · zinc 锌业 | zinc · titanium 钛业 | titanium · manganese 锰业 | manganese
magnesium 镁业 | magnesium · molybdenum 钼业 | molybdenum · phosphorus 磷化工 磷业 | phosphorus phosphate
fluorine 氟化工 | fluorine fluorochemical · silicone 有机硅 | silicone organosilicon · graphite 石墨 | graphite
graphene 石墨烯 | graphene · diamond 钻石 金刚石 | diamond · timber 木业 | wood timber
carpet 地毯 | carpet carpets · leather 皮革 皮业 | leather · yarn 纱业 纱线 | yarn · linen 麻业 | linen
silk 丝绸 丝业 | silk · glove 手套 | glove gloves · bag 箱包 | bags luggage · fruit 果业 果品 | fruit fruits
jujube 红枣 枣业 | jujube red-date · meat 肉类 肉业 | meat · pig 养殖 | breeding farming-and-breeding
egg 禽业 | poultry · tea 茶业 茶叶 | tea · tobacco 烟草 | tobacco · rice 米业 | rice
oil-and-fat 油脂 | oils-and-fats oil-and-fat grease · flavour 调味品 味业 | condiment flavouring seasoning
hair-fashion 美发 | hair hairdressing · photo 摄影 | photography · space 空间 | space · ocean 海洋 | ocean marine
river 河流 | river · lake 湖泊 | lake · mountain 山地 | mountain · green 绿色 | green · low-carbon 低碳 | low-carbon
intelligent-connected 智联网联 网联 | connected connectivity · control 控制 智控 | control controls
measurement 测控 计量 | measurement metrology
electromechanics 机电设备 | mechanical-and-electrical electro-mechanical · power-grid 电网 | power-grid grid
electric-power-equipment 电力设备 | power-equipment · special 特种 | special · precision 精密 | precision
general 通用 | general · heavy 重型 | heavy · joint 联合 | united joint · overseas 海外 | overseas
world 世界 | world · global 环球 全球 | global · life 生活 | life · home-textile 家纺 | home-textile home-textiles
prefabricated 预制 | prefabricated · concrete 混凝土 | concrete · steel-structure 钢构 钢结构 | steel-structure
curtain-wall 幕墙 | curtain-wall · door 门窗 门业 | doors-and-windows door doors
light-industry 轻工 | light-industry · food-processing 加工 | processing · supervision 监理 | supervision
cost 造价 | cost · inspection-service 鉴定 | identification · translation 翻译 | translation
science-popular 科普 | popular-science · pension 康养 | wellness · vaccine 疫苗 | vaccine vaccines
blood 血液 血制品 | blood blood-products · diagnostic 诊断 | diagnostics diagnostic · dental 口腔 | dental
eye 眼科 | eye ophthalmology · chinese-medicine 中药 中医药 国药 | traditional-chinese-medicine chinese-medicine tcm
animal-health 动保 兽药 | animal-health veterinary · pet 宠物 | pet · school 学校 | school
training 培训 | training · book 图书 书店 | book bookstore books · newspaper 报业 | newspaper
television 广电 电视 广播电视 | television broadcasting radio-and-television · theatre 院线 影院 | cinema theatre
"""
_BODIES = """
public-security-bureau 公安局 公安厅 | public-security-bureau public-security-department
police-college 警察学院 | police-college
people-government 人民政府 | people's-government peoples-government
"""


def _rows() -> Iterator[tuple[str, list[str], list[str]]]:
    for line in f"{_TABLE}·{_BODIES}".replace("\n", "·").split("·"):
        said, _, english = line.partition("|")
        concept, *chinese = said.split() or [""]
        if concept:
            yield concept, chinese, english.split()


_OFTEN_BRANDS = "海洋 世界 生活 空间 绿色 联合 创新 通用 特种 精密 海外 环球 全球 河流 湖泊 山地 创意 低碳 轻工 国药"
_NO_TRADE = frozenset((_BODIES + _OFTEN_BRANDS).split())
TRADES = tuple(
    dict.fromkeys(word for _, chinese, _ in _rows() for word in chinese if len(word) > 1 and word not in _NO_TRADE)
)
"""Chinese words for what a company does."""
SAME_TRADE = {"科学技术": "科技", "通讯": "通信", "数码": "数字"}
"""Words that mean the same in a Chinese name."""
_HAN = {word: concept for concept, chinese, _ in _rows() for word in chinese}
_HAN_LONGEST = max(map(len, _HAN))
_LATIN = {tuple(re.findall(r"[a-z0-9]+", phrase)): concept for concept, _, english in _rows() for phrase in english}
_LATIN_LONGEST = max(map(len, _LATIN))
_INDUSTRIES = frozenset(concept for concept, chinese, _ in _rows() if any(word.endswith("业") for word in chinese))
"""Trades that are called an industry (棉业) or not, as the translator likes."""
LATIN_WORDS = frozenset(word for phrase in _LATIN for word in phrase) - {"and", "s", "new"}
"""Latin words of a trade, each alone."""
SOFT = frozenset(
    {"technology", "industry", "development", "manufacturing", "holding", "investment", "innovation", "products"}
)
"""Concepts that translations add and drop."""


class Meaning:
    """Concepts in the order of the words, and the pieces that no word of the table covers."""

    __slots__ = ("concepts", "unknown")

    def __init__(self, concepts: Sequence[str], unknown: Sequence[str]) -> None:
        self.concepts = tuple(concepts)
        self.unknown = tuple(unknown)


@lru_cache(maxsize=4096)
def of_han(text: str) -> Meaning:
    """The concepts of a Chinese trade, longest words first; 集团 says nothing."""
    concepts: list[str] = []
    unknown: list[str] = []
    at = gap = 0
    while at < len(text):
        word = next((text[at : at + n] for n in range(_HAN_LONGEST, 0, -1) if text[at : at + n] in _HAN), "")
        if not word and text.startswith("集团", at):
            word = "集团"
        if not word:
            at += 1
            continue
        if gap < at:
            unknown.append(text[gap:at])
        concepts += [_HAN[word]] if word in _HAN else []
        at += len(word)
        gap = at
    if gap < len(text):
        unknown.append(text[gap:])
    return Meaning(concepts, unknown)


@lru_cache(maxsize=4096)
def of_latin(words: tuple[str, ...]) -> Meaning:
    """The concepts of Latin words, longest phrases first; ``group`` and ``new`` say nothing."""
    concepts: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(_LATIN_LONGEST, 0, -1) if words[at : at + n] in _LATIN), 0)
        if size:
            concept = _LATIN[words[at : at + size]]
            if concept != "industry" or not concepts or concepts[-1] not in _INDUSTRIES:
                concepts.append(concept)
        elif words[at] not in {"group", "groups", "and", "of", "the", "new"}:
            unknown.append(words[at])
        at += size or 1
    return Meaning(concepts, unknown)


def alike(words: tuple[str, ...], text: str) -> bool:
    """Whether what the tables know of both trades does not contradict: no concept on one side alone."""
    return Counter(of_latin(words).concepts) == Counter(of_han(text).concepts)
