"""Brands that are not the pinyin of their Chinese name, as the companies themselves write them in English. PURE.

Public facts (annual reports, company sites). They make two names comparable, slot by slot: never more than a
possible match. Spaces and case do not count; several Chinese forms of one brand are joined by ``/``. A few are
pinyin: there the table says which of the characters of that sound are meant (禾赛, not 和赛).
"""

from __future__ import annotations

_TABLE = """
hikvision 海康威视 · sensetime 商汤 · megvii 旷视 · iflytek 科大讯飞/讯飞 · cloudwalk 云从 · netposa 东方网力
intellifusion 云天励飞 · meiyapico 美亚柏科 · sdicintelligence 国投智能 · deepglint 格灵深瞳 · qihoo360 奇虎/三六零
qihoo 奇虎 · fiberhome 烽火 · uniview 宇视 · tiandy 天地伟业 · leon 立昂 · sailing 熙菱 · sensenets 深网视界
netvision 深网视界/网视界 · isvision 银晨 · cloudminds 达闼 · nuctech 同方威视 · hikrobot 海康机器人 · ezviz 萤石
hikmicro 海康微影 · hiksemi 海康存储 · leapmotor 零跑 · imou 乐橙 · infinova 英飞拓 · kedacom 科达
zte 中兴通讯/中兴 · hisilicon 海思 · hytera 海能达 · lenovo 联想 · inspur 浪潮 · sugon 中科曙光/曙光 · hygon 海光
phytium 飞腾 · unisoc 紫光展锐 · unigroup 紫光 · loongson 龙芯 · cambricon 寒武纪 · moorethreads 摩尔线程
smic 中芯国际/中芯 · semiconductormanufacturinginternational 中芯国际集成电路制造/中芯国际 · ymtc 长江存储
yangtzememory 长江存储 · changxinmemory 长鑫存储 · cxmt 长鑫存储 · naura 北方华创 · amec 中微 · piotech 拓荆
jcet 长电 · goertek 歌尔 · luxshare 立讯 · ofilm 欧菲光/欧菲 · boe 京东方 · csot 华星光电 · visionox 维信诺
everdisplay 和辉光电 · quectel 移远 · fibocom 广和通 · robosense 速腾聚创 · dji 大疆/大疆创新 · szdji 大疆/大疆创新
autel 道通 · ehang 亿航 · xag 极飞 · bgi 华大 · mgi 华大智造 · wuxiapptec 药明康德 · wuxibiologics 药明生物
mindray 迈瑞 · unitedimaging 联影 · sinovac 科兴 · cansino 康希诺 · catl 宁德时代 · contemporaryamperex 宁德时代
byd 比亚迪 · gotion 国轩 · evebattery 亿纬锂能 · eve 亿纬 · calb 中创新航 · sunwoda 欣旺达 · svolt 蜂巢 · geely 吉利
chery 奇瑞 · saic 上汽 · faw 一汽 · nio 蔚来 · xpeng 小鹏 · liauto 理想 · greatwall 长城 · camel 骆驼 · longi 隆基
jasolar 晶澳 · jinkosolar 晶科 · jinko 晶科 · trina 天合 · trinasolar 天合光能 · canadiansolar 阿特斯 · daqo 大全
hoshine 合盛 · gcl 协鑫 · easthope 东方希望 · hope 希望 · risen 东方日升 · sungrow 阳光电源 · sunshine 阳光
goldwind 金风 · tbea 特变电工 · envision 远景 · chint 正泰 · cmoc 洛阳钼业 · esquel 溢达 · junggar 准噶尔
oasis 绿洲 · ninestar 纳思达 · ria 锐安 · hisense 海信 · midea 美的 · gree 格力 · tcl TCL · skyworth 创维
konka 康佳 · bitland 宝龙达 · ktk 今创 · crrc 中车 · avic 中航/航空工业 · norinco 北方工业 · aecc 航发/航空发动机
comac 商飞 · casic 航天科工 · casc 航天科技 · cetc 电子科技 · cssc 船舶 · cnnc 核工业 · cgn 广核
sinopec 石油化工/石化 · cnpc 石油天然气 · petrochina 石油天然气 · cnooc 海洋石油/海油 · sinochem 中化
chemchina 化工 · sinosteel 中钢 · baosteel 宝钢 · ansteel 鞍钢 · minmetals 五矿 · chinalco 铝业 · cofco 中粮
sinomach 国机 · sinotrans 外运 · cosco 中远/中远海运 · cccc 交通建设/交建 · crec 铁路工程/中铁 · crcc 铁道建筑/铁建
cscec 建筑 · powerchina 电力建设/电建 · energychina 能源建设/能建 · stategrid 国家电网 · threegorges 三峡
citic 中信 · everbright 光大 · chinaunicom 联通/联合网络通信 · chinatower 铁塔 · vanke 万科 · evergrande 恒大
countrygarden 碧桂园 · fosun 复星 · alicloud 阿里云 · tencent 腾讯 · bytedance 字节跳动 · jd 京东 · netease 网易
hundsun 恒生 · yonyou 用友 · kingsoft 金山 · kingdee 金蝶 · neusoft 东软 · chinasoft 中软 · dawning 曙光
xinjiangproductionandconstructioncorps 新疆生产建设兵团 · xpcc 新疆生产建设兵团/兵团 · synergy 新一棉
joinworld 众和 · youngor 雅戈尔 · jnby 江南布衣 · zoomlion 中联重科 · sany 三一 · xcmg 徐工
contemporaryamperextechnology 宁德时代新能源科技 · quectelwirelesssolutions 移远通信技术 · ja 晶澳 · moutai 茅台
kweichowmoutai 贵州茅台 · conch 海螺 · chinamerchants 招商 · merchants 招商 · inovance 汇川 · pientzehuang 片仔癀
wens 温氏 · newhope 新希望 · robam 老板 · supor 苏泊尔 · nhu 新和成 · dmegc 东磁 · supcon 中控
dbappsecurity 安恒信息/安恒 · sangfor 深信服 · venustech 启明星辰 · nsfocus 绿盟 · topsec 天融信 · airchina 国际航空
chinasouthern 南方航空 · chinaeastern 东方航空 · luckin 瑞幸 · trip 携程 · iqiyi 爱奇艺 · unitree 宇树
ubtech 优必选 · ecovacs 科沃斯 · anker 安克 · transsion 传音 · honor 荣耀 · tplink 普联 · h3c 新华三
ponyai 小马智行 · weride 文远知行 · horizonrobotics 地平线 · gigadevice 兆易创新 · omnivision 豪威 · goodix 汇顶
montage 澜起 · amlogic 晶晨 · rockchip 瑞芯微 · allwinner 全志 · espressif 乐鑫 · maxscend 卓胜微 · nexchip 晶合
nexperia 安世 · wingtech 闻泰 · lens 蓝思 · victorygiant 胜宏 · capchem 新宙邦 · tinci 天赐 · btr 贝特瑞
easpring 当升 · ronbay 容百 · cngr 中伟 · gem 格林美 · farasis 孚能 · sinoma 中材 · cnbm 中国建材/中建材 · hbis 河钢
northernrareearth 北方稀土 · zpmc 振华重工/振华 · cimc 中集 · foton 福田 · seres 赛力斯 · zeekr 极氪 · sinotruk 重汽
narada 南都 · hithium 海辰 · growatt 古瑞瓦特 · ginlong 锦浪 · goodwe 固德威 · aiko 爱旭 · suntech 尚德
flat 福莱特 · sinopharm 国药 · genscript 金斯瑞 · zailab 再鼎 · beigene 百济神州 · innovent 信达生物 · livzon 丽珠
joincare 健康元 · minth 敏实 · joyson 均胜 · antgroup 蚂蚁 · sina 新浪 · sohu 搜狐 · 4paradigm 第四范式
fourthparadigm 第四范式 · moonshot 月之暗面 · deepseek 深度求索 · quantumctek 国盾量子 · galaxyspace 银河航天
landspace 蓝箭 · yitu 依图 · huawei 华为 · hesai 禾赛 · alibaba 阿里巴巴 · baidu 百度 · xiaomi 小米 · meituan 美团
kuaishou 快手 · douyin 抖音 · pinduoduo 拼多多 · biren 壁仞 · huahong 华虹 · silkroad 丝路 · times 时代
generalnuclearpower 广核 · chinageneralnuclearpower 中国广核 · railwayconstruction 铁建 · railway 中铁
communicationsconstruction 交建/交通建设 · stateconstruction 建筑 · guide 高德 · kinglong 金龙 · eastern 东方
oriental 东方 · huarun 华润 · chinaresources 华润 · resources 华润 · poly 保利 · unitedfamily 和睦家 · phoenix 凤凰
goldendragon 金龙 · sunny 舜宇 · crystal 水晶 · peony 牡丹 · panda 熊猫 · swan 天鹅 · sail 风帆 · flyingpigeon 飞鸽
forever 永久 · doublestar 双星 · pearlriver 珠江 · yellowriver 黄河 · yangtze 长江 · yangtzeriver 长江
greenland 绿地 · goldenland 金地 · seazen 新城 · redsun 弘阳 · sinotec 中电 · southeast 东南 · northwest 西北
northeast 东北 · southwest 西南 · northern 北方 · southern 南方 · western 西部 · pacific 太平洋 · asia 亚洲
continental 大陆 · peace 和平 · friendship 友谊 · unity 团结 · future 未来 · pioneer 先锋 · leader 领先
century 世纪 · millennium 千年 · rainbow 彩虹 · sun 太阳 · moon 月亮
"""


def _read() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for said in _TABLE.replace("\n", "·").split("·"):
        if said.strip():
            latin, forms = said.split()
            found[latin] = (*found.get(latin, ()), *forms.split("/"))
    return found


CHINESE = _read()
"""Latin brand, squashed and lower case → its Chinese forms."""
LATIN: dict[str, tuple[str, ...]] = {}
"""Chinese brand → its Latin forms."""
for _latin, _forms in CHINESE.items():
    for _form in _forms:
        LATIN[_form] = (*LATIN.get(_form, ()), _latin)
LONGEST = max(map(len, LATIN))
